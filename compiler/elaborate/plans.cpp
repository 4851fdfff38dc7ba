#include "elaborate/plans.h"

#include <algorithm>
#include <map>
#include <set>

namespace jur::elaborating {
namespace {

using Laws = std::vector<model::LawId>;

bool covers(const Laws& all, const Laws& some) { return std::includes(all.begin(), all.end(), some.begin(), some.end()); }

class Planner {
 public:
  Planner(const model::Program& program, const std::vector<model::ModuleId>& modules)
      : p_(program), asked_(modules.begin(), modules.end()) {}

  std::vector<Plan> make() {
    for (const model::Decision& d : p_.decisions) {
      if (asked_.contains(d.module)) of_decision(d);
    }
    for (const model::ModuleId m : asked_) {
      for (const model::CaseId c : p_.cases.ids()) plan_laws(m, c);
    }
    drop_smaller();
    for (const model::ScenarioId s : p_.scenarios.ids()) {
      const model::Scenario& scenario = p_.scenarios[s];
      if (asked_.contains(scenario.module)) plans_[judge(scenario)].scenarios.push_back(s);
    }
    for (std::size_t i = 0; i < p_.properties.size(); ++i) {
      const model::Property& property = p_.properties[i];
      if (asked_.contains(property.module)) plans_[judge(property)].properties.push_back(i);
    }
    for (const model::Acceptance& a : p_.acceptances) {
      if (asked_.contains(a.module) && a.case_type.valid() && !is_part(a)) of_sight(a.module, a.case_type, false);
    }
    return std::move(plans_);
  }

 private:
  [[nodiscard]] Laws laws_in_sight(model::ModuleId m, model::CaseId c) const {
    const auto seen = model::in_sight(p_, m);
    Laws out;
    for (const model::LawId l : p_.laws.ids()) {
      const model::Law& law = p_.laws[l];
      const bool here = law.case_type == c || std::any_of(law.rules.begin(), law.rules.end(),
                                                          [&](model::RuleId r) { return p_.rules[r].case_type == c; });
      if (here && std::binary_search(seen.begin(), seen.end(), law.module)) out.push_back(l);
    }
    return out;
  }

  // Some program has laws of each of its sides.
  [[nodiscard]] bool is_part(const model::Acceptance& a) const {
    return std::any_of(plans_.begin(), plans_.end(), [&](const Plan& plan) {
      const auto known = model::loaded(p_, plan.module);
      if (plan.case_type != a.case_type || std::find(known.begin(), known.end(), a.module) == known.end()) return false;
      return std::all_of(a.sides.begin(), a.sides.end(), [&](const std::vector<model::RuleRef>& side) {
        return std::any_of(side.begin(), side.end(), [&](const model::RuleRef& ref) {
          return std::binary_search(plan.laws.begin(), plan.laws.end(), ref.law);
        });
      });
    });
  }

  [[nodiscard]] Laws laws_of(const model::Decision& d) const {
    if (!d.laws) return laws_in_sight(d.module, d.case_type);
    Laws out = *d.laws;
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  [[nodiscard]] std::vector<const model::Decision*> decisions_in_sight(model::ModuleId m, model::CaseId c) const {
    const auto seen = model::in_sight(p_, m);
    std::vector<const model::Decision*> out;
    for (const model::Decision& d : p_.decisions) {
      if (d.case_type == c && std::binary_search(seen.begin(), seen.end(), d.module)) out.push_back(&d);
    }
    return out;
  }

  std::size_t of_decision(const model::Decision& d) {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      if (plans_[i].decision == &d) return i;
    }
    Plan plan;
    plan.module = d.module;
    plan.decision = &d;
    plan.case_type = d.case_type;
    plan.laws = laws_of(d);
    plans_.push_back(std::move(plan));
    return plans_.size() - 1;
  }

  std::size_t of_sight(model::ModuleId m, model::CaseId c, bool judged) {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      if (plans_[i].decision == nullptr && plans_[i].module == m && plans_[i].case_type == c) return i;
    }
    Plan plan;
    plan.module = m;
    plan.case_type = c;
    plan.laws = laws_in_sight(m, c);
    plan.judged = judged;
    plans_.push_back(std::move(plan));
    return plans_.size() - 1;
  }

