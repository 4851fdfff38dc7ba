#include <algorithm>
#include <limits>
#include <map>

#include "bruteforce_conduct.h"
#include "core/builder.h"

namespace jur::test {
namespace {

using core::ActId;
using core::Case;
using core::Clash;
using core::FactId;
using core::NormId;
using core::NormKind;
using core::Program;
using core::RuleId;
using core::Value;
using core::Word;

constexpr std::int64_t kOpen = std::numeric_limits<std::int64_t>::max();

struct One {  // an act in one completion
  Word word = Word::Silent;
  std::set<RuleId> rules;
  std::optional<std::pair<std::int64_t, NormId>> due;  // end (kOpen: none known) and duty
  std::optional<std::int64_t> start;                   // -kOpen: not to be told
  std::optional<std::int64_t> until;                   // kOpen: open or not known
  std::map<core::OrderId, Word> orders;
  core::AcceptanceId accepted;
  bool unverified = false;
};

bool is_act_of(const Clash& c, ActId a) { return std::find(c.acts.begin(), c.acts.end(), a) != c.acts.end(); }

bool requires_act(const World& w, NormId n, ActId a) {
  return is_duty(w.p.norms[n]) && w.implied[w.p.norms[n].act.index][a.index] != 0;
}

// The norm bans the act or what it implies, or requires what excludes these.
bool forbids(const World& w, NormId n, ActId a) {
  for (const ActId x : w.p.acts.ids()) {
    if (w.implied[a.index][x.index] == 0) continue;
    if (w.p.norms[n].kind == NormKind::Ban && w.p.norms[n].act == x) return true;
    for (const ActId y : w.p.acts.ids()) {
      if (requires_act(w, n, y) && w.excluded[y.index][x.index] != 0) return true;
    }
  }
  return false;
}

// The norm would, with effect, speak of the act.
bool would_speak(const World& w, NormId n, ActId a) { return w.p.norms[n].act == a || requires_act(w, n, a) || forbids(w, n, a); }

bool rests_on_a_mark(const World& w, const std::set<RuleId>& behind, ActId a) {
  const auto doubtful = [&](RuleId r) {
    const core::CondId d = w.p.rules[r].doubtful;
    return d.valid() && naive_truth(w.p, d, w.c);
  };
  for (const RuleId r : behind) {
    if (w.p.rules[r].unverified || w.p.laws[w.p.rules[r].law].unverified || doubtful(r)) return true;
  }
  for (const NormId n : w.p.norms.ids()) {
    const bool in_effect = naive_truth(w.p, w.p.norms[n].effect, w.c);
    if (!in_effect && doubtful(w.p.norms[n].rule) && would_speak(w, n, a)) return true;
  }
  return false;
}

Word word_of(const World& w, const std::vector<Clash>& clashes, ActId a) {
  const auto some = [&](const auto& is) { return std::any_of(w.norms.begin(), w.norms.end(), is); };
  const auto named = [&](NormKind k) { return some([&](NormId n) { return w.p.norms[n].kind == k && w.p.norms[n].act == a; }); };
  if (std::any_of(clashes.begin(), clashes.end(), [&](const Clash& c) { return is_act_of(c, a); })) return Word::Contradictory;
  if (some([&](NormId n) { return requires_act(w, n, a); })) return Word::Required;
  if (some([&](NormId n) { return forbids(w, n, a); })) return Word::Forbidden;
  if (named(NormKind::May)) return Word::Permitted;
  return named(NormKind::NeedNot) ? Word::Exempt : Word::Silent;
}

bool known(const std::optional<core::DateTerm>& t, const Case& given) {
  return !t || !t->fact.valid() || !given[t->fact].is_unknown();
}

void dates(const World& w, const Case& given, ActId a, One& out) {
  for (const NormId n : w.norms) {
    const core::Norm& norm = w.p.norms[n];
    if (norm.kind != NormKind::Duty || !requires_act(w, n, a)) continue;
    const bool told = norm.period.until && known(norm.period.until, given);
    const std::pair<std::int64_t, NormId> now{told ? core::day_of(*norm.period.until, w.c)->days : kOpen, n};
    if (!out.due || now < *out.due) out.due = now;
  }
  if (out.due) {
    Days open = w.period(out.due->second);
    bool told = known(w.p.norms[out.due->second].period.from, given);
    for (const NormId n : w.norms) {
      const core::Norm& norm = w.p.norms[n];
      if (!forbids(w, n, a)) continue;
      if (norm.kind == NormKind::Duty) {
        open.reset();
      } else {
        open &= ~w.period(n);
        told = told && known(norm.period.from, given) && known(norm.period.until, given);
      }
    }
    for (std::size_t i = 0; i < kDays && !out.start; ++i) {
      if (open[i]) out.start = i == 0 ? -kOpen : day_at(i);
    }
    if (!told) out.start = -kOpen;
  }
  for (const NormId n : w.norms) {
    const core::Norm& norm = w.p.norms[n];
    bool counts = false;
    if (out.word == Word::Required || out.word == Word::Contradictory)
      counts = norm.kind == NormKind::Keep && requires_act(w, n, a);
    if (out.word == Word::Forbidden) counts = forbids(w, n, a);
    if (out.word == Word::Permitted) counts = norm.kind == NormKind::May && norm.act == a;
    if (out.word == Word::Exempt) counts = norm.kind == NormKind::NeedNot && norm.act == a;
    if (!counts) continue;
    const bool told = norm.kind != NormKind::Duty && norm.period.until && known(norm.period.until, given);
    out.until = std::max(out.until.value_or(-kOpen), told ? core::day_of(*norm.period.until, w.c)->days : kOpen);
  }
}

std::vector<One> read(const Program& p, const Case& complete, const Case& given) {
  const World w(p, complete);
  const auto clashes = w.clashes();
  std::vector<One> out(p.acts.size());
  for (const ActId a : p.acts.ids()) {
    One& one = out[a.index];
    one.word = word_of(w, clashes, a);
    dates(w, given, a, one);
    for (const NormId n : w.norms) {
      const core::Norm& norm = p.norms[n];
      const bool counts = (one.word == Word::Required && requires_act(w, n, a)) ||
                          (one.word == Word::Forbidden && forbids(w, n, a)) ||
                          (one.word == Word::Permitted && norm.kind == NormKind::May && norm.act == a) ||
                          (one.word == Word::Exempt && norm.kind == NormKind::NeedNot && norm.act == a);
      if (counts) one.rules.insert(norm.rule);
    }
    if (one.word != Word::Contradictory) continue;
    for (const Clash& c : clashes) {
      if (!is_act_of(c, a)) continue;
      one.rules.insert(c.rules.begin(), c.rules.end());
      for (const core::AcceptanceId id : p.acceptances.ids()) {
        if (!naive_truth(p, p.acceptances[id].when, complete) || !naive_covers(p.acceptances[id], c.rules)) continue;
        one.accepted = std::min(one.accepted, id);
      }
    }
  }
  for (const ActId a : p.acts.ids()) out[a.index].unverified = rests_on_a_mark(w, out[a.index].rules, a);
  for (const core::OrderId o : p.orders.ids()) {
    const World alone(p, complete, o);
    const auto own = alone.clashes();
    for (const ActId a : p.acts.ids()) {
      const Word word = word_of(alone, own, a);
      if (word != Word::Silent) out[a.index].orders[o] = word;
    }
  }
  return out;
}

core::RuleTrace trace_of(const Program& p, RuleId id, const Case& c) {
  using State = core::RuleTrace::State;
  const core::Rule& r = p.rules[id];
  const auto is = [&](core::CondId cond) { return naive_truth(p, cond, c); };
  if (is(r.applies)) return {State::Applies, 0, {}};
  if (!is(r.in_force)) return {State::NotInForce, 0, {}};
  if (!is(r.when)) return {State::OutOfScope, 0, {}};
  for (std::size_t i = 0; i < r.exceptions.size(); ++i) {
    if (is(r.exceptions[i].holds)) return {State::Excepted, static_cast<std::uint32_t>(i), {}};
  }
  for (std::size_t i = 0; i < r.defeated_by.size(); ++i) {
    if (is(r.defeat_when[i]) && is(p.rules[r.defeated_by[i]].applies)) return {State::Defeated, 0, r.defeated_by[i]};
  }
  return {};
}

struct Completion {
  Case c;
  bool valid = false;
  std::vector<One> acts;
};

std::optional<std::vector<Completion>> completions(const Program& p, const Case& given, std::size_t most) {
  const auto all = fillings(p, given, most);
  if (!all) return std::nullopt;
  std::vector<Completion> out;
  for (const Case& c : *all) {
    Completion one{c, true, {}};
    for (const core::CondId a : p.assumptions) one.valid = one.valid && naive_truth(p, a, c);
    out.push_back(std::move(one));
  }
  return out;
}

Word joint_word(const std::vector<Completion>& all, ActId a) {
  std::set<Word> words;
  for (const Completion& c : all) {
    if (c.valid) words.insert(c.acts[a.index].word);
  }
  return words.size() == 1 ? *words.begin() : Word::Undetermined;
}

bool any_valid(const std::vector<Completion>& all) {
  return std::any_of(all.begin(), all.end(), [](const Completion& c) { return c.valid; });
}

void read_all(const Program& p, const Case& given, std::vector<Completion>& all) {
  for (Completion& c : all) c.acts = read(p, c.c, given);
}

core::Verdict join(const Program& p, const std::vector<Completion>& all, ActId a) {
  core::Verdict v;
  v.act = a;
  v.word = joint_word(all, a);
  std::set<RuleId> rules;
  std::set<Word> words;
  std::optional<std::pair<std::int64_t, NormId>> due;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> until;
  bool accepted = v.word == Word::Contradictory;
  for (const Completion& c : all) {
    if (!c.valid) continue;
    const One& one = c.acts[a.index];
    rules.insert(one.rules.begin(), one.rules.end());
    words.insert(one.word);
    v.unverified = v.unverified || one.unverified;
    if (one.due && (!due || *one.due < *due)) due = one.due;
    if (one.until) until = std::max(until.value_or(*one.until), *one.until);
    accepted = accepted && one.accepted.valid();
    v.accepted = std::min(v.accepted, one.accepted);
  }
  for (const Completion& c : all) {
    const One& one = c.acts[a.index];
    if (c.valid && one.due && one.due->first == due->first && one.start) start = std::min(start.value_or(*one.start), *one.start);
  }
  if (!accepted) v.accepted = {};
  v.rules.assign(rules.begin(), rules.end());
  v.possible.assign(words.begin(), words.end());
  if (due && due->first != kOpen) v.deadline = Date{static_cast<std::int32_t>(due->first)};
  if (start && *start != -kOpen) v.not_before = Date{static_cast<std::int32_t>(*start)};
  if (v.word != Word::Undetermined && until && *until != kOpen) v.until = Date{static_cast<std::int32_t>(*until)};
  for (const core::OrderId o : p.orders.ids()) {
    std::set<Word> seen;
    for (const Completion& c : all) {
      const auto it = c.acts[a.index].orders.find(o);
      if (c.valid) seen.insert(it == c.acts[a.index].orders.end() ? Word::Silent : it->second);
    }
    if (seen == std::set{Word::Silent}) continue;
    v.orders.emplace_back(o, seen.size() == 1 ? *seen.begin() : Word::Undetermined);
  }
  return v;
}

bool word_hangs_on(const Program& p, const std::vector<Completion>& all, ActId a, FactId f, bool valid) {
  std::vector<std::pair<std::vector<std::tuple<core::ValueKind, std::int64_t, ValueSet>>, Word>> seen;
  for (const Completion& c : all) {
    if (valid && !c.valid) continue;
    std::vector<std::tuple<core::ValueKind, std::int64_t, ValueSet>> rest;
    for (const FactId other : p.facts.ids()) {
      if (other != f) rest.emplace_back(c.c[other].kind, c.c[other].number, c.c[other].set);
    }
    seen.emplace_back(std::move(rest), c.acts[a.index].word);
  }
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 1; i < seen.size(); ++i) {
    if (seen[i].first == seen[i - 1].first && seen[i].second != seen[i - 1].second) return true;
  }
  return false;
}

}  // namespace

