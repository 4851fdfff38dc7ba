// The propositional engine behind Solver: clauses in, answers out. It learns a clause from each conflict, watches two literals
// of each clause, and decides on the variables that took part in recent conflicts first. The same calls give the same answers.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "solve/variable_order.h"

namespace jur::solve {

// Literals are ±variable; variables count from 1.
class Engine {
 public:
  enum class Status : std::uint8_t { Sat, Unsat, Unknown };

  // `effort` bounds the work on one question: so many watches are looked at. 0: no bound.
  explicit Engine(std::uint32_t effort);

  std::int32_t variable();
  [[nodiscard]] std::size_t size() const { return levels_.size(); }  // variables so far
  void clause(std::span<const std::int32_t> literals);
  void clause(std::initializer_list<std::int32_t> literals) { clause(std::span(literals.begin(), literals.size())); }
  Status check(std::span<const std::int32_t> assumptions);
  [[nodiscard]] bool value(std::int32_t variable) const;                         // after Sat, until the next clause
  [[nodiscard]] const std::vector<std::int32_t>& core() const { return core_; }  // after Unsat: cannot hold together
  [[nodiscard]] const std::string& reason() const { return reason_; }            // after Unknown

 private:
  using Literal = std::uint32_t;  // 2 * variable, one more where negated; variables from 0
  using Ref = std::uint32_t;      // where a clause begins in clauses_: its size, its rank, its literals
  struct Watch {
    Ref clause;     // with kBinary: the clause has no third literal
    Literal other;  // where it holds, the clause need not be looked at
  };

  static Literal literal(std::int32_t l);
  static std::int32_t outside(Literal l);
  [[nodiscard]] std::uint32_t level() const { return static_cast<std::uint32_t>(starts_.size()); }
  [[nodiscard]] std::span<Literal> literals_of(Ref r) { return {clauses_.data() + r + kHead, clauses_[r]}; }

  Ref store(std::span<const Literal> literals, std::uint32_t rank);
  void watch(Ref r);
  void assign(Literal l, Ref why);
  void decide(Literal l);
  void back_to(std::uint32_t level);
  Ref propagate();  // the clause that fails, or kNone
  Status search(std::span<const Literal> assumptions);
  Status next_decision(std::span<const Literal> assumptions);  // Unknown: decided, go on

  void learn(Ref conflict);
  void see(Literal l, std::uint32_t& open);
  [[nodiscard]] bool follows(Literal l);
  std::uint32_t rank_of(std::span<const Literal> literals);
  void explain(Literal failed);
  void forget();

  static constexpr std::uint32_t kHead = 2;
  static constexpr Ref kNone = 0xffffffff;
  static constexpr Ref kBinary = 0x80000000;
  static constexpr std::uint32_t kGiven = 0;  // rank of clauses that were not learnt

  std::uint64_t effort_;
  std::uint64_t steps_ = 0;
  bool consistent_ = true;
  std::vector<std::uint32_t> clauses_;
  std::vector<Ref> learnt_;
  std::size_t most_learnt_ = 4'000;
  std::vector<std::vector<Watch>> watches_;  // by literal: clauses to look at once it holds
  std::vector<std::int8_t> truth_;           // by literal: 1 holds, -1 fails, 0 open
  std::vector<std::uint32_t> levels_;        // by variable
  std::vector<Ref> reasons_;                 // by variable
  std::vector<char> phase_;                  // by variable: as it was last
  std::vector<char> seen_;                   // by variable
  std::vector<Literal> trail_;
  std::vector<std::size_t> starts_;  // by level: where it starts on the trail
  std::size_t head_ = 0;
  VariableOrder order_;
  std::vector<Literal> lesson_;
  std::vector<std::uint32_t> marked_;  // variables seen while learning
  std::vector<Literal> open_;
  std::vector<std::uint32_t> stamps_;  // by level
  std::uint32_t stamp_ = 0;
  std::vector<std::int32_t> core_;
  std::string reason_;
};

}  // namespace jur::solve
