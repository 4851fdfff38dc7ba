#include <algorithm>

#include <fmt/format.h>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

core::Doubt::Kind kind_of(model::Mark::Kind kind) {
  switch (kind) {
    case model::Mark::Kind::Member:
      return core::Doubt::Kind::Member;
    case model::Mark::Kind::Tuple:
      return core::Doubt::Kind::Tuple;
    case model::Mark::Kind::Exception:
      break;
  }
  return core::Doubt::Kind::Exception;
}

// A mark, or a rule that is marked, and where it is read.
struct Reason {
  bool is_rule = false;
  std::uint32_t index = 0;  // into Work::marks, or of the rule
  auto operator<=>(const Reason&) const = default;
};
using Reasons = std::map<Reason, CondId>;

void add(Work& w, Reasons& reasons, Reason reason, CondId where) {
  const auto [it, fresh] = reasons.try_emplace(reason, where);
  if (!fresh) it->second = w.build.any({it->second, where});
}

// The rule's own marks and those of the rules that defeat it, directly or through others.
Reasons reasons_of(Work& w, core::RuleId first) {
  Reasons out;
  std::vector<core::RuleId> open{first};
  std::vector<bool> seen(w.out.rules.size());
  seen[first.index] = true;
  while (!open.empty()) {
    const core::RuleId id = open.back();
    open.pop_back();
    for (const Read& r : w.sure_rules[id.index].reads) add(w, out, {false, r.mark}, r.where);
    const core::Rule& rule = w.out.rules[id];
    for (const core::RuleId by : rule.defeated_by) {
      const SureRule& sure = w.sure_rules[by.index];
      if (seen[by.index] || sure.applies == w.out.rules[by].applies) continue;
      seen[by.index] = true;
      if (sure.struck) {
        add(w, out, {true, by.index}, w.out.rules[by].applies);
      } else {
        open.push_back(by);
      }
    }
  }
  return out;
}

}  // namespace

Reckoned reckon(Work& w, const std::function<CondId()>& make, std::vector<Read>& reads) {
  std::vector<Read> outer = std::exchange(w.reads, {});
  Reckoned out;
  out.plain = make();
  out.sure = out.plain;
  const std::vector<Read> own = std::exchange(w.reads, std::move(outer));
  if (own.empty()) return out;
  reads.insert(reads.end(), own.begin(), own.end());
  w.sure = true;
  out.sure = make();
  w.sure = false;
  return out;
}

CondId may_be(Work& w, const Value& v, std::uint32_t m) {
  const auto one = [&](core::FactId f) {
    ValueSet set(w.out.domains[w.out.facts[f].domain].members.size());
    set.insert(m);
    return set;
  };
  if (v.kind == Value::Kind::Member) return w.build.constant(v.member == m);
  if (v.kind == Value::Kind::Choice) return w.build.in_set(v.fact, one(v.fact));
  if (v.kind == Value::Kind::Members) return w.build.constant(v.members.has(m));
  if (v.kind == Value::Kind::Set) return w.build.meets(v.fact, one(v.fact));
  return w.build.never();
}

void note(Work& w, const model::Mark& mark, const core::DateTerm& date, CondId where) {
  if (w.sure || where == w.build.never()) return;
  note_read(w, mark, w.build.all({where, on_days(w, date, mark.days)}));
}

void note_read(Work& w, const model::Mark& mark, CondId read) {
  if (w.sure || read == w.build.never()) return;
  const std::string what = mark.group.empty() ? mark.what : fmt::format("{} in {}", mark.what, mark.group);
  const auto next = static_cast<std::uint32_t>(w.marks.size());
  const auto [it, fresh] = w.mark_index.try_emplace(std::tuple(mark.kind, what, mark.why, mark.cite), next);
  if (fresh) {
    w.marks.push_back({kind_of(mark.kind), what, mark.why, mark.cite, {}, {}});
  }
  w.reads.push_back({it->second, read});
}

void narrow_reads(Work& w, std::size_t before, CondId guard) {
  for (std::size_t i = before; i < w.reads.size(); ++i) w.reads[i].where = w.build.all({guard, w.reads[i].where});
}

void enter_doubts(Work& w) {
  std::map<std::pair<Reason, CondId>, core::DoubtId> known;
  for (const core::RuleId id : w.out.rules.ids()) {
    if (!w.out.rules[id].doubtful.valid()) continue;
    std::vector<core::DoubtId> doubts;
    for (const auto& [reason, where] : reasons_of(w, id)) {
      if (where == w.build.never()) continue;
      const auto [it, fresh] = known.try_emplace({reason, where});
      if (fresh) {
        core::Doubt d;
        if (reason.is_rule) {
          d.kind = core::Doubt::Kind::Rule;
          d.rule = core::RuleId(reason.index);
        } else {
          d = w.marks[reason.index];
        }
        d.read = where;
        it->second = w.out.doubts.add(std::move(d));
      }
      doubts.push_back(it->second);
    }
    std::sort(doubts.begin(), doubts.end());
    w.out.rules[id].doubts = std::move(doubts);
  }
}

}  // namespace jur::elaborating
