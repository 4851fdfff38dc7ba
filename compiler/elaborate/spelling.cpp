#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using core::Spelling;
using Modules = std::vector<model::ModuleId>;  // ascending

bool contains(const Modules& all, model::ModuleId m) { return std::binary_search(all.begin(), all.end(), m); }

// The declarations of one kind, as a file has to name them.
class Names {
 public:
  template <class All>
  Names(const model::Program& program, model::ModuleId from, Modules seen, const All& all)
      : p_(program), from_(from), seen_(std::move(seen)) {
    for (const auto& declared : all) {
      if (contains(seen_, declared.module)) by_name_[declared.name].push_back(declared.module);
    }
  }

  [[nodiscard]] bool sees(model::ModuleId module) const { return contains(seen_, module); }
  // What stands before the name of a declaration of a module in sight.
  [[nodiscard]] std::string before(const std::string& name, model::ModuleId module) const {
    const Modules& all = by_name_.at(name);
    return module == from_ || all.size() == 1 ? "" : qualifier(module) + ".";
  }

 private:
  [[nodiscard]] std::string qualifier(model::ModuleId module) const {
    const std::string& full = p_.modules[module].name;
    const std::string last = last_part(full);
    const auto same =
        std::count_if(seen_.begin(), seen_.end(), [&](model::ModuleId m) { return last_part(p_.modules[m].name) == last; });
    return same == 1 ? last : full;
  }
  static std::string last_part(const std::string& dotted) { return dotted.substr(dotted.rfind('.') + 1); }

  const model::Program& p_;
  model::ModuleId from_;
  Modules seen_;
  std::map<std::string, Modules> by_name_;
};

class Speller {
 public:
  Speller(const Work& w, model::ModuleId from) : w_(w), p_(w.model), from_(from), seen_(model::in_sight(p_, from)) {}

  Spelling make() {
    Spelling out;
    out.file = p_.modules[from_].file;
    spell_for(out);
    spell_laws(out);
    spell_acts(out);
    return out;
  }

 private:
  [[nodiscard]] bool for_this(const model::Law& l) const {
    const model::CaseId c = w_.plan.case_type;
    return l.case_type == c ||
           std::any_of(l.rules.begin(), l.rules.end(), [&](model::RuleId r) { return p_.rules[r].case_type == c; });
  }
  // Whoever sees the module sees no laws that the program does not have.
  [[nodiscard]] bool adds_no_law(model::ModuleId m) const {
    for (const model::LawId l : p_.laws.ids()) {
      if (p_.laws[l].module == m && for_this(p_.laws[l]) && !w_.laws.contains(l)) return false;
    }
    return true;
  }
  [[nodiscard]] std::size_t decisions_in(const Modules& seen) const {
    return static_cast<std::size_t>(std::count_if(p_.decisions.begin(), p_.decisions.end(), [&](const model::Decision& d) {
      return d.case_type == w_.plan.case_type && contains(seen, d.module);
    }));
  }
  [[nodiscard]] Modules with(model::ModuleId m) const {
    Modules out = seen_;
    if (!contains(out, m)) out.insert(std::upper_bound(out.begin(), out.end(), m), m);
    return out;
  }

  void spell_for(Spelling& out) {
    const model::CaseType& type = w_.case_type();
    const model::Decision* decision = w_.plan.decision;
    const bool alone = decisions_in(seen_) == 1;
    if (decision != nullptr && (!alone || !contains(seen_, type.module))) {
      const Names names(p_, from_, seen_, p_.decisions);
      if (names.sees(decision->module)) out.scenario_for = names.before(decision->name, decision->module) + decision->name;
      return;
    }
    if (decision == nullptr && !contains(seen_, type.module)) {
      if (!adds_no_law(type.module)) return;
      out.use = p_.modules[type.module].name;
      seen_ = with(type.module);
    }
    out.scenario_for = Names(p_, from_, seen_, p_.cases.all()).before(type.name, type.module) + type.name;
    if (decision == nullptr && decisions_in(seen_) == 1) out.scenario_for += " under all laws";
  }

  void spell_laws(Spelling& out) {
    const Names names(p_, from_, seen_, p_.laws.all());
    for (const model::LawId l : w_.plan.laws) {
      const model::Law& law = p_.laws[l];
      const bool known = names.sees(law.module);
      out.laws.push_back({known ? names.before(law.name, law.module) : "", "", known});
    }
  }

  void spell_acts(Spelling& out) {
    std::map<model::ModuleId, std::pair<Names, bool>> unseen;  // and whether `use` leaves the program as it is
    const Names names(p_, from_, seen_, p_.actions.all());
    out.acts.resize(w_.out.acts.size());
    for (const auto& [key, act] : w_.acts) {
      const model::Action& action = p_.actions[std::get<model::ActionId>(key)];
      Spelling::Name& name = out.acts[act.index];
      if (names.sees(action.module)) {
        name.before = names.before(action.name, action.module);
        continue;
      }
      auto at = unseen.find(action.module);
      if (at == unseen.end()) {
        const Modules seen = with(action.module);
        const bool same = adds_no_law(action.module) && decisions_in(seen) == decisions_in(seen_);
        at = unseen.emplace(action.module, std::pair(Names(p_, from_, seen, p_.actions.all()), same)).first;
      }
      name = {at->second.first.before(action.name, action.module), p_.modules[action.module].name, at->second.second};
    }
  }

  const Work& w_;
  const model::Program& p_;
  model::ModuleId from_;
  Modules seen_;
};

}  // namespace

void enter_spellings(Work& w) {
  Modules files{w.plan.module};
  for (const std::size_t i : w.plan.properties) {
    const model::ModuleId m = w.model.properties[i].module;
    if (std::find(files.begin(), files.end(), m) == files.end()) files.push_back(m);
  }
  for (const model::ModuleId m : files) w.out.spellings.push_back(Speller(w, m).make());
}

}  // namespace jur::elaborating
