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

// The bare name where nothing is known of the file.
const Spelling::Name& spelled(const std::vector<Spelling::Name>* names, std::size_t index) {
  static const Spelling::Name kBare;
  return names != nullptr && index < names->size() ? (*names)[index] : kBare;
}

// How one file names things; null: all by their bare names.
class Spelled {
 public:
  Spelled(const Program& p, const Spelling* in) : p_(p), in_(in) {}

  [[nodiscard]] const Spelling::Name& of(ActId act) const { return spelled(in_ != nullptr ? &in_->acts : nullptr, act.index); }
  [[nodiscard]] const Spelling::Name& of(LawId law) const { return spelled(in_ != nullptr ? &in_->laws : nullptr, law.index); }
  [[nodiscard]] std::string text(ActId act) const { return of(act).before + p_.acts[act].action; }
  // Of the rules whose laws the file can name: their names, sorted, each once.
  [[nodiscard]] std::vector<std::string> text(const std::vector<RuleId>& rules) const {
    std::vector<RuleId> known;
    for (const RuleId r : rules) {
      if (of(p_.rules[r].law).known) known.push_back(r);
    }
    std::sort(known.begin(), known.end(), [&](RuleId a, RuleId b) { return p_.rules[a].name < p_.rules[b].name; });
    std::vector<std::string> out;
    for (const RuleId r : known) {
      std::string name = of(p_.rules[r].law).before + p_.rules[r].name;
      if (out.empty() || out.back() != name) out.push_back(std::move(name));
    }
    return out;
  }
  [[nodiscard]] bool can_say(const Expectation& e) const {
    switch (e.kind) {
      case Expectation::Kind::Verdict:
        return of(e.act).known;
      case Expectation::Kind::Applies:
        return of(p_.rules[e.rules.front()].law).known;
      case Expectation::Kind::InForce:
        return of(e.law).known;
      case Expectation::Kind::Holds:
        return true;
    }
    return true;
  }
  // The modules to `use` for a scenario, each once.
  [[nodiscard]] std::vector<std::string> uses(const Scenario& s) const {
    std::vector<std::string> out;
    const auto use = [&](const std::string& module) {
      if (!module.empty() && std::find(out.begin(), out.end(), module) == out.end()) out.push_back(module);
    };
    if (in_ != nullptr) use(in_->use);
    for (const Expectation& e : s.expectations) {
      if (e.kind == Expectation::Kind::Verdict && can_say(e)) use(of(e.act).use);
    }
    return out;
  }
  [[nodiscard]] std::string target() const {
    return in_ == nullptr || in_->scenario_for.empty() ? p_.case_name : in_->scenario_for;
  }

 private:
  const Program& p_;
  const Spelling* in_;
};

const Spelling* spelling_of(const Program& p, FileId file) {
  const auto at = std::find_if(p.spellings.begin(), p.spellings.end(), [&](const Spelling& s) { return s.file == file; });
  return at == p.spellings.end() ? nullptr : &*at;
}

std::string verdict_text(const Program& p, const Spelled& names, const Expectation& e, const Sources& sources) {
  const std::string action = names.text(e.act);
  std::string out = p.acts[e.act].party + " ";
  const char* modal = e.word == Word::Required    ? "must"
                      : e.word == Word::Forbidden ? "must not"
                      : e.word == Word::Permitted ? "may"
                      : e.word == Word::Exempt    ? "need not"
                                                  : nullptr;
  if (modal != nullptr && !e.negated) {
    out += fmt::format("{} {}", modal, action);
  } else {
    out += fmt::format("{} is {}{}", action, e.negated ? "not " : "", word_name(e.word));
  }
  if (e.under.valid()) out += " under " + order_text(p, e, sources);
  const std::vector<std::string> by = names.text(e.by);
  const bool by_all = by.size() == rule_names(p, e.by).size();
  if (e.has_by && !by.empty()) out += fmt::format(" by {}{}", e.by_only && by_all ? "only " : "", fmt::join(by, ", "));
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

std::string text_of(const Program& p, const Spelled& names, const Expectation& e, const Sources& sources) {
  switch (e.kind) {
    case Expectation::Kind::Verdict:
      return "expect " + verdict_text(p, names, e, sources);
    case Expectation::Kind::Applies:
      return fmt::format("expect {} {}", names.text(e.rules).front(), e.negated ? "does not apply" : "applies");
    case Expectation::Kind::InForce:
      return fmt::format("expect {}{} is {}in force", names.of(e.law).before, p.laws[e.law].name, e.negated ? "not " : "");
    case Expectation::Kind::Holds:
      return e.negated ? fmt::format("expect not ({})", sources.text(e.span)) : fmt::format("expect {}", sources.text(e.span));
  }
  return {};
}

std::string with_head(const Program& p, const Spelled& names, const Scenario& scenario, const std::string& head,
                      const std::vector<FactId>& facts, const Sources& sources) {
  std::string out = fmt::format("scenario {} {} {{\n", quoted(scenario.name), head);
  for (const std::string& line : fact_lines(p, scenario.facts, facts)) out += fmt::format("  {}\n", line);
  for (const Expectation& e : scenario.expectations) {
    if (names.can_say(e)) out += fmt::format("  {}\n", text_of(p, names, e, sources));
  }
  return out + "}";
}

}  // namespace

std::string expectation_text(const Program& p, const Expectation& e, const Sources& sources) {
  return text_of(p, Spelled(p, nullptr), e, sources);
}

std::string case_text(const Program& p, const Case& c, const std::vector<FactId>& omitted) {
  std::string out;
  for (const std::string& line : fact_lines(p, c, told(p, c, omitted))) out += (out.empty() ? "" : "\n") + line;
  return out;
}

bool can_be_pasted(const Program& p, const Scenario& scenario, FileId file) {
  const Spelling* in = spelling_of(p, file);
  const Spelled names(p, in);
  return in != nullptr && !in->scenario_for.empty() &&
         std::any_of(scenario.expectations.begin(), scenario.expectations.end(),
                     [&](const Expectation& e) { return names.can_say(e); });
}

std::string scenario_text(const Program& p, const Scenario& scenario, const std::vector<FactId>& omitted, const Sources& sources,
                          FileId file) {
  const Spelled names(p, spelling_of(p, file.valid() ? file : p.file));
  std::string out;
  for (const std::string& module : names.uses(scenario)) out += fmt::format("use {}\n", module);
  return out + with_head(p, names, scenario, "for " + names.target(), told(p, scenario.facts, omitted), sources);
}

std::string scenario_text(const Program& p, const Scenario& scenario, const Scenario& like, const Sources& sources) {
  std::vector<FactId> changed;
  for (const FactId f : p.facts.ids()) {
    if (scenario.facts[f] != like.facts[f]) changed.push_back(f);
  }
  return with_head(p, Spelled(p, spelling_of(p, p.file)), scenario, "like " + quoted(like.name), changed, sources);
}

}  // namespace jur
