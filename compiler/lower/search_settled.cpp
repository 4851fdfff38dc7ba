#include <llvm/IR/Constants.h>

#include "lower/search_code.h"

// Where very many sets clash, most of them tell nothing new: the same acts, rules and acceptances. A thrifty search goes on only
// where something may still be found that is not told yet.
namespace jur::lower {

// A rule is of no smallest set unless on some day it is the only one: with all others that hold the day left out, the period must
// still be covered. The day after an end, or the rule's first, has the fewest others.
void SearchCode::write_useful() {
  useful_ = start(u.void_, {u.i32}, "useful");
  Value* d = useful_->getArg(1);
  Value* own = duty(d, kOwn);
  Value* first = from(duty(d, kDays));
  Value* last = until(duty(d, kDays));
  Value* day = variable(u.i64, "day");
  const auto free = [&](Value* k) { return b.CreateAnd(flag(at(F::kActive, k)), is(word(at(F::kBarred, place(k, kRule))), 0)); };
  const auto ask = [&](Value* rule) {
    each(p_.rule_words(), "clear", [&](Value* w) { put(b.getInt64(0), at(F::kBits, w)); });
    each_place(d, [&](Value* k) { when(b, free(k), "free", [&] { mark(F::kBits, place(k, kRule)); }); });
    each_place(d, [&](Value* k) {
      when(b, holds(k, wide(day)), "holds", [&] {
        Value* at_word = at(F::kBits, b.CreateLShr(place(k, kRule), n(6)));
        put(b.CreateAnd(wide(at_word), b.CreateNot(bit(place(k, kRule)))), at_word);
      });
    });
    mark(F::kBits, own);
    mark(F::kBits, rule);
    when(b, b.CreateICmpSGT(first_open(d, Count::Bits), last), "covers", [&] { put_flag(true, at(F::kUseful, rule)); });
  };
  each(p_.rules.size(), "rules", [&](Value* r) { put_flag(false, at(F::kUseful, r)); });
  each_place(d, [&](Value* k) {
    Value* rule = place(k, kRule);
    const auto open = [&] { return b.CreateNot(flag(at(F::kUseful, rule))); };
    when(b, b.CreateAnd(free(k), b.CreateICmpNE(rule, own)), "rule", [&] {
      const auto ask_at = [&](Value* x) {
        put(x, day);
        Value* within = b.CreateAnd(b.CreateICmpSGE(x, first), b.CreateICmpSLE(x, last));
        when(b, b.CreateAnd(b.CreateAnd(within, holds(k, x)), open()), "ask", [&] { ask(rule); });
      };
      Value* start_day = from(place(k, kPeriod));
      ask_at(b.CreateSelect(b.CreateICmpSLT(start_day, first), first, start_day));
      each_place(d, [&](Value* other) {
        when(b, flag(at(F::kActive, other)), "end", [&] { ask_at(b.CreateAdd(until(place(other, kPeriod)), b.getInt64(1))); });
      });
    });
  });
  b.CreateRetVoid();
}

void SearchCode::write_coverable() {
  coverable_ = start(u.i32, {u.i32}, "coverable");
  Value* d = coverable_->getArg(1);
  Value* last = until(duty(d, kDays));
  Value* out = variable(u.i32, "acceptance");
  put(n(0), out);
  each(p_.covers.size(), "acceptances", [&](Value* i) {
    when(b, b.CreateAnd(is(word(out), 0), flag(at(F::kWhen, i))), "asked", [&] {
      when(b, fits(i, F::kLow, F::kHigh), "fits", [&] {
        each(p_.rule_words(), "named",
             [&](Value* w) { put(b.CreateAnd(wide(at(F::kHigh, w)), side(i, n(0), w)), at(F::kBits, w)); });
        Value* id = word(b.CreateInBoundsGEP(u.i32, cover_ids_, i));
        put(b.CreateSelect(b.CreateICmpSGT(first_open(d, Count::Bits), last), id, n(0)), out);
      });
    });
  });
  b.CreateRet(word(out));
}

void SearchCode::write_settled() {
  settled_ = start(u.i1, {u.i32, u.i64, u.i32}, "settled");
  Value* d = settled_->getArg(1);
  Value* open = settled_->getArg(2);
  Value* wanted = settled_->getArg(3);
  Value* acts = variable(u.i64, "acts");
  Value* news = variable(u.i1, "news");
  put(wide(at(F::kTouch, duty(d, kFront))), acts);
  each(p_.rule_words(), "clear", [&](Value* w) {
    put(b.getInt64(0), at(F::kLow, w));
    put(b.getInt64(0), at(F::kHigh, w));
  });
  mark(F::kLow, duty(d, kOwn));
  mark(F::kHigh, duty(d, kOwn));
  each_place(d, [&](Value* k) {
    Value* rule = place(k, kRule);
    Value* in = flag(at(F::kIn, rule));
    Value* useful = b.CreateAnd(flag(at(F::kUseful, rule)), is(word(at(F::kBarred, rule)), 0));
    Value* later = b.CreateAnd(useful, b.CreateICmpSGE(until(place(k, kPeriod)), open));
    Value* active = flag(at(F::kActive, k));
    when(b, b.CreateAnd(active, in), "low", [&] { mark(F::kLow, rule); });
    when(b, b.CreateAnd(active, b.CreateOr(in, later)), "high", [&] {
      mark(F::kHigh, rule);
      join(wide(at(F::kThrough, k)), acts);
    });
  });
  put(b.CreateICmpNE(b.CreateAnd(wide(acts), b.CreateNot(wide(at(F::kMask)))), b.getInt64(0)), news);
  when(b, wants(wanted, Finder::kWantRules), "rules", [&] {
    each_act(wide(acts), [&](Value* a) {
      each(p_.rule_words(), "words", [&](Value* w) {
        Value* untold = b.CreateAnd(wide(at(F::kHigh, w)), b.CreateNot(wide(row(F::kRules, a, w))));
        join(b.CreateICmpNE(untold, b.getInt64(0)), news);
      });
    });
  });
  when(b, b.CreateAnd(wants(wanted, Finder::kWantAccepted), b.CreateNot(b.CreateLoad(u.i1, news))), "accepted", [&] {
    Value* least = call(coverable_, {d});
    each_act(wide(acts), [&](Value* a) {
      Value* told = word(at(F::kAccepted, a));
      Value* lower = b.CreateOr(is(told, 0), b.CreateICmpULT(least, told));
      join(b.CreateAnd(b.CreateICmpNE(least, n(0)), lower), news);
    });
  });
  b.CreateRet(b.CreateNot(b.CreateLoad(u.i1, news)));
}

}  // namespace jur::lower
