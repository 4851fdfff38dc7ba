#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/xml_text.h"
#include "cover/files.h"
#include "cover/html_style.h"
#include "cover/text.h"

namespace jur::cover {
namespace {

enum class State : std::uint8_t { Covered, Impossible, Missing };  // worse ones last

State state_of(const Item& i) { return !i.coverable() ? State::Impossible : i.covered() ? State::Covered : State::Missing; }

const char* css(State s) { return s == State::Covered ? "ok" : s == State::Missing ? "miss" : "never"; }

std::string cell(const Tally& t) {
  if (t.of == 0) return "<td class=none>–</td>";
  return fmt::format("<td class={}><b>{}</b> <small>{} of {}</small></td>", t.covered == t.of ? "ok" : "miss", percent(t),
                     t.covered, t.of);
}

std::string row(std::string_view name, const Tallies& kinds) {
  std::string out = fmt::format("<tr><th scope=row>{}</th>", xml_text(name));
  for (const Tally& t : kinds) out += cell(t);
  return out + "</tr>\n";
}

std::string table(const Report& report) {
  std::string out = "<table>\n<tr><th scope=col>law</th>";
  for (std::size_t k = 0; k < kKinds; ++k) out += fmt::format("<th scope=col>{}</th>", kind_name(static_cast<Kind>(k)));
  out += "</tr>\n";
  for (const LawTally& l : report.by_law()) out += row(l.law.empty() ? "(defines)" : l.law, l.kinds);
  return out + row("total", report.total()) + "</table>\n";
}

constexpr std::size_t kNamed = 3;  // scenarios that a title names

std::string shown_by(const Item& i) {
  const auto named = [](const Side& s) {
    const std::size_t n = std::min(kNamed, s.scenarios.size());
    std::string out =
        fmt::format("“{}”", fmt::join(s.scenarios.begin(), s.scenarios.begin() + static_cast<std::ptrdiff_t>(n), "”, “"));
    if (s.scenarios.size() > n) out += fmt::format(" and {} more", s.scenarios.size() - n);
    return out;
  };
  std::string out;
  for (std::size_t s = 0; s < i.sides.size(); ++s) {
    if (!i.sides[s].shown()) continue;
    if (!out.empty()) out += "\n";
    out += fmt::format("{}: {}", s == 0 ? "yes" : "no", named(i.sides[s]));
  }
  return out;
}

std::string words_of(const Item& i, State s) {
  return s == State::Missing ? missing_text(i) : s == State::Impossible ? impossible_text(i) : "covered";
}

// Bytes of the file that are marked, none within another.
struct Mark {
  std::uint32_t end = 0;
  State state = State::Covered;
  std::string title;
};

class FilePage {
 public:
  FilePage(const Sources& sources, FileId file) : sources_(sources), file_(file) {}

  void add(const Item& i) {
    const State s = state_of(i);
    const std::string words = fmt::format("{}: {}", item_text(sources_, i, 60), words_of(i, s));
    if (s != State::Covered) notes_[line_of(i.span.begin)].emplace_back(s, words);
    if (s == State::Missing) ++missing_;
    if (i.kind == Kind::Exception) return;
    Mark& m = marks_[i.span.begin];
    m.end = std::max(m.end, i.span.end);
    m.state = std::max(m.state, s);
    const std::string shown = shown_by(i);
    m.title += (m.title.empty() ? "" : "\n\n") + words + (shown.empty() ? "" : "\n" + shown);
  }

  [[nodiscard]] std::string text() const {
    const SourceFile& f = sources_[file_];
    std::string out =
        fmt::format("<details{}><summary>{} <small>{}</small></summary>\n<div class=src>\n", missing_ > 0 ? " open" : "",
                    xml_text(f.path), missing_ > 0 ? fmt::format("{} not covered", missing_) : "all covered");
    for (std::uint32_t line = 1; line <= f.line_starts.size(); ++line) {
      const std::uint32_t begin = f.line_starts[line - 1];
      const std::string html = marked(begin, begin + static_cast<std::uint32_t>(sources_.line(file_, line).size()));
      const auto notes = notes_.find(line);
      const bool missing = notes != notes_.end();
      out += fmt::format("<div class=\"l{}\"><i>{}</i><code>{}</code></div>\n", missing ? " hit" : "", line, html);
      if (!missing) continue;
      for (const auto& [state, note] : notes->second) out += fmt::format("<p class={}>{}</p>\n", css(state), xml_text(note));
    }
    return out + "</div></details>\n";
  }

 private:
  [[nodiscard]] std::string marked(std::uint32_t at, std::uint32_t end) const {
    std::string out;
    while (at < end) {
      const auto next = marks_.upper_bound(at);
      const Mark* in = next != marks_.begin() && std::prev(next)->second.end > at ? &std::prev(next)->second : nullptr;
      const std::uint32_t stop = std::min(end, in != nullptr ? in->end : next != marks_.end() ? next->first : end);
      const std::string words = xml_text(std::string_view(sources_[file_].text).substr(at, stop - at));
      if (in != nullptr) {
        out += fmt::format("<mark class={} title=\"{}\">{}</mark>", css(in->state), xml_text(in->title), words);
      } else {
        out += words;
      }
      at = stop;
    }
    return out;
  }
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const { return sources_.position(file_, offset).line; }

  const Sources& sources_;
  FileId file_;
  std::map<std::uint32_t, Mark> marks_;
  std::map<std::uint32_t, std::vector<std::pair<State, std::string>>> notes_;
  std::size_t missing_ = 0;
};

}  // namespace

std::string report_html(const Sources& sources, const Report& report) {
  std::map<FileId, FilePage> files;
  for (const Item& i : report.items) files.try_emplace(i.span.file, sources, i.span.file).first->second.add(i);
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=viewport "
      "content=\"width=device-width, initial-scale=1\">\n<title>Coverage</title>\n<style>\n{}</style>\n"
      "</head>\n<body>\n<h1>Coverage</h1>\n",
      kStyle);
  out += "<p>What the scenarios show of the rules. Hold the pointer over marked words to see which scenarios.</p>\n";
  out += table(report);
  out +=
      "<p class=key><mark class=ok>covered</mark> <mark class=miss>not covered</mark> <mark class=never>cannot be covered: "
      "proved, not counted</mark></p>\n";
  out += "<input type=checkbox id=only><label for=only>only lines with something to say</label>\n<main>\n";
  for (const auto& [file, page] : files) out += page.text();
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace jur::cover
