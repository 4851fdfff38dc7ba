#include <algorithm>

#include <fmt/format.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Verifier.h>

#include "lower/decision.h"
#include "lower/status.h"

namespace jur::lower {

Decision::Decision(Unit& unit, Unit& conduct, const Groups& groups, const Choice& choice)
    : u(unit),
      q(conduct),
      groups_(groups),
      index_(choice.index.get()),
      choice_(choice),
      p(unit.program),
      record_(llvm::StructType::get(unit.context,
                                    {unit.i32, unit.i32, unit.i32, unit.i32, unit.i64, unit.i64, unit.i64, unit.i32, unit.i32})) {
  for (const core::FactId f : p.facts.ids()) {
    any_optional_ = any_optional_ || p.facts[f].optional;
    if (p.facts[f].optional && p.facts[f].presumed) presumed_.push_back(f);
  }
}

Lowered Decision::emit() {
  validate_ = emit_validate();
  complete_ = emit_complete();
  for (std::size_t i = 0; i < p.outputs.size(); ++i) {
    Cone cone;
    readings_.push_back(emit_reading(i, cone));
    spreads_.push_back(spread_of(p, std::move(cone)));
    rules_.push_back(emit_rules(i));
  }
  find_kinds();
  possible_ = emit_possible();
  presume_ = emit_presume();
  if (any_optional_) unknown_ = emit_unknown();
  emit_decide();
  emit_decide_many();
  if (u.options.columns) emit_decide_columns();
  Lowered about;
  about.strategy = choice_.strategy;
  about.why = choice_.why;
  about.clashes_searched = q.clashes.searched();
  name_vectors(about);
  for (std::uint32_t i = 0; i < p.outputs.size(); ++i) {
    const auto presumed = [&](core::FactId f) { return p.facts[f].presumed.has_value(); };
    if (spreads_[i].bounded(p) || (unsettled_ && std::ranges::any_of(spreads_[i].facts, presumed))) about.bounded.push_back(i);
  }
  std::ranges::sort(assumed_);
  assumed_.erase(std::unique(assumed_.begin(), assumed_.end()), assumed_.end());
  about.assumed = assumed_;
  about.max_reasons = emit_reasons();
  if (u.options.manifest) emit_manifest(about);
  return about;
}

void Decision::find_kinds() {
  constexpr std::size_t kFew = 16;  // each of so few outputs has code of its own: it is quicker
  for (std::size_t i = 0; i < p.outputs.size(); ++i) {
    const bool few = p.outputs.size() <= kFew;
    const auto same = [&](const Kind& k) { return !few && spreads_[k.first] == spreads_[i]; };
    const auto known = std::ranges::find_if(kinds_, same);
    kind_of_.push_back(static_cast<std::size_t>(known - kinds_.begin()));
    if (known != kinds_.end()) continue;
    const Spread& spread = spreads_[i];
    const bool asked = std::ranges::any_of(spread.related, [&](core::FactId f) { return p.facts[f].presumed.has_value(); });
    Kind& kind = kinds_.emplace_back();
    kind.first = i;
    kind.days = emit_days(spread);
    kind.last_days = asked ? emit_days(spread, true) : nullptr;
    kind.completions = emit_completions(kind);
  }
}

void Decision::emit_decide() {
  decide_ = u.function(u.i32, {u.ptr, u.ptr}, "decide", true);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", decide_));
  Value* at = decide_->getArg(0);
  Value* verdict = decide_->getArg(1);
  auto* complete = llvm::BasicBlock::Create(u.context, "complete", decide_);
  auto* rest = llvm::BasicBlock::Create(u.context, "rest", decide_);
  llvm::MDNode* likely = llvm::MDBuilder(u.context).createLikelyBranchWeights();
  b.CreateCondBr(plainly_valid(b, at), complete, rest, likely);
  b.SetInsertPoint(complete);
  b.CreateRet(b.CreateCall(complete_, {at, verdict}));
  b.SetInsertPoint(rest);
  b.CreateRet(b.CreateCall(emit_otherwise(), {at, verdict}));
}

// int32 (case, verdict): of a case with unknown facts or faults.
llvm::Function* Decision::emit_otherwise() {
  llvm::Function* f = u.function(u.i32, {u.ptr, u.ptr}, "otherwise", false);
  f->addFnAttr(llvm::Attribute::NoInline);
  f->addFnAttr(kRare);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  Value* at = f->getArg(0);
  Value* verdict = f->getArg(1);
  Value* found = b.CreateCall(validate_, {at});
  const auto finish = [&](Value* status) {
    b.CreateAlignedStore(status, verdict, llvm::Align(4));
    b.CreateRet(status);
  };
  if (unknown_ != nullptr) {
    auto* unknown = llvm::BasicBlock::Create(u.context, "unknown", f);
    auto* fault = llvm::BasicBlock::Create(u.context, "fault", f);
    b.CreateCondBr(b.CreateICmpEQ(found, b.getInt32(kUnknownBit)), unknown, fault);
    b.SetInsertPoint(unknown);
    finish(b.CreateCall(unknown_, {at, verdict}));
    b.SetInsertPoint(fault);
  }
  write_nothing(b, verdict);
  finish(found);
  return f;
}

void Decision::emit_decide_many() {
  llvm::Type* size = u.module.getDataLayout().getIntPtrType(u.context);
  const bool looked_up = looks_up_structs();
  llvm::Function* f = u.function(u.i32, {u.ptr, size, u.ptr}, "decide_many", !(looked_up && u.options.lookups));
  decide_many_ = f;
  auto* entry = llvm::BasicBlock::Create(u.context, "entry", f);
  auto* head = llvm::BasicBlock::Create(u.context, "next", f);
  auto* body = llvm::BasicBlock::Create(u.context, "one", f);
  auto* end = llvm::BasicBlock::Create(u.context, "end", f);
  Builder b(entry);
  Value* zero = llvm::ConstantInt::get(size, 0);
  b.CreateBr(head);
  b.SetInsertPoint(head);
  llvm::PHINode* i = b.CreatePHI(size, 2);
  llvm::PHINode* status = b.CreatePHI(u.i32, 2);
  b.CreateCondBr(b.CreateICmpULT(i, f->getArg(1)), body, end);
  b.SetInsertPoint(body);
  const auto element = [&](unsigned arg, std::uint32_t bytes) {
    return b.CreateInBoundsGEP(u.i8, f->getArg(arg), b.CreateMul(i, llvm::ConstantInt::get(size, bytes)));
  };
  prefetch_ahead(b, f->getArg(0), i, f->getArg(1));
  Value* one = b.CreateCall(decide_, {element(0, u.layout.size), element(2, VerdictLayout::size(p))});
  // A case without fault does not touch the status.
  auto* fault = llvm::BasicBlock::Create(u.context, "fault", f);
  auto* after = llvm::BasicBlock::Create(u.context, "after", f);
  llvm::MDNode* likely = llvm::MDBuilder(u.context).createLikelyBranchWeights();
  b.CreateCondBr(b.CreateICmpEQ(one, b.getInt32(kOk)), after, fault, likely);
  llvm::BasicBlock* decided = b.GetInsertBlock();
  b.SetInsertPoint(fault);
  Value* first = b.CreateSelect(b.CreateICmpEQ(status, b.getInt32(kOk)), one, status);
  b.CreateBr(after);
  b.SetInsertPoint(after);
  llvm::PHINode* kept = b.CreatePHI(u.i32, 2);
  kept->addIncoming(status, decided);
  kept->addIncoming(first, fault);
  i->addIncoming(zero, entry);
  i->addIncoming(b.CreateAdd(i, llvm::ConstantInt::get(size, 1)), after);
  status->addIncoming(b.getInt32(kOk), entry);
  status->addIncoming(kept, after);
  b.CreateBr(head);
  b.SetInsertPoint(end);
  b.CreateRet(status);
  if (looked_up) many_looked_up_ = emit_many_looked_up();
}

std::optional<std::string> not_lowerable(const core::Program& program) {
  if (program.outputs.empty()) return "it gives out no verdict";
  if (program.outputs.size() > kMostOutputs) return fmt::format("it gives out more than {} verdicts", kMostOutputs);
  if (const auto why = no_layout(program)) return why;
  if (case_layout(program).size > kMostCaseBytes) return fmt::format("its case takes more than {} bytes", kMostCaseBytes);
  return std::nullopt;
}

Lowered lower(const core::Program& program, const LowerOptions& options, llvm::Module& module) {
  const Groups groups = group_rules(program);
  Unit unit(program, options, module, false);
  Unit conduct(groups.program, options, module, true);
  const Choice choice = choose(unit, groups, options.strategy);
  return Decision(unit, conduct, groups, choice).emit();
}

}  // namespace jur::lower
