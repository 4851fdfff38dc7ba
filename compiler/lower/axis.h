// Private to lower/: a fact's values as row numbers of a table.
#pragma once
#include <vector>

#include "lower/entries.h"
#include "lower/unit.h"

namespace jur::lower {

// A constant array of the smallest numbers that hold values up to `last`; `element` is told their type.
[[nodiscard]] llvm::Constant* smallest_array(Unit& u, const std::vector<std::uint32_t>& values, std::size_t last,
                                             llvm::IntegerType** element);

// The rows of one fact: values that no test tells apart may share one.
class Axis {
 public:
  // `entries`: those whose tests the rows must tell apart.
  Axis(const core::Program& program, core::FactId fact, const std::vector<Entry>& entries);

  [[nodiscard]] core::FactId fact() const { return fact_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  // By row: whether it passes.
  [[nodiscard]] std::vector<bool> passes(const Test& test) const;
  // 32 bits, less than rows() where the case is complete and valid, or the fact unknown; with `any_bytes` always.
  Value* row(Unit& u, Builder& b, Value* at, bool any_bytes = false) const;
  [[nodiscard]] bool is_number() const { return numbers_; }
  // Of many cases at once.
  struct Lanes {
    Value* numbers = nullptr;  // a vector of `type`, which rows can be told from
    llvm::IntegerType* type = nullptr;
    std::vector<std::uint32_t> rows;  // by such a number: lane_rows()
  };
  [[nodiscard]] bool takes_lanes() const;
  // `values`: a vector of the field's numbers, each in its range.
  Lanes lanes(Unit& u, Builder& b, Value* values) const;
  // Empty where the numbers are the rows; else they rise by at most one from number to number. Precondition: takes_lanes.
  [[nodiscard]] std::vector<std::uint32_t> lane_rows() const;
  // Int, Date: the second row's first number, and how far the last row's is from it.
  [[nodiscard]] std::int64_t first_start() const { return starts_.size() > 1 ? starts_[1] : starts_[0]; }
  [[nodiscard]] std::int64_t span() const { return starts_.back() - first_start(); }

 private:
  Value* number_row(Unit& u, Builder& b, Value* at) const;
  // Int, Date: the row of each number from the one before the second row's first on; the last one stands for all beyond.
  std::vector<std::uint32_t> rows_by_number() const;
  bool near() const;  // they are few enough for a table

  core::FactId fact_;
  bool numbers_ = false;
  bool optional_ = false;
  bool or_none_ = false;
  std::int64_t lo_ = 0;  // Int, Date
  std::int64_t hi_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::uint32_t> row_of_;  // Bool, Enum: by value; empty where the value is the row
  std::vector<std::size_t> value_of_;  // Bool, Enum: a value of each row
  std::vector<std::int64_t> starts_;   // Int, Date: the first number of each row, but of that of none, which is the last
};

}  // namespace jur::lower
