#include "verify/word_conditions.h"

#include <algorithm>
#include <set>

#include "verify/search.h"

namespace jur::proof {
namespace {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using core::Word;

bool is_duty(const core::Norm& n) { return n.kind == NormKind::Duty || n.kind == NormKind::Keep; }

core::DateStep step_of(Duration d) {
  switch (d.unit) {
    case TimeUnit::Hour:
      return {false, d.count == 0 ? 0 : (d.count - 1) / 24};
    case TimeUnit::Day:
      return {false, d.count};
    case TimeUnit::Week:
      return {false, d.count * 7};
    case TimeUnit::Month:
      return {true, d.count};
    case TimeUnit::Year:
      return {true, d.count * 12};
  }
  return {};
}

template <class Pairs>
CondId any_of(core::Builder& build, const Pairs& pairs) {
  std::vector<CondId> out;
  for (const auto& p : pairs) out.push_back(p.second);
  return build.any(out);
}

}  // namespace

WordConditions::WordConditions(Inquiry& q) : q_(q), conditions_(q.conditions()), build_(q.conditions().builder()) {}

bool WordConditions::on_way(ActId from, ActId act, ActId to) const {
  const auto reaches = [&](ActId a, ActId b) {
    const auto all = conditions_.closure(a);
    return std::binary_search(all.begin(), all.end(), b);
  };
  return reaches(from, act) && reaches(act, to);
}

bool WordConditions::has_effect(const core::Norm& n) const {
  const core::Cond& c = q_.program().conds[n.effect];
  return c.op != core::Op::Const || c.count != 0;
}

const WordConditions::Grounds& WordConditions::grounds(ActId act) {
  const auto [it, fresh] = grounds_.try_emplace(act);
  Grounds& out = it->second;
  if (!fresh) return out;
  const core::Program& p = q_.program();
  for (const NormId id : p.norms.ids()) {
    const core::Norm& n = p.norms[id];
    if (!has_effect(n)) continue;
    if (is_duty(n) && on_way(n.act, act, act)) {
      out.requiring.emplace_back(id, build_.all({n.effect, conditions_.implies(n.act, act)}));
    } else if (n.act == act && n.kind == NormKind::May) {
      out.permitting.emplace_back(id, n.effect);
    } else if (n.act == act && n.kind == NormKind::NeedNot) {
      out.exempting.emplace_back(id, n.effect);
    }
  }
  find_forbidding(act, out.forbidding);
  find_clashes(act, out);
  return out;
}

void WordConditions::find_forbidding(ActId act, Reasons& out) {
  const core::Program& p = q_.program();
  for (const ActId x : conditions_.closure(act)) {
    const CondId reached = conditions_.implies(act, x);
    for (const NormId id : p.norms.ids()) {
      const core::Norm& n = p.norms[id];
      if (n.act == x && n.kind == NormKind::Ban) out.emplace_back(id, build_.all({n.effect, reached}));
    }
    for (const core::Exclusion& e : p.exclusions) {
      if (e.a != x && e.b != x) continue;
      const ActId because = e.a == x ? e.b : e.a;
      for (const NormId id : p.norms.ids()) {
        const core::Norm& n = p.norms[id];
        if (!is_duty(n) || !has_effect(n) || !on_way(n.act, because, because)) continue;
        out.emplace_back(id, build_.all({n.effect, conditions_.implies(n.act, because), e.when, reached}));
      }
    }
  }
}

// The act need not lie on the way that makes a set clash: another way between rules of the set is enough.
void WordConditions::find_clashes(ActId act, Grounds& out) {
  const core::Program& p = q_.program();
  std::set<Rules> all(large_sets().begin(), large_sets().end());
  std::set<Rules> touched;
  for (const NormId duty : p.norms.ids()) {
    const core::Norm& n = p.norms[duty];
    if (!is_duty(n) || !has_effect(n)) continue;
    for (const NormId source : conditions_.adversaries(duty)) {
      const core::Norm& other = p.norms[source];
      if (!has_effect(other) || !conditions_.outline(duty).meets(conditions_.outline(source))) continue;
      Rules rules{n.rule, other.rule};
      std::sort(rules.begin(), rules.end());
      rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
      all.insert(rules);
      if (touched.contains(rules)) continue;
      const auto strikes = conditions_.strikes(duty, source);
      const bool touches =
          on_way(n.act, act, act) || std::any_of(strikes.begin(), strikes.end(), [&](const Conditions::Strike& s) {
            return s.because.valid() && on_way(other.act, act, s.because);
          });
      if (touches) touched.insert(std::move(rules));
    }
  }
  for (const Rules& rules : all) {
    bool may_be = rules.size() > 2 || touched.contains(rules);
    for (const core::RuleId r : rules) may_be = may_be || touched.contains({r});
    const CondId is_act = may_be ? conditions_.is_act(rules, act) : build_.never();
    if (is_act == build_.never()) continue;
    const CondId c = build_.all({conditions_.minimal_clash(rules), is_act});
    if (c != build_.never()) out.clashes.emplace_back(rules, c);
  }
}

const std::vector<Rules>& WordConditions::large_sets() {
  if (large_) return *large_;
  large_.emplace();
  if (conditions_.chains().empty()) return *large_;
  for (const Suspect& s : find_suspects(q_, VerifyOptions{}).all) {
    for (const auto& way : s.ways) {
      if (!s.permission && way.first.size() > 2) large_->push_back(way.first);
    }
  }
  return *large_;
}

CondId WordConditions::word(ActId act, Word w) {
  const Grounds& g = grounds(act);
  const std::vector<std::pair<Word, CondId>> in_order{
      {Word::Contradictory, any_of(build_, g.clashes)}, {Word::Required, any_of(build_, g.requiring)},
      {Word::Forbidden, any_of(build_, g.forbidding)},  {Word::Permitted, any_of(build_, g.permitting)},
      {Word::Exempt, any_of(build_, g.exempting)},      {Word::Silent, build_.always()}};
  std::vector<CondId> parts;
  for (const auto& [word, c] : in_order) {
    if (word == w) {
      parts.push_back(c);
      return build_.all(parts);
    }
    parts.push_back(build_.not_(c));
  }
  return build_.never();
}

const WordConditions::Reasons* WordConditions::reasons(const Grounds& g, Word w) {
  switch (w) {
    case Word::Required:
      return &g.requiring;
    case Word::Forbidden:
      return &g.forbidding;
    case Word::Permitted:
      return &g.permitting;
    case Word::Exempt:
      return &g.exempting;
    case Word::Undetermined:
    case Word::Contradictory:
    case Word::Silent:
      break;
  }
  return nullptr;
}

const WordConditions::Reasons& WordConditions::reasons(ActId act, Word w) {
  const Reasons* out = reasons(grounds(act), w);
  return out == nullptr ? no_reasons_ : *out;
}

CondId WordConditions::behind(ActId act, Word w, const std::string& name) {
  const core::Program& p = q_.program();
  const Grounds& g = grounds(act);
  std::vector<CondId> ways;
  if (w == Word::Contradictory) {
    for (const auto& [rules, c] : g.clashes) {
      const auto named = [&](core::RuleId r) { return p.rules[r].name == name; };
      if (std::any_of(rules.begin(), rules.end(), named)) ways.push_back(c);
    }
  }
  if (const Reasons* all = reasons(g, w)) {
    for (const auto& [norm, c] : *all) {
      if (p.rules[p.norms[norm].rule].name == name) ways.push_back(c);
    }
  }
  return build_.any(ways);
}

CondId WordConditions::by(const core::Expectation& e) {
  const core::Program& p = q_.program();
  std::set<std::string> wanted;
  for (const core::RuleId r : e.by) wanted.insert(p.rules[r].name);
  std::vector<CondId> parts;
  for (const std::string& name : wanted) parts.push_back(behind(e.act, e.word, name));
  std::set<std::string> others;
  for (const core::Rule& r : p.rules.all()) {
    if (e.by_only && !wanted.contains(r.name)) others.insert(r.name);
  }
  for (const std::string& name : others) parts.push_back(build_.not_(behind(e.act, e.word, name)));
  return build_.all(parts);
}

CondId WordConditions::within(const core::Expectation& e) {
  const core::Program& p = q_.program();
  const core::DateTerm latest{p.as_of, {}, {step_of(*e.within)}};
  std::vector<CondId> ways;
  for (const auto& [norm, c] : grounds(e.act).requiring) {
    const core::Norm& n = p.norms[norm];
    if (n.kind == NormKind::Duty && n.period.until) ways.push_back(build_.all({c, build_.not_after(*n.period.until, latest)}));
  }
  return build_.any(ways);
}

CondId WordConditions::met(const core::Expectation& e) {
  std::vector<CondId> parts{word(e.act, e.word)};
  if (e.has_by) parts.push_back(by(e));
  if (e.within) parts.push_back(within(e));
  const CondId out = build_.all(parts);
  return e.negated ? build_.not_(out) : out;
}

}  // namespace jur::proof
