#include "explain/explanation.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/case_json.h"
#include "evaluate/box.h"
#include "evaluate/evaluate.h"
#include "evaluate/presumptions.h"
#include "explain/bearing.h"
#include "explain/held_back.h"

namespace jur {
namespace {

using namespace core;

constexpr std::size_t kDeciders = 4;  // missing facts that are tried out
constexpr std::size_t kValues = 12;   // values of one that are tried out

std::optional<Word> word_after(const Program& p, const Case& c, ActId act) {
  const std::array acts{act};
  const Outcome outcome = evaluate(p, c, acts);
  if (!outcome.possible) return std::nullopt;
  return outcome.verdicts[0].word;
}

std::vector<Value> values_of(const Program& p, const Fact& f) {
  std::vector<Value> out;
  if (f.kind == FactKind::Bool) {
    out = {Value::of_bool(true), Value::of_bool(false)};
  } else if (f.kind == FactKind::Enum && p.domains[f.domain].members.size() <= kValues) {
    for (std::size_t m = 0; m < p.domains[f.domain].members.size(); ++m) out.push_back(Value::of_enum(m));
  }
  if (!out.empty() && f.or_none) out.push_back(Value::none());
  return out;
}

std::vector<Decider> deciders(const Program& p, const Case& given, const Verdict& v) {
  std::vector<Decider> out;
  if (v.missing.size() > kDeciders) return out;
  for (const FactId f : v.missing) {
    Decider d{f, {}};
    Case known = given;
    for (Value& value : values_of(p, p.facts[f])) {
      known[f] = value;
      if (const auto word = word_after(p, known, v.act)) d.words.emplace_back(std::move(value), *word);
    }
    if (!d.words.empty()) out.push_back(std::move(d));
  }
  return out;
}

// The act, what implies it, what it implies, and what excludes any of these, wherever that may hold in the case.
std::vector<bool> bearing_on(const Program& p, const std::vector<Tri>& known, ActId act) {
  const auto may = [&](CondId c) { return known[c.index] != Tri::False; };
  std::vector<bool> up(p.acts.size());
  std::vector<bool> down(p.acts.size());
  up[act.index] = down[act.index] = true;
  for (bool grown = true; grown;) {
    grown = false;
    for (const Implication& i : p.implications) {
      if (!may(i.when)) continue;
      if (up[i.to.index] && !up[i.from.index]) grown = up[i.from.index] = true;
      if (down[i.from.index] && !down[i.to.index]) grown = down[i.to.index] = true;
    }
  }
  std::vector<bool> out(p.acts.size());
  for (const ActId a : p.acts.ids()) out[a.index] = up[a.index] || down[a.index];
  for (const Exclusion& e : p.exclusions) {
    if (!may(e.when)) continue;
    if (down[e.a.index]) out[e.b.index] = true;
    if (down[e.b.index]) out[e.a.index] = true;
  }
  return out;
}

std::vector<Bystander> bystanders_of(const Program& p, const std::vector<Tri>& known, const Outcome& outcome, ActId act) {
  const std::vector<bool> bears = bearing_on(p, known, act);
  std::vector<bool> speaks(p.rules.size());
  for (const Norm& n : p.norms.all()) {
    if (bears[n.act.index]) speaks[n.rule.index] = true;
  }
  std::vector<Bystander> out;
  for (const RuleId r : p.rules.ids()) {
    const RuleTrace& t = outcome.rules[r.index];
    if (!speaks[r.index]) continue;
    if (t.state == RuleTrace::State::Defeated) out.push_back({r, t.by, 0});
    if (t.state == RuleTrace::State::Excepted) out.push_back({r, {}, t.exception});
  }
  return out;
}

RouteOutlook outlook_of(const Program& p, const Route& route, const Case& given) {
  using State = RouteOutlook::State;
  RouteOutlook out;
  const std::array available{route.available};
  const std::vector<Certainty> answer = certainty(p, given, available);
  if (answer.empty() || answer[0] == Certainty::Never) return out;
  out.certain = answer[0] == Certainty::Always;
  Case changed = given;
  for (const RouteStep& s : route.steps) {
    if (s.adds && changed[s.fact].is_unknown()) {
      out.state = State::Unknown;
      out.fact = s.fact;
      return out;
    }
    if (s.adds) {
      changed[s.fact].set.insert(static_cast<std::size_t>(s.value.number));
    } else {
      changed[s.fact] = s.value;
    }
  }
  out.state = State::Taken;
  if (changed == given) return out;
  const Outcome there = evaluate(p, changed);
  out.state = there.possible ? State::Open : State::Impossible;
  for (const Verdict& v : there.verdicts) out.words.push_back(v.word);
  return out;
}

std::vector<OpenRoute> open_routes(const std::vector<RouteOutlook>& outlooks, const Outcome& outcome) {
  std::vector<OpenRoute> out;
  for (std::size_t r = 0; r < outlooks.size(); ++r) {
    if (outlooks[r].state != RouteOutlook::State::Open) continue;
    OpenRoute route{RouteId(r), outlooks[r].certain, {}};
    for (std::size_t i = 0; i < outcome.verdicts.size(); ++i) {
      if (outlooks[r].words[i] != outcome.verdicts[i].word)
        route.words.emplace_back(outcome.verdicts[i].act, outlooks[r].words[i]);
    }
    if (!route.words.empty()) out.push_back(std::move(route));
  }
  return out;
}

}  // namespace

Explanation explain(const Program& program, const Case& given, const Outcome& outcome) {
  Explanation out;
  const std::vector<Tri> known = truths(program, given);
  const auto start = presume(program, given);
  const std::vector<Tri> presumed = start ? truths(program, start->given) : known;
  for (const Verdict& v : outcome.verdicts) {
    const std::vector<RuleId> held = held_back_by(program, given, known, outcome, v);
    out.verdicts.push_back({bystanders_of(program, known, outcome, v.act), deciders(program, given, v),
                            rests_on(program, v, known), bearings(program, presumed, v, v.rules), held,
                            bearings(program, presumed, v, held)});
  }
  for (const Route& route : program.routes.all()) out.outlooks.push_back(outlook_of(program, route, given));
  out.routes = open_routes(out.outlooks, outcome);
  return out;
}

std::vector<Bystander> bystanders(const Program& program, const Case& given, const Outcome& outcome, ActId act) {
  return bystanders_of(program, truths(program, given), outcome, act);
}

std::string changes_text(const Program& program, const Route& route) {
  std::string out;
  for (const RouteStep& s : route.steps) {
    const std::string value =
        s.adds ? program.domains[program.facts[s.fact].domain].members[static_cast<std::size_t>(s.value.number)]
               : show_value(program, s.fact, s.value);
    out += fmt::format("{}{} {} {}", out.empty() ? "" : "; ", program.facts[s.fact].name, s.adds ? "gains" : "becomes", value);
  }
  return out;
}

}  // namespace jur
