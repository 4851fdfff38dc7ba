#include <array>

#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kGroups{SymbolKind::Group};
constexpr std::array kRelations{SymbolKind::Relation};
constexpr std::size_t kMostTerms = 1000;
constexpr std::int64_t kLargest = (std::int64_t{1} << 53) - 1;

model::Literal plain(model::LiteralKind kind, std::int64_t number) {
  model::Literal out;
  out.kind = kind;
  out.number = number;
  return out;
}

bool bad(const Context& c, model::ExprId id) { return c.program.exprs[id].type.kind == model::TypeKind::Error; }

model::ExprId later(Context& c, model::ExprId date, bool plus, NodeRef duration, Span span) {
  const std::size_t before = c.mistakes();
  const Duration length = check_duration(c, duration);
  if (c.mistakes() > before) return error_expr(c, span);
  const model::ExprId id = make(c, plus ? model::ExprKind::LaterBy : model::ExprKind::EarlierBy, date_type(), span, {date});
  c.program.exprs[id].duration = length;
  return id;
}

model::ExprId add_to_date(Context& c, const Scope& s, model::ExprId date, NodeRef sign, NodeRef term, Span span) {
  const bool plus = sign.first_token().kind == TokenKind::PLUS;
  if (const NodeRef duration = term.child(NodeKind::duration)) return later(c, date, plus, duration, span);
  if (const NodeRef number = term.child(NodeKind::number)) {
    c.sink.report(Code::TypeMismatch, term.span(), "a number", "a length of time")
        .help(fmt::format("write `{} days`", number.text()));
    return error_expr(c, span);
  }
  const model::ExprId id = value_of_term(c, s, term, nullptr);
  const model::Type type = c.program.exprs[id].type;
  if (Diagnostic* d = mismatch(c, term.span(), type, "a length of time")) {
    if (type.kind == model::TypeKind::Date) {
      d->help("dates are compared, not subtracted: `a <= b + 30 days`");
    } else {
      d->help("only a length as written can be added to a date: `10 days`, `6 months`");
    }
  }
  return error_expr(c, span);
}

model::ExprId add_to_int(Context& c, const Scope& s, model::ExprId left, NodeRef sign, NodeRef term, Span span) {
  const bool plus = sign.first_token().kind == TokenKind::PLUS;
  const model::Type wanted = c.program.exprs[left].type;
  if (term.child(NodeKind::duration)) {
    c.sink.report(Code::TypeMismatch, term.span(), "a length of time", "a number")
        .label(c.program.exprs[left].span, "this is a number")
        .help("write the number alone; a length of time is added to a date: `demand.received + 10 days`");
    return error_expr(c, span);
  }
  const model::ExprId right = value_of_term(c, s, term, &wanted);
  const model::Type got = c.program.exprs[right].type;
  if (!fits(wanted, got)) {
    if (Diagnostic* d = mismatch(c, term.span(), got, "a number")) d->help(how_to_write(c, s, wanted));
    return error_expr(c, span);
  }
  model::Type sum = wanted;
  sum.lo = plus ? wanted.lo + got.lo : wanted.lo - got.hi;
  sum.hi = plus ? wanted.hi + got.hi : wanted.hi - got.lo;
  if (sum.lo < -kLargest || sum.hi > kLargest) {
    c.sink.report(Code::ValueOutOfRange, span, plus ? "the sum" : "the difference", "the whole numbers")
        .help(fmt::format("numbers run from -{} to {}", kLargest, kLargest));
    return error_expr(c, span);
  }
  return make(c, plus ? model::ExprKind::Plus : model::ExprKind::Minus, sum, span, {left, right});
}

model::ExprId value_of_counted(Context& c, const Scope& s, NodeRef counted) {
  std::vector<model::ExprId> args;
  bool good = true;
  for (const NodeRef part : counted.children(NodeKind::expr)) {
    args.push_back(check_condition(c, s, part));
    good = good && !bad(c, args.back());
  }
  const Span span = counted.span();
  const auto all = static_cast<std::int64_t>(args.size());
  std::int64_t least = 1;
  if (counted.has(TokenKind::AT)) {
    const NodeRef number = counted.token(TokenKind::NUMBER);
    const auto count = check_number(c, number);
    if (!count) return error_expr(c, span);
    least = *count;
    if (least < 1 || least > all) {
      c.sink.report(Code::ValueOutOfRange, number.span(), fmt::format("`at least {}`", number.text()), fmt::format("1..{}", all))
          .label(span, all == 1 ? "one condition stands here" : fmt::format("{} conditions stand here", all))
          .help(least < 1 ? "for none of them write `none of (…)`" : "for all of them write `all of (…)`");
      return error_expr(c, span);
    }
  } else if (counted.has(TokenKind::ALL)) {
    least = all;
  }
  if (!good || args.empty()) return error_expr(c, span);
  const bool none = counted.has(TokenKind::NONE);
  if (all == 1) return none ? negate(c, args.front(), span) : args.front();
  if (least == all || least == 1) {
    const model::ExprId id =
        make(c, least == all ? model::ExprKind::And : model::ExprKind::Or, bool_type(), span, std::move(args));
    return none ? negate(c, id, span) : id;
  }
  const model::ExprId id = make(c, model::ExprKind::AtLeast, bool_type(), span, std::move(args));
  c.program.exprs[id].count = static_cast<std::uint32_t>(least);
  return id;
}

