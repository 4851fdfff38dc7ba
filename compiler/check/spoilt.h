// Where mistakes of syntax lie: what else is wrong there follows from them. Private to check.
#pragma once
#include <map>
#include <set>
#include <span>
#include <utility>

#include "check/check.h"

namespace jur::checking {

class Spoilt {
 public:
  explicit Spoilt(std::span<const Unit> units) : units_(units) {}

  // The span begins in an item (a clause, a field, a declaration without its body, …) that could not be read in full.
  [[nodiscard]] bool holds(Span span);

 private:
  // An item of a tree, its head or its body.
  using Part = std::pair<std::uint32_t, bool>;
  const std::set<Part>& parts_of(const syntax::Tree& tree);

  std::span<const Unit> units_;
  std::map<const syntax::Tree*, std::set<Part>> parts_;
};

}  // namespace jur::checking
