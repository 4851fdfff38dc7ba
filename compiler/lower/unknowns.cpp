#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/decision.h"
#include "lower/status.h"

// Cases with unknown facts: generated code goes through one completion of each combination of classes.
namespace jur::lower {

using core::FactId;

bool Spread::bounded(const core::Program& program) const {
  std::uint64_t all = 1;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (classes[i].empty()) return true;
    std::uint64_t most = classes[i].size();
    if (place_of(facts[i])) {
      const core::Fact& f = program.facts[facts[i]];
      most = static_cast<std::uint64_t>(f.hi - f.lo + 1) + (f.or_none ? 1 : 0);
      if (most > kMaxDays) return true;
    }
    all = std::min<std::uint64_t>(all * most, kMaxCombinations + 1);
  }
  return all > kMaxCombinations;
}

bool Spread::operator==(const Spread& other) const {
  return facts == other.facts && related == other.related && assumptions == other.assumptions && relations == other.relations &&
         classes == other.classes;
}

std::optional<std::size_t> Spread::place_of(FactId fact) const {
  const auto it = std::lower_bound(related.begin(), related.end(), fact);
  if (it == related.end() || *it != fact) return std::nullopt;
  return static_cast<std::size_t>(it - related.begin());
}

Spread spread_of(const core::Program& program, Cone cone) {
  Spread s;
  s.assumptions = add_linked_assumptions(program, cone);
  const auto may_be_unknown = [&](const core::DateTerm& t) { return t.fact.valid() && program.facts[t.fact].optional; };
  std::set<FactId> related;
  for (const Relation& r : relations(program, cone)) {
    if (!may_be_unknown(r.before) && !may_be_unknown(r.after)) continue;
    s.relations.push_back(r);
    if (may_be_unknown(r.before)) related.insert(r.before.fact);
    if (may_be_unknown(r.after)) related.insert(r.after.fact);
  }
  s.related.assign(related.begin(), related.end());
  for (const FactId f : facts_of(program, cone)) {
    if (!program.facts[f].optional) continue;
    s.facts.push_back(f);
    s.classes.push_back(related.contains(f) ? stretches(program, f, cone, kMaxDays)
                                            : representatives(program, f, cone, kMaxCombinations));
  }
  s.cone = std::move(cone);
  return s;
}

llvm::GlobalVariable* Decision::candidate_table(FactId f, const std::vector<core::Value>& values) {
  const Field& field = u.layout.fields[f.index];
  std::vector<llvm::Constant*> words;
  for (const core::Value& v : values) {
    if (field.kind == FieldKind::Set) {
      for (const std::uint64_t w : set_words(field, v.set)) words.push_back(llvm::ConstantInt::get(u.i64, w));
    } else {
      auto* type = llvm::IntegerType::get(u.context, field.bytes * 8);
      const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * field.bytes);
      words.push_back(llvm::ConstantInt::get(type, static_cast<std::uint64_t>(v.is_none() ? field.none : v.number) & mask));
    }
  }
  auto* type = llvm::ArrayType::get(words[0]->getType(), words.size());
  return u.table(llvm::ConstantArray::get(type, words), "classes");
}

void Decision::store_candidate(Builder& b, Value* at, FactId f, llvm::GlobalVariable* table, Value* index) {
  const Field& field = u.layout.fields[f.index];
  llvm::Type* type = b.getIntNTy(field.bytes * 8);
  Value* first = b.CreateMul(index, b.getInt32(field.words));
  for (std::uint32_t w = 0; w < field.words; ++w) {
    Value* from = b.CreateInBoundsGEP(type, table, b.CreateAdd(first, b.getInt32(w)));
    Value* to = b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset + w * field.bytes);
    b.CreateAlignedStore(b.CreateLoad(type, from), to, llvm::Align(field.bytes));
  }
}

