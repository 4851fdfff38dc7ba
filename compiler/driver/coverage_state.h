// What the parts of Coverage share. Private to this room.
#pragma once
#include <memory>
#include <vector>

#include "cover/measure.h"
#include "driver/coverage.h"
#include "verify/reach.h"

namespace jur {

struct Coverage::State {
  struct Part {  // one program
    cover::Goals goals;
    std::vector<std::vector<std::size_t>> shown;  // by goal: scenarios
    std::unique_ptr<Reach> reach;
  };
  SessionOptions options;
  Sink& sink;
  std::vector<Part> parts;
  cover::Report report;

  Reach& reach(Part& part);
  // What no program has a case for is impossible.
  void ask();
};

// The condition that the goal is shown, one a way.
[[nodiscard]] std::vector<core::CondId> conditions_of(const cover::Goal& goal);

}  // namespace jur
