#include "diagnostics/machine.h"

#include <map>

#include "base/xml_text.h"
#include "diagnostics/render.h"

namespace jur {
namespace {

std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string whole_message(const Diagnostic& d) {
  std::string out = d.message;
  for (const std::string& n : d.notes) out += "\n" + n;
  for (const std::string& h : d.helps) out += "\nhelp: " + h;
  return out;
}

std::string place(const Sources& sources, Span span) {
  if (!span.valid()) return {};
  const Position begin = sources.position(span.file, span.begin);
  const Position end = sources.position(span.file, span.end);
  std::string out = fmt::format("file={},line={},endLine={},", escaped(sources[span.file].path, true), begin.line, end.line);
  if (begin.line == end.line) out += fmt::format("col={},endColumn={},", begin.column, end.column);
  return out;
}

std::uint64_t hash(std::string_view text) {  // FNV-1a
  std::uint64_t out = 0xCBF29CE484222325ULL;
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return out;
}

std::string words_of(std::string_view line) {
  std::string out;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

std::string identity(const Sources& sources, const Diagnostic& d) {
  std::string out(d.name);
  if (d.clash && !d.clash->rules.empty()) {
    for (const std::string& r : d.clash->rules) out += "\n" + r;
    for (const auto& a : d.clash->acts) out += "\n" + a.party + " " + a.action;
    return out;
  }
  if (!d.primary.valid()) return out + "\n" + d.message;
  const Position at = sources.position(d.primary.file, d.primary.begin);
  return out + "\n" + sources[d.primary.file].path + "\n" + words_of(sources.line(d.primary.file, at.line));
}

std::string test_case(const Sources& sources, const Diagnostic& d) {
  std::string out = fmt::format(R"(    <testcase name="{}" classname="{}")", xml_text(d.message), d.name);
  if (d.primary.valid()) {
    out += fmt::format(R"( file="{}" line="{}")", xml_text(sources[d.primary.file].path),
                       sources.position(d.primary.file, d.primary.begin).line);
  }
  const std::string text = xml_text(render_text(sources, std::span(&d, 1), false));
  const bool fails = d.severity == Severity::Error;
  out += fails ? fmt::format(">\n      <failure message=\"{}\">{}</failure>\n", xml_text(d.message), text)
               : fmt::format(">\n      <system-out>{}</system-out>\n", text);
  return out + "    </testcase>\n";
}

struct Suite {
  std::string name;
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
};

}  // namespace

std::vector<std::string> fingerprints(const Sources& sources, std::span<const Diagnostic> diagnostics) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> out;
  for (const Diagnostic& d : diagnostics) {
    std::string id = identity(sources, d);
    const std::size_t nth = seen[id]++;
    if (nth > 0) id += fmt::format("\n{}", nth);
    out.push_back(fmt::format("{:016x}", hash(id)));
  }
  return out;
}

std::string render_github(const Sources& sources, std::span<const Diagnostic> diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    const std::string_view level = d.severity == Severity::Note ? "notice" : severity_name(d.severity);
    out += fmt::format("::{} {}title={}::{}\n", level, place(sources, d.primary), escaped(d.name, true),
                       escaped(whole_message(d), false));
  }
  return out;
}

std::string render_junit(const Sources& sources, std::span<const Diagnostic> diagnostics, std::string_view name) {
  std::vector<Suite> suites(sources.size() + 1);
  for (std::size_t i = 0; i < sources.size(); ++i) suites[i].name = sources[FileId(i)].path;
  suites.back().name = name;
  for (const Diagnostic& d : diagnostics) {
    Suite& s = suites[d.primary.valid() ? d.primary.file.index : sources.size()];
    s.cases += test_case(sources, d);
    ++s.tests;
    if (d.severity == Severity::Error) ++s.failures;
  }
  std::string body;
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (std::size_t i = 0; i < suites.size(); ++i) {
    Suite& s = suites[i];
    if (s.tests == 0 && i < sources.size() && !sources[FileId(i)].library) {
      s.cases =
          fmt::format("    <testcase name=\"no findings\" classname=\"{}\" file=\"{}\"/>\n", xml_text(name), xml_text(s.name));
      s.tests = 1;
    }
    if (s.tests == 0) continue;
    tests += s.tests;
    failures += s.failures;
    body += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}  </testsuite>\n", xml_text(s.name), s.tests,
                        s.failures, s.cases);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}</testsuites>\n",
      xml_text(name), tests, failures, body);
}

}  // namespace jur
