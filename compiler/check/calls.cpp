#include <array>

#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kCallable{SymbolKind::Relation, SymbolKind::Define};

std::string counted(std::size_t n, std::string_view noun) {
  return n == 0 ? fmt::format("no {}", noun) : n == 1 ? fmt::format("one {}", noun) : fmt::format("{} {}s", n, noun);
}

// So many arguments too few or too many are told once a module: the mistake may be in the declaration.
void report_arity(Context& c, model::ModuleId from, Span span, std::string_view name, Span declared, std::size_t takes,
                  std::size_t given, const std::string& help) {
  const auto [told, fresh] =
      c.unknown.try_emplace({from, fmt::format("{}({})", name, given)}, Context::Unknown{c.sink.all().size()});
  if (!fresh) {
    ++c.silenced;
    c.sink[told->second.place].label(span, "and here");
    return;
  }
  c.sink
      .report(Code::WrongArity, span, name, counted(takes, "argument"),
              given == 0   ? "none is"
              : given == 1 ? "one is"
                           : fmt::format("{} are", given))
      .label(declared, "declared here")
      .help(help);
}

std::string call_words(std::string_view name, std::size_t arguments) {
  if (arguments == 0) return fmt::format("write `{}`", name);
  std::string call = fmt::format("write `{}(", name);
  for (std::size_t i = 0; i < arguments; ++i) call += i == 0 ? "…" : ", …";
  return call + ")`";
}

// The case of the define is that of the condition, or it is for any.
bool same_case(Context& c, const Scope& s, const model::Define& define, Span span) {
  if (!define.case_type.valid() || define.case_type == s.case_type) return true;
  const std::string& name = c.program.cases[define.case_type].name;
  Diagnostic& d = c.sink.report(Code::WrongKind, span, define.name, fmt::format("a define for `{}`", name),
                                s.case_type.valid() ? fmt::format("one for `{}`", c.program.cases[s.case_type].name)
                                                    : std::string("one that needs no case"));
  d.label(define.span, "declared here");
  d.help(s.case_type.valid() ? fmt::format("declare another one, under another name: `define NAME for {} = CONDITION`",
                                           c.program.cases[s.case_type].name)
                             : fmt::format("say what this is for: `for {}`", name));
  return false;
}

model::ExprId check_argument(Context& c, const Scope& s, NodeRef argument, const model::Type& wanted, std::string_view callee) {
  const Span span = argument.span();
  if (const NodeRef quantified = argument.child(NodeKind::quantified)) {
    if (quantified.has(TokenKind::NONE)) {
      c.sink.report(Code::MisplacedClause, span, "`none of` is no argument")
          .help(fmt::format("write `not {}(… any of …)`", callee));
      return error_expr(c, span);
    }
    if (wanted.kind == model::TypeKind::Error) return error_expr(c, span);
    if (wanted.kind != model::TypeKind::Enum) {
      c.sink.report(Code::TypeMismatch, span, "several members of a set", type_words(c, wanted)).help(how_to_write(c, s, wanted));
      return error_expr(c, span);
    }
    return check_quantified(c, s, quantified, wanted.enumeration);
  }
  const model::ExprId id = value_of_sum(c, s, argument.child(NodeKind::sum), &wanted);
  const model::Type got = c.program.exprs[id].type;
  if (got.kind == model::TypeKind::Error || wanted.kind == model::TypeKind::Error) return id;
  if (!fits(wanted, got)) {
    Diagnostic* d = mismatch(c, span, got, type_words(c, wanted));
    if (got.kind == model::TypeKind::Set && wanted.kind == model::TypeKind::Enum) {
      d->help(fmt::format("write `any of {}` or `all of {}`", argument.text(), argument.text()));
    } else {
      d->help(how_to_write(c, s, wanted));
    }
    return error_expr(c, span);
  }
  if (wanted.kind == model::TypeKind::Int && (got.hi < wanted.lo || got.lo > wanted.hi)) {
    c.sink.report(Code::ValueOutOfRange, span, argument.text(), fmt::format("{}..{}", wanted.lo, wanted.hi))
        .help(how_to_fit(wanted, got.lo, got.hi));
    return error_expr(c, span);
  }
  return id;
}

std::optional<std::vector<model::ExprId>> check_arguments(Context& c, const Scope& s, NodeRef call,
                                                          std::span<const model::Type> wanted, std::string_view callee,
                                                          bool partial, Span declared) {
  const auto given = call.children(NodeKind::argument);
  if (given.size() != wanted.size()) {
    if (!partial) {
      report_arity(c, s.module, call.span(), callee, declared, wanted.size(), given.size(), call_words(callee, wanted.size()));
    }
    return std::nullopt;
  }
  std::vector<model::ExprId> out;
  bool good = true;
  for (std::size_t i = 0; i < given.size(); ++i) {
    out.push_back(check_argument(c, s, given[i], wanted[i], callee));
    good = good && c.program.exprs[out.back()].type.kind != model::TypeKind::Error;
  }
  return good ? std::optional(std::move(out)) : std::nullopt;
}

