// The propositional engine behind Solver: clauses in, answers out. CaDiCaL does the work; the same calls give the same answers.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/step.h"

namespace jur::solve {

// Literals are ±variable; variables count from 1.
class Engine {
 public:
  enum class Status : std::uint8_t { Sat, Unsat, Unknown };

  // `effort` bounds the work on one question: so many conflicts between decisions. 0: no bound. `step` (or null) is told when
  // CaDiCaL is at work.
  explicit Engine(std::uint32_t effort, StepPlace* step = nullptr);
  ~Engine();

  std::int32_t variable() { return ++variables_; }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(variables_); }  // variables so far
  void clause(std::span<const std::int32_t> literals);
  void clause(std::initializer_list<std::int32_t> literals) { clause(std::span(literals.begin(), literals.size())); }
  Status check(std::span<const std::int32_t> assumptions);
  [[nodiscard]] bool value(std::int32_t variable) const;                         // after Sat, until the next clause
  [[nodiscard]] const std::vector<std::int32_t>& core() const { return core_; }  // after Unsat: cannot hold together
  [[nodiscard]] const std::string& reason() const { return reason_; }            // after Unknown

 private:
  struct Backend;
  std::unique_ptr<Backend> backend_;
  std::uint32_t effort_;
  StepPlace* step_;
  std::int32_t variables_ = 0;
  std::vector<std::int32_t> core_;
  std::string reason_;
};

}  // namespace jur::solve
