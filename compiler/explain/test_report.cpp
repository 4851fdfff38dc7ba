#include "explain/test_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "evaluate/evaluate.h"
#include "explain/explanation.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

std::string expected_verdict(const Program& p, const Expectation& e) {
  std::string out = fmt::format("`{} {}` is expected to be {}{}", p.acts[e.act].party, p.acts[e.act].action,
                                e.negated ? "anything but " : "", word_name(e.word));
  if (e.under.valid()) out += fmt::format(" under {}", p.orders[e.under].name);
  if (e.has_by) out += fmt::format(" by {}{}", e.by_only ? "only " : "", fmt::join(rule_names(p, e.by), ", "));
  if (e.within) out += fmt::format(" within {}", to_string(*e.within));
  return out;
}

std::string came(const Verdict& v) {
  std::string out = fmt::format("it is {}", word_name(v.word));
  if (v.deadline) out += fmt::format(", by {}", to_string(*v.deadline));
  return out;
}

// What to expect instead, if what came is right: `expect custodian must disclose by us.duty`.
std::string expect_instead(const Program& p, const Scenario& s, const Expectation& e, const Verdict& v) {
  const Act& act = p.acts[e.act];
  std::string out;
  switch (v.word) {
    case Word::Required:
      out = fmt::format("{} must {}", act.party, act.action);
      break;
    case Word::Forbidden:
      out = fmt::format("{} must not {}", act.party, act.action);
      break;
    case Word::Permitted:
      out = fmt::format("{} may {}", act.party, act.action);
      break;
    case Word::Exempt:
      out = fmt::format("{} need not {}", act.party, act.action);
      break;
    default:
      out = fmt::format("{} {} is {}", act.party, act.action, word_name(v.word));
  }
  if (e.under.valid()) out += fmt::format(" under {}", p.orders[e.under].name);
  if (e.has_by && !e.negated && !v.rules.empty())
    out += fmt::format(" by {}{}", e.by_only ? "only " : "", fmt::join(rule_names(p, v.rules), ", "));
  const Value& from = s.facts[p.as_of];
  if (e.within && v.deadline && from.kind == ValueKind::Date && v.deadline->days >= from.number)
    out += fmt::format(" within {} {}", v.deadline->days - from.number, v.deadline->days - from.number == 1 ? "day" : "days");
  return out;
}

std::string help_with_verdict(const Program& p, const Scenario& s, const Expectation& e, const Verdict& v) {
  const std::string instead = fmt::format("if that is right, write `expect {}`", expect_instead(p, s, e, v));
  if (v.word != Word::Undetermined || v.missing.empty()) return instead;
  return fmt::format("give the scenario `{}`; {}", p.facts[v.missing.front()].name, instead);
}

// Why a rule took no part, or that it did.
std::string fate(const Program& p, RuleId id, const Outcome& outcome) {
  using State = RuleTrace::State;
  const Rule& r = p.rules[id];
  const RuleTrace& t = outcome.rules[id.index];
  const std::string name = r.instance.empty() ? fmt::format("`{}`", r.name) : fmt::format("`{}` for {}", r.name, r.instance);
  switch (t.state) {
    case State::Applies:
      return name + " applies, but does not lead to this";
    case State::NotInForce:
      return name + " is not in force";
    case State::OutOfScope:
      return name + " does not apply: its `when` does not hold";
    case State::Excepted: {
      const Exception& e = r.exceptions[t.exception];
      return fmt::format("{} does not apply: its exception{} holds", name, e.name.empty() ? "" : fmt::format(" “{}”", e.name));
    }
    case State::Defeated:
      return fmt::format("{} does not apply: `{}` defeats it", name, p.rules[t.by].name);
    case State::Unknown:
      return name + " may apply or not: that hangs on what is unknown";
  }
  return name;
}

