#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/decision.h"

// Unknown dates that are compared with other dates. Each comparison, whichever way it goes, bounds one date from below by the
// other, and moving is monotone: so the days with given answers, if there are any, have a least choice, in which each date is
// the first day of a stretch or is pushed up to its day along a chain of comparisons. The days at the ends of such chains stand
// for all. One step more than there are dates finds them also for pairs of cases that differ in one date.
//
// Whether all days of the others give one answer can also change where some answer is given for the last time: with greatest
// choices, last days of stretches, and days pushed down. The day after such a last one stands for those that follow.
namespace jur::lower {

using core::FactId;

namespace {

Value* number(Builder& b, std::int64_t v) { return b.getInt64(static_cast<std::uint64_t>(v)); }

Value* list(Unit& u, Builder& b, Value* lists, std::size_t place) {
  return b.CreateConstInBoundsGEP1_32(u.i32, lists, static_cast<unsigned>(place * kListWords));
}

Value* word(Unit& u, Builder& b, Value* list, Value* index) { return b.CreateInBoundsGEP(u.i32, list, index); }

// The last day of each stretch, of the first ones.
std::vector<core::Value> last_days(const core::Fact& fact, std::vector<core::Value> starts) {
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (starts[i].is_none()) continue;
    const bool more = i + 1 < starts.size() && !starts[i + 1].is_none();
    starts[i] = core::Value::of_date(Date{static_cast<std::int32_t>(more ? starts[i + 1].number - 1 : fact.hi)});
  }
  return starts;
}

}  // namespace

