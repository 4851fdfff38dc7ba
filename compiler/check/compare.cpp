#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

enum class Operator : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

Operator operator_of(NodeRef tail) {
  if (tail.has(TokenKind::NE) || tail.has(TokenKind::NOT)) return Operator::NotEqual;
  if (tail.has(TokenKind::LT)) return Operator::Less;
  if (tail.has(TokenKind::LE)) return Operator::LessEqual;
  if (tail.has(TokenKind::GT)) return Operator::Greater;
  if (tail.has(TokenKind::GE)) return Operator::GreaterEqual;
  return Operator::Equal;
}

struct Comparison {
  NodeRef node;
  NodeRef left;
  NodeRef right;
  NodeRef tail;
  Operator op;
  [[nodiscard]] bool orders() const { return op != Operator::Equal && op != Operator::NotEqual; }
};

model::Type type_of(const Context& c, model::ExprId id) { return c.program.exprs[id].type; }

model::ExprId finish(Context& c, const Comparison& k, model::ExprKind kind, std::vector<model::ExprId> args) {
  const model::ExprId id = make(c, kind, bool_type(), k.node.span(), std::move(args));
  return k.op == Operator::NotEqual ? negate(c, id, k.node.span()) : id;
}

std::string ask_none(const Context& c, const Scope& s) {
  const auto facts = facts_like(c, s, Asked::OrNone);
  return facts.empty() ? "`or none` after its type says of a fact that there may be none: `due: date or none`"
                       : fmt::format("ask it of such a fact: `{} is none`", facts.front());
}

model::ExprId is_none(Context& c, const Scope& s, const Comparison& k) {
  const Span span = k.node.span();
  const NodeRef path = lone_path(k.left);
  if (!path) {
    const model::ExprId left = value_of_sum(c, s, k.left, nullptr);
    if (type_of(c, left).kind == model::TypeKind::Error) return left;
    c.sink.report(Code::TypeMismatch, k.left.span(), type_words(c, type_of(c, left)), "a fact declared `or none`")
        .help(ask_none(c, s));
    return error_expr(c, span);
  }
  const model::ExprId place = value_of_path(c, s, path, nullptr);
  if (type_of(c, place).kind == model::TypeKind::Error) return place;
  const Named named = look_up(c, s, path);
  if (named.or_none) return finish(c, k, model::ExprKind::IsNone, {place});
  Diagnostic& d = c.sink.report(Code::TypeMismatch, k.right.span(), "`none`", type_words(c, named.type));
  d.label(named.declared, "declared without `or none`: it is never none");
  if (named.type.kind == model::TypeKind::Set) {
    d.help(fmt::format("a set may be empty: `{} is empty`", path_text(path)));
  } else if (named.type.kind == model::TypeKind::Bool || named.type.kind == model::TypeKind::Record) {
    d.help("leave the question out: `or none` goes with enums, dates and ints");
  } else {
    d.help(fmt::format("leave the question out, or declare the fact as `{} or none`", declared_as(c, named.type)));
  }
  return error_expr(c, span);
}

std::string side(NodeRef sum) { return std::string(sum.text()); }

void report_group(Context& c, const Comparison& k, model::GroupId group, const model::Type& left) {
  const std::string name = side(k.right);
  const bool of_set = left.kind == model::TypeKind::Set;
  c.sink
      .report(Code::WrongKind, k.right.span(), name, "a group",
              left.kind == model::TypeKind::Error ? "a value" : type_words(c, left))
      .label(c.program.groups[group].span, fmt::format("`{}` is declared here", name))
      .help(of_set ? fmt::format("write `any of {} in {}` or `all of {} in {}`", side(k.left), name, side(k.left), name)
                   : fmt::format("write `{} {} {}`", side(k.left), k.op == Operator::NotEqual ? "not in" : "in", name));
}

