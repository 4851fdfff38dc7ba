#include "source_random.h"

#include <algorithm>

#include "source_draw.h"
#include "source_meaning.h"

namespace jur::test::form {
namespace {

class Author {
 public:
  Author(std::uint64_t seed, const Kit& kit) : r_(seed), kit_(kit), draw_(r_, kit_, f_) {}

  Form write() {
    f_.days = draw_.pool();
    enums();
    facts();
    for (std::size_t i = r_.below(4) + 1; i-- > 0;) {
      const std::size_t of = r_.below(f_.enums.size());
      GroupDef g{"G" + std::to_string(f_.groups.size()), of, draw_.group(of, kit_.whole ? 2 : 0, f_.groups.size())};
      f_.groups.push_back(std::move(g));
    }
    if (kit_.whole) relations();
    for (std::size_t i = r_.below(4); i-- > 0;) define();
    if (kit_.window > 0) stay_in_window();
    if (r_.chance(40)) assume();
    actions();
    if (kit_.whole) relates();
    laws();
    if (kit_.whole && kit_.window == 0 && r_.chance(70)) f_.dress = r_.next() | 1U;
    return std::move(f_);
  }

 private:
  std::size_t up_to(std::size_t n) { return 1 + r_.below(n); }

  void enums() {
    const std::size_t n = 2 + r_.below(2);
    for (std::size_t e = 0; e < n; ++e) {
      EnumDef def{"E" + std::to_string(e), {}};
      const std::size_t members = 2 + r_.below(kit_.members - 1);
      for (std::size_t m = 0; m < members; ++m)
        def.members.push_back(std::string(1, static_cast<char>('A' + e)) + std::to_string(m));
      f_.enums.push_back(std::move(def));
    }
  }

  Type type() {
    const std::size_t of = r_.below(f_.enums.size());
    switch (r_.below(7)) {
      case 0:
        return {Kind::Bool, 0, 0, 0};
      case 1:
      case 2:
        return {Kind::Enum, of, 0, 0};
      case 3:
        return {Kind::Int, 0, r_.between(-2, 1), r_.between(2, 5)};
      case 4:
        return {Kind::Date, 0, 0, 0};
      default:
        return {Kind::Set, of, 0, 0};
    }
  }

  Fact fact(Type t) {
    Fact f;
    f.type = t;
    const bool can_be_none = t.kind == Kind::Enum || t.kind == Kind::Date || t.kind == Kind::Int;
    f.or_none = kit_.whole && can_be_none && r_.chance(30);
    f.optional = r_.chance(30);
    if (r_.chance(25)) {
      (f.optional && kit_.whole ? f.presumed : f.fallback) = draw_.value(t, f.or_none);
      if (f.fallback) f.optional = false;
    }
    f.extended = kit_.whole && (f.optional || f.fallback) && r_.chance(40);
    return f;
  }

  void facts() {
    Fact as_of;
    as_of.path = "demand.received";
    as_of.member = "demand";
    as_of.name = "received";
    as_of.type.kind = Kind::Date;
    f_.facts.push_back(as_of);
    const std::size_t n = (kit_.window > 0 ? 1 : 3) + r_.below(kit_.facts);
    for (std::size_t i = 0; i < n; ++i) {
      Fact f = fact(i == 0 ? Type{Kind::Bool, 0, 0, 0} : type());
      f.name = "f" + std::to_string(i);
      f.member = "demand";
      f.path = "demand." + f.name;
      if (r_.chance(20)) {
        f.member.clear();
        f.path = f.name;
        f.extended = false;
      } else if (kit_.whole && r_.chance(20)) {
        f.nested = true;
        f.member = "demand.part";
        f.path = f.member + "." + f.name;
      }
      f_.facts.push_back(std::move(f));
    }
    f_.parties = up_to(kit_.parties);
    std::vector<Fact> fields;
    for (std::size_t i = up_to(kit_.fields); i-- > 0;) fields.push_back(fact(type()));
    for (std::size_t p = 0; p < f_.parties; ++p) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        Fact f = fields[i];
        f.name = "k" + std::to_string(i);
        f.member = party_name(p);
        f.path = f.member + "." + f.name;
        f.party = static_cast<int>(p);
        f.field = static_cast<int>(i);
        f_.facts.push_back(std::move(f));
      }
    }
    laws_ = up_to(kit_.laws);
    if (!kit_.whole) return;
    for (int law = -1; law < static_cast<int>(laws_); ++law) {
      if (!r_.chance(30)) continue;
      Fact f;
      f.assessment = f.optional = true;
      f.law = law;
      f.name = law < 0 ? "judgement" : "risk";
      f.path = law < 0 ? f.name : "law" + std::to_string(law) + "." + f.name;
      if (r_.chance(60)) f.presumed = draw_.value(f.type, false);
      f_.facts.push_back(std::move(f));
    }
  }

