#include "format/comments.h"

namespace jur::formatting {

Trivia trivia_before(const syntax::Tree& tree, std::uint32_t token) {
  const syntax::Token& t = tree.tokens[token];
  const std::string_view text = tree.text.substr(t.trivia, t.begin - t.trivia);
  Trivia out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '#') {
      if (text[at] == '\n') ++out.breaks_after;
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view comment = text.substr(at, end - at);
    comment = comment.substr(0, comment.find_last_not_of(" \t\r") + 1);
    out.comments.push_back({comment, out.breaks_after});
    out.breaks_after = 0;
    at = end;
  }
  return out;
}

}  // namespace jur::formatting
