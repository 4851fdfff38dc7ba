// Diagnostics: what is wrong or noteworthy, where, and what to do. The texts live in catalogue.def.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "source/source.h"

namespace jur {

// Note: a finding that is no fault, such as an accepted contradiction.
enum class Severity : std::uint8_t { Error, Warning, Note };
[[nodiscard]] std::string_view severity_name(Severity s);  // "error", "warning", "note"

// One entry a line of catalogue.def, in its order.
enum class Code : std::uint16_t {
#define DIAGNOSTIC(id, name, severity, message) id,
#include "diagnostics/catalogue.def"
};

struct CatalogueEntry {
  std::string_view name;  // kebab-case: test key, suppression key, page docs/diagnostics/NAME.md
  Severity severity;
  std::string_view message;  // fmt format string; lower case, no full stop, names in backticks
};
[[nodiscard]] const CatalogueEntry& catalogue(Code code);
[[nodiscard]] std::span<const CatalogueEntry> catalogue();

struct Label {
  Span span;
  std::string text;
};

// What a finding about clashing rules carries besides its words, as `--format json` prints it.
struct ClashDetails {
  struct Act {
    std::string party;
    std::string action;  // "disclose", "localise(RU)"
    bool operator==(const Act&) const = default;
    auto operator<=>(const Act&) const = default;
  };
  struct Window {
    std::optional<std::string> from;   // "2014-09-01"; nothing: since the calendar began
    std::optional<std::string> until;  // last day; nothing: to the calendar's end
  };
  std::vector<Act> acts;           // sorted
  std::vector<std::string> rules;  // qualified names, sorted
  std::vector<Window> windows;     // ascending
  std::string witness;             // a case as JSON text (one object); "" for none
  bool accepted = false;
};

// Bytes to put in the place of a span's.
struct Edit {
  Span span;
  std::string text;
};

struct Diagnostic {
  std::optional<Code> code;  // nothing: the finding of a lint
  std::string_view name;     // kebab-case, of the catalogue or of the lint; lives as long as the program
  Severity severity;
  std::string message;
  Span primary;
  std::string primary_label;       // words at the primary span's carets; may be empty
  std::vector<Label> labels;       // secondary spans with words
  std::vector<std::string> notes;  // printed as `= note: …`
  std::vector<std::string> helps;  // printed as `= help: …`
  bool general = false;            // the only help says what could stand here in general: a better one takes its place
  std::optional<ClashDetails> clash;
  std::vector<Edit> fix;  // what mends it without changing what the program means: all of them or none; empty for no such fix

  Diagnostic& label(Span span, std::string text) {
    labels.push_back({span, std::move(text)});
    return *this;
  }
  Diagnostic& at_primary(std::string text) {
    primary_label = std::move(text);
    return *this;
  }
  Diagnostic& note(std::string text) {
    notes.push_back(std::move(text));
    return *this;
  }
  Diagnostic& help(std::string text) {
    if (text.empty()) return *this;
    if (general) helps.clear();
    general = false;
    helps.push_back(std::move(text));
    return *this;
  }
  Diagnostic& general_help(std::string text) {
    general = helps.empty();
    if (general) helps.push_back(std::move(text));
    return *this;
  }
};

// Collects diagnostics. `report` formats the catalogue's message with the given arguments:
//   sink.report(Code::UnknownName, span, "fact", "demand.frm").help("did you mean `demand.from`?");
// The reference stays good until the next report.
class Sink {
 public:
  template <class... Args>
  Diagnostic& report(Code code, Span primary, const Args&... args) {
    return add(code, primary, fmt::vformat(catalogue(code).message, fmt::make_format_args(args...)));
  }
  [[nodiscard]] std::span<const Diagnostic> all() const { return diagnostics_; }
  // By its place in `all`, to add words to it.
  [[nodiscard]] Diagnostic& operator[](std::size_t place) { return diagnostics_[place]; }
  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] std::size_t errors() const;
  void append(const Diagnostic& d);
  // Orders by file, place, code; drops exact repetitions. Call once, before rendering.
  void sort();

 private:
  Diagnostic& add(Code code, Span primary, std::string message);
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace jur
