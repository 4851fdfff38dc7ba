#include <algorithm>
#include <array>
#include <limits>

#include "lower/decision.h"
#include "lower/status.h"

namespace jur::lower {

using core::ActId;

namespace {

// The most outputs whose verdicts are written by one function, and how many by each where there are more: what makes code of it
// takes more than twice the time for twice the stores.
constexpr std::size_t kWhole = 64;
constexpr std::size_t kPart = 16;
constexpr std::int64_t kNoDate = std::numeric_limits<std::int32_t>::min();

Value* number(Builder& b, std::int64_t v) { return b.getInt64(static_cast<std::uint64_t>(v)); }

// A day for the host; absent ones, and such as no 32-bit day can say, become JUR_NO_DATE.
Value* to_date(Unit& u, Builder& b, Value* day) {
  Value* told = b.CreateAnd(b.CreateICmpSGT(day, number(b, kNoDate + 1)), b.CreateICmpSLE(day, number(b, -kNoDate - 1)));
  return b.CreateTrunc(b.CreateSelect(told, day, number(b, kNoDate)), u.i32);
}

}  // namespace

std::vector<Value*> Decision::verdict_fields(Builder& b, const Reading& r, Value* possible) {
  return {r.word, possible, r.flags, r.accepted, to_date(u, b, r.deadline), to_date(u, b, r.start), to_date(u, b, r.until),
          r.hours};
}

void Decision::write_verdict(Builder& b, const Reading& r, Value* possible, Value* at) {
  using V = VerdictLayout;
  constexpr std::array<std::uint32_t, 8> kOffsets{V::kWord,     V::kPossible,  V::kFlags, V::kAccepted,
                                                  V::kDeadline, V::kNotBefore, V::kUntil, V::kHours};
  const std::array<llvm::IntegerType*, 8> types{u.i8, u.i8, u.i16, u.i32, u.i32, u.i32, u.i32, u.i32};
  const std::vector<Value*> fields = verdict_fields(b, r, possible);
  for (std::size_t k = 0; k < fields.size(); ++k) {
    Value* address = b.CreateConstInBoundsGEP1_32(u.i8, at, kOffsets[k]);
    b.CreateAlignedStore(b.CreateZExtOrTrunc(fields[k], types[k]), address, llvm::Align(kOffsets[k] % 4 == 0 ? 4 : 1));
  }
}

Value* Decision::verdict_at(Builder& b, Value* verdict, std::size_t output) {
  return b.CreateConstInBoundsGEP1_32(u.i8, verdict,
                                      VerdictLayout::kFirst + static_cast<std::uint32_t>(output) * VerdictLayout::kSize);
}

void Decision::write_nothing(Builder& b, Value* verdict) {
  if (nothing_ == nullptr) {
    nothing_ = u.function(u.void_, {u.ptr}, "nothing", false);
    Builder in(llvm::BasicBlock::Create(u.context, "entry", nothing_));
    Value* zero = in.getInt32(0);
    Value* no_day = number(in, kNoEnd);
    const Reading none{zero, zero, zero, zero, zero, no_day, no_day, no_day};
    loop(in, in.getInt32(static_cast<std::uint32_t>(p.outputs.size())), "outputs", [&](Value* i) {
      Value* offset = in.CreateMul(i, in.getInt32(VerdictLayout::kSize));
      write_verdict(in, none, zero, in.CreateInBoundsGEP(u.i8, verdict_at(in, nothing_->getArg(0), 0), offset));
    });
    in.CreateRetVoid();
  }
  b.CreateCall(nothing_, {verdict});
}

Value* Decision::valid(Frame& frame, const std::vector<core::CondId>& assumptions) {
  Value* out = frame.b.getTrue();
  for (const core::CondId a : assumptions) out = both(frame.b, out, frame.cond(a));
  return out;
}

void Decision::write_outputs(Frame& facts, Value* verdict, std::size_t first, std::size_t end) {
  Builder& b = facts.b;
  Frame signals(q, b, facts.at());
  set_signals(signals, facts, facts.at());
  Conduct conduct(signals);
  const auto output = [&](std::size_t i) { return p.outputs.begin() + static_cast<std::ptrdiff_t>(i); };
  conduct.expect({output(first), output(end)}, true, has_marks(q.program));
  Reader reader(conduct, nullptr);
  for (std::size_t i = first; i < end; ++i) {
    const Reading r = reader.read(p.outputs[i]);
    write_verdict(b, r, b.CreateShl(b.getInt32(1), r.word), verdict_at(b, verdict, i));
  }
}

llvm::Function* Decision::emit_part(std::size_t first, std::size_t end) {
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr}, "part", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Frame frame(u, b, f->getArg(0));
  write_outputs(frame, f->getArg(1), first, end);
  b.CreateRetVoid();
  return f;
}

