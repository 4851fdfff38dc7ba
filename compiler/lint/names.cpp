// Names of what the files declare.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

namespace {

bool is_pascal(std::string_view name) { return name[0] >= 'A' && name[0] <= 'Z' && name.find('_') == std::string_view::npos; }

bool is_snake(std::string_view name) {
  return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) && name[0] != '_' &&
         name.back() != '_' && name.find("__") == std::string_view::npos;
}

void want_pascal(Findings& out, std::string_view kind, const std::string& name, Span span) {
  if (!is_pascal(name))
    out.add(span, fmt::format("{} `{}` is not in PascalCase", kind, name))
        .help("types and groups are written in PascalCase: `CourtOrder`");
}

void want_snake(Findings& out, std::string_view kind, const std::string& name, Span span) {
  if (!is_snake(name))
    out.add(span, fmt::format("{} `{}` is not in snake_case", kind, name))
        .help("this kind of name is written in snake_case: `court_order`");
}

// Equal for names that differ in capital letters and underscores alone.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

// Equal for names whose signs look alike: 0 and O, 1, l and I.
std::string blurred(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '0', 'O');
  std::replace(out.begin(), out.end(), '1', 'l');
  std::replace(out.begin(), out.end(), 'I', 'l');
  return out;
}

template <class Each>
void alike(Findings& out, std::string_view kind, const Each& all) {
  std::map<std::string, std::pair<std::string, Span>> by_letters;
  std::map<std::string, std::pair<std::string, Span>> by_looks;
  for (const auto& x : all) {
    auto [at, fresh] = by_letters.try_emplace(folded(x.first), x);
    const auto [looks, new_looks] = by_looks.try_emplace(blurred(x.first), x);
    if (fresh && !new_looks) at = looks;
    if ((fresh && new_looks) || at->second.first == x.first) continue;
    out.add(x.second, fmt::format("{} `{}` is easily taken for `{}`", kind, x.first, at->second.first))
        .label(at->second.second, "the other")
        .help("give one of them another name");
  }
}

using Named = std::vector<std::pair<std::string, Span>>;

}  // namespace

void naming_convention(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const auto& x : p.enums.all()) want_pascal(out, "enum", x.name, x.span);
  for (const auto& x : p.records.all()) want_pascal(out, "record", x.name, x.span);
  for (const auto& x : p.cases.all()) want_pascal(out, "case", x.name, x.span);
  for (const auto& x : p.groups.all()) want_pascal(out, "group", x.name, x.span);
  for (const auto& x : p.relations.all()) want_snake(out, "relation", x.name, x.span);
  for (const auto& x : p.defines.all()) want_snake(out, "define", x.name, x.span);
  for (const auto& x : p.actions.all()) want_snake(out, "action", x.name, x.span);
  for (const auto& x : p.laws.all()) want_snake(out, "law", x.name, x.span);
  for (const auto& x : p.rules.all()) want_snake(out, "rule", x.name, x.span);
  for (const auto& x : p.routes.all()) want_snake(out, "route", x.name, x.span);
  for (const auto& x : p.decisions) want_snake(out, "decision", x.name, x.span);
  for (const auto& r : p.records.all()) {
    for (const auto& f : r.fields) want_snake(out, "fact", f.name, f.span);
  }
  for (const auto& c : p.cases.all()) {
    for (const auto& m : c.members) want_snake(out, m.party ? "party" : "fact", m.field.name, m.field.span);
  }
}

void easily_confused(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const auto& e : p.enums.all()) {
    Named names;
    for (const auto& m : e.members) names.emplace_back(m.name, m.span);
    alike(out, "enumerator", names);
  }
  for (const auto& r : p.records.all()) {
    Named names;
    for (const auto& f : r.fields) names.emplace_back(f.name, f.span);
    alike(out, "fact", names);
  }
  for (const auto& l : p.laws.all()) {
    Named names;
    for (const auto id : l.rules) names.emplace_back(p.rules[id].name, p.rules[id].span);
    alike(out, "rule", names);
  }
  Named actions;
  for (const auto& a : p.actions.all()) actions.emplace_back(a.name, a.span);
  alike(out, "action", actions);
  Named laws;
  for (const auto& l : p.laws.all()) laws.emplace_back(l.name, l.span);
  alike(out, "law", laws);
}

void parameter_hides_fact(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  for (const model::Define& d : p.defines.all()) {
    if (!d.case_type.valid()) continue;
    for (const model::Parameter& x : d.parameters) {
      for (const model::CaseMember& m : p.cases[d.case_type].members) {
        if (m.field.name != x.name) continue;
        out.add(x.span, fmt::format("parameter `{}` goes by the name of a fact of the case, and hides it", x.name))
            .label(m.field.span, "the fact")
            .help("give the parameter another name");
      }
    }
  }
}

}  // namespace jur::lint_rules
