#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cover/text.h"
#include "driver/coverage_state.h"
#include "driver/rewrite.h"
#include "evaluate/evaluate.h"
#include "evaluate/judge.h"
#include "explain/scenario_text.h"

namespace jur {
namespace {

using core::Case;
using core::Expectation;
using core::FactId;
using core::Program;
using core::Scenario;
using cover::Goal;
using cover::Kind;

constexpr std::size_t kModels = 3;  // scenarios that a new one is tried to be like

// Words of the source, fit for a name.
std::string plain_words(const Sources& sources, const cover::Item& item) {
  std::string out = cover::item_text(sources, item, 60);
  if (const std::size_t at = out.find("`unless "); at != std::string::npos) out = out.substr(at + 8);
  std::erase_if(out, [](char c) { return c == '`' || c == '"'; });
  return out;
}

std::string title(const Sources& sources, const cover::Item& item, const std::string& rule, bool yes) {
  switch (item.kind) {
    case Kind::Rule:
      return fmt::format("{} {}", rule, yes ? "applies" : "does not apply");
    case Kind::Exception:
      return fmt::format("{}, {}: {}", rule, yes ? "excepted" : "not excepted", plain_words(sources, item));
    case Kind::Precedence:
      return item.name;
    case Kind::Condition:
      break;
  }
  return fmt::format("{}, {}: {}", rule, yes ? "because" : "but not", plain_words(sources, item));
}

std::string comment(const Sources& sources, const cover::Item& item, bool yes) {
  const std::string what = cover::item_text(sources, item, 60);
  const std::string line = fmt::format("line {}", sources.position(item.span.file, item.span.begin).line);
  switch (item.kind) {
    case Kind::Rule:
      return fmt::format("{} ({}) {}", what, line, yes ? "applies" : "is in force and does not apply");
    case Kind::Exception:
      return fmt::format("{} ({}) {}", what, line, yes ? "bites" : "does not bite");
    case Kind::Precedence:
      return fmt::format("{} ({})", what, line);
    case Kind::Condition:
      return fmt::format("{} ({}) decides by being {}", what, line, yes ? "true" : "false");
  }
  return {};
}

class Writer {
 public:
  Writer(Coverage::State& state, const Sources& sources) : state_(state), sources_(sources) {
    for (const auto& part : state_.parts) {
      for (const Scenario& s : part.goals.program.scenarios) ++names_[s.name];
    }
    for (const auto& part : state_.parts) {
      for (const Scenario& s : part.goals.program.scenarios) models_[&part].push_back(s);
    }
  }

  std::vector<Suggestion> run() {
    for (const bool base : {true, false}) {  // cases to which rules apply come first: others are like them
      for (const cover::Item& item : state_.report.items) {
        if (!item.coverable() || base != (item.kind == Kind::Rule)) continue;
        for (const bool yes : {true, false}) {
          if (item.sides[yes ? 0 : 1].missing()) write(item, yes);
        }
      }
    }
    std::stable_sort(out_.begin(), out_.end(), [](const Suggestion& a, const Suggestion& b) { return a.file < b.file; });
    return std::move(out_);
  }

 private:
  using Part = Coverage::State::Part;

  static const Goal* goal_of(const Part& part, const cover::Item& item, bool yes) {
    const auto at = std::find_if(part.goals.all.begin(), part.goals.all.end(), [&](const Goal& g) {
      return g.span == item.span && g.kind == item.kind && g.name == item.name && g.yes == yes;
    });
    return at == part.goals.all.end() || at->ways.empty() ? nullptr : &*at;
  }

  static bool has_scenario(const Part& part, const Goal* goal) {
    return goal != nullptr && !part.shown[static_cast<std::size_t>(goal - part.goals.all.data())].empty();
  }

