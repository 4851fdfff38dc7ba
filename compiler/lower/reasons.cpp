#include <llvm/IR/Constants.h>

#include "lower/decision.h"
#include "lower/status.h"

// NAME_reasons: what stands behind the verdicts, output by output: rules, acceptance, missing and presumed facts.
namespace jur::lower {

using core::FactId;

// int1 (words, total, stride, count, ignored bits): whether two words `stride` apart in one run of `count` differ. Words
// with an ignored bit do not count.
llvm::Function* Decision::emit_differs() {
  llvm::Function* f = u.function(u.i1, {u.ptr, u.i32, u.i32, u.i32, u.i8}, "differs", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* words = f->getArg(0);
  Value* stride = f->getArg(2);
  Value* count = f->getArg(3);
  Value* first = b.CreateAlloca(u.i8, nullptr, "first");
  Value* out = b.CreateAlloca(u.i1, nullptr, "differs");
  constexpr std::uint8_t kNone = 0xFF;
  b.CreateStore(b.getFalse(), out);
  loop(b, f->getArg(1), "starts", [&](Value* i) {
    Value* digit = b.CreateURem(b.CreateUDiv(i, stride), count);
    when(b, b.CreateICmpEQ(digit, b.getInt32(0)), "run", [&] {
      b.CreateStore(b.getInt8(kNone), first);
      loop(b, count, "others", [&](Value* j) {
        Value* noted = b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, words, b.CreateAdd(i, b.CreateMul(j, stride))));
        when(b, b.CreateICmpEQ(b.CreateAnd(noted, f->getArg(4)), b.getInt8(0)), "counts", [&] {
          Value* word = b.CreateAnd(noted, b.getInt8(kInvalidBit - 1));
          Value* before = b.CreateLoad(u.i8, first);
          Value* fresh = b.CreateICmpEQ(before, b.getInt8(kNone));
          Value* other = b.CreateAnd(b.CreateNot(fresh), b.CreateICmpNE(before, word));
          b.CreateStore(b.CreateOr(b.CreateLoad(u.i1, out), other), out);
          b.CreateStore(b.CreateSelect(fresh, word, before), first);
        });
      });
    });
  });
  b.CreateRet(b.CreateLoad(u.i1, out));
  return f;
}

// The unknown facts that alone can change the word; if none does, those on which it depends.
void Decision::emit_missing(Builder& b, std::size_t output, Value* scratch, Value* words, Value* record,
                            const std::function<void(FactId)>& found) {
  const Spread& spread = spreads_[output];
  const Wheel wheel = start_wheel(b, scratch, spread, days_[output], false);
  llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
  Value* flags = b.CreateLoad(u.i32, b.CreateStructGEP(record_, record, Record::kFlags));
  Value* bounded = b.CreateICmpNE(b.CreateAnd(flags, b.getInt32(kFlagBounded)), b.getInt32(0));
  std::vector<Value*> alone(spread.facts.size());
  Value* any = b.getFalse();
  const auto ask = [&](std::size_t k, Value* asked, Value* stride, std::uint8_t ignored) {
    Value* answer = Builder(&entry, entry.begin()).CreateAlloca(u.i1);
    b.CreateStore(b.getFalse(), answer);
    when(b, asked, "ask", [&] {
      b.CreateStore(b.CreateCall(differs_, {words, wheel.total, stride, wheel.counts[k], b.getInt8(ignored)}), answer);
    });
    return b.CreateLoad(u.i1, answer);
  };
  std::vector<Value*> strides;
  Value* stride = b.getInt32(1);
  for (std::size_t k = 0; k < spread.facts.size(); ++k) {
    strides.push_back(stride);
    alone[k] = ask(k, b.CreateAnd(wheel.open[k], b.CreateNot(bounded)), stride, kInvalidBit);
    any = either(b, any, alone[k]);
    stride = b.CreateMul(stride, wheel.counts[k]);
  }
  for (std::size_t k = 0; k < spread.facts.size(); ++k) {
    Value* asks = b.CreateAnd(wheel.open[k], b.CreateNot(b.CreateOr(bounded, any)));
    Value* depends = ask(k, asks, strides[k], 0);
    Value* missing = b.CreateOr(b.CreateOr(alone[k], depends), b.CreateAnd(bounded, wheel.open[k]));
    when(b, missing, "missing", [&] { found(spread.facts[k]); });
  }
}

