#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "diagnostics/render.h"

namespace jur {
namespace {

constexpr std::size_t kWidest = 160;  // code points of a source line that are shown
constexpr std::size_t kLead = 60;     // of them before the span, where a line is cut
constexpr std::size_t kCarets = 100;  // most marks below a line

struct Palette {
  std::string_view error, warning, note, line, bold, off;
};
constexpr Palette kPlain{"", "", "", "", "", ""};
constexpr Palette kColour{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"};

struct Mark {
  Span span;
  std::string_view text;
  bool primary;
  Position at;
};

std::string_view severity_colour(const Palette& p, Severity s) {
  switch (s) {
    case Severity::Error:
      return p.error;
    case Severity::Warning:
      return p.warning;
    case Severity::Note:
      return p.note;
  }
  return {};
}

// A line by code points: the byte at which each begins.
struct Cells {
  std::string_view line;
  std::vector<std::uint32_t> starts;

  explicit Cells(std::string_view text) : line(text) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if ((static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U) starts.push_back(static_cast<std::uint32_t>(i));
    }
  }
  [[nodiscard]] std::size_t size() const { return starts.size(); }
  // Tabs and control characters as one blank, so that carets stand below what they mark.
  void print(std::string& out, std::size_t from, std::size_t to) const {
    const std::size_t begin = from < size() ? starts[from] : line.size();
    const std::size_t end = to < size() ? starts[to] : line.size();
    for (std::size_t i = begin; i < end; ++i) {
      const auto byte = static_cast<unsigned char>(line[i]);
      out += byte < 0x20 || byte == 0x7F ? ' ' : line[i];
    }
  }
};

class Excerpt {
 public:
  Excerpt(const Sources& sources, const Diagnostic& d, const Palette& palette)
      : sources_(sources), palette_(palette), severity_(d.severity) {
    add(d.primary, d.primary_label, true);
    for (const Label& l : d.labels) add(l.span, l.text, false);
    const FileId first = d.primary.file;
    std::stable_sort(marks_.begin(), marks_.end(), [&](const Mark& a, const Mark& b) {
      const auto key = [&](const Mark& m) {
        return std::tuple(m.span.file != first, m.span.file, m.at.line, !m.primary, m.at.column);
      };
      return key(a) < key(b);
    });
    std::uint32_t last = 1;
    for (const Mark& m : marks_) last = std::max(last, m.at.line);
    gutter_ = std::max<std::size_t>(2, std::to_string(last).size());
  }

  void print(std::string& out, Position primary) const {
    FileId file;
    std::uint32_t line = 0;
    for (const Mark& m : marks_) {
      if (m.span.file != file) {
        const bool first = !file.valid();
        file = m.span.file;
        const Position at = first ? primary : m.at;
        fmt::format_to(std::back_inserter(out), "{:>{}}{}{}{} {}:{}:{}\n", "", gutter_, palette_.line,
                       first ? "-->" : ":::", palette_.off, sources_[file].path, at.line, at.column);
        bar(out);
        line = 0;
      } else if (line != 0 && m.at.line > line + 1) {
        fmt::format_to(std::back_inserter(out), "{}...{}\n", palette_.line, palette_.off);
      }
      const bool cut = line_of(m).size() > kWidest;  // each mark then has an excerpt of its own
      if (m.at.line != line || cut) source_line(out, m);
      line = m.at.line;
      carets(out, m);
    }
  }

  [[nodiscard]] std::size_t gutter() const { return gutter_; }
  void bar(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "{:>{}} {}|{}\n", "", gutter_, palette_.line, palette_.off);
  }

 private:
  void add(Span span, std::string_view text, bool primary) {
    if (span.valid()) marks_.push_back({span, text, primary, sources_.position(span.file, span.begin)});
  }

  // The first cell shown of a line: 0 unless the line is long and the mark stands far to the right.
  static std::size_t offset(const Mark& m, std::size_t length) {
    return length > kWidest && m.at.column > kLead ? m.at.column - 1 - kLead : 0;
  }

  [[nodiscard]] Cells line_of(const Mark& m) const { return Cells(sources_.line(m.span.file, m.at.line)); }

  void source_line(std::string& out, const Mark& m) const {
    const Cells all = line_of(m);
    const std::size_t from = offset(m, all.size());
    fmt::format_to(std::back_inserter(out), "{}{:>{}} |{} ", palette_.line, m.at.line, gutter_, palette_.off);
    if (from > 0) out += "…";
    all.print(out, from, from + kWidest);
    if (from + kWidest < all.size()) out += "…";
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  }

