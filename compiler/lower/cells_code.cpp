#include <llvm/IR/Constants.h>

#include "lower/cells.h"

// The code that looks into cells.
namespace jur::lower {

namespace {

constexpr std::size_t kManyCells = 4096;       // fewer are near anyhow
constexpr std::size_t kShortCells = 4;         // entries of a cell, on average: up to here all are tested, without branches
constexpr std::size_t kNearSets = 512U << 10;  // bytes of the third facts' sets that are read so

}  // namespace

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

void Cells::fetch(Builder& b, Value* first_record) {
  Value* place = b.CreateMul(b.CreateZExt(first_record, u.i64), b.getInt64(kRecordWords));
  Value* address = b.CreateGEP(u.i32, data_, place);
  b.CreateIntrinsic(llvm::Intrinsic::prefetch, {u.ptr}, {address, b.getInt32(0), b.getInt32(3), b.getInt32(1)});
}

Cells::Looked Cells::look(Builder& b, Value* at) {
  make_tables();
  Looked out;
  out.given = given(b, at, false);
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    Value* place = b.CreateInBoundsGEP(u.i32, start_, cell(b, out.given, k));
    out.first.push_back(b.CreateLoad(u.i32, place));
    out.end.push_back(b.CreateLoad(u.i32, b.CreateConstInBoundsGEP1_32(u.i32, place, 1)));
  }
  for (std::size_t k = 1; k < planes_.size(); ++k) {
    if (cells(planes_[k]) >= kManyCells) fetch(b, out.first[k]);
  }
  return out;
}

Value* Cells::word(Builder& b, Value* record, unsigned n) {
  Value* place = b.CreateMul(b.CreateZExt(record, u.i64), b.getInt64(kRecordWords));
  return b.CreateAlignedLoad(u.i32, b.CreateInBoundsGEP(u.i32, data_, b.CreateAdd(place, b.getInt64(n))), llvm::Align(4));
}

Value* Cells::fits(Builder& b, const Given& g, Value* record, Value* few) {
  Value* out = b.CreateICmpEQ(b.CreateAnd(g.few, b.CreateNot(few)), b.getInt32(0));
  if (!ranged_.valid()) return out;
  Value* range = word(b, record, 0);
  Value* inside = b.CreateAnd(b.CreateICmpUGE(g.number, b.CreateAnd(range, b.getInt32(0xFFFF))),
                              b.CreateICmpULE(g.number, b.CreateLShr(range, b.getInt32(16))));
  return b.CreateAnd(out, inside);
}

Value* Cells::third(Builder& b, const Given& g, std::size_t plane, Value* record) {
  if (planes_[plane].third == kNone) return b.getTrue();
  Value* row = g.rows[planes_[plane].third];
  Value* first = b.CreateMul(b.CreateZExt(word(b, record, 2), u.i64), b.getInt64(set_words_));
  Value* place = b.CreateAdd(first, b.CreateZExt(b.CreateLShr(row, b.getInt32(6)), u.i64));
  Value* bits = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, set_data_, place));
  return b.CreateTrunc(b.CreateLShr(bits, b.CreateZExt(b.CreateAnd(row, b.getInt32(63)), u.i64)), u.i1);
}

