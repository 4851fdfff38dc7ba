// Relations and their tuples.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

namespace {

constexpr std::size_t kMostlyBothWays = 2;  // tuples both ways for each one-way tuple

}  // namespace

// A tuple of groups has the dates of their members.
void undated_tuple(const LintInput& in, Findings& out) {
  const IntervalSet always = IntervalSet::of(kFirstDate.days, kLastDate.days);
  for (const model::Relation& r : in.model.relations.all()) {
    const auto dated = [&](const model::Tuple& t) { return !t.days.covers(always); };
    if (std::none_of(r.tuples.begin(), r.tuples.end(), dated)) continue;
    std::set<Span> with_dates;
    for (const model::Tuple& t : r.tuples) {
      if (dated(t)) with_dates.insert(t.span);
    }
    std::set<Span> told;
    for (const model::Tuple& t : r.tuples) {
      if (with_dates.contains(t.span) || !told.insert(t.span).second) continue;
      out.add(t.span, "this tuple holds always, while others have dates").help("say since when it holds: `from …`");
    }
  }
}

void one_way_tuple(const LintInput& in, Findings& out) {
  for (const model::Relation& r : in.model.relations.all()) {
    if (r.symmetric || r.columns.size() != 2 || r.columns[0] != r.columns[1]) continue;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const model::Tuple& t : r.tuples) pairs.emplace(t.members[0], t.members[1]);
    std::map<Span, const model::Tuple*> one_way;  // as written, with what they stand for that has no way back
    std::set<Span> written;
    for (const model::Tuple& t : r.tuples) {
      written.insert(t.span);
      if (!pairs.contains({t.members[1], t.members[0]})) one_way.try_emplace(t.span, &t);
    }
    if ((written.size() - one_way.size()) < one_way.size() * kMostlyBothWays) continue;
    for (const auto& [span, t] : one_way) {
      const auto& names = in.model.enums[r.columns[0]].members;
      out.add(span, fmt::format("`{}` holds from `{}` to `{}` and not back, while most hold both ways", r.name,
                                names[t->members[0]].name, names[t->members[1]].name))
          .help("add the way back, or declare the relation `symmetric`");
    }
  }
}

void could_be_symmetric(const LintInput& in, Findings& out) {
  for (const model::Relation& r : in.model.relations.all()) {
    if (r.symmetric || r.columns.size() != 2 || r.columns[0] != r.columns[1]) continue;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<IntervalSet, Span>> pairs;
    for (const model::Tuple& t : r.tuples) {
      auto& [days, span] = pairs[{t.members[0], t.members[1]}];
      days = days.unite(t.days);
      span = t.span;
    }
    bool twice = false;  // two tuples as written say the same
    const bool both = std::all_of(pairs.begin(), pairs.end(), [&](const auto& p) {
      const auto other = pairs.find({p.first.second, p.first.first});
      if (other == pairs.end() || other->second.first != p.second.first) return false;
      twice = twice || other->second.second != p.second.second;
      return true;
    });
    if (both && twice) {
      out.add(r.span, fmt::format("each tuple of `{}` is written both ways", r.name))
          .help("declare the relation `symmetric` and write each tuple once");
    }
  }
}

}  // namespace jur::lint_rules
