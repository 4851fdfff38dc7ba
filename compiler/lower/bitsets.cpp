#include "lower/bitsets.h"

#include <algorithm>
#include <set>

#include <llvm/IR/Constants.h>

#include "lower/frame.h"

namespace jur::lower {
namespace {

constexpr std::size_t kMergedRows = 128;  // tables of few rows are merged up to here
constexpr std::uint32_t kLanes = 8;
constexpr std::size_t kMaxKeyBits = 8;

std::uint64_t bit(std::size_t i) { return std::uint64_t{1} << (i % 64); }

}  // namespace

Bitsets::Bitsets(Unit& unit, const Groups& groups, std::vector<Entry> entries)
    : u(unit), groups_(groups), entries_(std::move(entries)) {
  const auto needed = static_cast<std::uint32_t>((entries_.size() + 63) / 64);
  words_ = needed <= 1 ? 1 : needed <= 2 ? 2 : needed <= 4 ? 4 : (needed + kLanes - 1) / kLanes * kLanes;
  lanes_ = std::min(words_, kLanes);
  make_lanes();
  make_tables();
}

void Bitsets::make_lanes() {
  if (u.module.getDataLayout().isBigEndian()) return;  // its lanes are not in the order of its bits
  std::vector<std::size_t> sizes(groups_.signals.size());
  for (const Entry& e : entries_) ++sizes[e.signal];
  for (const std::uint32_t bits : {32U, 8U, 16U, 64U}) {  // as processors compare them best
    std::size_t lanes = 0;
    for (const std::size_t size : sizes) lanes += (size + bits - 1) / bits;
    if (words_ * 64 > bits * kMaxKeyBits || lanes * bits > words_ * 64) continue;
    lane_bits_ = bits;
    std::vector<Entry> placed;
    for (Entry& e : entries_) {
      if (lane_signal_.empty() || lane_signal_.back() != e.signal) placed.resize(lane_signal_.size() * bits);
      if (placed.size() % bits == 0) lane_signal_.push_back(e.signal);
      placed.push_back(std::move(e));
    }
    entries_ = std::move(placed);
    return;
  }
}

void Bitsets::make_tables() {
  std::set<core::FactId> facts;
  for (const Entry& e : entries_) {
    for (const auto& [fact, test] : e.tests) facts.insert(fact);
  }
  for (const core::FactId f : facts) {
    Table& t = tables_.emplace_back();
    t.axes.emplace_back(u.program, f, entries_);
    t.rows = t.axes[0].rows();
  }
  std::stable_sort(tables_.begin(), tables_.end(), [](const Table& a, const Table& b) { return a.rows < b.rows; });
  while (tables_.size() > 1 && tables_[0].rows * tables_[1].rows <= kMergedRows) {
    Table merged = std::move(tables_[0]);
    merged.rows *= tables_[1].rows;
    merged.axes.insert(merged.axes.end(), tables_[1].axes.begin(), tables_[1].axes.end());
    tables_.erase(tables_.begin(), tables_.begin() + 2);
    const auto place = std::upper_bound(tables_.begin(), tables_.end(), merged.rows,
                                        [](std::size_t rows, const Table& t) { return rows < t.rows; });
    tables_.insert(place, std::move(merged));
  }
}

BitsetsCost Bitsets::cost() const {
  BitsetsCost out;
  out.words = words_;
  out.tables = tables_.size();
  for (const Table& t : tables_) out.bytes += t.rows * words_ * 8;
  return out;
}

std::vector<bool> Bitsets::passes(const Table& t, const Entry& e) const {
  std::vector<bool> out(t.rows, true);
  std::size_t stride = 1;
  for (const Axis& axis : t.axes) {
    if (const auto it = e.tests.find(axis.fact()); it != e.tests.end()) {
      const std::vector<bool> mine = axis.passes(it->second);
      for (std::size_t r = 0; r < t.rows; ++r) out[r] = out[r] && mine[r / stride % axis.rows()];
    }
    stride *= axis.rows();
  }
  return out;
}

llvm::GlobalVariable* Bitsets::fill(const Table& t) {
  std::vector<std::uint64_t> data(t.rows * words_, 0);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].rule.valid()) continue;
    const std::vector<bool> passed = passes(t, entries_[i]);
    for (std::size_t r = 0; r < t.rows; ++r) {
      if (passed[r]) data[r * words_ + i / 64] |= bit(i);
    }
  }
  llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, data), "bitsets");
  table->setAlignment(llvm::Align(64));
  return table;
}

void Bitsets::join_row(Builder& b, Value* row, std::vector<Value*>& sum) {
  auto* vector = llvm::FixedVectorType::get(u.i64, lanes_);
  for (std::uint32_t w = 0; w < words_; w += lanes_) {
    Value* part = b.CreateAlignedLoad(vector, b.CreateConstInBoundsGEP1_32(u.i64, row, w), llvm::Align(lanes_ * 8));
    Value*& joined = sum.size() > w / lanes_ ? sum[w / lanes_] : sum.emplace_back(nullptr);
    joined = joined == nullptr ? part : b.CreateAnd(joined, part);
  }
}

