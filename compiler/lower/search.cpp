#include <algorithm>

#include <llvm/IR/Constants.h>

#include "lower/search_code.h"

namespace jur::lower {

namespace {

template <std::size_t N>
llvm::GlobalVariable* rows(Unit& u, const std::vector<std::array<std::uint32_t, N>>& data, const char* name) {
  std::vector<llvm::Constant*> out;
  for (const auto& row : data) out.push_back(llvm::ConstantDataArray::get(u.context, row));
  return u.table(llvm::ConstantArray::get(llvm::ArrayType::get(llvm::ArrayType::get(u.i32, N), out.size()), out), name);
}

}  // namespace

void SearchCode::write() {
  make_memory();
  make_tables();
  write_first_open();
  write_hopeless();
  write_spoilt();
  write_covered();
  write_record();
  write_useful();
  write_coverable();
  write_settled();
  write_large();
  write_explore();
  write_find();
}

void SearchCode::make_memory() {
  const auto array = [](llvm::Type* type, std::size_t n) { return llvm::ArrayType::get(type, n); };
  const std::size_t rules = p_.rules.size();
  const std::size_t words = p_.rule_words();
  finder_.memory = llvm::StructType::get(u.context, {array(array(u.i64, 2), p_.periods.size() + 1),
                                                     array(u.i8, p_.places.size()),
                                                     array(u.i8, p_.duties.size()),
                                                     array(u.i64, p_.fronts.size()),
                                                     array(u.i64, p_.places.size()),
                                                     array(u.i8, p_.covers.size()),
                                                     u.i64,
                                                     array(u.i32, p_.acts.size()),
                                                     array(array(u.i64, words), p_.acts.size()),
                                                     array(u.i8, rules),
                                                     array(u.i32, rules),
                                                     array(u.i32, rules),
                                                     array(u.i32, rules + 1),
                                                     array(u.i32, rules + 1),
                                                     array(u.i64, rules + 1),
                                                     array(u.i32, p_.duties.size()),
                                                     u.i32,
                                                     array(u.i64, words),
                                                     array(u.i64, words),
                                                     array(u.i64, words),
                                                     array(u.i8, rules)});
}

void SearchCode::make_tables() {
  std::vector<std::array<std::uint32_t, 2>> places;
  for (const Problem::Place& k : p_.places) places.push_back({k.rule, k.period});
  places_ = rows(u, places, "places");
  std::vector<std::array<std::uint32_t, 7>> duties;
  for (const Problem::Duty& d : p_.duties) {
    const Problem::Front& front = p_.fronts[d.front];
    const bool keep = u.program.norms[d.norm].kind == core::NormKind::Keep;
    duties.push_back({front.first, front.end, d.front, d.rule, d.period, keep ? 1U : 0U, d.explored ? 1U : 0U});
  }
  duties_ = rows(u, duties, "duties");
  // Of each acceptance a set of rules that all its sides name, then one a side; of those with one side only the first counts.
  for (const Problem::Cover& c : p_.covers) sides_ = std::max(sides_, c.sides.size() < 2 ? 0 : c.sides.size());
  std::vector<llvm::Constant*> words;
  for (const Problem::Cover& c : p_.covers) {
    for (std::size_t s = 0; s <= sides_; ++s) {
      std::vector<std::uint64_t> set(p_.rule_words());
      const auto add = [&](const std::vector<std::uint32_t>& side) {
        for (const std::uint32_t r : side) set[r / 64] |= std::uint64_t{1} << (r % 64);
      };
      if (s > 0 && s <= c.sides.size() && c.sides.size() > 1) {
        add(c.sides[s - 1]);
      } else {
        for (const auto& side : c.sides) add(side);
      }
      for (const std::uint64_t w : set) words.push_back(llvm::ConstantInt::get(u.i64, w));
    }
  }
  covers_ = u.table(llvm::ConstantArray::get(llvm::ArrayType::get(u.i64, words.size()), words), "covers");
  std::vector<std::array<std::uint32_t, 1>> ids;
  for (const Problem::Cover& c : p_.covers) ids.push_back({c.acceptance.index + 1});
  cover_ids_ = rows(u, ids, "acceptances");
}

void SearchCode::write_find() {
  finder_.code = start(u.void_, {u.i32}, "clashes");
  Value* wanted = finder_.code->getArg(1);
  put(b.getInt64(0), at(F::kMask));
  put(n(0), at(F::kCount));
  each(p_.acts.size(), "acts", [&](Value* a) {
    put(n(0), at(F::kAccepted, a));
    each(p_.rule_words(), "words", [&](Value* w) { put(b.getInt64(0), row(F::kRules, a, w)); });
  });
  each(p_.rules.size(), "all", [&](Value* r) {
    put_flag(true, at(F::kIn, r));
    put(n(1), at(F::kBarred, r));
  });
  each(p_.duties.size(), "duties", [&](Value* d) {
    when(b, flag(at(F::kEffect, d)), "effect", [&] {
      when(b, b.CreateCall(hopeless_, {m_, d}), "hopeless", [&] {
        put(d, at(F::kHopeless, word(at(F::kCount))));
        add(n(1), at(F::kCount));
      });
    });
  });
  loop(b, word(at(F::kCount)), "hopeless", [&](Value* h) {
    Value* d = word(at(F::kHopeless, h));
    when(b, is(duty(d, kExplored), 1), "explored", [&] { b.CreateCall(explore_, {m_, d, wanted}); });
  });
  b.CreateRetVoid();
}

llvm::Function* SearchCode::start(llvm::Type* result, llvm::ArrayRef<llvm::Type*> parameters, const char* name) {
  std::vector<llvm::Type*> all{u.ptr};
  all.insert(all.end(), parameters.begin(), parameters.end());
  llvm::Function* f = u.function(result, all, name, false);
  f->addFnAttr(llvm::Attribute::NoInline);
  b.SetInsertPoint(llvm::BasicBlock::Create(u.context, "entry", f));
  m_ = f->getArg(0);
  return f;
}

Value* SearchCode::call(llvm::Function* f, std::vector<Value*> arguments) {
  arguments.insert(arguments.begin(), m_);
  return b.CreateCall(f, arguments);
}

void SearchCode::each_act(Value* mask, const std::function<void(Value*)>& body) {
  each(p_.acts.size(), "acts", [&](Value* a) {
    Value* ours = b.CreateLShr(mask, b.CreateZExt(a, u.i64));
    when(b, b.CreateTrunc(ours, u.i1), "act", [&] { body(a); });
  });
}

Finder make_finder(Unit& u, Problem problem) {
  Finder out;
  out.problem = std::move(problem);
  SearchCode(u, out).write();
  return out;
}

}  // namespace jur::lower
