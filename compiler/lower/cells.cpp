#include "lower/cells.h"

#include <algorithm>
#include <set>

namespace jur::lower {
namespace {

constexpr std::size_t kFewBits = 25;         // of all facts of few values together
constexpr std::size_t kMaxCells = 4U << 20;  // of one plane
constexpr std::size_t kMaxPlanes = 16;
constexpr std::size_t kMaxRecords = 24U << 20;
constexpr std::int64_t kMaxSpan = 65'000;  // of the numbers that a range is told apart by
constexpr std::size_t kMaxEntries = 1U << 24;

bool is_number(const core::Program& p, core::FactId f) {
  return p.facts[f].kind == core::FactKind::Int || p.facts[f].kind == core::FactKind::Date;
}

std::size_t count(const std::vector<bool>& rows) { return static_cast<std::size_t>(std::count(rows.begin(), rows.end(), true)); }

}  // namespace

Cells::Cells(Unit& unit, const Groups& groups, std::vector<Entry> entries, std::size_t few_rows)
    : u(unit), groups_(groups), entries_(std::move(entries)) {
  choose_facts(few_rows);
  place_entries();
  asks_ = std::ranges::any_of(entries_, [](const Entry& e) { return !e.rest.empty(); });
}

void Cells::move_to_rest(Entry& e, core::FactId fact) {
  const auto it = e.tests.find(fact);
  e.rest.insert(e.rest.end(), it->second.parts.begin(), it->second.parts.end());
  std::sort(e.rest.begin(), e.rest.end());
  e.rest.erase(std::unique(e.rest.begin(), e.rest.end()), e.rest.end());
  e.tests.erase(it);
}

void Cells::choose_facts(std::size_t few_rows) {
  std::map<core::FactId, std::size_t> used;
  for (const Entry& e : entries_) {
    for (const auto& [fact, test] : e.tests) ++used[fact];
  }
  std::vector<Axis> all;
  std::size_t most = 0;
  for (const auto& [fact, times] : used) {
    Axis axis(u.program, fact, entries_);
    if (!is_number(u.program, fact)) {
      all.push_back(std::move(axis));
    } else if (times > most && axis.span() < kMaxSpan) {
      most = times;
      ranged_ = fact;
      base_ = axis.first_start();
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Axis& a, const Axis& b) { return a.rows() < b.rows(); });
  for (Axis& axis : all) {
    if (axis.rows() <= few_rows && few_bits_ + axis.rows() <= kFewBits) {
      few_at_.push_back(few_bits_);
      few_bits_ += static_cast<std::uint32_t>(axis.rows());
      few_.push_back(std::move(axis));
    } else {
      axes_.push_back(std::move(axis));
    }
  }
  for (Entry& e : entries_) {
    for (const auto& [fact, times] : used) {
      const auto it = e.tests.find(fact);
      if (it == e.tests.end() || !is_number(u.program, fact)) continue;
      if (fact != ranged_ || !range(it->second)) move_to_rest(e, fact);
    }
  }
}

// Numbers are cut off to 1..65534, where no range has its ends beyond; 0 lies below all and 65535 is none.
std::optional<std::pair<std::uint16_t, std::uint16_t>> Cells::range(const Test& t) const {
  if (t.none || t.numbers.parts().size() > 1) return std::nullopt;
  if (t.numbers.empty()) return std::pair<std::uint16_t, std::uint16_t>{1, 0};
  const Interval part = t.numbers.parts()[0];
  const core::Fact& fact = u.program.facts[ranged_];
  const std::int64_t from = part.lo <= fact.lo ? 0 : part.lo - base_ + 1;
  const std::int64_t until = part.hi >= fact.hi ? 65'534 : part.hi - base_ + 1;
  return std::pair{static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(until)};
}

std::size_t Cells::cells(const Plane& plane) const {
  const auto rows = [&](std::size_t axis) { return axis == kNone ? 1 : axes_[axis].rows(); };
  return rows(plane.first) * rows(plane.second);
}

void Cells::place_entries() {
  std::vector<Plane> wanted;
  std::set<Plane> planes;
  for (Entry& e : entries_) {
    std::vector<std::pair<std::size_t, std::size_t>> by_size;  // rows that pass, axis
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      if (const auto it = e.tests.find(axes_[a].fact()); it != e.tests.end())
        by_size.emplace_back(count(axes_[a].passes(it->second)), a);
    }
    std::sort(by_size.begin(), by_size.end());
    Plane plane;
    std::size_t taken = 0;
    if (by_size.size() >= 2 && axes_[by_size[0].second].rows() * axes_[by_size[1].second].rows() <= kMaxCells) {
      plane.first = std::min(by_size[0].second, by_size[1].second);
      plane.second = std::max(by_size[0].second, by_size[1].second);
      taken = 2;
    } else if (!by_size.empty()) {
      plane.first = by_size[0].second;
      taken = 1;
    }
    if (by_size.size() > taken) plane.third = by_size[taken].second;
    for (std::size_t k = taken + 1; k < by_size.size(); ++k) move_to_rest(e, axes_[by_size[k].second].fact());
    wanted.push_back(plane);
    planes.insert(plane);
  }
  // Entries without a third fact join a plane that tests one.
  for (Plane& plane : wanted) {
    if (plane.third != kNone) continue;
    for (const Plane& other : planes) {
      if (other.third != kNone && other.first == plane.first && other.second == plane.second) plane = other;
    }
  }
  planes_.assign(wanted.begin(), wanted.end());
  std::sort(planes_.begin(), planes_.end());
  planes_.erase(std::unique(planes_.begin(), planes_.end()), planes_.end());
  std::size_t first = 0;
  for (const Plane& plane : planes_) {
    plane_at_.push_back(first);
    first += cells(plane);
  }
  plane_at_.push_back(first);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    plane_of_.push_back(
        static_cast<std::uint32_t>(std::lower_bound(planes_.begin(), planes_.end(), wanted[i]) - planes_.begin()));
    std::size_t mine = 1;
    for (const std::size_t a : {wanted[i].first, wanted[i].second}) {
      if (a == kNone) continue;
      const auto it = entries_[i].tests.find(axes_[a].fact());
      mine *= it == entries_[i].tests.end() ? axes_[a].rows() : count(axes_[a].passes(it->second));
    }
    records_ += mine;
  }
}

