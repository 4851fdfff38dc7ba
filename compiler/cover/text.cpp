#include "cover/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace jur::cover {
namespace {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string cell(const Tally& t) {
  if (t.of == 0) return "–";
  return fmt::format("{}/{}  {}", t.covered, t.of, percent(t));
}

std::string table(const Report& report) {
  std::vector<std::vector<std::string>> rows{{"law"}};
  for (std::size_t k = 0; k < kKinds; ++k) rows[0].emplace_back(kind_name(static_cast<Kind>(k)));
  const auto row = [&](const std::string& name, const Tallies& kinds) {
    rows.push_back({name});
    for (const Tally& t : kinds) rows.back().push_back(cell(t));
  };
  for (const LawTally& l : report.by_law()) row(l.law.empty() ? "(defines)" : l.law, l.kinds);
  row("total", report.total());
  std::vector<std::size_t> widths(kKinds + 1);
  for (const auto& r : rows) {
    for (std::size_t c = 0; c < r.size(); ++c) widths[c] = std::max(widths[c], width_of(r[c]));
  }
  std::string out;
  for (const auto& r : rows) {
    std::string line;
    for (std::size_t c = 0; c < r.size(); ++c) line += padded(r[c], widths[c] + 3);
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

std::string line_of(const Sources& sources, const Item& i, const std::string& words) {
  const Position at = sources.position(i.span.file, i.span.begin);
  return fmt::format("  {}:{}:{}  {}: {}\n", sources[i.span.file].path, at.line, at.column, item_text(sources, i, 60), words);
}

template <class Wanted, class Words>
std::string list(const Sources& sources, const Report& report, std::size_t limit, const char* title, const Wanted& wanted,
                 const Words& words) {
  std::string out;
  std::size_t listed = 0;
  std::size_t more = 0;
  for (const Item& i : report.items) {
    if (!wanted(i)) continue;
    if (limit != 0 && listed == limit) {
      ++more;
      continue;
    }
    ++listed;
    out += line_of(sources, i, words(i));
  }
  if (out.empty()) return out;
  if (more > 0) out += fmt::format("  … and {} more (`--limit 0` lists all)\n", more);
  return fmt::format("\n{}\n{}", title, out);
}

std::string sides_text(const Item& i, bool yes, bool no) {
  if (yes && no) {
    switch (i.kind) {
      case Kind::Rule:
        return "is never in force";
      case Kind::Exception:
        return "is never asked for";
      case Kind::Precedence:
      case Kind::Condition:
        return "never decides";
    }
  }
  switch (i.kind) {
    case Kind::Rule:
      return yes ? "never applies" : "always applies while in force";
    case Kind::Exception:
      return yes ? "never bites" : "always bites";
    case Kind::Precedence:
      return "never decides";
    case Kind::Condition:
      return yes ? "never decides by being true" : "never decides by being false";
  }
  return {};
}

}  // namespace

std::string missing_text(const Item& item) {
  const bool yes = item.sides[0].missing();
  const bool no = item.sides[1].missing();
  return yes || no ? sides_text(item, yes, no) : "";
}

std::string impossible_text(const Item& item) { return sides_text(item, item.sides[0].impossible, item.sides[1].impossible); }

std::string item_text(const Sources& sources, const Item& item, std::size_t width) {
  switch (item.kind) {
    case Kind::Rule:
    case Kind::Precedence:
      return item.name;
    case Kind::Exception:
    case Kind::Condition:
      break;
  }
  std::string words;
  for (const char c : sources.text(item.span)) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else {
      words += c;
    }
  }
  if (width_of(words) > width) {
    std::size_t bytes = 0;
    for (std::size_t seen = 0; seen + 1 < width || (words[bytes] & 0xC0) == 0x80; ++bytes) {
      if ((words[bytes] & 0xC0) != 0x80) ++seen;
    }
    words = words.substr(0, bytes) + "…";
  }
  return item.kind == Kind::Exception ? fmt::format("{}, `{}`", item.name, words) : fmt::format("`{}`", words);
}

std::string report_text(const Sources& sources, const Report& report, std::size_t limit) {
  std::string out = "coverage\n" + table(report);
  out += list(
      sources, report, limit, "not covered", [](const Item& i) { return i.coverable() && !i.covered(); },
      [](const Item& i) { return missing_text(i); });
  out += list(
      sources, report, limit, "cannot be covered, and is not counted", [](const Item& i) { return !i.coverable(); },
      [](const Item& i) { return impossible_text(i); });
  return out;
}

}  // namespace jur::cover
