#include <algorithm>
#include <array>
#include <sstream>

#include <fmt/format.h>
#include <toml.hpp>

#include "base/nearest.h"
#include "base/utf8.h"
#include "package/nesting.h"
#include "package/package.h"
#include "package/toml_error.h"

namespace jur {
namespace {

const std::vector<std::string> kKeys{"name", "version", "std", "lint"};
const std::vector<std::string> kLevels{"allow", "warn", "deny"};
constexpr std::string_view kBaseline = "baseline";

std::string_view type_words(toml::value_t type) {
  switch (type) {
    case toml::value_t::boolean:
      return "a yes or no";
    case toml::value_t::integer:
      return "a whole number";
    case toml::value_t::floating:
      return "a number";
    case toml::value_t::string:
      return "a text";
    case toml::value_t::array:
      return "a list";
    case toml::value_t::table:
      return "a table";
    case toml::value_t::empty:
      return "nothing";
    default:
      return "a date";
  }
}

struct Entry {
  std::string key;
  Span key_span;
  Span span;  // of the value; of a table, its head
  const toml::value* value;
};

class Reader {
 public:
  Reader(const Sources& sources, FileId file, Sink& sink) : sources_(sources), file_(file), sink_(sink) { out_.file = file; }

  Package read() {
    const std::string& text = sources_[file_].text;
    if (const std::size_t end = first_bad_byte(text); end < text.size()) {
      bad(at(end, 1), "the file is not valid UTF-8 here")
          .at_primary(fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[end])))
          .help("save the file as UTF-8");
      return std::move(out_);
    }
    if (const auto deep = nested_too_deep(text)) {
      bad(at(*deep, 1), fmt::format("this is nested more than {} deep", kMaxNesting))
          .help("a setting is a text: `name = \"mailbox\"`");
      return std::move(out_);
    }
    try {
      std::istringstream in(text);
      const toml::value root = toml::parse(in, std::string(kPackageFile));
      package(root);
    } catch (const toml::exception& e) {
      broken(read_toml_error(e.what(), e.location().line(), e.location().column()));
    } catch (const std::exception&) {
      broken(TomlError{1, 1, "this is not valid TOML", "", 0});
    }
    return std::move(out_);
  }

 private:
  Diagnostic& bad(Span span, const std::string& message) { return sink_.report(Code::BadPackage, span, message); }

