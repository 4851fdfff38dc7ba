#include "lower/search.h"

#include <array>

#include <llvm/IR/Constants.h>

namespace jur::lower {
namespace {

using F = Finder::Field;

// Writes the functions of one finder. Duties, places, rules and levels are 32-bit numbers.
class Writing {
 public:
  Writing(Unit& unit, Finder& finder) : u(unit), finder_(finder), p_(finder.problem), b(unit.context) {}

  void write() {
    make_memory();
    make_tables();
    write_first_open();
    write_hopeless();
    write_covered();
    write_record();
    write_explore();
    write_find();
  }

 private:
  // Columns of the tables.
  enum Place : unsigned { kRule, kPeriod };
  enum Duty : unsigned { kFirst, kEnd, kFront, kOwn, kDays, kKeep, kExplored };

  void make_memory() {
    const auto array = [](llvm::Type* type, std::size_t n) { return llvm::ArrayType::get(type, n); };
    const std::size_t rules = p_.rules.size();
    const std::size_t words = p_.rule_words();
    finder_.memory = llvm::StructType::get(
        u.context, {array(array(u.i64, 2), p_.periods.size() + 1), array(u.i8, p_.places.size()), array(u.i8, p_.duties.size()),
                    array(u.i64, p_.fronts.size()), array(u.i64, p_.places.size()), array(u.i8, p_.covers.size()), u.i64,
                    array(u.i32, p_.acts.size()), array(array(u.i64, words), p_.acts.size()), array(u.i8, rules),
                    array(u.i32, rules), array(u.i32, rules), array(u.i32, rules + 1), array(u.i32, rules + 1),
                    array(u.i64, rules + 1), array(u.i32, p_.duties.size()), u.i32, array(u.i64, words)});
  }

  template <std::size_t N>
  llvm::GlobalVariable* rows(const std::vector<std::array<std::uint32_t, N>>& data, const char* name) {
    std::vector<llvm::Constant*> out;
    for (const auto& row : data) out.push_back(llvm::ConstantDataArray::get(u.context, row));
    return u.table(llvm::ConstantArray::get(llvm::ArrayType::get(llvm::ArrayType::get(u.i32, N), out.size()), out), name);
  }

  void make_tables() {
    std::vector<std::array<std::uint32_t, 2>> places;
    for (const Problem::Place& k : p_.places) places.push_back({k.rule, k.period});
    places_ = rows(places, "places");
    std::vector<std::array<std::uint32_t, 7>> duties;
    for (const Problem::Duty& d : p_.duties) {
      const Problem::Front& front = p_.fronts[d.front];
      const bool keep = u.program.norms[d.norm].kind == core::NormKind::Keep;
      duties.push_back({front.first, front.end, d.front, d.rule, d.period, keep ? 1U : 0U, d.explored ? 1U : 0U});
    }
    duties_ = rows(duties, "duties");
    // Of each acceptance a set of rules that all its sides name, then one a side; of those with one side only the first counts.
    for (const Problem::Cover& c : p_.covers) sides_ = std::max(sides_, c.sides.size() < 2 ? 0 : c.sides.size());
    std::vector<llvm::Constant*> words;
    for (const Problem::Cover& c : p_.covers) {
      for (std::size_t s = 0; s <= sides_; ++s) {
        std::vector<std::uint64_t> set(p_.rule_words());
        const auto add = [&](const std::vector<std::uint32_t>& side) {
          for (const std::uint32_t r : side) set[r / 64] |= std::uint64_t{1} << (r % 64);
        };
        if (s > 0 && s <= c.sides.size() && c.sides.size() > 1) {
          add(c.sides[s - 1]);
        } else {
          for (const auto& side : c.sides) add(side);
        }
        for (const std::uint64_t w : set) words.push_back(llvm::ConstantInt::get(u.i64, w));
      }
    }
    covers_ = u.table(llvm::ConstantArray::get(llvm::ArrayType::get(u.i64, words.size()), words), "covers");
    std::vector<std::array<std::uint32_t, 1>> ids;
    for (const Problem::Cover& c : p_.covers) ids.push_back({c.acceptance.index + 1});
    cover_ids_ = rows(ids, "acceptances");
  }

