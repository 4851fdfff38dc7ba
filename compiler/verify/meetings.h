// Which of many norms may have effect together with a given one: an index over their outlines, instead of a look at each pair.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "verify/conditions.h"

namespace jur::proof {

class Meetings {
 public:
  // `norms` ascending. Keeps a bit for each norm and value of the enum and bool facts that their outlines narrow.
  Meetings(const Conditions& conditions, std::span<const core::NormId> norms);

  // Those whose outlines meet this norm's; ascending. The result is good until the next call.
  std::span<const core::NormId> of(core::NormId norm);

 private:
  using Bits = std::vector<std::uint64_t>;  // by place in norms_
  struct Column {
    Bits free;                   // norms that do not narrow the fact
    std::vector<Bits> by_value;  // norms that narrow it and leave the value; empty for none
  };
  void index();

  const Conditions& conditions_;
  std::vector<core::NormId> norms_;
  std::vector<Column> columns_;  // by fact; no values for facts that are not indexed
  Bits left_;
  Bits some_;
  std::vector<core::NormId> out_;
};

}  // namespace jur::proof
