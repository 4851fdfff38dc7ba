// Private to lower/: which signals a complete case gives, found through tables instead of condition by condition.
#pragma once
#include <llvm/IR/Function.h>

namespace jur::lower {

class Index {
 public:
  virtual ~Index() = default;
  // int64 (case): bit i says that signal i is given.
  [[nodiscard]] virtual llvm::Function* signals() = 0;
  // void (case, int64 asked, bits): sets the bits of the rules that apply and give one of the signals asked for.
  [[nodiscard]] virtual llvm::Function* rules() = 0;
};

}  // namespace jur::lower
