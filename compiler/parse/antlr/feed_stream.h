// A feed as ANTLR's stream of tokens. Inside the quarantine only.
#pragma once
#include <vector>

#include "parse/antlr/kinds.h"
#include "parse/feed.h"

namespace jur::parsing {

// One token as ANTLR wants to see it; its index is the place in the feed.
class FedToken final : public antlr4::Token {
 public:
  FedToken(std::size_t type, std::size_t index) : type_(type), index_(index) {}
  std::string getText() const override { return {}; }
  std::size_t getType() const override { return type_; }
  std::size_t getLine() const override { return 0; }
  std::size_t getCharPositionInLine() const override { return 0; }
  std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
  std::size_t getTokenIndex() const override { return index_; }
  std::size_t getStartIndex() const override { return index_; }
  std::size_t getStopIndex() const override { return index_; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

 private:
  std::size_t type_;
  std::size_t index_;
};

class FeedStream final : public antlr4::TokenStream {
 public:
  explicit FeedStream(const Feed& feed);
  void consume() override { at_ += at_ + 1 < tokens_.size() ? 1U : 0U; }
  std::size_t LA(ssize_t i) override { return LT(i)->getType(); }
  antlr4::Token* LT(ssize_t k) override;
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t to) override { at_ = to; }
  std::size_t size() override { return tokens_.size(); }
  std::string getSourceName() const override { return {}; }
  antlr4::Token* get(std::size_t index) const override { return &tokens_[index]; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  mutable std::vector<FedToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace jur::parsing
