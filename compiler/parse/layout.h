// How a feed lies on the page: where declarations and items seem to begin. Used after a mistake only.
#pragma once
#include <string_view>
#include <vector>

#include "parse/feed.h"

namespace jur::parsing {

class Layout {
 public:
  Layout(std::string_view text, const std::vector<Token>& tokens, const Feed& feed) : text_(text), tokens_(tokens), feed_(feed) {}

  // Past the feed's end: END.
  [[nodiscard]] TokenKind kind(std::size_t place) const;
  [[nodiscard]] const Token& token(std::size_t place) const;
  [[nodiscard]] std::string_view text(std::size_t place) const;
  // The token as a message quotes it: "`custodian`", "the end of the file".
  [[nodiscard]] std::string quote(std::size_t place) const;

  [[nodiscard]] bool first_on_line(std::size_t place) const;
  [[nodiscard]] std::uint32_t indent(std::size_t place) const;  // of the line that the token stands on, in bytes
  [[nodiscard]] bool word(std::size_t place) const;             // a name, or a word that may be one
  [[nodiscard]] bool any_word(std::size_t place) const;         // or a hard word
  [[nodiscard]] bool ends_in_brace(std::size_t place) const;    // the line's last token is a `{`

  [[nodiscard]] bool begins_decl(std::size_t place) const;  // also END
  [[nodiscard]] bool begins_rule(std::size_t place) const;
  // `item` is the rule of the grammar that the item belongs to: NodeKind::law_item, NodeKind::field, …
  [[nodiscard]] bool begins_item(NodeKind item, std::size_t place) const;

 private:
  [[nodiscard]] bool begins_norm(std::size_t place) const;
  [[nodiscard]] bool begins_fact(std::size_t place) const;
  [[nodiscard]] bool fresh(std::size_t place) const;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Feed& feed_;
};

}  // namespace jur::parsing
