// source text -> the tokens of a tree, and what the parser is to take them for.
#pragma once
#include <vector>

#include "parse/feed.h"
#include "parse/reporter.h"

namespace jur::parsing {

struct Tokens {
  std::vector<Token> tokens;  // the last one is END; with their trivia they make up the text
  Feed feed;                  // slips of spelling mended, other BAD tokens left out
};

// Reports each BAD token once.
[[nodiscard]] Tokens read_tokens(std::string_view text, Reporter& reporter);

}  // namespace jur::parsing
