#include <nlohmann/json.hpp>

#include "core/case_json.h"
#include "explain/run_report.h"
#include "explain/words.h"

namespace jur {
namespace {

using Json = nlohmann::ordered_json;
using namespace core;

Json day(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

Json value_json(const Fact& fact, const Value& v) {
  if (v.kind == ValueKind::Bool) return v.number != 0;
  if (v.kind == ValueKind::Int) return v.number;
  (void)fact;
  return nullptr;
}

Json verdict_json(const Program& p, const Verdict& v) {
  Json out{{"verdict", word_name(v.word)}, {"rules", rule_names(p, v.rules)}, {"deadline", day(v.deadline)}};
  if (v.hours) out["hours"] = v.hours->count;
  out["not_before"] = day(v.not_before);
  out["until"] = day(v.until);
  Json missing = Json::array();
  for (const FactId f : v.missing) missing.push_back(p.facts[f].name);
  out["missing"] = std::move(missing);
  Json possible = Json::array();
  for (const Word w : v.possible) possible.push_back(word_name(w));
  out["possible"] = std::move(possible);
  Json open = Json::array();
  for (const OpenQuestion& q : v.open) {
    const Fact& fact = p.facts[q.fact];
    Json value = value_json(fact, q.value);
    if (value.is_null()) value = show_value(p, q.fact, q.value);
    open.push_back({{"fact", fact.name}, {"value", std::move(value)}, {"verdict", word_name(q.word)}, {"by", fact.decided_by}});
  }
  out["open"] = std::move(open);
  Json orders = Json::object();
  for (const auto& [order, word] : v.orders) orders[p.orders[order].name] = word_name(word);
  out["orders"] = std::move(orders);
  out["accepted"] = v.accepted.valid();
  out["referred"] =
      v.accepted.valid() && !p.acceptances[v.accepted].refer.empty() ? Json(p.acceptances[v.accepted].refer) : Json(nullptr);
  out["unverified"] = v.unverified;
  return out;
}

}  // namespace

std::string explain_json(const Program& program, const Outcome& outcome) {
  Json verdicts = Json::object();
  for (const Verdict& v : outcome.verdicts) {
    const Act& act = program.acts[v.act];
    verdicts[act.party][act.action] = verdict_json(program, v);
  }
  const Json out{{"decision", program.name}, {"verdicts", std::move(verdicts)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace jur
