#include <llvm/IR/Constants.h>

#include "lower/decision.h"
#include "lower/status.h"

// Cases with unknown facts: presumptions first, then each output's completions.
namespace jur::lower {

using core::FactId;

namespace {

constexpr std::size_t kFewOutputs = 8;  // are called one by one

}  // namespace

llvm::Function* Decision::emit_presume() {
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr}, "presume", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* given = f->getArg(0);
  Value* scratch = f->getArg(1);
  copy_case(b, given, scratch);
  Value* any = b.getFalse();
  for (const FactId fact : presumed_) {
    Value* open = is_unknown(b, given, fact);
    any = either(b, any, open);
    when(b, open, "presumed", [&] { store_value(b, scratch, fact, *p.facts[fact].presumed); });
  }
  const auto returns = [&](std::uint32_t status) {
    auto* block = llvm::BasicBlock::Create(u.context, "result", f);
    Builder(block).CreateRet(b.getInt32(status));
    return block;
  };
  const auto is = [&](Value* found, std::uint32_t status) { return b.CreateICmpEQ(found, b.getInt32(status)); };
  auto* ordinary = llvm::BasicBlock::Create(u.context, "ordinary", f);
  Value* kept = b.CreateCall(possible_, {scratch, given});
  b.CreateCondBr(is(kept, kOk), returns(kPresumedBit), ordinary);
  b.SetInsertPoint(ordinary);
  if (!presumed_.empty()) {
    auto* plain = llvm::BasicBlock::Create(u.context, "plain", f);
    auto* possible = llvm::BasicBlock::Create(u.context, "possible", f);
    auto* impossible = returns(kImpossible);
    b.CreateCondBr(any, plain, impossible);
    b.SetInsertPoint(plain);
    copy_case(b, given, scratch);
    b.CreateCondBr(is(b.CreateCall(possible_, {scratch, given}), kImpossible), impossible, possible);
    b.SetInsertPoint(possible);
    b.CreateRet(b.CreateSelect(is(kept, kUnsettled), kept, b.getInt32(kOk)));
  } else {
    b.CreateRet(b.getInt32(kImpossible));
  }
  return f;
}

// Calls `found` where another value of a presumed fact gives another word.
void Decision::emit_open(Builder& b, const Kind& kind, const Own& own, Value* scratch, Value* given, Value* word,
                         const std::function<void(FactId)>& found) {
  const Spread& spread = spreads_[kind.first];
  auto* null = llvm::ConstantPointerNull::get(u.ptr);
  llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
  Builder top(&entry, entry.begin());
  Value* other = top.CreateAlloca(record_, nullptr, "other");
  Value* differs = top.CreateAlloca(u.i1, nullptr, "differs");
  for (std::size_t k = 0; k < spread.facts.size(); ++k) {
    const FactId fact = spread.facts[k];
    const core::Fact& about = p.facts[fact];
    if (!about.presumed || spread.classes[k].empty()) continue;
    const auto ask = [&] {
      b.CreateCall(kind.completions, {scratch, other, null, null, own.reading, own.rules});
      Value* now = b.CreateLoad(u.i32, b.CreateStructGEP(record_, other, Record::kWord));
      Value* possible = b.CreateLoad(u.i32, b.CreateStructGEP(record_, other, Record::kPossible));
      Value* differs_now = b.CreateAnd(b.CreateICmpNE(now, word), b.CreateICmpNE(possible, b.getInt32(0)));
      b.CreateStore(b.CreateOr(b.CreateLoad(u.i1, differs), differs_now), differs);
    };
    const auto place = spread.place_of(fact);
    when(b, is_unknown(b, given, fact), "presumption", [&] {
      b.CreateStore(b.getFalse(), differs);
      if (place) {
        copy_field(b, given, scratch, fact);
        Value* lists = top.CreateAlloca(llvm::ArrayType::get(u.i32, spread.related.size() * kListWords), nullptr, "days");
        b.CreateCall(kind.days, {scratch, lists});
        Value* mine = b.CreateConstInBoundsGEP1_32(u.i32, lists, static_cast<unsigned>(*place * kListWords));
        const Field& field = u.layout.fields[fact.index];
        const auto each = [&](const std::function<void(Value*)>& body) {
          loop(b, b.CreateLoad(u.i32, mine), "others",
               [&](Value* i) { body(b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, mine, b.CreateAdd(i, b.getInt32(2))))); });
        };
        const auto ask_on = [&](Value* day) {
          b.CreateAlignedStore(day, b.CreateConstInBoundsGEP1_32(u.i8, scratch, field.offset), llvm::Align(4));
          ask();
        };
        each(ask_on);
        copy_field(b, given, scratch, fact);
        b.CreateCall(kind.last_days, {scratch, lists});
        each([&](Value* day) {
          Value* none = b.getInt32(static_cast<std::uint32_t>(field.none));
          Value* before_end = b.CreateICmpSLT(day, b.getInt32(static_cast<std::uint32_t>(about.hi)));
          when(b, b.CreateAnd(before_end, b.CreateICmpNE(day, none)), "after", [&] { ask_on(b.CreateAdd(day, b.getInt32(1))); });
        });
      } else {
        llvm::GlobalVariable* table = candidate_table(fact, spread.classes[k]);
        loop(b, b.getInt32(static_cast<std::uint32_t>(spread.classes[k].size())), "others", [&](Value* i) {
          store_candidate(b, scratch, fact, table, i);
          ask();
        });
      }
      store_value(b, scratch, fact, *about.presumed);
      when(b, b.CreateLoad(u.i1, differs), "open", [&] { found(fact); });
    });
  }
}

