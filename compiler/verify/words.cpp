#include "verify/words.h"

#include <algorithm>
#include <set>

#include "core/builder.h"
#include "core/case_json.h"
#include "core/modal.h"

namespace jur::proof {
namespace {

using core::NormId;
using core::NormKind;
using core::Program;

const char* saying(NormKind k) {
  switch (k) {
    case NormKind::Duty:
      return "required";
    case NormKind::Keep:
      return "required throughout";
    case NormKind::Ban:
      return "forbidden";
    case NormKind::May:
      return "permitted";
    case NormKind::NeedNot:
      return "not required";
  }
  return "";
}

const core::Rule& rule_of(const Program& p, NormId n) { return p.rules[p.norms[n].rule]; }
const core::Law& law_of(const Program& p, NormId n) { return p.laws[rule_of(p, n).law]; }

std::string names(const std::vector<std::string>& rules) {
  std::string out;
  for (const std::string& r : rules) out += (out.empty() ? "" : ", ") + r;
  return out;
}

}  // namespace

std::string law_name(const Program& p, const core::Law& law) {
  const core::Order& order = p.orders[law.order];
  return order.name == law.name ? "`" + law.name + "`" : order.name + " law";
}

std::vector<NormId> norms_of(const Finding& f) {
  std::vector<NormId> out{f.norm};
  for (const NormId n : f.against) {
    if (n != f.norm) out.push_back(n);
  }
  return out;
}

std::string listed(const std::vector<std::string>& all) {
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) out += (i == 0 ? "" : i + 1 == all.size() ? " and " : ", ") + all[i];
  return out;
}

std::string days_text(Interval i) {
  const auto text = [](std::int64_t d) { return to_string(Date{static_cast<std::int32_t>(d)}); };
  const bool open_lo = i.lo <= IntervalSet::kMin;
  const bool open_hi = i.hi >= IntervalSet::kMax;
  if (open_lo && open_hi) return "on any day";
  if (open_lo) return "until " + text(i.hi);
  if (open_hi) return "from " + text(i.lo) + " on";
  return i.lo == i.hi ? "on " + text(i.lo) : "from " + text(i.lo) + " until " + text(i.hi);
}

std::string headline(const Program& p, const Finding& f) {
  if (!f.norm.valid()) return "rules " + names(f.rules) + " clash";
  std::set<core::OrderId> orders;
  std::string out;
  const core::Act& first = p.acts[p.norms[f.norm].act];
  const std::vector<NormId> norms = norms_of(f);
  for (const NormId n : norms) orders.insert(law_of(p, n).order);
  const bool timed = f.code != Code::PermissionAgainstBan && (f.kind == core::Clash::Kind::Time || norms.size() > 2);
  for (std::size_t i = 0; i < norms.size(); ++i) {
    const core::Norm& norm = p.norms[norms[i]];
    const core::Act& act = p.acts[norm.act];
    if (i > 0) out += i + 1 == norms.size() ? " and " : ", ";
    if (i == 0 || act.party != first.party) out += "`" + act.party + "` ";
    out += core::modal_name(norm.kind);
    if (i == 0 || act.party != first.party || act.action != first.action) out += " " + act.action;
    if ((timed || norm.kind == NormKind::Keep) && !norm.time_text.empty()) out += " " + norm.time_text;
    if (orders.size() > 1) out += " under " + law_name(p, law_of(p, norms[i]));
    out += " (`" + rule_of(p, norms[i]).name + "`)";
  }
  if (orders.size() == 1 && norms.size() > 1)
    out += (norms.size() == 2 ? ", both under " : ", all under ") + law_name(p, law_of(p, f.norm));
  if (norms.size() == 1) out += ", which cannot be done";
  return out;
}

std::string label(const Program& p, NormId n) {
  return std::string(saying(p.norms[n].kind)) + " by " + law_name(p, law_of(p, n));
}

