#include "findings_compare.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace jur::test {
namespace {

using core::Case;
using core::FactId;
using core::Program;
using Key = std::pair<bool, std::vector<std::string>>;  // a permission?, names

struct Seen {
  IntervalSet days;
  std::set<core::ActId> acts;
};
struct Expected {
  Seen all;
  Seen rest;  // of cases that no acceptance covers
};

std::string show(const Key& key) { return fmt::format("{}{}", key.first ? "a permission, " : "", fmt::join(key.second, " + ")); }

std::string show(const IntervalSet& days) {
  std::string out;
  for (const Interval& i : days.parts()) {
    const auto one = [](std::int64_t d) {
      return d <= kFirstDate.days || d >= kLastDate.days ? std::string() : to_string(Date{static_cast<std::int32_t>(d)});
    };
    out += fmt::format(" {}..{}", one(i.lo), one(i.hi));
  }
  return out;
}

template <class Acts>
std::string show_acts(const Program& p, const Acts& acts) {
  std::string out;
  for (const core::ActId a : acts) out += fmt::format(" {} {};", p.acts[a].party, p.acts[a].action);
  return out;
}

class Comparison {
 public:
  Comparison(const Program& program, const Yardstick& yard, const VerifyOptions& options)
      : p_(program), yard_(yard), today_(options.today) {
    for (std::size_t i = 0; i < yard.cases.size(); ++i) {
      for (const Met& m : yard.met[i]) expect(yard.cases[i], m);
    }
  }

  std::optional<std::string> against(const Findings& found, FindingTally& tally) const {
    if (found.complete == yard_.cases.empty()) return "some case is possible, or none is";
    std::set<Key> reported;
    for (const Finding& f : found.all) {
      const Key key{f.code == Code::PermissionAgainstBan, f.rules};
      if (!reported.insert(key).second) return "told twice: " + show(key);
      if (auto d = against(key, f, tally)) return fmt::format("{}: {}", show(key), *d);
    }
    for (const auto& [key, e] : expected_) {
      if (!reported.contains(key)) return "not found: " + show(key);
    }
    for (const core::AcceptanceId a : p_.acceptances.ids()) {
      const AcceptanceState state = expired(a)                ? AcceptanceState::Expired
                                    : used_.contains(a.index) ? AcceptanceState::Covers
                                                              : AcceptanceState::Idle;
      ++tally.states[state];
      if (!yard_.cases.empty() && found.acceptances[a.index] != state) return fmt::format("the state of acceptance {}", a.index);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool expired(core::AcceptanceId a) const { return p_.acceptances[a].until && *p_.acceptances[a].until < today_; }
  [[nodiscard]] std::set<core::AcceptanceId> covering(const Case& c, const std::vector<core::RuleId>& rules) const {
    std::set<core::AcceptanceId> out;
    for (const core::AcceptanceId a : p_.acceptances.ids()) {
      const core::Acceptance& acceptance = p_.acceptances[a];
      if (!expired(a) && naive_covers(acceptance, rules) && naive_truth(p_, acceptance.when, c)) out.insert(a);
    }
    return out;
  }

  void expect(const Case& c, const Met& m) {
    Expected& e = expected_[{m.permission, names_of(p_, m.rules)}];
    const auto covers = covering(c, m.rules);
    for (const core::AcceptanceId a : covers) used_.insert(a.index);
    const auto add = [&](Seen& seen) {
      seen.days.add(c[p_.as_of].number, c[p_.as_of].number);
      seen.acts.insert(m.acts.begin(), m.acts.end());
    };
    add(e.all);
    if (covers.empty()) add(e.rest);
  }

  [[nodiscard]] std::optional<std::string> against(const Key& key, const Finding& f, FindingTally& tally) const {
    if (!expected_.contains(key)) return "no case shows it";
    const Expected& e = expected_.at(key);
    if (f.accepted.valid() != e.rest.days.empty()) return "whether it is accepted";
    const Seen& seen = f.accepted.valid() ? e.all : e.rest;
    if (f.days != seen.days) return fmt::format("windows{}, all cases show{}", show(f.days), show(seen.days));
    if (f.acts != std::vector(seen.acts.begin(), seen.acts.end()))
      return fmt::format("acts{} all cases show{}", show_acts(p_, f.acts), show_acts(p_, seen.acts));
    if (f.witness.values.size() != p_.facts.size() || !f.days.contains(f.witness[p_.as_of].number)) return "the witness's day";
    if (!f.norm.valid() || f.against.empty()) return "no norms";
    if (!key.first) ++tally.by_size[f.rules.size()];
    if (key.first) ++tally.permissions;
    if (f.accepted.valid()) ++tally.accepted;
    if (!f.accepted.valid() && e.all.days != e.rest.days) ++tally.partly_accepted;
    if (f.days.parts().size() > 1) ++tally.many_windows;
    if (!f.any.empty()) ++tally.with_indifferent;
    return witnessed(key, f);
  }

  [[nodiscard]] bool shows(const Key& key, const Finding& f, std::size_t at) const {
    const auto& met = yard_.met[at];
    return std::any_of(met.begin(), met.end(), [&](const Met& m) {
      if (m.permission != key.first || names_of(p_, m.rules) != key.second) return false;
      return f.accepted.valid() || covering(yard_.cases[at], m.rules).empty();
    });
  }
  [[nodiscard]] bool shows_everywhere(const Key& key, const Finding& f, const std::vector<FactId>& any) const {
    std::size_t cases = 0;
    for (std::size_t i = 0; i < yard_.cases.size(); ++i) {
      if (!stands_for(f.witness, any, yard_.cases[i])) continue;
      ++cases;
      if (!shows(key, f, i)) return false;
    }
    return cases > 0;
  }
  [[nodiscard]] std::optional<std::string> witnessed(const Key& key, const Finding& f) const {
    if (!shows_everywhere(key, f, {})) return "the witness does not show it";
    if (!shows_everywhere(key, f, f.any)) return "a fact is wrongly called indifferent";
    for (const FactId id : p_.facts.ids()) {
      if (std::binary_search(f.any.begin(), f.any.end(), id) || values_of(p_, id).size() < 2) continue;
      std::vector<FactId> more = f.any;
      more.insert(std::upper_bound(more.begin(), more.end(), id), id);
      if (shows_everywhere(key, f, more)) return fmt::format("`{}` does not matter", p_.facts[id].name);
    }
    return std::nullopt;
  }

  const Program& p_;
  const Yardstick& yard_;
  Date today_;
  std::map<Key, Expected> expected_;
  std::set<std::uint32_t> used_;
};

}  // namespace

Yardstick read_all(const Program& program, std::vector<Case> cases) {
  Yardstick out{std::move(cases), {}};
  for (const Case& c : out.cases) out.met.push_back(naive_findings(program, c));
  return out;
}

std::optional<std::string> findings_difference(const Program& program, const Yardstick& yard, const VerifyOptions& options,
                                               FindingTally& tally) {
  Sink sink;
  const Findings found = verify(program, options, sink);
  ++tally.programs;
  tally.cases += yard.cases.size();
  if (sink.has_errors() != yard.cases.empty()) return "errors, though some case is possible; or none, though none is";
  return Comparison(program, yard, options).against(found, tally);
}

}  // namespace jur::test
