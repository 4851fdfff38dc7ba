// The propositional engine behind Solver: clauses in, answers out. Only z3.cpp knows what it is made of.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jur::solve {

// Literals are ±variable; variables count from 1. Nothing throws.
class Engine {
 public:
  enum class Status : std::uint8_t { Sat, Unsat, Unknown };

  explicit Engine(std::uint32_t effort);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::int32_t variable();
  [[nodiscard]] std::size_t size() const;  // variables so far
  void clause(std::span<const std::int32_t> literals);
  void clause(std::initializer_list<std::int32_t> literals) { clause(std::span(literals.begin(), literals.size())); }
  Status check(std::span<const std::int32_t> assumptions);
  [[nodiscard]] bool value(std::int32_t variable) const;  // after Sat
  [[nodiscard]] std::vector<std::int32_t> core() const;   // after Unsat: assumptions that cannot hold together
  [[nodiscard]] const std::string& reason() const;        // after Unknown

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jur::solve
