#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace jur {
namespace {

constexpr std::array kCatalogue = {
#define DIAGNOSTIC(id, name, severity, message) CatalogueEntry{name, Severity::severity, message},
#include "diagnostics/catalogue.def"
};

// What to do about a code wherever it is met; a place that knows better says it instead.
std::string_view standing_help(Code code) {
  switch (code) {
    case Code::Internal:
      return "this is a fault of `jur`, not of the program: report it with the files that show it";
    case Code::ReplayMismatch:
      return "this is a fault of `jur`: do not rely on what it says of this program, and report it with the files that show it";
    case Code::FileTooLarge:
      return "split it into several files";
    case Code::NotUtf8:
      return "save the file in the encoding UTF-8";
    case Code::NestedTooDeep:
      return "give a part of it a name with `define`, and use that";
    case Code::TooManyErrors:
      return "mend the first errors, then run this again";
    case Code::CannotWrite:
      return "name a place that may be written to and has room";
    case Code::NoDecision:
      return "name the files that hold the laws, or write a `law` with a rule and a `decision`";
    case Code::NoManifest:
      return "name a library, an object or a module that `jur build` made";
    default:
      return {};
  }
}

auto sort_key(const Diagnostic& d) { return std::tie(d.primary.file, d.primary.begin, d.primary.end, d.code, d.name, d.message); }

}  // namespace

std::string_view severity_name(Severity s) {
  switch (s) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

const CatalogueEntry& catalogue(Code code) { return kCatalogue[static_cast<std::size_t>(code)]; }
std::span<const CatalogueEntry> catalogue() { return kCatalogue; }

Diagnostic& Sink::add(Code code, Span primary, std::string message) {
  Diagnostic d{};
  d.code = code;
  d.name = catalogue(code).name;
  d.severity = catalogue(code).severity;
  d.message = std::move(message);
  d.primary = primary;
  if (const std::string_view help = standing_help(code); !help.empty()) d.general_help(std::string(help));
  append(d);
  return diagnostics_.back();
}

void Sink::append(const Diagnostic& d) { diagnostics_.push_back(d); }

std::size_t Sink::errors() const {
  return static_cast<std::size_t>(
      std::count_if(diagnostics_.begin(), diagnostics_.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; }));
}

bool Sink::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

void Sink::sort() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return sort_key(a) < sort_key(b); });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) { return sort_key(a) == sort_key(b); };
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end(), same), diagnostics_.end());
}

}  // namespace jur