// void (list, day): adds the day unless it is there.
llvm::Function* Decision::emit_push() {
  if (push_ != nullptr) return push_;
  push_ = u.function(u.void_, {u.ptr, u.i32}, "push", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", push_));
  Value* at = push_->getArg(0);
  Value* day = push_->getArg(1);
  Value* there = b.CreateAlloca(u.i1, nullptr, "there");
  b.CreateStore(b.getFalse(), there);
  Value* count = b.CreateLoad(u.i32, at);
  loop(b, count, "days", [&](Value* i) {
    Value* known = b.CreateLoad(u.i32, word(u, b, at, b.CreateAdd(i, b.getInt32(2))));
    b.CreateStore(b.CreateOr(b.CreateLoad(u.i1, there), b.CreateICmpEQ(known, day)), there);
  });
  when(b, b.CreateNot(b.CreateLoad(u.i1, there)), "fresh", [&] {
    Value* room = b.CreateICmpULT(count, b.getInt32(kMaxDays));
    b.CreateStore(b.CreateZExt(b.CreateNot(room), u.i32), word(u, b, at, b.getInt32(1)));
    when(b, room, "room", [&] {
      b.CreateStore(day, word(u, b, at, b.CreateAdd(count, b.getInt32(2))));
      b.CreateStore(b.CreateAdd(count, b.getInt32(1)), at);
    });
  });
  b.CreateRetVoid();
  return push_;
}

// The first day of the fact's range on which the term reaches `bound`; the day after the range where it never does.
Value* Decision::least_day(Builder& b, const core::DateTerm& term, Value* bound) {
  const core::Fact& fact = p.facts[term.fact];
  std::int64_t days = 0;
  bool months = false;
  for (const core::DateStep& s : term.steps) {
    months = months || s.months;
    days += s.months ? 0 : s.count;
  }
  if (!months) {
    Value* day = b.CreateSub(bound, number(b, days));
    day = b.CreateSelect(b.CreateICmpSLT(day, number(b, fact.lo)), number(b, fact.lo), day);
    return b.CreateSelect(b.CreateICmpSGT(day, number(b, fact.hi)), number(b, fact.hi + 1), day);
  }
  auto& known = least_[term];
  if (known == nullptr) {
    known = u.function(u.i64, {u.i64}, "least", false);
    Builder in(llvm::BasicBlock::Create(u.context, "entry", known));
    Value* first = in.CreateAlloca(u.i64, nullptr, "first");
    Value* past = in.CreateAlloca(u.i64, nullptr, "past");
    in.CreateStore(number(in, fact.lo), first);
    in.CreateStore(number(in, fact.hi + 1), past);
    std::uint32_t steps = 1;
    for (std::int64_t width = fact.hi - fact.lo + 1; width > 0; width /= 2) ++steps;
    loop(in, in.getInt32(steps), "halves", [&](Value*) {
      Value* lo = in.CreateLoad(u.i64, first);
      Value* hi = in.CreateLoad(u.i64, past);
      Value* mid = in.CreateAdd(lo, in.CreateAShr(in.CreateSub(hi, lo), in.getInt64(1)));
      Value* reached = in.CreateOr(in.CreateICmpSGE(mid, hi), in.CreateICmpSGE(u.move(in, mid, term.steps), known->getArg(0)));
      in.CreateStore(in.CreateSelect(reached, lo, in.CreateAdd(mid, in.getInt64(1))), first);
      in.CreateStore(in.CreateSelect(reached, mid, hi), past);
    });
    in.CreateRet(in.CreateLoad(u.i64, past));
  }
  return b.CreateCall(known, {bound});
}

llvm::Function* Decision::emit_days(const Spread& spread, bool last) {
  if (spread.related.empty()) return nullptr;
  llvm::Function* push = emit_push();
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr}, last ? "last_days" : "days", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* at = f->getArg(0);
  Value* lists = f->getArg(1);
  const auto none = [&](FactId fact) { return b.getInt32(static_cast<std::uint32_t>(u.layout.fields[fact.index].none)); };

  std::vector<Value*> open;
  for (std::size_t k = 0; k < spread.related.size(); ++k) {
    const FactId fact = spread.related[k];
    const auto place = std::lower_bound(spread.facts.begin(), spread.facts.end(), fact) - spread.facts.begin();
    const std::vector<core::Value>& starts = spread.classes[static_cast<std::size_t>(place)];
    Value* mine = list(u, b, lists, k);
    open.push_back(is_unknown(b, at, fact));
    b.CreateStore(b.getInt32(0), mine);
    b.CreateStore(b.getInt32(starts.empty() ? 1 : 0), word(u, b, mine, b.getInt32(1)));
    when(b, b.CreateNot(open[k]), "known", [&] { b.CreateCall(push, {mine, Frame(u, b, at).raw(fact)}); });
    if (starts.empty()) continue;
    when(b, open[k], "starts", [&] {
      llvm::GlobalVariable* table = candidate_table(fact, last ? last_days(p.facts[fact], starts) : starts);
      loop(b, b.getInt32(static_cast<std::uint32_t>(starts.size())), "start",
           [&](Value* i) { b.CreateCall(push, {mine, b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, table, i))}); });
    });
  }
  // Pushes `target` up to where it meets each day that `source` may be, `apart` days further; or down to the day before.
  const auto bound = [&](const core::DateTerm& target, const core::DateTerm& source, std::int64_t apart) {
    const auto to = target.fact.valid() ? spread.place_of(target.fact) : std::nullopt;
    if (!to) return;
    const auto from_day = [&](Value* day) {
      Value* least = least_day(b, target, b.CreateAdd(day, number(b, apart)));
      const core::Fact& fact = p.facts[target.fact];
      Value* within = last ? b.CreateICmpSGT(least, number(b, fact.lo)) : b.CreateICmpSLE(least, number(b, fact.hi));
      Value* found = last ? b.CreateSub(least, number(b, 1)) : least;
      when(b, within, "within", [&] { b.CreateCall(push, {list(u, b, lists, *to), b.CreateTrunc(found, u.i32)}); });
    };
    const auto from_raw = [&](Value* raw) {
      when(b, b.CreateICmpNE(raw, none(source.fact)), "day",
           [&] { from_day(u.move(b, b.CreateSExt(raw, u.i64), source.steps)); });
    };
    when(b, open[*to], "bound", [&] {
      if (!source.fact.valid()) {
        from_day(number(b, source.base.days));
      } else if (const auto from = spread.place_of(source.fact)) {
        Value* others = list(u, b, lists, *from);
        loop(b, b.CreateLoad(u.i32, others), "others",
             [&](Value* i) { from_raw(b.CreateLoad(u.i32, word(u, b, others, b.CreateAdd(i, b.getInt32(2))))); });
      } else {
        from_raw(Frame(u, b, at).raw(source.fact));
      }
    });
  };
  loop(b, b.getInt32(static_cast<std::uint32_t>(spread.related.size() + 1)), "chains", [&](Value*) {
    for (const Relation& r : spread.relations) {
      bound(r.after, r.before, -r.slack);
      bound(r.before, r.after, r.slack + 1);
    }
  });
  b.CreateRetVoid();
  return f;
}

}  // namespace jur::lower
