#include <nlohmann/json.hpp>

#include "cli/diff_output.h"
#include "core/case_json.h"
#include "explain/scenario_text.h"
#include "explain/words.h"

namespace jur::cli {
namespace {

using Json = nlohmann::ordered_json;

Json day(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

Json case_changes(const std::vector<CaseChange>& all) {
  Json out = Json::array();
  for (const CaseChange& c : all) out.push_back({{"subject", c.subject}, {"text", c.text}, {"breaking", c.breaking}});
  return out;
}

Json side(const core::Program& p, const Difference::Side& s, const Sources& sources) {
  Json out;
  out["verdict"] = s.verdict ? core::word_name(s.verdict->word) : "silent";
  out["decided"] = s.verdict.has_value();
  out["rules"] = s.verdict ? rule_names(p, s.verdict->rules) : std::vector<std::string>();
  out["not_before"] = s.verdict ? day(s.verdict->not_before) : Json(nullptr);
  out["deadline"] = s.verdict ? day(s.verdict->deadline) : Json(nullptr);
  out["until"] = s.verdict ? day(s.verdict->until) : Json(nullptr);
  if (s.verdict && s.verdict->deadline && s.verdict->hours) out["hours"] = s.verdict->hours->count;
  out["witness"] = Json::parse(core::write_case(p, s.witness, s.any));
  const std::string scenario = scenario_of(p, s, sources);
  out["scenario"] = scenario.empty() ? Json(nullptr) : Json(scenario);
  if (!scenario.empty() && p.file.valid()) out["scenario_file"] = sources[p.file].path;
  return out;
}

Json rule_place(const core::Program& p, core::RuleId r, const Sources& sources, const std::string& fared,
                const std::string& asks) {
  if (!r.valid()) return nullptr;
  const Span span = p.rules[r].span;
  const Position at = sources.position(span.file, span.begin);
  return {{"fared", fared},  {"asks", asks},       {"cite", citation(p, r)}, {"file", sources[span.file].path},
          {"line", at.line}, {"column", at.column}};
}

Json windows(const core::Program& p, const IntervalSet& days) {
  const core::Fact& calendar = p.facts[p.as_of];
  const auto end = [](bool open, std::int64_t n) {
    return open ? Json(nullptr) : Json(to_string(Date{static_cast<std::int32_t>(n)}));
  };
  Json out = Json::array();
  for (const Interval& w : days.parts()) {
    out.push_back({{"from", end(w.lo <= calendar.lo, w.lo)}, {"until", end(w.hi >= calendar.hi, w.hi)}});
  }
  return out;
}

Json change(const DiffOutput& o, const ComparedDecision& c, const Difference& d) {
  Json out;
  out["decision"] = c.after->name;
  if (!c.after->declared) {
    out["laws"] = Json::array();
    for (const core::Law& l : c.after->laws.all()) out["laws"].push_back(l.name);
  }
  out["party"] = d.party;
  out["action"] = d.action;
  out["from"] = core::word_name(d.from);
  out["to"] = core::word_name(d.to);
  out["windows"] = windows(*c.after, d.days);
  out["windows_cut"] = d.cut;
  out["before"] = side(*c.before, d.before, o.before);
  out["after"] = side(*c.after, d.after, o.after);
  out["rules"] = Json::array();
  for (const ChangedRule& r : changed_rules(c, d)) {
    out["rules"].push_back({{"rule", r.name},
                            {"before", rule_place(*c.before, r.before, o.before, r.was, r.asked)},
                            {"after", rule_place(*c.after, r.after, o.after, r.is, r.asks)}});
  }
  return out;
}

}  // namespace

std::string diff_json(const DiffOutput& o) {
  const Comparison& all = o.comparison;
  Json out;
  out["changes"] = Json::array();
  out["cases"] = Json::array();
  std::size_t verdicts = 0;
  for (const ComparedDecision& c : all.compared) {
    verdicts += c.found.acts;
    for (const Difference& d : c.found.all) out["changes"].push_back(change(o, c, d));
    for (Json& j : case_changes(c.found.cases)) {
      j["decision"] = c.after->name;
      out["cases"].push_back(std::move(j));
    }
  }
  out["decisions"] = case_changes(all.decisions);
  out["summary"] = {{"verdicts", verdicts}, {"changes", all.verdicts()}, {"breaking", all.breaking()}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jur::cli
