#include "parse/parse.h"

#include <optional>

#include <fmt/format.h>

#include "base/utf8.h"
#include "parse/antlr/bridge.h"
#include "parse/guards.h"
#include "parse/recovery.h"
#include "parse/tokens.h"

namespace jur {
namespace {

using parsing::DeclReader;
using parsing::Effort;
using syntax::NodeKind;
using syntax::TokenKind;

class FileReader {
 public:
  FileReader(syntax::Tree& tree, const parsing::Feed& feed, parsing::Reporter& reporter)
      : tree_(tree), feed_(feed), layout_(tree.text, tree.tokens, feed), reporter_(reporter), reader_(feed) {}

  void read() {
    while (feed_[at_].kind != TokenKind::END) {
      begin(at_);
      const std::size_t end = reader_.read(at_, Effort::Fast, tree_.nodes);
      if (end > at_) {
        finish(end);
      } else {
        read_with_mistakes();
      }
    }
    leave_out(feed_[at_].token);
  }

 private:
  // Where a declaration began, so that it can be read anew.
  struct Mark {
    std::size_t place;
    std::size_t nodes;
    std::uint32_t token;
  };

  void begin(std::size_t place) {
    leave_out(feed_[place].token);
    mark_ = {place, tree_.nodes.size(), feed_[place].token};
  }
  void finish(std::size_t end) {
    previous_ = mark_;
    at_ = end;
    done_ = feed_[end - 1].token + 1;
  }

  void leave_out(std::uint32_t until) {
    if (done_ >= until) return;
    const auto add = [&](NodeKind kind, std::uint32_t first, std::uint32_t end, std::uint32_t size) {
      tree_.nodes.push_back({kind, first, end, static_cast<std::uint32_t>(tree_.nodes.size()) + size});
    };
    add(NodeKind::error, done_, until, until - done_ + 1);
    for (; done_ < until; ++done_) add(NodeKind::token, done_, done_ + 1, 1);
  }

  // The mistake may be the tail of the declaration before, read too early as complete, or lie in where that one was cut.
  void read_with_mistakes() {
    if (!grammar_) grammar_ = parsing::load_grammar();
    if (previous_) {
      const Mark mark = *previous_;
      parsing::Mended before = parsing::mend(*grammar_, layout_, feed_, mark.place, reporter_);
      if (before.changed || before.end != at_) {
        tree_.nodes.resize(mark.nodes);
        done_ = mark.token;
        read_mended(before);
        return;
      }
    }
    parsing::Mended here = parsing::mend(*grammar_, layout_, feed_, at_, reporter_);
    if (here.changed) {
      read_mended(here);
      return;
    }
    const std::size_t end = reader_.read(at_, Effort::Full, tree_.nodes);
    if (end > at_) {
      finish(end);
    } else {
      reporter_.report(tree_.tokens[feed_[at_].token].begin, tree_.tokens[feed_[at_].token].end,
                       "this declaration cannot be read");
      at_ = here.end;
    }
  }

  void read_mended(const parsing::Mended& mended) {
    if (mended.feed.size() > 1) {
      leave_out(mended.feed.front().token);
      DeclReader reader(mended.feed);
      std::size_t end = reader.read(0, Effort::Fast, tree_.nodes);
      if (end == 0) end = reader.read(0, Effort::Full, tree_.nodes);
      if (end > 0) done_ = tree_.nodes[tree_.nodes.size() - 1].end_token;
    }
    previous_.reset();
    at_ = mended.end;
  }

  syntax::Tree& tree_;
  const parsing::Feed& feed_;
  parsing::Layout layout_;
  parsing::Reporter& reporter_;
  DeclReader reader_;
  std::optional<parsing::Grammar> grammar_;
  std::optional<Mark> previous_;
  Mark mark_{};
  std::size_t at_ = 0;
  std::uint32_t done_ = 0;
};

bool refused(const Sources& sources, const syntax::Tree& tree, const ParseOptions& options, Sink& sink) {
  if (tree.text.size() > options.max_bytes) {
    sink.report(Code::FileTooLarge, Span{tree.file, 0, 0}, sources[tree.file].path, options.max_bytes >> 20U);
    return true;
  }
  const std::size_t bad = first_bad_byte(tree.text);
  if (bad < tree.text.size()) {
    const auto at = static_cast<std::uint32_t>(bad);
    auto& d = sink.report(Code::NotUtf8, Span{tree.file, at, at + 1});
    d.at_primary(fmt::format("byte 0x{:02X}", static_cast<unsigned char>(tree.text[bad])));
    return true;
  }
  return false;
}

}  // namespace

syntax::Tree parse(const Sources& sources, FileId file, const ParseOptions& options, Sink& sink) {
  syntax::Tree tree;
  tree.file = file;
  tree.text = sources[file].text;
  tree.nodes.push_back({NodeKind::file, 0, 1, 1});
  if (refused(sources, tree, options, sink)) {
    tree.has_errors = true;
    const std::size_t size = tree.text.size() > options.max_bytes ? 0 : tree.text.size();
    tree.tokens.push_back({TokenKind::END, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(size), 0});
    return tree;
  }
  parsing::Reporter reporter(file, options.max_errors, sink);
  parsing::Tokens read = parsing::read_tokens(tree.text, reporter);
  tree.tokens = std::move(read.tokens);
  const std::size_t deep = parsing::first_too_deep(tree.tokens, options.max_depth);
  if (deep < tree.tokens.size()) {
    tree.has_errors = true;
    sink.report(Code::NestedTooDeep, Span{file, tree.tokens[deep].begin, tree.tokens[deep].end}, options.max_depth);
  } else {
    FileReader(tree, read.feed, reporter).read();
    tree.has_errors = reporter.errors() > 0;
  }
  tree.nodes[0].end_token = static_cast<std::uint32_t>(tree.tokens.size());
  tree.nodes[0].next = static_cast<std::uint32_t>(tree.nodes.size());
  return tree;
}

}  // namespace jur
