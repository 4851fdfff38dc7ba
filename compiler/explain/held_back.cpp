#include "explain/held_back.h"

#include <algorithm>

#include "core/builder.h"
#include "explain/done_with.h"

namespace jur {

using namespace core;

namespace {

class HeldBack {
 public:
  HeldBack(const Program& p, const Case& given, const std::vector<Tri>& known, const Outcome& outcome)
      : p_(p), given_(given), known_(known), outcome_(outcome) {}

  std::vector<RuleId> of(const Verdict& v) const {
    const Norm* duty = earliest(v);
    const Date day{v.not_before->days - 1};
    if (duty == nullptr || !covers(duty->period, day)) return {};
    const std::vector<bool> done = done_with(p_, duty->act, known_);
    std::vector<RuleId> out;
    for (const Norm& n : p_.norms.all()) {
      const bool applies = outcome_.rules[n.rule.index].state == RuleTrace::State::Applies;
      if (applies && may(n.effect) && covers(n.period, day) && forbids(n, done)) out.push_back(n.rule);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

 private:
  [[nodiscard]] bool may(CondId c) const { return known_[c.index] != Tri::False; }

  // The duty that the verdict's deadline is taken from.
  const Norm* earliest(const Verdict& v) const {
    for (const Norm& n : p_.norms.all()) {
      if (n.kind != NormKind::Duty || !may(n.effect) || !done_with(p_, n.act, known_)[v.act.index]) continue;
      if ((n.period.until ? day_of_end(*n.period.until) : std::nullopt) == v.deadline) return &n;
    }
    return nullptr;
  }

  std::optional<Date> day_of_end(const DateTerm& term) const {
    if (term.fact.valid() && given_[term.fact].is_unknown()) return std::nullopt;
    return day_of(term, given_);
  }

  bool covers(const Period& period, Date day) const {
    if (period.from) {
      const auto from = day_of_end(*period.from);
      if (!from || day < *from) return false;
    }
    if (!period.until) return true;
    const auto until = day_of_end(*period.until);
    return until && day <= *until;
  }

  bool forbids(const Norm& n, const std::vector<bool>& done) const {
    if (n.kind == NormKind::Ban) return done[n.act.index];
    if (n.kind != NormKind::Keep) return false;
    const std::vector<bool> kept = done_with(p_, n.act, known_);
    return std::any_of(p_.exclusions.begin(), p_.exclusions.end(), [&](const Exclusion& e) {
      return may(e.when) && ((kept[e.a.index] && done[e.b.index]) || (kept[e.b.index] && done[e.a.index]));
    });
  }

  const Program& p_;
  const Case& given_;
  const std::vector<Tri>& known_;
  const Outcome& outcome_;
};

}  // namespace

std::vector<RuleId> held_back_by(const Program& program, const Case& given, const std::vector<Tri>& known, const Outcome& outcome,
                                 const Verdict& v) {
  return v.not_before ? HeldBack(program, given, known, outcome).of(v) : std::vector<RuleId>{};
}

}  // namespace jur
