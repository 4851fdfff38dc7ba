#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using core::Cond;

// Every condition that a program names outside its conditions.
template <class Visit>
void each_root(core::Program& p, const Visit& visit) {
  for (CondId& c : p.assumptions) visit(c);
  for (core::Phrase& w : p.written.all()) visit(w.holds);
  for (core::Law& l : p.laws.all()) visit(l.in_force);
  for (core::Rule& r : p.rules.all()) {
    visit(r.in_force);
    visit(r.when);
    for (core::Part& part : r.parts) {
      visit(part.holds);
      for (core::Written& a : part.alternatives) visit(a.holds);
    }
    for (core::Exception& e : r.exceptions) visit(e.holds);
    for (CondId& c : r.defeat_when) visit(c);
    visit(r.applies);
    if (r.doubtful.valid()) visit(r.doubtful);
  }
  for (core::Doubt& d : p.doubts.all()) visit(d.read);
  for (core::Act& a : p.acts.all()) visit(a.possible);
  for (core::Implication& i : p.implications) visit(i.when);
  for (core::Exclusion& e : p.exclusions) visit(e.when);
  for (core::Norm& n : p.norms.all()) {
    visit(n.effect);
    if (n.rest.valid()) visit(n.rest);
  }
  for (core::Route& r : p.routes.all()) visit(r.available);
  for (core::Acceptance& a : p.acceptances.all()) visit(a.when);
  const auto expectations = [&](std::vector<core::Expectation>& all) {
    for (core::Expectation& e : all) {
      if (e.kind == core::Expectation::Kind::Holds) visit(e.cond);
    }
  };
  for (core::Scenario& s : p.scenarios) expectations(s.expectations);
  for (core::Property& r : p.properties) {
    visit(r.when);
    expectations(r.expectations);
  }
}

}  // namespace

void trim(core::Program& p) {
  std::vector<bool> used(p.conds.size());
  each_root(p, [&](const CondId& c) { used[c.index] = true; });
  for (std::size_t i = p.conds.size(); i-- > 0;) {
    if (!used[i]) continue;
    for (const CondId arg : p.args_of(p.conds[CondId(i)])) used[arg.index] = true;
  }
  std::vector<CondId> renamed(p.conds.size());
  Store<CondId, Cond> conds;
  std::vector<CondId> args;
  for (const CondId id : p.conds.ids()) {
    if (!used[id.index]) continue;
    Cond c = p.conds[id];
    const auto old = p.args_of(c);
    c.first_arg = static_cast<std::uint32_t>(args.size());
    for (const CondId arg : old) args.push_back(renamed[arg.index]);
    renamed[id.index] = conds.add(c);
  }
  p.conds = std::move(conds);
  p.args = std::move(args);
  each_root(p, [&](CondId& c) { c = renamed[c.index]; });
}

}  // namespace jur::elaborating
