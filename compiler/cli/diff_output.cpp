#include "cli/diff_output.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "explain/scenario_text.h"
#include "explain/words.h"

namespace jur::cli {
namespace {

constexpr std::size_t kShownWindows = 6;

std::string place(const Sources& sources, Span span) {
  if (!span.valid()) return {};
  const Position at = sources.position(span.file, span.begin);
  return fmt::format("{}:{}:{}", sources[span.file].path, at.line, at.column);
}

std::string rule_text(const DiffOutput& o, const ComparedDecision& c, const ChangedRule& r) {
  const bool both = r.before.valid() && r.after.valid();
  std::string out = "    " + (r.after.valid() ? rule_line(*c.after, r.after) : rule_line(*c.before, r.before)) + "\n      ";
  out += r.applies_in_both() ? fmt::format("{}; {}", r.asked_text, r.asks_text)
         : both              ? fmt::format("{}, now {}", r.was, r.is)
         : r.after.valid()   ? fmt::format("is new, and {}", r.is)
                             : fmt::format("{}, and is gone", r.was);
  out += "\n";
  if (r.before.valid()) out += fmt::format("      before {}\n", place(o.before, c.before->rules[r.before].span));
  if (r.after.valid()) out += fmt::format("      now    {}\n", place(o.after, c.after->rules[r.after].span));
  return out;
}

std::string indented(const std::string& text, std::string_view by) {
  std::string out(by);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += by;
  }
  return out + "\n";
}

std::string difference(const DiffOutput& o, const ComparedDecision& c, const Difference& d, bool colour) {
  const char* bold = colour ? "\033[1m" : "";
  const char* plain = colour ? "\033[0m" : "";
  std::string out = fmt::format("{}{} {}: {}{}\n", bold, d.party, d.action, change_text(d), plain);
  if (!c.name.empty()) out += fmt::format("  in {}\n", c.name);
  out += fmt::format("  as of: {}\n", windows_text(*c.after, d));
  const std::string example = case_text(*c.after, d.after.witness, d.after.any);
  out += example.empty() ? "  in any case\n" : "  for example\n" + indented(example, "    ");
  out += fmt::format("  before: {}\n", verdict_text(*c.before, d.before));
  out += fmt::format("  now:    {}\n", verdict_text(*c.after, d.after));
  const auto rules = changed_rules(c, d);
  out +=
      rules.empty() ? "  what made the difference: which actions imply or exclude each other\n" : "  what made the difference\n";
  for (const ChangedRule& r : rules) out += rule_text(o, c, r);
  const ShownScenario shown = shown_scenario(o, c, d);
  if (!shown.text.empty()) {
    out += fmt::format("  a scenario{} that passes in the {} version alone\n", shown.elsewhere ? " for " + shown.file : "",
                       shown.old ? "old" : "new");
    out += indented(shown.text, "    ");
  }
  return out + "\n";
}

std::string changes(const std::vector<CaseChange>& all) {
  std::string out;
  for (const CaseChange& c : all) out += fmt::format("  {} {} {}\n", c.breaking ? "!" : "-", c.subject, c.text);
  return out;
}

std::string counted(std::size_t n, const char* one, const char* many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

std::string summary(const Comparison& all, std::size_t acts) {
  const std::size_t verdicts = all.verdicts();
  const std::size_t breaking = all.breaking();
  std::string out = verdicts > 0 ? counted(verdicts, "change of a verdict", "changes of verdicts")
                                 : fmt::format("{}: proved for {} in every case that both versions know",
                                               breaking > 0 ? "each verdict is the same" : "no difference",
                                               counted(acts, "verdict", "verdicts"));
  if (breaking > 0) out += fmt::format("; {} cases of the old version", counted(breaking, "change breaks", "changes break"));
  return out;
}

}  // namespace

std::string windows_text(const core::Program& p, const Difference& d) {
  const core::Fact& calendar = p.facts[p.as_of];
  const auto day = [](std::int64_t n) { return to_string(Date{static_cast<std::int32_t>(n)}); };
  std::vector<std::string> out;
  for (const Interval& w : d.days.parts()) {
    const bool begins = w.lo > calendar.lo;
    const bool ends = w.hi < calendar.hi;
    if (!begins && !ends) return "on any day";
    if (out.size() == kShownWindows) break;
    out.push_back(begins && ends ? w.lo == w.hi ? "on " + day(w.lo) : fmt::format("from {} until {}", day(w.lo), day(w.hi))
                  : begins ? fmt::format("from {} on", day(w.lo))
                                 : "until " + day(w.hi));
  }
  const std::size_t more = d.days.parts().size() - out.size();
  return fmt::format("{}{}", fmt::join(out, ", "),
                     more > 0 ? fmt::format(", and in {}{} further periods", d.cut ? "more than " : "", more) : "");
}

std::string verdict_text(const core::Program& p, const Difference::Side& side) {
  if (!side.verdict) return "silent, as it has no such action";
  const core::Verdict& v = *side.verdict;
  std::string out = word_name(v.word);
  if (v.not_before) out += fmt::format(", not before {}", to_string(*v.not_before));
  if (v.deadline) out += fmt::format(", by {}", to_string(*v.deadline));
  if (v.deadline && v.hours) out += fmt::format(" ({})", to_string(*v.hours));
  if (v.until) out += fmt::format(", until {}", to_string(*v.until));
  const auto rules = rule_names(p, v.rules);
  if (!rules.empty()) out += fmt::format(", under {}", fmt::join(rules, ", "));
  return out;
}

std::string scenario_of(const core::Program& p, const Difference::Side& side, const Sources& sources) {
  if (side.shown.expectations.empty() || !can_be_pasted(p, side.shown, p.file)) return "";
  return scenario_text(p, side.shown, side.omitted, sources);
}

ShownScenario shown_scenario(const DiffOutput& o, const ComparedDecision& c, const Difference& d) {
  ShownScenario out;
  out.text = scenario_of(*c.after, d.after, o.after);
  out.old = out.text.empty();
  if (out.old) out.text = scenario_of(*c.before, d.before, o.before);
  const core::Program& p = out.old ? *c.before : *c.after;
  if (p.file.valid()) out.file = (out.old ? o.before : o.after)[p.file].path;
  const auto rules = changed_rules(c, d);
  out.elsewhere = !rules.empty() && std::none_of(rules.begin(), rules.end(), [&](const ChangedRule& r) {
    const core::RuleId rule = out.old ? r.before : r.after;
    return rule.valid() && p.rules[rule].span.file == p.file;
  });
  return out;
}

std::string diff_text(const DiffOutput& o, bool colour) {
  std::string out;
  const Comparison& all = o.comparison;
  if (!all.decisions.empty()) out += changes(all.decisions) + "\n";
  std::size_t acts = 0;
  for (const ComparedDecision& c : all.compared) {
    acts += c.found.acts;
    if (!c.found.cases.empty()) out += fmt::format("what a case of `{}` is\n{}\n", c.after->name, changes(c.found.cases));
    for (const Difference& d : c.found.all) out += difference(o, c, d, colour);
  }
  return out + summary(all, acts) + "\n";
}

}  // namespace jur::cli
