// Private to lower/: which signals a complete case gives, found through tables instead of condition by condition.
#pragma once
#include <functional>
#include <vector>

#include <llvm/IR/Function.h>

#include "lower/entries.h"
#include "lower/unit.h"

namespace jur::lower {

inline constexpr unsigned kBlock = 32;               // cases whose rows are found at once
inline constexpr unsigned kBlocks = 8;               // that are decided together
using Column = std::function<Value*(core::FactId)>;  // where the values of some cases begin, one behind the other
using Values = std::function<Value*(core::FactId)>;  // those of some cases, as a vector

class Index {
 public:
  virtual ~Index() = default;
  // int64 (case): bit i says that signal i is given.
  [[nodiscard]] virtual llvm::Function* signals() = 0;
  // int64 (case): below 2^key_bits; a key says which signals are given. Where a key is cheaper to find than the signals.
  [[nodiscard]] virtual llvm::Function* keys() { return signals(); }
  [[nodiscard]] virtual std::size_t key_bits() const = 0;
  [[nodiscard]] virtual std::uint64_t signals_of(std::uint64_t key) const { return key; }
  // void (case, int64 asked, bits): sets the bits of the rules that apply and give one of the signals asked for.
  [[nodiscard]] virtual llvm::Function* rules() = 0;
  // Code that brings near what a case, of any bytes, will need: first stage 0, then 1.
  virtual void prefetch(Builder&, Value* /*at*/, unsigned /*stage*/) {}
  [[nodiscard]] virtual bool prefetches() const { return false; }
  // A decision joins vectors wider than those of any processor of the architecture.
  [[nodiscard]] virtual bool wide() const { return false; }
  // How many keys make a byte, where cases can be decided together from an array a fact; else 0.
  [[nodiscard]] virtual unsigned keys_a_byte() const { return 0; }
  // In two steps, as processors do them best apart. `column`: of kBlock cases, each value in its range; `block`:
  // the number of those cases, less than kBlocks. In the first step the function notes what it finds of them; in the
  // second `found` is called, once, within a loop: the bytes hold the keys of the cases from `first` on, lowest bits first.
  virtual void find_rows(Builder&, const Column& /*column*/, Value* /*block*/) {}
  virtual void each_keys(Builder&, const Column& /*column*/, Value* /*block*/,
                         const std::function<void(Value* first, Value* bytes)>& /*found*/) {}
  // Keys of kRegister cases at once (lookup.h), a byte a key. `values`: each in its range.
  [[nodiscard]] virtual bool looks_up() const { return false; }
  virtual Value* look_up_keys(Builder&, const Values& /*values*/) { return nullptr; }
};

[[nodiscard]] Value* load_column(Unit& u, Builder& b, const Column& column, core::FactId fact, unsigned cases);

// int1 (case, int32 entry): whether the rest of an entry's condition holds.
[[nodiscard]] llvm::Function* emit_rest(Unit& u, const std::vector<Entry>& entries);

}  // namespace jur::lower
