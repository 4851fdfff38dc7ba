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
void Decision::emit_missing(Builder& b, const Kind& kind, Value* scratch, Value* words, Value* record,
                            const std::function<void(FactId)>& found) {
  const Spread& spread = spreads_[kind.first];
  const Wheel wheel = start_wheel(b, scratch, spread, kind.days, false);
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

// size (reasons, size room, size count, kind, act, index, name, citation): writes the reason where there is room; one more.
llvm::Function* Decision::emit_push_reason() {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* f = u.function(size, {u.ptr, size, size, u.i16, u.i16, u.i32, u.ptr, u.ptr}, "push_reason", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  auto* reason = llvm::StructType::get(u.context, {u.i16, u.i16, u.i32, u.ptr, u.ptr});
  Value* n = f->getArg(2);
  when(b, b.CreateICmpULT(n, f->getArg(1)), "room", [&] {
    Value* at = b.CreateInBoundsGEP(reason, f->getArg(0), n);
    for (unsigned k = 0; k < 5; ++k) b.CreateStore(f->getArg(k + 3), b.CreateStructGEP(reason, at, k));
  });
  b.CreateRet(b.CreateAdd(n, llvm::ConstantInt::get(size, 1)));
  return f;
}

// size (case, scratch, int1 whether it is of what is presumed, act, reasons, size room, size count, reading, rules): count with
// those of the output.
llvm::Function* Decision::emit_output_reasons(const Kind& kind, const ReasonTexts& texts) {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* f = u.function(size, {u.ptr, u.ptr, u.i1, u.i16, u.ptr, size, size, u.ptr, u.ptr}, "output_reasons", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* scratch = f->getArg(1);
  const std::uint32_t bit_words = static_cast<std::uint32_t>((p.rules.size() + 63) / 64);
  const Own own{f->getArg(7), f->getArg(8)};
  const bool spreads = !spreads_[kind.first].facts.empty();
  Value* record = b.CreateAlloca(record_, nullptr, "record");
  Value* bits = b.CreateAlloca(llvm::ArrayType::get(u.i64, bit_words), nullptr, "bits");
  Value* words = llvm::ConstantPointerNull::get(u.ptr);
  if (spreads) words = b.CreateAlloca(llvm::ArrayType::get(u.i8, kMaxCombinations), nullptr, "words");
  Value* count = b.CreateAlloca(size, nullptr, "count");
  b.CreateStore(f->getArg(6), count);
  const auto push = [&](std::uint32_t what, Value* index, Value* name, Value* cite) {
    Value* before = b.CreateLoad(size, count);
    b.CreateStore(b.CreateCall(push_reason_, {f->getArg(4), f->getArg(5), before, b.getInt16(static_cast<std::uint16_t>(what)),
                                              f->getArg(3), index, name, cite}),
                  count);
  };
  const auto push_fact = [&](std::uint32_t what, FactId fact) {
    push(what, b.getInt32(fact.index), u.text(p.facts[fact].name), u.text(p.facts[fact].decided_by));
  };
  const auto push_entry = [&](std::uint32_t what, llvm::GlobalVariable* table, Value* index) {
    Value* at = b.CreateInBoundsGEP(texts.type, table, index);
    push(what, index, b.CreateLoad(u.ptr, b.CreateStructGEP(texts.type, at, 0)),
         b.CreateLoad(u.ptr, b.CreateStructGEP(texts.type, at, 1)));
  };
  const auto bits_at = [&](Value* w) { return b.CreateInBoundsGEP(u.i64, bits, w); };

  loop(b, b.getInt32(bit_words), "clear", [&](Value* w) { b.CreateStore(b.getInt64(0), bits_at(w)); });
  b.CreateCall(kind.completions, {scratch, record, words, bits, own.reading, own.rules});
  const auto get = [&](unsigned k) { return b.CreateLoad(u.i32, b.CreateStructGEP(record_, record, k)); };
  Value* word = get(Record::kWord);
  if (texts.rules != nullptr) {
    loop(b, b.getInt32(bit_words), "words", [&](Value* w) {
      Value* some = b.CreateLoad(u.i64, bits_at(w));
      when(b, b.CreateICmpNE(some, b.getInt64(0)), "rules", [&] {
        loop(b, b.getInt32(64), "rule", [&](Value* k) {
          Value* bit = b.CreateTrunc(b.CreateLShr(some, b.CreateZExt(k, u.i64)), u.i1);
          when(b, bit, "behind", [&] { push_entry(kReasonRule, texts.rules, b.CreateOr(b.CreateShl(w, b.getInt32(6)), k)); });
        });
      });
    });
  }
  if (texts.acceptances != nullptr) {
    Value* accepted = get(Record::kAccepted);
    when(b, b.CreateICmpNE(accepted, b.getInt32(0)), "accepted",
         [&] { push_entry(kReasonAccepted, texts.acceptances, b.CreateSub(accepted, b.getInt32(1))); });
  }
  if (spreads) {
    when(b, b.CreateICmpEQ(word, b.getInt32(0)), "undetermined",
         [&] { emit_missing(b, kind, scratch, words, record, [&](FactId fact) { push_fact(kReasonMissing, fact); }); });
    when(b, f->getArg(2), "presumptions",
         [&] { emit_open(b, kind, own, scratch, f->getArg(0), word, [&](FactId fact) { push_fact(kReasonOpen, fact); }); });
  }
  b.CreateRet(b.CreateLoad(size, count));
  return f;
}

ReasonTexts Decision::reason_texts() {
  ReasonTexts out{llvm::StructType::get(u.context, {u.ptr, u.ptr})};
  const auto table = [&](const std::vector<llvm::Constant*>& entries, const char* name) {
    if (entries.empty()) return static_cast<llvm::GlobalVariable*>(nullptr);
    return u.table(llvm::ConstantArray::get(llvm::ArrayType::get(out.type, entries.size()), entries), name);
  };
  std::vector<llvm::Constant*> rules;
  for (const core::Rule& r : p.rules.all())
    rules.push_back(llvm::ConstantStruct::get(out.type, {u.text(r.name), u.text(r.cite)}));
  std::vector<llvm::Constant*> acceptances;
  for (const core::Acceptance& a : p.acceptances.all()) {
    acceptances.push_back(llvm::ConstantStruct::get(out.type, {u.text(a.reason), u.text(a.refer)}));
  }
  out.rules = table(rules, "rules");
  out.acceptances = table(acceptances, "acceptances");
  return out;
}

std::uint32_t Decision::emit_reasons() {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < p.outputs.size(); ++i) {
    most += rule_counts_[i] + static_cast<std::uint32_t>(spreads_[i].facts.size()) + (p.acceptances.empty() ? 0U : 1U);
  }
  differs_ = emit_differs();
  push_reason_ = emit_push_reason();
  const ReasonTexts texts = reason_texts();
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  llvm::Function* f = u.function(size, {u.ptr, u.ptr, size}, "reasons", true);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* given = f->getArg(0);
  auto* scratch = b.CreateAlloca(llvm::ArrayType::get(u.i8, u.layout.size), nullptr, "presumed");
  scratch->setAlignment(llvm::Align(8));
  Value* count = b.CreateAlloca(size, nullptr, "count");
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
  Value* presumes = b.CreateICmpEQ(presumed, b.getInt32(kPresumedBit));
  b.CreateStore(llvm::ConstantInt::get(size, 0), count);
  std::vector<llvm::Function*> code(kinds_.size());
  each_output(b, [&](std::size_t kind, Value* output, const Own& own) {
    if (code[kind] == nullptr) code[kind] = emit_output_reasons(kinds_[kind], texts);
    b.CreateStore(b.CreateCall(code[kind], {given, scratch, presumes, b.CreateTrunc(output, u.i16), f->getArg(1), f->getArg(2),
                                            b.CreateLoad(size, count), own.reading, own.rules}),
                  count);
  });
  b.CreateRet(b.CreateLoad(size, count));
  return most;
}

}  // namespace jur::lower