  // ---- words of the code ---------------------------------------------------------------------------------------------
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
  // A function whose first argument is the memory.
  llvm::Function* start(llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters, const char* name) {
    std::vector<llvm::Type*> all{u.ptr};
    all.insert(all.end(), parameters.begin(), parameters.end());
    llvm::Function* f = u.function(result, all, name, false);
    f->addFnAttr(llvm::Attribute::NoInline);
    b.SetInsertPoint(llvm::BasicBlock::Create(u.context, "entry", f));
    m_ = f->getArg(0);
    return f;
  }

  // ---- the search ----------------------------------------------------------------------------------------------------
  // int64 (duty, int1 free): the first day of the duty's period that no rule of the set at hand forbids, nor, with `free`, any
  // rule that is not barred; or some day after the period.
  void write_first_open() {
    first_open_ = start(u.i64, {u.i32, u.i1}, "first_open");
    Value* d = first_open_->getArg(1);
    Value* day = variable(u.i64, "day");
    Value* last = until(duty(d, kDays));
    put(from(duty(d, kDays)), day);
    repeat("round", [&] {
      Value* before = wide(day);
      each_place(d, [&](Value* k) {
        Value* rule = place(k, kRule);
        Value* free = b.CreateAnd(first_open_->getArg(2), is(word(at(F::kBarred, rule)), 0));
        Value* counts = b.CreateAnd(b.CreateOr(flag(at(F::kIn, rule)), free), holds(k, wide(day)));
        Value* past = b.CreateAdd(until(place(k, kPeriod)), b.getInt64(1));
        put(b.CreateSelect(counts, past, wide(day)), day);
      });
      return b.CreateAnd(b.CreateICmpNE(wide(day), before), b.CreateICmpSLE(wide(day), last));
    });
    b.CreateRet(wide(day));
  }

  Value* first_open(Value* d, bool free = false) { return b.CreateCall(first_open_, {m_, d, b.getInt1(free)}); }

  // int1 (duty): the set at hand leaves no day for it, or for a keep-doing duty not all days.
  void write_hopeless() {
    hopeless_ = start(u.i1, {u.i32}, "hopeless");
    Value* d = hopeless_->getArg(1);
    Value* out = variable(u.i1, "hopeless");
    put(b.getFalse(), out);
    otherwise(
        is(duty(d, kKeep), 1), "keep", [&] { each_place(d, [&](Value* k) { join(meets(k, duty(d, kDays)), out); }); },
        [&] { put(b.CreateICmpSGT(first_open(d), until(duty(d, kDays))), out); });
    b.CreateRet(b.CreateLoad(u.i1, out));
  }

  // int32 (): 1 + index of the lowest acceptance that covers the set in kBits, or 0.
  void write_covered() {
    covered_ = start(u.i32, {}, "covered");
    Value* out = variable(u.i32, "acceptance");
    Value* bad = variable(u.i1, "bad");
    Value* outside = variable(u.i64, "outside");
    const std::size_t words = p_.rule_words();
    put(n(0), out);
    each(p_.covers.size(), "acceptances", [&](Value* i) {
      when(b, b.CreateAnd(is(word(out), 0), flag(at(F::kWhen, i))), "asked", [&] {
        const auto side = [&](Value* s, Value* w) {
          Value* set = b.CreateAdd(b.CreateMul(i, n(sides_ + 1)), s);
          return wide(b.CreateInBoundsGEP(u.i64, covers_, b.CreateAdd(b.CreateMul(set, n(words)), w)));
        };
        put(b.getInt64(0), outside);
        each(words, "named", [&](Value* w) { join(b.CreateAnd(wide(at(F::kBits, w)), b.CreateNot(side(n(0), w))), outside); });
        put(b.CreateICmpNE(wide(outside), b.getInt64(0)), bad);
        each(sides_, "sides", [&](Value* s) {
          put(b.getInt64(0), outside);
          each(words, "common",
               [&](Value* w) { join(b.CreateAnd(wide(at(F::kBits, w)), side(b.CreateAdd(s, n(1)), w)), outside); });
          join(b.CreateICmpEQ(wide(outside), b.getInt64(0)), bad);
        });
        Value* id = word(b.CreateInBoundsGEP(u.i32, cover_ids_, i));
        put(b.CreateSelect(b.CreateLoad(u.i1, bad), n(0), id), out);
      });
    });
    b.CreateRet(word(out));
  }