llvm::Function* Decision::emit_unknown() {
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr}, "unknown", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* given = f->getArg(0);
  auto* scratch = b.CreateAlloca(llvm::ArrayType::get(u.i8, u.layout.size), nullptr, "presumed");
  scratch->setAlignment(llvm::Align(8));
  Value* presumed = b.CreateCall(presume_, {given, scratch});
  auto* impossible = llvm::BasicBlock::Create(u.context, "impossible", f);
  auto* words = llvm::BasicBlock::Create(u.context, "words", f);
  b.CreateCondBr(b.CreateICmpEQ(presumed, b.getInt32(kImpossible)), impossible, words);
  b.SetInsertPoint(impossible);
  write_nothing(b, f->getArg(1));
  b.CreateRet(b.getInt32(kImpossible));
  b.SetInsertPoint(words);
  std::vector<llvm::Function*> code(kinds_.size());
  each_output(b, [&](std::size_t kind, Value* output, const Own& own) {
    if (code[kind] == nullptr) code[kind] = emit_unknown_word(kinds_[kind]);
    Value* offset = b.CreateMul(output, b.getInt32(VerdictLayout::kSize));
    Value* at = b.CreateInBoundsGEP(u.i8, verdict_at(b, f->getArg(1), 0), offset);
    b.CreateCall(code[kind], {given, scratch, at, presumed, own.reading, own.rules});
  });
  b.CreateRet(b.getInt32(kOk));
  return f;
}

void Decision::each_output(Builder& b, const std::function<void(std::size_t kind, Value* output, const Own& own)>& body) {
  auto* entry = llvm::StructType::get(u.context, {u.ptr, u.ptr});
  const auto number = [&](std::size_t i) { return b.getInt32(static_cast<std::uint32_t>(i)); };
  for (std::size_t i = 0, end = 0; i < p.outputs.size(); i = end) {
    const std::size_t kind = kind_of_[i];
    for (end = i + 1; end < p.outputs.size() && kind_of_[end] == kind;) ++end;
    if (end - i <= kFewOutputs) {
      for (std::size_t k = i; k < end; ++k) body(kind, number(k), {readings_[k], rules_[k]});
      continue;
    }
    if (by_output_ == nullptr) {
      std::vector<llvm::Constant*> all;
      for (std::size_t k = 0; k < p.outputs.size(); ++k)
        all.push_back(llvm::ConstantStruct::get(entry, {readings_[k], rules_[k]}));
      by_output_ = u.table(llvm::ConstantArray::get(llvm::ArrayType::get(entry, all.size()), all), "by_output");
    }
    loop(b, number(end - i), "outputs", [&](Value* k) {
      Value* output = b.CreateAdd(number(i), k);
      Value* at = b.CreateInBoundsGEP(entry, by_output_, output);
      const auto get = [&](unsigned which) { return b.CreateLoad(u.ptr, b.CreateStructGEP(entry, at, which)); };
      body(kind, output, {get(0), get(1)});
    });
  }
}

llvm::Function* Decision::emit_unknown_word(const Kind& kind) {
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr, u.ptr, u.i32, u.ptr, u.ptr}, "unknown_word", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* scratch = f->getArg(1);
  Value* at = f->getArg(2);
  const Own own{f->getArg(4), f->getArg(5)};
  Value* record = b.CreateAlloca(record_, nullptr, "record");
  auto* null = llvm::ConstantPointerNull::get(u.ptr);
  b.CreateCall(kind.completions, {scratch, record, null, null, own.reading, own.rules});
  const auto get = [&](unsigned k) { return b.CreateLoad(record_->getElementType(k), b.CreateStructGEP(record_, record, k)); };
  const Reading r{get(Record::kWord), get(Record::kFlags),    get(Record::kAccepted), get(Record::kHours),
                  get(Record::kDuty), get(Record::kDeadline), get(Record::kStart),    get(Record::kUntil)};
  write_verdict(b, r, get(Record::kPossible), at);
  const auto flag = [&](std::uint8_t which) {
    Value* flags = b.CreateConstInBoundsGEP1_32(u.i8, at, VerdictLayout::kFlags);
    b.CreateStore(b.CreateOr(b.CreateLoad(u.i8, flags), b.getInt8(which)), flags);
  };
  const auto presume_gave = [&](std::uint32_t status) { return b.CreateICmpEQ(f->getArg(3), b.getInt32(status)); };
  when(b, presume_gave(kPresumedBit), "presumptions",
       [&] { emit_open(b, kind, own, scratch, f->getArg(0), r.word, [&](FactId) { flag(kFlagOpen); }); });
  if (unsettled_) {
    Value* presumes = b.getFalse();
    for (const FactId fact : spreads_[kind.first].facts) {
      if (p.facts[fact].presumed) presumes = either(b, presumes, is_unknown(b, f->getArg(0), fact));
    }
    Value* open = both(b, presumes, b.CreateICmpEQ(r.word, b.getInt32(0)));
    when(b, both(b, open, presume_gave(kUnsettled)), "unsettled", [&] { flag(kFlagBounded); });
  }
  b.CreateRetVoid();
  return f;
}

}  // namespace jur::lower
