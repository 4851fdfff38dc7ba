// Private to lower/: the writer of one finder's functions. Duties, places, rules and levels are 32-bit numbers in the code.
#pragma once
#include <array>
#include <string>

#include "lower/search.h"

namespace jur::lower {

class SearchCode {
 public:
  SearchCode(Unit& unit, Finder& finder) : u(unit), finder_(finder), p_(finder.problem), b(unit.context) {}
  void write();

 private:
  using F = Finder::Field;
  // Columns of the tables.
  enum Place : unsigned { kRule, kPeriod };
  enum Duty : unsigned { kFirst, kEnd, kFront, kOwn, kDays, kKeep, kExplored };
  // Which rules count: those of the set at hand; also those that are not barred; those in kBits.
  enum class Count : std::uint32_t { Set, Free, Bits };
  static constexpr std::uint32_t kNoDuty = UINT32_MAX;

  // search.cpp
  void make_memory();
  void make_tables();
  // void (wanted): all clashes.
  void write_find();

  // search_sets.cpp
  // int64 (duty, count): the first day of the duty's period that no rule that counts forbids; or some day after the period.
  void write_first_open();
  // int1 (duty): the set at hand leaves no day for it, or for a keep-doing duty not all days.
  void write_hopeless();
  // int1 (duty): the set at hand makes some other duty hopeless; any, for kNoDuty.
  void write_spoilt();
  // int32 (): 1 + index of the lowest acceptance that covers the set in kBits, or 0.
  void write_covered();
  // void (duty, members, wanted): the set at hand makes the duty hopeless. Where no rule can be left out it is a clash.
  void write_record();
  void tell_clash(Value* mask, Value* members, Value* wanted);

  // search_explore.cpp
  // void (duty, wanted): finds the clashes that make the duty hopeless.
  void write_explore();
  void clear(Value* d);
  void explore_keep(Value* d, Value* wanted);
  void explore_pairs(Value* d, Value* last, Value* wanted);
  // int1 (duty, wanted, int1 thrifty): three rules and more, level by level. False: too many steps, and not thrifty.
  void write_large();
  void free_level(Value* level);
  Value* promising(Value* d, Value* level, Value* day, Value* last);

  // search_settled.cpp: what a thrifty search leaves out.
  // void (duty): marks the rules that may be of a smallest set that makes it hopeless.
  void write_useful();
  // int1 (duty, open day, wanted): sets that hold the set at hand have nothing to tell that is not told yet.
  void write_settled();
  // int32 (duty): 1 + index of the lowest acceptance that may cover a set between kLow and kHigh, or 0.
  void write_coverable();

  // A function whose first argument is the memory.
  llvm::Function* start(llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters, const char* name);
  Value* call(llvm::Function* f, std::vector<Value*> arguments);
  Value* first_open(Value* d, Count count = Count::Set) { return call(first_open_, {d, n(static_cast<std::uint32_t>(count))}); }
  void record(Value* d, Value* members, Value* wanted) { call(record_, {d, members, wanted}); }

