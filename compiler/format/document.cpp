#include "format/document.h"

#include <algorithm>

namespace jur::formatting {
namespace {

constexpr std::size_t kNever = std::size_t{1} << 40U;  // wider than any page

bool breaks(Piece::Kind k) { return k == Piece::Kind::Line || k == Piece::Kind::Fill || k == Piece::Kind::Hard; }

}  // namespace

void Printer::print(const std::vector<Piece>& part) {
  measure(part);
  for (std::size_t i = 0; i < part.size(); ++i) {
    const Piece& p = part[i];
    const auto space = [&] { pending_ += static_cast<std::size_t>(p.n); };
    switch (p.kind) {
      case Piece::Kind::Text:
        text(p.text);
        break;
      case Piece::Kind::Trailing:
        pending_ = 2;
        text(p.text);
        break;
      case Piece::Kind::Space:
        space();
        break;
      case Piece::Kind::Line:
        open_.back().flat ? space() : new_line(open_.back().indent, p.shift, false);
        break;
      case Piece::Kind::Fill:
        open_.back().flat || fits(i, next_[i]) ? space() : new_line(open_.back().indent, p.shift, false);
        break;
      case Piece::Kind::Hard:
        new_line(open_.back().indent, p.shift, p.n > 0);
        break;
      case Piece::Kind::Open:
        open_.push_back({open_.back().indent + p.n, open_.back().flat || fits(i, next_[i])});
        break;
      case Piece::Kind::Close:
        open_.pop_back();
        break;
    }
  }
}

std::string Printer::finish() {
  if (!out_.empty()) out_ += '\n';
  return std::move(out_);
}

void Printer::measure(const std::vector<Piece>& part) {
  flat_.assign(part.size() + 1, 0);
  next_.assign(part.size(), part.size());
  tail_.assign(part.size() + 1, 0);
  std::vector<std::size_t> open;
  std::vector<std::size_t> fill{part.size()};
  for (std::size_t i = 0; i < part.size(); ++i) {
    const Piece& p = part[i];
    const bool hard = p.kind == Piece::Kind::Hard;
    const std::size_t own = p.kind == Piece::Kind::Text ? columns(p.text) : static_cast<std::size_t>(p.n);
    flat_[i + 1] = flat_[i] + (hard ? kNever : p.kind == Piece::Kind::Open ? 0 : own);
    if (p.kind == Piece::Kind::Fill || hard || p.kind == Piece::Kind::Close) {
      if (fill.back() < part.size()) next_[fill.back()] = i;
      fill.back() = p.kind == Piece::Kind::Fill ? i : part.size();
    }
    if (p.kind == Piece::Kind::Open) {
      open.push_back(i);
      fill.push_back(part.size());
    } else if (p.kind == Piece::Kind::Close) {
      next_[open.back()] = i;
      open.pop_back();
      fill.pop_back();
    }
  }
  for (std::size_t i = part.size(); i-- > 0;) {
    const std::size_t own = flat_[i + 1] - flat_[i];
    tail_[i] = breaks(part[i].kind) || part[i].kind == Piece::Kind::Trailing ? 0 : own + tail_[i + 1];
  }
}

bool Printer::fits(std::size_t from, std::size_t to) const {
  const std::size_t flat = flat_[to] - flat_[from];
  return flat < kNever && column_ + pending_ + flat + tail_[to] <= width_;
}

void Printer::text(std::string_view t) {
  out_.append(pending_, ' ');
  out_ += t;
  column_ += pending_ + columns(t);
  pending_ = 0;
}

void Printer::new_line(int indent, int shift, bool blank) {
  out_ += blank ? "\n\n" : "\n";
  column_ = 0;
  pending_ = static_cast<std::size_t>(indent + shift);
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace jur::formatting