  // `size` bytes from `begin`, cut at the end of the line.
  Span at(std::size_t begin, std::size_t size) const {
    const std::string& text = sources_[file_].text;
    begin = std::min(begin, text.size());
    const std::size_t line_end = std::min(text.find_first_of("\r\n", begin), text.size());
    const std::size_t end = std::min(begin + size, line_end);
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  Span place(std::uint32_t line, std::uint32_t column, std::uint32_t size) const {
    const auto& starts = sources_[file_].line_starts;
    const std::size_t row = std::clamp<std::size_t>(line, 1, starts.size()) - 1;
    return at(starts[row] + column - 1, size);
  }

  void broken(const TomlError& e) {
    const Span span = place(e.line, e.column, 1);
    Diagnostic& d = bad(span, e.message);
    if (e.other_line > 0 && e.other_line != e.line) d.note(fmt::format("the other stands in line {}", e.other_line));
    if (!e.help.empty()) d.help(e.help);
  }

  // The table's entries in the order of the file: the library keeps them in none.
  std::vector<Entry> entries(const toml::value& table) const {
    std::vector<Entry> out;
    for (const auto& [key, value] : table.as_table()) {
      const toml::source_location where = value.location();
      const Span span = place(where.line(), where.column(), where.region());
      const std::size_t start = sources_[file_].line_starts[sources_.position(file_, span.begin).line - 1];
      const std::size_t found = sources_[file_].text.substr(start, span.begin - start).rfind(key);
      const bool named = found != std::string::npos && !value.is_table();
      out.push_back({key, named ? at(start + found, key.size()) : span, span, &value});
    }
    std::sort(out.begin(), out.end(),
              [](const Entry& a, const Entry& b) { return std::tie(a.span.begin, a.key) < std::tie(b.span.begin, b.key); });
    return out;
  }

  const std::string* text_of(const Entry& e, const std::string& example) {
    if (e.value->is_string()) return &e.value->as_string().str;
    bad(e.span, fmt::format("`{}` is {}, but a text is expected", e.key, type_words(e.value->type()))).help("write " + example);
    return nullptr;
  }

  void package(const toml::value& root) {
    bool told = false;
    for (const Entry& e : entries(root)) {
      if (e.key == "name") {
        name(e);
        told = true;
      } else if (e.key == "version") {
        out_.version = version(e, false, "1.2.3");
      } else if (e.key == "std") {
        out_.library = version(e, true, "0.1");
        out_.library_span = e.span;
      } else if (e.key == "lint") {
        lint(e);
      } else {
        unknown(e);
        told = true;
      }
    }
    if (!told) {
      bad(at(0, 0), fmt::format("`{}` does not name the package", kPackageFile)).help("add a line `name = \"…\"` at the top");
    }
  }

  void unknown(const Entry& e) {
    Diagnostic& d = bad(e.key_span, fmt::format("a package has no setting `{}`", e.key));
    if (const auto near = nearest(e.key, kKeys)) {
      d.help(fmt::format("did you mean `{}`?", *near));
    } else if (e.value->is_table() && !e.value->as_table().empty()) {
      d.help("`name`, `version` and `std` stand at the top of the file, outside any table; the one table is `[lint]`");
    } else {
      d.help("the settings are `name`, `version`, `std` and the table `[lint]`");
    }
  }

  void name(const Entry& e) {
    const std::string* text = text_of(e, "`name = \"mailbox\"`");
    if (text == nullptr) return;
    const bool library = sources_[file_].library;
    if (is_package_name(*text) || (library && *text == "std")) {
      out_.name = *text;
      return;
    }
    bad(e.span, fmt::format("`{}` is not a name for a package", *text)).help(std::string(kPackageNameHelp));
  }

  std::optional<PackageVersion> version(const Entry& e, bool short_form, const char* example) {
    const std::string* text = text_of(e, fmt::format("`{} = \"{}\"`", e.key, example));
    if (text == nullptr) return std::nullopt;
    const auto v = parse_version(*text, short_form);
    if (!v) {
      bad(e.span, fmt::format("`{}` is not a version", *text))
          .help(short_form ? "a version of the standard library has up to three numbers: `0.1`"
                           : "a version is three numbers with dots between them: `1.2.3`");
    }
    return v;
  }

  void lint(const Entry& table) {
    if (!table.value->is_table()) {
      bad(table.span, fmt::format("`lint` is {}, but a table is expected", type_words(table.value->type())))
          .help("begin the table with a line `[lint]`");
      return;
    }
    for (const Entry& e : entries(*table.value)) {
      if (e.key == kBaseline) {
        baseline(e);
        continue;
      }
      const std::string* text = text_of(e, fmt::format("`{} = \"allow\"`, `\"warn\"` or `\"deny\"`", e.key));
      if (text == nullptr) continue;
      if (const auto level = parse_level(*text)) {
        out_.lint.levels.push_back({e.key, *level, e.key_span});
        continue;
      }
      Diagnostic& d = bad(e.span, fmt::format("`{}` is not a level", *text));
      if (const auto near = nearest(*text, kLevels)) {
        d.help(fmt::format("did you mean `{}`?", *near));
      } else {
        d.help("a level is `allow`, `warn` or `deny`");
      }
    }
  }

  void baseline(const Entry& e) {
    const std::string* text = text_of(e, "`baseline = \"lint-baseline.json\"`");
    if (text == nullptr) return;
    if (text->empty()) {
      bad(e.span, "`baseline` names no file").help("name a file of the package, or leave the line out");
      return;
    }
    out_.lint.baseline = *text;
    out_.lint.baseline_span = e.span;
  }

  const Sources& sources_;
  FileId file_;
  Sink& sink_;
  Package out_;
};

}  // namespace

Package read_package(const Sources& sources, FileId file, Sink& sink) { return Reader(sources, file, sink).read(); }

}  // namespace jur
