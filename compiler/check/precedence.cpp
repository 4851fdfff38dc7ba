#include <algorithm>
#include <map>
#include <tuple>

#include "check/clauses.h"
#include "check/cycles.h"
#include "check/rules.h"

namespace jur::checking {
namespace {

// `notwithstanding q` or `subject to q`, said by a rule, or by a law for each of its rules.
struct Statement {
  model::LawId law;
  model::RuleId rule;  // invalid: of the law
  bool wins = true;
  NodeRef path;
  model::RuleRef named;
};

std::string order_words(const model::Law& law) {
  return law.jurisdiction.kind == model::Jurisdiction::Kind::Own ? "no stated order" : fmt::format("`{}`", law.jurisdiction.name);
}

// The parties that a norm of the rule is about.
std::vector<std::uint32_t> parties(const model::Program& p, const model::Rule& rule, const model::Norm& norm) {
  if (norm.act.party != model::Act::kForEvery) return {norm.act.party};
  std::vector<std::uint32_t> out;
  const auto& members = p.cases[rule.case_type].members;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    const model::Type& t = members[i].field.type;
    if (members[i].party && t.kind == model::TypeKind::Record && t.record == rule.for_every) out.push_back(i);
  }
  return out;
}

bool same_act(const model::Program& p, const model::Rule& a, const model::Norm& x, const model::Rule& b, const model::Norm& y) {
  if (x.act.action != y.act.action || x.act.argument.kind != y.act.argument.kind ||
      x.act.argument.member != y.act.argument.member) {
    return false;
  }
  const auto left = parties(p, a, x);
  const auto right = parties(p, b, y);
  return std::any_of(left.begin(), left.end(),
                     [&](std::uint32_t i) { return std::find(right.begin(), right.end(), i) != right.end(); });
}

bool share_an_act(const model::Program& p, model::RuleId a, model::RuleId b) {
  const model::Rule& r = p.rules[a];
  const model::Rule& q = p.rules[b];
  if (r.case_type != q.case_type) return false;
  for (const model::Norm& x : r.norms) {
    for (const model::Norm& y : q.norms) {
      if (same_act(p, r, x, q, y)) return true;
    }
  }
  return false;
}

// A rule for every party is one rule a party; a rule without a norm, or one that binds the party, meets it.
bool share_a_party(const model::Program& p, model::RuleId a, model::RuleId b) {
  const model::Rule& r = p.rules[a];
  const model::Rule& q = p.rules[b];
  if (r.for_every.valid() && q.for_every.valid()) return r.for_every == q.for_every;
  if (!r.for_every.valid() && !q.for_every.valid()) return true;
  const model::Rule& plain = r.for_every.valid() ? q : r;
  const auto& members = p.cases[r.case_type].members;
  return plain.norms.empty() || std::any_of(plain.norms.begin(), plain.norms.end(), [&](const model::Norm& n) {
           const model::Type& t = members[n.act.party].field.type;
           return t.kind == model::TypeKind::Record && t.record == (r.for_every.valid() ? r : q).for_every;
         });
}

// What keeps the rules of a statement apart, the nearest to a meeting.
enum class Apart : std::uint8_t { NoRule, Parties, Days, Never };

struct Statements {
  Context& c;
  std::vector<Statement> all{};

  void read(model::LawId law, model::RuleId rule, NodeRef declaration) {
    const Scope s{c.program.laws[law].module, {}, law, {}};
    std::map<std::tuple<bool, std::uint32_t, std::uint32_t>, NodeRef> seen;
    for (const NodeRef clause : declaration.children()) {
      const bool wins = clause.is(NodeKind::notwithstanding);
      if (!wins && !clause.is(NodeKind::subject_to)) continue;
      for (const NodeRef path : clause.child(NodeKind::paths).children(NodeKind::path)) {
        const auto named = check_rule_ref(c, s, path);
        if (!named) {
          if (rule.valid()) c.rules[rule.index].partial = true;
          continue;
        }
        const auto [first, fresh] = seen.emplace(std::tuple{wins, named->law.index, named->rule.index}, path);
        if (!fresh) {
          c.sink.report(Code::DuplicateMember, path.span(), path_text(path))
              .label(first->second.span(), "first listed here")
              .help("leave one of them out");
          continue;
        }
        all.push_back({law, rule, wins, path, *named});
      }
    }
  }
};

// The law states no order, but a part of it in which it may was not read.
bool order_unread(const Context& c, model::LawId law) {
  if (c.program.laws[law].jurisdiction.kind != model::Jurisdiction::Kind::Own) return false;
  for (const NodeRef part : c.nodes[static_cast<std::size_t>(SymbolKind::Law)][law.index].children()) {
    if (part.is(NodeKind::error)) return true;
    if (part.is(NodeKind::law_item) && !part.child(NodeKind::rule_decl) && part.broken()) return true;
  }
  return false;
}

struct Resolver {
  Context& c;
  std::map<std::pair<model::RuleId, model::RuleId>, std::size_t> known{};