  // void (duty, members, wanted): the set at hand makes the duty hopeless. Where no rule can be left out it is a clash.
  void write_record() {
    record_ = start(u.void_, {u.i32, u.i32, u.i32}, "record");
    Value* d = record_->getArg(1);
    Value* members = record_->getArg(2);
    Value* wanted = record_->getArg(3);
    Value* larger = variable(u.i1, "larger");
    Value* mask = variable(u.i64, "mask");
    put(b.getFalse(), larger);
    loop(b, members, "members", [&](Value* i) {
      Value* rule = word(at(F::kMembers, i));
      put_flag(false, at(F::kIn, rule));
      loop(b, word(at(F::kCount)), "duties", [&](Value* h) {
        Value* other = word(at(F::kHopeless, h));
        Value* asked = b.CreateAnd(b.CreateNot(b.CreateLoad(u.i1, larger)), flag(at(F::kIn, duty(other, kOwn))));
        when(b, asked, "smaller", [&] { put(b.CreateCall(hopeless_, {m_, other}), larger); });
      });
      put_flag(true, at(F::kIn, rule));
    });
    put(wide(at(F::kTouch, duty(d, kFront))), mask);
    each_place(d, [&](Value* k) {
      Value* through = b.CreateSelect(meets(k, duty(d, kDays)), wide(at(F::kThrough, k)), b.getInt64(0));
      join(through, mask);
    });
    Value* told = b.CreateAnd(b.CreateNot(b.CreateLoad(u.i1, larger)), b.CreateICmpNE(wide(mask), b.getInt64(0)));
    when(b, told, "clash", [&] {
      join(wide(mask), at(F::kMask));
      each(p_.rule_words(), "clear", [&](Value* w) { put(b.getInt64(0), at(F::kBits, w)); });
      loop(b, members, "members", [&](Value* i) {
        Value* rule = word(at(F::kMembers, i));
        Value* bit = b.CreateShl(b.getInt64(1), b.CreateZExt(b.CreateAnd(rule, n(63)), u.i64));
        join(bit, at(F::kBits, b.CreateLShr(rule, n(6))));
      });
      const auto wants = [&](std::uint32_t what) { return b.CreateICmpNE(b.CreateAnd(wanted, n(what)), n(0)); };
      const auto each_act = [&](const std::function<void(Value*)>& body) {
        each(p_.acts.size(), "acts", [&](Value* a) {
          Value* bit = b.CreateLShr(wide(mask), b.CreateZExt(a, u.i64));
          when(b, b.CreateTrunc(bit, u.i1), "act", [&] { body(a); });
        });
      };
      when(b, wants(Finder::kWantRules), "rules", [&] {
        each_act([&](Value* a) {
          each(p_.rule_words(), "words", [&](Value* w) { join(wide(at(F::kBits, w)), row(F::kRules, a, w)); });
        });
      });
      when(b, wants(Finder::kWantAccepted), "accepted", [&] {
        Value* found = b.CreateCall(covered_, {m_});
        when(b, b.CreateICmpNE(found, n(0)), "covered", [&] {
          each_act([&](Value* a) {
            Value* was = word(at(F::kAccepted, a));
            Value* better = b.CreateOr(is(was, 0), b.CreateICmpULT(found, was));
            put(b.CreateSelect(better, found, was), at(F::kAccepted, a));
          });
        });
      });
    });
    b.CreateRetVoid();
  }