CellsCost Cells::cost() const {
  CellsCost out;
  out.planes = planes_.size();
  out.bytes = plane_at_.back() * 4 + records_ * sizeof(Record);
  out.fits = !axes_.empty() && planes_.size() <= kMaxPlanes && records_ <= kMaxRecords && entries_.size() < kMaxEntries;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    double share = 1;
    for (const std::size_t a : {planes_[plane_of_[i]].first, planes_[plane_of_[i]].second}) {
      if (a == kNone) continue;
      const auto it = entries_[i].tests.find(axes_[a].fact());
      if (it == entries_[i].tests.end()) continue;
      share *= static_cast<double>(count(axes_[a].passes(it->second))) / static_cast<double>(axes_[a].rows());
    }
    out.entries += share;
  }
  return out;
}

double Cells::likelihood(std::size_t entry) const {
  const Plane& plane = planes_[plane_of_[entry]];
  double out = 1;
  for (const auto& [fact, test] : entries_[entry].tests) {
    if (fact == ranged_) {
      const core::Fact& f = u.program.facts[fact];
      double passing = 0;
      for (const Interval& part : test.numbers.parts()) passing += static_cast<double>(part.hi - part.lo + 1);
      out *= passing / static_cast<double>(f.hi - f.lo + 1);
      continue;
    }
    bool chooses = false;
    for (const std::size_t a : {plane.first, plane.second}) chooses = chooses || (a != kNone && axes_[a].fact() == fact);
    if (!chooses) out *= static_cast<double>(test.values.count()) / static_cast<double>(test.values.size());
  }
  return out;
}

std::uint32_t Cells::set_of(const Axis& axis, const Test& t) {
  const auto [it, fresh] = set_index_.try_emplace(axis.passes(t), static_cast<std::uint32_t>(sets_.size()));
  if (fresh) sets_.push_back(it->first);
  return it->second;
}

