#include "quotes.h"

#include <fmt/format.h>

#include <algorithm>

#include "tree.h"

namespace jur::meta {
namespace {

// Blanks at both ends go, runs of blanks become one.
std::string words_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool needs_no_quote(char c) { return std::string_view(" .,;:()*|").find(c) != std::string_view::npos; }

void add(std::vector<Statement>& out, std::size_t line, std::string_view text) {
  std::string words = words_of(text);
  if (words.find_first_not_of(" {}()[]|-") == std::string::npos) return;
  std::vector<bool> none(words.size(), false);
  out.push_back({line, std::move(words), std::move(none)});
}

// Text of a paragraph with the line of each byte.
struct Paragraph {
  std::string text;
  std::vector<std::size_t> line_of;

  void append(const std::string& line, std::size_t number) {
    text += line + " ";
    line_of.resize(text.size(), number);
  }
};

void cut(std::vector<Statement>& out, const Paragraph& p) {
  bool in_code = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i < p.text.size(); ++i) {
    if (p.text[i] == '`') in_code = !in_code;
    const bool stop = (p.text[i] == '.' || p.text[i] == ';') && i + 1 < p.text.size() && p.text[i + 1] == ' ';
    if (in_code || (!stop && i + 1 < p.text.size())) continue;
    add(out, p.line_of[from], std::string_view(p.text).substr(from, i + 1 - from));
    from = std::min(i + 2, p.text.size() - 1);
  }
}

bool numbered(const std::string& line) {
  return line.size() > 3 && line[0] >= '0' && line[0] <= '9' && line.substr(1, 2) == ". ";
}

bool begins_item(const std::string& line) { return line.starts_with("|") || line.starts_with("- ") || numbered(line); }

std::string without_comment(const std::string& line) {
  if (line.starts_with("#")) return {};
  return line.substr(0, line.find(" # "));
}

// The text of a comment line behind its marker, or nothing.
bool comment(const std::string& line, std::string_view marker, std::string& text) {
  const std::size_t at = line.find_first_not_of(' ');
  if (at == std::string::npos || line.compare(at, marker.size(), marker) != 0) return false;
  text = line.substr(at + marker.size());
  return true;
}

void read_quotes(std::vector<Quote>& out, const File& file, std::string_view marker) {
  std::size_t number = 0;
  bool open = false;
  for (const std::string& line : lines(file.text)) {
    ++number;
    if (line.starts_with("#! ")) return;
    std::string text;
    if (!comment(line, marker, text)) {
      open = false;
    } else if (text.starts_with(" says: ")) {
      out.push_back({file.path, number, text.substr(7)});
      open = true;
    } else if (open && text.starts_with("  ")) {
      out.back().text += " " + text;
    } else {
      open = false;
    }
  }
}

}  // namespace

std::vector<Statement> statements_of(const std::string& page) {
  std::vector<Statement> out;
  Paragraph open;
  const std::vector<std::string> all = lines(page);
  const auto close = [&] {
    if (!open.text.empty()) cut(out, open);
    open = {};
  };
  bool in_block = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& line = all[i];
    if (line.starts_with("```")) {
      close();
      in_block = !in_block;
    } else if (in_block) {
      add(out, i + 1, without_comment(line));
    } else {
      const bool head = i + 1 < all.size() && line.starts_with("|") && all[i + 1].starts_with("|--");
      if (line.empty() || line.starts_with("#") || begins_item(line)) close();
      if (!line.empty() && !line.starts_with("#") && !head) open.append(numbered(line) ? line.substr(3) : line, i + 1);
    }
  }
  close();
  return out;
}

std::vector<Quote> quotes_of_tests() {
  std::vector<Quote> out;
  for (const File& file : files()) {
    const bool golden = file.path.starts_with("tests/cases/") && file.path.ends_with(".jur");
    if (golden && file.text.find("\n#! ") != std::string::npos) read_quotes(out, file, "#");
    if (file.path.starts_with("tests/") && is_cpp(file.path) && !file.path.starts_with("tests/meta/"))
      read_quotes(out, file, "//");
  }
  for (Quote& q : out) q.text = words_of(q.text);
  return out;
}

std::vector<Quote> unquoted_texts() {
  std::vector<Quote> out;
  const std::string path = "tests/meta/unquoted.txt";
  std::size_t number = 0;
  for (const std::string& line : lines(read(path))) {
    ++number;
    const std::size_t why = line.find(" :: ");
    if (line.empty() || line.starts_with("#")) continue;
    out.push_back({path, number, why == std::string::npos ? std::string() : words_of(line.substr(0, why))});
  }
  return out;
}

std::string mark(std::vector<Statement>& statements, const Quote& quote) {
  if (quote.text.empty()) return "it quotes nothing";
  std::vector<std::pair<Statement*, std::size_t>> found;
  bool whole = false;
  for (Statement& s : statements) {
    if (s.text != quote.text) continue;
    s.quoted.assign(s.text.size(), true);
    whole = true;
  }
  if (whole) return {};
  for (Statement& s : statements) {
    for (std::size_t at = s.text.find(quote.text); at != std::string::npos; at = s.text.find(quote.text, at + 1)) {
      found.emplace_back(&s, at);
    }
  }
  if (found.empty()) return "no statement of the page holds these words";
  if (found.size() > 1) {
    return fmt::format("the words stand {} times on the page, in lines {} and {}: quote more of them", found.size(),
                       found[0].first->line, found[1].first->line);
  }
  const auto [statement, at] = found.front();
  for (std::size_t i = at; i < at + quote.text.size(); ++i) statement->quoted[i] = true;
  return {};
}

std::vector<std::string> unquoted(const Statement& statement) {
  std::vector<std::string> out;
  std::size_t from = 0;
  while (from < statement.text.size()) {
    if (statement.quoted[from]) {
      ++from;
      continue;
    }
    std::size_t to = from;
    bool missing = false;
    for (; to < statement.text.size() && !statement.quoted[to]; ++to) missing = missing || !needs_no_quote(statement.text[to]);
    if (missing) out.push_back(words_of(std::string_view(statement.text).substr(from, to - from)));
    from = to;
  }
  return out;
}

}  // namespace jur::meta
