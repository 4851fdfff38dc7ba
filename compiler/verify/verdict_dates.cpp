#include "verify/verdict_dates.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace jur::proof {
namespace {

// On which days a duty forbids what its act excludes. A required act may be forbidden so: the duty is hopeless, but its rules
// are no clash where fewer of them make another duty hopeless.
const core::Period kAlways;

}  // namespace

using core::ActId;
using core::CondId;
using core::DateTerm;
using core::NormId;
using core::NormKind;
using core::Word;

VerdictDates::VerdictDates(Conditions& conditions, WordConditions& words, core::FactId day)
    : conditions_(conditions), build_(conditions.builder()), words_(words), day_{day, {}, {}} {}

CondId VerdictDates::earlier(const Lasts& a, const Lasts& b) {
  std::vector<CondId> ways;
  for (const Last& mine : a) {
    if (std::find(b.begin(), b.end(), mine) != b.end()) continue;
    std::vector<CondId> parts{mine.when};
    for (const Last& theirs : b) parts.push_back(build_.not_(all({theirs.when, build_.not_after(*theirs.end, *mine.end)})));
    ways.push_back(build_.all(parts));
  }
  return build_.any(ways);
}

CondId VerdictDates::ends_before(const Lasts& a, const Lasts& b) {
  std::vector<CondId> some;
  std::vector<CondId> open;
  for (const Last& mine : a) (mine.end ? some : open).push_back(mine.when);
  const CondId ends = all({build_.any(some), build_.not_(build_.any(open))});
  std::vector<CondId> theirs_any;
  std::vector<CondId> ways;
  for (const Last& theirs : b) {
    theirs_any.push_back(theirs.when);
    if (std::find(a.begin(), a.end(), theirs) != a.end()) continue;
    std::vector<CondId> parts{theirs.when};
    for (const Last& mine : a) {
      if (mine.end && theirs.end) parts.push_back(build_.any({build_.not_(mine.when), before(*mine.end, *theirs.end)}));
    }
    ways.push_back(build_.all(parts));
  }
  ways.push_back(build_.not_(build_.any(theirs_any)));
  return all({ends, build_.any(ways)});
}

VerdictDates::Lasts VerdictDates::lasts(const Reasons& reasons, bool keep_alone) const {
  Lasts out;
  for (const auto& [id, when] : reasons) {
    const core::Norm& n = conditions_.program().norms[id];
    if (keep_alone && n.kind != NormKind::Keep) continue;
    const bool always = n.kind == NormKind::Duty;  // what a duty excludes is forbidden always
    Last last{when, always ? std::nullopt : n.period.until};
    if (std::find(out.begin(), out.end(), last) == out.end()) out.push_back(std::move(last));
  }
  return out;
}

CondId VerdictDates::deadlines_differ(const Reasons& a, const Reasons& b) {
  const auto ends = [&](const Reasons& reasons) {
    Lasts out;
    for (const auto& [id, when] : reasons) {
      const core::Norm& n = conditions_.program().norms[id];
      if (n.kind == NormKind::Duty && n.period.until) out.push_back({when, n.period.until});
    }
    return out;
  };
  const Lasts x = ends(a);
  const Lasts y = ends(b);
  return build_.any({earlier(x, y), earlier(y, x)});
}

VerdictDates::Reasons VerdictDates::first_duties(const Reasons& requiring) {
  Reasons duties;
  for (const auto& r : requiring) {
    if (conditions_.program().norms[r.first].kind == NormKind::Duty) duties.push_back(r);
  }
  std::sort(duties.begin(), duties.end());
  Reasons out;
  for (const auto& [id, when] : duties) {
    const auto& end = conditions_.program().norms[id].period.until;
    std::vector<CondId> parts{when};
    for (const auto& [other, held] : duties) {
      if (other == id) continue;
      const auto& theirs = conditions_.program().norms[other].period.until;
      if (!theirs && (end || id < other)) continue;
      CondId ahead = build_.always();  // the other comes first
      if (theirs && end) ahead = other < id ? build_.not_after(*theirs, *end) : before(*theirs, *end);
      parts.push_back(build_.not_(all({held, ahead})));
    }
    out.emplace_back(id, build_.all(parts));
  }
  return out;
}

