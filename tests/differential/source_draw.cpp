#include "source_draw.h"

#include <algorithm>

namespace jur::test::form {
namespace {

Expr make(Op op, std::vector<Expr> kids = {}) {
  Expr e;
  e.op = op;
  e.kids = std::move(kids);
  return e;
}

Expr literal(Op op, std::int64_t number, std::size_t of = 0) {
  Expr e = make(op);
  e.number = number;
  e.a = of;
  return e;
}

std::int64_t days_from(int year, int month, int day) { return from_civil({year, month, day}).days; }

}  // namespace

std::vector<std::int64_t> Draw::pool() {
  if (kit_.window > 0) {
    std::vector<std::int64_t> out;
    for (std::int64_t d = 0; d < kit_.window; ++d) out.push_back(days_from(2004, 2, 27) + d);
    return out;
  }
  std::vector<std::int64_t> out{days_from(2001, 1, 31), days_from(2002, 2, 28), days_from(2003, 12, 31), days_from(2004, 2, 29)};
  for (int i = 0; i < 8; ++i) {
    out.push_back(
        days_from(2001 + static_cast<int>(r_.below(3)), 1 + static_cast<int>(r_.below(12)), 1 + static_cast<int>(r_.below(28))));
  }
  return out;
}

Periods Draw::periods(bool several) {
  std::vector<std::int64_t> ends{day(), day(), day(), day()};
  std::sort(ends.begin(), ends.end());
  Periods out;
  const bool two = several && r_.chance(30) && ends[1] < ends[2];
  if (two)
    return {{r_.chance(70) ? std::optional(ends[0]) : std::nullopt, ends[1]},
            {ends[2], r_.chance(50) ? std::optional(ends[3]) : std::nullopt}};
  switch (r_.below(3)) {
    case 0:
      return {{ends[0], std::nullopt}};
    case 1:
      return {{std::nullopt, ends[3]}};
    default:
      return {{ends[0], ends[3]}};
  }
}

Value Draw::value(const Type& type, bool or_none) {
  Value v;
  if (or_none && r_.chance(25)) {
    v.none = true;
    return v;
  }
  switch (type.kind) {
    case Kind::Bool:
      v.number = r_.chance(50) ? 1 : 0;
      break;
    case Kind::Int:
      v.number = r_.between(type.lo, type.hi);
      break;
    case Kind::Date:
      if (kit_.window > 0) {
        v.number = day();
        break;
      }
      v.number = r_.chance(3) ? days_from(r_.chance(50) ? 1800 : 2199, 12, 31)
                              : day() + (r_.chance(50) ? r_.between(-2, 2) : r_.between(-200, 200));
      break;
    case Kind::Enum:
      v.number = static_cast<std::int64_t>(r_.below(f_.enums[type.of].members.size()));
      break;
    case Kind::Set:
      v.set = r_.next() % (std::uint64_t{1} << f_.enums[type.of].members.size());
      break;
    case Kind::Party:
      break;
  }
  return v;
}

Group Draw::group(std::size_t of, std::size_t depth, std::size_t groups) {
  Group g;
  std::vector<std::size_t> named;
  for (std::size_t i = 0; i < groups; ++i) {
    if (f_.groups[i].of == of) named.push_back(i);
  }
  const auto kind = kit_.whole && depth > 0 ? r_.below(6) : r_.below(3);
  if (kind >= 3) {
    g.op = kind == 3 ? Group::Op::Or : kind == 4 ? Group::Op::And : Group::Op::Except;
    g.kids = {group(of, depth - 1, groups), group(of, depth - 1, groups)};
    if (r_.chance(25)) g.periods = periods(true);
    return g;
  }
  if (kind == 0 && !named.empty()) {
    g.op = Group::Op::Name;
    g.name = named[r_.below(named.size())];
    if (kit_.whole && r_.chance(20)) g.periods = periods(false);
    return g;
  }
  Group::Segment open;
  for (std::size_t m = 0; m < f_.enums[of].members.size(); ++m) {
    if (r_.chance(35)) continue;
    open.members.push_back(m);
    if (!r_.chance(40)) continue;
    open.periods = periods(true);
    g.segments.push_back(std::exchange(open, {}));
  }
  if (!open.members.empty()) g.segments.push_back(open);
  if (g.segments.empty()) g.segments.push_back({{0}, {}});
  return g;
}

std::vector<Expr> Draw::places(Kind kind, std::size_t of, const std::vector<Param>& params) const {
  std::vector<Expr> out;
  const auto fits = [&](const Type& t) { return t.kind == kind && (t.of == of || (kind != Kind::Enum && kind != Kind::Set)); };
  for (std::size_t i = 0; i < f_.facts.size(); ++i) {
    if (fits(f_.facts[i].type)) out.push_back(literal(Op::Fact, 0, i));
  }
  for (std::size_t p = 0; p < params.size(); ++p) {
    const bool party = params[p].type.kind == Kind::Party;
    if (!party && fits(params[p].type)) out.push_back(literal(Op::Param, 0, p));
    for (const Fact& fact : f_.facts) {
      if (!party || fact.party != 0 || !fits(fact.type)) continue;
      Expr e = literal(Op::Field, 0, p);
      e.b = static_cast<std::size_t>(fact.field);
      out.push_back(e);
      out.push_back(e);
    }
    if (!party && fits(params[p].type)) out.insert(out.end(), 3, literal(Op::Param, 0, p));
  }
  return out;
}

Expr Draw::any_place(Kind kind, std::size_t of, const std::vector<Param>& params) {
  const auto all = places(kind, of, params);
  return all.empty() ? make(Op::Yes) : all[r_.below(all.size())];
}

Expr Draw::choice(std::size_t of, const std::vector<Param>& params) {
  Expr place = any_place(Kind::Enum, of, params);
  if (place.op != Op::Yes && r_.chance(75)) return place;
  return literal(Op::Member, static_cast<std::int64_t>(r_.below(f_.enums[of].members.size())), of);
}

Expr Draw::set(std::size_t of, const std::vector<Param>& params, bool literals) {
  Expr place = any_place(Kind::Set, of, params);
  if (place.op != Op::Yes && (!literals || r_.chance(70))) return place;
  if (!literals) return place;
  Expr e = literal(Op::Set, 0, of);
  e.set = r_.next() % (std::uint64_t{1} << f_.enums[of].members.size());
  return e;
}

Expr Draw::number(const std::vector<Param>& params) {
  Expr e = any_place(Kind::Int, 0, params);
  if (e.op == Op::Yes) return e;
  while (kit_.whole && r_.chance(30)) {
    Expr other = r_.chance(50) ? any_place(Kind::Int, 0, params) : literal(Op::Number, r_.between(-2, 4));
    e = make(r_.chance(60) ? Op::Add : Op::Sub, {std::move(e), std::move(other)});
  }
  return e;
}

Duration Draw::length() {
  if (kit_.window > 0 && r_.chance(80)) return {r_.between(0, kit_.window), TimeUnit::Day};
  switch (r_.below(kit_.whole ? 5 : 2)) {
    case 0:
      return {r_.between(0, 60), TimeUnit::Day};
    case 1:
      return {r_.between(0, 3), TimeUnit::Month};
    case 2:
      return {r_.between(0, 8), TimeUnit::Week};
    case 3:
      return {r_.between(0, 1), TimeUnit::Year};
    default:
      return {r_.between(0, 75), TimeUnit::Hour};
  }
}

Expr Draw::date(const std::vector<Param>& params, bool steps) {
  Expr e = r_.chance(75) ? any_place(Kind::Date, 0, params) : literal(Op::Day, day());
  if (steps && kit_.whole) {
    while (r_.chance(30)) {
      e = make(r_.chance(65) ? Op::Later : Op::Earlier, {std::move(e)});
      e.length = length();
    }
  }
  return e;
}

void Draw::maybe_on(Expr& e, const std::vector<Param>& params) {
  if (!kit_.whole || !r_.chance(25)) return;
  e.dated = true;
  e.kids.push_back(date(params, true));
}

Expr Draw::quantified(std::size_t of, const std::vector<Param>& params, bool none) {
  Expr e = make(Op::Quant, {set(of, params, true)});
  e.a = r_.below(none ? 3 : 2);
  return e;
}

Expr Draw::truth(const std::vector<Param>& params) { return make(Op::Truth, {any_place(Kind::Bool, 0, params)}); }

Expr Draw::membership(std::size_t of, const std::vector<Param>& params) {
  std::vector<std::size_t> named;
  for (std::size_t i = 0; i < f_.groups.size(); ++i) {
    if (f_.groups[i].of == of) named.push_back(i);
  }
  Expr subject = any_place(Kind::Enum, of, params);
  if (subject.op == Op::Yes || r_.chance(45)) subject = quantified(of, params, true);
  // A set literal beside a set literal, or beside algebra that begins with one, has no type: one side names something.
  const bool typed = subject.op != Op::Quant || subject.kids[0].op != Op::Set;
  if (!typed && named.empty()) return truth(params);
  Expr e = make(Op::In, {std::move(subject)});
  e.b = of;
  e.negated = e.kids[0].op != Op::Quant && r_.chance(30);
  if (typed && (named.empty() || r_.chance(40))) {
    e.kids.push_back(set(of, params, true));
    return e;
  }
  Group g;
  if (typed && kit_.whole && r_.chance(30)) {
    g = group(of, 1, f_.groups.size());
  } else {
    g.op = Group::Op::Name;
    g.name = named[r_.below(named.size())];
  }
  e.group = {g};
  maybe_on(e, params);
  return e;
}

Expr Draw::relation(const std::vector<Param>& params) {
  Expr e = make(Op::Related);
  e.a = r_.below(f_.relations.size());
  for (const std::size_t column : f_.relations[e.a].columns) {
    e.kids.push_back(r_.chance(35) ? quantified(column, params, false) : choice(column, params));
  }
  maybe_on(e, params);
  return e;
}

Expr Draw::call(const std::vector<Param>& params, std::size_t defines) {
  Expr e = make(Op::Call);
  e.a = r_.below(defines);
  for (const Param& p : f_.defines[e.a].params) {
    switch (p.type.kind) {
      case Kind::Enum:
        e.kids.push_back(r_.chance(35) ? quantified(p.type.of, params, false) : choice(p.type.of, params));
        break;
      case Kind::Set:
        e.kids.push_back(set(p.type.of, params, true));
        break;
      case Kind::Int: {
        Expr n = number(params);
        e.kids.push_back(n.op == Op::Yes ? literal(Op::Number, r_.between(0, 4)) : n);
        break;
      }
      case Kind::Date:
        e.kids.push_back(date(params, true));
        break;
      case Kind::Bool:
        e.kids.push_back(any_place(Kind::Bool, 0, params));
        break;
      case Kind::Party: {
        std::vector<Expr> all;
        for (std::size_t i = 0; i < f_.parties; ++i) all.push_back(literal(Op::Party, 0, i));
        for (std::size_t i = 0; i < params.size(); ++i) {
          if (params[i].type.kind == Kind::Party) all.insert(all.end(), 3, literal(Op::Param, 0, i));
        }
        e.kids.push_back(all[r_.below(all.size())]);
        break;
      }
    }
  }
  return e;
}

Expr Draw::atom(const std::vector<Param>& params, std::size_t defines) {
  const std::size_t of = r_.below(f_.enums.size());
  switch (r_.below(kit_.whole ? 14 : 8)) {
    case 0:
      return truth(params);
    case 1:
    case 2: {
      Expr left = any_place(Kind::Enum, of, params);
      if (left.op == Op::Yes) return truth(params);
      Expr e = make(Op::Is, {std::move(left), choice(of, params)});
      e.a = r_.below(2);
      e.negated = r_.chance(30);
      return e;
    }
    case 3: {
      Expr left = set(of, params, false);
      if (left.op == Op::Yes) return truth(params);
      return make(Op::Has, {std::move(left), choice(of, params)});
    }
    case 4:
    case 5:
      return membership(of, params);
    case 6: {
      Expr e = make(Op::Less, {date(params, true), date(params, true)});
      e.a = r_.below(4);
      return e;
    }
    case 7: {
      Expr n = number(params);
      if (n.op == Op::Yes) return truth(params);
      Expr e = make(r_.chance(65) ? Op::Less : Op::Is,
                    {std::move(n), r_.chance(60) ? literal(Op::Number, r_.between(-3, 5)) : number(params)});
      e.a = r_.below(e.op == Op::Less ? 4 : 2);
      e.negated = e.op == Op::Is && r_.chance(30);
      return e;
    }
    case 8: {
      Expr left = set(of, params, false);
      if (left.op == Op::Yes) return truth(params);
      if (r_.chance(35)) {
        Expr among = make(Op::In, {make(Op::Quant, {std::move(left)}), set(of, params, true)});
        among.kids[0].a = r_.below(3);
        among.b = of;
        return among;
      }
      Expr e = r_.chance(50) ? make(Op::IsEmpty, {std::move(left)}) : make(Op::Is, {std::move(left), set(of, params, true)});
      e.negated = r_.chance(30);
      return e;
    }
    case 9: {
      std::vector<Expr> all;
      for (std::size_t i = 0; i < f_.facts.size(); ++i) {
        if (f_.facts[i].or_none) all.push_back(literal(Op::Fact, 0, i));
      }
      if (all.empty()) return truth(params);
      Expr e = make(Op::IsNone, {all[r_.below(all.size())]});
      e.negated = r_.chance(50);
      return e;
    }
    case 10:
      return f_.relations.empty() ? truth(params) : relation(params);
    case 11:
    case 12:
      return defines == 0 ? truth(params) : call(params, defines);
    default: {
      Expr e = make(Op::Is, {date(params, true), date(params, true)});
      if (r_.chance(30))
        e = make(Op::Is, {any_place(Kind::Bool, 0, params),
                          r_.chance(50) ? make(r_.chance(50) ? Op::Yes : Op::No) : any_place(Kind::Bool, 0, params)});
      e.negated = r_.chance(30);
      return e;
    }
  }
}

Expr Draw::condition(std::size_t depth, const std::vector<Param>& params, std::size_t defines) {
  if (depth == 0 || r_.chance(40)) return atom(params, defines);
  const auto kids = [&](std::size_t least) {
    std::vector<Expr> out;
    const std::size_t n = least + r_.below(2);
    for (std::size_t i = 0; i < n; ++i) out.push_back(condition(depth - 1, params, defines));
    return out;
  };
  switch (r_.below(kit_.whole ? 7 : 3)) {
    case 0:
      return make(Op::And, kids(2));
    case 1:
      return make(Op::Or, kids(2));
    case 2:
      return make(Op::Not, kids(1));
    case 3: {
      Expr e = make(Op::AtLeast, kids(2));
      e.number = 1 + static_cast<std::int64_t>(r_.below(e.kids.size()));
      return e;
    }
    case 4:
      return make(Op::AnyOf, kids(1));
    case 5:
      return make(Op::AllOf, kids(1));
    default:
      return make(Op::NoneOf, kids(1));
  }
}

Expr Draw::of_facts(const std::vector<Param>& params) { return make(Op::And, {truth({}), condition(1, params, 0)}); }

}  // namespace jur::test::form