Cells::Record Cells::record(const Entry& e, const Plane& plane) {
  Record r{0xFFFF0000U, e.signal << kSignalAt | (e.rest.empty() ? 0 : kAsksRest), 0};
  if (const auto it = e.tests.find(ranged_); ranged_.valid() && it != e.tests.end()) {
    const auto ends = range(it->second);
    r.range = ends->first | std::uint32_t{ends->second} << 16;
  }
  for (std::size_t k = 0; k < few_.size(); ++k) {
    const auto it = e.tests.find(few_[k].fact());
    const std::vector<bool> passes = it == e.tests.end() ? std::vector<bool>(few_[k].rows(), true) : few_[k].passes(it->second);
    for (std::size_t row = 0; row < passes.size(); ++row) r.few |= passes[row] ? 1U << (few_at_[k] + row) : 0U;
  }
  if (plane.third != kNone) {
    if (const auto it = e.tests.find(axes_[plane.third].fact()); it != e.tests.end())
      r.third = set_of(axes_[plane.third], it->second);
  }
  return r;
}

void Cells::make_tables() {
  if (start_ != nullptr) return;
  std::size_t widest = 1;
  for (const Axis& axis : axes_) widest = std::max(widest, axis.rows());
  set_words_ = (widest + 63) / 64;
  sets_.emplace_back(widest, true);  // of entries that test no third fact
  std::vector<Record> records;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) records.push_back(record(entries_[i], planes_[plane_of_[i]]));

  // Entries that are likely to apply come first in their cells: the walk may end at them.
  std::vector<std::uint32_t> order;
  std::vector<double> likely;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    order.push_back(i);
    likely.push_back(likelihood(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return likely[a] > likely[b]; });
  // Twice over all cells of all entries: to count, and to fill.
  std::vector<std::uint32_t> start(plane_at_.back() + 1, 0);
  const auto each = [&](const std::function<void(std::size_t cell, std::uint32_t entry)>& visit) {
    for (const std::uint32_t i : order) {
      const Plane& plane = planes_[plane_of_[i]];
      const auto rows = [&](std::size_t axis) {
        std::vector<std::size_t> out;
        if (axis == kNone) return std::vector<std::size_t>{0};
        const auto it = entries_[i].tests.find(axes_[axis].fact());
        const std::vector<bool> passes =
            it == entries_[i].tests.end() ? std::vector<bool>(axes_[axis].rows(), true) : axes_[axis].passes(it->second);
        for (std::size_t r = 0; r < passes.size(); ++r) {
          if (passes[r]) out.push_back(r);
        }
        return out;
      };
      const std::vector<std::size_t> second = rows(plane.second);
      const std::size_t width = plane.second == kNone ? 1 : axes_[plane.second].rows();
      for (const std::size_t a : rows(plane.first)) {
        for (const std::size_t b : second) visit(plane_at_[plane_of_[i]] + a * width + b, i);
      }
    }
  };
  each([&](std::size_t cell, std::uint32_t) { ++start[cell + 1]; });
  for (std::size_t c = 1; c < start.size(); ++c) start[c] += start[c - 1];
  std::vector<std::uint32_t> data(records_ * kRecordWords);
  std::vector<std::uint32_t> entry_of(records_);
  std::vector<std::uint32_t> next = start;
  each([&](std::size_t cell, std::uint32_t i) {
    const Record& r = records[i];
    const std::size_t place = next[cell]++;
    entry_of[place] = i;
    const std::uint32_t words[kRecordWords] = {r.range, r.few, r.third};
    std::copy(words, words + kRecordWords, data.begin() + static_cast<std::ptrdiff_t>(place * kRecordWords));
  });
  std::vector<std::uint64_t> sets(sets_.size() * set_words_, 0);
  for (std::size_t s = 0; s < sets_.size(); ++s) {
    for (std::size_t r = 0; r < sets_[s].size(); ++r)
      sets[s * set_words_ + r / 64] |= sets_[s][r] ? std::uint64_t{1} << (r % 64) : 0;
  }
  start_ = u.table(llvm::ConstantDataArray::get(u.context, start), "cells");
  data_ = u.table(llvm::ConstantDataArray::get(u.context, data), "records");
  entry_data_ = u.table(llvm::ConstantDataArray::get(u.context, entry_of), "entries");
  set_data_ = u.table(llvm::ConstantDataArray::get(u.context, sets), "sets");
  for (llvm::GlobalVariable* table : {start_, data_, set_data_}) table->setAlignment(llvm::Align(64));
}

}  // namespace jur::lower
