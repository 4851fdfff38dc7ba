#include <array>

#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kGroups{SymbolKind::Group};

// What stands after `in`; `of` is invalid where only the other side can say (a set literal) or where it is wrong.
struct Operand {
  NodeRef node;
  model::ExprId set;
  model::EnumId of;
  bool dated = false;
  bool wrong = false;
};

model::ExprId dated_expr(Context& c, std::uint32_t index, model::EnumId of, Span span) {
  const model::ExprId id = make(c, model::ExprKind::Dated, set_type(of), span);
  c.program.exprs[id].dated = index;
  return id;
}

model::ExprId group_expr(Context& c, model::GroupId group, Span span) {
  const auto next = static_cast<std::uint32_t>(c.program.dated_sets.size());
  const auto [at, fresh] = c.dated_groups.emplace(group, next);
  if (fresh) c.program.dated_sets.push_back(c.program.groups[group].members);
  const model::ExprId id = dated_expr(c, at->second, c.program.groups[group].of, span);
  c.program.exprs[id].group = group;
  return id;
}

void name_operand(Context& c, const Scope& s, NodeRef path, Operand& out) {
  out.wrong = true;
  if (known(c, s, path)) {
    const model::ExprId id = value_of_path(c, s, path, nullptr);
    const model::Type type = c.program.exprs[id].type;
    if (type.kind == model::TypeKind::Set) {
      out.set = id;
      out.of = type.enumeration;
      out.wrong = false;
    } else if (Diagnostic* d = mismatch(c, path.span(), type, "a group or a set")) {
      d->help(type.kind == model::TypeKind::Enum ? fmt::format("one value is compared with `is {}`", path.text())
                                                 : instead_of_kind(c, s.module, kGroups) + ", or write a set in braces");
    }
    return;
  }
  const std::string text = path_text(path);
  if (!c.peek(s.module, text, kGroups) && text.find('.') == std::string::npos) {
    if (const auto enums = enums_with(c, s.module, text); !enums.empty()) {
      const std::string& type = c.program.enums[enums.front()].name;
      c.sink.report(Code::WrongKind, path.span(), text, fmt::format("an enumerator of `{}`", type), "a group or a set")
          .help(fmt::format("write `is {}`, or `in {{{}}}`", text, text));
      return;
    }
  }
  const std::size_t dot = text.rfind('.');
  if (dot != std::string::npos && c.modules_named(s.module, std::string_view(text).substr(0, dot)).empty()) {
    report_unnamed(c, s, path, "set fact");
    return;
  }
  const auto symbol = c.find(s.module, path, kGroups, "group or set fact");
  if (!symbol) return;
  const model::GroupId group(symbol->index);
  if (!c.program.groups[group].of.valid()) return;
  out.set = group_expr(c, group, path.span());
  out.of = c.program.groups[group].of;
  out.dated = true;
  out.wrong = false;
}

// The enum of the first group that an algebra over groups names.
model::EnumId enum_within(const Context& c, model::ModuleId from, NodeRef node) {
  for (const NodeRef child : node.children()) {
    if (child.is(NodeKind::path)) {
      const auto symbol = c.peek(from, path_text(child), kGroups);
      return symbol ? c.program.groups[model::GroupId(symbol->index)].of : model::EnumId();
    }
    if (const model::EnumId found = enum_within(c, from, child); found.valid()) return found;
  }
  return {};
}

Operand read_operand(Context& c, const Scope& s, NodeRef node) {
  Operand out;
  out.node = node;
  if (const NodeRef path = node.child(NodeKind::path)) {
    name_operand(c, s, path, out);
  } else if (const NodeRef algebra = node.child(NodeKind::group_expr)) {
    out.of = enum_within(c, s.module, algebra);
  }
  return out;
}

// Reads a set literal or algebra in the light of the other side's enum.
void finish_operand(Context& c, const Scope& s, Operand& operand, model::EnumId of) {
  if (operand.wrong || operand.set.valid()) return;
  if (const NodeRef set = operand.node.child(NodeKind::set_literal)) {
    operand.set = literal_expr(c, set_type(of), check_set(c, s.module, set, of), set.span());
    operand.wrong = c.program.exprs[operand.set].type.kind == model::TypeKind::Error;
    return;
  }
  const NodeRef algebra = operand.node.child(NodeKind::group_expr);
  const std::size_t before = c.mistakes();
  model::DatedSet days = check_group_expr(c, s.module, algebra, of);
  operand.wrong = c.mistakes() > before;
  operand.dated = true;
  const auto index = static_cast<std::uint32_t>(c.program.dated_sets.size());
  c.program.dated_sets.push_back(std::move(days));
  operand.set = dated_expr(c, index, of, operand.node.span());
}

void report_set_subject(Context& c, NodeRef left, NodeRef operand, const model::Type& type, model::EnumId of) {
  Diagnostic* d = mismatch(c, left.span(), type, of.valid() ? type_words(c, enum_type(of)) : "one value");
  if (d == nullptr) return;
  d->help(fmt::format("write `any of {} in {}`, `all of …` or `none of …`", left.text(), operand.text()));
}