std::uint32_t Decision::emit_reasons() {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < p.outputs.size(); ++i) {
    most += rule_counts_[i] + static_cast<std::uint32_t>(spreads_[i].facts.size()) + (p.acceptances.empty() ? 0U : 1U);
  }
  differs_ = emit_differs();
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* f = u.function(size, {u.ptr, u.ptr, size}, "reasons", true);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* given = f->getArg(0);
  const std::size_t bit_words = (p.rules.size() + 63) / 64;
  auto* scratch = b.CreateAlloca(llvm::ArrayType::get(u.i8, u.layout.size), nullptr, "presumed");
  scratch->setAlignment(llvm::Align(8));
  Value* record = b.CreateAlloca(record_, nullptr, "record");
  Value* bits = b.CreateAlloca(llvm::ArrayType::get(u.i64, bit_words), nullptr, "bits");
  Value* words = b.CreateAlloca(llvm::ArrayType::get(u.i8, kMaxCombinations), nullptr, "words");
  Value* count = b.CreateAlloca(size, nullptr, "count");
  b.CreateStore(llvm::ConstantInt::get(size, 0), count);

  auto* texts = llvm::StructType::get(u.context, {u.ptr, u.ptr});
  auto* reason = llvm::StructType::get(u.context, {u.i16, u.i16, u.i32, u.ptr, u.ptr});
  const auto push = [&](std::uint32_t kind, std::size_t act, Value* index, Value* name, Value* cite) {
    Value* n = b.CreateLoad(size, count);
    when(b, b.CreateICmpULT(n, f->getArg(2)), "room", [&] {
      Value* at = b.CreateInBoundsGEP(reason, f->getArg(1), n);
      b.CreateStore(b.getInt16(static_cast<std::uint16_t>(kind)), b.CreateStructGEP(reason, at, 0));
      b.CreateStore(b.getInt16(static_cast<std::uint16_t>(act)), b.CreateStructGEP(reason, at, 1));
      b.CreateStore(index, b.CreateStructGEP(reason, at, 2));
      b.CreateStore(name, b.CreateStructGEP(reason, at, 3));
      b.CreateStore(cite, b.CreateStructGEP(reason, at, 4));
    });
    b.CreateStore(b.CreateAdd(n, llvm::ConstantInt::get(size, 1)), count);
  };
  const auto push_fact = [&](std::uint32_t kind, std::size_t act, FactId fact) {
    push(kind, act, b.getInt32(fact.index), u.text(p.facts[fact].name), u.text(p.facts[fact].decided_by));
  };
  const auto text_table = [&](const std::vector<llvm::Constant*>& entries, const char* name) {
    return u.table(llvm::ConstantArray::get(llvm::ArrayType::get(texts, entries.size()), entries), name);
  };
  std::vector<llvm::Constant*> rules;
  for (const core::Rule& r : p.rules.all()) rules.push_back(llvm::ConstantStruct::get(texts, {u.text(r.name), u.text(r.cite)}));
  std::vector<llvm::Constant*> acceptances;
  for (const core::Acceptance& a : p.acceptances.all()) {
    acceptances.push_back(llvm::ConstantStruct::get(texts, {u.text(a.reason), u.text(a.refer)}));
  }
  llvm::GlobalVariable* rule_texts = rules.empty() ? nullptr : text_table(rules, "rules");
  llvm::GlobalVariable* acceptance_texts = acceptances.empty() ? nullptr : text_table(acceptances, "acceptances");
  const auto push_entry = [&](std::uint32_t kind, std::size_t act, llvm::GlobalVariable* table, Value* index) {
    Value* at = b.CreateInBoundsGEP(texts, table, index);
    push(kind, act, index, b.CreateLoad(u.ptr, b.CreateStructGEP(texts, at, 0)),
         b.CreateLoad(u.ptr, b.CreateStructGEP(texts, at, 1)));
  };

  auto* presume = llvm::BasicBlock::Create(u.context, "presume", f);
  auto* explain = llvm::BasicBlock::Create(u.context, "explain", f);
  auto* nothing = llvm::BasicBlock::Create(u.context, "nothing", f);
  Value* found = b.CreateCall(validate_, {given});
  b.CreateCondBr(b.CreateICmpEQ(b.CreateAnd(found, b.getInt32(kUnknownBit - 1)), b.getInt32(kOk)), presume, nothing);
  b.SetInsertPoint(nothing);
  b.CreateRet(llvm::ConstantInt::get(size, 0));
  b.SetInsertPoint(presume);
  Value* presumed = b.CreateCall(presume_, {given, scratch});
  b.CreateCondBr(b.CreateICmpEQ(presumed, b.getInt32(kImpossible)), nothing, explain);
  b.SetInsertPoint(explain);
  for (std::size_t i = 0; i < p.outputs.size(); ++i) {
    for (std::size_t w = 0; w < bit_words; ++w) {
      b.CreateStore(b.getInt64(0), b.CreateConstInBoundsGEP1_32(u.i64, bits, static_cast<unsigned>(w)));
    }
    const bool spreads = !spreads_[i].facts.empty();
    Value* notes = spreads ? words : static_cast<Value*>(llvm::ConstantPointerNull::get(u.ptr));
    b.CreateCall(completions_[i], {scratch, record, notes, bits});
    const auto get = [&](unsigned k) { return b.CreateLoad(u.i32, b.CreateStructGEP(record_, record, k)); };
    Value* word = get(Record::kWord);
    if (rule_counts_[i] > 0) {
      loop(b, b.getInt32(static_cast<std::uint32_t>(p.rules.size())), "rules", [&](Value* r) {
        Value* bit_word = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, bits, b.CreateLShr(r, b.getInt32(6))));
        Value* bit = b.CreateLShr(bit_word, b.CreateZExt(b.CreateAnd(r, b.getInt32(63)), u.i64));
        when(b, b.CreateTrunc(bit, u.i1), "rule", [&] { push_entry(kReasonRule, i, rule_texts, r); });
      });
    }
    if (acceptance_texts != nullptr) {
      Value* accepted = get(Record::kAccepted);
      when(b, b.CreateICmpNE(accepted, b.getInt32(0)), "accepted",
           [&] { push_entry(kReasonAccepted, i, acceptance_texts, b.CreateSub(accepted, b.getInt32(1))); });
    }
    if (!spreads) continue;
    when(b, b.CreateICmpEQ(word, b.getInt32(0)), "undetermined",
         [&] { emit_missing(b, i, scratch, words, record, [&](FactId fact) { push_fact(kReasonMissing, i, fact); }); });
    when(b, b.CreateICmpEQ(presumed, b.getInt32(kPresumedBit)), "presumptions",
         [&] { emit_open(b, i, scratch, given, word, [&](FactId fact) { push_fact(kReasonOpen, i, fact); }); });
  }
  b.CreateRet(b.CreateLoad(size, count));
  return most;
}

}  // namespace jur::lower
