#include "check/context.h"

namespace jur::checking {
namespace {

struct Days {
  std::int64_t lo = IntervalSet::kMin;
  std::int64_t hi = IntervalSet::kMax;
  Span span;
};

// Nothing where the period is wrong; reported.
std::optional<Days> period_days(Context& c, NodeRef period) {
  if (period.broken()) return std::nullopt;
  Days out;
  out.span = period.span();
  NodeRef first;
  NodeRef last;
  bool until = false;
  for (const NodeRef part : period.children()) {
    if (!part.is(NodeKind::token)) continue;
    if (part.first_token().kind == TokenKind::UNTIL) until = true;
    if (part.first_token().kind == TokenKind::DATE_LITERAL) (until ? last : first) = part;
  }
  const auto lo = first ? check_date(c, first) : std::nullopt;
  const auto hi = last ? check_date(c, last) : std::nullopt;
  if ((first && !lo) || (last && !hi)) return std::nullopt;
  if (lo) out.lo = lo->days;
  if (hi) out.hi = hi->days;
  if (out.lo <= out.hi) return out;
  c.sink.report(Code::EmptyPeriod, period.span(), to_string(*lo), to_string(*hi)).help("the earlier date comes after `from`");
  return std::nullopt;
}

}  // namespace

IntervalSet check_periods(Context& c, NodeRef periods, std::string_view what) {
  std::vector<Days> known;
  for (const NodeRef period : periods.is(NodeKind::period) ? std::vector{periods} : periods.children(NodeKind::period)) {
    const auto days = period_days(c, period);
    if (!days) continue;
    for (const Days& other : known) {
      if (days->lo > other.hi || other.lo > days->hi) continue;
      c.sink.report(Code::OverlappingPeriods, days->span, what)
          .label(other.span, "this period has days in common with it")
          .help("`until` includes its day: the next period begins on the day after");
      break;
    }
    known.push_back(*days);
  }
  IntervalSet out;
  for (const Days& d : known) out.add(d.lo, d.hi);
  return known.empty() ? IntervalSet::all() : out;
}

}  // namespace jur::checking
