#include "driver/coverage.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "driver/coverage_state.h"

namespace jur {
namespace {

using cover::Goal;

// By scenario of the program.
std::vector<bool> counting(const core::Program& p, const std::map<Span, bool>& passed) {
  std::vector<bool> out;
  for (const core::Scenario& s : p.scenarios) {
    const auto it = passed.find(s.span);
    out.push_back(it != passed.end() && it->second && !s.expectations.empty());
  }
  return out;
}

std::string question(const Goal& g) {
  switch (g.kind) {
    case cover::Kind::Rule:
      return fmt::format("whether `{}` {}", g.name, g.yes ? "ever applies" : "always applies while it is in force");
    case cover::Kind::Exception:
      return fmt::format("whether this exception of `{}` ever {}", g.name, g.yes ? "bites" : "does not bite");
    case cover::Kind::Precedence:
      return fmt::format("whether it ever comes to `{}`", g.name);
    case cover::Kind::Condition:
      return fmt::format("whether this condition ever decides where it is {}", g.yes ? "true" : "false");
  }
  return {};
}

}  // namespace

std::vector<core::CondId> conditions_of(const Goal& g) {
  std::vector<core::CondId> out;
  for (const cover::Way& w : g.ways) out.push_back(w.when);
  return out;
}

Reach& Coverage::State::reach(Part& part) {
  if (part.reach) return *part.reach;
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  part.reach = std::make_unique<Reach>(part.goals.program, verify_options, sink);
  return *part.reach;
}

void Coverage::State::ask() {
  std::map<std::pair<std::size_t, bool>, bool> possible;  // by item and side
  for (Part& part : parts) {
    for (const Goal& g : part.goals.all) {
      cover::Item& item = *cover::find(report, g);
      cover::Side& side = item.sides[g.yes ? 0 : 1];
      if (side.shown()) continue;
      bool& found = possible[{static_cast<std::size_t>(&item - report.items.data()), g.yes}];
      if (found || g.ways.empty()) continue;
      switch (reach(part).possible(conditions_of(g), g.span, question(g))) {
        case Reach::Answer::Possible:
          found = true;
          break;
        case Reach::Answer::Open:
          side.undecided = true;
          break;
        case Reach::Answer::Impossible:
          break;
      }
    }
  }
  for (const auto& [at, found] : possible) {
    cover::Side& side = report.items[at.first].sides[at.second ? 0 : 1];
    side.impossible = !found && !side.undecided;
  }
}

Coverage::Coverage(Session& session, const std::vector<TestResult>& results, const SessionOptions& options, Sink& sink)
    : state_(std::make_unique<State>(State{options, sink, {}, {}})) {
  std::map<Span, bool> passed;
  for (const TestResult& r : results) {
    if (!r.property) passed[r.span] = r.passed;
  }
  const std::vector<bool> files = session.own_files();
  for (const core::Program& p : session.programs()) {
    cover::Goals goals = cover::goals(p, files);
    if (goals.all.empty()) continue;
    auto shown = cover::measure(goals, counting(p, passed));
    cover::add(state_->report, goals, shown);
    state_->parts.push_back({std::move(goals), std::move(shown), nullptr});
  }
  state_->ask();
}

Coverage::~Coverage() = default;
const cover::Report& Coverage::report() const { return state_->report; }

}  // namespace jur