Wheel Decision::start_wheel(Builder& b, Value* at, const Spread& spread, llvm::Function* days, bool tables) {
  Wheel wheel{nullptr, {}, {}, {}, b.getInt32(1), b.getTrue()};
  if (days != nullptr) {
    llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
    Builder top(&entry, entry.begin());
    wheel.days = top.CreateAlloca(llvm::ArrayType::get(u.i32, spread.related.size() * kListWords), nullptr, "days");
    b.CreateCall(days, {at, wheel.days});
  }
  for (std::size_t i = 0; i < spread.facts.size(); ++i) {
    const bool fits = !spread.classes[i].empty();
    Value* size = b.getInt32(static_cast<std::uint32_t>(fits ? spread.classes[i].size() : kMaxCombinations + 1));
    const auto place = spread.place_of(spread.facts[i]);
    if (fits && place) {
      const auto word = [&](std::size_t k) {
        return b.CreateLoad(u.i32,
                            b.CreateConstInBoundsGEP1_32(u.i32, wheel.days, static_cast<unsigned>(*place * kListWords + k)));
      };
      size = b.CreateSelect(b.CreateICmpEQ(word(1), b.getInt32(0)), word(0), b.getInt32(kMaxCombinations + 1));
    }
    Value* open = is_unknown(b, at, spread.facts[i]);
    Value* count = b.CreateSelect(open, size, b.getInt32(1));
    wheel.open.push_back(open);
    wheel.counts.push_back(count);
    wheel.tables.push_back(fits && tables && !place ? candidate_table(spread.facts[i], spread.classes[i]) : nullptr);
    Value* total = b.CreateMul(wheel.total, count);
    Value* few = b.CreateICmpULE(total, b.getInt32(kMaxCombinations));
    wheel.exact = both(b, wheel.exact, few);
    wheel.total = b.CreateSelect(few, total, b.getInt32(kMaxCombinations));
  }
  return wheel;
}

void Decision::turn_wheel(Builder& b, const Wheel& wheel, const Spread& spread, Value* index, Value* at) {
  for (std::size_t i = 0; i < spread.facts.size(); ++i) {
    if (spread.classes[i].empty()) continue;
    Value* digit = b.CreateURem(index, wheel.counts[i]);
    index = b.CreateUDiv(index, wheel.counts[i]);
    when(b, wheel.open[i], "fill", [&] {
      if (const auto place = spread.place_of(spread.facts[i])) {
        Value* slot = b.CreateAdd(digit, b.getInt32(static_cast<std::uint32_t>(*place * kListWords + 2)));
        Value* day = b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, wheel.days, slot));
        const Field& field = u.layout.fields[spread.facts[i].index];
        b.CreateAlignedStore(day, b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset), llvm::Align(4));
      } else {
        store_candidate(b, at, spread.facts[i], wheel.tables[i], digit);
      }
    });
  }
}