  // Every law in sight of a file that was asked about is looked at in some program, with all laws beside it that the file sees.
  void plan_laws(model::ModuleId m, model::CaseId c) {
    const Laws laws = laws_in_sight(m, c);
    if (laws.empty()) return;
    const auto decisions = decisions_in_sight(m, c);
    for (const model::Decision* d : decisions) {
      if (d->module == m) return;
    }
    for (const Plan& plan : plans_) {
      if (plan.decision != nullptr && plan.case_type == c && covers(plan.laws, laws)) return;
    }
    for (const model::Decision* d : decisions) {
      if (!covers(laws_of(*d), laws)) continue;
      of_decision(*d);
      return;
    }
    of_sight(m, c, true);
  }

  // Of programs without a decision, those remain whose laws are not all laws of another.
  void drop_smaller() {
    std::vector<Plan> kept;
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      bool needed = true;
      for (std::size_t j = 0; j < plans_.size() && plans_[i].decision == nullptr; ++j) {
        if (j == i || plans_[j].case_type != plans_[i].case_type || !covers(plans_[j].laws, plans_[i].laws)) continue;
        if (plans_[j].laws != plans_[i].laws || j < i) needed = false;
      }
      if (needed) kept.push_back(plans_[i]);
    }
    plans_ = std::move(kept);
  }

  // The decision that a test is for; else the only one in sight of its file; else all laws in sight.
  template <class Test>
  std::size_t judge(const Test& test) {
    if (test.all_laws) return of_sight(test.module, test.case_type, false);
    const auto decisions = decisions_in_sight(test.module, test.case_type);
    if (!test.decision && decisions.size() != 1) return of_sight(test.module, test.case_type, false);
    const model::Decision& decision = test.decision ? p_.decisions[*test.decision] : *decisions[0];
    const bool known = std::any_of(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.decision == &decision; });
    const std::size_t at = of_decision(decision);
    if (!known) plans_[at].judged = false;
    return at;
  }

  const model::Program& p_;
  std::set<model::ModuleId> asked_;
  std::vector<Plan> plans_;
};

}  // namespace

std::vector<Plan> make_plans(const model::Program& program, const std::vector<model::ModuleId>& modules) {
  return Planner(program, modules).make();
}

std::vector<Plan> plan_assumptions(const model::Program& program, const std::vector<model::ModuleId>& modules,
                                   const std::vector<Plan>& made) {
  std::set<std::pair<model::CaseId, std::vector<model::ModuleId>>> known;
  const auto assumed_in = [&](model::ModuleId module, model::CaseId c) {
    const auto loaded = model::loaded(program, module);
    std::set<model::ModuleId> out;
    for (const model::Assumption& a : program.assumptions) {
      if (a.case_type == c && std::find(loaded.begin(), loaded.end(), a.module) != loaded.end()) out.insert(a.module);
    }
    return std::vector<model::ModuleId>(out.begin(), out.end());
  };
  const auto told = [&](model::CaseId c, const std::vector<model::ModuleId>& some) {
    return std::any_of(known.begin(), known.end(), [&](const auto& k) {
      return k.first == c && std::includes(k.second.begin(), k.second.end(), some.begin(), some.end());
    });
  };
  for (const Plan& plan : made) {
    if (plan.judged) known.emplace(plan.case_type, assumed_in(plan.module, plan.case_type));
  }
  std::vector<Plan> out;
  for (const model::ModuleId m : modules) {
    for (const model::CaseId c : program.cases.ids()) {
      std::vector<model::ModuleId> assumed = assumed_in(m, c);
      if (assumed.empty() || told(c, assumed)) continue;
      known.emplace(c, std::move(assumed));
      Plan plan;
      plan.module = m;
      plan.case_type = c;
      out.push_back(std::move(plan));
    }
  }
  return out;
}

}  // namespace jur::elaborating
