#include "verify/covers.h"

#include <algorithm>
#include <cstdlib>

namespace jur::proof {

using core::Case;
using core::CondId;
using core::FactId;
using core::FactKind;
using core::NormId;
using core::Op;
using core::Value;

namespace {

constexpr std::size_t kMostSteps = 1 << 18;

// Within a month the first and the last day are moved furthest and least; after 400 years the calendar repeats itself.
Interval months_moved(std::int64_t months) {
  Interval out{IntervalSet::kMax, IntervalSet::kMin};
  Date first = from_civil({2000, 1, 1});
  for (int i = 0; i < 4'800; ++i) {
    const Date next = add_months(first, 1);
    for (const Date d : {first, add_days(next, -1)}) {
      const std::int64_t by = add_months(d, months).days - d.days;
      out = {std::min(out.lo, by), std::max(out.hi, by)};
    }
    first = next;
  }
  return out;
}

}  // namespace

Covers::Covers(const Conditions& conditions, const Conditions::Chain& chain)
    : conditions_(conditions), program_(conditions.program()), duty_(piece(chain.duty)) {
  for (const core::RuleId r : chain.rules) {
    for (const NormId n : conditions.norms_of(r)) {
      const core::Norm& norm = program_.norms[n];
      const bool timed = norm.kind != core::NormKind::Duty && (norm.period.from || norm.period.until);
      if (timed && !conditions.strikes(chain.duty, n).empty()) pieces_.push_back(piece(n));
    }
  }
}

std::size_t Covers::date(FactId f) {
  const auto [it, fresh] = places_.try_emplace(f, dates_.size() + 1);
  if (fresh) dates_.push_back(f);
  return it->second;
}

Covers::Day Covers::day(const core::DateTerm& t) {
  terms_.push_back(t);
  std::int64_t far = 0;
  for (const core::DateStep& step : t.steps) far += std::abs(step.count) * (step.months ? 31 : 1);
  farthest_ = std::max(farthest_, far);
  return {t.fact.valid() ? date(t.fact) : 0, terms_.size() - 1, moved(t)};
}

Interval Covers::moved(const core::DateTerm& t) {
  if (!t.fact.valid()) {
    const std::int64_t fixed = core::move(t.base, t.steps).days;
    return {fixed, fixed};
  }
  Interval out{0, 0};
  for (const core::DateStep& step : t.steps) {
    Interval by{step.count, step.count};
    if (step.months) {
      const auto [it, fresh] = months_.try_emplace(step.count);
      if (fresh) it->second = months_moved(step.count);
      by = it->second;
    }
    out = {out.lo + by.lo, out.hi + by.hi};
  }
  return out;
}

Covers::End Covers::end(const std::optional<core::DateTerm>& t) { return t ? End(day(*t)) : std::nullopt; }

Covers::Piece Covers::piece(NormId n) {
  const core::Norm& norm = program_.norms[n];
  Piece out{n, norm.rule, end(norm.period.from), end(norm.period.until), {}};
  add_bounds(norm.effect, out.bounds);
  return out;
}

void Covers::add_bounds(CondId effect, std::vector<Bound>& out) {
  const core::Cond& c = program_.conds[effect];
  const auto args = program_.args_of(c);
  if (c.op == Op::And) {
    for (const CondId a : args) add_bounds(a, out);
    return;
  }
  const bool negated = c.op == Op::Not;
  const core::Cond& compared = negated ? program_.conds[args[0]] : c;
  if (compared.op != Op::NotAfter) return;
  const core::DatePair& pair = program_.date_pairs[compared.dates];
  const auto may_lack = [&](const core::DateTerm& t) { return t.fact.valid() && program_.facts[t.fact].or_none; };
  if (!negated) {
    out.push_back({day(pair.first), day(pair.second), 0});
  } else if (!may_lack(pair.first) && !may_lack(pair.second)) {
    out.push_back({day(pair.second), day(pair.first), -1});
  }
}

bool Covers::require(State& s, const Bound& b) {
  s.held.push_back(b);
  return s.bounds.require(b.first.date, b.second.date, b.second.after.hi - b.first.after.lo + b.days);
}

bool Covers::join(State& s, const Piece& p) const {
  const Outline& outline = conditions_.outline(p.norm);
  if (!s.outline.meets(outline)) return false;
  if (!std::all_of(p.bounds.begin(), p.bounds.end(), [&](const Bound& b) { return require(s, b); })) return false;
  s.outline.narrow(outline);
  for (const Outline::Side& side : s.outline.sides()) {
    const auto place = places_.find(side.fact);
    if (place == places_.end()) continue;
    const IntervalSet left = left_of(program_.facts[side.fact], side);
    if (left.empty()) continue;
    const bool within = s.bounds.require(place->second, 0, left.parts().back().hi) &&
                        s.bounds.require(0, place->second, -left.parts().front().lo);
    if (!within) return false;
  }
  return true;
}

bool Covers::each(const Visitor& visit) {
  State start{conditions_.outline(duty_.norm), DateBounds(dates_.size() + 1), {}};
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    const core::Fact& fact = program_.facts[dates_[i]];
    if (!start.bounds.require(i + 1, 0, fact.hi) || !start.bounds.require(0, i + 1, -fact.lo)) return true;
  }
  steps_ = 0;
  return !join(start, duty_) || extend(start, visit);
}