model::ExprId check_related(Context& c, const Scope& s, NodeRef call, model::RelationId relation, bool partial) {
  const Span span = call.span();
  const std::string name = c.program.relations[relation].name;
  std::vector<model::Type> wanted;
  for (const model::EnumId column : c.program.relations[relation].columns) {
    wanted.push_back(column.valid() ? enum_type(column) : model::Type{});
    partial = partial || !column.valid();
  }
  auto args = check_arguments(c, s, call, wanted, name, partial, c.program.relations[relation].span);
  if (const NodeRef on = call.child(NodeKind::on_date)) {
    const model::ExprId date = check_date_value(c, s, on.child(NodeKind::sum));
    if (c.program.exprs[date].type.kind == model::TypeKind::Error) args.reset();
    if (args) args->push_back(date);
  }
  if (!args) return error_expr(c, span);
  const model::ExprId id = make(c, model::ExprKind::Related, bool_type(), span, std::move(*args));
  c.program.exprs[id].relation = relation;
  return id;
}

model::ExprId call_expr(Context& c, model::DefineId define, Span span, std::vector<model::ExprId> args) {
  const model::ExprId id = make(c, model::ExprKind::Call, bool_type(), span, std::move(args));
  c.program.exprs[id].define = define;
  return id;
}

// A fact was written with arguments: the first one may be what it should be compared with.
std::string how_to_ask_with(const Context& c, const model::Type& type, std::string_view fact, const std::vector<NodeRef>& given) {
  const bool compares = type.kind == model::TypeKind::Enum || type.kind == model::TypeKind::Set;
  if (compares && given.size() == 1)
    return fmt::format("write `{} {} {}`", fact, type.kind == model::TypeKind::Set ? "has" : "is", given.front().text());
  const std::string ask = how_to_ask(c, type, fact);
  return ask.empty() ? fmt::format("write `{}`", fact) : ask;
}

}  // namespace

void report_bare_relation(Context& c, model::ModuleId from, model::RelationId relation, NodeRef name) {
  const model::Relation& r = c.program.relations[relation];
  if (c.partial(SymbolKind::Relation, relation.index)) return;
  report_arity(c, from, name.span(), r.name, r.span, r.columns.size(), 0, call_words(name.text(), r.columns.size()));
}

model::ExprId check_call(Context& c, const Scope& s, NodeRef call) {
  const Span span = call.span();
  const NodeRef path = call.child(NodeKind::path);
  if (!c.peek(s.module, path_text(path), kCallable) && known(c, s, path)) {
    const Named named = look_up(c, s, path);
    if (named.kind == Named::Kind::Error) return error_expr(c, span);
    c.sink.report(Code::WrongKind, path.span(), path_text(path), "a fact", "a relation or define")
        .label(named.declared, "declared here")
        .help(named.kind == Named::Kind::Fact || named.kind == Named::Kind::Local
                  ? how_to_ask_with(c, named.type, path.text(), call.children(NodeKind::argument))
                  : fmt::format("write `{}`", path.text()));
    return error_expr(c, span);
  }
  const auto symbol = c.find(s.module, path, kCallable, "relation or define");
  if (!symbol) return error_expr(c, span);
  const bool partial = c.partial(symbol->kind, symbol->index);
  if (symbol->kind == SymbolKind::Relation) return check_related(c, s, call, model::RelationId(symbol->index), partial);
  const model::DefineId id(symbol->index);
  const model::Define& define = c.program.defines[id];
  if (!same_case(c, s, define, path.span())) return error_expr(c, span);
  std::vector<model::Type> wanted;
  wanted.reserve(define.parameters.size());
  for (const model::Parameter& p : define.parameters) wanted.push_back(p.type);
  const bool unbound = c.unbound.contains(id) && call.children(NodeKind::argument).size() > wanted.size();
  const auto args = check_arguments(c, s, call, wanted, define.name, partial || unbound, define.span);
  if (const NodeRef on = call.child(NodeKind::on_date)) {
    c.sink.report(Code::MisplacedClause, on.span(), "`on` reads a relation or a group at a date, and a define is neither")
        .label(define.span, "declared here")
        .help("give the define a parameter for the date");
    return error_expr(c, span);
  }
  return args ? call_expr(c, id, span, *args) : error_expr(c, span);
}

model::ExprId call_define(Context& c, const Scope& s, model::DefineId define, NodeRef name) {
  const model::Define& d = c.program.defines[define];
  const Span span = name.span();
  if (!same_case(c, s, d, span)) return error_expr(c, span);
  if (!d.parameters.empty()) {
    std::string call = fmt::format("{}(", name.text());
    for (std::size_t i = 0; i < d.parameters.size(); ++i) call += fmt::format("{}{}", i == 0 ? "" : ", ", d.parameters[i].name);
    report_arity(c, s.module, span, d.name, d.span, d.parameters.size(), 0, fmt::format("write `{})`", call));
    return error_expr(c, span);
  }
  if (c.partial(SymbolKind::Define, define.index)) return error_expr(c, span);
  return call_expr(c, define, span, {});
}

}  // namespace jur::checking
