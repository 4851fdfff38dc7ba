#include "driver/compare.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "driver/replay.h"

namespace jur {
namespace {

std::vector<const core::Program*> judged(const std::vector<core::Program>& all) {
  std::vector<const core::Program*> out;
  for (const core::Program& p : all) {
    if (p.judged) out.push_back(&p);
  }
  return out;
}

std::set<std::string> laws_of(const core::Program& p) {
  std::set<std::string> out;
  for (const core::Law& l : p.laws.all()) out.insert(l.name);
  return out;
}

// What tells a decision from the others of its version.
std::string name_among(const core::Program& p, const std::vector<const core::Program*>& all, const Sources& sources) {
  if (p.declared) return fmt::format("decision `{}`", p.name);
  if (std::count_if(all.begin(), all.end(), [&](const core::Program* q) { return q->name == p.name; }) == 1)
    return fmt::format("the decision by all laws on case `{}`", p.name);
  constexpr std::size_t kNamed = 4;
  const std::set<std::string> laws = laws_of(p);
  if (laws.size() > kNamed && p.file.valid())
    return fmt::format("the decision by the {} laws in sight of {} on case `{}`", laws.size(), sources[p.file].path, p.name);
  return fmt::format("the decision by {} `{}` on case `{}`", laws.size() == 1 ? "law" : "laws", fmt::join(laws, "`, `"), p.name);
}

// By new program, its old one: of one name; without a decision, those first that have the same laws, then most in common.
std::vector<std::optional<std::size_t>> paired(const std::vector<const core::Program*>& before,
                                               const std::vector<const core::Program*>& after) {
  struct Pair {
    std::size_t apart = 0;   // laws that one of them lacks, where there are any in common
    std::size_t common = 0;  // all where the laws are the same
    std::size_t after = 0;
    std::size_t before = 0;
  };
  std::vector<std::set<std::string>> old_laws;
  for (const core::Program* p : before) old_laws.push_back(laws_of(*p));
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const std::set<std::string> laws = laws_of(*after[i]);
    for (std::size_t k = 0; k < before.size(); ++k) {
      if (before[k]->declared != after[i]->declared || before[k]->name != after[i]->name) continue;
      std::vector<std::string> common;
      std::set_intersection(laws.begin(), laws.end(), old_laws[k].begin(), old_laws[k].end(), std::back_inserter(common));
      const std::size_t apart = laws.size() + old_laws[k].size() - 2 * common.size();
      pairs.push_back({apart, apart == 0 ? SIZE_MAX : common.size(), i, k});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.common != b.common ? a.common > b.common : a.apart < b.apart; });
  std::vector<std::optional<std::size_t>> out(after.size());
  std::vector<char> taken(before.size());
  for (const Pair& p : pairs) {
    if (out[p.after] || taken[p.before] != 0) continue;
    out[p.after] = p.before;
    taken[p.before] = 1;
  }
  return out;
}

// What several decisions without a name tell alike is told of the first.
void tell_once(std::vector<ComparedDecision>& compared) {
  std::set<std::array<std::string, 3>> told;
  for (ComparedDecision& c : compared) {
    if (c.after->declared) continue;
    std::erase_if(c.found.cases,
                  [&](const CaseChange& change) { return !told.insert({c.after->name, change.subject, change.text}).second; });
  }
}

void name_scenarios(std::vector<ComparedDecision>& compared) {
  std::array<std::set<std::pair<FileId, std::string>>, 2> used;
  const auto name = [&](std::size_t version, const core::Program& p, core::Scenario& s) {
    if (s.expectations.empty()) return;
    if (used[version].contains({p.file, s.name})) s.name += ", in " + p.name;
    used[version].emplace(p.file, s.name);
  };
  for (ComparedDecision& c : compared) {
    for (Difference& d : c.found.all) {
      name(0, *c.before, d.before.shown);
      name(1, *c.after, d.after.shown);
    }
  }
}

void compare_decision(const core::Program& before, const core::Program& after, const VerifyOptions& options, Sink& sink,
                      Comparison& out) {
  out.compared.push_back({"", &before, &after, differences(before, after, options, sink)});
  std::vector<ReplayedVerdict> old_cases;
  std::vector<ReplayedVerdict> new_cases;
  for (const Difference& d : out.compared.back().found.all) {
    if (d.before.act.valid()) old_cases.push_back({d.before.act, d.before.witness});
    if (d.after.act.valid()) new_cases.push_back({d.after.act, d.after.witness});
  }
  const AtStep at(options.step, Step::Replay);
  replay(before, old_cases, after.span, sink);
  replay(after, new_cases, after.span, sink);
}

}  // namespace

std::size_t Comparison::verdicts() const {
  std::size_t out = 0;
  for (const ComparedDecision& c : compared) out += c.found.all.size();
  return out;
}

std::size_t Comparison::breaking() const {
  const auto count = [](const std::vector<CaseChange>& all) {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const CaseChange& c) { return c.breaking; }));
  };
  std::size_t out = count(decisions);
  for (const ComparedDecision& c : compared) out += count(c.found.cases);
  return out;
}

Comparison compare(Session& before, Session& after, const SessionOptions& options) {
  Comparison out;
  const auto old_programs = judged(before.programs());
  const auto new_programs = judged(after.programs());
  if (before.sink().has_errors() || after.sink().has_errors()) return out;
  for (Session* s : {&before, &after}) {
    if (judged(s->programs()).empty()) s->sink().report(Code::NoDecision, Span{});
  }
  if (before.sink().has_errors() || after.sink().has_errors()) return out;

  const AtStep at(options.step, Step::Prove);
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  const auto old_name = [&](std::size_t k) { return name_among(*old_programs[k], old_programs, before.sources()); };
  const auto new_name = [&](std::size_t i) { return name_among(*new_programs[i], new_programs, after.sources()); };
  std::vector<std::optional<std::size_t>> partner = paired(old_programs, new_programs);
  if (old_programs.size() == 1 && new_programs.size() == 1 && !partner[0]) {
    partner[0] = 0;
    out.decisions.push_back({new_name(0), fmt::format("was {}", old_name(0)), true});
  }
  for (std::size_t k = 0; k < old_programs.size(); ++k) {
    if (std::find(partner.begin(), partner.end(), k) == partner.end()) out.decisions.push_back({old_name(k), "is gone", true});
  }
  for (std::size_t i = 0; i < new_programs.size(); ++i) {
    if (partner[i]) {
      compare_decision(*old_programs[*partner[i]], *new_programs[i], verify_options, after.sink(), out);
      if (new_programs.size() > 1) out.compared.back().name = new_name(i);
    } else {
      out.decisions.push_back({new_name(i), "is new", false});
    }
  }
  tell_once(out.compared);
  name_scenarios(out.compared);
  return out;
}

}  // namespace jur