std::string windows_text(const Program& p, const IntervalSet& set, bool cut) {
  constexpr std::size_t kShown = 6;
  const core::Fact& calendar = p.facts[p.as_of];
  std::string out;
  std::size_t n = 0;
  for (const Interval& part : set.parts()) {
    if (n++ == kShown) break;
    const Interval open{part.lo <= calendar.lo ? IntervalSet::kMin : part.lo,
                        part.hi >= calendar.hi ? IntervalSet::kMax : part.hi};
    out += (out.empty() ? "" : ", ") + days_text(open);
  }
  const std::size_t more = set.parts().size() > kShown ? set.parts().size() - kShown : 0;
  if (more > 0 || cut)
    out += cut ? fmt::format(", and in more than {} further periods", more) : fmt::format(", and in {} further periods", more);
  return out;
}

std::vector<ClashDetails::Window> window_details(const Program& p, const IntervalSet& set) {
  const core::Fact& calendar = p.facts[p.as_of];
  std::vector<ClashDetails::Window> out;
  for (const Interval& part : set.parts()) {
    ClashDetails::Window w;
    if (part.lo > calendar.lo) w.from = to_string(Date{static_cast<std::int32_t>(part.lo)});
    if (part.hi < calendar.hi) w.until = to_string(Date{static_cast<std::int32_t>(part.hi)});
    out.push_back(std::move(w));
  }
  return out;
}

std::string witness_text(const Program& p, const Finding& f) {
  std::vector<std::pair<std::string, std::string>> groups;
  for (const core::FactId id : p.facts.ids()) {
    if (std::binary_search(f.any.begin(), f.any.end(), id)) continue;
    const std::string& path = p.facts[id].name;
    const std::size_t dot = path.rfind('.');
    const bool alone = dot == std::string::npos || p.facts[id].assessment;
    const std::string group = alone ? "" : path.substr(0, dot);
    const std::string field = (alone ? path : path.substr(dot + 1)) + ": " + core::show_value(p, id, f.witness[id]);
    const auto at = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == group && !group.empty(); });
    if (at == groups.end()) {
      groups.emplace_back(group, field);
    } else {
      at->second += ", " + field;
    }
  }
  std::string out;
  for (const auto& [group, fields] : groups) out += "\n" + (group.empty() ? fields : group + " { " + fields + " }");
  return out;
}

std::string what_matters(const Program& p, const std::vector<core::FactId>& any, const std::vector<core::FactId>& omitted) {
  std::vector<std::string> pinned;
  std::vector<std::string> beside;  // given although they may have any value
  for (const core::FactId id : p.facts.ids()) {
    const bool free = std::binary_search(any.begin(), any.end(), id);
    const bool left_out = std::binary_search(omitted.begin(), omitted.end(), id);
    if (!free) pinned.push_back("`" + p.facts[id].name + "`");
    if (free && !left_out) beside.push_back("`" + p.facts[id].name + "`");
  }
  if (pinned.empty()) return "";
  if (beside.empty()) return "every fact given matters";
  if (beside.size() < pinned.size()) return "every fact given but " + listed(beside) + " matters";
  return listed(pinned) + (pinned.size() == 1 ? " alone matters" : " alone matter");
}

std::vector<std::string> remedies(const Program& p, const Finding& f) {
  std::vector<std::string> out;
  const std::string& own = f.norm.valid() ? rule_of(p, f.norm).name : f.rules.front();
  std::vector<std::string> others;
  std::copy_if(f.rules.begin(), f.rules.end(), std::back_inserter(others), [&](const std::string& r) { return r != own; });
  const std::string accept =
      "accept contradiction " + own + (others.empty() ? "" : " with " + names(others)) + " { reason \"…\" }";
  if (f.code == Code::PermissionAgainstBan) {
    out.push_back(
        "a permission lifts nothing by itself: say which rule prevails with `notwithstanding` or `subject to`, or limit one with "
        "`unless`");
  } else if (f.code == Code::ContradictionWithinOrder && !others.empty()) {
    out.push_back("say which rule prevails with `notwithstanding` or `subject to`, or limit one with `unless`");
  } else {
    out.push_back("limit a rule with `unless` where the law has an exception" +
                  std::string(others.empty() ? "" : "; no state's rule can lift that of another"));
  }
  out.push_back("if the law itself contradicts itself here, accept it: `" + accept + "`");
  return out;
}

}  // namespace jur::proof
