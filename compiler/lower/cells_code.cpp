#include <llvm/IR/Constants.h>

#include "lower/cells.h"

// The code that looks into cells.
namespace jur::lower {

Value* Cells::number(Builder& b, Value* at) {
  if (!ranged_.valid()) return b.getInt32(0);
  const Field& field = u.layout.fields[ranged_.index];
  Value* raw = b.CreateAlignedLoad(b.getIntNTy(field.bytes * 8), b.CreateConstInBoundsGEP1_32(u.i8, at, field.offset),
                                   llvm::Align(field.bytes));
  Value* v = b.CreateSExt(raw, u.i64);
  const auto constant = [&](std::int64_t n) { return b.getInt64(static_cast<std::uint64_t>(n)); };
  Value* offset = b.CreateSub(v, constant(base_ - 1));
  offset = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, offset, constant(0));
  offset = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, offset, constant(65'534));
  Value* out = b.CreateTrunc(offset, u.i32);
  if (!u.program.facts[ranged_].or_none) return out;
  return b.CreateSelect(b.CreateICmpEQ(v, constant(field.none)), b.getInt32(65'535), out);
}

Cells::Given Cells::given(Builder& b, Value* at, bool any_bytes) {
  Given out;
  for (const Axis& axis : axes_) out.rows.push_back(axis.row(u, b, at, any_bytes));
  if (any_bytes) return out;
  out.number = number(b, at);
  out.few = b.getInt32(0);
  for (std::size_t k = 0; k < few_.size(); ++k) {
    out.few = b.CreateOr(out.few, b.CreateShl(b.getInt32(1U << few_at_[k]), few_[k].row(u, b, at)));
  }
  return out;
}

Value* Cells::cell(Builder& b, const Given& g, std::size_t plane) {
  const Plane& p = planes_[plane];
  Value* out = b.getInt64(0);
  if (p.first != kNone) out = b.CreateZExt(g.rows[p.first], u.i64);
  if (p.second != kNone)
    out = b.CreateAdd(b.CreateMul(out, b.getInt64(axes_[p.second].rows())), b.CreateZExt(g.rows[p.second], u.i64));
  return b.CreateAdd(out, b.getInt64(plane_at_[plane]));
}

void Cells::walk(Builder& b, Value* at, const std::function<Value*(Value* what)>& found) {
  make_tables();
  llvm::Function* f = b.GetInsertBlock()->getParent();
  const auto block = [&](const char* name) { return llvm::BasicBlock::Create(u.context, name, f); };
  const Given g = given(b, at, false);
  std::vector<std::pair<Value*, Value*>> ends;
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    Value* place = b.CreateInBoundsGEP(u.i32, start_, cell(b, g, k));
    ends.emplace_back(b.CreateLoad(u.i32, place), b.CreateLoad(u.i32, b.CreateConstInBoundsGEP1_32(u.i32, place, 1)));
  }
  const bool asks = std::ranges::any_of(entries_, [](const Entry& e) { return !e.rest.empty(); });
  if (asks && rest_ == nullptr) rest_ = emit_rest(u, entries_);
  auto* done = block("done");
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    auto* head = block("plane");
    auto* body = block("entry");
    auto* third = block("third");
    auto* hit = block("hit");
    auto* next = block("next");
    auto* after = block("plane.end");
    auto* before = b.GetInsertBlock();
    b.CreateBr(head);
    b.SetInsertPoint(head);
    llvm::PHINode* i = b.CreatePHI(u.i32, 2);
    i->addIncoming(ends[k].first, before);
    b.CreateCondBr(b.CreateICmpULT(i, ends[k].second), body, after);

    b.SetInsertPoint(body);
    Value* record = b.CreateInBoundsGEP(u.i32, data_, b.CreateShl(b.CreateZExt(i, u.i64), b.getInt64(2)));
    const auto word = [&](unsigned n) {
      return b.CreateAlignedLoad(u.i32, b.CreateConstInBoundsGEP1_32(u.i32, record, n), llvm::Align(4));
    };
    Value* fits = b.CreateICmpEQ(b.CreateAnd(g.few, b.CreateNot(word(1))), b.getInt32(0));
    if (ranged_.valid()) {
      Value* range = word(0);
      Value* inside = b.CreateAnd(b.CreateICmpUGE(g.number, b.CreateAnd(range, b.getInt32(0xFFFF))),
                                  b.CreateICmpULE(g.number, b.CreateLShr(range, b.getInt32(16))));
      fits = b.CreateAnd(fits, inside);
    }
    b.CreateCondBr(fits, third, next);

    b.SetInsertPoint(third);
    Value* holds = b.getTrue();
    Value* what = word(3);
    if (planes_[k].third != kNone) {
      Value* row = g.rows[planes_[k].third];
      Value* first = b.CreateMul(b.CreateZExt(word(2), u.i64), b.getInt64(set_words_));
      Value* place = b.CreateAdd(first, b.CreateZExt(b.CreateLShr(row, b.getInt32(6)), u.i64));
      Value* bits = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, set_data_, place));
      holds = b.CreateTrunc(b.CreateLShr(bits, b.CreateZExt(b.CreateAnd(row, b.getInt32(63)), u.i64)), u.i1);
    }
    if (asks) {
      auto* ask = block("ask");
      auto* asked = block("asked");
      auto* open = b.GetInsertBlock();
      b.CreateCondBr(b.CreateAnd(holds, b.CreateICmpNE(b.CreateAnd(what, b.getInt32(kAsksRest)), b.getInt32(0))), ask, asked);
      b.SetInsertPoint(ask);
      Value* answer = b.CreateCall(rest_, {at, b.CreateAnd(what, b.getInt32(kAsksRest - 1))});
      b.CreateBr(asked);
      b.SetInsertPoint(asked);
      llvm::PHINode* both_hold = b.CreatePHI(u.i1, 2);
      both_hold->addIncoming(holds, open);
      both_hold->addIncoming(answer, ask);
      holds = both_hold;
    }
    b.CreateCondBr(holds, hit, next);

