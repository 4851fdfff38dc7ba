// Dates and periods as written.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lint/dates.h"
#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

constexpr std::int64_t kFarDays = std::int64_t{50} * 366;

}  // namespace

Days days_of(NodeRef period) {
  Days out;
  bool until = false;
  for (const NodeRef c : period.children()) {
    if (!c.is(NodeKind::token)) continue;
    if (c.first_token().kind == TokenKind::UNTIL) until = true;
    if (c.first_token().kind == TokenKind::DATE_LITERAL) (until ? out.until : out.from) = parse_date(c.text());
  }
  return out;
}

IntervalSet any_day(const model::DatedSet& set) {
  IntervalSet out;
  for (const IntervalSet& d : set.days) out = out.unite(d);
  return out;
}

std::string last_name(NodeRef path) {
  std::string text = words(path);
  const std::size_t dot = text.rfind('.');
  return dot == std::string::npos ? text : text.substr(dot + 1);
}

const model::Group* group_named(const LintInput& in, model::ModuleId from, const std::string& name) {
  const model::Group* found = nullptr;
  for (const model::ModuleId m : model::in_sight(in.model, from)) {
    for (const model::Group& g : in.model.groups.all()) {
      if (g.module != m || g.name != name) continue;
      if (found != nullptr) return nullptr;
      found = &g;
    }
  }
  return found;
}

std::string days_text(const IntervalSet& days) {
  std::vector<std::string> out;
  for (const Interval& i : days.parts()) {
    const auto day = [](std::int64_t n) { return to_string(Date{static_cast<std::int32_t>(n)}); };
    const bool begins = i.lo > kFirstDate.days;
    const bool ends = i.hi < kLastDate.days;
    out.push_back(begins && ends ? fmt::format("from {} until {}", day(i.lo), day(i.hi))
                  : begins       ? fmt::format("from {} on", day(i.lo))
                  : ends         ? "until " + day(i.hi)
                                 : std::string("on any day"));
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

void adjacent_periods(const LintInput& in, Findings& out) {
  const auto look = [&](const std::vector<NodeRef>& periods) {
    for (std::size_t i = 1; i < periods.size(); ++i) {
      const Days before = days_of(periods[i - 1]);
      const Days after = days_of(periods[i]);
      if (!before.until || !after.from || before.until->days + 1 != after.from->days) continue;
      out.add(periods[i].span(), "this period goes on where the one before ends")
          .label(periods[i - 1].span(), "the one before")
          .help("write one period, or mend the date");
    }
  };
  each_asked(in, NodeKind::periods, [&](NodeRef p, model::ModuleId) { look(p.children(NodeKind::period)); });
  each_asked(in, NodeKind::dated_set, [&](NodeRef set, model::ModuleId) {
    std::vector<NodeRef> run;
    for (const NodeRef m : set.children(NodeKind::dated_member)) {
      if (m.child(NodeKind::path)) {
        look(run);
        run.clear();
      }
      if (const NodeRef p = m.child(NodeKind::period)) run.push_back(p);
    }
    look(run);
  });
}

void far_date(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    for (const syntax::Token& t : f.tree->tokens) {
      if (t.kind != TokenKind::DATE_LITERAL) continue;
      const auto day = parse_date(f.tree->text.substr(t.begin, t.end - t.begin));
      if (!day || day->days - in.today.days <= kFarDays) continue;
      out.add({f.tree->file, t.begin, t.end}, fmt::format("{} lies more than fifty years ahead", to_string(*day)))
          .help("leave the end open where none is known; `none` says that there is no such day");
    }
  }
}

}  // namespace jur::lint_rules
