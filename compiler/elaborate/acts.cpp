#include <set>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

// The actions that a program knows, and the arguments named of each type: its slots.
struct Named {
  std::set<model::ActionId> actions;
  std::map<model::EnumId, std::set<std::uint32_t>> slots;

  void note(const Work& w, model::ActionId action, const model::Argument& argument) {
    if (!action.valid()) return;
    actions.insert(action);
    const model::EnumId type = w.model.actions[action].parameter;
    if (type.valid() && argument.kind == model::Argument::Kind::Member) slots[type].insert(argument.member);
  }
};

void note_tests(const Work& w, Named& named) {
  const auto note = [&](const std::vector<model::Expectation>& all) {
    for (const model::Expectation& e : all) {
      if (e.kind == model::Expectation::Kind::Verdict) named.note(w, e.act.action, e.act.argument);
    }
  };
  for (const model::ScenarioId s : w.plan.scenarios) note(w.model.scenarios[s].expectations);
  for (const std::size_t p : w.plan.properties) note(w.model.properties[p].expectations);
}

Named named_of(const Work& w) {
  Named named;
  for (const model::ActionId a : w.model.actions.ids()) {
    if (w.has_loaded(w.model.actions[a].module)) named.actions.insert(a);
  }
  for (const model::Law& law : w.model.laws.all()) {
    if (!w.has_loaded(law.module)) continue;
    for (const model::RuleId r : law.rules) {
      for (const model::Norm& n : w.model.rules[r].norms) named.note(w, n.act.action, n.act.argument);
    }
  }
  for (const model::Relate& r : w.model.relates) {
    if (!w.has_loaded(r.module)) continue;
    named.note(w, r.from.action, r.from.argument);
    named.note(w, r.to.action, r.to.argument);
  }
  for (const model::Decision& d : w.model.decisions) {
    if (!w.has_loaded(d.module)) continue;
    for (const model::Output& o : d.outputs) named.note(w, o.action, o.argument);
  }
  note_tests(w, named);
  return named;
}

}  // namespace

void enter_acts(Work& w) {
  const Named named = named_of(w);
  for (const std::uint32_t party : w.parties) {
    for (const model::ActionId a : named.actions) {
      const model::Action& action = w.model.actions[a];
      core::Act act;
      act.party = w.case_type().members[party].field.name;
      act.action = action.name;
      act.title = action.title;
      const bool elsewhere = action.possible_case.valid() && action.possible_case != w.plan.case_type;
      act.possible = elsewhere ? w.build.always() : condition_or_always(w, action.possible, {});
      act.origin = action.span;
      if (!action.parameter.valid()) {
        w.acts.emplace(ActKey{party, a, kNoSlot}, w.out.acts.add(std::move(act)));
        continue;
      }
      const model::EnumType& type = w.model.enums[action.parameter];
      const auto slots = named.slots.find(action.parameter);
      if (slots == named.slots.end()) continue;
      for (const std::uint32_t slot : slots->second) {
        core::Act one = act;
        one.action += "(" + type.members[slot].name + ")";
        one.parameter = type.module.valid() ? w.model.modules[type.module].name + "." + type.name : type.name;
        w.acts.emplace(ActKey{party, a, slot}, w.out.acts.add(std::move(one)));
      }
    }
  }
}

core::ActId act_of(const Work& w, std::uint32_t party, model::ActionId action, const model::Argument& argument) {
  const std::uint32_t slot = argument.kind == model::Argument::Kind::Member ? argument.member : kNoSlot;
  const auto it = w.acts.find({party, action, slot});
  return it == w.acts.end() ? core::ActId() : it->second;
}

std::vector<std::uint32_t> slots_of(const Work& w, model::ActionId action) {
  std::vector<std::uint32_t> out;
  if (w.parties.empty()) return out;
  const auto first = w.acts.lower_bound({w.parties[0], action, 0});
  for (auto it = first; it != w.acts.end() && std::get<0>(it->first) == w.parties[0] && std::get<1>(it->first) == action; ++it) {
    out.push_back(std::get<2>(it->first));
  }
  return out;
}

}  // namespace jur::elaborating
