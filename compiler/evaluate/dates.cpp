#include "evaluate/dates.h"

#include <algorithm>
#include <set>

#include "core/builder.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::DateTerm;
using core::FactId;
using core::FactKind;
using core::Program;

constexpr std::size_t kMostDays = 1024;  // listed for one fact where months are added

bool has_months(const DateTerm& t) {
  return std::any_of(t.steps.begin(), t.steps.end(), [](const core::DateStep& s) { return s.months; });
}

// first <= second + offset
struct Comparison {
  DateTerm first;
  DateTerm second;
  std::int64_t offset = 0;
};

class Days {
 public:
  Days(const Program& program, const Questions& questions, FactId twice, Box& box)
      : p_(program),
        questions_(questions),
        twice_(twice),
        box_(box),
        days_(program.facts.size()),
        listed_(program.facts.size()) {}

  void narrow() {
    read();
    std::size_t count = 0;
    for (const FactId f : p_.facts.ids()) {
      if (!is_listed(f)) continue;
      count += f == twice_ ? 2 : 1;
      unary(f);
    }
    if (count == 0) return;
    for (const Comparison& c : comparisons_) {
      if (!is_listed(c.first.fact) || !is_listed(c.second.fact)) fixed(c);
      if (c.first.fact == c.second.fact && c.first.fact.valid() && is_listed(c.first.fact)) same_fact(c);
    }
    if (!chains(count)) return;
    for (const FactId f : p_.facts.ids()) {
      if (!is_listed(f)) continue;
      IntervalSet kept;
      for (const std::int64_t d : days_[f.index]) kept.add(d, d);
      box_[f.index].numbers = box_[f.index].numbers.intersect(kept);
    }
  }

 private:
  [[nodiscard]] bool is_open(FactId f) const { return f.valid() && !box_[f.index].fixed() && box_[f.index].has_values(); }
  [[nodiscard]] bool is_listed(FactId f) const { return f.valid() && listed_[f.index] != 0; }

  void read() {
    for (const core::CondId id : questions_.conds) {
      const core::Cond& c = p_.conds[id];
      if (c.op != core::Op::NotAfter) continue;
      const auto& [first, second] = p_.date_pairs[c.dates];
      comparisons_.push_back({first, second, 0});
      if (is_open(first.fact) && is_open(second.fact)) listed_[first.fact.index] = listed_[second.fact.index] = 1;
    }
    const auto terms = terms_of(p_, questions_.norms);
    for (const DateTerm& t : terms) {
      if (is_open(t.fact)) listed_[t.fact.index] = 1;
    }
    for (const DateTerm& a : terms) {
      for (const DateTerm& b : terms) {
        if (a == b || (!is_listed(a.fact) && !is_listed(b.fact))) continue;
        for (const std::int64_t offset : {-1, 0, 1}) comparisons_.push_back({a, b, offset});
      }
    }
  }

  void keep(FactId f, std::int64_t day) {
    if (day >= p_.facts[f].lo && day <= p_.facts[f].hi) days_[f.index].insert(day);
  }

  // The first day whose term is `bound` or later.
  [[nodiscard]] std::int64_t first_day(const DateTerm& t, std::int64_t bound) const {
    const core::Fact& f = p_.facts[t.fact];
    const auto before = days_not_after(f.lo, f.hi, t.steps, Date{static_cast<std::int32_t>(bound - 1)});
    return before.empty() ? f.lo : before.parts()[0].hi + 1;
  }

  static std::int64_t day(const DateTerm& t, std::int64_t fact_day) {
    return core::move(Date{static_cast<std::int32_t>(fact_day)}, t.steps).days;
  }

  void unary(FactId f) {
    keep(f, p_.facts[f].lo);
    for (const core::CondId id : questions_.conds) {
      const core::Cond& c = p_.conds[id];
      if (c.op != core::Op::InRange || c.fact != f) continue;
      for (const Interval& part : p_.ranges[c.range].parts()) {
        keep(f, part.lo);
        keep(f, part.hi + 1);
      }
    }
  }

  // One side is known.
  void fixed(const Comparison& c) {
    if (is_listed(c.first.fact)) {
      if (const auto bound = days_of(c.second, box_)) keep(c.first.fact, first_day(c.first, bound->lo + c.offset + 1));
    } else if (is_listed(c.second.fact)) {
      if (const auto bound = days_of(c.first, box_)) keep(c.second.fact, first_day(c.second, bound->lo - c.offset));
    }
  }

  void same_fact(const Comparison& c) {
    if (!has_months(c.first) && !has_months(c.second)) return;
    const core::Fact& f = p_.facts[c.first.fact];
    bool last = false;
    for (std::int64_t d = f.lo; d <= f.hi; ++d) {
      const bool now = day(c.first, d) <= day(c.second, d) + c.offset;
      if (now != last) keep(c.first.fact, d);
      last = now;
    }
  }

  // Moves the days along the comparisons of two unknown dates. False where they become too many.
  bool chains(std::size_t count) {
    std::vector<Comparison> open;
    for (const Comparison& c : comparisons_) {
      if (is_listed(c.first.fact) && is_listed(c.second.fact) && c.first.fact != c.second.fact) open.push_back(c);
    }
    const bool months =
        std::any_of(open.begin(), open.end(), [](const Comparison& c) { return has_months(c.first) || has_months(c.second); });
    for (std::size_t round = 1; months || round < count; ++round) {
      const auto before = days_;
      for (const Comparison& c : open) {
        for (const std::int64_t d : before[c.first.fact.index]) {
          keep(c.second.fact, first_day(c.second, day(c.first, d) - c.offset));
        }
        for (const std::int64_t d : before[c.second.fact.index]) {
          keep(c.first.fact, first_day(c.first, day(c.second, d) + c.offset + 1));
        }
      }
      if (days_ == before) return true;
      if (months && std::any_of(days_.begin(), days_.end(), [](const auto& days) { return days.size() > kMostDays; }))
        return false;
    }
    return true;
  }

  const Program& p_;
  const Questions& questions_;
  FactId twice_;
  Box& box_;
  std::vector<std::set<std::int64_t>> days_;
  std::vector<char> listed_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

void keep_days(const Program& program, const Questions& questions, FactId twice, Box& box) {
  Days(program, questions, twice, box).narrow();
}

std::vector<DateTerm> terms_of(const Program& program, const std::vector<core::NormId>& norms) {
  std::vector<DateTerm> out;
  for (const core::NormId n : norms) {
    const core::Period& period = program.norms[n].period;
    if (period.from) out.push_back(*period.from);
    if (period.until) out.push_back(*period.until);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Split> split_terms(const std::vector<DateTerm>& terms, const Box& box, FactId except) {
  const auto open = [&](const DateTerm& t) {
    return t.fact.valid() && !box[t.fact.index].fixed() && box[t.fact.index].has_values();
  };
  const auto ordered = [&](const DateTerm& a, const DateTerm& b) {
    if (!open(a) && !open(b)) return true;
    if (a.fact == b.fact && !has_months(a) && !has_months(b)) return true;
    const auto one = days_of(a, box);
    const auto two = days_of(b, box);
    return !one || !two || one->hi + 1 < two->lo || two->hi + 1 < one->lo;
  };
  for (std::size_t i = 0; i < terms.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (ordered(terms[i], terms[j])) continue;
      for (const FactId f : {terms[i].fact, terms[j].fact}) {
        if (f.valid() && f != except && !box[f.index].fixed()) return Split{f, halves(box[f.index])};
      }
    }
  }
  return std::nullopt;
}

}  // namespace jur