bool naive_covers(const core::Acceptance& acceptance, const std::vector<RuleId>& rules) {
  std::vector<char> used(acceptance.sides.size());
  for (const RuleId r : rules) {
    bool found = false;
    for (std::size_t i = 0; i < used.size(); ++i) {
      const auto& side = acceptance.sides[i];
      if (std::find(side.begin(), side.end(), r) == side.end()) continue;
      found = true;
      used[i] = 1;
    }
    if (!found) return false;
  }
  return used.size() < 2 || std::find(used.begin(), used.end(), 0) == used.end();
}

std::optional<core::Outcome> naive_evaluate(const Program& p, const Case& given, std::size_t most) {
  core::Outcome out;
  Case base = given;
  std::vector<FactId> presumed;
  for (const FactId f : p.facts.ids()) {
    if (!given[f].is_unknown() || !p.facts[f].presumed) continue;
    base[f] = *p.facts[f].presumed;
    presumed.push_back(f);
  }
  auto all = completions(p, base, most);
  if (all && !any_valid(*all)) {
    base = given;
    presumed.clear();
    all = completions(p, base, most);
  }
  if (!all) return std::nullopt;
  out.possible = any_valid(*all);
  if (!out.possible) return out;
  read_all(p, base, *all);
  for (const ActId a : p.acts.ids()) {
    core::Verdict v = join(p, *all, a);
    for (const bool valid : {true, false}) {
      if (v.word != Word::Undetermined || !v.missing.empty()) break;
      for (const FactId f : p.facts.ids()) {
        if (base[f].is_unknown() && word_hangs_on(p, *all, a, f, valid)) v.missing.push_back(f);
      }
    }
    out.verdicts.push_back(std::move(v));
  }
  for (const FactId f : presumed) {
    for (const Value& value : values_of(p, f)) {
      if (value == base[f]) continue;
      Case other = base;
      other[f] = value;
      auto others = completions(p, other, most);
      if (!others || !any_valid(*others)) continue;
      read_all(p, other, *others);
      for (core::Verdict& v : out.verdicts) {
        const Word word = joint_word(*others, v.act);
        const bool told = std::any_of(v.open.begin(), v.open.end(), [&](const auto& q) { return q.fact == f && q.word == word; });
        if (word != v.word && !told) v.open.push_back({f, value, word});
      }
    }
  }
  for (const RuleId r : p.rules.ids()) {
    std::optional<core::RuleTrace> trace;
    for (const Completion& c : *all) {
      if (!c.valid) continue;
      const core::RuleTrace now = trace_of(p, r, c.c);
      if (!trace) trace = now;
      if (trace->state != now.state || trace->exception != now.exception || trace->by != now.by) {
        trace = core::RuleTrace{core::RuleTrace::State::Unknown, 0, {}};
        break;
      }
    }
    out.rules.push_back(*trace);
  }
  return out;
}

}  // namespace jur::test
