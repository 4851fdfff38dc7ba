#include "check/conditions.h"
#include "check/hints.h"
#include "check/joined_values.h"

namespace jur::checking {

model::Type bool_type() {
  model::Type t;
  t.kind = model::TypeKind::Bool;
  return t;
}

model::Type date_type() {
  model::Type t;
  t.kind = model::TypeKind::Date;
  return t;
}

model::Type enum_type(model::EnumId of) {
  model::Type t;
  t.kind = model::TypeKind::Enum;
  t.enumeration = of;
  return t;
}

model::Type set_type(model::EnumId of) {
  model::Type t = enum_type(of);
  t.kind = model::TypeKind::Set;
  return t;
}

model::ExprId make(Context& c, model::ExprKind kind, model::Type type, Span span, std::vector<model::ExprId> args) {
  model::Expr e;
  e.kind = kind;
  e.type = type;
  e.span = span;
  e.args = std::move(args);
  return c.program.exprs.add(std::move(e));
}

model::ExprId error_expr(Context& c, Span span) { return make(c, model::ExprKind::Error, {}, span); }

model::ExprId literal_expr(Context& c, const model::Type& type, const model::Literal& value, Span span) {
  if (value.kind == model::LiteralKind::Error) return error_expr(c, span);
  const model::ExprId id = make(c, model::ExprKind::Literal, type, span);
  c.program.exprs[id].literal = value;
  return id;
}

model::ExprId negate(Context& c, model::ExprId condition, Span span) {
  if (c.program.exprs[condition].type.kind == model::TypeKind::Error) return condition;
  return make(c, model::ExprKind::Not, bool_type(), span, {condition});
}

bool fits(const model::Type& wanted, const model::Type& got) {
  if (wanted.kind == model::TypeKind::Int) return got.kind == model::TypeKind::Int;
  return wanted == got;
}

Diagnostic* mismatch(Context& c, Span span, const model::Type& got, std::string_view expected) {
  if (got.kind == model::TypeKind::Error) return nullptr;
  return &c.sink.report(Code::TypeMismatch, span, type_words(c, got), expected);
}

namespace {

// Of a value that is no fact: with which fact it may be compared.
std::string how_to_compare_with(const Context& c, const Scope& s, const model::Type& got, std::string_view text) {
  const auto facts = facts_like(c, s, Asked::Type, got);
  const std::string fact = facts.empty() ? "FACT" : facts.front();
  if (got.kind == model::TypeKind::Set) return fmt::format("compare a fact with it: `any of {} in {}`", fact, text);
  const bool ordered = got.kind == model::TypeKind::Date || got.kind == model::TypeKind::Int;
  return fmt::format("compare a fact with it: `{} {} {}`", fact, ordered ? "<" : "is", text);
}

// A value as a condition: reported where it is no yes or no.
model::ExprId as_condition(Context& c, const Scope& s, model::ExprId id, NodeRef node) {
  const model::Type type = c.program.exprs[id].type;
  if (type.kind == model::TypeKind::Bool || type.kind == model::TypeKind::Error) return id;
  Diagnostic* d = mismatch(c, node.span(), type, "a yes or no");
  const bool fact = c.program.exprs[id].kind == model::ExprKind::Place;
  if (d != nullptr) d->help(fact ? how_to_ask(c, type, node.text()) : how_to_compare_with(c, s, type, node.text()));
  return error_expr(c, node.span());
}

model::ExprId check_negation(Context& c, const Scope& s, NodeRef negation, const model::Type* wanted) {
  std::size_t nots = 0;
  for (const NodeRef child : negation.children()) nots += child.is(NodeKind::token) ? 1 : 0;
  const NodeRef comparison = negation.child(NodeKind::comparison);
  if (nots == 0) return check_comparison(c, s, comparison, wanted);
  const model::Type yes_or_no = bool_type();
  const model::ExprId inner = as_condition(c, s, check_comparison(c, s, comparison, &yes_or_no), comparison);
  return nots % 2 == 0 ? inner : negate(c, inner, negation.span());
}

void report_mixed(Context& c, const std::vector<NodeRef>& words) {
  NodeRef other = words.front();
  for (const NodeRef word : words) {
    if (word.first_token().kind != words.front().first_token().kind) {
      other = word;
      break;
    }
  }
  c.sink.report(Code::MixedAndOr, other.span())
      .label(words.front().span(), fmt::format("after this `{}`", words.front().text()))
      .help("say with parentheses which belongs together: `(a and b) or c`, or `a and (b or c)`");
}

}  // namespace

model::ExprId value_of_expr(Context& c, const Scope& s, NodeRef expr, const model::Type* wanted) {
  if (expr.broken()) return error_expr(c, expr.span());
  const auto parts = expr.children(NodeKind::negation);
  if (parts.size() == 1) return check_negation(c, s, parts.front(), wanted);
  std::vector<NodeRef> words;
  bool mixed = false;
  for (const NodeRef child : expr.children()) {
    if (!child.is(NodeKind::token)) continue;
    words.push_back(child);
    mixed = mixed || child.first_token().kind != words.front().first_token().kind;
  }
  if (mixed) report_mixed(c, words);
  const model::Type yes_or_no = bool_type();
  std::vector<model::ExprId> args;
  bool good = !mixed;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (const std::size_t joined = report_joined_values(c, s, parts, i); joined != 0) {
      good = false;
      i += joined - 1;
      continue;
    }
    args.push_back(as_condition(c, s, check_negation(c, s, parts[i], &yes_or_no), parts[i]));
    good = good && c.program.exprs[args.back()].type.kind != model::TypeKind::Error;
  }
  if (!good) return error_expr(c, expr.span());
  const bool both = words.front().first_token().kind == TokenKind::AND;
  return make(c, both ? model::ExprKind::And : model::ExprKind::Or, bool_type(), expr.span(), std::move(args));
}

model::ExprId check_condition(Context& c, const Scope& s, NodeRef expr) {
  if (expr.broken()) return error_expr(c, expr ? expr.span() : Span{});
  const model::Type yes_or_no = bool_type();
  return as_condition(c, s, value_of_expr(c, s, expr, &yes_or_no), expr);
}

model::ExprId check_date_value(Context& c, const Scope& s, NodeRef sum) {
  if (sum.broken()) return error_expr(c, sum ? sum.span() : Span{});
  const model::Type date = date_type();
  const model::ExprId id = value_of_sum(c, s, sum, &date);
  if (fits(date, c.program.exprs[id].type)) return id;
  Diagnostic* d = mismatch(c, sum.span(), c.program.exprs[id].type, "a date");
  if (d != nullptr) d->help(how_to_write(c, s, date));
  return error_expr(c, sum.span());
}

}  // namespace jur::checking
