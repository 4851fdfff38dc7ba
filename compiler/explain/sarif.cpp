#include "explain/sarif.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "diagnostics/machine.h"
#include "explain/pages.h"

namespace jur {
namespace {

using Json = nlohmann::ordered_json;

std::string_view page_of(std::string_view name) {
  for (const auto pages : {diagnostics_pages(), lints_pages()}) {
    for (const Page& p : pages) {
      if (p.name == name) return p.text;
    }
  }
  return {};
}

// The first paragraph below the heading, on one line.
std::string first_paragraph(std::string_view page) {
  std::string out;
  std::size_t at = page.find("\n\n");
  at = at == std::string_view::npos ? page.size() : at + 2;
  const std::size_t end = std::min(page.find("\n\n", at), page.size());
  for (; at < end; ++at) out += page[at] == '\n' ? ' ' : page[at];
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string uri(std::string_view path) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

Json location(const Sources& sources, Span span, const std::string& text) {
  const Position begin = sources.position(span.file, span.begin);
  const Position end = sources.position(span.file, span.end);
  const std::string& path = sources[span.file].path;
  Json artifact{{"uri", uri(path)}};
  if (!path.starts_with('/')) artifact["uriBaseId"] = "%SRCROOT%";
  const Json region{{"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
  Json out{{"physicalLocation", {{"artifactLocation", std::move(artifact)}, {"region", region}}}};
  if (!text.empty()) out["message"] = {{"text", text}};
  return out;
}

Json code_flow(const Sources& sources, const Diagnostic& d) {
  Json steps = Json::array();
  const auto add = [&](Span span, const std::string& text) {
    if (span.valid()) steps.push_back({{"location", location(sources, span, text)}});
  };
  add(d.primary, d.primary_label);
  for (const Label& l : d.labels) add(l.span, l.text);
  return {{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}};
}

Json properties(const Diagnostic& d) {
  Json out = Json::object();
  if (d.clash) {
    const auto end = [](const std::optional<std::string>& day) { return day ? Json(*day) : Json(nullptr); };
    out["acts"] = Json::array();
    out["windows"] = Json::array();
    for (const auto& a : d.clash->acts) out["acts"].push_back({{"party", a.party}, {"action", a.action}});
    for (const auto& w : d.clash->windows) out["windows"].push_back({{"from", end(w.from)}, {"until", end(w.until)}});
    out["rules"] = d.clash->rules;
    if (!d.clash->witness.empty()) out["witness"] = Json::parse(d.clash->witness, nullptr, false);
  }
  out["notes"] = d.notes;
  out["help"] = d.helps;
  return out;
}

bool clashes(const Diagnostic& d) {
  return (d.code == Code::ContradictionBetweenOrders || d.code == Code::ContradictionWithinOrder ||
          d.code == Code::PermissionAgainstBan) &&
         d.primary.valid();
}

Json result(const Sources& sources, const Diagnostic& d, std::size_t rule, const std::string& fingerprint) {
  std::string text = d.message;
  for (const std::string& n : d.notes) text += "\n" + n;
  for (const std::string& h : d.helps) text += "\n" + h;
  Json out{{"ruleId", d.name}, {"ruleIndex", rule}, {"level", severity_name(d.severity)}, {"message", {{"text", text}}}};
  if (d.primary.valid()) out["locations"] = Json::array({location(sources, d.primary, d.primary_label)});
  Json related = Json::array();
  for (const Label& l : d.labels) {
    if (!l.span.valid()) continue;
    Json there = location(sources, l.span, l.text);
    there["id"] = related.size() + 1;
    related.push_back(std::move(there));
  }
  if (!related.empty()) out["relatedLocations"] = std::move(related);
  if (clashes(d)) out["codeFlows"] = Json::array({code_flow(sources, d)});
  out["partialFingerprints"] = {{"jurFinding/v1", fingerprint}};
  if (d.clash && d.clash->accepted) {
    out["suppressions"] = Json::array({{{"kind", "inSource"}, {"status", "accepted"}, {"justification", d.message}}});
  }
  out["properties"] = properties(d);
  return out;
}

Json rule(const Diagnostic& d) {
  const Severity severity = d.code ? catalogue(*d.code).severity : d.severity;
  const std::string page(page_of(d.name));
  const std::string about = first_paragraph(page);
  Json out{{"id", d.name}, {"defaultConfiguration", {{"level", severity_name(severity)}}}};
  if (about.empty()) return out;
  const std::size_t stop = about.find(". ");
  out["shortDescription"] = {{"text", stop == std::string::npos ? about : about.substr(0, stop + 1)}};
  out["fullDescription"] = {{"text", about}};
  out["help"] = {{"text", about}, {"markdown", page}};
  return out;
}

}  // namespace

std::string render_sarif(const Sources& sources, std::span<const Diagnostic> diagnostics, std::string_view version,
                         bool could_run) {
  std::map<std::string_view, const Diagnostic*> names;
  for (const Diagnostic& d : diagnostics) names.emplace(d.name, &d);
  Json rules = Json::array();
  for (const auto& [name, first] : names) rules.push_back(rule(*first));
  Json results = Json::array();
  const std::vector<std::string> ids = fingerprints(sources, diagnostics);
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    const auto at = static_cast<std::size_t>(std::distance(names.begin(), names.find(diagnostics[i].name)));
    results.push_back(result(sources, diagnostics[i], at, ids[i]));
  }
  const Json driver{{"name", "jur"}, {"version", version}, {"rules", std::move(rules)}};
  Json run{{"tool", {{"driver", driver}}},
           {"invocations", Json::array({{{"executionSuccessful", could_run}}})},
           {"columnKind", "unicodeCodePoints"},
           {"results", std::move(results)}};
  const Json out{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jur