    b.SetInsertPoint(hit);
    if (Value* enough = found(what)) {
      b.CreateCondBr(enough, done, next);
    } else {
      b.CreateBr(next);
    }

    b.SetInsertPoint(next);
    i->addIncoming(b.CreateAdd(i, b.getInt32(1)), next);
    b.CreateBr(head);
    b.SetInsertPoint(after);
  }
  b.CreateBr(done);
  b.SetInsertPoint(done);
}

llvm::Function* Cells::signals() {
  if (signals_ != nullptr) return signals_;
  signals_ = u.function(u.i64, {u.ptr}, "signals", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", signals_));
  Value* sum = b.CreateAlloca(u.i64, nullptr, "signals");
  b.CreateStore(b.getInt64(0), sum);
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - groups_.signals.size());
  walk(b, signals_->getArg(0), [&](Value* what) {
    Value* signal = b.CreateZExt(b.CreateLShr(what, b.getInt32(kSignalAt)), u.i64);
    Value* now = b.CreateOr(b.CreateLoad(u.i64, sum), b.CreateShl(b.getInt64(1), signal));
    b.CreateStore(now, sum);
    return b.CreateICmpEQ(now, b.getInt64(all));
  });
  b.CreateRet(b.CreateLoad(u.i64, sum));
  return signals_;
}

llvm::Function* Cells::rules() {
  if (rules_ != nullptr) return rules_;
  rules_ = u.function(u.void_, {u.ptr, u.i64, u.ptr}, "applying", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", rules_));
  std::vector<std::uint32_t> rules;
  for (const Entry& e : entries_) rules.push_back(e.rule.index);
  llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, rules), "entry_rules");
  walk(b, rules_->getArg(0), [&](Value* what) -> Value* {
    Value* rule = b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, table, b.CreateAnd(what, b.getInt32(kAsksRest - 1))));
    Value* signal = b.CreateZExt(b.CreateLShr(what, b.getInt32(kSignalAt)), u.i64);
    Value* asked = b.CreateAnd(b.CreateLShr(rules_->getArg(1), signal), b.getInt64(1));
    Value* address = b.CreateInBoundsGEP(u.i64, rules_->getArg(2), b.CreateLShr(rule, b.getInt32(6)));
    Value* mark = b.CreateShl(asked, b.CreateZExt(b.CreateAnd(rule, b.getInt32(63)), u.i64));
    b.CreateStore(b.CreateOr(b.CreateLoad(u.i64, address), mark), address);
    return nullptr;
  });
  b.CreateRetVoid();
  return rules_;
}

void Cells::prefetch(Builder& b, Value* at, unsigned stage) {
  make_tables();
  const Given g = given(b, at, true);
  const auto fetch = [&](Value* address) {
    b.CreateIntrinsic(llvm::Intrinsic::prefetch, {u.ptr}, {address, b.getInt32(0), b.getInt32(3), b.getInt32(1)});
  };
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    if (cells(planes_[k]) < 4096) continue;
    Value* place = b.CreateInBoundsGEP(u.i32, start_, cell(b, g, k));
    if (stage == 0) {
      fetch(place);
    } else {
      Value* first = b.CreateZExt(b.CreateLoad(u.i32, place), u.i64);
      fetch(b.CreateGEP(u.i32, data_, b.CreateShl(first, b.getInt64(2))));
    }
  }
}

}  // namespace jur::lower
