// The signs of which a file is made.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "lint/rules.h"

namespace jur::lint_rules {

namespace {

struct Sign {
  char32_t code;
  std::uint32_t size;  // bytes
};

// The sign that begins at the byte; files are valid UTF-8.
Sign sign_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at + i < text.size() ? text[at + i] : 0); };
  const unsigned char b = byte(0);
  if (b < 0x80) return {b, 1};
  if (b < 0xE0) return {static_cast<char32_t>((b & 0x1FU) << 6U | (byte(1) & 0x3FU)), 2};
  if (b < 0xF0) return {static_cast<char32_t>((b & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU)), 3};
  return {static_cast<char32_t>((b & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU)), 4};
}

// Signs without a shape of their own that turn, join or part others: Unicode, general category Cf and the like.
bool is_invisible(char32_t c) {
  return c == 0x00AD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

enum class Script : std::uint8_t { None, Latin, Greek, Cyrillic };

Script script_of(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
    return Script::Latin;
  if (c >= 0x370 && c <= 0x3FF && c != 0x37E && c != 0x387) return Script::Greek;
  if (c >= 0x400 && c <= 0x52F) return Script::Cyrillic;
  return Script::None;
}

constexpr std::array<std::string_view, 4> kScripts{"", "Latin", "Greek", "Cyrillic"};

template <class Visit>
void each_sign(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const Sign s = sign_at(text, at);
    visit(static_cast<std::uint32_t>(at), s);
    at += s.size;
  }
}

template <class Visit>
void each_text(const LintInput& in, Visit visit) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    const bool plain =
        std::all_of(f.tree->text.begin(), f.tree->text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!plain) visit(f.tree->file, f.tree->text);
  }
}

}  // namespace

void invisible_sign(const LintInput& in, Findings& out) {
  each_text(in, [&](FileId file, std::string_view text) {
    each_sign(text, [&](std::uint32_t at, Sign s) {
      if (!is_invisible(s.code) || (at == 0 && s.code == 0xFEFF)) return;
      const std::size_t stop = text.find_first_of("\r\n", at);
      const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(at + s.size, stop));
      out.add({file, at, end}, fmt::format("an invisible sign stands here: U+{:04X}", static_cast<std::uint32_t>(s.code)))
          .help("take it out: it can make a text look other than it is");
    });
  });
}

void mixed_script(const LintInput& in, Findings& out) {
  each_text(in, [&](FileId file, std::string_view text) {
    Script word = Script::None;
    std::uint32_t odd = 0;
    std::uint32_t odd_size = 0;
    Script other = Script::None;
    const auto finish = [&] {
      if (other != Script::None) {
        out.add({file, odd, odd + odd_size},
                fmt::format("a {} letter stands in a {} word", kScripts[static_cast<std::size_t>(other)],
                            kScripts[static_cast<std::size_t>(word)]))
            .help("write the letter that was meant: the two look alike and differ");
      }
      word = other = Script::None;
    };
    each_sign(text, [&](std::uint32_t at, Sign s) {
      const Script script = script_of(s.code);
      if (script == Script::None) return finish();
      if (word == Script::None) {
        word = script;
      } else if (script != word && other == Script::None) {
        other = script;
        odd = at;
        odd_size = s.size;
      }
    });
    finish();
  });
}

void open_note(const LintInput& in, Findings& out) {
  constexpr std::array<std::string_view, 3> kWords{
      "TO"
      "DO",
      "FIX"
      "ME",
      "XX"
      "X"};
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    const std::string_view text = f.tree->text;
    for (const syntax::Token& t : f.tree->tokens) {
      if (t.begin == t.trivia) continue;
      const std::string_view trivia = text.substr(t.trivia, t.begin - t.trivia);
      for (const std::string_view word : kWords) {
        const std::size_t at = trivia.find(word);
        if (at == std::string_view::npos || (at > 0 && letter(trivia[at - 1]))) continue;
        if (at + word.size() < trivia.size() && letter(trivia[at + word.size()])) continue;
        const auto begin = static_cast<std::uint32_t>(t.trivia + at);
        out.add({f.tree->file, begin, begin + static_cast<std::uint32_t>(word.size())},
                fmt::format("`{}` stands in a comment", word))
            .help("do what it asks, or write it down where it is seen");
      }
    }
  }
}

}  // namespace jur::lint_rules