void Cells::walk(Builder& b, Value* at, const std::function<Value*(Value* signal, Value* place)>& found) {
  llvm::Function* f = b.GetInsertBlock()->getParent();
  const auto block = [&](const char* name) { return llvm::BasicBlock::Create(u.context, name, f); };
  const Looked looked = look(b, at);
  if (asks_ && rest_ == nullptr) rest_ = emit_rest(u, entries_);
  auto* done = block("done");
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    auto* head = block("plane");
    auto* body = block("entry");
    auto* more = block("third");
    auto* hit = block("hit");
    auto* next = block("next");
    auto* after = block("plane.end");
    auto* before = b.GetInsertBlock();
    b.CreateBr(head);
    b.SetInsertPoint(head);
    llvm::PHINode* i = b.CreatePHI(u.i32, 2);
    i->addIncoming(looked.first[k], before);
    b.CreateCondBr(b.CreateICmpULT(i, looked.end[k]), body, after);

    b.SetInsertPoint(body);
    Value* few = word(b, i, 1);
    b.CreateCondBr(fits(b, looked.given, i, few), more, next);

    b.SetInsertPoint(more);
    Value* holds = third(b, looked.given, k, i);
    if (asks_) {
      auto* ask = block("ask");
      auto* asked = block("asked");
      Value* asks = b.CreateICmpNE(b.CreateAnd(few, b.getInt32(kAsksRest)), b.getInt32(0));
      b.CreateCondBr(b.CreateAnd(holds, asks), ask, asked);
      b.SetInsertPoint(ask);
      Value* answer = b.CreateCall(rest_, {at, b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, entry_data_, i))});
      b.CreateBr(asked);
      b.SetInsertPoint(asked);
      llvm::PHINode* all = b.CreatePHI(u.i1, 2);
      all->addIncoming(holds, more);
      all->addIncoming(answer, ask);
      holds = all;
    }
    b.CreateCondBr(holds, hit, next);

    b.SetInsertPoint(hit);
    if (Value* enough = found(b.CreateZExt(b.CreateLShr(few, b.getInt32(kSignalAt)), u.i64), i)) {
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

Value* Cells::sum(Builder& b, Value* at) {
  const Looked looked = look(b, at);
  llvm::Function* f = b.GetInsertBlock()->getParent();
  Value* out = b.getInt64(0);
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    auto* head = llvm::BasicBlock::Create(u.context, "plane", f);
    auto* body = llvm::BasicBlock::Create(u.context, "entry", f);
    auto* after = llvm::BasicBlock::Create(u.context, "plane.end", f);
    auto* before = b.GetInsertBlock();
    b.CreateBr(head);
    b.SetInsertPoint(head);
    llvm::PHINode* i = b.CreatePHI(u.i32, 2);
    llvm::PHINode* signals = b.CreatePHI(u.i64, 2);
    i->addIncoming(looked.first[k], before);
    signals->addIncoming(out, before);
    b.CreateCondBr(b.CreateICmpULT(i, looked.end[k]), body, after);
    b.SetInsertPoint(body);
    Value* few = word(b, i, 1);
    Value* holds = b.CreateAnd(fits(b, looked.given, i, few), third(b, looked.given, k, i));
    Value* signal = b.CreateZExt(b.CreateLShr(few, b.getInt32(kSignalAt)), u.i64);
    signals->addIncoming(b.CreateOr(signals, b.CreateShl(b.CreateZExt(holds, u.i64), signal)), body);
    i->addIncoming(b.CreateAdd(i, b.getInt32(1)), body);
    b.CreateBr(head);
    b.SetInsertPoint(after);
    out = signals;
  }
  return out;
}

llvm::Function* Cells::signals() {
  if (signals_ != nullptr) return signals_;
  signals_ = u.function(u.i64, {u.ptr}, "signals", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", signals_));
  make_tables();
  const bool near = sets_.size() * set_words_ * 8 <= kNearSets;
  if (!asks_ && near && records_ <= kShortCells * plane_at_.back()) {
    b.CreateRet(sum(b, signals_->getArg(0)));
    return signals_;
  }
  Value* kept = b.CreateAlloca(u.i64, nullptr, "signals");
  b.CreateStore(b.getInt64(0), kept);
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - groups_.signals.size());
  walk(b, signals_->getArg(0), [&](Value* signal, Value*) {
    Value* now = b.CreateOr(b.CreateLoad(u.i64, kept), b.CreateShl(b.getInt64(1), signal));
    b.CreateStore(now, kept);
    return b.CreateICmpEQ(now, b.getInt64(all));
  });
  b.CreateRet(b.CreateLoad(u.i64, kept));
  return signals_;
}

llvm::Function* Cells::rules() {
  if (rules_ != nullptr) return rules_;
  rules_ = u.function(u.void_, {u.ptr, u.i64, u.ptr}, "applying", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", rules_));
  std::vector<std::uint32_t> rules;
  for (const Entry& e : entries_) rules.push_back(e.rule.index);
  llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, rules), "entry_rules");
  walk(b, rules_->getArg(0), [&](Value* signal, Value* place) -> Value* {
    Value* entry = b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, entry_data_, place));
    Value* rule = b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, table, entry));
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
  for (std::size_t k = 0; k < planes_.size(); ++k) {
    if (cells(planes_[k]) < kManyCells) continue;
    Value* place = b.CreateInBoundsGEP(u.i32, start_, cell(b, g, k));
    if (stage == 0) {
      b.CreateIntrinsic(llvm::Intrinsic::prefetch, {u.ptr}, {place, b.getInt32(0), b.getInt32(3), b.getInt32(1)});
    } else {
      fetch(b, b.CreateLoad(u.i32, place));
    }
  }
}

}  // namespace jur::lower