  void write(const cover::Item& item, bool yes) {
    if (shown_.contains({&item, yes})) return;
    std::vector<std::pair<Part*, const Goal*>> places;
    for (Part& part : state_.parts) {
      if (const Goal* g = goal_of(part, item, yes)) places.emplace_back(&part, g);
    }
    // Where there are scenarios to be like; then where the rule stands, then a decision's file.
    const auto rank = [&](const auto& place) {
      const Part& part = *place.first;
      const Program& p = part.goals.program;
      if (has_scenario(part, goal_of(part, item, !yes))) return 0;
      for (const Goal& g : part.goals.all) {
        const bool own = g.kind == Kind::Rule && g.yes && !g.ways.empty() && g.name == p.rules[place.second->ways[0].rule].name;
        if (own && has_scenario(part, &g)) return 1;
      }
      return p.file == item.span.file ? 2 : p.declared ? 3 : 4;
    };
    std::stable_sort(places.begin(), places.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    for (const auto& [part, goal] : places) {
      for (const cover::Way& way : goal->ways) {
        if (write(*part, item, *goal, way)) return;
      }
    }
  }

  // Scenarios to be like: that show the other side, or to which the rule applies.
  std::vector<const Scenario*> models(const Part& part, const cover::Item& item, const cover::Way& way, bool yes) {
    std::vector<const Scenario*> out;
    const Goal* other = goal_of(part, item, !yes);
    const core::CondId applies = part.goals.program.rules[way.rule].applies;
    for (const bool opposite : {true, false}) {
      if (opposite && other == nullptr) continue;
      for (const Scenario& s : models_[&part]) {
        if (out.size() == kModels) return out;
        if (names_[s.name] != 1 || std::find(out.begin(), out.end(), &s) != out.end()) continue;
        const Goal rule{Kind::Rule, true, {}, "", "", {{way.rule, applies}}};
        if (cover::shows(part.goals, opposite ? *other : rule, s.facts)) out.push_back(&s);
      }
    }
    return out;
  }

  struct Draft {
    Scenario scenario;
    std::vector<FactId> omitted;
    const Scenario* like = nullptr;
    std::size_t differences = 0;
  };

  std::optional<Draft> like(Part& part, const Goal& goal, const cover::Way& way, const Scenario& model) {
    const auto near = state_.reach(part).nearest(way.when, &model.facts);
    if (!near) return std::nullopt;
    Draft d;
    d.like = &model;
    d.scenario.facts = model.facts;
    std::vector<FactId> unknown;
    for (const FactId f : part.goals.program.facts.ids()) {
      if (model.facts[f].is_unknown()) {
        unknown.push_back(f);
      } else if (model.facts[f] != (*near)[f]) {
        d.scenario.facts[f] = (*near)[f];
        ++d.differences;
      }
    }
    if (cover::shows(part.goals, goal, d.scenario.facts)) return d;
    const auto any = state_.reach(part).indifferent(way.when, *near);
    for (const FactId f : unknown) {
      if (std::binary_search(any.begin(), any.end(), f)) continue;
      d.scenario.facts[f] = (*near)[f];
      ++d.differences;
    }
    if (cover::shows(part.goals, goal, d.scenario.facts)) return d;
    return std::nullopt;
  }

  std::optional<Draft> plain(Part& part, const Goal& goal, const cover::Way& way) {
    const auto found = state_.reach(part).nearest(way.when, nullptr);
    if (!found) return std::nullopt;
    Draft d;
    d.scenario.facts = *found;
    const Program& p = part.goals.program;
    const auto any = state_.reach(part).indifferent(way.when, *found);
    for (const FactId f : p.facts.ids()) {
      if (p.facts[f].fallback && (*found)[f] == *p.facts[f].fallback) {
        d.omitted.push_back(f);
      } else if (p.facts[f].optional && !p.facts[f].fallback && std::binary_search(any.begin(), any.end(), f)) {
        d.scenario.facts[f] = core::Value::unknown();
        d.omitted.push_back(f);
      }
    }
    if (cover::shows(part.goals, goal, d.scenario.facts)) return d;
    d.scenario.facts = *found;
    std::erase_if(d.omitted, [&](FactId f) { return !p.facts[f].fallback; });
    if (cover::shows(part.goals, goal, d.scenario.facts)) return d;
    return std::nullopt;
  }

  bool write(Part& part, const cover::Item& item, const Goal& goal, const cover::Way& way) {
    std::optional<Draft> best;
    for (const Scenario* m : models(part, item, way, goal.yes)) {
      auto d = like(part, goal, way, *m);
      if (d && (!best || d->differences < best->differences)) best = std::move(d);
    }
    if (!best) best = plain(part, goal, way);
    if (!best) return false;
    const Program& p = part.goals.program;
    Scenario& s = best->scenario;
    s.name = name_for(title(sources_, item, p.rules[way.rule].name, goal.yes));
    s.span = item.span;
    expect(p, way.rule, s);
    if (s.expectations.empty()) return false;
    const std::string text =
        best->like != nullptr ? scenario_text(p, s, *best->like, sources_) : scenario_text(p, s, best->omitted, sources_);
    const std::string head = "# " + comment(sources_, item, goal.yes);
    Sources apart;
    Sink unparsed;
    const auto laid_out = format_text(apart, "suggestion", head + "\n" + text + "\n", unparsed);
    if (!laid_out) return false;
    out_.push_back({p.file, s.name, laid_out->after});
    ++names_[s.name];
    models_[&part].push_back(s);
    note(part, s.facts);
    return true;
  }

  // What the rules give today.
  static void expect(const Program& p, core::RuleId rule, Scenario& s) {
    Expectation applies;
    applies.kind = Expectation::Kind::Applies;
    for (const core::RuleId r : p.rules.ids()) {
      if (p.rules[r].name == p.rules[rule].name) applies.rules.push_back(r);
    }
    std::vector<Expectation> all{applies};
    all.push_back(applies);
    all.back().negated = true;
    std::set<core::ActId> acts;
    for (const core::Norm& n : p.norms.all()) {
      if (n.rule == rule) acts.insert(n.act);
    }
    const std::vector<core::ActId> asked(acts.begin(), acts.end());
    for (const core::Verdict& v : decide(p, s.facts, asked).verdicts) {
      Expectation e;
      e.kind = Expectation::Kind::Verdict;
      e.act = v.act;
      e.word = v.word;
      e.by = v.rules;
      e.has_by = !v.rules.empty();
      all.push_back(std::move(e));
    }
    for (Expectation& e : all) {
      e.span = s.span;
      const Judgment j = judge(p, {s.name, s.facts, {e}, s.span});
      if (j.possible && j.unmet.empty()) s.expectations.push_back(std::move(e));
    }
  }

  void note(const Part& part, const Case& facts) {
    for (const Goal& g : part.goals.all) {
      const cover::Item* item = cover::find(state_.report, g);
      if (!item->sides[g.yes ? 0 : 1].missing() || shown_.contains({item, g.yes})) continue;
      if (cover::shows(part.goals, g, facts)) shown_.insert({item, g.yes});
    }
  }

  std::string name_for(const std::string& wanted) {
    std::string out = wanted;
    for (std::size_t n = 2; names_.contains(out); ++n) out = fmt::format("{} ({})", wanted, n);
    return out;
  }

  Coverage::State& state_;
  const Sources& sources_;
  std::map<std::string, std::size_t> names_;             // of scenarios; how often
  std::map<const Part*, std::deque<Scenario>> models_;   // addresses stay
  std::set<std::pair<const cover::Item*, bool>> shown_;  // by suggestions
  std::vector<Suggestion> out_;
};

}  // namespace

std::vector<Suggestion> Coverage::suggest(const Sources& sources) { return Writer(*state_, sources).run(); }

}  // namespace jur