// The piece takes up where the path ends: it covers the next day and ends later, and neither it nor the piece before is needless.
bool Covers::follows(State& s, const Piece& p) const {
  if (path_.empty()) {
    if (!duty_.from) return !p.from;
    return !p.from || require(s, {*p.from, *duty_.from, 0});
  }
  const Piece& last = *path_.back();
  if (!p.from || !require(s, {*p.from, *last.until, 1})) return false;
  if (p.until && !require(s, {*last.until, *p.until, -1})) return false;
  if (path_.size() > 1) return require(s, {*path_[path_.size() - 2]->until, *p.from, -2});
  return !duty_.from || require(s, {*duty_.from, *p.from, -1});
}

bool Covers::extend(const State& before, const Visitor& visit) {
  for (const Piece& p : pieces_) {
    if (++steps_ > kMostSteps) return false;
    if (std::find(path_.begin(), path_.end(), &p) != path_.end()) continue;
    State s = before;
    if (!follows(s, p) || !join(s, p)) continue;
    path_.push_back(&p);
    bool more = (p.until && !duty_.until) || finish(s, visit);
    const bool open = p.until && (!duty_.until || require(s, {*p.until, *duty_.until, -1}));
    if (more && open) more = extend(s, visit);
    path_.pop_back();
    if (!more) return false;
  }
  return true;
}

// The path's last piece reaches to the end of the duty's period.
bool Covers::finish(State s, const Visitor& visit) {
  const Piece& last = *path_.back();
  if ((last.until && !require(s, {*duty_.until, *last.until, 0})) || !settle(s)) return true;
  Rules rules{duty_.rule};
  for (const Piece* p : path_) rules.push_back(p->rule);
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  visited_ = &s;
  const bool more = visit(rules);
  visited_ = nullptr;
  return more;
}

void Covers::choose(const core::Fact& fact, const Outline::Side& side, Value& v) {
  if (fact.kind == FactKind::Int || fact.kind == FactKind::Date) {
    const IntervalSet left = left_of(fact, side);
    if (left.empty()) {
      v = Value::none();
    } else if (v.is_none() || !left.contains(v.number)) {
      const std::int64_t first = left.parts().front().lo;
      v = fact.kind == FactKind::Int ? Value::of_int(first) : Value::of_date(Date{static_cast<std::int32_t>(first)});
    }
    return;
  }
  const std::size_t none = side.values.size() - 1;
  if (side.values.has(v.is_none() ? none : static_cast<std::size_t>(v.number))) return;
  const std::vector<std::size_t> left = side.values.members();
  if (left.empty()) return;
  v = left[0] == none ? Value::none() : fact.kind == FactKind::Bool ? Value::of_bool(left[0] != 0) : Value::of_enum(left[0]);
}

Case Covers::draft(Case base) const {
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    base[dates_[i]] = Value::of_date(Date{static_cast<std::int32_t>(days_[i])});
  }
  for (const Outline::Side& side : visited_->outline.sides()) choose(program_.facts[side.fact], side, base[side.fact]);
  return base;
}

}  // namespace jur::proof
