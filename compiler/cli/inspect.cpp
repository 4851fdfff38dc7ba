#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "diagnostics/render.h"
#include "driver/read_file.h"
#include "emit/inspect.h"
#include "lower/layout.h"

namespace jur::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kMaxBytes = std::size_t{1} << 31U;

// The decisions in a file; what is wrong is reported.
Json decisions_of(const std::string& path, Sink& sink) {
  Json out = Json::array();
  const FileText file = read_file(path, kMaxBytes);
  if (!file.text) {
    if (file.too_large) {
      sink.report(Code::FileTooLarge, Span{}, path, kMaxBytes >> 20U)
          .help("name a library, an object or a module that `jur build` made");
    } else {
      report_unreadable(sink, Span{}, path, file.why);
    }
    return out;
  }
  const emit::Inspected found = emit::inspect(*file.text);
  for (const std::string& record : found.records) {
    Json decision = Json::parse(record, nullptr, false);
    if (decision.is_discarded()) {
      sink.report(Code::NoManifest, Span{}, path, std::string("what it says of its decisions is damaged"));
      return Json::array();
    }
    out.push_back(std::move(decision));
  }
  if (found.records.empty()) sink.report(Code::NoManifest, Span{}, path, found.why);
  return out;
}

std::string text(const Json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end()) return "";
  return it->is_string() ? it->get<std::string>() : it->dump();
}

bool is(const Json& object, const char* key) { return object.contains(key) && object[key] == true; }

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

void tell(const Json& d, std::ostream& out) {
  const auto row = [&](const char* label, const std::string& value) { out << fmt::format("  {:<12}{}\n", label, value); };
  row("decision", fmt::format("{} on a case of type {}", text(d, "decision"), text(d, "case")));
  row("rule set", text(d, "digest"));
  const bool other = d.contains("abi") && d["abi"] != lower::kAbiVersion;
  row("made by", fmt::format("jur {}, ABI version {}{}, for {}", text(d, "jur"), text(d, "abi"),
                             other ? fmt::format(" (this jur makes and reads {})", lower::kAbiVersion) : "", text(d, "target")));
  row("rules found", text(d, "strategy"));
  const Json facts = d.value("facts", Json::array());
  row("case",
      fmt::format("{} facts in {} bytes; a verdict takes {}", facts.size(), text(d, "case_size"), text(d, "verdict_size")));
  const Json bounded = d.value("bounded", Json::array());
  const char* label = "acts";
  for (const Json& act : d.value("acts", Json::array())) {
    const bool loose = std::find(bounded.begin(), bounded.end(), act) != bounded.end();
    row(label, act.get<std::string>() + (loose ? " (may be undetermined where many unknown facts leave one word)" : ""));
    label = "";
  }
  label = "assumed";
  for (const Json& fact : d.value("assumed", Json::array())) {
    row(label, fact.get<std::string>() + " (where many that assumptions tie are unknown, an impossible case may get a verdict)");
    label = "";
  }
  label = "rules";
  for (const Json& r : d.value("rules", Json::array())) {
    const std::string party = text(r, "party");
    const std::string source = joined({text(r, "law"), text(r, "law_cite"), text(r, "cite")}, ", ");
    row(label, joined({text(r, "name") + (party.empty() ? "" : " for " + party) + ":", source, "under " + text(r, "order"),
                       is(r, "unverified") ? "(unverified)" : ""},
                      " "));
    label = "";
  }
  label = "accepted";
  for (const Json& a : d.value("acceptances", Json::array())) {
    const std::string refer = text(a, "refer_to");
    row(label, text(a, "reason") + (refer.empty() ? "" : "; refer to " + refer));
    label = "";
  }
}

struct InspectOptions {
  std::vector<std::string> files;
  Common common;
};

int inspect(const InspectOptions& o, Streams& io) {
  Sources sources;
  Sink sink;
  Json files = Json::array();
  for (const std::string& path : o.files) {
    Json decisions = decisions_of(path, sink);
    if (!decisions.empty()) files.push_back({{"file", path}, {"decisions", std::move(decisions)}});
  }
  if (o.common.format == Format::Json) {
    Json out{{"files", std::move(files)}};
    if (sink.has_errors()) out["findings"] = Json::parse(render_json(sources, sink.all(), summarize(sink.all())))["findings"];
    io.out << out.dump(2) << "\n";
    return exit_status(sink);
  }
  for (const Json& file : files) {
    io.out << file["file"].get<std::string>() << "\n";
    for (const Json& d : file["decisions"]) tell(d, io.out);
  }
  if (sink.has_errors()) io.err << render_text(sources, sink.all(), coloured(o.common));
  return exit_status(sink);
}

}  // namespace

Verb inspect_verb(CLI::App& app) {
  auto o = std::make_shared<InspectOptions>();
  CLI::App* verb = app.add_subcommand("inspect", "tells which rules a library was compiled from");
  verb->add_option("file", o->files, "a static or shared library, an object file, a wasm module, or a program linked with one")
      ->required()
      ->option_text("LIB…");
  add_format(*verb, o->common);
  return {verb, [o](Streams& io) { return inspect(*o, io); }};
}

}  // namespace jur::cli
