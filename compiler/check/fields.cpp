#include "check/fields.h"

namespace jur::checking {
namespace {

void report_second(Context& c, NodeRef second, NodeRef first, std::string_view what) {
  c.sink.report(Code::MisplacedClause, second.span(), fmt::format("{} is given twice", what))
      .label(first.span(), "first given here")
      .help("leave one of them out");
}

void check_presumption(Context& c, model::ModuleId module, NodeRef node, model::Field& out) {
  const NodeRef value = node.child(NodeKind::value);
  if (value.has(TokenKind::UNKNOWN)) {
    c.sink.report(Code::TypeMismatch, value.span(), "`unknown`", type_words(c, out.type))
        .help("a fact without a presumption is unknown until it is given: leave `presumed` out");
    return;
  }
  const model::Literal presumed = check_value(c, module, value, out.type, out.or_none, false);
  if (presumed.kind != model::LiteralKind::Error) out.presumed = presumed;
}

}  // namespace

std::optional<model::Field> field_of_node(Context& c, model::ModuleId module, NodeRef field) {
  const NodeRef name = name_of(field);
  if (!name) return std::nullopt;
  model::Field out;
  out.name = std::string(name.text());
  out.title = title_of(field);
  out.module = module;
  out.span = name.span();
  out.type = check_type(c, module, field.child(NodeKind::type), out.optional, out.or_none);
  if (field.broken()) out.type = {};
  return out;
}

void finish_field(Context& c, model::ModuleId module, NodeRef field, model::Field& out) {
  const NodeRef fallback = field.child(NodeKind::default_value);
  const NodeRef presumption = field.child(NodeKind::presumption);
  if (field.broken() || out.type.kind == model::TypeKind::Error) return;
  if (out.type.kind == model::TypeKind::Record && (fallback || presumption)) {
    c.sink.report(Code::BadField, (fallback ? fallback : presumption).span(), "a record has no value of its own")
        .label(c.program.records[out.type.record].span, "this record")
        .help("give its fields their defaults where it is declared");
    return;
  }
  if (fallback && presumption) {
    c.sink.report(Code::BadField, presumption.span(), fmt::format("`{}` has a default and a presumption", out.name))
        .label(fallback.span(), "with a default it is never unknown")
        .help("`= V` is the value when a case leaves it out; `presumed V` holds until it is known");
    return;
  }
  if (presumption && !out.optional) {
    c.sink.report(Code::BadField, presumption.span(), fmt::format("`{}` is never unknown: nothing is presumed of it", out.name))
        .label(field.child(NodeKind::type).span(), "its type has no `?`")
        .help("write `?` after its type");
    return;
  }
  if (fallback) {
    const model::Literal value = check_value(c, module, fallback.child(NodeKind::value), out.type, out.or_none, out.optional);
    out.fallback = value;
  }
  if (presumption) check_presumption(c, module, presumption, out);
}

std::optional<model::Field> check_assessment(Context& c, model::ModuleId module, NodeRef assessment) {
  const NodeRef name = name_of(assessment);
  if (!name) return std::nullopt;
  model::Field out;
  out.name = std::string(name.text());
  out.title = title_of(assessment);
  out.module = module;
  out.span = name.span();
  out.type.kind = model::TypeKind::Bool;
  out.optional = true;
  out.assessment = true;
  const auto by = assessment.children(NodeKind::decided_by);
  const auto presumptions = assessment.children(NodeKind::presumption);
  const auto titles = assessment.children(NodeKind::title);
  if (titles.size() > 1) report_second(c, titles[1], titles[0], "the title");
  if (by.size() > 1) report_second(c, by[1], by[0], "who decides");
  if (presumptions.size() > 1) report_second(c, presumptions[1], presumptions[0], "the presumption");
  if (!by.empty()) {
    if (const NodeRef text = by[0].token(TokenKind::STRING)) out.decided_by = syntax::string_value(text);
  }
  if (!presumptions.empty()) check_presumption(c, module, presumptions[0], out);
  return out;
}

}  // namespace jur::checking
