#include <llvm/IR/Constants.h>

#include "lower/unit.h"

// Days to civil dates and back, by eras of 400 years that begin on 1 March. All in 64 bits: no day that a case can hold,
// moved by any number of months that a program can say, overflows.
namespace jur::lower {
namespace {

Value* floor_div(Builder& b, Value* x, std::int64_t d) {
  Value* shifted =
      b.CreateSelect(b.CreateICmpSLT(x, b.getInt64(0)), b.CreateSub(x, b.getInt64(static_cast<std::uint64_t>(d - 1))), x);
  return b.CreateSDiv(shifted, b.getInt64(static_cast<std::uint64_t>(d)));
}

Value* n(Builder& b, std::int64_t v) { return b.getInt64(static_cast<std::uint64_t>(v)); }

struct MonthStart {
  Value* year;   // that begins in March
  Value* month;  // 0 March .. 11 February
  Value* day;    // 0-based
};

MonthStart civil(Builder& b, Value* day) {
  Value* z = b.CreateAdd(day, n(b, 719468));
  Value* era = floor_div(b, z, 146097);
  Value* in_era = b.CreateSub(z, b.CreateMul(era, n(b, 146097)));
  Value* leaps =
      b.CreateSub(b.CreateAdd(b.CreateSub(in_era, b.CreateUDiv(in_era, n(b, 1460))), b.CreateUDiv(in_era, n(b, 36524))),
                  b.CreateUDiv(in_era, n(b, 146096)));
  Value* year = b.CreateUDiv(leaps, n(b, 365));
  Value* year_days =
      b.CreateSub(b.CreateAdd(b.CreateMul(year, n(b, 365)), b.CreateUDiv(year, n(b, 4))), b.CreateUDiv(year, n(b, 100)));
  Value* in_year = b.CreateSub(in_era, year_days);
  Value* month = b.CreateUDiv(b.CreateAdd(b.CreateMul(in_year, n(b, 5)), n(b, 2)), n(b, 153));
  Value* first = b.CreateUDiv(b.CreateAdd(b.CreateMul(month, n(b, 153)), n(b, 2)), n(b, 5));
  return {b.CreateAdd(year, b.CreateMul(era, n(b, 400))), month, b.CreateSub(in_year, first)};
}

// The first day of a month; `index` counts months from March of year 0.
Value* month_start(Builder& b, Value* index) {
  Value* year = floor_div(b, index, 12);
  Value* month = b.CreateSub(index, b.CreateMul(year, n(b, 12)));
  Value* era = floor_div(b, year, 400);
  Value* in_era = b.CreateSub(year, b.CreateMul(era, n(b, 400)));
  Value* days =
      b.CreateSub(b.CreateAdd(b.CreateMul(in_era, n(b, 365)), b.CreateUDiv(in_era, n(b, 4))), b.CreateUDiv(in_era, n(b, 100)));
  Value* in_year = b.CreateUDiv(b.CreateAdd(b.CreateMul(month, n(b, 153)), n(b, 2)), n(b, 5));
  return b.CreateSub(b.CreateAdd(b.CreateAdd(b.CreateMul(era, n(b, 146097)), days), in_year), n(b, 719468));
}

}  // namespace

llvm::Function* Unit::add_months() {
  if (add_months_ != nullptr) return add_months_;
  add_months_ = function(i64, {i64, i64}, "add_months", false);
  add_months_->setDoesNotAccessMemory();
  Builder b(llvm::BasicBlock::Create(context, "entry", add_months_));
  const MonthStart at = civil(b, add_months_->getArg(0));
  Value* index = b.CreateAdd(b.CreateAdd(b.CreateMul(at.year, n(b, 12)), at.month), add_months_->getArg(1));
  Value* start = month_start(b, index);
  Value* next = month_start(b, b.CreateAdd(index, n(b, 1)));
  Value* last = b.CreateSub(b.CreateSub(next, start), n(b, 1));
  Value* day = b.CreateSelect(b.CreateICmpSLT(at.day, last), at.day, last);
  b.CreateRet(b.CreateAdd(start, day));
  return add_months_;
}

Value* Unit::move(Builder& b, Value* day, const std::vector<core::DateStep>& steps) {
  for (const core::DateStep& s : steps) {
    day = s.months ? b.CreateCall(add_months(), {day, n(b, s.count)}) : b.CreateAdd(day, n(b, s.count));
  }
  return day;
}

}  // namespace jur::lower
