#include "verify/account.h"

#include <algorithm>
#include <set>

#include "core/builder.h"
#include "evaluate/conduct.h"
#include "verify/words.h"

namespace jur::proof {
namespace {

using core::NormId;
using core::NormKind;
using core::Program;

using Lines = std::vector<std::string>;

const core::Rule& rule_of(const Program& p, NormId n) { return p.rules[p.norms[n].rule]; }

// As a sentence ends; texts of authors may bring their own full stop.
std::string sentence(std::string text) {
  if (text.back() != '.') text += '.';
  return text;
}

std::string party_text(const Program& p, const Finding& f) {
  Lines parties;
  for (const NormId n : norms_of(f)) {
    std::string name = "`" + p.acts[p.norms[n].act].party + "`";
    if (std::find(parties.begin(), parties.end(), name) == parties.end()) parties.push_back(std::move(name));
  }
  return listed(parties);
}

std::string opening(const Program& p, const Finding& f, const IntervalSet& days, bool cut) {
  const bool meets = f.code == Code::PermissionAgainstBan;
  const std::size_t rules = f.rules.size();
  const std::string them = rules == 1 ? "it" : rules == 2 ? "both" : "all of them";
  const std::string party = party_text(p, f);
  if (f.any.size() == p.facts.size()) {
    if (meets) return "In every case both have effect.";
    return "In no case can " + party + " comply with " + them + ".";
  }
  const core::Fact& calendar = p.facts[p.as_of];
  const std::string when = days == IntervalSet::of(calendar.lo, calendar.hi)
                               ? "of any date"
                               : "dated " + windows_text(p, days, cut) + " (`" + calendar.name + "`)";
  return "There are cases " + when + " in which " + (meets ? "both have effect" : party + " cannot comply with " + them) + ".";
}

std::string demand(const Program& p, NormId n) {
  const core::Norm& norm = p.norms[n];
  const core::Act& act = p.acts[norm.act];
  const std::string what = act.action + (norm.time_text.empty() ? "" : " " + norm.time_text);
  switch (norm.kind) {
    case NormKind::Duty:
      return "requires `" + act.party + "` to " + what;
    case NormKind::Keep:
      return "requires `" + act.party + "` to " + what + ", on every day of that time";
    case NormKind::Ban:
      return "forbids `" + act.party + "` to " + what;
    case NormKind::May:
      return "permits `" + act.party + "` to " + what;
    case NormKind::NeedNot:
      return "says that `" + act.party + "` need not " + what;
  }
  return what;
}

// "Data Protection Acts 1988 and 2003, s. 21(2), “No disclosure without the controller's authority”"
std::string source(const Program& p, const core::Rule& rule) {
  const core::Law& law = p.laws[rule.law];
  std::string out;
  for (const std::string& part : {law.title, law.cite, rule.cite, rule.title.empty() ? "" : "“" + rule.title + "”"}) {
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  }
  return out;
}

std::string provision(const Program& p, const Finding& f, NormId n) {
  const core::Rule& rule = rule_of(p, n);
  const core::Law& law = p.laws[rule.law];
  const bool own = p.orders[law.order].name == law.name;
  std::string out = (own ? "`" + rule.name + "` " : law_name(p, law) + " (`" + rule.name + "`) ") + demand(p, n);
  const std::string from = source(p, rule);
  if (!from.empty()) out += ": " + from;
  const IntervalSet force = holds_where(p, rule.in_force, f.witness, p.as_of);
  const core::Fact& calendar = p.facts[p.as_of];
  if (force != IntervalSet::of(calendar.lo, calendar.hi)) out += ", in force " + windows_text(p, force, false);
  return sentence(out);
}

void provisions(const Program& p, const Finding& f, Lines& out) {
  std::set<std::string> told;
  for (const NormId n : norms_of(f)) {
    out.push_back(provision(p, f, n));
    const core::Rule& rule = rule_of(p, n);
    if (!rule.breach.empty() && told.insert(rule.name).second) out.back() += " " + sentence("A breach means " + rule.breach);
  }
}

struct Link {
  core::ActId from;
  const char* does;
  core::ActId to;
  bool operator==(const Link&) const = default;
};

// Parties are named where a link joins two.
std::string link_text(const Program& p, const Link& l) {
  const core::Act& from = p.acts[l.from];
  const core::Act& to = p.acts[l.to];
  const auto name = [&](const core::Act& a) {
    return "`" + a.action + "`" + (from.party == to.party ? "" : " by `" + a.party + "`");
  };
  return name(from) + " " + l.does + " " + name(to);
}

// A permission meets a ban on what it implies, an exemption a duty that implies its action.
void permission_link(const Program& p, const Finding& f, Lines& out) {
  Link link{{}, "implies", {}};
  for (const NormId n : norms_of(f)) {
    const core::Norm& norm = p.norms[n];
    const bool implies = norm.kind != NormKind::Ban && norm.kind != NormKind::NeedNot;
    (implies ? link.from : link.to) = norm.act;
  }
  if (link.from.valid() && link.to.valid() && link.from != link.to) out.push_back("Here " + link_text(p, link) + ".");
}

// Which actions imply or exclude which in the witness, and which days are left there.
void mechanics(const Program& p, const Finding& f, Lines& out) {
  if (f.code == Code::PermissionAgainstBan) return permission_link(p, f, out);
  std::vector<Link> links;
  const auto say = [&](const Link& link) {
    if (link.from != link.to && std::find(links.begin(), links.end(), link) == links.end()) links.push_back(link);
  };
  const Truths truths(p, f.witness);
  const Conduct conduct(p, truths, f.witness);
  const core::Norm& duty = p.norms[f.norm];
  bool timed = false;
  std::string days = "In the case below `" + rule_of(p, f.norm).name + "` is to be " +
                     (duty.kind == NormKind::Keep ? "kept up " : "met ") + days_text(conduct.days(f.norm));
  for (const Forbidding& s : conduct.forbidding_any(duty.act)) {
    if (!std::binary_search(f.against.begin(), f.against.end(), s.norm)) continue;
    say({duty.act, "implies", s.act});
    if (s.because.valid()) {
      say({p.norms[s.norm].act, "implies", s.because});
      say({s.because, "excludes", s.act});
    }
    timed = timed || s.days.lo > IntervalSet::kMin || s.days.hi < IntervalSet::kMax;
    days += ", and `" + rule_of(p, s.norm).name + "` stands in the way " + days_text(s.days);
  }
  Lines told;
  for (const Link& l : links) told.push_back(link_text(p, l));
  if (!told.empty()) out.push_back("Here " + listed(told) + ".");
  if (timed) out.push_back(days + ".");
}

std::string route_text(const core::Route& r) { return "`" + r.name + "`" + (r.title.empty() ? "" : " (“" + r.title + "”)"); }

void ways_out(const Program& p, const Finding& f, Lines& out) {
  const auto say = [&](const std::vector<core::RouteId>& ids, const std::string& where) {
    Lines routes;
    for (const core::RouteId r : ids) routes.push_back(route_text(p.routes[r]));
    if (routes.empty()) return;
    const bool one = routes.size() == 1;
    out.push_back((one ? "The route " : "The routes ") + listed(routes) + (one ? " leads" : " lead") + " out of " + where + ".");
  };
  say(f.routes, "the case below");
  say(f.elsewhere, f.routes.empty() ? "other cases, not of the one below" : "other cases");
}

}  // namespace

std::string account(const Program& p, const Finding& f, const IntervalSet& days, bool cut) {
  Lines all{opening(p, f, days, cut)};
  provisions(p, f, all);
  mechanics(p, f, all);
  ways_out(p, f, all);
  std::string out;
  for (const std::string& line : all) out += (out.empty() ? "" : "\n") + line;
  return out;
}

std::string acceptance_account(const Program& p, const core::Acceptance& a) {
  std::string out = sentence("It is accepted: " + a.reason);
  if (!a.cite.empty()) out.insert(out.size() - 1, " (" + a.cite + ")");
  Lines routes;
  for (const core::RouteId r : a.routes) routes.push_back(route_text(p.routes[r]));
  if (!routes.empty()) out += "\nWays out: " + listed(routes) + ".";
  if (!a.refer.empty()) out += "\nIt is referred to " + sentence(a.refer);
  if (a.until) out += "\nThe acceptance ends after " + to_string(*a.until) + ".";
  return out;
}

}  // namespace jur::proof