  void carets(std::string& out, const Mark& m) const {
    const std::size_t length = line_of(m).size();
    const std::size_t from = offset(m, length);
    const std::size_t start = m.at.column - 1;
    const Position end = sources_.position(m.span.file, m.span.end);
    std::size_t stop = end.line == m.at.line ? end.column - 1 : length;
    stop = std::min(std::max(stop, start + 1), from + kWidest);
    const std::size_t indent = start - from + (from > 0 ? 1 : 0);
    const std::size_t marked = stop > start ? stop - start : 1;
    const std::string_view colour = m.primary ? severity_colour(palette_, severity_) : palette_.line;
    fmt::format_to(std::back_inserter(out), "{:>{}} {}|{} {:>{}}{}{}", "", gutter_, palette_.line, palette_.off, "", indent,
                   colour, std::string(std::min(marked, kCarets), m.primary ? '^' : '-'));
    if (marked > kCarets) out += "…";
    if (!m.text.empty()) fmt::format_to(std::back_inserter(out), " {}", m.text);
    fmt::format_to(std::back_inserter(out), "{}\n", palette_.off);
  }

  const Sources& sources_;
  const Palette& palette_;
  Severity severity_;
  std::vector<Mark> marks_;
  std::size_t gutter_ = 2;
};

// `= note: …`; further lines of the text are indented below its first.
void remark(std::string& out, std::size_t gutter, const Palette& p, std::string_view kind, std::string_view text) {
  const std::string indent(gutter + 3 + kind.size() + 2, ' ');
  fmt::format_to(std::back_inserter(out), "{:>{}} {}={} {}{}:{} ", "", gutter, p.line, p.off, p.bold, kind, p.off);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  out += '\n';
}

}  // namespace

Summary summarize(std::span<const Diagnostic> diagnostics) {
  Summary s;
  for (const Diagnostic& d : diagnostics) {
    const bool contradiction = d.code == Code::ContradictionBetweenOrders || d.code == Code::ContradictionWithinOrder;
    if (d.clash && d.clash->accepted) {
      ++s.accepted;
    } else if (contradiction) {
      ++s.contradictions;
    }
    if (d.severity == Severity::Error) ++s.errors;
    if (d.severity == Severity::Warning) ++s.warnings;
  }
  return s;
}

namespace {

constexpr std::size_t kMostLaws = 10;

void unlisted(std::string& out, const Summary& s) {
  fmt::format_to(std::back_inserter(out), "\nlisted: {} of {}; `--limit 0` lists all, `--limit N` the first N",
                 s.contradictions - s.unlisted, s.contradictions);
  for (std::size_t i = 0; i < std::min(s.laws.size(), kMostLaws); ++i) {
    const Summary::Laws& l = s.laws[i];
    fmt::format_to(std::back_inserter(out), "\n  {} {} `{}`", l.contradictions, l.names.size() == 1 ? "within" : "between",
                   fmt::join(l.names, "` and `"));
  }
  if (s.laws.size() <= kMostLaws) return;
  std::size_t rest = 0;
  for (std::size_t i = kMostLaws; i < s.laws.size(); ++i) rest += s.laws[i].contradictions;
  fmt::format_to(std::back_inserter(out), "\n  {} elsewhere", rest);
}

}  // namespace

std::string summary_line(const Summary& s) {
  std::string out;
  const auto part = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n > 0) fmt::format_to(std::back_inserter(out), "{}{} {}", out.empty() ? "" : ", ", n, n == 1 ? one : many);
  };
  part(s.contradictions, "contradiction", "contradictions");
  part(s.errors - std::min(s.errors, s.contradictions), s.contradictions > 0 ? "other error" : "error",
       s.contradictions > 0 ? "other errors" : "errors");
  part(s.warnings, "warning", "warnings");
  part(s.accepted, "accepted contradiction", "accepted contradictions");
  if (s.unlisted != 0) unlisted(out, s);
  if (s.accepted_unlisted != 0)
    fmt::format_to(std::back_inserter(out), "\nlisted: {} of {} accepted; `--limit 0` lists all",
                   s.accepted - s.accepted_unlisted, s.accepted);
  return out.empty() ? "no findings" : out;
}

std::string render_text(const Sources& sources, std::span<const Diagnostic> diagnostics, bool colour) {
  const Palette& palette = colour ? kColour : kPlain;
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    fmt::format_to(std::back_inserter(out), "{}{}[{}]{}{}: {}{}\n", severity_colour(palette, d.severity),
                   severity_name(d.severity), d.name, palette.off, palette.bold, d.message, palette.off);
    std::size_t gutter = 2;
    if (d.primary.valid()) {
      const Excerpt excerpt(sources, d, palette);
      excerpt.print(out, sources.position(d.primary.file, d.primary.begin));
      gutter = excerpt.gutter();
      if (!d.notes.empty() || !d.helps.empty()) excerpt.bar(out);
    }
    for (const std::string& n : d.notes) remark(out, gutter, palette, "note", n);
    for (const std::string& h : d.helps) remark(out, gutter, palette, "help", h);
    out += '\n';
  }
  return out;
}

}  // namespace jur