llvm::Function* Decision::emit_possible() {
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr}, "possible", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* at = f->getArg(0);
  Value* given = f->getArg(1);
  auto* scratch = b.CreateAlloca(llvm::ArrayType::get(u.i8, u.layout.size), nullptr, "completion");
  scratch->setAlignment(llvm::Align(8));
  Value* kept = b.CreateAlloca(u.i1);
  Value* out = b.getInt32(kOk);
  std::set<core::CondId> done;
  for (const core::CondId a : assumptions_of(p)) {
    if (done.contains(a)) continue;
    Cone cone;
    add_condition(p, a, cone.conds);
    Spread spread = spread_of(p, std::move(cone));
    if (spread.assumptions.empty()) spread.assumptions.push_back(a);
    done.insert(spread.assumptions.begin(), spread.assumptions.end());
    copy_case(b, at, scratch);
    const Wheel wheel = start_wheel(b, at, spread, emit_days(spread), true);
    if (spread.bounded(p)) {
      assumed_.insert(assumed_.end(), spread.facts.begin(), spread.facts.end());
      Value* presumes = b.getFalse();
      for (const FactId fact : spread.facts) {
        if (!p.facts[fact].presumed) continue;
        presumes = either(b, presumes, is_unknown(b, given, fact));
        unsettled_ = true;
      }
      out = b.CreateSelect(both(b, presumes, b.CreateNot(wheel.exact)), b.getInt32(kUnsettled), out);
    }
    // Beyond the bound nothing is found out: a completion is taken to exist.
    b.CreateStore(b.CreateNot(wheel.exact), kept);
    loop(b, b.CreateSelect(wheel.exact, wheel.total, b.getInt32(0)), "completions", [&](Value* i) {
      turn_wheel(b, wheel, spread, i, scratch);
      Frame frame(u, b, scratch);
      b.CreateStore(b.CreateOr(b.CreateLoad(u.i1, kept), valid(frame, spread.assumptions)), kept);
    });
    auto* next = llvm::BasicBlock::Create(u.context, "next", f);
    auto* none = llvm::BasicBlock::Create(u.context, "none", f);
    b.CreateCondBr(b.CreateLoad(u.i1, kept), next, none);
    b.SetInsertPoint(none);
    b.CreateRet(b.getInt32(kImpossible));
    b.SetInsertPoint(next);
  }
  b.CreateRet(out);
  return f;
}

