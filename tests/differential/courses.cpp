#include "courses.h"

#include <algorithm>
#include <functional>

namespace jur::test {
namespace {

using core::NormId;
using core::NormKind;
using core::RuleId;

struct Done {
  NormId duty;
  Days days;
};

bool compatible(const World& w, core::ActId one, core::ActId other) {
  for (const core::ActId a : w.p.acts.ids()) {
    if (w.implied[one.index][a.index] == 0) continue;
    for (const core::ActId b : w.p.acts.ids()) {
      if (w.implied[other.index][b.index] != 0 && w.excluded[a.index][b.index] != 0) return false;
    }
  }
  return true;
}

// What is done once shuts out what is done once, whatever the days; what is kept up shuts out its own days alone.
bool together(const World& w, const Done& a, const Done& b) {
  if (compatible(w, w.p.norms[a.duty].act, w.p.norms[b.duty].act)) return true;
  const bool once = w.p.norms[a.duty].kind == NormKind::Duty && w.p.norms[b.duty].kind == NormKind::Duty;
  return !once && (a.days & b.days).none();
}

Days banned(const World& w, NormId duty, const std::set<RuleId>& rules) {
  Days out;
  for (const NormId n : w.norms) {
    const core::Norm& norm = w.p.norms[n];
    const bool hits = norm.kind == NormKind::Ban && w.implied[w.p.norms[duty].act.index][norm.act.index] != 0;
    if (hits && rules.contains(norm.rule)) out |= w.period(n);
  }
  return out;
}

// Days that stand for all: where some norm's period begins or follows another's end.
std::vector<std::size_t> telling_days(const World& w) {
  std::vector<std::size_t> out{0};
  for (const NormId n : w.norms) {
    const Days days = w.period(n);
    for (std::size_t i = 1; i < kDays; ++i) {
      if (days[i] != days[i - 1]) out.push_back(i);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

bool some_course(const World& w, const std::set<RuleId>& rules) {
  std::vector<NormId> duties;
  for (const NormId n : w.norms) {
    if (is_duty(w.p.norms[n]) && rules.contains(w.p.norms[n].rule)) duties.push_back(n);
  }
  const std::vector<std::size_t> telling = telling_days(w);
  std::vector<Done> course;
  const std::function<bool(std::size_t)> extend = [&](std::size_t at) {
    if (at == duties.size()) return true;
    const NormId duty = duties[at];
    const Days free = ~banned(w, duty, rules);
    const auto goes_on = [&](const Days& days) {
      course.push_back({duty, days});
      const bool fits = (days & free) == days &&
                        std::all_of(course.begin(), course.end(), [&](const Done& d) { return together(w, d, course.back()); });
      const bool found = fits && extend(at + 1);
      course.pop_back();
      return found;
    };
    const Days period = w.period(duty);
    if (w.p.norms[duty].kind == NormKind::Keep) return goes_on(period);
    return std::any_of(telling.begin(), telling.end(), [&](std::size_t day) { return period[day] && goes_on(Days().set(day)); });
  };
  return extend(0);
}

std::vector<std::vector<RuleId>> without_course(const World& w) {
  std::vector<std::vector<RuleId>> out;
  std::set<RuleId> binding;
  for (const NormId n : w.norms) {
    if (is_duty(w.p.norms[n]) || w.p.norms[n].kind == NormKind::Ban) binding.insert(w.p.norms[n].rule);
  }
  if (some_course(w, binding)) return out;
  const std::vector<RuleId> all(binding.begin(), binding.end());
  std::vector<RuleId> chosen;
  const std::function<void(std::size_t, std::size_t)> choose = [&](std::size_t from, std::size_t left) {
    if (left == 0) {
      const auto known = [&](const std::vector<RuleId>& c) {
        return std::includes(chosen.begin(), chosen.end(), c.begin(), c.end());
      };
      if (std::none_of(out.begin(), out.end(), known) && !some_course(w, {chosen.begin(), chosen.end()})) out.push_back(chosen);
      return;
    }
    for (std::size_t i = from; i + left <= all.size(); ++i) {
      chosen.push_back(all[i]);
      choose(i + 1, left - 1);
      chosen.pop_back();
    }
  };
  for (std::size_t size = 1; size <= all.size(); ++size) choose(0, size);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace jur::test
