// Which of many outlines cover a given one: an index instead of a look at each pair.
#pragma once
#include <cstdint>
#include <vector>

#include "verify/outline.h"

namespace jur::proof {

class Supersets {
 public:
  // `outlines` must outlive this. Keeps a bit for each outline and value of the enum and bool facts that they narrow.
  Supersets(std::vector<const Outline*> outlines, std::size_t facts);
  // Places of those that cover the outline; ascending. The result is good until the next call.
  const std::vector<std::size_t>& of(const Outline& outline);

 private:
  using Bits = std::vector<std::uint64_t>;  // by place
  struct Column {
    Bits free;                   // outlines that do not narrow the fact; empty: none narrows it
    std::vector<Bits> by_value;  // outlines that do not narrow it, or leave the value; empty for numbers
  };
  std::vector<const Outline*> outlines_;
  std::vector<Column> columns_;  // by fact
  Bits left_;
  std::vector<std::size_t> out_;
};

}  // namespace jur::proof