llvm::Function* Decision::emit_complete() {
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr}, "complete", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Frame frame(u, b, f->getArg(0));
  auto* impossible = llvm::BasicBlock::Create(u.context, "impossible", f);
  auto* rules = llvm::BasicBlock::Create(u.context, "rules", f);
  b.CreateCondBr(valid(frame, p.assumptions), rules, impossible);
  b.SetInsertPoint(rules);
  const auto finish = [&](std::uint32_t status) {
    b.CreateAlignedStore(b.getInt32(status), f->getArg(1), llvm::Align(4));
    b.CreateRet(b.getInt32(status));
  };
  if (verdict_table() != nullptr) {
    copy_verdict(b, b.CreateCall(index_->keys(), {f->getArg(0)}), f->getArg(1));
    b.CreateRet(b.getInt32(kOk));
  } else {
    if (p.outputs.size() <= kWhole) {
      write_outputs(frame, f->getArg(1), 0, p.outputs.size());
    } else {
      for (std::size_t first = 0; first < p.outputs.size(); first += kPart) {
        b.CreateCall(emit_part(first, std::min(first + kPart, p.outputs.size())), {f->getArg(0), f->getArg(1)});
      }
    }
    finish(kOk);
  }
  b.SetInsertPoint(impossible);
  write_nothing(b, f->getArg(1));
  finish(kImpossible);
  return f;
}

llvm::Function* Decision::emit_reading(std::size_t output, Cone& cone) {
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr, u.ptr}, "reading", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Frame frame(u, b, f->getArg(0));
  Frame signals(q, b, f->getArg(0));
  set_signals(signals, frame, f->getArg(0));
  Conduct conduct(signals);
  const ActId act = p.outputs[output];
  conduct.expect({act}, true, has_marks(q.program));
  Reader reader(conduct, f->getArg(1));
  reader.word(act);
  const std::set<core::DateTerm> days = signals.days();
  const Reading r = reader.read(act);
  cone = cone_of(signals);
  cone.days = days;
  const auto put = [&](unsigned field, Value* v) { b.CreateStore(v, b.CreateStructGEP(record_, f->getArg(2), field)); };
  put(Record::kWord, r.word);
  put(Record::kFlags, r.flags);
  put(Record::kAccepted, r.accepted);
  put(Record::kHours, r.hours);
  put(Record::kDuty, r.duty);
  put(Record::kDeadline, r.deadline);
  put(Record::kStart, r.start);
  put(Record::kUntil, r.until);
  b.CreateRetVoid();
  return f;
}

namespace {

// Sets the bits of the rules of which `behind` is true, by RuleId.
void mark(Builder& b, const std::vector<Value*>& behind, Value* bits_at) {
  for (std::size_t word = 0; word * 64 < behind.size(); ++word) {
    Value* bits = nullptr;
    for (std::size_t i = word * 64; i < std::min(behind.size(), (word + 1) * 64); ++i) {
      if (behind[i] == nullptr) continue;
      Value* bit = b.CreateShl(b.CreateZExt(behind[i], b.getInt64Ty()), b.getInt64(i % 64));
      bits = bits == nullptr ? bit : b.CreateOr(bits, bit);
    }
    if (bits == nullptr) continue;
    Value* address = b.CreateConstInBoundsGEP1_32(b.getInt64Ty(), bits_at, static_cast<unsigned>(word));
    b.CreateStore(b.CreateOr(b.CreateLoad(b.getInt64Ty(), address), bits), address);
  }
}

}  // namespace

