#include "parse/antlr/feed_stream.h"

namespace jur::parsing {

FeedStream::FeedStream(const Feed& feed) {
  tokens_.reserve(feed.size());
  for (const Fed& f : feed) {
    tokens_.emplace_back(f.kind == TokenKind::END ? antlr4::Token::EOF : type_of(f.kind), tokens_.size());
  }
}

antlr4::Token* FeedStream::LT(ssize_t k) {
  if (k < 0) return static_cast<std::size_t>(-k) > at_ ? nullptr : &tokens_[at_ - static_cast<std::size_t>(-k)];
  const std::size_t place = at_ + static_cast<std::size_t>(k) - 1;
  return &tokens_[place < tokens_.size() ? place : tokens_.size() - 1];
}

}  // namespace jur::parsing
