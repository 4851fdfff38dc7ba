#include "driver/compare.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

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

std::string name_of(const core::Program& p) {
  return p.declared ? fmt::format("decision `{}`", p.name) : fmt::format("the decision by all laws on case `{}`", p.name);
}

void compare_decision(const core::Program& before, const core::Program& after, const VerifyOptions& options, Sink& sink,
                      Comparison& out) {
  out.compared.push_back({&before, &after, differences(before, after, options, sink)});
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
  std::vector<char> taken(old_programs.size());
  std::vector<std::optional<std::size_t>> partner(new_programs.size());
  for (std::size_t i = 0; i < new_programs.size(); ++i) {
    for (std::size_t k = 0; k < old_programs.size() && !partner[i]; ++k) {
      const core::Program& p = *old_programs[k];
      if (taken[k] != 0 || p.declared != new_programs[i]->declared || p.name != new_programs[i]->name) continue;
      taken[k] = 1;
      partner[i] = k;
    }
  }
  if (old_programs.size() == 1 && new_programs.size() == 1 && !partner[0]) {
    partner[0] = 0;
    taken[0] = 1;
    out.decisions.push_back({name_of(*new_programs[0]), fmt::format("was {}", name_of(*old_programs[0])), true});
  }
  for (std::size_t k = 0; k < old_programs.size(); ++k) {
    if (taken[k] == 0) out.decisions.push_back({name_of(*old_programs[k]), "is gone", true});
  }
  for (std::size_t i = 0; i < new_programs.size(); ++i) {
    if (partner[i]) {
      compare_decision(*old_programs[*partner[i]], *new_programs[i], verify_options, after.sink(), out);
    } else {
      out.decisions.push_back({name_of(*new_programs[i]), "is new", false});
    }
  }
  return out;
}

}  // namespace jur
