#include "explain/property_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/case_json.h"
#include "explain/scenario_text.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

std::string came_verdict(const Program& p, const Expectation& e, const Verdict& v) {
  std::string out = fmt::format("`{} {}` is {}", p.acts[e.act].party, p.acts[e.act].action, word_name(v.word));
  if (e.under.valid()) out += fmt::format(" under {}", p.orders[e.under].name);
  const std::vector<std::string> rules = rule_names(p, v.rules);
  if (!rules.empty()) out += fmt::format(" by `{}`", fmt::join(rules, "`, `"));
  if (e.within && (v.word == Word::Required || v.word == Word::Contradictory))
    out += v.deadline ? fmt::format(", due on {},", to_string(*v.deadline)) : ", without a deadline,";
  return out;
}

std::string came(const Program& p, const Refuted& r) {
  const Expectation& e = r.expectation;
  switch (e.kind) {
    case Expectation::Kind::Verdict:
      return came_verdict(p, e, *r.came);
    case Expectation::Kind::Applies:
      return fmt::format("`{}` {}", p.rules[e.rules.front()].name, e.negated ? "applies" : "does not apply");
    case Expectation::Kind::InForce:
      return fmt::format("`{}` is {}in force", p.laws[e.law].name, e.negated ? "" : "not ");
    case Expectation::Kind::Holds:
      return "what is expected is false";
  }
  return {};
}

bool always(const Program& p, CondId c) { return p.conds[c].op == Op::Const && p.conds[c].count != 0; }

ClashDetails details(const Program& p, const Refuted& r) {
  ClashDetails out;
  const Expectation& e = r.expectation;
  if (e.kind == Expectation::Kind::Verdict) out.acts.push_back({p.acts[e.act].party, p.acts[e.act].action});
  if (e.kind == Expectation::Kind::Applies) out.rules = rule_names(p, e.rules);
  if (r.came) out.rules = rule_names(p, r.came->rules);
  out.witness = write_case(p, r.witness, r.any);
  return out;
}

}  // namespace

void report_refuted(const Program& p, const Refuted& r, const Sources& sources, Sink& sink) {
  const char* where = always(p, r.property.when) ? "in some case" : "in a case that meets its condition";
  Diagnostic& d = sink.report(Code::PropertyRefuted, r.expectation.span,
                              fmt::format("property “{}” does not hold: {} {}", r.property.name, came(p, r), where));
  d.at_primary("expected of every such case");
  if (r.came) {
    for (const RuleId rule : r.came->rules) d.label(p.rules[rule].span, "behind the verdict");
  }
  d.note("the case as a scenario to paste, with what comes of it:\n" +
         scenario_text(p, r.shown, r.omitted, sources, r.property.span.file));
  d.help("repair the rules, or narrow the property with `when`");
  d.clash = details(p, r);
}

}  // namespace jur