std::vector<Value*> Bitsets::everything() {
  std::vector<Value*> out;
  for (std::uint32_t w = 0; w < words_; w += lanes_) {
    std::vector<std::uint64_t> all(lanes_);
    for (std::size_t i = w * 64U; i < entries_.size() && i / 64 < w + lanes_; ++i) {
      all[i / 64 % lanes_] |= entries_[i].rule.valid() ? bit(i) : 0;
    }
    out.push_back(llvm::ConstantDataVector::get(u.context, all));
  }
  return out;
}

std::vector<Value*> Bitsets::applying(Builder& b, Value* at) {
  std::vector<Value*> out;
  for (Table& t : tables_) {
    if (t.data == nullptr) t.data = fill(t);
    Value* row = b.getInt32(0);
    std::size_t stride = 1;
    for (const Axis& axis : t.axes) {
      row = b.CreateAdd(row, b.CreateMul(axis.row(u, b, at), b.getInt32(static_cast<std::uint32_t>(stride))));
      stride *= axis.rows();
    }
    join_row(b, b.CreateInBoundsGEP(u.i64, t.data, b.CreateMul(b.CreateZExt(row, u.i64), b.getInt64(words_))), out);
  }
  if (tables_.empty()) out = everything();
  if (std::ranges::any_of(entries_, [](const Entry& e) { return !e.rest.empty(); })) drop_where_rest_fails(b, at, out);
  return out;
}

void Bitsets::drop_where_rest_fails(Builder& b, Value* at, std::vector<Value*>& found) {
  if (rest_ == nullptr) rest_ = emit_rest(u, entries_);
  std::vector<std::uint64_t> asks(words_);
  for (std::size_t i = 0; i < entries_.size(); ++i) asks[i / 64] |= entries_[i].rest.empty() ? 0 : bit(i);
  auto* array = llvm::ArrayType::get(u.i64, words_);
  llvm::BasicBlock& entry = b.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::AllocaInst* kept = Builder(&entry, entry.begin()).CreateAlloca(array, nullptr, "found");
  kept->setAlignment(llvm::Align(64));
  for (std::size_t k = 0; k < found.size(); ++k) {
    b.CreateAlignedStore(found[k], b.CreateConstInBoundsGEP1_32(u.i64, kept, static_cast<unsigned>(k * lanes_)),
                         llvm::Align(lanes_ * 8));
  }
  llvm::GlobalVariable* mask = u.table(llvm::ConstantDataArray::get(u.context, asks), "asks");
  llvm::Function* f = b.GetInsertBlock()->getParent();
  loop(b, b.getInt32(words_), "words", [&](Value* w) {
    Value* address = b.CreateInBoundsGEP(u.i64, kept, w);
    Value* open = b.CreateAnd(b.CreateLoad(u.i64, address), b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, mask, w)));
    auto* before = b.GetInsertBlock();
    auto* head = llvm::BasicBlock::Create(u.context, "asked", f);
    auto* body = llvm::BasicBlock::Create(u.context, "ask", f);
    auto* end = llvm::BasicBlock::Create(u.context, "asked.end", f);
    b.CreateBr(head);
    b.SetInsertPoint(head);
    llvm::PHINode* left = b.CreatePHI(u.i64, 2);
    left->addIncoming(open, before);
    b.CreateCondBr(b.CreateICmpNE(left, b.getInt64(0)), body, end);
    b.SetInsertPoint(body);
    Value* lowest = b.CreateIntrinsic(llvm::Intrinsic::cttz, {u.i64}, {left, b.getTrue()});
    Value* number = b.CreateAdd(b.CreateMul(w, b.getInt32(64)), b.CreateTrunc(lowest, u.i32));
    Value* holds = b.CreateCall(rest_, {at, number});
    Value* drop = b.CreateSelect(holds, b.getInt64(0), b.CreateShl(b.getInt64(1), lowest));
    b.CreateStore(b.CreateAnd(b.CreateLoad(u.i64, address), b.CreateNot(drop)), address);
    left->addIncoming(b.CreateAnd(left, b.CreateSub(left, b.getInt64(1))), body);
    b.CreateBr(head);
    b.SetInsertPoint(end);
  });
  for (std::size_t k = 0; k < found.size(); ++k) {
    found[k] =
        b.CreateAlignedLoad(found[k]->getType(), b.CreateConstInBoundsGEP1_32(u.i64, kept, static_cast<unsigned>(k * lanes_)),
                            llvm::Align(lanes_ * 8));
  }
}

