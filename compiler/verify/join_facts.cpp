#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/case_json.h"
#include "verify/join.h"

namespace jur::proof {
namespace {

using core::Domain;
using core::DomainId;
using core::Fact;
using core::FactId;
using core::FactKind;
using core::Value;
using core::ValueKind;

bool has_members(const Fact& f) { return f.kind == FactKind::Enum || f.kind == FactKind::Set; }

std::vector<std::string> without(const Domain& all, const Domain& some) {
  std::vector<std::string> out;
  for (const std::string& m : all.members) {
    if (std::find(some.members.begin(), some.members.end(), m) == some.members.end()) out.push_back(m);
  }
  return out;
}

std::string type_text(const core::Program& p, const Fact& f) {
  const std::string none = f.or_none ? " or none" : "";
  switch (f.kind) {
    case FactKind::Bool:
      return (f.assessment ? "an assessment" : "`bool`") + none;
    case FactKind::Enum:
      return fmt::format("`{}{}`", p.domains[f.domain].name, none);
    case FactKind::Int:
      return fmt::format("`int {}..{}{}`", f.lo, f.hi, none);
    case FactKind::Date:
      return fmt::format("`date{}`", none);
    case FactKind::Set:
      return fmt::format("`set of {}{}`", p.domains[f.domain].name, none);
  }
  return {};
}

std::string subject(const Fact& f) { return fmt::format("{} `{}`", f.assessment ? "assessment" : "fact", f.name); }

std::string value_text(const core::Program& p, FactId f, const std::optional<Value>& v) {
  return v ? fmt::format("`{}`", core::show_value(p, f, *v)) : "none";
}

std::string names(const std::vector<std::string>& all) { return fmt::format("`{}`", fmt::join(all, "`, `")); }

}  // namespace

// Enums of one name are the same; where names occur twice, in their order.
void Joined::join_domains() {
  const core::Program& before = *versions[0].program;
  const core::Program& after = *versions[1].program;
  std::array<std::vector<std::optional<DomainId>>, 2> partner;
  partner[0].resize(before.domains.size());
  partner[1].resize(after.domains.size());
  const auto link = [&](DomainId b, DomainId a) {
    const bool common = without(before.domains[b], after.domains[a]).size() < before.domains[b].members.size();
    if (partner[0][b.index] || partner[1][a.index] || !common) return;
    partner[0][b.index] = a;
    partner[1][a.index] = b;
  };
  for (const DomainId b : before.domains.ids()) {
    for (const DomainId a : after.domains.ids()) {
      if (before.domains[b].name == after.domains[a].name) link(b, a);
    }
  }
  for (const Fact& b : before.facts.all()) {
    for (const Fact& a : after.facts.all()) {
      if (a.name == b.name && a.kind == b.kind && has_members(a)) link(b.domain, a.domain);
    }
  }
  for (const std::size_t v : {1U, 0U}) {
    const core::Program& p = *versions[v].program;
    versions[v].members.resize(p.domains.size());
    domains_[v].resize(p.domains.size());
    for (const DomainId d : p.domains.ids()) {
      const auto other = partner[v][d.index];
      if (v == 0 && other) {
        domains_[0][d.index] = domains_[1][other->index];
      } else {
        Domain out = p.domains[d];
        if (other) {
          std::erase_if(out.members, [&](const std::string& m) {
            const auto& theirs = before.domains[*other].members;
            return std::find(theirs.begin(), theirs.end(), m) == theirs.end();
          });
        }
        out.titles.resize(out.members.size());
        domains_[v][d.index] = program.domains.add(std::move(out));
      }
      std::map<std::string, std::size_t> at;
      const auto& joined = program.domains[domains_[v][d.index]].members;
      for (std::size_t i = 0; i < joined.size(); ++i) at.emplace(joined[i], i);
      for (const std::string& m : p.domains[d].members) {
        const auto it = at.find(m);
        versions[v].members[d.index].push_back(it == at.end() ? std::nullopt : std::optional(it->second));
      }
    }
  }
  for (const DomainId b : before.domains.ids()) {
    if (!partner[0][b.index]) continue;
    const Domain& old = before.domains[b];
    const Domain& now = after.domains[*partner[0][b.index]];
    const auto gone = without(old, now);
    const auto come = without(now, old);
    const std::string what = fmt::format("enum `{}`", now.name);
    if (!gone.empty())
      say(what, fmt::format("no longer has {}: cases with {} are not compared", names(gone), gone.size() == 1 ? "it" : "them"),
          true);
    if (!come.empty())
      say(what, fmt::format("has {} besides: cases with {} are not compared", names(come), come.size() == 1 ? "it" : "them"),
          false);
  }
}

void Joined::join_facts() {
  const core::Program& before = *versions[0].program;
  const core::Program& after = *versions[1].program;
  versions[0].facts.resize(before.facts.size());
  versions[1].facts.resize(after.facts.size());
  std::map<std::string, FactId> old;
  for (const FactId f : before.facts.ids()) old.emplace(before.facts[f].name, f);
  std::vector<std::pair<std::size_t, FactId>> alone;
  std::set<std::string> retyped;
  for (const FactId f : after.facts.ids()) {
    const auto it = old.find(after.facts[f].name);
    const Fact& now = after.facts[f];
    if (it != old.end()) {
      const Fact& was = before.facts[it->second];
      const bool same_enum = !has_members(now) || domains_[0][was.domain.index] == domains_[1][now.domain.index];
      const bool numbers = now.kind != FactKind::Int || std::max(now.lo, was.lo) <= std::min(now.hi, was.hi);
      if (now.kind == was.kind && same_enum && numbers) {
        compare_fact(it->second, f);
        continue;
      }
      retyped.insert(now.name);
      say(subject(now),
          fmt::format("was {} and is {}: verdicts are compared for each pair of values, or for its default where it has one",
                      type_text(before, was), type_text(after, now)),
          true);
    }
    alone.emplace_back(1, f);
    versions[1].facts[f.index] = add_fact(now, has_members(now) ? domains_[1][now.domain.index] : DomainId());
  }
  for (const FactId f : before.facts.ids()) {
    if (versions[0].facts[f.index].valid()) continue;
    const Fact& was = before.facts[f];
    alone.emplace_back(0, f);
    versions[0].facts[f.index] = add_fact(was, has_members(was) ? domains_[0][was.domain.index] : DomainId());
  }
  for (const auto& [version, f] : alone) lone_fact(version, f, retyped.contains(versions[version].program->facts[f].name));
}

FactId Joined::add_fact(Fact fact, DomainId domain) {
  fact.domain = domain;
  fact.fallback.reset();
  fact.presumed.reset();
  return program.facts.add(std::move(fact));
}

void Joined::compare_fact(FactId b, FactId a) {
  const core::Program& before = *versions[0].program;
  const core::Program& after = *versions[1].program;
  const Fact& was = before.facts[b];
  const Fact& now = after.facts[a];
  Fact joined = now;
  joined.or_none = was.or_none && now.or_none;
  joined.lo = std::max(was.lo, now.lo);
  joined.hi = std::min(was.hi, now.hi);
  const FactId f = add_fact(joined, has_members(now) ? domains_[1][now.domain.index] : DomainId());
  versions[0].facts[b.index] = f;
  versions[1].facts[a.index] = f;
  program.facts[f].fallback = now.fallback ? joined_value(1, a, *now.fallback) : std::nullopt;
  program.facts[f].presumed = now.presumed ? joined_value(1, a, *now.presumed) : std::nullopt;

  const std::string what = subject(now);
  if (was.lo != now.lo || was.hi != now.hi) {
    say(what,
        fmt::format("was {} and is {}: numbers that one version lacks are not compared", type_text(before, was),
                    type_text(after, now)),
        was.lo < now.lo || was.hi > now.hi);
  }
  if (was.or_none != now.or_none)
    say(what, fmt::format("{} be none: such cases are not compared", was.or_none ? "can no longer" : "can now"), was.or_none);
  const auto text = [](const core::Program& p, FactId id, const std::optional<Value>& v) { return value_text(p, id, v); };
  const std::string old_default = text(before, b, was.fallback);
  const std::string new_default = text(after, a, now.fallback);
  if (old_default != new_default) {
    const bool refused = !now.fallback && !now.optional;
    say(what,
        fmt::format("had the default {} and has {}: a case that leaves it out {}", old_default, new_default,
                    refused ? "is refused now" : "means something else now"),
        was.fallback.has_value() || was.optional);
  }
  const std::string old_presumed = text(before, b, was.presumed);
  const std::string new_presumed = text(after, a, now.presumed);
  if (old_presumed != new_presumed) {
    const std::string change = !now.presumed   ? fmt::format("was presumed {} and has no presumption", old_presumed)
                               : !was.presumed ? fmt::format("had no presumption and is presumed {}", new_presumed)
                                               : fmt::format("was presumed {} and is presumed {}", old_presumed, new_presumed);
    say(what, change + ": until it is known verdicts may differ", true);
  }
  if (was.optional != now.optional) say(what, was.optional ? "may no longer be unknown" : "may now be unknown", was.optional);
}

void Joined::lone_fact(std::size_t version, FactId f, bool told) {
  const Version& v = versions[version];
  const Fact& fact = v.program->facts[f];
  const bool old = version == 0;
  std::string text = old ? "is gone" : "is new";
  const auto value = fact.fallback && f != v.program->as_of ? joined_value(version, f, *fact.fallback) : std::nullopt;
  if (value) {
    const core::CondId pinned = equals(v.facts[f.index], *value);
    defaults.push_back(pinned);
    program.assumptions.push_back(pinned);
    program.facts[v.facts[f.index]].fallback = value;
    text += fmt::format("; verdicts are compared where it has its default {}", value_text(*v.program, f, fact.fallback));
  } else {
    text += "; verdicts are compared for each of its values";
  }
  const bool breaking = old || (!fact.fallback && !fact.optional);
  if (breaking) text += old ? ": a case that gives it is refused now" : ": a case must give it now";
  if (!told) say(subject(fact), text, breaking);
}

std::optional<Value> Joined::joined_value(std::size_t version, FactId f, const Value& v) const {
  const Version& side = versions[version];
  const Fact& fact = side.program->facts[f];
  const Fact& joined = program.facts[side.facts[f.index]];
  if (v.is_none()) return joined.or_none ? std::optional(v) : std::nullopt;
  if (fact.kind == FactKind::Int && (v.number < joined.lo || v.number > joined.hi)) return std::nullopt;
  if (!has_members(fact) || v.is_unknown()) return v.is_unknown() ? std::nullopt : std::optional(v);
  const auto& members = side.members[fact.domain.index];
  if (v.kind == ValueKind::Enum) {
    const auto at = members[static_cast<std::size_t>(v.number)];
    return at ? std::optional(Value::of_enum(*at)) : std::nullopt;
  }
  ValueSet s(program.domains[joined.domain].members.size());
  for (const std::size_t m : v.set.members()) {
    if (!members[m]) return std::nullopt;
    s.insert(*members[m]);
  }
  return Value::of_set(std::move(s));
}

core::CondId Joined::equals(FactId f, const Value& v) {
  switch (v.kind) {
    case ValueKind::None:
      return build.is_none(f);
    case ValueKind::Bool:
      return v.number != 0 ? build.is_true(f) : build.all({build.not_(build.is_true(f)), build.not_(build.is_none(f))});
    case ValueKind::Enum: {
      ValueSet s(program.domains[program.facts[f].domain].members.size());
      s.insert(static_cast<std::size_t>(v.number));
      return build.in_set(f, s);
    }
    case ValueKind::Int:
    case ValueKind::Date:
      return build.in_range(f, IntervalSet::of(v.number, v.number));
    case ValueKind::Set: {
      std::vector<core::CondId> parts{build.not_(build.meets(f, v.set.complement()))};
      for (const std::size_t m : v.set.members()) {
        ValueSet one(v.set.size());
        one.insert(m);
        parts.push_back(build.meets(f, one));
      }
      return build.all(parts);
    }
    case ValueKind::Unknown:
      break;
  }
  return build.always();
}

}  // namespace jur::proof
