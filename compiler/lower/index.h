// Private to lower/: which signals a complete case gives, found through tables instead of condition by condition.
#pragma once
#include <vector>

#include <llvm/IR/Function.h>

#include "lower/entries.h"
#include "lower/unit.h"

namespace jur::lower {

class Index {
 public:
  virtual ~Index() = default;
  // int64 (case): bit i says that signal i is given.
  [[nodiscard]] virtual llvm::Function* signals() = 0;
  // void (case, int64 asked, bits): sets the bits of the rules that apply and give one of the signals asked for.
  [[nodiscard]] virtual llvm::Function* rules() = 0;
  // Code that brings near what a case, of any bytes, will need: first stage 0, then 1.
  virtual void prefetch(Builder&, Value* /*at*/, unsigned /*stage*/) {}
  [[nodiscard]] virtual bool prefetches() const { return false; }
};

// int1 (case, int32 entry): whether the rest of an entry's condition holds.
[[nodiscard]] llvm::Function* emit_rest(Unit& u, const std::vector<Entry>& entries);

}  // namespace jur::lower
