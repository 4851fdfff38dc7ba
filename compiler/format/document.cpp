#include "format/document.h"

#include <algorithm>

namespace jur::formatting {
namespace {

constexpr std::size_t kNever = std::size_t{1} << 40U;  // wider than any page

bool breaks(Piece::Kind k) { return k == Piece::Kind::Line || k == Piece::Kind::Fill || k == Piece::Kind::Hard; }

class Printer {
 public:
  Printer(const std::vector<Piece>& pieces, std::size_t width) : pieces_(pieces), width_(width) { measure(); }

  std::string print() {
    std::vector<Group> open{{0, false}};
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& p = pieces_[i];
      switch (p.kind) {
        case Piece::Kind::Text:
          text(p.text);
          break;
        case Piece::Kind::Trailing:
          pending_ = 2;
          text(p.text);
          break;
        case Piece::Kind::Space:
          pending_ += static_cast<std::size_t>(p.n);
          break;
        case Piece::Kind::Line:
          open.back().flat ? space(p) : new_line(open.back().indent, p.shift, false);
          break;
        case Piece::Kind::Fill:
          open.back().flat || fits(i, next_[i]) ? space(p) : new_line(open.back().indent, p.shift, false);
          break;
        case Piece::Kind::Hard:
          new_line(open.back().indent, p.shift, p.n > 0);
          break;
        case Piece::Kind::Open:
          open.push_back({open.back().indent + p.n, open.back().flat || fits(i, next_[i])});
          break;
        case Piece::Kind::Close:
          open.pop_back();
          break;
      }
    }
    out_ += '\n';
    return std::move(out_);
  }

 private:
  struct Group {
    int indent;
    bool flat;
  };

  // flat_[i]: columns of all pieces before i, each group flat. next_[i]: the Close of an Open, or for a Fill the next Fill or
  // Hard of its group, or its Close. tail_[i]: columns from i to the next place where a line may break.
  void measure() {
    flat_.assign(pieces_.size() + 1, 0);
    next_.assign(pieces_.size(), pieces_.size());
    tail_.assign(pieces_.size() + 1, 0);
    std::vector<std::size_t> open;
    std::vector<std::size_t> fill{pieces_.size()};
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& p = pieces_[i];
      const bool hard = p.kind == Piece::Kind::Hard;
      const std::size_t own = p.kind == Piece::Kind::Text ? columns(p.text) : static_cast<std::size_t>(p.n);
      flat_[i + 1] = flat_[i] + (hard ? kNever : p.kind == Piece::Kind::Open ? 0 : own);
      if (p.kind == Piece::Kind::Fill || hard || p.kind == Piece::Kind::Close) {
        if (fill.back() < pieces_.size()) next_[fill.back()] = i;
        fill.back() = p.kind == Piece::Kind::Fill ? i : pieces_.size();
      }
      if (p.kind == Piece::Kind::Open) {
        open.push_back(i);
        fill.push_back(pieces_.size());
      } else if (p.kind == Piece::Kind::Close) {
        next_[open.back()] = i;
        open.pop_back();
        fill.pop_back();
      }
    }
    for (std::size_t i = pieces_.size(); i-- > 0;) {
      const std::size_t own = flat_[i + 1] - flat_[i];
      tail_[i] = breaks(pieces_[i].kind) || pieces_[i].kind == Piece::Kind::Trailing ? 0 : own + tail_[i + 1];
    }
  }

  bool fits(std::size_t from, std::size_t to) const {
    const std::size_t flat = flat_[to] - flat_[from];
    return flat < kNever && column_ + pending_ + flat + tail_[to] <= width_;
  }

  void space(const Piece& p) { pending_ += static_cast<std::size_t>(p.n); }

  void text(std::string_view t) {
    out_.append(pending_, ' ');
    out_ += t;
    column_ += pending_ + columns(t);
    pending_ = 0;
  }

  void new_line(int indent, int shift, bool blank) {
    out_ += blank ? "\n\n" : "\n";
    column_ = 0;
    pending_ = static_cast<std::size_t>(indent + shift);
  }

  const std::vector<Piece>& pieces_;
  std::size_t width_;
  std::vector<std::size_t> flat_;
  std::vector<std::size_t> next_;
  std::vector<std::size_t> tail_;
  std::string out_;
  std::size_t column_ = 0;
  std::size_t pending_ = 0;
};

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string print(const std::vector<Piece>& pieces, std::size_t width) { return Printer(pieces, width).print(); }

}  // namespace jur::formatting