  // The set at hand is the duty's own rule alone; nothing is barred; places are counted.
  void clear(Value* d) {
    each(p_.rules.size(), "clear", [&](Value* r) {
      put_flag(false, at(F::kIn, r));
      put(n(0), at(F::kBarred, r));
      put(n(0), at(F::kSingle, r));
    });
    each_place(d, [&](Value* k) { add(b.CreateZExt(flag(at(F::kActive, k)), u.i32), at(F::kSingle, place(k, kRule))); });
    put(duty(d, kOwn), at(F::kMembers, n(0)));
    put_flag(true, at(F::kIn, duty(d, kOwn)));
  }

  void record(Value* d, Value* members, Value* wanted) { b.CreateCall(record_, {m_, d, members, wanted}); }

  // void (duty, wanted): finds the clashes that make the duty hopeless.
  void write_explore() {
    explore_ = start(u.void_, {u.i32, u.i32}, "explore");
    Value* d = explore_->getArg(1);
    Value* wanted = explore_->getArg(2);
    clear(d);
    otherwise(
        is(duty(d, kKeep), 1), "keep", [&] { explore_keep(d, wanted); },
        [&] {
          Value* last = until(duty(d, kDays));
          Value* open = first_open(d);
          otherwise(
              b.CreateICmpSGT(open, last), "alone", [&] { record(d, n(1), wanted); },
              [&] {
                explore_pairs(d, last, wanted);
                // What is left may cover the period: look for sets of three and more.
                when(b, b.CreateICmpSGT(first_open(d, true), last), "large", [&] { explore_large(d, open, last, wanted); });
              });
        });
    b.CreateRetVoid();
  }

  void explore_keep(Value* d, Value* wanted) {
    Value* own = duty(d, kOwn);
    each_place(d, [&](Value* k) {
      Value* rule = place(k, kRule);
      put_flag(true, at(F::kIn, rule));
      put(rule, at(F::kMembers, n(1)));
      when(b, meets(k, duty(d, kDays)), "meets",
           [&] { record(d, b.CreateSelect(b.CreateICmpEQ(rule, own), n(1), n(2)), wanted); });
      put(b.CreateZExt(b.CreateICmpEQ(rule, own), u.i8), at(F::kIn, rule));
    });
  }

  // Rules that with the duty's own make it hopeless are part of no larger clash.
  void explore_pairs(Value* d, Value* last, Value* wanted) {
    each_place(d, [&](Value* k) {
      Value* rule = place(k, kRule);
      Value* fresh = b.CreateAnd(b.CreateNot(flag(at(F::kIn, rule))), is(word(at(F::kBarred, rule)), 0));
      when(b, b.CreateAnd(flag(at(F::kActive, k)), fresh), "pair", [&] {
        put_flag(true, at(F::kIn, rule));
        when(b, b.CreateICmpSGT(first_open(d), last), "covers", [&] {
          put(rule, at(F::kMembers, n(1)));
          record(d, n(2), wanted);
          put(n(1), at(F::kBarred, rule));
        });
        put_flag(false, at(F::kIn, rule));
      });
    });
  }

