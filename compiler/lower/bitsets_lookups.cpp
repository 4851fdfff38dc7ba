#include <algorithm>
#include <map>

#include <llvm/IR/Constants.h>

#include "lower/bitsets.h"
#include "lower/lookup.h"

// Keys of kRegister cases at once, from tables within vector registers: a bit says whether an entry passes, and the tables are
// cut into planes of eight entries of one signal.
namespace jur::lower {
namespace {

constexpr std::size_t kMostCost = 768;  // instructions; beyond, joining rows is about as quick

bool tests(const Entry& e, const std::vector<Axis>& axes) {
  return std::ranges::any_of(axes, [&](const Axis& a) { return e.tests.contains(a.fact()); });
}

}  // namespace

// By row of a table: a class of rows that pass the same entries, in order of their first rows.
std::vector<std::uint8_t> Bitsets::row_classes(const Table& t) const {
  std::vector<std::vector<bool>> passed(t.rows);
  for (const Entry& e : entries_) {
    if (!e.rule.valid() || !tests(e, t.axes)) continue;
    const std::vector<bool> mine = passes(t, e);
    for (std::size_t r = 0; r < t.rows; ++r) passed[r].push_back(mine[r]);
  }
  std::map<std::vector<bool>, std::size_t> known;
  std::vector<std::uint8_t> out;
  for (const std::vector<bool>& p : passed)
    out.push_back(static_cast<std::uint8_t>(known.try_emplace(p, known.size()).first->second));
  return out;
}

// Entries that test the same tables come together, so that most planes leave some tables out.
std::vector<Bitsets::Plane> Bitsets::planes() const {
  std::map<std::pair<std::uint32_t, std::vector<bool>>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].rule.valid()) continue;
    std::vector<bool> asked;
    for (auto t = tables_.rbegin(); t != tables_.rend(); ++t) asked.push_back(tests(entries_[i], t->axes));
    alike[{entries_[i].signal, asked}].push_back(i);
  }
  std::vector<Plane> out;
  for (const auto& [key, entries] : alike) {
    for (const std::size_t e : entries) {
      if (out.empty() || out.back().signal != key.first || out.back().entries.size() == 8) out.push_back({key.first, {}});
      out.back().entries.push_back(e);
    }
  }
  return out;
}

bool Bitsets::looks_up() const {
  if (keys_a_byte() == 0) return false;
  for (const Table& t : tables_) {
    if (t.rows > kMostLookedUp) return false;
    for (const Axis& a : t.axes) {
      if (!a.is_number() && u.layout.fields[a.fact().index].bytes > 1) return false;
      if (a.is_number() && !a.lane_rows().empty() && !takes_steps(a.lane_rows())) return false;
    }
  }
  std::size_t cost = 0;
  for (const Plane& plane : planes()) {
    for (const Table& t : tables_) {
      if (std::ranges::any_of(plane.entries, [&](std::size_t e) { return tests(entries_[e], t.axes); }))
        cost += Lookup::cost(t.rows);
    }
  }
  return cost <= kMostCost;
}

Value* Bitsets::row_places(Builder& b, const Table& t, const Values& values) {
  auto* bytes = llvm::FixedVectorType::get(u.i8, kRegister);
  Value* out = nullptr;
  std::size_t stride = 1;
  for (const Axis& axis : t.axes) {
    const Axis::Lanes lanes = axis.lanes(u, b, values(axis.fact()));
    Value* row = lanes.rows.empty() ? b.CreateTrunc(lanes.numbers, bytes) : look_up_steps(u, b, lanes.numbers, lanes.rows);
    std::vector<std::uint8_t> places;
    for (std::size_t r = 0; r < axis.rows(); ++r) places.push_back(static_cast<std::uint8_t>(r * stride));
    if (stride > 1) row = Lookup(u, b, row, axis.rows()).in(places);
    out = out == nullptr ? row : b.CreateAdd(out, row);
    stride *= axis.rows();
  }
  return out;
}

Value* Bitsets::look_up_keys(Builder& b, const Values& values) {
  auto* bytes = llvm::FixedVectorType::get(u.i8, kRegister);
  auto* none = llvm::Constant::getNullValue(bytes);
  std::vector<Lookup> lookups;
  std::vector<std::vector<std::uint8_t>> classes;
  for (const Table& t : tables_) {
    lookups.emplace_back(u, b, row_places(b, t, values), t.rows);
    std::vector<std::uint8_t>& of = classes.emplace_back(row_classes(t));
    const std::size_t count = *std::ranges::max_element(of) + std::size_t{1};
    if (Lookup::cost(count) < Lookup::cost(t.rows)) {
      Value* places = lookups.back().in(of);
      lookups.pop_back();
      lookups.emplace_back(u, b, places, count);
    } else {
      for (std::size_t r = 0; r < t.rows; ++r) of[r] = static_cast<std::uint8_t>(r);
    }
  }
  std::map<std::uint32_t, Value*> given;  // by signal: not 0 where it is
  for (const Plane& plane : planes()) {
    auto all = static_cast<std::uint8_t>((1U << plane.entries.size()) - 1);
    Value* passed = nullptr;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      if (std::ranges::none_of(plane.entries, [&](std::size_t e) { return tests(entries_[e], tables_[t].axes); })) continue;
      std::vector<std::uint8_t> table(lookups[t].size(), 0);
      for (std::size_t k = 0; k < plane.entries.size(); ++k) {
        const std::vector<bool> mine = passes(tables_[t], entries_[plane.entries[k]]);
        for (std::size_t r = 0; r < mine.size(); ++r) {
          if (mine[r]) table[classes[t][r]] |= static_cast<std::uint8_t>(1U << k);
        }
      }
      Value* found = lookups[t].in(table);
      passed = passed == nullptr ? found : b.CreateAnd(passed, found);
    }
    if (passed == nullptr) passed = llvm::ConstantInt::get(bytes, all);
    Value*& any = given.try_emplace(plane.signal, nullptr).first->second;
    any = any == nullptr ? passed : b.CreateOr(any, passed);
  }
  const auto bits = [&](unsigned n) { return llvm::ConstantInt::get(bytes, n); };
  const unsigned all_lanes = (1U << lane_signal_.size()) - 1;
  Value* key = bits(has_lanes() ? ((1U << key_lanes()) - 1) & ~all_lanes : 0);  // lanes of no signal are empty
  for (const auto& [signal, any] : given) {
    unsigned mine = has_lanes() ? 0 : 1U << signal;
    for (std::size_t lane = 0; lane < lane_signal_.size(); ++lane) mine |= lane_signal_[lane] == signal ? 1U << lane : 0U;
    Value* empty = b.CreateICmpEQ(any, none);
    key = b.CreateOr(key, has_lanes() ? b.CreateSelect(empty, bits(mine), none) : b.CreateSelect(empty, none, bits(mine)));
  }
  return key;
}

}  // namespace jur::lower
