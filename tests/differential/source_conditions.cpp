// Conditions of the abstract form, read on one complete case.
#include <algorithm>

#include "source_meaning.h"

namespace jur::test::form {
namespace {

class Reader {
 public:
  Reader(const Form& form, const Case& facts, const Arguments& args) : f_(form), c_(facts), args_(args) {}

  [[nodiscard]] Value value(const Expr& e) const {
    Value v;
    switch (e.op) {
      case Op::Member:
      case Op::Number:
      case Op::Day:
        v.number = e.number;
        return v;
      case Op::Set:
        v.set = e.set;
        return v;
      case Op::Fact:
        return c_[e.a];
      case Op::Field:
        return c_[field(args_[e.a].party, e.b)];
      case Op::Param:
        return args_[e.a].value;
      case Op::Add:
        return sum(e, 1);
      case Op::Sub:
        return sum(e, -1);
      case Op::Later:
        return moved(e, 1);
      case Op::Earlier:
        return moved(e, -1);
      default:
        v.number = holds(e) ? 1 : 0;
        return v;
    }
  }

  [[nodiscard]] bool holds(const Expr& e) const {
    const auto each = [&](const Expr& k) { return holds(k); };
    switch (e.op) {
      case Op::Yes:
        return true;
      case Op::No:
        return false;
      case Op::Truth:
        return value(e.kids[0]).number != 0;
      case Op::Not:
        return !holds(e.kids[0]);
      case Op::And:
      case Op::AllOf:
        return std::all_of(e.kids.begin(), e.kids.end(), each);
      case Op::Or:
      case Op::AnyOf:
        return std::any_of(e.kids.begin(), e.kids.end(), each);
      case Op::NoneOf:
        return std::none_of(e.kids.begin(), e.kids.end(), each);
      case Op::AtLeast:
        return std::count_if(e.kids.begin(), e.kids.end(), each) >= e.number;
      case Op::Is:
        return is(value(e.kids[0]), value(e.kids[1])) != e.negated;
      case Op::Less:
        return less(e);
      case Op::In:
        return in(e) != e.negated;
      case Op::Has: {
        const Value who = value(e.kids[1]);
        return !who.none && has(value(e.kids[0]).set, who.number);
      }
      case Op::IsNone:
        return value(e.kids[0]).none != e.negated;
      case Op::IsEmpty:
        return (value(e.kids[0]).set == 0) != e.negated;
      case Op::Related:
        return related(e);
      case Op::Call:
        return call(e);
      default:
        return value(e).number != 0;
    }
  }

 private:
  static bool has(std::uint64_t set, std::int64_t m) { return ((set >> m) & 1U) != 0; }
  static bool is(const Value& a, const Value& b) { return !a.none && !b.none && a.number == b.number && a.set == b.set; }

  [[nodiscard]] std::size_t field(int party, std::size_t index) const {
    for (std::size_t i = 0; i < f_.facts.size(); ++i) {
      if (f_.facts[i].party == party && f_.facts[i].field == static_cast<int>(index)) return i;
    }
    return 0;
  }

  [[nodiscard]] Value sum(const Expr& e, std::int64_t sign) const {
    const Value a = value(e.kids[0]);
    const Value b = value(e.kids[1]);
    Value v;
    v.none = a.none || b.none;
    v.number = a.number + sign * b.number;
    return v;
  }

  [[nodiscard]] Value moved(const Expr& e, int sign) const {
    Value v = value(e.kids[0]);
    if (!v.none) v.number = add(Date{static_cast<std::int32_t>(v.number)}, e.length, sign).days;
    return v;
  }

  [[nodiscard]] bool less(const Expr& e) const {
    const Value a = value(e.kids[0]);
    const Value b = value(e.kids[1]);
    if (a.none || b.none) return false;
    switch (e.a) {
      case 0:
        return a.number < b.number;
      case 1:
        return a.number <= b.number;
      case 2:
        return a.number > b.number;
      default:
        return a.number >= b.number;
    }
  }

  // The day at which a group or relation is read; nothing where that date is none.
  [[nodiscard]] Value date(const Expr& e) const { return e.dated ? value(e.kids.back()) : c_[f_.as_of]; }

