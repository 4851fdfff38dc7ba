#include "cover/measure.h"

#include <algorithm>
#include <span>

#include "evaluate/box.h"
#include "evaluate/evaluate.h"
#include "evaluate/presumptions.h"

namespace jur::cover {
namespace {

using core::CondId;

struct Open {
  std::size_t scenario;
  CondId when;
};

bool certain(const core::Program& p, CondId when, const core::Case& given) {
  const auto found = certainty(p, given, std::span(&when, 1));
  return !found.empty() && found.front() == Certainty::Always;
}

}  // namespace

std::vector<std::vector<std::size_t>> measure(const Goals& goals, const std::vector<bool>& counts) {
  const core::Program& p = goals.program;
  std::vector<std::vector<std::size_t>> out(goals.all.size());
  std::vector<std::vector<Open>> open(goals.all.size());
  for (std::size_t s = 0; s < p.scenarios.size(); ++s) {
    if (!counts[s]) continue;
    const auto start = presume(p, p.scenarios[s].facts);
    if (!start) continue;
    const std::vector<Tri> truth = truths(p, start->given);
    for (std::size_t g = 0; g < goals.all.size(); ++g) {
      const auto& ways = goals.all[g].ways;
      if (std::any_of(ways.begin(), ways.end(), [&](const Way& w) { return truth[w.when.index] == Tri::True; })) {
        out[g].push_back(s);
        continue;
      }
      if (!out[g].empty()) continue;
      for (const Way& w : ways) {
        if (truth[w.when.index] == Tri::Open) open[g].push_back({s, w.when});
      }
    }
  }
  for (std::size_t g = 0; g < goals.all.size(); ++g) {
    if (!out[g].empty()) continue;
    for (const Open& o : open[g]) {
      if (!certain(p, o.when, p.scenarios[o.scenario].facts)) continue;
      out[g].push_back(o.scenario);
      break;
    }
  }
  return out;
}

bool shows(const Goals& goals, const Goal& goal, const core::Case& given) {
  return std::any_of(goal.ways.begin(), goal.ways.end(), [&](const Way& w) { return certain(goals.program, w.when, given); });
}

}  // namespace jur::cover
