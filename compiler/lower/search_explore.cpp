#include <llvm/IR/Constants.h>

#include "lower/search_code.h"

// The clashes that make one duty hopeless: its own rule alone, with one more, with several.
namespace jur::lower {

// The set at hand is the duty's own rule alone; nothing is barred; places are counted.
void SearchCode::clear(Value* d) {
  each(p_.rules.size(), "clear", [&](Value* r) {
    put_flag(false, at(F::kIn, r));
    put(n(0), at(F::kBarred, r));
    put(n(0), at(F::kSingle, r));
  });
  each_place(d, [&](Value* k) { add(b.CreateZExt(flag(at(F::kActive, k)), u.i32), at(F::kSingle, place(k, kRule))); });
  put(duty(d, kOwn), at(F::kMembers, n(0)));
  put_flag(true, at(F::kIn, duty(d, kOwn)));
}

void SearchCode::write_explore() {
  explore_ = start(u.void_, {u.i32, u.i32}, "explore");
  Value* d = explore_->getArg(1);
  Value* wanted = explore_->getArg(2);
  clear(d);
  otherwise(
      is(duty(d, kKeep), 1), "keep", [&] { explore_keep(d, wanted); },
      [&] {
        Value* last = until(duty(d, kDays));
        otherwise(
            b.CreateICmpSGT(first_open(d), last), "alone", [&] { record(d, n(1), wanted); },
            [&] {
              explore_pairs(d, last, wanted);
              // What is left may cover the period.
              when(b, b.CreateICmpSGT(first_open(d, Count::Free), last), "large", [&] {
                when(b, b.CreateNot(call(large_, {d, wanted, b.getFalse()})), "thrifty", [&] {
                  free_level(nullptr);
                  call(useful_, {d});
                  call(large_, {d, wanted, b.getTrue()});
                });
              });
            });
      });
  b.CreateRetVoid();
}

void SearchCode::explore_keep(Value* d, Value* wanted) {
  Value* own = duty(d, kOwn);
  each_place(d, [&](Value* k) {
    Value* rule = place(k, kRule);
    put_flag(true, at(F::kIn, rule));
    put(rule, at(F::kMembers, n(1)));
    when(b, meets(k, duty(d, kDays)), "meets", [&] { record(d, b.CreateSelect(b.CreateICmpEQ(rule, own), n(1), n(2)), wanted); });
    put(b.CreateZExt(b.CreateICmpEQ(rule, own), u.i8), at(F::kIn, rule));
  });
}

// Rules that with the duty's own make any duty hopeless are of no larger clash with it.
void SearchCode::explore_pairs(Value* d, Value* last, Value* wanted) {
  each_place(d, [&](Value* k) {
    Value* rule = place(k, kRule);
    Value* fresh = b.CreateAnd(b.CreateNot(flag(at(F::kIn, rule))), is(word(at(F::kBarred, rule)), 0));
    when(b, b.CreateAnd(flag(at(F::kActive, k)), fresh), "pair", [&] {
      put_flag(true, at(F::kIn, rule));
      put(b.CreateZExt(call(spoilt_, {d}), u.i32), at(F::kBarred, rule));
      when(b, b.CreateICmpSGT(first_open(d), last), "covers", [&] {
        put(rule, at(F::kMembers, n(1)));
        record(d, n(2), wanted);
        put(n(1), at(F::kBarred, rule));
      });
      put_flag(false, at(F::kIn, rule));
    });
  });
}

// Nothing is barred any longer because of this level; null: of any, and the set at hand is the duty's own rule.
void SearchCode::free_level(Value* level) {
  each(p_.rules.size(), "free", [&](Value* r) {
    Value* was = word(at(F::kBarred, r));
    Value* freed = level == nullptr ? b.CreateICmpUGT(was, n(1)) : b.CreateICmpEQ(was, b.CreateAdd(level, n(2)));
    put(b.CreateSelect(freed, n(0), was), at(F::kBarred, r));
    if (level == nullptr) put(b.CreateZExt(b.CreateICmpEQ(r, word(at(F::kMembers, n(0)))), u.i8), at(F::kIn, r));
  });
}

// Each rule that holds the first open day in turn, those tried before it left out.
void SearchCode::write_large() {
  large_ = start(u.i1, {u.i32, u.i32, u.i1}, "large");
  Value* d = large_->getArg(1);
  Value* wanted = large_->getArg(2);
  Value* thrifty = large_->getArg(3);
  Value* most = b.CreateSelect(thrifty, n(kMaxSteps), n(kQuickSteps));
  Value* level = variable(u.i32, "level");
  Value* steps = variable(u.i32, "steps");
  Value* going = variable(u.i1, "going");
  Value* first = duty(d, kFirst);
  Value* end = duty(d, kEnd);
  Value* last = until(duty(d, kDays));
  put(n(0), level);
  put(n(0), steps);
  put(first, at(F::kPosition, n(0)));
  put(first_open(d), at(F::kOpen, n(0)));
  const auto next_level = [&] { return b.CreateAdd(word(level), n(1)); };
  const auto leave_out = [&](Value* rule) {
    put_flag(false, at(F::kIn, rule));
    put(b.CreateAdd(word(level), n(2)), at(F::kBarred, rule));
  };
  const auto try_rule = [&](Value* rule) {
    add(n(1), steps);
    put_flag(true, at(F::kIn, rule));
    put(rule, at(F::kMembers, next_level()));
    Value* day = first_open(d);
    Value* deeper = variable(u.i1, "deeper");
    put(b.getFalse(), deeper);
    otherwise(
        b.CreateICmpSGT(day, last), "whole", [&] { record(d, b.CreateAdd(word(level), n(2)), wanted); },
        [&] {
          put(promising(d, word(level), day, last), deeper);
          when(b, b.CreateAnd(thrifty, b.CreateLoad(u.i1, deeper)), "settled",
               [&] { put(b.CreateNot(call(settled_, {d, day, wanted})), deeper); });
        });
    otherwise(
        b.CreateLoad(u.i1, deeper), "deeper",
        [&] {
          put(next_level(), level);
          put(first, at(F::kPosition, word(level)));
          put(day, at(F::kOpen, word(level)));
        },
        [&] { leave_out(rule); });
    put(b.CreateICmpULT(word(steps), most), going);
  };
  repeat("search", [&] {
    put(b.getTrue(), going);
    Value* k = word(at(F::kPosition, word(level)));
    otherwise(
        b.CreateICmpEQ(k, end), "done",
        [&] {
          free_level(word(level));
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
          when(b, b.CreateAnd(free, holds(k, wide(at(F::kOpen, word(level))))), "try", [&] { try_rule(rule); });
        });
    return b.CreateLoad(u.i1, going);
  });
  b.CreateRet(b.CreateOr(thrifty, b.CreateICmpULT(word(steps), most)));
}

// The set at hand makes no other duty hopeless, the rules that are left can do the rest, and no member up to the one at hand, of
// one place each, has become superfluous.
Value* SearchCode::promising(Value* d, Value* level, Value* day, Value* last) {
  Value* out = variable(u.i1, "promising");
  put(b.CreateICmpSGT(first_open(d, Count::Free), last), out);
  when(b, b.CreateLoad(u.i1, out), "spoilt", [&] { put(b.CreateNot(call(spoilt_, {d})), out); });
  loop(b, level, "earlier", [&](Value* i) {
    Value* rule = word(at(F::kMembers, b.CreateAdd(i, n(1))));
    when(b, b.CreateAnd(b.CreateLoad(u.i1, out), is(word(at(F::kSingle, rule)), 1)), "superfluous", [&] {
      put_flag(false, at(F::kIn, rule));
      put(b.CreateICmpSLT(first_open(d), day), out);
      put_flag(true, at(F::kIn, rule));
    });
  });
  return b.CreateLoad(u.i1, out);
}

}  // namespace jur::lower
