#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

// Strongly connected parts of the implications, each after those that it leads to (Tarjan's order, without recursion).
class Parts {
 public:
  explicit Parts(const core::Program& p)
      : next_(p.acts.size()), index_(p.acts.size(), 0), low_(p.acts.size(), 0), on_(p.acts.size()) {
    for (const core::Implication& i : p.implications) next_[i.from.index].push_back(i.to.index);
    for (std::uint32_t a = 0; a < p.acts.size(); ++a) {
      if (index_[a] == 0) visit(a);
    }
  }
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& all() const { return parts_; }

 private:
  void visit(std::uint32_t first) {
    std::vector<std::pair<std::uint32_t, std::size_t>> path{{first, 0}};
    enter(first);
    while (!path.empty()) {
      auto& [a, at] = path.back();
      if (at < next_[a].size()) {
        const std::uint32_t b = next_[a][at++];
        if (index_[b] == 0) {
          enter(b);
          path.emplace_back(b, 0);
        } else if (on_[b]) {
          low_[a] = std::min(low_[a], index_[b]);
        }
        continue;
      }
      const std::uint32_t done = a;
      path.pop_back();
      if (!path.empty()) low_[path.back().first] = std::min(low_[path.back().first], low_[done]);
      if (low_[done] == index_[done]) close(done);
    }
  }

  void enter(std::uint32_t a) {
    index_[a] = low_[a] = ++count_;
    stack_.push_back(a);
    on_[a] = true;
  }

  void close(std::uint32_t root) {
    std::vector<std::uint32_t> part;
    std::uint32_t a = root;
    do {
      a = stack_.back();
      stack_.pop_back();
      on_[a] = false;
      part.push_back(a);
    } while (a != root);
    std::sort(part.begin(), part.end());
    parts_.push_back(std::move(part));
  }

  std::vector<std::vector<std::uint32_t>> next_;
  std::vector<std::uint32_t> index_;
  std::vector<std::uint32_t> low_;
  std::vector<bool> on_;
  std::vector<std::uint32_t> stack_;
  std::uint32_t count_ = 0;
  std::vector<std::vector<std::uint32_t>> parts_;
};

}  // namespace

std::vector<CondId> doable(Work& w) {
  std::vector<std::vector<const core::Implication*>> from(w.out.acts.size());
  for (const core::Implication& i : w.out.implications) from[i.from.index].push_back(&i);
  std::vector<CondId> can;
  can.reserve(w.out.acts.size());
  for (const core::Act& a : w.out.acts.all()) can.push_back(a.possible);
  const auto step = [&](std::uint32_t a) {
    std::vector<CondId> all{w.out.acts[core::ActId(a)].possible};
    for (const core::Implication* i : from[a]) all.push_back(w.build.any({w.build.not_(i->when), can[i->to.index]}));
    return w.build.all(all);
  };
  const Parts parts(w.out);
  for (const auto& part : parts.all()) {
    // In a circle of n acts what one of them implies is reached in n steps.
    for (std::size_t round = 0; round < part.size(); ++round) {
      std::vector<CondId> next;
      for (const std::uint32_t a : part) next.push_back(step(a));
      for (std::size_t i = 0; i < part.size(); ++i) can[part[i]] = next[i];
    }
  }
  return can;
}

}  // namespace jur::elaborating