model::ExprId value_of_set(Context& c, NodeRef set, model::ModuleId from, const model::Type* wanted) {
  if (wanted != nullptr && (wanted->kind == model::TypeKind::Set || wanted->kind == model::TypeKind::Enum)) {
    return literal_expr(c, set_type(wanted->enumeration), check_set(c, from, set, wanted->enumeration), set.span());
  }
  if (wanted == nullptr || wanted->kind != model::TypeKind::Error) {
    const std::string expected = wanted == nullptr ? "a fact" : type_words(c, *wanted);
    c.sink.report(Code::TypeMismatch, set.span(), "a set literal", expected)
        .help(wanted == nullptr ? fmt::format("compare a fact with it: `FACT in {}`", set.text())
              : wanted->kind == model::TypeKind::Bool
                  ? fmt::format("compare a fact with it, `FACT in {0}`, or `FACT in (GROUP or {0})`", set.text())
                  : how_to_write(c, *wanted));
  }
  return error_expr(c, set.span());
}

model::ExprId value_of_number(Context& c, NodeRef number) {
  const auto value = check_number(c, number);
  if (!value) return error_expr(c, number.span());
  model::Type type;
  type.kind = model::TypeKind::Int;
  type.lo = type.hi = *value;
  return literal_expr(c, type, plain(model::LiteralKind::Int, *value), number.span());
}

model::ExprId place_expr(Context& c, const Named& named, Span span) {
  if (named.type.kind == model::TypeKind::Error) return error_expr(c, span);
  const model::ExprId id = make(c, model::ExprKind::Place, named.type, span);
  c.program.exprs[id].place = named.place;
  return id;
}

model::ExprId unnamed(Context& c, const Scope& s, NodeRef path, const model::Type* wanted) {
  const Span span = path.span();
  const std::string text = path_text(path);
  if (wanted != nullptr && wanted->kind == model::TypeKind::Bool && (text == "yes" || text == "no")) {
    return literal_expr(c, *wanted, plain(model::LiteralKind::Bool, text == "yes" ? 1 : 0), span);
  }
  if (wanted != nullptr && wanted->kind == model::TypeKind::Enum) {
    if (!c.doubtful(s.module)) (void)check_member(c, s.module, path, wanted->enumeration);
    return error_expr(c, span);
  }
  if (wanted != nullptr && wanted->kind == model::TypeKind::Error) return error_expr(c, span);
  if (const auto relation = c.peek(s.module, text, kRelations)) {
    report_bare_relation(c, s.module, model::RelationId(relation->index), path);
  } else {
    report_unnamed(c, s, path, "fact or define", wanted);
  }
  return error_expr(c, span);
}

}  // namespace

model::ExprId value_of_path(Context& c, const Scope& s, NodeRef path, const model::Type* wanted) {
  const Span span = path.span();
  const Named named = look_up(c, s, path);
  if (named.kind == Named::Kind::Error) return error_expr(c, span);
  if (wanted != nullptr && wanted->kind == model::TypeKind::Enum && named.kind != Named::Kind::Local) {
    if (const auto member = enumerator(c, s.module, path, wanted->enumeration)) {
      if (named.kind == Named::Kind::Nothing || !fits(*wanted, named.type)) {
        return literal_expr(c, *wanted, plain(model::LiteralKind::Enum, *member), span);
      }
      const std::string& type = c.program.enums[wanted->enumeration].name;
      c.sink.report(Code::AmbiguousName, span, path_text(path), fmt::format("it is a fact and an enumerator of `{}`", type))
          .label(named.declared, "this fact")
          .label(c.program.enums[wanted->enumeration].members[*member].span, "this enumerator")
          .help(fmt::format("for the enumerator write `{}.{}`", type, path_text(path)));
      return error_expr(c, span);
    }
  }
  if (wanted != nullptr && wanted->kind == model::TypeKind::Set && named.kind == Named::Kind::Nothing) {
    const auto member = enumerator(c, s.module, path, wanted->enumeration);
    if (member) return literal_expr(c, enum_type(wanted->enumeration), plain(model::LiteralKind::Enum, *member), span);
  }
  switch (named.kind) {
    case Named::Kind::Fact:
    case Named::Kind::Local:
      return place_expr(c, named, span);
    case Named::Kind::Define:
      return call_define(c, s, named.define, path);
    case Named::Kind::Nothing:
    case Named::Kind::Error:
      break;
  }
  return unnamed(c, s, path, wanted);
}