CondId VerdictDates::hours_differ(const Reasons& a, const Reasons& b) {
  using Hours = std::optional<std::int64_t>;
  const auto by_hours = [&](const Reasons& requiring) {
    std::map<Hours, std::vector<CondId>> out;
    for (const auto& [id, when] : first_duties(requiring)) {
      const core::Norm& n = conditions_.program().norms[id];
      out[n.period.until && n.hours ? Hours(n.hours->count) : Hours()].push_back(when);
    }
    return out;
  };
  const auto timed = [&](const Reasons& reasons) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const auto& r) { return conditions_.program().norms[r.first].hours.has_value(); });
  };
  if (!timed(a) && !timed(b)) return build_.never();
  const auto x = by_hours(a);
  const auto y = by_hours(b);
  std::vector<CondId> ways;
  for (const auto& [hours, mine] : x) {
    for (const auto& [others, theirs] : y) {
      if (hours != others) ways.push_back(all({build_.any(mine), build_.any(theirs)}));
    }
  }
  return build_.any(ways);
}

std::vector<Conditions::Side> VerdictDates::forbidding(ActId act) {
  std::vector<Conditions::Side> out;
  for (const auto& [id, when] : words_.reasons(act, Word::Forbidden)) {
    const core::Norm& n = conditions_.program().norms[id];
    out.push_back({id, when, n.kind == NormKind::Duty ? &kAlways : &n.period});
  }
  return out;
}

// The day is one on which the first may be done, or it has no first day; the second has one, and not through that day.
CondId VerdictDates::starts_before(ActId a, ActId b) {
  const core::Program& p = conditions_.program();
  const auto hopeless = [&](NormId duty, const std::vector<Conditions::Side>& sides) {
    return sides.empty() ? build_.never() : conditions_.covered(p.norms[duty].period, sides);
  };
  const std::vector<Conditions::Side> sides = forbidding(a);
  std::vector<CondId> parts;
  std::vector<CondId> due;
  for (const auto& [id, first] : first_duties(words_.reasons(a, Word::Required))) {
    due.push_back(all({first, build_.not_(hopeless(id, sides))}));
    if (const auto& from = p.norms[id].period.from)
      parts.push_back(build_.any({build_.not_(first), build_.not_after(*from, day_)}));
  }
  for (const Conditions::Side& s : sides) {
    std::vector<CondId> inside{s.hits};
    if (s.period->from) inside.push_back(build_.not_after(*s.period->from, day_));
    if (s.period->until) inside.push_back(build_.not_after(day_, *s.period->until));
    parts.push_back(build_.not_(build_.all(inside)));
  }
  const CondId begun = build_.any({build_.all(parts), build_.not_(build_.any(due))});
  const std::vector<Conditions::Side> against = forbidding(b);
  std::vector<CondId> ways;
  for (const auto& [id, first] : first_duties(words_.reasons(b, Word::Required))) {
    const core::Period through{p.norms[id].period.from, day_};
    const CondId some_day = build_.not_(hopeless(id, against));
    if (through.from) ways.push_back(all({first, some_day, build_.not_(build_.not_after(*through.from, day_))}));
    if (!against.empty()) ways.push_back(all({first, some_day, conditions_.covered(through, against)}));
  }
  return all({begun, build_.any(ways)});
}

CondId VerdictDates::starts_differ(ActId a, ActId b) {
  // What the first days hang on, the same on both sides: they are the same.
  const auto grounds = [&](ActId act) {
    std::vector<std::tuple<CondId, std::optional<DateTerm>, std::optional<DateTerm>, bool>> out;
    for (const Word w : {Word::Required, Word::Forbidden}) {
      for (const auto& [id, when] : words_.reasons(act, w)) {
        const core::Norm& n = conditions_.program().norms[id];
        if (w == Word::Required && n.kind != NormKind::Duty) continue;
        const core::Period& days = w == Word::Forbidden && n.kind == NormKind::Duty ? kAlways : n.period;
        out.emplace_back(when, days.from, days.until, w == Word::Required);
      }
    }
    return out;
  };
  if (grounds(a) == grounds(b)) return build_.never();
  return build_.any({starts_before(a, b), starts_before(b, a)});
}

CondId VerdictDates::last_days_differ(ActId a, ActId b, Word word) {
  const bool keep = word == Word::Required;
  const Lasts x = lasts(words_.reasons(a, word), keep);
  const Lasts y = lasts(words_.reasons(b, word), keep);
  return build_.any({ends_before(x, y), ends_before(y, x)});
}

CondId VerdictDates::differ(ActId a, ActId b, Word word) {
  if (word == Word::Contradictory || word == Word::Silent || word == Word::Undetermined) return build_.never();
  std::vector<CondId> ways{last_days_differ(a, b, word)};
  if (word == Word::Required) {
    const Reasons& x = words_.reasons(a, word);
    const Reasons& y = words_.reasons(b, word);
    ways.push_back(deadlines_differ(x, y));
    ways.push_back(hours_differ(x, y));
    ways.push_back(starts_differ(a, b));
  }
  return all({words_.word(a, word), words_.word(b, word), build_.any(ways)});
}

}  // namespace jur::proof