Value* Bitsets::signals_found(Builder& b, const std::vector<Value*>& found) {
  std::vector<std::vector<std::uint64_t>> masks(groups_.signals.size(), std::vector<std::uint64_t>(words_));
  for (std::size_t i = 0; i < entries_.size(); ++i) masks[entries_[i].signal][i / 64] |= entries_[i].rule.valid() ? bit(i) : 0;
  Value* out = b.getInt64(0);
  for (std::size_t s = 0; s < masks.size(); ++s) {
    Value* any = nullptr;
    for (std::uint32_t w = 0; w < words_; w += lanes_) {
      const llvm::ArrayRef<std::uint64_t> mask(masks[s].data() + w, lanes_);
      if (std::ranges::all_of(mask, [](std::uint64_t m) { return m == 0; })) continue;
      Value* mine = b.CreateAnd(found[w / lanes_], llvm::ConstantDataVector::get(u.context, mask));
      any = any == nullptr ? mine : b.CreateOr(any, mine);
    }
    if (any == nullptr) continue;
    Value* lanes = b.CreateICmpNE(any, llvm::Constant::getNullValue(any->getType()));
    Value* bits = b.CreateBitCast(lanes, b.getIntNTy(lanes_));
    Value* hit = b.CreateICmpNE(bits, llvm::Constant::getNullValue(bits->getType()));
    out = b.CreateOr(out, b.CreateShl(b.CreateZExt(hit, u.i64), b.getInt64(s)));
  }
  return out;
}

Value* Bitsets::key_of(Builder& b, const std::vector<Value*>& found) {
  if (!has_lanes()) return signals_found(b, found);
  return b.CreateZExt(empty_lanes(b, found[0]), u.i64);
}

Value* Bitsets::empty_lanes(Builder& b, Value* found) {
  const auto lanes = static_cast<unsigned>(found->getType()->getPrimitiveSizeInBits().getFixedValue() / lane_bits_);
  auto* type = llvm::FixedVectorType::get(b.getIntNTy(lane_bits_), lanes);
  Value* empty = b.CreateICmpEQ(b.CreateBitCast(found, type), llvm::Constant::getNullValue(type));
  return b.CreateBitCast(empty, b.getIntNTy(lanes));
}

std::uint64_t Bitsets::signals_of(std::uint64_t key) const {
  if (!has_lanes()) return key;
  std::uint64_t out = 0;
  for (std::size_t lane = 0; lane < lane_signal_.size(); ++lane) out |= (~key >> lane & 1U) << lane_signal_[lane];
  return out;
}

llvm::Function* Bitsets::signals() {
  if (signals_ != nullptr) return signals_;
  signals_ = u.function(u.i64, {u.ptr}, "signals", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", signals_));
  b.CreateRet(signals_found(b, applying(b, signals_->getArg(0))));
  return signals_;
}

llvm::Function* Bitsets::keys() {
  if (keys_ != nullptr) return keys_;
  keys_ = u.function(u.i64, {u.ptr}, "key", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", keys_));
  b.CreateRet(key_of(b, applying(b, keys_->getArg(0))));
  return keys_;
}

llvm::Function* Bitsets::rules() {
  if (rules_ != nullptr) return rules_;
  rules_ = u.function(u.void_, {u.ptr, u.i64, u.ptr}, "applying", false);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", rules_));
  const std::vector<Value*> found = applying(b, rules_->getArg(0));
  llvm::AllocaInst* kept = b.CreateAlloca(llvm::ArrayType::get(u.i64, words_), nullptr, "found");
  kept->setAlignment(llvm::Align(64));
  for (std::size_t k = 0; k < found.size(); ++k) {
    b.CreateAlignedStore(found[k], b.CreateConstInBoundsGEP1_32(u.i64, kept, static_cast<unsigned>(k * lanes_)),
                         llvm::Align(lanes_ * 8));
  }
  std::vector<std::uint32_t> rules;
  std::vector<std::uint8_t> signals;
  for (const Entry& e : entries_) {
    rules.push_back(e.rule.valid() ? e.rule.index : 0);
    signals.push_back(static_cast<std::uint8_t>(e.signal));
  }
  llvm::GlobalVariable* rule_table = u.table(llvm::ConstantDataArray::get(u.context, rules), "entry_rules");
  llvm::GlobalVariable* signal_table = u.table(llvm::ConstantDataArray::get(u.context, signals), "entry_signals");
  loop(b, b.getInt32(static_cast<std::uint32_t>(entries_.size())), "entries", [&](Value* i) {
    const auto bit_of = [&](Value* words, Value* n) {
      Value* word = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, words, b.CreateLShr(n, b.getInt32(6))));
      return b.CreateTrunc(b.CreateLShr(word, b.CreateZExt(b.CreateAnd(n, b.getInt32(63)), u.i64)), u.i1);
    };
    Value* signal = b.CreateZExt(b.CreateLoad(u.i8, b.CreateInBoundsGEP(u.i8, signal_table, i)), u.i64);
    Value* asked = b.CreateTrunc(b.CreateLShr(rules_->getArg(1), signal), u.i1);
    when(b, b.CreateAnd(asked, bit_of(kept, i)), "applies", [&] {
      Value* rule = b.CreateLoad(u.i32, b.CreateInBoundsGEP(u.i32, rule_table, i));
      Value* address = b.CreateInBoundsGEP(u.i64, rules_->getArg(2), b.CreateLShr(rule, b.getInt32(6)));
      Value* mark = b.CreateShl(b.getInt64(1), b.CreateZExt(b.CreateAnd(rule, b.getInt32(63)), u.i64));
      b.CreateStore(b.CreateOr(b.CreateLoad(u.i64, address), mark), address);
    });
  });
  b.CreateRetVoid();
  return rules_;
}

}  // namespace jur::lower
