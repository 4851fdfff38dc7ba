#include "parse/stacks.h"

#include <map>
#include <set>
#include <utility>

namespace jur::parsing {
namespace {

constexpr std::size_t kMaxWays = 4096;

}  // namespace

Stacks::Stacks(const Grammar& grammar, std::size_t place) : grammar_(&grammar), reached_{{grammar.start, nullptr}} {
  spread(place);
}

TokenSet Stacks::expected() const {
  TokenSet out;
  for (const Way& way : ways_) {
    for (const Grammar::Edge& e : grammar_->states[way.state].edges) out |= e.tokens;
  }
  return out;
}

Stacks Stacks::after(syntax::TokenKind kind, std::size_t place) const {
  Stacks out(*grammar_);
  for (const Way& way : ways_) {
    for (const Grammar::Edge& e : grammar_->states[way.state].edges) {
      if (e.tokens.test(static_cast<std::size_t>(kind))) out.reached_.push_back({e.to, way.frame});
    }
  }
  out.spread(place);
  return out;
}

bool is_within(const Way& way, syntax::NodeKind rule, std::size_t begin) {
  for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
    if (f->begin == begin && f->rule == rule) return true;
  }
  return false;
}

Stacks Stacks::filtered(syntax::NodeKind rule, std::size_t begin, bool inside) const {
  Stacks out = *this;
  const auto dropped = [&](const Way& way) { return is_within(way, rule, begin) != inside; };
  std::erase_if(out.reached_, dropped);
  std::erase_if(out.ways_, dropped);
  return out;
}

Stacks Stacks::moved(std::size_t place) const {
  Stacks out(*grammar_);
  out.reached_ = reached_;
  out.spread(place);
  return out;
}

void Stacks::spread(std::size_t place) {
  using Key = std::pair<std::uint32_t, const Frame*>;
  std::set<Key> seen;
  std::map<std::pair<Key, syntax::NodeKind>, FramePtr> called;
  std::vector<Way> todo(reached_.rbegin(), reached_.rend());
  while (!todo.empty() && ways_.size() < kMaxWays) {
    const Way way = std::move(todo.back());
    todo.pop_back();
    if (!seen.insert({way.state, way.frame.get()}).second) continue;
    const Grammar::State& state = grammar_->states[way.state];
    if (state.last) {
      if (way.frame) todo.push_back({way.frame->follow, way.frame->up});
      continue;
    }
    bool reads = false;
    for (auto e = state.edges.rbegin(); e != state.edges.rend(); ++e) {
      if (e->move == Grammar::Move::Read) reads = true;
      if (e->move == Grammar::Move::Free) todo.push_back({e->to, way.frame});
      if (e->move == Grammar::Move::Call) {
        const syntax::NodeKind rule = grammar_->states[e->to].rule;
        FramePtr& frame = called[{{e->follow, way.frame.get()}, rule}];
        if (!frame) frame = std::make_shared<Frame>(Frame{rule, e->follow, place, way.frame});
        todo.push_back({e->to, frame});
      }
    }
    if (reads) ways_.push_back(way);
  }
}

}  // namespace jur::parsing