  // Level by level: each rule that holds the first open day in turn, those tried before it left out.
  void explore_large(Value* d, Value* open, Value* last, Value* wanted) {
    Value* level = variable(u.i32, "level");
    Value* steps = variable(u.i32, "steps");
    Value* going = variable(u.i1, "going");
    Value* first = duty(d, kFirst);
    Value* end = duty(d, kEnd);
    put(n(0), level);
    put(n(0), steps);
    put(first, at(F::kPosition, n(0)));
    put(open, at(F::kOpen, n(0)));
    const auto next_level = [&] { return b.CreateAdd(word(level), n(1)); };
    const auto leave_out = [&](Value* rule) {
      put_flag(false, at(F::kIn, rule));
      put(b.CreateAdd(word(level), n(2)), at(F::kBarred, rule));
    };
    repeat("search", [&] {
      put(b.getTrue(), going);
      Value* k = word(at(F::kPosition, word(level)));
      otherwise(
          b.CreateICmpEQ(k, end), "done",
          [&] {
            Value* mark = b.CreateAdd(word(level), n(2));
            each(p_.rules.size(), "free", [&](Value* r) {
              Value* was = word(at(F::kBarred, r));
              put(b.CreateSelect(b.CreateICmpEQ(was, mark), n(0), was), at(F::kBarred, r));
            });
            otherwise(
                is(word(level), 0), "over", [&] { put(b.getFalse(), going); },
                [&] {
                  put(b.CreateSub(word(level), n(1)), level);
                  leave_out(word(at(F::kMembers, next_level())));
                });
          },
          [&] {
            put(b.CreateAdd(k, n(1)), at(F::kPosition, word(level)));
            Value* rule = place(k, kRule);
            Value* free = b.CreateAnd(b.CreateNot(flag(at(F::kIn, rule))), is(word(at(F::kBarred, rule)), 0));
            when(b, b.CreateAnd(free, holds(k, wide(at(F::kOpen, word(level))))), "try", [&] {
              add(n(1), steps);
              put_flag(true, at(F::kIn, rule));
              put(rule, at(F::kMembers, next_level()));
              Value* day = first_open(d);
              otherwise(
                  b.CreateICmpSGT(day, last), "whole",
                  [&] {
                    record(d, b.CreateAdd(word(level), n(2)), wanted);
                    leave_out(rule);
                  },
                  [&] {
                    otherwise(
                        promising(d, word(level), day, last), "deeper",
                        [&] {
                          put(next_level(), level);
                          put(first, at(F::kPosition, word(level)));
                          put(day, at(F::kOpen, word(level)));
                        },
                        [&] { leave_out(rule); });
                  });
              put(b.CreateICmpULT(word(steps), n(kMaxSteps)), going);
            });
          });
      return b.CreateLoad(u.i1, going);
    });
  }

  // No member up to the one at hand, of one place each, has become superfluous, and the rules that are left can do the rest.
  Value* promising(Value* d, Value* level, Value* day, Value* last) {
    Value* out = variable(u.i1, "promising");
    put(b.CreateICmpSGT(first_open(d, true), last), out);
    loop(b, level, "earlier", [&](Value* i) {
      Value* rule = word(at(F::kMembers, b.CreateAdd(i, n(1))));
      Value* asked = b.CreateAnd(b.CreateLoad(u.i1, out), is(word(at(F::kSingle, rule)), 1));
      when(b, asked, "superfluous", [&] {
        put_flag(false, at(F::kIn, rule));
        put(b.CreateICmpSLT(first_open(d), day), out);
        put_flag(true, at(F::kIn, rule));
      });
    });
    return b.CreateLoad(u.i1, out);
  }

  // void (wanted): all clashes.
  void write_find() {
    finder_.code = start(u.void_, {u.i32}, "clashes");
    Value* wanted = finder_.code->getArg(1);
    put(b.getInt64(0), at(F::kMask));
    put(n(0), at(F::kCount));
    each(p_.acts.size(), "acts", [&](Value* a) {
      put(n(0), at(F::kAccepted, a));
      each(p_.rule_words(), "words", [&](Value* w) { put(b.getInt64(0), row(F::kRules, a, w)); });
    });
    each(p_.rules.size(), "all", [&](Value* r) {
      put_flag(true, at(F::kIn, r));
      put(n(1), at(F::kBarred, r));
    });
    each(p_.duties.size(), "duties", [&](Value* d) {
      when(b, flag(at(F::kEffect, d)), "effect", [&] {
        when(b, b.CreateCall(hopeless_, {m_, d}), "hopeless", [&] {
          put(d, at(F::kHopeless, word(at(F::kCount))));
          add(n(1), at(F::kCount));
        });
      });
    });
    loop(b, word(at(F::kCount)), "hopeless", [&](Value* h) {
      Value* d = word(at(F::kHopeless, h));
      when(b, is(duty(d, kExplored), 1), "explored", [&] { b.CreateCall(explore_, {m_, d, wanted}); });
    });
    b.CreateRetVoid();
  }

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
  llvm::Function* covered_ = nullptr;
  llvm::Function* record_ = nullptr;
  llvm::Function* explore_ = nullptr;
};

}  // namespace

Finder make_finder(Unit& u, Problem problem) {
  Finder out;
  out.problem = std::move(problem);
  Writing(u, out).write();
  return out;
}

}  // namespace jur::lower