void report_unlike(Context& c, const Scope& s, const Comparison& k, const model::Type& left, const model::Type& right) {
  Diagnostic* d = mismatch(c, k.right.span(), right, type_words(c, left));
  if (d == nullptr) return;
  d->label(k.left.span(), fmt::format("this is {}", type_words(c, left)));
  const bool set_left = left.kind == model::TypeKind::Set && right.kind == model::TypeKind::Enum;
  const bool set_right = right.kind == model::TypeKind::Set && left.kind == model::TypeKind::Enum;
  const char* no = k.op == Operator::NotEqual ? "not " : "";
  if (set_left) d->help(fmt::format("write `{}{} has {}`", no, side(k.left), side(k.right)));
  if (set_right) d->help(fmt::format("write `{} {}in {}`", side(k.left), no, side(k.right)));
  if (d->helps.empty()) d->help(how_to_write(c, s, left, side(k.left)));
}

model::ExprId ordered(Context& c, const Comparison& k, model::ExprId left, model::ExprId right) {
  switch (k.op) {
    case Operator::Less:
      return make(c, model::ExprKind::Less, bool_type(), k.node.span(), {left, right});
    case Operator::LessEqual:
      return make(c, model::ExprKind::LessEqual, bool_type(), k.node.span(), {left, right});
    case Operator::Greater:
      return make(c, model::ExprKind::Less, bool_type(), k.node.span(), {right, left});
    case Operator::GreaterEqual:
      return make(c, model::ExprKind::LessEqual, bool_type(), k.node.span(), {right, left});
    case Operator::Equal:
    case Operator::NotEqual:
      break;
  }
  return error_expr(c, k.node.span());
}

model::ExprId compared(Context& c, const Scope& s, const Comparison& k, model::ExprId left, model::ExprId right) {
  const model::Type l = type_of(c, left);
  const model::Type r = type_of(c, right);
  const Span span = k.node.span();
  if (l.kind == model::TypeKind::Error || r.kind == model::TypeKind::Error) return error_expr(c, span);
  if (k.orders() && l.kind != model::TypeKind::Int && l.kind != model::TypeKind::Date) {
    Diagnostic* d = mismatch(c, k.left.span(), l, "a date or a number");
    if (l.kind == model::TypeKind::Enum) {
      d->help("enumerators have no order: write `is`, or `in` with a group or set");
    } else if (l.kind == model::TypeKind::Bool) {
      d->help(fmt::format("a yes or no is asked by its name: `{}` or `not {}`", side(k.left), side(k.left)));
    } else {
      d->help(how_to_ask(c, l, side(k.left)));
    }
    return error_expr(c, span);
  }
  if (!fits(l, r)) {
    report_unlike(c, s, k, l, r);
    return error_expr(c, span);
  }
  if (l.kind == model::TypeKind::Record) {
    mismatch(c, k.left.span(), l, "a value")->help("records are not compared; compare their facts");
    return error_expr(c, span);
  }
  if (k.orders()) return ordered(c, k, left, right);
  const bool equal = k.op == Operator::Equal;
  if (l.kind == model::TypeKind::Bool && c.program.exprs[right].kind == model::ExprKind::Literal) {
    return (c.program.exprs[right].literal.number != 0) == equal ? left : negate(c, left, span);
  }
  return make(c, equal ? model::ExprKind::Equal : model::ExprKind::NotEqual, bool_type(), span, {left, right});
}

bool asks_for_empty(const Context& c, const Scope& s, const Comparison& k) {
  const NodeRef path = lone_path(k.right);
  return path && path_text(path) == "empty" && k.tail.has(TokenKind::IS) && !known(c, s, path);
}

