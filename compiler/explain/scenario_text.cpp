#include "explain/scenario_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/case_json.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

// The facts of a case by the segments of their names, in order of first mention.
struct Branch {
  std::string name;
  std::string value;  // of a leaf
  std::vector<Branch> below;
};

void put(std::vector<Branch>& branches, std::string_view path, std::string value) {
  const std::size_t dot = path.find('.');
  const std::string_view name = path.substr(0, dot);
  const auto same = [&](const Branch& b) { return b.name == name && !b.below.empty(); };
  auto at = std::find_if(branches.begin(), branches.end(), same);
  if (dot == std::string_view::npos) {
    branches.push_back({std::string(name), std::move(value), {}});
    return;
  }
  if (at == branches.end()) at = branches.insert(branches.end(), {std::string(name), {}, {}});
  put(at->below, path.substr(dot + 1), std::move(value));
}

std::string text_of(const Branch& b) {
  if (b.below.empty()) return fmt::format("{}: {}", b.name, b.value);
  std::vector<std::string> parts;
  for (const Branch& inner : b.below) parts.push_back(text_of(inner));
  return fmt::format("{} {{ {} }}", b.name, fmt::join(parts, ", "));
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// As the expectation itself names it, else in a form that is always understood.
std::string order_text(const Program& p, const Expectation& e, const Sources& sources) {
  const std::string& name = p.orders[e.under].name;
  const bool own =
      std::any_of(p.laws.all().begin(), p.laws.all().end(), [&](const Law& l) { return l.order == e.under && l.name == name; });
  const bool bare = e.span.valid() && sources.text(e.span).find("under " + name) != std::string_view::npos;
  return own || bare ? name : quoted(name);
}

std::string verdict_text(const Program& p, const Expectation& e, const Sources& sources) {
  const Act& act = p.acts[e.act];
  std::string out = act.party + " ";
  const char* modal = e.word == Word::Required    ? "must"
                      : e.word == Word::Forbidden ? "must not"
                      : e.word == Word::Permitted ? "may"
                      : e.word == Word::Exempt    ? "need not"
                                                  : nullptr;
  if (modal != nullptr && !e.negated) {
    out += fmt::format("{} {}", modal, act.action);
  } else {
    out += fmt::format("{} is {}{}", act.action, e.negated ? "not " : "", word_name(e.word));
  }
  if (e.under.valid()) out += " under " + order_text(p, e, sources);
  if (e.has_by) out += fmt::format(" by {}{}", e.by_only ? "only " : "", fmt::join(rule_names(p, e.by), ", "));
  if (e.within) out += " within " + to_string(*e.within);
  return out;
}

// What a case or scenario says: not what is omitted, nor what is unknown without saying so.
std::vector<FactId> told(const Program& p, const Case& c, const std::vector<FactId>& omitted) {
  std::vector<FactId> out;
  for (const FactId f : p.facts.ids()) {
    if (std::binary_search(omitted.begin(), omitted.end(), f) || (c[f].is_unknown() && !p.facts[f].fallback)) continue;
    out.push_back(f);
  }
  return out;
}

std::vector<std::string> fact_lines(const Program& p, const Case& c, const std::vector<FactId>& facts) {
  std::vector<Branch> branches;
  for (const FactId f : facts) put(branches, p.facts[f].name, show_value(p, f, c[f]));
  std::vector<std::string> out;
  for (const Branch& b : branches) out.push_back(text_of(b));
  return out;
}

std::string with_head(const Program& p, const Scenario& scenario, const std::string& head, const std::vector<FactId>& facts,
                      const Sources& sources) {
  std::string out = fmt::format("scenario {} {} {{\n", quoted(scenario.name), head);
  for (const std::string& line : fact_lines(p, scenario.facts, facts)) out += fmt::format("  {}\n", line);
  for (const Expectation& e : scenario.expectations) out += fmt::format("  {}\n", expectation_text(p, e, sources));
  return out + "}";
}

}  // namespace

std::string expectation_text(const Program& p, const Expectation& e, const Sources& sources) {
  switch (e.kind) {
    case Expectation::Kind::Verdict:
      return "expect " + verdict_text(p, e, sources);
    case Expectation::Kind::Applies:
      return fmt::format("expect {} {}", p.rules[e.rules.front()].name, e.negated ? "does not apply" : "applies");
    case Expectation::Kind::InForce:
      return fmt::format("expect {} is {}in force", p.laws[e.law].name, e.negated ? "not " : "");
    case Expectation::Kind::Holds:
      return e.negated ? fmt::format("expect not ({})", sources.text(e.span)) : fmt::format("expect {}", sources.text(e.span));
  }
  return {};
}

std::string case_text(const Program& p, const Case& c, const std::vector<FactId>& omitted) {
  std::string out;
  for (const std::string& line : fact_lines(p, c, told(p, c, omitted))) out += (out.empty() ? "" : "\n") + line;
  return out;
}

std::string scenario_text(const Program& p, const Scenario& scenario, const std::vector<FactId>& omitted,
                          const Sources& sources) {
  return with_head(p, scenario, "for " + (p.scenario_for.empty() ? p.case_name : p.scenario_for),
                   told(p, scenario.facts, omitted), sources);
}

std::string scenario_text(const Program& p, const Scenario& scenario, const Scenario& like, const Sources& sources) {
  std::vector<FactId> changed;
  for (const FactId f : p.facts.ids()) {
    if (scenario.facts[f] != like.facts[f]) changed.push_back(f);
  }
  return with_head(p, scenario, "like " + quoted(like.name), changed, sources);
}

}  // namespace jur
