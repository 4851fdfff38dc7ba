#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/frame.h"

namespace jur::lower {

using core::Cond;
using core::CondId;
using core::FactId;
using core::Op;

Value* Frame::cond(CondId root) {
  std::vector<CondId> wanted;
  std::vector<CondId> open{root};
  std::set<CondId> seen;
  while (!open.empty()) {
    const CondId id = open.back();
    open.pop_back();
    if (conds_.contains(id) || !seen.insert(id).second) continue;
    if (make_ && id >= first_given_) {
      conds_[id] = make_(id.index - first_given_.index);
      used_.insert(id);
      continue;
    }
    wanted.push_back(id);
    const auto args = u.program.args_of(u.program.conds[id]);
    open.insert(open.end(), args.begin(), args.end());
  }
  std::sort(wanted.begin(), wanted.end());
  for (const CondId id : wanted) {
    conds_[id] = emit(u.program.conds[id]);
    used_.insert(id);
  }
  return conds_.at(root);
}

Value* Frame::raw(FactId f, std::uint32_t word) {
  auto& known = raws_[{f, word}];
  if (known != nullptr) return known;
  const Field& field = u.layout.fields[f.index];
  Value* address = b.CreateConstInBoundsGEP1_32(u.i8, at_, field.offset + word * field.bytes);
  known = b.CreateAlignedLoad(b.getIntNTy(field.bytes * 8), address, llvm::Align(field.bytes), u.names.fields[f.index]);
  return known;
}

Value* Frame::number(FactId f) {
  Value* v = raw(f);
  return u.layout.fields[f.index].is_signed() ? b.CreateSExt(v, u.i64) : b.CreateZExt(v, u.i64);
}

Value* Frame::none(FactId f) {
  if (!u.program.facts[f].or_none) return b.getFalse();
  Value* v = raw(f);
  return b.CreateICmpEQ(v, llvm::ConstantInt::get(v->getType(), static_cast<std::uint64_t>(u.layout.fields[f.index].none), true));
}

Value* Frame::day(const core::DateTerm& t) {
  days_.insert(t);
  return moved(t);
}

Value* Frame::moved(const core::DateTerm& t) {
  if (!t.fact.valid()) return b.getInt64(static_cast<std::uint64_t>(static_cast<std::int64_t>(t.base.days)));
  auto& known = terms_[t];
  if (known != nullptr) return known;
  return known = u.move(b, number(t.fact), t.steps);
}

Value* Frame::emit(const Cond& c) {
  const auto args = u.program.args_of(c);
  switch (c.op) {
    case Op::Const:
      return b.getInt1(c.count != 0);
    case Op::Not:
      return b.CreateNot(conds_.at(args[0]));
    case Op::And: {
      Value* out = b.getTrue();
      for (const CondId a : args) out = both(b, out, conds_.at(a));
      return out;
    }
    case Op::Or: {
      Value* out = b.getFalse();
      for (const CondId a : args) out = either(b, out, conds_.at(a));
      return out;
    }
    case Op::AtLeast: {
      Value* sum = b.getInt32(0);
      for (const CondId a : args) sum = b.CreateAdd(sum, b.CreateZExt(conds_.at(a), u.i32));
      return b.CreateICmpUGE(sum, b.getInt32(c.count));
    }
    case Op::IsTrue:
      return b.CreateICmpEQ(raw(c.fact), b.getInt8(1));
    case Op::IsNone:
      return none(c.fact);
    case Op::InSet:
      return in_set(c);
    case Op::Same:
      return both(b, b.CreateICmpEQ(raw(c.fact), raw(c.other)), b.CreateNot(none(c.fact)));
    case Op::Meets: {
      const std::vector<std::uint64_t> mask = set_words(u.layout.fields[c.fact.index], u.program.sets[c.set]);
      return words(c.fact, [&](std::uint32_t w) {
        const std::uint64_t m = w == 0 ? mask[w] & ~std::uint64_t{1} : mask[w];
        return m == 0 ? b.getInt64(0) : b.CreateAnd(raw(c.fact, w), b.getInt64(m));
      });
    }
    case Op::Holds:
      return holds(c);
    case Op::Overlaps:
      return words(c.fact, [&](std::uint32_t w) { return b.CreateAnd(set_word(c.fact, w), raw(c.other, w)); });
    case Op::Within:
      return b.CreateNot(
          words(c.fact, [&](std::uint32_t w) { return b.CreateAnd(set_word(c.fact, w), b.CreateNot(raw(c.other, w))); }));
    case Op::InRange:
      return in_range(c);
    case Op::Linear:
      return linear(u.program.linears[c.linear]);
    case Op::NotAfter: {
      const core::DatePair& p = u.program.date_pairs[c.dates];
      Value* known = b.getTrue();
      for (const core::DateTerm* t : {&p.first, &p.second}) {
        if (t->fact.valid()) known = both(b, known, b.CreateNot(none(t->fact)));
      }
      return both(b, b.CreateICmpSLE(moved(p.first), moved(p.second)), known);
    }
  }
  return b.getFalse();
}

Value* Frame::set_word(FactId f, std::uint32_t word) {
  return word == 0 ? b.CreateAnd(raw(f), b.getInt64(~std::uint64_t{1})) : raw(f, word);
}

// True where some of the fact's words, as `word` makes them, is not zero.
Value* Frame::words(FactId f, const std::function<Value*(std::uint32_t)>& word) {
  Value* all = b.getInt64(0);
  for (std::uint32_t w = 0; w < u.layout.fields[f.index].words; ++w) all = either(b, all, word(w));
  return b.CreateICmpNE(all, b.getInt64(0));
}

Value* Frame::in_set(const Cond& c) {
  const ValueSet& set = u.program.sets[c.set];
  Value* v = raw(c.fact);
  const std::vector<std::size_t> members = set.members();
  if (members.size() <= 3) {
    Value* out = b.getFalse();
    for (const std::size_t m : members) out = either(b, out, b.CreateICmpEQ(v, llvm::ConstantInt::get(v->getType(), m)));
    return out;
  }
  std::vector<std::uint64_t> bits = set.words();
  Value* wide = b.CreateZExt(v, u.i32);
  Value* inside = b.CreateICmpULT(wide, b.getInt32(static_cast<std::uint32_t>(set.size())));
  Value* word = b.getInt64(bits[0]);
  if (bits.size() > 1) {
    llvm::GlobalVariable* table = u.table(llvm::ConstantDataArray::get(u.context, bits), "set");
    Value* index = b.CreateSelect(inside, b.CreateLShr(wide, b.getInt32(6)), b.getInt32(0));
    word = b.CreateLoad(u.i64, b.CreateInBoundsGEP(u.i64, table, index));
  }
  Value* shift = b.CreateZExt(b.CreateAnd(wide, b.getInt32(63)), u.i64);
  return both(b, b.CreateTrunc(b.CreateLShr(word, shift), u.i1), inside);
}

Value* Frame::holds(const Cond& c) {
  const Field& set = u.layout.fields[c.fact.index];
  const std::size_t members = u.program.domains[u.program.facts[c.fact].domain].members.size();
  Value* v = b.CreateZExt(raw(c.other), u.i32);
  Value* inside = b.CreateICmpULT(v, b.getInt32(static_cast<std::uint32_t>(members)));
  Value* bit = b.CreateAdd(b.CreateSelect(inside, v, b.getInt32(0)), b.getInt32(1));
  Value* word = raw(c.fact);
  for (std::uint32_t w = 1; w < set.words; ++w) {
    word = b.CreateSelect(b.CreateICmpEQ(b.CreateLShr(bit, b.getInt32(6)), b.getInt32(w)), raw(c.fact, w), word);
  }
  Value* shift = b.CreateZExt(b.CreateAnd(bit, b.getInt32(63)), u.i64);
  return both(b, b.CreateTrunc(b.CreateLShr(word, shift), u.i1), inside);
}

Value* Frame::in_range(const Cond& c) {
  Value* v = number(c.fact);
  Value* out = b.getFalse();
  for (const Interval& part : u.program.ranges[c.range].parts()) {
    const auto width = static_cast<std::uint64_t>(part.hi) - static_cast<std::uint64_t>(part.lo);
    Value* offset = b.CreateSub(v, b.getInt64(static_cast<std::uint64_t>(part.lo)));
    out = either(b, out, b.CreateICmpULE(offset, b.getInt64(width)));
  }
  return both(b, out, b.CreateNot(none(c.fact)));
}

// Whether no sum of the form over the facts' ranges leaves 64 bits.
static bool fits(const core::Program& program, const core::LinearForm& form) {
  std::int64_t reach = 0;
  const auto add = [&](std::int64_t factor, std::int64_t number) {
    std::int64_t product = 0;
    return !__builtin_mul_overflow(factor, number, &product) && product > INT64_MIN &&
           !__builtin_add_overflow(reach, product < 0 ? -product : product, &reach);
  };
  bool fits = add(1, form.constant);
  for (const auto& [fact, factor] : form.terms) {
    const core::Fact& f = program.facts[fact];
    fits = fits && add(factor, f.lo) && add(factor, f.hi);
  }
  return fits;
}

Value* Frame::linear(const core::LinearForm& form) {
  llvm::Type* wide = b.getIntNTy(fits(u.program, form) ? 64 : 128);
  const auto constant = [&](std::int64_t v) { return llvm::ConstantInt::get(wide, static_cast<std::uint64_t>(v), true); };
  Value* sum = constant(form.constant);
  Value* known = b.getTrue();
  for (const auto& [fact, factor] : form.terms) {
    sum = b.CreateAdd(sum, b.CreateMul(b.CreateSExt(number(fact), wide), constant(factor)));
    known = both(b, known, b.CreateNot(none(fact)));
  }
  return both(b, b.CreateICmpSLE(sum, constant(0)), known);
}

}  // namespace jur::lower
