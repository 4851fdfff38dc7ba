#include <nlohmann/json.hpp>

#include "diagnostics/render.h"

namespace jur {
namespace {

using Json = nlohmann::ordered_json;

Json place(const Sources& sources, Span span) {
  if (!span.valid()) return {{"file", nullptr}, {"line", nullptr}, {"column", nullptr}};
  const Position at = sources.position(span.file, span.begin);
  return {{"file", sources[span.file].path}, {"line", at.line}, {"column", at.column}};
}

Json end_of_window(const std::optional<std::string>& day) { return day ? Json(*day) : Json(nullptr); }

void add_clash(Json& out, const std::optional<ClashDetails>& clash) {
  Json acts = Json::array();
  Json windows = Json::array();
  if (clash) {
    for (const auto& a : clash->acts) acts.push_back({{"party", a.party}, {"action", a.action}});
    for (const auto& w : clash->windows) windows.push_back({{"from", end_of_window(w.from)}, {"until", end_of_window(w.until)}});
  }
  out["acts"] = std::move(acts);
  out["rules"] = clash ? Json(clash->rules) : Json::array();
  out["windows"] = std::move(windows);
  out["witness"] = clash && !clash->witness.empty() ? Json::parse(clash->witness, nullptr, false) : Json(nullptr);
  out["accepted"] = clash && clash->accepted;
}

Json finding(const Sources& sources, const Diagnostic& d) {
  Json out{{"code", d.name}, {"severity", severity_name(d.severity)}, {"message", d.message}};
  out.update(place(sources, d.primary));
  add_clash(out, d.clash);
  Json labels = Json::array();
  for (const Label& l : d.labels) {
    Json label = place(sources, l.span);
    label["text"] = l.text;
    labels.push_back(std::move(label));
  }
  out["labels"] = std::move(labels);
  out["notes"] = d.notes;
  out["help"] = d.helps;
  return out;
}

}  // namespace

std::string render_json(const Sources& sources, std::span<const Diagnostic> diagnostics, const Summary& summary) {
  Json findings = Json::array();
  for (const Diagnostic& d : diagnostics) findings.push_back(finding(sources, d));
  Json totals{{"contradictions", summary.contradictions},
              {"accepted", summary.accepted},
              {"errors", summary.errors},
              {"warnings", summary.warnings}};
  if (summary.unlisted != 0) {
    Json laws = Json::array();
    for (const Summary::Laws& l : summary.laws) laws.push_back({{"laws", l.names}, {"contradictions", l.contradictions}});
    totals["unlisted"] = summary.unlisted;
    totals["by_laws"] = std::move(laws);
  }
  if (summary.accepted_unlisted != 0) totals["accepted_unlisted"] = summary.accepted_unlisted;
  const Json out{{"findings", std::move(findings)}, {"summary", std::move(totals)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jur
