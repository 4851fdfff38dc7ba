#include "format/page.h"

#include <algorithm>

#include "format/spacing.h"

namespace jur::formatting {

namespace {
std::string_view text_of(const syntax::Tree& tree, const syntax::Token& t) { return tree.text.substr(t.begin, t.end - t.begin); }
}  // namespace

Page::Page(const syntax::Tree& tree, std::size_t width) : tree_(tree), gaps_(flat_gaps(tree)), printer_(width) {
  ends_.reserve(tree.tokens.size());
  std::size_t sum = 0;
  for (std::uint32_t i = 0; i < tree.tokens.size(); ++i) {
    sum += gaps_[i] + columns(text_of(tree, tree.tokens[i]));
    ends_.push_back(sum);
  }
}

void Page::comments(const Trivia& trivia) {
  for (const Comment& c : trivia.comments) {
    if (c.breaks_before == 0 && next_ > 0) {
      pieces_.push_back({Piece::Kind::Trailing, 0, c.text});
    } else {
      if (!blank_) pieces_.push_back({Piece::Kind::Hard, !head_ && c.breaks_before > 1 ? 1 : 0});
      pieces_.push_back({Piece::Kind::Text, 0, c.text});
    }
    blank_ = false;
    head_ = false;
  }
}

void Page::settle() {
  if (settled_) return;
  settled_ = true;
  const Trivia trivia = trivia_before(tree_, next_);
  const bool fresh = blank_ && trivia.comments.empty();
  if (!commented_) comments(trivia);
  if (fresh) {
    // The first token of the file.
  } else if (!trivia.comments.empty() || part_ == Piece::Kind::Hard) {
    const bool closes = commented_;
    pieces_.push_back({Piece::Kind::Hard, !closes && !head_ && trivia.breaks_after > 1 ? 1 : 0, {}, shift_});
  } else {
    pieces_.push_back({part_, gaps_[next_], {}, shift_});
    if (pad_ > 0) pieces_.push_back({Piece::Kind::Space, pad_});
  }
  part_ = Piece::Kind::Space;
  pad_ = 0;
  shift_ = 0;
  head_ = false;
}

void Page::open(int indent) {
  settle();
  pieces_.push_back({Piece::Kind::Open, indent});
}

void Page::token() {
  settle();
  pieces_.push_back({Piece::Kind::Text, 0, text_of(tree_, tree_.tokens[next_])});
  ++next_;
  blank_ = false;
  settled_ = false;
  commented_ = false;
}

void Page::end_of_body() {
  comments(trivia_before(tree_, next_));
  commented_ = true;
}

void Page::end_of_part() {
  printer_.print(pieces_);
  pieces_.clear();
}

std::string Page::finish() {
  end_of_part();
  return printer_.finish();
}

bool Page::broken_before(std::uint32_t token) const {
  const Trivia t = trivia_before(tree_, token);
  return t.breaks_after > 0 || !t.comments.empty();
}

bool Page::apart(std::uint32_t token) const {
  const Trivia t = trivia_before(tree_, token);
  return t.breaks_after > 1 ||
         std::any_of(t.comments.begin(), t.comments.end(), [](const Comment& c) { return c.breaks_before > 0; });
}

bool Page::commented(std::uint32_t first, std::uint32_t end) const {
  for (std::uint32_t t = first; t < end; ++t) {
    if (!trivia_before(tree_, t).comments.empty()) return true;
  }
  return false;
}

std::size_t Page::flat_width(std::uint32_t first, std::uint32_t end) const {
  return first >= end ? 0 : ends_[end - 1] - ends_[first] + columns(text_of(tree_, tree_.tokens[first]));
}

}  // namespace jur::formatting
