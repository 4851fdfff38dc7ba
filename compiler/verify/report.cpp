#include "verify/report.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/case_json.h"
#include "verify/account.h"
#include "verify/words.h"

namespace jur {
namespace {

using core::Program;

struct Entry {
  const Program* program = nullptr;
  const Finding* finding = nullptr;  // the one whose witness is shown
  IntervalSet days;
  std::vector<ClashDetails::Act> acts;
  bool cut = false;
  bool accepted = true;
  bool detailed = true;
};
using Key = std::pair<bool, std::vector<std::string>>;  // a permission?, names: in the order in which verify() details them

void add(Entry& e, const Program& p, const Finding& f) {
  const bool accepted = f.accepted.valid();
  if (accepted && !e.accepted) return;
  if (e.program == nullptr || (e.accepted && !accepted)) e = Entry{&p, &f, {}, {}, false, accepted, true};
  e.days = e.days.unite(f.days);
  e.cut = e.cut || f.cut;
  e.detailed = e.detailed && f.detailed;
  for (const core::ActId a : f.acts) e.acts.push_back({p.acts[a].party, p.acts[a].action});
  std::sort(e.acts.begin(), e.acts.end());
  e.acts.erase(std::unique(e.acts.begin(), e.acts.end()), e.acts.end());
}

ClashDetails details(const Entry& e) {
  const Program& p = *e.program;
  ClashDetails out;
  out.acts = e.acts;
  out.rules = e.finding->rules;
  out.accepted = e.accepted;
  out.windows = proof::window_details(p, e.days);
  if (!e.finding->witness.values.empty()) out.witness = core::write_case(p, e.finding->witness, e.finding->any);
  return out;
}

Span place(const Program& p, const Finding& f) {
  if (f.accepted.valid()) return p.acceptances[f.accepted].span;
  if (f.norm.valid()) return p.norms[f.norm].span;
  for (const core::Rule& r : p.rules.all()) {
    if (r.name == f.rules.front()) return r.span;
  }
  return p.span;
}

// The case as a scenario; where there is none, its facts that matter.
std::string example(const Program& p, const Finding& f, const WriteScenario& write) {
  const std::string scenario = write && f.shown ? write(p, f) : "";
  const std::string pinned = proof::what_matters(p, f.any, f.omitted);
  if (!scenario.empty()) return (pinned.empty() ? "any case shows it" : "the smallest such case, in which " + pinned) + scenario;
  const std::string facts = proof::witness_text(p, f);
  return facts.empty() ? "any case shows it" : "the smallest such case, whatever its other facts:" + facts;
}

void describe(const Entry& e, const WriteScenario& write, Diagnostic& d) {
  const Program& p = *e.program;
  const Finding& f = *e.finding;
  if (!f.norm.valid()) return;
  std::string account = proof::account(p, f, e.days, e.cut);
  if (e.accepted) {
    const core::Acceptance& a = p.acceptances[f.accepted];
    d.at_primary("accepted here" + (a.refer.empty() ? "" : ", referred to " + a.refer));
    account += "\n" + proof::acceptance_account(p, a);
  } else {
    d.at_primary(proof::label(p, f.norm));
    for (const core::NormId n : f.against) {
      if (n != f.norm) d.label(p.norms[n].span, proof::label(p, n));
    }
  }
  d.note(std::move(account));
  d.note(example(p, f, write));
  if (e.accepted) return;
  for (std::string& line : proof::remedies(p, f)) d.help(std::move(line));
}

void tell(Code code, const Entry& e, const WriteScenario& write, Sink& sink) {
  Diagnostic d{};
  d.code = code;
  d.name = catalogue(code).name;
  d.severity = e.accepted ? Severity::Note : catalogue(code).severity;
  d.message = proof::headline(*e.program, *e.finding);
  d.primary = place(*e.program, *e.finding);
  describe(e, write, d);
  d.clash = details(e);
  sink.append(d);
}

std::vector<std::string> laws_of(const Program& p, std::span<const core::RuleId> rules) {
  std::vector<std::string> out;
  for (const core::RuleId r : rules) out.push_back(p.laws[p.rules[r].law].name);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Adds what is unlisted, each pair once; what stands in one program is accepted in none.
void add_unlisted(std::span<const Verified> verified, std::map<Key, Entry>& entries, Unlisted& out) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Verified& v : verified) {
    std::map<std::pair<core::LawId, core::LawId>, std::size_t> laws;
    for (const UnlistedPair& u : v.findings->unlisted) {
      const core::Rule& a = v.program->rules[u.first];
      const core::Rule& b = v.program->rules[u.second];
      if (verified.size() > 1) {
        if (!seen.emplace(a.name, b.name).second) continue;
        const auto known = entries.find({false, {a.name, b.name}});
        if (known != entries.end() && !known->second.accepted) continue;
        if (known != entries.end()) entries.erase(known);
      }
      ++out.count;
      ++laws[std::minmax({a.law, b.law})];
    }
    for (const auto& [pair, count] : laws) {
      std::vector<std::string> names{v.program->laws[pair.first].name, v.program->laws[pair.second].name};
      std::sort(names.begin(), names.end());
      names.erase(std::unique(names.begin(), names.end()), names.end());
      out.laws[std::move(names)] += count;
    }
  }
}

// Each pair once; one that stands somewhere is not counted here, nor one that has details from another program, which are then
// not all of its details.
void count_accepted(std::span<const Verified> verified, std::map<Key, Entry>& entries, Unlisted& out) {
  if (verified.size() == 1) {
    out.accepted += verified.front().findings->accepted.size();
    return;
  }
  std::set<std::pair<std::string_view, std::string_view>> seen;
  const auto names = [](const Verified& v, const UnlistedPair& u) {
    return std::pair<std::string_view, std::string_view>(v.program->rules[u.first].name, v.program->rules[u.second].name);
  };
  for (const Verified& v : verified) {
    for (const UnlistedPair& u : v.findings->unlisted) seen.insert(names(v, u));
  }
  for (const Verified& v : verified) {
    for (const UnlistedPair& u : v.findings->accepted) {
      const auto [first, second] = names(v, u);
      if (!seen.emplace(first, second).second) continue;
      const auto known = entries.find({false, {std::string(first), std::string(second)}});
      if (known == entries.end()) {
        ++out.accepted;
      } else {
        known->second.detailed = false;
      }
    }
  }
}

Unlisted report_findings(std::span<const Verified> verified, std::size_t limit, const WriteScenario& write, Sink& sink) {
  std::map<Key, Entry> entries;
  for (const Verified& v : verified) {
    for (const Finding& f : v.findings->all) add(entries[{f.code == Code::PermissionAgainstBan, f.rules}], *v.program, f);
  }
  Unlisted out;
  add_unlisted(verified, entries, out);
  count_accepted(verified, entries, out);
  std::size_t standing = 0;
  std::size_t accepted = 0;
  for (const auto& [key, e] : entries) {
    if (e.accepted && limit != 0 && (accepted == limit || !e.detailed)) {
      ++out.accepted;
      continue;
    }
    if (e.accepted) ++accepted;
    const bool counts = !e.accepted && !key.first;
    if (counts) ++standing;
    if (counts) ++out.laws[laws_of(*e.program, e.finding->instances)];
    if (!counts || limit == 0 || standing <= limit) tell(e.finding->code, e, write, sink);
  }
  if (limit != 0 && standing > limit) out.count += standing - limit;
  if (out.count == 0) out.laws.clear();
  return out;
}

void report_acceptances(std::span<const Verified> verified, Sink& sink) {
  std::map<Span, std::pair<const core::Acceptance*, AcceptanceState>> states;
  bool complete = true;
  for (const Verified& v : verified) {
    complete = complete && v.findings->complete;
    for (std::size_t i = 0; i < v.findings->acceptances.size(); ++i) {
      const core::Acceptance& a = v.program->acceptances[core::AcceptanceId(i)];
      const AcceptanceState state = v.findings->acceptances[i];
      const auto [it, fresh] = states.try_emplace(a.span, &a, state);
      if (!fresh && state == AcceptanceState::Covers) it->second.second = state;
    }
  }
  for (const auto& [span, known] : states) {
    if (known.second != AcceptanceState::Idle || complete) report_acceptance(*known.first, known.second, sink);
  }
}

}  // namespace

void report_finding(const core::Program& program, const Finding& finding, Sink& sink, const WriteScenario& write) {
  Entry e;
  add(e, program, finding);
  tell(finding.code, e, write, sink);
}

void report_acceptance(const core::Acceptance& acceptance, AcceptanceState state, Sink& sink) {
  switch (state) {
    case AcceptanceState::Covers:
      return;
    case AcceptanceState::Expired:
      sink.report(Code::AcceptanceExpired, acceptance.span, to_string(acceptance.until.value_or(kLastDate)))
          .help("what it covered is a finding again: review it, then set a later `until`, or take it out");
      return;
    case AcceptanceState::Idle:
      if (acceptance.library) return;
      sink.report(Code::AcceptanceIdle, acceptance.span)
          .help("take it out, or name the rules of a finding: each of its rules on some side, and one at least from each side");
      return;
  }
}

Unlisted report(std::span<const Verified> verified, std::size_t limit, Sink& sink, const WriteScenario& write) {
  Unlisted unlisted = report_findings(verified, limit, write, sink);
  report_acceptances(verified, sink);
  return unlisted;
}

}  // namespace jur
