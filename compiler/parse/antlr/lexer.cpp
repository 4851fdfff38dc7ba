#include "parse/antlr/bridge.h"
#include "parse/antlr/kinds.h"

namespace jur::parsing {
namespace {

class Bytes final : public antlr4::CharStream {
 public:
  explicit Bytes(std::string_view text) : text_(text) {}
  void consume() override { ++at_; }
  std::size_t LA(ssize_t i) override {
    const std::size_t place = at_ + static_cast<std::size_t>(i > 0 ? i - 1 : i);
    return place < text_.size() ? static_cast<unsigned char>(text_[place]) : EOF;
  }
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t to) override { at_ = to; }
  std::size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string toString() const override { return {}; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

struct Lexer::Impl {
  explicit Impl(std::string_view text) : input(text), lexer(&input), kinds(kinds_by_type()) { lexer.removeErrorListeners(); }
  Bytes input;
  antlr::JurLexer lexer;
  std::vector<TokenKind> kinds;
};

Lexer::Lexer(std::string_view text) : impl_(std::make_unique<Impl>(text)) {}
Lexer::~Lexer() = default;

Lexeme Lexer::next() {
  for (;;) {
    const auto token = impl_->lexer.nextToken();
    const std::size_t type = token->getType();
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    const auto begin = static_cast<std::uint32_t>(token->getStartIndex());
    if (type == antlr4::Token::EOF) {
      const auto end = static_cast<std::uint32_t>(impl_->input.size());
      return {TokenKind::END, end, end};
    }
    return {impl_->kinds[type], begin, static_cast<std::uint32_t>(token->getStopIndex()) + 1};
  }
}

void Lexer::go_on_at(std::uint32_t offset) { impl_->input.seek(offset); }

}  // namespace jur::parsing