  [[nodiscard]] bool in(const Expr& e) const {
    const Value on = date(e);
    const auto one = [&](std::int64_t who) {
      if (e.group.empty()) return has(value(e.kids[1]).set, who);
      return !on.none && member(f_, e.group[0], static_cast<std::size_t>(who), on.number);
    };
    if (e.kids[0].op != Op::Quant) {
      const Value who = value(e.kids[0]);
      return !who.none && one(who.number);
    }
    const std::uint64_t set = value(e.kids[0].kids[0]).set;
    bool any = false;
    bool all = true;
    for (std::int64_t m = 0; m < 64; ++m) {
      if (!has(set, m)) continue;
      any = any || one(m);
      all = all && one(m);
    }
    return e.kids[0].a == 0 ? any : e.kids[0].a == 1 ? all : !any;
  }

  // Arguments from the left; a quantified one is each member in turn.
  template <class Body>
  bool over(const Expr& e, std::size_t at, std::size_t count, Arguments& found, const Body& body) const {
    if (at == count) return body(found);
    const Expr& k = e.kids[at];
    Argument a;
    if (k.op != Op::Quant) {
      if (k.op == Op::Param) {
        a = args_[k.a];
      } else if (k.op == Op::Party) {
        a.party = static_cast<int>(k.a);
      } else {
        a.value = value(k);
      }
      found.push_back(a);
      const bool result = over(e, at + 1, count, found, body);
      found.pop_back();
      return result;
    }
    const std::uint64_t set = value(k.kids[0]).set;
    bool any = false;
    bool all = true;
    for (std::int64_t m = 0; m < 64; ++m) {
      if (!has(set, m)) continue;
      a.value = {};
      a.value.number = m;
      found.push_back(a);
      const bool result = over(e, at + 1, count, found, body);
      found.pop_back();
      any = any || result;
      all = all && result;
    }
    return k.a == 0 ? any : all;
  }

  [[nodiscard]] bool call(const Expr& e) const {
    Arguments found;
    return over(e, 0, e.kids.size(), found,
                [&](const Arguments& given) { return Reader(f_, c_, given).holds(f_.defines[e.a].body); });
  }

  [[nodiscard]] bool related(const Expr& e) const {
    const RelationDef& r = f_.relations[e.a];
    const Value on = date(e);
    Arguments found;
    return over(e, 0, r.columns.size(), found, [&](const Arguments& given) {
      if (on.none || std::any_of(given.begin(), given.end(), [](const Argument& a) { return a.value.none; })) return false;
      return listed(r, {given.begin(), given.end()}, on.number) ||
             (r.symmetric && listed(r, {given.rbegin(), given.rend()}, on.number));
    });
  }

  [[nodiscard]] bool listed(const RelationDef& r, const Arguments& given, std::int64_t day) const {
    return std::any_of(r.tuples.begin(), r.tuples.end(), [&](const RelationDef::Tuple& t) {
      for (std::size_t i = 0; i < given.size(); ++i) {
        const auto who = static_cast<std::size_t>(given[i].value.number);
        const auto& place = t.places[i];
        if (place.group ? !member(f_, f_.groups[place.index].members, who, day) : place.index != who) return false;
      }
      return in_periods(t.periods, day);
    });
  }

  const Form& f_;
  const Case& c_;
  const Arguments& args_;
};

}  // namespace

bool in_periods(const Periods& periods, std::int64_t day) {
  if (periods.empty()) return true;
  return std::any_of(periods.begin(), periods.end(),
                     [&](const Period& p) { return (!p.from || *p.from <= day) && (!p.until || day <= *p.until); });
}

bool member(const Form& form, const Group& g, std::size_t who, std::int64_t day) {
  if (!in_periods(g.periods, day)) return false;
  const auto kid = [&](std::size_t i) { return member(form, g.kids[i], who, day); };
  switch (g.op) {
    case Group::Op::Name:
      return member(form, form.groups[g.name].members, who, day);
    case Group::Op::Or:
      return kid(0) || kid(1);
    case Group::Op::And:
      return kid(0) && kid(1);
    case Group::Op::Except:
      return kid(0) && !kid(1);
    case Group::Op::Braces:
      break;
  }
  return std::any_of(g.segments.begin(), g.segments.end(), [&](const Group::Segment& s) {
    return std::find(s.members.begin(), s.members.end(), who) != s.members.end() && in_periods(s.periods, day);
  });
}

bool holds(const Form& form, const Case& facts, const Expr& e, const Arguments& args) {
  return Reader(form, facts, args).holds(e);
}
Value value(const Form& form, const Case& facts, const Expr& e, const Arguments& args) {
  return Reader(form, facts, args).value(e);
}

}  // namespace jur::test::form
