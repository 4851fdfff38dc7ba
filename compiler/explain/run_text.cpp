#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/case_json.h"
#include "explain/run_report.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

void line(std::string& out, std::string_view text) { fmt::format_to(std::back_inserter(out), "    {}\n", text); }

std::string headline(const Program& p, const Case& c, const Verdict& v) {
  const Act& act = p.acts[v.act];
  const Date as_of{static_cast<std::int32_t>(c[p.as_of].number)};
  std::string out = fmt::format("{} {}: {}", act.party, act.action, word_name(v.word));
  if (v.not_before && *v.not_before > as_of) out += fmt::format(", not before {}", to_string(*v.not_before));
  if (v.deadline) {
    out += fmt::format(", by {}", to_string(*v.deadline));
    if (v.hours) out += fmt::format(" ({})", to_string(*v.hours));
  }
  if (v.until) out += fmt::format(", until {}", to_string(*v.until));
  return out;
}

std::string route_name(const Program& p, RouteId r) {
  const Route& route = p.routes[r];
  return route.title.empty() ? route.name : fmt::format("{}, “{}”", route.name, route.title);
}

// Rules that would bear on the act but took no part, and why.
void bystanders(std::string& out, const Program& p, const VerdictBackground& background) {
  for (const Bystander& b : background.bystanders) {
    if (b.by.valid()) {
      line(out, fmt::format("set aside: {}, by {}", rule_line(p, b.rule), rule_line(p, b.by)));
      continue;
    }
    const Exception& e = p.rules[b.rule].exceptions[b.exception];
    std::string why = e.name.empty() ? std::string("its exception") : fmt::format("its exception “{}”", e.name);
    if (!e.cite.empty()) why += fmt::format(" ({})", e.cite);
    line(out, fmt::format("excepted: {}, by {}", rule_line(p, b.rule), why));
  }
}

void reasons(std::string& out, const Program& p, const Case& c, const Outcome& outcome, const Verdict& v,
             const VerdictBackground& background) {
  if (v.orders.size() > 1) {
    std::string orders;
    for (const auto& [order, word] : v.orders) {
      fmt::format_to(std::back_inserter(orders), "{}{}: {}", orders.empty() ? "" : "; ", p.orders[order].name, word_name(word));
    }
    line(out, orders);
  }
  for (std::size_t i = 0; i < v.rules.size(); ++i) {
    const RuleId r = v.rules[i];
    const bool certain = outcome.rules[r.index].state == RuleTrace::State::Applies;
    line(out, (certain ? "under " : "perhaps under ") + rule_line(p, r));
    if (!background.bearings[i].empty()) line(out, "  " + background.bearings[i]);
    if (!p.rules[r].breach.empty()) line(out, "  breach: " + p.rules[r].breach);
  }
  if (!v.not_before || v.not_before->days <= c[p.as_of].number) return;
  for (std::size_t i = 0; i < background.held_back_by.size(); ++i) {
    const std::string rule = rule_line(p, background.held_back_by[i]);
    line(out, fmt::format("forbidden until {} under {}", to_string(Date{v.not_before->days - 1}), rule));
    if (!background.held_bearings[i].empty()) line(out, "  " + background.held_bearings[i]);
  }
}

// "custodian.role is unknown: were it processor, contradictory; were it controller, required"
std::string decider_line(const Program& p, const Decider& d) {
  std::vector<std::pair<Word, std::string>> groups;
  for (const auto& [value, word] : d.words) {
    const auto it = std::find_if(groups.begin(), groups.end(), [&, w = word](const auto& g) { return g.first == w; });
    const std::string shown = show_value(p, d.fact, value);
    if (it == groups.end()) {
      groups.emplace_back(word, shown);
    } else {
      it->second += " or " + shown;
    }
  }
  std::string out;
  for (const auto& [word, values] : groups)
    out += fmt::format("{}were it {}, {}", out.empty() ? "" : "; ", values, word_name(word));
  return fmt::format("{}: {}", p.facts[d.fact].name, out);
}

// Some value of the fact alone leaves one verdict.
bool tells(const Decider& d) {
  return std::any_of(d.words.begin(), d.words.end(), [](const auto& w) { return w.second != Word::Undetermined; });
}