  void across(const Statement& st, const std::string& own, const std::string& other) {
    const model::Law& mine = c.program.laws[st.law];
    const model::Law& theirs = c.program.laws[st.named.law];
    if (order_unread(c, st.law) || order_unread(c, st.named.law)) return;
    if (c.orderless[st.law.index] || c.orderless[st.named.law.index]) return;
    const model::Law& winner = st.wins ? mine : theirs;
    const model::Law& loser = st.wins ? theirs : mine;
    Diagnostic& d = c.sink.report(Code::PrecedenceAcrossOrders, st.path.span(), st.wins ? own : other, order_words(winner),
                                  st.wins ? other : own, order_words(loser));
    d.label(winner.span, fmt::format("law `{}`: {}", winner.name, order_words(winner)));
    d.label(loser.span, fmt::format("law `{}`: {}", loser.name, order_words(loser)));
    const auto kind = [](const model::Law& l) { return l.jurisdiction.kind; };
    using Kind = model::Jurisdiction::Kind;
    if ((kind(winner) == Kind::Group && kind(loser) == Kind::Member) ||
        (kind(winner) == Kind::Member && kind(loser) == Kind::Group)) {
      const model::Law& group = kind(winner) == Kind::Group ? winner : loser;
      const model::Law& place = kind(winner) == Kind::Group ? loser : winner;
      d.note(fmt::format("`{}` is a member of `{}` on no day", place.jurisdiction.name, group.jurisdiction.name));
      d.help(fmt::format("compare the members of `{}`; {}", group.jurisdiction.name, live_with_both(own, other)));
    } else if (kind(winner) == Kind::Own || kind(loser) == Kind::Own) {
      d.help("a law without `jurisdiction` is an order of its own: state the jurisdiction of both laws");
    } else {
      d.note("precedence holds within one legal order, or between a group and a place that is its member");
      d.help(live_with_both(own, other));
    }
  }

  static std::string live_with_both(const std::string& own, const std::string& other) {
    return fmt::format("where both apply, say how to live with it: `accept contradiction {} with {} {{ reason \"…\" }}`", own,
                       other);
  }

  std::vector<model::RuleId> staters(const Statement& st) const {
    return st.rule.valid() ? std::vector{st.rule} : c.program.laws[st.law].rules;
  }
  std::vector<model::RuleId> named(const Statement& st, model::RuleId stater) const {
    if (st.named.rule.valid()) return {st.named.rule};
    std::vector<model::RuleId> out;
    for (const model::RuleId q : c.program.laws[st.named.law].rules) {
      if (q != stater && share_an_act(c.program, stater, q)) out.push_back(q);
    }
    return out;
  }

  std::string words(model::LawId law, model::RuleId rule) const {
    return rule.valid() ? model::qualified_name(c.program, rule) : c.program.laws[law].name;
  }

  bool unsure(const Statement& st) const {
    for (const model::RuleId r : staters(st)) {
      if (c.rules[r.index].partial) return true;
    }
    if (st.named.rule.valid()) return c.rules[st.named.rule.index].partial;
    for (const model::RuleId r : c.program.laws[st.named.law].rules) {
      if (c.rules[r.index].partial) return true;
    }
    return false;
  }

  IntervalSet days_of(model::RuleId id) const {
    const model::Rule& rule = c.program.rules[id];
    const auto& stated = rule.in_force ? rule.in_force : c.program.laws[rule.law].in_force;
    return stated.value_or(IntervalSet::all());
  }

  void never_meets(const Statement& st, Apart apart) {
    if (unsure(st)) return;
    const std::string own = words(st.law, st.rule);
    const std::string other = words(st.named.law, st.named.rule);
    Diagnostic& d = c.sink.report(Code::PrecedenceNeverMeets, st.path.span(), own, other);
    if (apart == Apart::Parties) {
      d.note("a rule `for every` party meets another one for the same party, and the two bind no common one");
      d.help("name rules that bind the same party, or take this statement back");
    } else if (apart == Apart::Days) {
      const model::Law& one = c.program.laws[st.law];
      const model::Law& two = c.program.laws[st.named.law];
      const bool member = one.jurisdiction.kind == model::Jurisdiction::Kind::Member;
      const std::string& place = (member ? one : two).jurisdiction.name;
      const std::string& group = (member ? two : one).jurisdiction.name;
      d.note("there is no day on which both are in force" +
             (same_order(one, two) ? "" : fmt::format(" and `{}` is a member of `{}`", place, group)));
      d.help("compare their `in force`, or take this statement back");
    } else if (st.named.rule.valid()) {
      d.note("they are for different case types");
      d.help("name a rule for the same case type, or take this statement back");
    } else {
      d.note(fmt::format("to name a law is to name its rules on the same party, action and argument; `{}` has none", other));
      d.help("name the rules that are meant, or take this statement back");
    }
  }

