#include "mutate.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>

namespace jur::test {
namespace {

constexpr const char* kPieces[] = {
    "{",      "}",       "(",    ")",   ",",      ".",      "\"",    "\\",      "#",     "##",   "rule",       "law",
    "unless", "unknown", "none", "not", "any of", "is",     "in",    "on",      "until", "from", "2001-02-30", "9999999",
    "-1",     "..",      "?",    "=",   "null",   "true",   "[",     "]",       ":",     "\xff", "\xc3",       "\xe2\x82",
    "\t",     "\r",      "\n",   "§",   "case",   "accept", "1e999", "\\u0000", "{}",    "with", "expect",     "within"};

struct Range {
  std::size_t begin;
  std::size_t end;
};

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// A word, a byte, or a stretch of up to 60 bytes.
Range somewhere(const std::string& text, Random& random) {
  if (text.empty()) return {0, 0};
  const std::size_t at = random.below(text.size());
  Range r{at, at + 1};
  switch (random.below(4)) {
    case 0:
      return r;
    case 1:
      r.end = std::min(text.size(), at + 1 + random.below(60));
      return r;
    default:
      while (r.begin > 0 && in_word(text[r.begin - 1])) --r.begin;
      while (r.end < text.size() && in_word(text[r.end])) ++r.end;
      return r;
  }
}

void edit(std::string& text, Random& random) {
  const Range a = somewhere(text, random);
  const std::string found = text.substr(a.begin, a.end - a.begin);
  switch (random.below(8)) {
    case 0:
    case 1:
      text.erase(a.begin, a.end - a.begin);
      return;
    case 2:
      text.insert(a.begin, found + " ");
      return;
    case 3:
      text.insert(somewhere(text, random).begin, " " + found + " ");
      return;
    case 4: {
      const Range b = somewhere(text, random);
      text.replace(a.begin, a.end - a.begin, text.substr(b.begin, b.end - b.begin));
      return;
    }
    case 5:
      if (random.chance(10)) text.erase(a.begin);
      return;
    case 6:
      if (!found.empty()) text[a.begin] = static_cast<char>(random.below(256));
      return;
    default:
      text.insert(a.begin, std::string(" ") + kPieces[random.below(std::size(kPieces))] + " ");
  }
}

}  // namespace

std::string mutate(std::string text, Random& random) {
  for (std::size_t edits = 1 + random.below(4); edits-- > 0;) edit(text, random);
  return text;
}

}  // namespace jur::test