  void relations() {
    for (std::size_t i = r_.below(3); i-- > 0;) {
      RelationDef rel;
      rel.name = "rel" + std::to_string(i);
      for (std::size_t c = up_to(3); c-- > 0;) rel.columns.push_back(r_.below(f_.enums.size()));
      rel.symmetric = rel.columns.size() == 2 && rel.columns[0] == rel.columns[1] && r_.chance(50);
      std::vector<std::vector<std::size_t>> seen;
      for (std::size_t t = up_to(4); t-- > 0;) {
        RelationDef::Tuple tuple;
        std::vector<std::size_t> key;
        for (const std::size_t c : rel.columns) {
          std::vector<std::size_t> groups;
          for (std::size_t g = 0; g < f_.groups.size(); ++g) {
            if (f_.groups[g].of == c) groups.push_back(g);
          }
          const bool group = !groups.empty() && r_.chance(25);
          tuple.places.push_back({group, group ? groups[r_.below(groups.size())] : r_.below(f_.enums[c].members.size())});
          key.push_back(tuple.places.back().index + (group ? 100 : 0));
        }
        if (r_.chance(50)) tuple.periods = draw_.periods(true);
        const std::vector<std::size_t> mirror(key.rbegin(), key.rend());
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
        if (rel.symmetric && std::find(seen.begin(), seen.end(), mirror) != seen.end()) continue;
        seen.push_back(key);
        rel.tuples.push_back(std::move(tuple));
      }
      std::sort(f_.relations.begin(), f_.relations.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
      f_.relations.push_back(std::move(rel));
    }
  }

  void define() {
    DefineDef d;
    d.name = "d" + std::to_string(f_.defines.size());
    for (std::size_t i = kit_.whole ? r_.below(3) : 0; i-- > 0;) {
      Type t = r_.chance(15)   ? Type{Kind::Party, 0, 0, 0}
               : r_.chance(50) ? Type{Kind::Enum, r_.below(f_.enums.size()), 0, 0}
                               : type();
      if (t.kind == Kind::Int) t = {Kind::Int, 0, -50, 50};
      d.params.push_back({"a" + std::to_string(d.params.size()), t});
    }
    d.body = draw_.condition(kit_.depth, d.params, f_.defines.size());
    f_.defines.push_back(std::move(d));
  }

  void stay_in_window() {
    for (std::size_t i = 0; i < f_.facts.size(); ++i) {
      if (f_.facts[i].type.kind != Kind::Date) continue;
      const auto make = [](Op op, std::size_t a, std::vector<Expr> kids) {
        Expr e;
        e.op = op;
        e.a = a;
        e.kids = std::move(kids);
        return e;
      };
      const auto day = [&](std::int64_t d) {
        Expr e = make(Op::Day, 0, {});
        e.number = d;
        return e;
      };
      const Expr fact = make(Op::Fact, i, {});
      Expr within =
          make(Op::And, 0, {make(Op::Less, 3, {fact, day(f_.days.front())}), make(Op::Less, 1, {fact, day(f_.days.back())})});
      if (f_.facts[i].or_none) within = make(Op::Or, 0, {make(Op::IsNone, 0, {fact}), std::move(within)});
      f_.assumptions.push_back(std::move(within));
    }
  }

  void assume() {
    Expr e;
    e.op = Op::Or;
    e.kids = {draw_.condition(1, {}, 0), draw_.condition(1, {}, 0), draw_.condition(1, {}, 0)};
    f_.assumptions.push_back(std::move(e));
  }

  void actions() {
    for (std::size_t i = up_to(kit_.actions) + 1; i-- > 0;) {
      ActionDef a;
      a.name = "act" + std::to_string(f_.actions.size());
      if (kit_.whole && r_.chance(25)) a.param = static_cast<int>(r_.below(f_.enums.size()));
      if (!f_.actions.empty() && r_.chance(30)) a.excludes.push_back(r_.below(f_.actions.size()));
      if (kit_.whole && a.excludes.size() == 1 && a.excludes[0] > 0 && r_.chance(40))
        a.excludes.push_back(r_.below(a.excludes[0]));
      if (kit_.whole && r_.chance(20)) a.possible.push_back(draw_.condition(1, {}, f_.defines.size()));
      f_.actions.push_back(std::move(a));
    }
  }

  int argument(std::size_t action) {
    const int param = f_.actions[action].param;
    return param < 0 ? -1 : static_cast<int>(r_.below(f_.enums[static_cast<std::size_t>(param)].members.size()));
  }

  Pattern pattern(RelateDef& relate, bool named) {
    Pattern p;
    if (named) p.party = static_cast<int>(r_.below(f_.parties));
    p.action = r_.below(f_.actions.size());
    const int param = f_.actions[p.action].param;
    if (param >= 0 && r_.chance(70)) {
      p.variable = static_cast<int>(relate.variables.size());
      relate.variables.push_back({relate.variables.empty() ? "x" : "y", {Kind::Enum, static_cast<std::size_t>(param), 0, 0}});
    } else {
      p.member = argument(p.action);
    }
    return p;
  }

  // An implication that always holds stands only where no exclusion always does: together they may leave no case.
  bool always(const RelateDef& relate) {
    const bool excluded = std::any_of(f_.actions.begin(), f_.actions.end(), [](const auto& a) { return !a.excludes.empty(); }) ||
                          std::any_of(f_.relates.begin(), f_.relates.end(), [](const auto& r) { return !r.implies; });
    const bool slots = std::any_of(f_.actions.begin(), f_.actions.end(), [](const auto& a) { return a.param >= 0; });
    return relate.implies && !excluded && !slots && r_.chance(30);
  }
  void also(RelateDef& relate, bool named) {
    Pattern p;
    if (named) p.party = static_cast<int>(r_.below(f_.parties));
    p.action = r_.below(f_.actions.size());
    p.member = argument(p.action);
    if (p.action != relate.from.action && p.action != relate.to.action) relate.also.push_back(p);
  }

  void relates() {
    for (std::size_t i = r_.below(4); i-- > 0;) {
      RelateDef relate;
      relate.implies = r_.chance(60);
      const bool named = r_.chance(25);
      relate.from = pattern(relate, named);
      relate.to = pattern(relate, named);
      if (relate.from.action == relate.to.action && relate.from.party == relate.to.party) {
        if (relate.implies || relate.variables.size() < 2) continue;
        Expr other;
        other.op = Op::Is;
        other.negated = true;
        other.kids.resize(2);
        other.kids[0].op = other.kids[1].op = Op::Param;
        other.kids[1].a = 1;
        relate.when.push_back(std::move(other));
      } else {
        if (!always(relate)) relate.when.push_back(draw_.of_facts(relate.variables));
        if (r_.chance(25)) also(relate, named);
      }
      f_.relates.push_back(std::move(relate));
    }
  }

  // What steps of time are added to.
  static const Expr& base(const Expr& e) { return e.kids.empty() ? e : base(e.kids.front()); }
  // Two fixed days without steps, the earlier one first: a period known to be reversed is refused.
  static void in_order(std::vector<Expr>& days) {
    days = {base(days[0]), base(days[1])};
    if (days[0].number > days[1].number) std::swap(days[0], days[1]);
  }

  // Of such norms only several together may leave a duty no day.
  void cover(NormDef& n) {
    const auto day = [&] {
      Expr e;
      e.op = Op::Day;
      e.number = f_.days[r_.below(f_.days.size())];
      return e;
    };
    n.modal = r_.chance(35) ? Modal::Must : Modal::MustNot;
    n.days.push_back(n.modal == Modal::Must && r_.chance(50) ? draw_.date({}, false) : day());
    if (n.modal == Modal::Must) {
      n.when = When::Within;
      n.length = {r_.between(1, 3), TimeUnit::Day};
    } else {
      n.when = When::FromUntil;
      n.days.push_back(n.days.front());
      n.days.back().number += r_.between(0, 2);
    }
  }

  NormDef norm(const RuleDef& rule, const std::vector<Param>& params) {
    NormDef n;
    n.party = rule.every && r_.chance(85) ? -1 : static_cast<int>(r_.below(f_.parties));
    n.action = r_.below(f_.actions.size());
    n.member = argument(n.action);
    const auto modal = r_.below(10);
    n.modal = modal < 4   ? Modal::Must
              : modal < 6 ? Modal::MustNot
              : modal < 7 ? Modal::May
              : modal < 9 ? Modal::MayOnlyIf
                          : Modal::NeedNot;
    if (kit_.covers > 0 && r_.chance(kit_.covers)) {
      cover(n);
    } else if (r_.chance(60)) {
      static constexpr When kDuty[] = {When::Within, When::By, When::Until, When::Before, When::From, When::FromUntil, When::For};
      static constexpr When kOther[] = {When::Until, When::From, When::FromUntil, When::For, When::Within, When::Before};
      n.when = n.modal == Modal::Must ? kDuty[r_.below(kit_.whole ? 7 : 3)] : kOther[r_.below(kit_.whole ? 6 : 1)];
      n.length = draw_.length();
      n.days.push_back(draw_.date(params, true));
      if (n.when == When::FromUntil) n.days.push_back(draw_.date(params, true));
      if (n.when == When::FromUntil && base(n.days[0]).op == Op::Day && base(n.days[1]).op == Op::Day) in_order(n.days);
    }
    if (n.modal == Modal::MayOnlyIf) n.only_if.push_back(draw_.condition(1, params, f_.defines.size()));
    n.even_if_impossible = kit_.whole && n.modal == Modal::Must && r_.chance(25);
    return n;
  }

  RuleDef rule(std::size_t index) {
    RuleDef rule;
    rule.name = "r" + std::to_string(index);
    rule.every = kit_.whole && r_.chance(20);
    std::vector<Param> params;
    if (rule.every) params.push_back({"e", {Kind::Party, 0, 0, 0}});
    if (r_.chance(12)) rule.in_force = draw_.periods(kit_.whole);
    if (r_.chance(55)) rule.when.push_back(draw_.condition(params));
    for (std::size_t i = up_to(kit_.norms); i-- > 0;) rule.norms.push_back(norm(rule, params));
    while (r_.chance(25)) {
      rule.exceptions.push_back({kit_.whole && r_.chance(50), draw_.condition(1, params, f_.defines.size()), {}});
      if (kit_.whole && r_.chance(25)) rule.exceptions.back().in_force = draw_.periods(true);
    }
    return rule;
  }

  void laws() {
    std::vector<std::size_t> groups;
    for (std::size_t g = 0; g < f_.groups.size(); ++g) {
      if (f_.groups[g].of == 0) groups.push_back(g);
    }
    for (std::size_t l = 0; l < laws_; ++l) {
      LawDef law;
      law.name = "law" + std::to_string(l);
      switch (r_.below(4)) {
        case 0:
          break;
        case 1:
          if (!groups.empty()) law.order = LawDef::Order::Group, law.index = groups[r_.below(groups.size())];
          break;
        case 2:
          law.order = LawDef::Order::Member, law.index = r_.below(2);
          break;
        default:
          law.order = kit_.whole && r_.chance(40) ? LawDef::Order::Text : LawDef::Order::Member, law.index = 0;
          break;
      }
      if (r_.chance(20)) law.in_force = draw_.periods(kit_.whole);
      if (r_.chance(15)) law.when.push_back(draw_.condition(1, {}, f_.defines.size()));
      for (std::size_t i = up_to(kit_.rules); i-- > 0;) law.rules.push_back(rule(law.rules.size()));
      f_.laws.push_back(std::move(law));
    }
    precedence();
    if (kit_.whole && laws_ > 1 && r_.chance(25)) f_.decided.push_back(r_.below(laws_));
  }

  // Some day on which the word of one order counts in the other.
  bool may_meet(const LawDef& a, const LawDef& b) {
    if (&a == &b) return true;
    if (a.order == b.order && a.order != LawDef::Order::Own && a.index == b.index) return true;
    const LawDef& g = a.order == LawDef::Order::Group ? a : b;
    const LawDef& p = a.order == LawDef::Order::Group ? b : a;
    return g.order == LawDef::Order::Group && p.order == LawDef::Order::Member && ever(f_.groups[g.index].members, p.index);
  }
  bool ever(const Group& g, std::size_t who);

  bool acts_meet(const RuleDef& a, const RuleDef& b) const {
    for (const NormDef& x : a.norms) {
      for (const NormDef& y : b.norms) {
        if (x.action == y.action && x.member == y.member && (x.party == y.party || x.party < 0 || y.party < 0)) return true;
      }
    }
    return false;
  }
  bool acts_meet(const RuleDef& a, const LawDef& b) const {
    return std::any_of(b.rules.begin(), b.rules.end(), [&](const RuleDef& r) { return acts_meet(a, r); });
  }

  static void say(std::vector<Ref>& refs, Ref ref) {
    for (const Ref& r : refs) {
      if (r.law == ref.law && r.rule == ref.rule) return;
    }
    refs.push_back(ref);
  }

  // The later rule wins over the earlier one, so that there are no circles.
  void precedence() {
    for (int l = 0; l < static_cast<int>(f_.laws.size()); ++l) {
      LawDef& law = f_.laws[static_cast<std::size_t>(l)];
      for (int r = 0; r < static_cast<int>(law.rules.size()); ++r) {
        RuleDef& rule = law.rules[static_cast<std::size_t>(r)];
        for (int l2 = 0; l2 <= l; ++l2) {
          LawDef& other = f_.laws[static_cast<std::size_t>(l2)];
          if (!may_meet(law, other)) continue;
          if (l2 < l && kit_.whole && r_.chance(12) && acts_meet(rule, other)) say(rule.over, {l2, -1});
          for (int r2 = 0; r2 < (l2 == l ? r : static_cast<int>(other.rules.size())); ++r2) {
            if (!r_.chance(25)) continue;
            if (r_.chance(60)) {
              say(rule.over, {l2, r2});
            } else {
              say(other.rules[static_cast<std::size_t>(r2)].under, {l, r});
            }
          }
        }
        const bool bare = std::any_of(rule.over.begin(), rule.over.end(), [](const Ref& ref) { return ref.rule >= 0; });
        const bool by_law = std::any_of(rule.over.begin(), rule.over.end(), [](const Ref& ref) { return ref.rule < 0; });
        if (bare && !by_law && r_.chance(30) && !named_by_law(l)) rule.norms.clear();
      }
      if (kit_.whole) law_precedence(l);
    }
  }

  // A rule of this law may lose its norms only while no statement hangs on them.
  bool named_by_law(int l) const {
    for (const LawDef& law : f_.laws) {
      for (const RuleDef& r : law.rules) {
        for (const Ref& ref : r.over) {
          if (ref.law == l && ref.rule < 0) return true;
        }
      }
    }
    return false;
  }

  void law_precedence(int l) {
    LawDef& law = f_.laws[static_cast<std::size_t>(l)];
    for (int l2 = 0; l2 < l; ++l2) {
      LawDef& other = f_.laws[static_cast<std::size_t>(l2)];
      if (!may_meet(law, other) || !r_.chance(60)) continue;
      const bool met = std::any_of(law.rules.begin(), law.rules.end(), [&](const RuleDef& r) { return acts_meet(r, other); });
      if (r_.chance(30) && met) {
        say(law.over, {l2, -1});
      } else if (r_.chance(50)) {
        say(law.over, {l2, static_cast<int>(r_.below(other.rules.size()))});
      } else if (met) {
        say(other.under, {l, -1});
      }
    }
  }

  Random r_;
  Kit kit_;
  Form f_;
  Draw draw_;
  std::size_t laws_ = 1;
};

// Whether a member belongs on some day: checked on the days at which anything in the group can change.
void changes(const Form& f, const Group& g, std::vector<std::int64_t>& days) {
  const auto add = [&](const Periods& periods) {
    for (const Period& p : periods) {
      if (p.from) days.push_back(*p.from);
      if (p.until) days.push_back(*p.until + 1);
    }
  };
  add(g.periods);
  for (const auto& s : g.segments) add(s.periods);
  for (const Group& k : g.kids) changes(f, k, days);
  if (g.op == Group::Op::Name) changes(f, f.groups[g.name].members, days);
}

bool Author::ever(const Group& g, std::size_t who) {
  std::vector<std::int64_t> days{-60'000};
  changes(f_, g, days);
  return std::any_of(days.begin(), days.end(), [&](std::int64_t d) { return member(f_, g, who, d); });
}

}  // namespace

Kit first_kit() {
  Kit kit;
  kit.whole = false;
  return kit;
}

Kit small_kit() {
  Kit kit;
  kit.facts = 3;
  kit.fields = 1;
  kit.members = 3;
  kit.laws = 2;
  kit.actions = 2;
  kit.window = 8;
  return kit;
}

Form random_form(std::uint64_t seed, const Kit& kit) { return Author(seed, kit).write(); }

Case random_case(const Form& form, Random& random, bool partial) {
  Draw draw(random, {}, form);
  Case out;
  std::size_t fillings = 1;
  for (const Fact& f : form.facts) {
    Value v = draw.value(f.type, f.or_none);
    if (f.fallback && random.chance(20)) v = *f.fallback;
    const std::size_t n = choices(form, f);
    if (partial && f.optional && n > 0 && fillings * n <= 64 && random.chance(50)) {
      fillings *= n;
      v = {};
      v.unknown = true;
    }
    out.push_back(v);
  }
  return out;
}

}  // namespace jur::test::form
