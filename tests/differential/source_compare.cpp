#include "source_compare.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "../compile.h"
#include "evaluate/conduct.h"
#include "evaluate/evaluate.h"
#include "source_meaning.h"
#include "source_random.h"

namespace jur::test::form {
namespace {

std::string days(std::int64_t from, std::int64_t until) {
  const auto one = [](std::int64_t d) {
    return d <= -kLong || d >= kLong ? std::string() : to_string(Date{static_cast<std::int32_t>(d)});
  };
  return one(from) + ".." + one(until);
}

const char* kind_name(Norm kind) {
  static constexpr const char* kNames[] = {"duty", "keep", "ban", "may", "need not"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string rule_name(const core::Rule& r) { return r.instance.empty() ? r.name : r.name + "/" + r.instance; }
std::string act_name(const core::Act& a) { return a.party + " " + a.action; }

std::multiset<std::string> effects(const core::Program& p, const Truths& truths, const core::Case& facts) {
  const Conduct conduct(p, truths, facts);
  std::multiset<std::string> out;
  for (const core::NormId id : conduct.norms()) {
    const core::Norm& n = p.norms[id];
    const Interval d = conduct.days(id);
    out.insert(fmt::format("{} {} {} {}", rule_name(p.rules[n.rule]), kind_name(static_cast<Norm>(n.kind)),
                           act_name(p.acts[n.act]), days(std::max(d.lo, -kLong), std::min(d.hi, kLong))));
  }
  return out;
}

std::multiset<std::string> effects(const Form& form, const Meaning& meaning) {
  std::multiset<std::string> out;
  for (const Effect& e : meaning.effects()) {
    out.insert(fmt::format("{} {} {} {}", show(form, e.rule), kind_name(e.kind), show(form, e.act), days(e.from, e.until)));
  }
  return out;
}

template <class Set>
std::string only_in(const Set& a, const Set& b) {
  std::string out;
  for (const std::string& s : a) {
    if (a.count(s) != b.count(s)) out += "\n    " + s;
  }
  return out;
}

template <class Set>
std::optional<std::string> unequal(const char* what, const Set& compiled, const Set& meant) {
  if (compiled == meant) return std::nullopt;
  return fmt::format("{}\n  compiled:{}\n  meant:{}", what, only_in(compiled, meant), only_in(meant, compiled));
}

std::optional<std::string> complete_difference(const core::Program& p, const Form& form, const Case& facts,
                                               const core::Case& given) {
  const Truths truths(p, given);
  const Meaning meaning(form, facts);
  if (is_valid(p, truths) != meaning.possible()) return fmt::format("the case is {}possible", meaning.possible() ? "" : "im");
  std::set<std::string> applying;
  std::set<std::string> meant;
  for (const core::Rule& r : p.rules.all()) {
    if (truths[r.applies]) applying.insert(rule_name(r));
  }
  for (const Instance& i : meaning.applying()) meant.insert(show(form, i));
  if (auto d = unequal("rules that apply", applying, meant)) return d;
  return unequal("norms with effect", effects(p, truths, given), effects(form, meaning));
}

}  // namespace

const core::Program* decided(const std::vector<core::Program>& programs) {
  for (const core::Program& p : programs) {
    if (p.declared && p.name == "check") return &p;
  }
  return nullptr;
}

core::Case facts_of(const core::Program& program, const Form& form, const Case& facts) {
  core::Case out;
  out.values.resize(program.facts.size());
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < form.facts.size(); ++i) by_name[form.facts[i].path] = i;
  for (const core::FactId id : program.facts.ids()) {
    const core::Fact& fact = program.facts[id];
    const auto at = by_name.find(fact.name);
    if (at == by_name.end()) continue;
    const Value& v = facts[at->second];
    if (v.unknown) continue;
    if (v.none) {
      out[id] = core::Value::none();
      continue;
    }
    switch (fact.kind) {
      case core::FactKind::Bool:
        out[id] = core::Value::of_bool(v.number != 0);
        break;
      case core::FactKind::Enum:
        out[id] = core::Value::of_enum(static_cast<std::size_t>(v.number));
        break;
      case core::FactKind::Int:
        out[id] = core::Value::of_int(v.number);
        break;
      case core::FactKind::Date:
        out[id] = core::Value::of_date(Date{static_cast<std::int32_t>(v.number)});
        break;
      case core::FactKind::Set: {
        ValueSet set(program.domains[fact.domain].members.size());
        for (std::size_t m = 0; m < set.size(); ++m) {
          if (((v.set >> m) & 1U) != 0) set.insert(m);
        }
        out[id] = core::Value::of_set(std::move(set));
        break;
      }
    }
  }
  return out;
}

std::optional<std::string> difference(const core::Program& program, const Form& form, const Case& facts) {
  const core::Case given = facts_of(program, form, facts);
  const bool complete = std::none_of(facts.begin(), facts.end(), [](const Value& v) { return v.unknown; });
  if (complete) {
    if (auto d = complete_difference(program, form, facts, given)) return d;
  }
  std::vector<core::ActId> all;
  for (const core::ActId a : program.acts.ids()) all.push_back(a);
  const core::Outcome outcome = evaluate(program, given, all);
  const std::vector<std::string> meant = words(form, facts);
  const std::vector<Act> asked = acts(form);
  if (outcome.possible != !meant.empty()) return fmt::format("the case is {}possible", meant.empty() ? "im" : "");
  if (!outcome.possible) return std::nullopt;
  std::set<std::string> found;
  std::set<std::string> expected;
  for (const core::Verdict& v : outcome.verdicts) found.insert(act_name(program.acts[v.act]) + " is " + core::word_name(v.word));
  for (std::size_t i = 0; i < asked.size(); ++i) expected.insert(show(form, asked[i]) + " is " + meant[i]);
  return unequal("verdicts", found, expected);
}

std::optional<std::string> difference(const Form& form, const Case& facts) {
  const Compiled compiled(modules(form));
  if (!compiled.reports_only(kDrawnToo)) {
    return fmt::format("diagnostic {}\n{}", compiled.sink.all()[0].name, compiled.complaints());
  }
  const core::Program* program = decided(compiled.programs);
  if (program == nullptr) return "no program";
  return difference(*program, form, facts);
}

}  // namespace jur::test::form
