#include "parse/antlr/bridge.h"
#include "parse/antlr/feed_stream.h"

namespace jur::parsing {
namespace {

// Writes flat nodes while ANTLR reads; ANTLR's own tree is never built.
class Flattener final : public antlr4::tree::ParseTreeListener {
 public:
  Flattener(const Feed& feed, std::vector<NodeKind> kinds) : feed_(feed), kinds_(std::move(kinds)) {}

  void begin(std::vector<syntax::Node>& nodes, std::size_t at) {
    nodes_ = &nodes;
    kept_ = nodes.size();
    open_.clear();
    next_token_ = feed_[at].token;
  }
  void forget() { nodes_->resize(kept_); }

  void enterEveryRule(antlr4::ParserRuleContext* context) override {
    fill_gap(feed_[context->getStart()->getTokenIndex()].token);
    open_.push_back(nodes_->size());
    push(kinds_[context->getRuleIndex()], next_token_, next_token_);
  }
  void exitEveryRule(antlr4::ParserRuleContext*) override {
    syntax::Node& node = (*nodes_)[open_.back()];
    open_.pop_back();
    node.end_token = next_token_;
    node.next = static_cast<std::uint32_t>(nodes_->size());
  }
  void visitTerminal(antlr4::tree::TerminalNode* leaf) override {
    const std::size_t place = leaf->getSymbol()->getTokenIndex();
    const Fed& fed = feed_[place];
    fill_gap(fed.token);
    add_leaf(fed);
    if (fed.with_gap) fill_gap(feed_[place + 1].token);
  }
  void visitErrorNode(antlr4::tree::ErrorNode*) override {}

 private:
  void add_leaf(const Fed& fed) {
    if (fed.origin == Origin::Supplied) {
      push(NodeKind::error, fed.token, fed.token);
      return;
    }
    if (fed.origin == Origin::Mended) {
      push(NodeKind::error, fed.token, fed.token + 1);
      ++nodes_->back().next;
    }
    push(NodeKind::token, fed.token, fed.token + 1);
    next_token_ = fed.token + 1;
  }
  void push(NodeKind kind, std::uint32_t first, std::uint32_t end) {
    nodes_->push_back({kind, first, end, static_cast<std::uint32_t>(nodes_->size() + 1)});
  }
  void fill_gap(std::uint32_t token) {
    if (next_token_ >= token) return;
    push(NodeKind::error, next_token_, token);
    nodes_->back().next += token - next_token_;
    for (; next_token_ < token; ++next_token_) push(NodeKind::token, next_token_, next_token_ + 1);
  }

  const Feed& feed_;
  std::vector<NodeKind> kinds_;
  std::vector<syntax::Node>* nodes_ = nullptr;
  std::vector<std::size_t> open_;
  std::size_t kept_ = 0;
  std::uint32_t next_token_ = 0;
};

}  // namespace

struct DeclReader::Impl {
  explicit Impl(const Feed& feed) : stream(feed), parser(&stream), flattener(feed, kinds_by_rule(parser.getRuleNames())) {
    parser.removeErrorListeners();
    parser.setBuildParseTree(false);
    parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    parser.addParseListener(&flattener);
  }
  FeedStream stream;
  antlr::JurParser parser;
  Flattener flattener;
};

DeclReader::DeclReader(const Feed& feed) : impl_(std::make_unique<Impl>(feed)) {}
DeclReader::~DeclReader() = default;

std::size_t DeclReader::read(std::size_t at, Effort effort, std::vector<syntax::Node>& nodes) {
  auto& parser = impl_->parser;
  parser.reset();
  impl_->stream.seek(at);
  impl_->flattener.begin(nodes, at);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      effort == Effort::Fast ? antlr4::atn::PredictionMode::SLL : antlr4::atn::PredictionMode::LL);
  try {
    parser.decl();
    return impl_->stream.index();
  } catch (const std::exception&) {
    impl_->flattener.forget();
    return at;
  }
}

}  // namespace jur::parsing