  Value* n(std::size_t v) { return b.getInt32(static_cast<std::uint32_t>(v)); }
  Value* at(F field, Value* i) { return b.CreateInBoundsGEP(finder_.memory, m_, {n(0), n(field), i}); }
  Value* at(F field) { return b.CreateStructGEP(finder_.memory, m_, field); }
  Value* row(F field, Value* i, Value* k) { return b.CreateInBoundsGEP(finder_.memory, m_, {n(0), n(field), i, k}); }
  Value* word(Value* address) { return b.CreateLoad(u.i32, address); }
  Value* wide(Value* address) { return b.CreateLoad(u.i64, address); }
  Value* flag(Value* address) { return b.CreateICmpNE(b.CreateLoad(u.i8, address), b.getInt8(0)); }
  void put(Value* v, Value* address) { b.CreateStore(v, address); }
  void put_flag(bool on, Value* address) { put(b.getInt8(on ? 1 : 0), address); }
  void add(Value* v, Value* address) { put(b.CreateAdd(b.CreateLoad(v->getType(), address), v), address); }
  void join(Value* v, Value* address) { put(b.CreateOr(b.CreateLoad(v->getType(), address), v), address); }
  Value* is(Value* x, std::size_t v) { return b.CreateICmpEQ(x, n(v)); }
  Value* place(Value* k, Place column) {
    return word(b.CreateInBoundsGEP(llvm::ArrayType::get(u.i32, 2), places_, {k, n(column)}));
  }
  Value* duty(Value* d, Duty column) {
    return word(b.CreateInBoundsGEP(llvm::ArrayType::get(u.i32, 7), duties_, {d, n(column)}));
  }
  Value* from(Value* period) { return wide(row(F::kPeriods, period, n(0))); }
  Value* until(Value* period) { return wide(row(F::kPeriods, period, n(1))); }
  // The place counts and holds the day.
  Value* holds(Value* k, Value* day) {
    Value* period = place(k, kPeriod);
    Value* inside = b.CreateAnd(b.CreateICmpSLE(from(period), day), b.CreateICmpSGE(until(period), day));
    return b.CreateAnd(flag(at(F::kActive, k)), inside);
  }
  // The place counts, is of the set at hand, and has a common day with the duty.
  Value* meets(Value* k, Value* days) {
    Value* period = place(k, kPeriod);
    Value* common = b.CreateAnd(b.CreateICmpSLE(from(period), until(days)), b.CreateICmpSGE(until(period), from(days)));
    Value* ours = flag(at(F::kIn, place(k, kRule)));
    return b.CreateAnd(b.CreateAnd(flag(at(F::kActive, k)), ours), common);
  }
  Value* variable(llvm::Type* type, const char* name) {
    llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
    return Builder(&entry, entry.begin()).CreateAlloca(type, nullptr, name);
  }
  void each_place(Value* d, const std::function<void(Value*)>& body) {
    Value* first = duty(d, kFirst);
    loop(b, b.CreateSub(duty(d, kEnd), first), "places", [&](Value* i) { body(b.CreateAdd(first, i)); });
  }
  void each(std::size_t count, const char* name, const std::function<void(Value*)>& body) { loop(b, n(count), name, body); }
  // do body() while it says so
  void repeat(const char* name, const std::function<Value*()>& body) {
    llvm::Function* f = b.GetInsertBlock()->getParent();
    auto* inside = llvm::BasicBlock::Create(u.context, name, f);
    auto* after = llvm::BasicBlock::Create(u.context, std::string(name) + ".end", f);
    b.CreateBr(inside);
    b.SetInsertPoint(inside);
    b.CreateCondBr(body(), inside, after);
    b.SetInsertPoint(after);
  }
  void otherwise(Value* condition, const char* name, const std::function<void()>& yes, const std::function<void()>& no) {
    when(b, condition, name, yes);
    when(b, b.CreateNot(condition), name, no);
  }
  // Word `w` of side `s` of an acceptance; side 0: all that its sides name.
  Value* side(Value* cover, Value* s, Value* w);
  // The acceptance names all rules of one set, and each of its sides some of the other.
  Value* fits(Value* cover, F low, F high);
  // Bit `i` of words of 64.
  Value* bit(Value* i) { return b.CreateShl(b.getInt64(1), b.CreateZExt(b.CreateAnd(i, n(63)), u.i64)); }
  void mark(F field, Value* rule) { join(bit(rule), at(field, b.CreateLShr(rule, n(6)))); }
  Value* wants(Value* wanted, std::uint32_t what) { return b.CreateICmpNE(b.CreateAnd(wanted, n(what)), n(0)); }
  void each_act(Value* mask, const std::function<void(Value*)>& body);

  Unit& u;
  Finder& finder_;
  const Problem& p_;
  Builder b;
  Value* m_ = nullptr;  // the memory, in the function that is being written
  std::size_t sides_ = 0;
  llvm::GlobalVariable* places_ = nullptr;
  llvm::GlobalVariable* duties_ = nullptr;
  llvm::GlobalVariable* covers_ = nullptr;
  llvm::GlobalVariable* cover_ids_ = nullptr;
  llvm::Function* first_open_ = nullptr;
  llvm::Function* hopeless_ = nullptr;
  llvm::Function* spoilt_ = nullptr;
  llvm::Function* covered_ = nullptr;
  llvm::Function* record_ = nullptr;
  llvm::Function* useful_ = nullptr;
  llvm::Function* coverable_ = nullptr;
  llvm::Function* settled_ = nullptr;
  llvm::Function* large_ = nullptr;
  llvm::Function* explore_ = nullptr;
};

}  // namespace jur::lower