void explain_absent(Diagnostic& d, const Program& p, const Case& facts, const Expectation& e, const Verdict& v) {
  const Outcome outcome = evaluate(p, facts, {});
  if (!outcome.possible) return;
  std::vector<RuleId> told;
  if (!e.negated) {
    for (const RuleId r : e.by) {
      if (std::find(v.rules.begin(), v.rules.end(), r) == v.rules.end()) told.push_back(r);
    }
  }
  for (const Bystander& b : bystanders(p, facts, outcome, e.act)) told.push_back(b.rule);
  std::sort(told.begin(), told.end());
  told.erase(std::unique(told.begin(), told.end()), told.end());
  for (const RuleId r : told) d.note(fate(p, r, outcome));
}

void explain_verdict(Diagnostic& d, const Program& p, const Verdict& v) {
  for (const RuleId r : v.rules) d.label(p.rules[r].span, fmt::format("{} says so", p.rules[r].name));
  if (v.word == Word::Undetermined) {
    std::vector<std::string> words;
    for (const Word w : v.possible) words.emplace_back(word_name(w));
    d.note(fmt::format("still possible: {}", fmt::join(words, ", ")));
  }
  std::vector<std::string> missing;
  for (const FactId f : v.missing) missing.push_back(p.facts[f].name);
  if (!missing.empty()) d.note(fmt::format("it depends on {}, which the scenario leaves unknown", fmt::join(missing, ", ")));
  if (v.rules.empty() && v.word == Word::Silent) d.note("no applying rule speaks of it");
}

}  // namespace

void report_judgment(const Program& p, const Scenario& scenario, const Judgment& judgment, Sink& sink) {
  if (!judgment.possible) {
    Diagnostic& d = sink.report(Code::ScenarioFailed, scenario.span,
                                fmt::format("scenario “{}” describes a case that is not possible", scenario.name));
    for (const Span s : p.assumption_spans) d.label(s, "cases must keep this");
    d.help("change the facts so that each assumption holds, or take an assumption back");
    return;
  }
  for (const Unmet& u : judgment.unmet) {
    const Expectation& e = scenario.expectations[u.expectation];
    switch (e.kind) {
      case Expectation::Kind::Verdict: {
        Diagnostic& d =
            sink.report(Code::ScenarioFailed, e.span, fmt::format("{}, but {}", expected_verdict(p, e), came(*u.verdict)));
        d.note(fmt::format("in scenario “{}”", scenario.name));
        d.help(help_with_verdict(p, scenario, e, *u.verdict));
        explain_verdict(d, p, *u.verdict);
        explain_absent(d, p, scenario.facts, e, *u.verdict);
        break;
      }
      case Expectation::Kind::Applies: {
        const std::string name = e.rules.empty() ? std::string("the rule") : p.rules[e.rules[0]].name;
        Diagnostic& d = sink.report(
            Code::ScenarioFailed, e.span,
            fmt::format("`{}` is expected {}to apply, but it {}", name, e.negated ? "not " : "", e.negated ? "may" : "may not"));
        d.note(fmt::format("in scenario “{}”", scenario.name));
        const Outcome outcome = evaluate(p, scenario.facts, {});
        bool open = false;
        for (const RuleId r : e.rules) {
          if (outcome.rules[r.index].state != RuleTrace::State::Applies) d.note(fate(p, r, outcome));
          open = open || outcome.rules[r.index].state == RuleTrace::State::Unknown;
        }
        d.help(open ? "give the scenario the facts that it hangs on"
                    : fmt::format("if that is right, write `expect {} {}`", name, e.negated ? "applies" : "does not apply"));
        break;
      }
      case Expectation::Kind::InForce:
        sink.report(Code::ScenarioFailed, e.span,
                    fmt::format("law `{}` is expected {}to be in force, but it is{}", p.laws[e.law].name, e.negated ? "not " : "",
                                e.negated ? "" : " not"))
            .note(fmt::format("in scenario “{}”", scenario.name))
            .help(fmt::format("if that is right, write `expect {} is {}in force`; the day is that of `{}`", p.laws[e.law].name,
                              e.negated ? "" : "not ", p.facts[p.as_of].name));
        break;
      case Expectation::Kind::Holds:
        sink.report(Code::ScenarioFailed, e.span, "the condition does not hold in every completion of the case")
            .note(fmt::format("in scenario “{}”", scenario.name))
            .help("give the facts that it asks for, also those that may be unknown, or expect something else");
        break;
    }
  }
}

}  // namespace jur
