#include <llvm/IR/Constants.h>

#include "lower/search_code.h"

// Sets of rules: what they leave of a duty's period, which acceptance covers them, whether they are clashes.
namespace jur::lower {

void SearchCode::write_first_open() {
  first_open_ = start(u.i64, {u.i32, u.i32}, "first_open");
  Value* d = first_open_->getArg(1);
  Value* count = first_open_->getArg(2);
  const auto counted = [&](Count c) { return is(count, static_cast<std::uint32_t>(c)); };
  Value* day = variable(u.i64, "day");
  Value* last = until(duty(d, kDays));
  put(from(duty(d, kDays)), day);
  repeat("round", [&] {
    Value* before = wide(day);
    each_place(d, [&](Value* k) {
      Value* rule = place(k, kRule);
      Value* in = b.CreateAnd(b.CreateNot(counted(Count::Bits)), flag(at(F::kIn, rule)));
      Value* free = b.CreateAnd(counted(Count::Free), is(word(at(F::kBarred, rule)), 0));
      Value* word_of_bits = wide(at(F::kBits, b.CreateLShr(rule, n(6))));
      Value* noted = b.CreateICmpNE(b.CreateAnd(word_of_bits, bit(rule)), b.getInt64(0));
      Value* ours = b.CreateOr(b.CreateOr(in, free), b.CreateAnd(counted(Count::Bits), noted));
      Value* past = b.CreateAdd(until(place(k, kPeriod)), b.getInt64(1));
      put(b.CreateSelect(b.CreateAnd(ours, holds(k, wide(day))), past, wide(day)), day);
    });
    return b.CreateAnd(b.CreateICmpNE(wide(day), before), b.CreateICmpSLE(wide(day), last));
  });
  b.CreateRet(wide(day));
}

void SearchCode::write_hopeless() {
  hopeless_ = start(u.i1, {u.i32}, "hopeless");
  Value* d = hopeless_->getArg(1);
  Value* out = variable(u.i1, "hopeless");
  put(b.getFalse(), out);
  otherwise(
      is(duty(d, kKeep), 1), "keep", [&] { each_place(d, [&](Value* k) { join(meets(k, duty(d, kDays)), out); }); },
      [&] { put(b.CreateICmpSGT(first_open(d), until(duty(d, kDays))), out); });
  b.CreateRet(b.CreateLoad(u.i1, out));
}

void SearchCode::write_spoilt() {
  spoilt_ = start(u.i1, {u.i32}, "spoilt");
  Value* d = spoilt_->getArg(1);
  Value* out = variable(u.i1, "spoilt");
  put(b.getFalse(), out);
  loop(b, word(at(F::kCount)), "duties", [&](Value* h) {
    Value* other = word(at(F::kHopeless, h));
    Value* asked = b.CreateAnd(b.CreateNot(b.CreateLoad(u.i1, out)), flag(at(F::kIn, duty(other, kOwn))));
    when(b, b.CreateAnd(asked, b.CreateICmpNE(other, d)), "other", [&] { put(call(hopeless_, {other}), out); });
  });
  b.CreateRet(b.CreateLoad(u.i1, out));
}

Value* SearchCode::side(Value* cover, Value* s, Value* w) {
  Value* set = b.CreateAdd(b.CreateMul(cover, n(sides_ + 1)), s);
  return wide(b.CreateInBoundsGEP(u.i64, covers_, b.CreateAdd(b.CreateMul(set, n(p_.rule_words())), w)));
}

void SearchCode::write_covered() {
  covered_ = start(u.i32, {}, "covered");
  Value* out = variable(u.i32, "acceptance");
  put(n(0), out);
  each(p_.covers.size(), "acceptances", [&](Value* i) {
    when(b, b.CreateAnd(is(word(out), 0), flag(at(F::kWhen, i))), "asked", [&] {
      Value* id = word(b.CreateInBoundsGEP(u.i32, cover_ids_, i));
      put(b.CreateSelect(fits(i, F::kBits, F::kBits), id, n(0)), out);
    });
  });
  b.CreateRet(word(out));
}

Value* SearchCode::fits(Value* cover, F low, F high) {
  Value* bad = variable(u.i1, "bad");
  Value* some = variable(u.i64, "some");
  const std::size_t words = p_.rule_words();
  put(b.getInt64(0), some);
  each(words, "named", [&](Value* w) { join(b.CreateAnd(wide(at(low, w)), b.CreateNot(side(cover, n(0), w))), some); });
  put(b.CreateICmpNE(wide(some), b.getInt64(0)), bad);
  each(sides_, "sides", [&](Value* s) {
    put(b.getInt64(0), some);
    each(words, "common", [&](Value* w) { join(b.CreateAnd(wide(at(high, w)), side(cover, b.CreateAdd(s, n(1)), w)), some); });
    join(b.CreateICmpEQ(wide(some), b.getInt64(0)), bad);
  });
  return b.CreateNot(b.CreateLoad(u.i1, bad));
}

void SearchCode::write_record() {
  record_ = start(u.void_, {u.i32, u.i32, u.i32}, "record");
  Value* d = record_->getArg(1);
  Value* members = record_->getArg(2);
  Value* larger = variable(u.i1, "larger");
  Value* mask = variable(u.i64, "mask");
  put(b.getFalse(), larger);
  loop(b, members, "members", [&](Value* i) {
    Value* rule = word(at(F::kMembers, i));
    when(b, b.CreateNot(b.CreateLoad(u.i1, larger)), "without", [&] {
      put_flag(false, at(F::kIn, rule));
      put(call(spoilt_, {n(kNoDuty)}), larger);
      put_flag(true, at(F::kIn, rule));
    });
  });
  put(wide(at(F::kTouch, duty(d, kFront))), mask);
  each_place(d, [&](Value* k) { join(b.CreateSelect(meets(k, duty(d, kDays)), wide(at(F::kThrough, k)), b.getInt64(0)), mask); });
  Value* told = b.CreateAnd(b.CreateNot(b.CreateLoad(u.i1, larger)), b.CreateICmpNE(wide(mask), b.getInt64(0)));
  when(b, told, "clash", [&] { tell_clash(mask, members, record_->getArg(3)); });
  b.CreateRetVoid();
}

void SearchCode::tell_clash(Value* mask, Value* members, Value* wanted) {
  join(wide(mask), at(F::kMask));
  each(p_.rule_words(), "clear", [&](Value* w) { put(b.getInt64(0), at(F::kBits, w)); });
  loop(b, members, "members", [&](Value* i) { mark(F::kBits, word(at(F::kMembers, i))); });
  when(b, wants(wanted, Finder::kWantRules), "rules", [&] {
    each_act(wide(mask), [&](Value* a) {
      each(p_.rule_words(), "words", [&](Value* w) { join(wide(at(F::kBits, w)), row(F::kRules, a, w)); });
    });
  });
  when(b, wants(wanted, Finder::kWantAccepted), "accepted", [&] {
    Value* found = call(covered_, {});
    when(b, b.CreateICmpNE(found, n(0)), "covered", [&] {
      each_act(wide(mask), [&](Value* a) {
        Value* was = word(at(F::kAccepted, a));
        Value* better = b.CreateOr(is(was, 0), b.CreateICmpULT(found, was));
        put(b.CreateSelect(better, found, was), at(F::kAccepted, a));
      });
    });
  });
}

}  // namespace jur::lower
