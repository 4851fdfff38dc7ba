#include <set>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using Acts = std::vector<core::ActId>;
using Slots = std::map<std::string, std::uint32_t>;  // of the variables

// The acts of a pattern for one party; without an argument, all slots.
Acts acts_of(const Work& w, std::uint32_t party, const model::Act& pattern, const Slots& variables) {
  Acts out;
  model::Argument argument = pattern.argument;
  if (argument.kind == model::Argument::Kind::Variable) {
    const auto it = variables.find(argument.variable);
    if (it == variables.end()) return out;
    argument = {model::Argument::Kind::Member, it->second, {}};
  }
  std::vector<std::uint32_t> slots{argument.kind == model::Argument::Kind::Member ? argument.member : kNoSlot};
  if (argument.kind == model::Argument::Kind::None && w.model.actions[pattern.action].parameter.valid()) {
    slots = slots_of(w, pattern.action);
  }
  for (const std::uint32_t slot : slots) {
    const auto it = w.acts.find({party, pattern.action, slot});
    if (it != w.acts.end()) out.push_back(it->second);
  }
  return out;
}

class Conduct {
 public:
  explicit Conduct(Work& w) : w_(w) {}

  void exclude(const Acts& as, const Acts& bs, CondId when, Span span) {
    if (when == w_.build.never()) return;
    for (const core::ActId a : as) {
      for (const core::ActId b : bs) {
        if (a == b) {
          w_.sink.report(Code::ActionExcludesItself, span, w_.out.acts[a].action)
              .help("say `when a is not b` of the two arguments");
        } else if (seen_.emplace(false, std::min(a, b), std::max(a, b), when).second) {
          w_.out.exclusions.push_back({std::min(a, b), std::max(a, b), when, span});
        }
      }
    }
  }

  void imply(const Acts& as, const Acts& bs, CondId when, Span span) {
    if (when == w_.build.never()) return;
    for (const core::ActId a : as) {
      for (const core::ActId b : bs) {
        if (a != b && seen_.emplace(true, a, b, when).second) w_.out.implications.push_back({a, b, when, span});
      }
    }
  }

  // One assignment of slots to the variables after another.
  void relate(const model::Relate& r, std::size_t next, Slots& slots, Environment& env) {
    if (next < r.variables.size()) {
      const model::Parameter& v = r.variables[next];
      for (const std::uint32_t slot : slots_of_type(v.type.enumeration)) {
        slots[v.name] = slot;
        env.push_back(Value::of_member(slot));
        relate(r, next + 1, slots, env);
        env.pop_back();
      }
      return;
    }
    const CondId when = condition_or_always(w_, r.when, env);
    for (const auto& [from, to] : parties(r)) {
      const Acts as = acts_of(w_, from, r.from, slots);
      const Acts bs = acts_of(w_, to, r.to, slots);
      r.implies ? imply(as, bs, when, r.span) : exclude(as, bs, when, r.span);
    }
  }

 private:
  // A side that names no party means that of the other side; where neither does, every party by itself.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> parties(const model::Relate& r) const {
    constexpr auto kEvery = model::Act::kEveryParty;
    if (r.from.party == kEvery && r.to.party == kEvery) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
      for (const std::uint32_t p : w_.parties) out.emplace_back(p, p);
      return out;
    }
    return {{r.from.party == kEvery ? r.to.party : r.from.party, r.to.party == kEvery ? r.from.party : r.to.party}};
  }

  [[nodiscard]] std::set<std::uint32_t> slots_of_type(model::EnumId type) const {
    std::set<std::uint32_t> out;
    for (const auto& [key, act] : w_.acts) {
      const auto& [party, action, slot] = key;
      if (slot != kNoSlot && w_.model.actions[action].parameter == type) out.insert(slot);
    }
    return out;
  }

  Work& w_;
  std::set<std::tuple<bool, core::ActId, core::ActId, CondId>> seen_;
};

}  // namespace

void enter_conduct(Work& w) {
  Conduct conduct(w);
  std::set<model::ActionId> actions;
  for (const auto& entry : w.acts) actions.insert(std::get<1>(entry.first));
  for (const model::ActionId a : actions) {
    const model::Action& action = w.model.actions[a];
    for (std::size_t i = 0; i < action.excludes.size(); ++i) {
      if (action.excludes[i] == a) continue;
      const Span span = i < action.exclude_spans.size() ? action.exclude_spans[i] : action.span;
      for (const std::uint32_t p : w.parties) {
        conduct.exclude(acts_of(w, p, {p, a, {}}, {}), acts_of(w, p, {p, action.excludes[i], {}}, {}), w.build.always(), span);
      }
    }
  }
  for (const model::Relate& r : w.model.relates) {
    if (!w.has_loaded(r.module) || (r.case_type.valid() && r.case_type != w.plan.case_type)) continue;
    Slots slots;
    Environment env;
    conduct.relate(r, 0, slots, env);
  }
}

}  // namespace jur::elaborating