// A set fact of the enum, or any where it is invalid.
std::string name_a_set(const Context& c, const Scope& s, model::EnumId of) {
  const auto sets = facts_like(c, s, of.valid() ? Asked::Type : Asked::AnySet, set_type(of));
  if (!sets.empty()) return fmt::format("name a set: {}", listed(sets));
  return fmt::format("the case has no such set: a fact is one with the type `set of {}`",
                     of.valid() ? c.program.enums[of].name : std::string("ENUM"));
}

std::string how_to_ask_plainly(const Context& c, const model::Type& type, std::string_view text) {
  if (type.kind == model::TypeKind::Bool) return fmt::format("a yes or no is asked by its name: `{}` or `not {}`", text, text);
  return how_to_ask(c, type, text);
}

model::ExprId single_subject(Context& c, const Scope& s, NodeRef left, const Operand& operand) {
  const model::Type wanted = operand.of.valid() ? enum_type(operand.of) : model::Type{};
  const bool asks = operand.of.valid() || operand.wrong;
  const model::ExprId id = value_of_sum(c, s, left, asks ? &wanted : nullptr);
  const model::Type type = c.program.exprs[id].type;
  if (type.kind == model::TypeKind::Error) return id;
  if (type.kind == model::TypeKind::Set) {
    report_set_subject(c, left, operand.node, type, operand.of);
    return error_expr(c, left.span());
  }
  if (type.kind != model::TypeKind::Enum) {
    Diagnostic* d = mismatch(c, left.span(), type, operand.of.valid() ? type_words(c, wanted) : "a value of an enum");
    if (type.kind == model::TypeKind::Date || type.kind == model::TypeKind::Int)
      d->help("a range is two comparisons: `a <= x and x <= b`");
    if (d->helps.empty()) d->help(operand.of.valid() ? how_to_write(c, s, wanted) : how_to_ask_plainly(c, type, left.text()));
    return error_expr(c, left.span());
  }
  if (operand.of.valid() && type.enumeration != operand.of) {
    mismatch(c, left.span(), type, type_words(c, wanted))
        ->label(operand.node.span(), fmt::format("this holds members of `{}`", c.program.enums[operand.of].name))
        .help(how_to_write(c, s, wanted));
    return error_expr(c, left.span());
  }
  return id;
}

bool good_negation(Context& c, NodeRef quantified, NodeRef tail, NodeRef operand) {
  const NodeRef no = tail.token(TokenKind::NOT);
  if (!quantified || !no) return true;
  const NodeRef path = quantified.child(NodeKind::path);
  const std::string set(path ? path.text() : std::string_view("S"));
  c.sink.report(Code::MisplacedClause, no.span(), fmt::format("`not` after `{}` can be read in two ways", quantified.text()))
      .help(fmt::format("write `none of {} in {}`, or `not all of {} in {}`", set, operand.text(), set, operand.text()));
  return false;
}

// The date after `on`; invalid where there is none or it is wrong.
model::ExprId date_of(Context& c, const Scope& s, const Operand& operand, NodeRef on, bool& wrong) {
  if (!on) return {};
  if (!operand.dated) {
    if (!operand.wrong) {
      c.sink.report(Code::MisplacedClause, on.span(), "`on` reads a group at a date, but this set has no dates")
          .label(operand.node.span(), operand.node.child(NodeKind::path) ? "a fact of the case" : "a set literal")
          .help("leave `on …` out: its members are the same on every day");
    }
    wrong = true;
    return {};
  }
  const model::ExprId date = check_date_value(c, s, on.child(NodeKind::sum));
  wrong = wrong || c.program.exprs[date].type.kind == model::TypeKind::Error;
  return date;
}

}  // namespace

model::ExprId check_membership(Context& c, const Scope& s, NodeRef comparison) {
  const Span span = comparison.span();
  const NodeRef tail = comparison.child(NodeKind::comparison_tail);
  const NodeRef quantified = comparison.child(NodeKind::quantified);
  Operand operand = read_operand(c, s, tail.child(NodeKind::set_operand));
  bool wrong = !good_negation(c, quantified, tail, operand.node);
  if (operand.wrong && quantified.child(NodeKind::set_literal)) return error_expr(c, span);
  const model::ExprId subject = quantified ? check_quantified(c, s, quantified, operand.of)
                                           : single_subject(c, s, comparison.child(NodeKind::sum), operand);
  const model::Type type = c.program.exprs[subject].type;
  if (type.kind == model::TypeKind::Error) return error_expr(c, span);
  finish_operand(c, s, operand, type.enumeration);
  const model::ExprId date = date_of(c, s, operand, tail.child(NodeKind::on_date), wrong);
  if (wrong || operand.wrong) return error_expr(c, span);
  std::vector<model::ExprId> args{subject, operand.set};
  if (date.valid()) args.push_back(date);
  const model::ExprId id = make(c, model::ExprKind::In, bool_type(), span, std::move(args));
  return tail.has(TokenKind::NOT) ? negate(c, id, span) : id;
}