void Decision::set_signals(Frame& conduct, Frame& facts, Value* at) {
  if (index_ != nullptr && !groups_.signals.empty()) {
    Value* found = conduct.b.CreateCall(index_->signals(), {at});
    conduct.set(groups_.first_signal(), [&conduct, found](std::size_t i) {
      return conduct.b.CreateTrunc(conduct.b.CreateLShr(found, conduct.b.getInt64(i)), conduct.b.getInt1Ty());
    });
  } else if (!groups_.signals.empty()) {
    conduct.set(groups_.first_signal(), [&](std::size_t i) {
      Value* out = facts.b.getFalse();
      for (const Member& m : groups_.signals[i].members) out = either(facts.b, out, facts.cond(m.effect));
      return out;
    });
  }
}

Cone Decision::cone_of(const Frame& conduct) const {
  Cone out;
  for (const core::CondId c : conduct.conds()) {
    if (groups_.signals.empty() || c < groups_.first_signal()) {
      out.conds.insert(c);
    } else {
      for (const Member& m : groups_.signals[c.index - groups_.first_signal().index].members)
        add_condition(p, m.effect, out.conds);
    }
  }
  return out;
}

void Decision::mark_rules(Builder& b, Value* at, const std::vector<Value*>& behind, Value* bits) {
  if (index_ != nullptr) {
    Value* asked = b.getInt64(0);
    for (std::size_t i = 0; i < groups_.signals.size(); ++i) {
      Value* holds = behind[groups_.signals[i].rule.index];
      if (holds != nullptr) asked = b.CreateOr(asked, b.CreateShl(b.CreateZExt(holds, u.i64), b.getInt64(i)));
    }
    b.CreateCall(index_->rules(), {at, asked, bits});
    return;
  }
  Frame facts(u, b, at);
  std::vector<Value*> rules(p.rules.size());
  for (const Signal& s : groups_.signals) {
    Value* holds = behind[s.rule.index];
    if (holds == nullptr) continue;
    for (const Member& m : s.members) {
      Value* here = both(b, holds, facts.cond(m.effect));
      rules[m.rule.index] = rules[m.rule.index] == nullptr ? here : either(b, rules[m.rule.index], here);
    }
  }
  mark(b, rules, bits);
}

llvm::Function* Decision::emit_rules(std::size_t output) {
  llvm::Function* f = u.function(u.void_, {u.ptr, u.ptr}, "rules", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Frame frame(u, b, f->getArg(0));
  Frame signals(q, b, f->getArg(0));
  set_signals(signals, frame, f->getArg(0));
  Conduct conduct(signals);
  conduct.expect({p.outputs[output]}, false, true);
  Reader reader(conduct, nullptr);
  const std::vector<Value*> behind = reader.rules(p.outputs[output]);
  if (groups_.signals.empty()) {
    rule_counts_.push_back(
        static_cast<std::uint32_t>(behind.size() - static_cast<std::size_t>(std::ranges::count(behind, nullptr))));
    mark(b, behind, f->getArg(1));
  } else {
    std::uint32_t most = 0;
    core::RuleId last;
    for (const Signal& s : groups_.signals) {
      if (behind[s.rule.index] != nullptr && s.rule != last) most += static_cast<std::uint32_t>(s.members.size());
      last = s.rule;
    }
    rule_counts_.push_back(most);
    mark_rules(b, f->getArg(0), behind, f->getArg(1));
  }
  b.CreateRetVoid();
  return f;
}

}  // namespace jur::lower