void uncertainty(std::string& out, const Program& p, const Case& c, const Verdict& v, const VerdictBackground& background) {
  if (v.word == Word::Undetermined) {
    std::vector<std::string> words;
    for (const Word w : v.possible) words.emplace_back(word_name(w));
    line(out, fmt::format("may still turn out {}", fmt::join(words, " or ")));
  }
  if (!v.missing.empty()) {
    std::vector<std::string> names;
    for (const FactId f : v.missing) names.push_back(p.facts[f].name);
    line(out, fmt::format("it depends on {}, which the case leaves unknown", fmt::join(names, ", ")));
    const bool decides = std::any_of(background.deciders.begin(), background.deciders.end(), tells);
    if (!decides && v.missing.size() > 1) line(out, "  none of them decides it alone");
    for (const Decider& d : background.deciders) {
      if (decides || v.missing.size() == 1) line(out, "  " + decider_line(p, d));
    }
  }
  for (const OpenQuestion& q : v.open) {
    const Fact& f = p.facts[q.fact];
    const std::string presumed = f.presumed ? show_value(p, q.fact, *f.presumed) : show_value(p, q.fact, c[q.fact]);
    const std::string what = f.title.empty() ? f.name : fmt::format("{}, “{}”,", f.name, f.title);
    line(out, fmt::format("{} is presumed {}{}; were it {}, the verdict would be {}", what, presumed,
                          f.decided_by.empty() ? "" : fmt::format(" until {} decides", f.decided_by),
                          show_value(p, q.fact, q.value), word_name(q.word)));
  }
  for (const Unverified& u : background.rests_on) {
    line(out, fmt::format("rests on an unverified {}: {}{}", u.kind, u.what, u.why.empty() ? "" : fmt::format(", “{}”", u.why)));
  }
}

// Whether the route leads out of this clash.
std::string prospect(const Program& p, const RouteOutlook& outlook, Word there) {
  using State = RouteOutlook::State;
  if (outlook.state == State::Closed) return "not open on these facts";
  const std::string open = outlook.certain ? "open on these facts" : "open only for some values of what is unknown";
  switch (outlook.state) {
    case State::Unknown:
      return fmt::format("{}, but {}, to which it adds, is unknown", open, p.facts[outlook.fact].name);
    case State::Taken:
      return fmt::format("{}, but taken already: the facts are what it makes of them", open);
    case State::Impossible:
      return fmt::format("{}, but it leads to a case that an assumption rules out", open);
    case State::Open:
    case State::Closed:
      break;
  }
  return there == Word::Contradictory ? fmt::format("{}, but the contradiction stays", open) : "see below";
}

void acceptance(std::string& out, const Program& p, std::size_t index, const Verdict& v,
                const std::vector<RouteOutlook>& outlooks) {
  if (v.word != Word::Contradictory) return;
  if (!v.accepted.valid()) {
    line(out, "no acceptance covers this contradiction");
    return;
  }
  const Acceptance& a = p.acceptances[v.accepted];
  line(out, fmt::format("accepted{}: {}", a.until ? fmt::format(" until {}", to_string(*a.until)) : "", a.reason));
  if (!a.refer.empty()) line(out, fmt::format("refer to {}", a.refer));
  for (const RouteId r : a.routes) {
    const RouteOutlook& o = outlooks[r.index];
    const Word there = index < o.words.size() ? o.words[index] : Word::Contradictory;
    line(out, fmt::format("way out: {}, {}", route_name(p, r), prospect(p, o, there)));
  }
}

void routes(std::string& out, const Program& p, const std::vector<OpenRoute>& open) {
  if (open.empty()) return;
  out += "\n  other ways on these facts\n";
  for (const OpenRoute& r : open) {
    line(out, fmt::format("{}: {}{}", route_name(p, r.route), changes_text(p, p.routes[r.route]),
                          r.certain ? "" : " (open only for some values of what is unknown)"));
    for (const auto& [act, word] : r.words)
      line(out, fmt::format("  {} {} would be {}", p.acts[act].party, p.acts[act].action, word_name(word)));
  }
}

}  // namespace

std::string explain_text(const Program& program, const Case& c, const Outcome& outcome, const Explanation& explanation) {
  std::string out = fmt::format("{}, as of {}\n", program.name, show_value(program, program.as_of, c[program.as_of]));
  for (std::size_t i = 0; i < outcome.verdicts.size(); ++i) {
    const Verdict& v = outcome.verdicts[i];
    fmt::format_to(std::back_inserter(out), "\n  {}\n", headline(program, c, v));
    reasons(out, program, c, outcome, v, explanation.verdicts[i]);
    acceptance(out, program, i, v, explanation.outlooks);
    bystanders(out, program, explanation.verdicts[i]);
    uncertainty(out, program, c, v, explanation.verdicts[i]);
  }
  routes(out, program, explanation.routes);
  return out;
}

}  // namespace jur
