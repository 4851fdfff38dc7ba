#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

std::vector<core::RuleId> side_of(const Work& w, const std::vector<model::RuleRef>& refs) {
  std::vector<core::RuleId> out;
  const auto add = [&](model::RuleId rule) {
    const auto it = w.rules.find(rule);
    if (it == w.rules.end()) return;
    for (const auto& instance : it->second) out.push_back(instance.rule);
  };
  for (const model::RuleRef& ref : refs) {
    if (ref.rule.valid()) {
      add(ref.rule);
    } else if (ref.law.valid()) {
      for (const model::RuleId rule : w.model.laws[ref.law].rules) add(rule);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// A side that is no part of the program: this is not the program to say whether the acceptance covers anything.
bool outside(const Work& w, const model::Acceptance& a) {
  return std::any_of(a.sides.begin(), a.sides.end(), [&](const std::vector<model::RuleRef>& side) {
    return std::none_of(side.begin(), side.end(), [&](const model::RuleRef& ref) { return w.laws.contains(ref.law); });
  });
}

}  // namespace

void enter_routes(Work& w) {
  for (const model::RouteId id : w.model.routes.ids()) {
    const model::Route& r = w.model.routes[id];
    if (!w.has_loaded(r.module) || r.case_type != w.plan.case_type) continue;
    core::Route out;
    out.name = r.name;
    out.title = r.title;
    out.available = condition_or_always(w, r.available, {});
    for (const model::RouteStep& s : r.steps) {
      const core::FactId fact = w.facts.at(s.place);
      if (!fact.valid()) continue;
      const core::DomainId domain = w.out.facts[fact].domain;
      out.steps.push_back({fact, s.adds, value_of(s.value, domain.valid() ? w.out.domains[domain].members.size() : 0), s.span});
    }
    out.span = r.span;
    w.routes.emplace(id, w.out.routes.add(std::move(out)));
  }
}

void enter_acceptances(Work& w) {
  for (const model::Acceptance& a : w.model.acceptances) {
    if (!w.has_loaded(a.module) || (a.case_type.valid() && a.case_type != w.plan.case_type)) continue;
    core::Acceptance out;
    for (const auto& refs : a.sides) out.sides.push_back(side_of(w, refs));
    if (outside(w, a)) continue;
    out.when = condition_or_always(w, a.when, {});
    out.reason = a.reason;
    out.refer = a.refer;
    out.cite = a.cite;
    for (const model::RouteId r : a.routes) {
      const auto route = w.routes.find(r);
      if (route != w.routes.end()) out.routes.push_back(route->second);
    }
    out.until = a.until;
    out.library = w.model.modules[a.module].library && !w.asked[a.module.index];
    out.span = a.span;
    w.out.acceptances.add(std::move(out));
  }
}

void enter_outputs(Work& w) {
  if (w.plan.decision == nullptr) {
    for (const core::ActId a : w.out.acts.ids()) w.out.outputs.push_back(a);
    return;
  }
  for (const model::Output& o : w.plan.decision->outputs) {
    std::vector<std::uint32_t> slots{o.argument.kind == model::Argument::Kind::Member ? o.argument.member : kNoSlot};
    if (o.argument.kind == model::Argument::Kind::None && w.model.actions[o.action].parameter.valid())
      slots = slots_of(w, o.action);
    for (const std::uint32_t slot : slots) {
      const auto it = w.acts.find({o.party, o.action, slot});
      if (it == w.acts.end()) continue;
      const bool fresh = std::find(w.out.outputs.begin(), w.out.outputs.end(), it->second) == w.out.outputs.end();
      if (fresh) w.out.outputs.push_back(it->second);
    }
  }
}

}  // namespace jur::elaborating