model::ExprId check_values(Context& c, const Scope& s, const Comparison& k) {
  if (const NodeRef term = lone_term(k.right); term && term.has(TokenKind::NONE) && !k.orders()) return is_none(c, s, k);
  const bool empty = asks_for_empty(c, s, k);
  if (!empty && leans(c, s, k.left) && (!leans(c, s, k.right) || names_nothing(c, s, k.right))) {
    const model::ExprId right = value_of_sum(c, s, k.right, nullptr);
    const model::Type wanted = type_of(c, right);
    return compared(c, s, k, value_of_sum(c, s, k.left, &wanted), right);
  }
  const model::ExprId left = value_of_sum(c, s, k.left, nullptr);
  const model::Type wanted = type_of(c, left);
  if (empty) {
    if (wanted.kind == model::TypeKind::Error) return error_expr(c, k.node.span());
    if (wanted.kind == model::TypeKind::Set) return finish(c, k, model::ExprKind::IsEmpty, {left});
    if (wanted.kind != model::TypeKind::Enum || !peek_member(c, wanted.enumeration, "empty")) {
      mismatch(c, k.left.span(), wanted, "a set")->help("`is empty` asks whether a set has no members");
      return error_expr(c, k.node.span());
    }
  }
  if (const auto group = group_named(c, s, k.right); group && !k.orders()) {
    const bool named = wanted.kind == model::TypeKind::Enum && enumerator(c, s.module, lone_path(k.right), wanted.enumeration);
    if (!named) {
      if (wanted.kind != model::TypeKind::Error) report_group(c, k, *group, wanted);
      return error_expr(c, k.node.span());
    }
  }
  const NodeRef path = lone_path(k.right);
  const bool plain =
      wanted.kind == model::TypeKind::Bool || wanted.kind == model::TypeKind::Int || wanted.kind == model::TypeKind::Date;
  const bool answer = path && (path_text(path) == "yes" || path_text(path) == "no");
  if (path && plain && !answer && !known(c, s, path) && !enums_with(c, s.module, path_text(path)).empty()) {
    c.sink.report(Code::TypeMismatch, path.span(), fmt::format("`{}`", path_text(path)), type_words(c, wanted))
        .label(k.left.span(), fmt::format("this is {}", type_words(c, wanted)))
        .help(how_to_write(c, s, wanted, side(k.left)));
    return error_expr(c, k.node.span());
  }
  return compared(c, s, k, left, value_of_sum(c, s, k.right, &wanted));
}

model::ExprId lone_quantified(Context& c, const Scope& s, NodeRef quantified, NodeRef tail) {
  const std::size_t before = c.mistakes();
  (void)check_quantified(c, s, quantified, {});
  const std::string set(quantified.child(NodeKind::path) ? quantified.child(NodeKind::path).text() : std::string_view("S"));
  if (c.mistakes() == before) {
    Diagnostic& d =
        c.sink.report(Code::MisplacedClause, quantified.span(), fmt::format("`{}` stands without `in`", quantified.text()));
    if (tail && tail.child(NodeKind::sum)) {
      d.help(fmt::format("for one member write `{} has {}`, for several `{} in {{…}}`", set, tail.child(NodeKind::sum).text(),
                         quantified.text()));
    } else {
      d.help(fmt::format("write `{} in GROUP`", quantified.text()));
    }
  }
  return error_expr(c, quantified.span());
}

}  // namespace

model::ExprId check_comparison(Context& c, const Scope& s, NodeRef comparison, const model::Type* wanted) {
  if (comparison.broken()) return error_expr(c, comparison.span());
  const NodeRef quantified = comparison.child(NodeKind::quantified);
  const NodeRef tail = comparison.child(NodeKind::comparison_tail);
  if (tail && tail.has(TokenKind::IN)) return check_membership(c, s, comparison);
  if (quantified) return lone_quantified(c, s, quantified, tail);
  if (!tail) return value_of_sum(c, s, comparison.child(NodeKind::sum), wanted);
  if (tail.has(TokenKind::HAS)) return check_has(c, s, comparison);
  return check_values(c, s, {comparison, comparison.child(NodeKind::sum), tail.child(NodeKind::sum), tail, operator_of(tail)});
}

}  // namespace jur::checking
