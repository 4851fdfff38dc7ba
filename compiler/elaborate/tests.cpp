#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

core::Word word_of(std::string_view name) {
  for (std::size_t i = 0; i < core::kWords; ++i) {
    const auto word = static_cast<core::Word>(i);
    if (name == core::word_name(word)) return word;
  }
  return core::Word::Silent;
}

void outside(Work& w, const model::RuleRef& ref) {
  const std::string name = ref.rule.valid() ? model::qualified_name(w.model, ref.rule) : w.model.laws[ref.law].name;
  w.sink.report(Code::OutsideDecision, ref.span, name, w.out.name)
      .help("a decision knows the laws that it lists; without a list, those that its file sees");
}

// The rules that a reference names; of a rule for every party, that of `party` if it has one.
std::vector<core::RuleId> rules_of(Work& w, const model::RuleRef& ref, std::uint32_t party) {
  std::vector<model::RuleId> named;
  if (ref.rule.valid()) {
    named.push_back(ref.rule);
  } else if (w.laws.contains(ref.law)) {
    std::copy_if(w.model.laws[ref.law].rules.begin(), w.model.laws[ref.law].rules.end(), std::back_inserter(named),
                 [&](model::RuleId r) { return w.rules.contains(r); });
  } else {
    outside(w, ref);
  }
  std::vector<core::RuleId> out;
  for (const model::RuleId r : named) {
    const auto it = w.rules.find(r);
    if (it == w.rules.end()) {
      outside(w, ref);
      return {};
    }
    const auto& all = it->second;
    const auto own = std::find_if(all.begin(), all.end(), [&](const auto& i) { return i.party == party; });
    if (own != all.end()) {
      out.push_back(own->rule);
    } else {
      for (const auto& instance : all) out.push_back(instance.rule);
    }
  }
  return out;
}

std::optional<core::Expectation> expectation_of(Work& w, const model::Expectation& e) {
  core::Expectation out;
  out.negated = e.negated;
  out.span = e.span;
  switch (e.kind) {
    case model::Expectation::Kind::Verdict:
      out.kind = core::Expectation::Kind::Verdict;
      out.act = act_of(w, e.act.party, e.act.action, e.act.argument);
      if (!out.act.valid()) return std::nullopt;
      out.word = word_of(e.word);
      if (e.under) out.under = order_of(w, *e.under, e.under_law);
      for (const model::RuleRef& ref : e.by) {
        const auto rules = rules_of(w, ref, e.act.party);
        if (rules.empty()) return std::nullopt;
        out.by.insert(out.by.end(), rules.begin(), rules.end());
      }
      out.has_by = e.has_by;
      out.by_only = e.by_only;
      out.within = e.within;
      return out;
    case model::Expectation::Kind::Applies:
      out.kind = core::Expectation::Kind::Applies;
      out.rules = rules_of(w, e.rule, model::Act::kEveryParty);
      if (out.rules.empty()) return std::nullopt;
      return out;
    case model::Expectation::Kind::InForce: {
      out.kind = core::Expectation::Kind::InForce;
      const auto law = w.laws.find(e.rule.law);
      if (law == w.laws.end()) {
        outside(w, e.rule);
        return std::nullopt;
      }
      out.law = law->second;
      return out;
    }
    case model::Expectation::Kind::Holds:
      out.kind = core::Expectation::Kind::Holds;
      out.cond = condition(w, e.condition, {});
      return out;
  }
  return std::nullopt;
}

std::vector<core::Expectation> expectations_of(Work& w, const std::vector<model::Expectation>& all) {
  std::vector<core::Expectation> out;
  for (const model::Expectation& e : all) {
    if (auto made = expectation_of(w, e)) out.push_back(std::move(*made));
  }
  return out;
}

core::Case facts_of(Work& w, const model::Scenario& s) {
  core::Case facts;
  facts.values.resize(w.out.facts.size());
  std::vector<bool> given(w.out.facts.size());
  for (const model::Setting& setting : s.settings) {
    const core::FactId f = w.facts.find(setting.place);
    if (!f.valid()) continue;
    const core::DomainId domain = w.out.facts[f].domain;
    facts[f] = value_of(setting.value, domain.valid() ? w.out.domains[domain].members.size() : 0);
    given[f.index] = true;
  }
  for (const core::FactId f : w.out.facts.ids()) {
    const core::Fact& fact = w.out.facts[f];
    if (given[f.index]) continue;
    if (fact.fallback) {
      facts[f] = *fact.fallback;
    } else if (!fact.optional) {
      w.sink.report(Code::ScenarioIncomplete, s.span, s.name, fact.name);
    }
  }
  return facts;
}

}  // namespace

void enter_tests(Work& w) {
  for (const model::ScenarioId id : w.plan.scenarios) {
    const model::Scenario& s = w.model.scenarios[id];
    w.out.scenarios.push_back({s.name, {}, expectations_of(w, s.expectations), s.span});
  }
  for (const std::size_t i : w.plan.properties) {
    const model::Property& p = w.model.properties[i];
    w.out.properties.push_back({p.name, condition_or_always(w, p.when, {}), expectations_of(w, p.expectations), p.span});
  }
  // Last: a condition may have entered facts that the decision's laws do not ask for.
  for (std::size_t i = 0; i < w.plan.scenarios.size(); ++i) {
    w.out.scenarios[i].facts = facts_of(w, w.model.scenarios[w.plan.scenarios[i]]);
  }
}

}  // namespace jur::elaborating