  void self(const Statement& st) {
    const std::string name = words(st.law, st.rule);
    c.sink.report(Code::PrecedenceCycle, st.path.span(), fmt::format("`{}` → `{}`", name, name)).help("name the other rule");
  }

  void add(model::StatementId said, bool wins, model::RuleId stater, model::RuleId other, const IntervalSet& days) {
    const model::RuleId winner = wins ? stater : other;
    const model::RuleId loser = wins ? other : stater;
    const auto [first, fresh] = known.emplace(std::pair{winner, loser}, c.program.precedence.size());
    if (fresh) c.program.precedence.push_back({winner, loser, days, {}});
    c.program.precedence[first->second].said.push_back(said);
  }

  void resolve(const Statement& st) {
    if (st.rule.valid() && st.named.rule == st.rule) return self(st);
    const IntervalSet days = precedence_days(c.program, c.program.laws[st.law], c.program.laws[st.named.law]);
    if (days.empty()) return across(st, words(st.law, st.rule), words(st.named.law, st.named.rule));
    const model::StatementId said = c.program.statements.add(
        {words(st.law, st.rule), words(st.named.law, st.named.rule), !st.named.rule.valid(), st.path.span()});
    Apart apart = Apart::NoRule;
    for (const model::RuleId r : staters(st)) {
      for (const model::RuleId q : named(st, r)) {
        if (q == r || c.program.rules[r].case_type != c.program.rules[q].case_type) continue;
        if (!share_a_party(c.program, r, q)) {
          apart = std::max(apart, Apart::Parties);
          continue;
        }
        apart = std::max(apart, days_of(r).intersect(days_of(q)).intersect(days).empty() ? Apart::Days : Apart::Never);
        add(said, st.wins, r, q, days);
      }
    }
    if (apart != Apart::Never && (apart != Apart::NoRule || !lifts_nothing(st))) never_meets(st, apart);
  }

  // A rule without norms that names a law lifts nothing: reported as a rule without norms.
  bool lifts_nothing(const Statement& st) const {
    return st.rule.valid() && st.wins && !st.named.rule.valid() && c.program.rules[st.rule].norms.empty();
  }
};

void check_bare_rules(Context& c, const std::vector<Statement>& statements) {
  std::map<model::RuleId, std::pair<std::size_t, std::size_t>> counts;  // rules and laws named after `notwithstanding`
  for (const Statement& st : statements) {
    if (st.rule.valid() && st.wins) ++(st.named.rule.valid() ? counts[st.rule].first : counts[st.rule].second);
  }
  for (const auto& [id, count] : counts) {
    const model::Rule& rule = c.program.rules[id];
    if (!rule.norms.empty() || c.rules[id.index].partial || count.first > 0) continue;
    c.sink.report(Code::NoNorm, rule.span, rule.name)
        .note("to name a law is to name its rules on the acts of this rule's norms, and it has none")
        .help("name the rules that it lifts");
  }
}

}  // namespace

bool same_order(const model::Law& a, const model::Law& b) {
  const bool own = a.jurisdiction.kind == model::Jurisdiction::Kind::Own || b.jurisdiction.kind == model::Jurisdiction::Kind::Own;
  return own ? &a == &b : a.jurisdiction.name == b.jurisdiction.name;
}

IntervalSet precedence_days(const model::Program& program, const model::Law& a, const model::Law& b) {
  if (same_order(a, b)) return IntervalSet::all();
  const model::Jurisdiction* group = &a.jurisdiction;
  const model::Jurisdiction* place = &b.jurisdiction;
  if (group->kind != model::Jurisdiction::Kind::Group) std::swap(group, place);
  if (group->kind != model::Jurisdiction::Kind::Group || place->kind != model::Jurisdiction::Kind::Member) return {};
  const model::Group& g = program.groups[group->group];
  if (g.of != place->enumeration || place->member >= g.members.days.size()) return {};
  return g.members.days[place->member];
}

void check_precedence(Context& c) {
  Statements statements{c};
  each(c, NodeKind::law_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    const model::LawId law(*index);
    statements.read(law, {}, d);
    for (const model::RuleId rule : c.program.laws[law].rules) statements.read(law, rule, c.rules[rule.index].node);
  });
  Resolver resolver{c};
  for (const Statement& st : statements.all) resolver.resolve(st);
  check_bare_rules(c, statements.all);
  report_cycles(c);
}

}  // namespace jur::checking