llvm::Function* Decision::emit_completions(const Kind& kind) {
  const Spread& spread = spreads_[kind.first];
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.ptr}, "completions", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* at = f->getArg(0);
  Value* record = f->getArg(1);
  Value* words = f->getArg(2);
  Value* bits = f->getArg(3);
  auto* reading_type = llvm::FunctionType::get(u.void_, {u.ptr, u.ptr, u.ptr}, false);
  auto* rules_type = llvm::FunctionType::get(u.void_, {u.ptr, u.ptr}, false);
  auto* scratch = b.CreateAlloca(llvm::ArrayType::get(u.i8, u.layout.size), nullptr, "completion");
  scratch->setAlignment(llvm::Align(8));
  Value* one = b.CreateAlloca(record_, nullptr, "one");
  copy_case(b, at, scratch);

  const auto field = [&](Value* r, unsigned i) { return b.CreateStructGEP(record_, r, i); };
  const auto get = [&](Value* r, unsigned i) { return b.CreateLoad(record_->getElementType(i), field(r, i)); };
  const auto number = [&](std::int64_t v) { return b.getInt64(static_cast<std::uint64_t>(v)); };
  const Wheel wheel = start_wheel(b, at, spread, kind.days, true);
  for (const unsigned i : {Record::kWord, Record::kAccepted, Record::kHours, Record::kPossible})
    b.CreateStore(b.getInt32(0), field(record, i));
  b.CreateStore(b.CreateSelect(wheel.exact, b.getInt32(0), b.getInt32(kFlagBounded)), field(record, Record::kFlags));
  b.CreateStore(b.getInt32(kNoDuty), field(record, Record::kDuty));
  b.CreateStore(number(kNoEnd), field(record, Record::kDeadline));
  b.CreateStore(number(kNoEnd), field(record, Record::kStart));
  b.CreateStore(number(kNoBeginning), field(record, Record::kUntil));
  when(b, b.CreateNot(wheel.exact), "bounded", [&] { b.CreateStore(b.getInt32(kAnyWord), field(record, Record::kPossible)); });

  // The duty that ends first, of those that end on one day the one with the lowest id; the earliest start of them all.
  const auto merge_due = [&] {
    Value* end = get(one, Record::kDeadline);
    Value* duty = get(one, Record::kDuty);
    Value* end_was = get(record, Record::kDeadline);
    Value* duty_was = get(record, Record::kDuty);
    Value* same_end = b.CreateICmpEQ(end, end_was);
    Value* better = b.CreateOr(b.CreateICmpSLT(end, end_was), b.CreateAnd(same_end, b.CreateICmpULT(duty, duty_was)));
    Value* start = get(one, Record::kStart);
    Value* start_was = get(record, Record::kStart);
    Value* earliest = b.CreateSelect(b.CreateICmpSLT(start, start_was), start, start_was);
    Value* now = b.CreateSelect(better, start, start_was);
    b.CreateStore(b.CreateSelect(same_end, earliest, now), field(record, Record::kStart));
    for (const unsigned i : {Record::kDeadline, Record::kDuty, Record::kHours}) {
      b.CreateStore(b.CreateSelect(better, get(one, i), get(record, i)), field(record, i));
    }
  };
  const auto merge = [&] {
    Value* word = get(one, Record::kWord);
    Value* before = get(record, Record::kPossible);
    Value* first = b.CreateICmpEQ(before, b.getInt32(0));
    b.CreateStore(b.CreateOr(before, b.CreateShl(b.getInt32(1), word)), field(record, Record::kPossible));
    b.CreateStore(b.CreateOr(get(record, Record::kFlags), get(one, Record::kFlags)), field(record, Record::kFlags));
    // Accepted where each completion is; the lowest.
    Value* was = get(record, Record::kAccepted);
    Value* now = get(one, Record::kAccepted);
    Value* least = b.CreateSelect(b.CreateICmpULT(was, now), was, now);
    b.CreateStore(b.CreateSelect(first, now, least), field(record, Record::kAccepted));
    merge_due();
    Value* until = get(one, Record::kUntil);
    Value* until_was = get(record, Record::kUntil);
    b.CreateStore(b.CreateSelect(b.CreateICmpSGT(until, until_was), until, until_was), field(record, Record::kUntil));
    when(b, b.CreateIsNotNull(bits), "behind", [&] { b.CreateCall(rules_type, f->getArg(5), {scratch, bits}); });
  };
  loop(b, b.CreateSelect(wheel.exact, wheel.total, b.getInt32(0)), "completions", [&](Value* i) {
    turn_wheel(b, wheel, spread, i, scratch);
    Frame frame(u, b, scratch);
    Value* holds = valid(frame, spread.assumptions);
    when(b, b.CreateOr(holds, b.CreateIsNotNull(words)), "read",
         [&] { b.CreateCall(reading_type, f->getArg(4), {scratch, at, one}); });
    when(b, b.CreateIsNotNull(words), "note", [&] {
      Value* mark = b.CreateSelect(holds, b.getInt8(0), b.getInt8(kInvalidBit));
      b.CreateStore(b.CreateOr(b.CreateTrunc(get(one, Record::kWord), u.i8), mark), b.CreateInBoundsGEP(u.i8, words, i));
    });
    when(b, holds, "valid", merge);
  });
  Value* possible = get(record, Record::kPossible);
  Value* several = b.CreateICmpNE(b.CreateAnd(possible, b.CreateSub(possible, b.getInt32(1))), b.getInt32(0));
  Value* only = b.CreateIntrinsic(llvm::Intrinsic::cttz, {u.i32}, {possible, b.getFalse()});
  Value* none = b.CreateICmpEQ(possible, b.getInt32(0));
  Value* open = b.CreateOr(several, none);
  Value* word = b.CreateSelect(open, b.getInt32(0), only);
  b.CreateStore(word, field(record, Record::kWord));
  b.CreateStore(b.CreateSelect(open, number(kNoBeginning), get(record, Record::kUntil)), field(record, Record::kUntil));
  Value* clashes = b.CreateICmpEQ(word, b.getInt32(static_cast<std::uint32_t>(core::Word::Contradictory)));
  b.CreateStore(b.CreateSelect(clashes, get(record, Record::kAccepted), b.getInt32(0)), field(record, Record::kAccepted));
  b.CreateRetVoid();
  return f;
}

}  // namespace jur::lower
