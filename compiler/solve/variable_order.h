// Variables by how much they took part in recent conflicts: a heap that finds the most active one.
#pragma once
#include <cstdint>
#include <vector>

namespace jur::solve {

class VariableOrder {
 public:
  void add();  // the next variable, counted from 0; it is in the heap
  void insert(std::uint32_t variable);
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  std::uint32_t pop();
  void bump(std::uint32_t variable);
  void decay() { step_ /= kDecay; }

 private:
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const { return activity_[a] > activity_[b]; }
  void place(std::size_t at, std::uint32_t variable);
  void up(std::size_t at);
  void down(std::size_t at);

  static constexpr double kDecay = 0.9;
  static constexpr double kMost = 1e100;
  static constexpr std::uint32_t kOut = 0xffffffff;

  std::vector<double> activity_;
  std::vector<std::uint32_t> heap_;
  std::vector<std::uint32_t> at_;  // by variable; kOut: not in the heap
  double step_ = 1;
};

}  // namespace jur::solve
