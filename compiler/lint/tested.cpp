// What the scenarios show of the rules. Told only where all files of the package are asked for, and have scenarios.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cover/measure.h"
#include "cover/report.h"
#include "evaluate/truth.h"
#include "lint/analyses.h"
#include "lint/rules.h"

namespace jur::lint_rules {

namespace {

bool complete(const LintInput& in, const LintFile& file) {
  if (!file.asked) return false;
  if (file.package == nullptr) return file.whole;
  return std::all_of(in.files.begin(), in.files.end(), [&](const LintFile& f) { return f.package != file.package || f.asked; });
}

// By file.
std::vector<bool> judged_files(const LintInput& in) {
  std::vector<bool> out(in.sources.size());
  for (const LintFile& f : in.files) out[f.tree->file.index] = complete(in, f);
  return out;
}

bool has_scenarios(const core::Program& p) {
  return std::any_of(p.scenarios.begin(), p.scenarios.end(), [](const core::Scenario& s) { return !s.expectations.empty(); });
}

bool any_scenario(const LintInput& in) { return std::any_of(in.programs.begin(), in.programs.end(), has_scenarios); }

std::set<Span> never_applying(const LintInput& in) {
  std::set<Span> out;
  for (const auto& [program, found] : in.analyses->idle()) {
    const bool never =
        found->kind == IdleKind::DeadRule || found->kind == IdleKind::ExceptedRule || found->kind == IdleKind::DefeatedRule;
    if (never) out.insert(found->span);
  }
  return out;
}

std::set<core::FactId> asked_facts(const core::Program& p) {
  std::vector<core::CondId> roots;
  for (const core::Rule& r : p.rules.all()) roots.push_back(r.applies);
  for (const core::Norm& n : p.norms.all()) roots.push_back(n.effect);
  std::set<core::FactId> out;
  for (const core::CondId c : used_conds(p, roots)) {
    for (const core::FactId f : facts_of(p, p.conds[c])) out.insert(f);
  }
  return out;
}

}  // namespace

void untested_rule(const LintInput& in, Findings& out) {
  if (!any_scenario(in)) return;
  const std::vector<bool> files = judged_files(in);
  const std::set<Span> never = never_applying(in);
  cover::Report report;
  for (const core::Program& p : in.programs) {
    cover::Goals goals = cover::goals(p, files);
    std::erase_if(goals.all, [](const cover::Goal& g) { return g.kind != cover::Kind::Rule || !g.yes; });
    std::vector<bool> counts;
    counts.reserve(p.scenarios.size());
    for (const core::Scenario& s : p.scenarios) counts.push_back(!s.expectations.empty());
    cover::add(report, goals, cover::measure(goals, counts));
  }
  for (const cover::Item& i : report.items) {
    if (i.sides[0].shown() || never.contains(i.span)) continue;
    out.add(i.span, fmt::format("rule `{}` applies in no scenario", i.name))
        .help("write a scenario in which it does, and what must come out: `jur test --suggest` proposes one");
  }
}

void untested_unknown(const LintInput& in, Findings& out) {
  const std::vector<bool> files = judged_files(in);
  struct Seen {
    const core::Fact* fact;
    bool open = false;
  };
  std::map<Span, Seen> seen;
  for (const core::Program& p : in.programs) {
    if (!has_scenarios(p)) continue;
    for (const core::FactId id : asked_facts(p)) {
      const core::Fact& f = p.facts[id];
      if (!f.optional || f.presumed || !f.origin.valid() || !files[f.origin.file.index]) continue;
      Seen& s = seen.try_emplace(f.origin, Seen{&f}).first->second;
      for (const core::Scenario& one : p.scenarios) s.open = s.open || one.facts[id].is_unknown();
    }
  }
  for (const auto& [span, s] : seen) {
    if (s.open) continue;
    out.add(span, fmt::format("`{}` may be unknown, and each scenario knows it", s.fact->name))
        .help("write a scenario that leaves it out, and say what must come out then");
  }
}

}  // namespace jur::lint_rules