model::ExprId check_quantified(Context& c, const Scope& s, NodeRef quantified, model::EnumId of) {
  const Span span = quantified.span();
  model::ExprId set;
  if (const NodeRef path = quantified.child(NodeKind::path)) {
    if (const auto group = c.peek(s.module, path_text(path), kGroups); group && !known(c, s, path)) {
      c.sink.report(Code::WrongKind, path.span(), path_text(path), "a group", "a set fact")
          .label(group->span, "declared here")
          .help(fmt::format("the group stands after `in`: `any of FACT in {}`", path.text()));
      return error_expr(c, span);
    }
    set = value_of_path(c, s, path, nullptr);
    const model::Type type = c.program.exprs[set].type;
    if (type.kind == model::TypeKind::Error) return error_expr(c, span);
    if (type.kind != model::TypeKind::Set) {
      Diagnostic* d = mismatch(c, path.span(), type, "a set");
      d->help(type.kind == model::TypeKind::Enum ? fmt::format("one value stands alone: `{}`", path.text())
                                                 : name_a_set(c, s, of));
      return error_expr(c, span);
    }
    if (of.valid() && type.enumeration != of) {
      mismatch(c, path.span(), type, type_words(c, set_type(of)))->help(name_a_set(c, s, of));
      return error_expr(c, span);
    }
  } else {
    const NodeRef literal = quantified.child(NodeKind::set_literal);
    if (!of.valid()) {
      c.sink.report(Code::TypeMismatch, literal.span(), "a set literal", "a set fact")
          .help("one of the two sets must be a fact or a group");
      return error_expr(c, span);
    }
    set = literal_expr(c, set_type(of), check_set(c, s.module, literal, of), literal.span());
    if (c.program.exprs[set].type.kind == model::TypeKind::Error) return set;
  }
  const model::ExprId id = make(c, model::ExprKind::Quantified, enum_type(c.program.exprs[set].type.enumeration), span, {set});
  c.program.exprs[id].quantifier = quantified.has(TokenKind::ANY)   ? model::Quantifier::Any
                                   : quantified.has(TokenKind::ALL) ? model::Quantifier::All
                                                                    : model::Quantifier::None;
  return id;
}

model::ExprId check_has(Context& c, const Scope& s, NodeRef comparison) {
  const Span span = comparison.span();
  const NodeRef left = comparison.child(NodeKind::sum);
  const NodeRef right = comparison.child(NodeKind::comparison_tail).child(NodeKind::sum);
  const NodeRef literal = lone_term(right) ? lone_term(right).child(NodeKind::set_literal) : NodeRef();
  const auto group = group_named(c, s, right);
  model::ExprId set;
  model::ExprId member;
  if (lone_term(left) && lone_term(left).child(NodeKind::set_literal) && !leans(c, s, right)) {
    member = value_of_sum(c, s, right, nullptr);
    const model::Type wanted = c.program.exprs[member].type;
    set = value_of_sum(c, s, left, &wanted);
  } else {
    set = value_of_sum(c, s, left, nullptr);
  }
  const model::Type type = c.program.exprs[set].type;
  if (type.kind == model::TypeKind::Error) return error_expr(c, span);
  if (type.kind != model::TypeKind::Set) {
    Diagnostic* d = mismatch(c, left.span(), type, "a set");
    d->help(type.kind == model::TypeKind::Enum
                ? fmt::format("one value is compared with `is`: `{} is {}`", left.text(), right.text())
                : name_a_set(c, s, {}));
    return error_expr(c, span);
  }
  const model::Type wanted = enum_type(type.enumeration);
  if (literal) {
    mismatch(c, right.span(), type, type_words(c, wanted))
        ->help(fmt::format("write `all of {} in {}`", right.text(), left.text()));
    return error_expr(c, span);
  }
  if (group && !enumerator(c, s.module, lone_path(right), type.enumeration)) {
    c.sink.report(Code::WrongKind, right.span(), right.text(), "a group", type_words(c, wanted))
        .help(fmt::format("write `any of {} in {}`", left.text(), right.text()));
    return error_expr(c, span);
  }
  if (!member.valid()) member = value_of_sum(c, s, right, &wanted);
  const model::Type got = c.program.exprs[member].type;
  if (got.kind == model::TypeKind::Error) return error_expr(c, span);
  if (!fits(wanted, got)) {
    mismatch(c, right.span(), got, type_words(c, wanted))
        ->label(left.span(), fmt::format("this is {}", type_words(c, type)))
        .help(how_to_write(c, s, wanted));
    return error_expr(c, span);
  }
  return make(c, model::ExprKind::Has, bool_type(), span, {set, member});
}

}  // namespace jur::checking