model::ExprId value_of_term(Context& c, const Scope& s, NodeRef term, const model::Type* wanted) {
  const Span span = term.span();
  if (const NodeRef path = term.child(NodeKind::path)) return value_of_path(c, s, path, wanted);
  if (const NodeRef call = term.child(NodeKind::call)) return check_call(c, s, call);
  if (const NodeRef expr = term.child(NodeKind::expr)) return value_of_expr(c, s, expr, wanted);
  if (const NodeRef counted = term.child(NodeKind::counted)) return value_of_counted(c, s, counted);
  if (const NodeRef set = term.child(NodeKind::set_literal)) return value_of_set(c, set, s.module, wanted);
  if (const NodeRef number = term.child(NodeKind::number)) return value_of_number(c, number);
  if (const NodeRef date = term.token(TokenKind::DATE_LITERAL)) {
    const auto day = check_date(c, date);
    return day ? literal_expr(c, date_type(), plain(model::LiteralKind::Date, day->days), span) : error_expr(c, span);
  }
  if (term.has(TokenKind::TRUE) || term.has(TokenKind::FALSE)) {
    return literal_expr(c, bool_type(), plain(model::LiteralKind::Bool, term.has(TokenKind::TRUE) ? 1 : 0), span);
  }
  if (wanted != nullptr && wanted->kind == model::TypeKind::Error) return error_expr(c, span);
  if (term.child(NodeKind::duration)) {
    c.sink.report(Code::TypeMismatch, span, "a length of time", wanted != nullptr ? type_words(c, *wanted) : "a date")
        .help("a length of time is added to a date: `demand.received + 10 days`");
    return error_expr(c, span);
  }
  c.sink.report(Code::TypeMismatch, span, "`none`", wanted != nullptr ? type_words(c, *wanted) : "a fact")
      .help("whether there is such a thing is asked with `FACT is none` and `FACT is not none`");
  return error_expr(c, span);
}

model::ExprId value_of_sum(Context& c, const Scope& s, NodeRef sum, const model::Type* wanted) {
  if (sum.broken()) return error_expr(c, sum.span());
  const auto terms = sum.children(NodeKind::term);
  if (terms.size() == 1) return value_of_term(c, s, terms.front(), wanted);
  if (terms.size() > kMostTerms) {
    c.sink
        .report(Code::ValueOutOfRange, sum.span(), fmt::format("a sum of {} terms", terms.size()),
                fmt::format("the limit of {} terms", kMostTerms))
        .help("add up beforehand what is no fact");
    return error_expr(c, sum.span());
  }
  const bool arithmetic = wanted != nullptr && (wanted->kind == model::TypeKind::Date || wanted->kind == model::TypeKind::Int);
  model::ExprId out = value_of_term(c, s, terms.front(), arithmetic ? wanted : nullptr);
  std::vector<NodeRef> signs;
  for (const NodeRef child : sum.children()) {
    if (child.is(NodeKind::token)) signs.push_back(child);
  }
  for (std::size_t i = 1; i < terms.size(); ++i) {
    const model::Type type = c.program.exprs[out].type;
    const Span span = join(sum.span(), terms[i].span());
    if (type.kind == model::TypeKind::Date) {
      out = add_to_date(c, s, out, signs[i - 1], terms[i], span);
    } else if (type.kind == model::TypeKind::Int) {
      out = add_to_int(c, s, out, signs[i - 1], terms[i], span);
    } else {
      if (Diagnostic* d = mismatch(c, c.program.exprs[out].span, type, "a date or a number"))
        d->help("only dates and numbers are added to and subtracted from");
      return error_expr(c, sum.span());
    }
  }
  return out;
}

NodeRef lone_term(NodeRef sum) {
  const auto terms = sum.children(NodeKind::term);
  return terms.size() == 1 ? terms.front() : NodeRef();
}

NodeRef lone_path(NodeRef sum) {
  const NodeRef term = lone_term(sum);
  return term ? term.child(NodeKind::path) : NodeRef();
}

bool leans(const Context& c, const Scope& s, NodeRef sum) {
  const NodeRef term = lone_term(sum);
  if (!term || term.broken()) return false;
  if (term.child(NodeKind::set_literal)) return true;
  const NodeRef path = term.child(NodeKind::path);
  return path && !known(c, s, path);
}

bool names_nothing(const Context& c, const Scope& s, NodeRef sum) {
  const NodeRef path = lone_path(sum);
  if (!path || known(c, s, path)) return false;
  const std::string text = path_text(path);
  return enums_with(c, s.module, segments(path).back().text()).empty() && text != "yes" && text != "no";
}

std::optional<model::GroupId> group_named(const Context& c, const Scope& s, NodeRef sum) {
  const NodeRef path = lone_path(sum);
  if (!path || known(c, s, path)) return std::nullopt;
  const auto symbol = c.peek(s.module, path_text(path), kGroups);
  return symbol ? std::optional(model::GroupId(symbol->index)) : std::nullopt;
}

}  // namespace jur::checking
