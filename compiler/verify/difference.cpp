#include "verify/difference.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "evaluate/evaluate.h"
#include "evaluate/judge.h"
#include "verify/slice.h"
#include "verify/verdict_dates.h"

namespace jur {
namespace {

using core::ActId;
using core::CondId;
using core::FactId;
using core::Word;
using proof::Conditions;
using proof::Inquiry;
using proof::Joined;

constexpr std::array kWordsOfCases{Word::Contradictory, Word::Required, Word::Forbidden,
                                   Word::Permitted,     Word::Exempt,   Word::Silent};

class Comparer {
 public:
  Comparer(const core::Program& before, const core::Program& after, const VerifyOptions& options, Sink& sink)
      : programs_{&before, &after}, options_(options), sink_(sink), joined_(before, after) {}

  Differences run() {
    out_.cases = std::move(joined_.changes);
    compare_assumptions();
    slice_ = proof::slice(joined_);
    compare_outputs();
    Conditions conditions(joined_.program);
    Inquiry q(conditions, options_, sink_);
    q_ = &q;
    proof::WordConditions words(q);
    words_ = &words;
    proof::VerdictDates dates(conditions, words, joined_.day);
    dates_ = &dates;
    if (q.find({}) || !q.complete()) {
      for (const std::size_t k : compared_) compare(k);
    } else {
      out_.cases.push_back({"the assumptions", "of the two versions contradict each other: no case is possible in both", true});
    }
    out_.complete = out_.complete && q.complete();
    out_.questions += q.solver().questions();
    return std::move(out_);
  }

 private:
  // Cases that one version takes and the other does not.
  void compare_assumptions() {
    const auto set_of = [&](std::size_t v) {
      const auto& all = joined_.versions[v].assumptions;
      return std::set<CondId>(all.begin(), all.end());
    };
    const std::set<CondId> before = set_of(0);
    const std::set<CondId> after = set_of(1);
    if (before == after) return;
    core::Program bare = joined_.program;
    bare.norms = {};
    bare.assumptions = joined_.defaults;
    Conditions conditions(bare);
    Inquiry q(conditions, options_, sink_);
    core::Builder& build = conditions.builder();
    q.about(programs_[1]->span, "which cases the assumptions leave");
    const auto all = [&](std::size_t v) { return build.all(joined_.versions[v].assumptions); };
    if (const auto c = q.find({all(0), build.not_(all(1))}))
      out_.cases.push_back({"the assumptions", "leave out cases that were possible: these are refused now", true});
    if (const auto c = q.find({all(1), build.not_(all(0))}))
      out_.cases.push_back({"the assumptions", "leave room for cases that were not possible: these are not compared", false});
    out_.complete = out_.complete && q.complete();
    out_.questions += q.solver().questions();
  }

  void compare_outputs() {
    std::array<std::set<ActId>, 2> given;
    for (const std::size_t v : {0U, 1U}) {
      for (const ActId a : programs_[v]->outputs) given[v].insert(joined_.versions[v].acts[a.index]);
    }
    for (std::size_t k = 0; k < joined_.acts.size(); ++k) {
      const auto& acts = joined_.acts[k];
      const bool before = given[0].contains(acts[0]);
      const bool after = given[1].contains(acts[1]);
      if (!before && !after) continue;
      ++out_.acts;
      if (slice_.acts[k] != 0) compared_.push_back(k);
      if (before == after) continue;
      const core::Act& act = joined_.program.acts[before ? acts[0] : acts[1]];
      const bool known = acts[0].valid() && acts[1].valid();
      std::string text = before ? "is no longer decided" : "is decided now";
      if (!known) text += before ? "; the new version lacks it, and is silent" : "; the old version lacks it, and is silent";
      out_.cases.push_back({fmt::format("`{} {}`", act.party, act.action), std::move(text), before});
    }
  }

  CondId word(std::size_t k, std::size_t version, Word w) {
    const ActId act = joined_.acts[k][version];
    if (!act.valid()) return q_->conditions().builder().constant(w == Word::Silent);
    return words_->word(act, w);
  }

  void compare(std::size_t k) {
    core::Builder& build = q_->conditions().builder();
    const auto& acts = joined_.acts[k];
    const core::Act& act = joined_.program.acts[acts[1].valid() ? acts[1] : acts[0]];
    const auto about = [&] {
      q_->about(acts[1].valid() ? act.origin : programs_[1]->span,
                fmt::format("whether the verdict on `{} {}` is the same", act.party, act.action));
    };
    about();
    struct Change {
      Word from;
      Word to;
      CondId where;
    };
    std::vector<Change> changes;
    std::vector<CondId> some;
    const CondId moved = build.any({slice_.region, slice_.moved});
    for (const Word from : kWordsOfCases) {
      for (const Word to : kWordsOfCases) {
        CondId where = build.never();
        if (from != to) {
          where = build.all({slice_.region, word(k, 0, from), word(k, 1, to)});
        } else if (acts[0].valid() && acts[1].valid()) {
          where = build.all({moved, dates_->differ(acts[0], acts[1], from)});
        }
        if (where == build.never()) continue;
        changes.push_back({from, to, where});
        some.push_back(where);
      }
    }
    // Each answer is one of the changes; asked until there is none besides those found.
    std::vector<char> found(changes.size());
    while (const auto c = q_->find({build.any(some)})) {
      std::size_t at = 0;
      while (at < changes.size() && (found[at] != 0 || !q_->holds(changes[at].where, *c))) ++at;
      if (at == changes.size()) {
        q_->mismatch();
        break;
      }
      found[at] = 1;
      std::erase(some, changes[at].where);
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (found[i] == 0) continue;
      about();
      describe(k, changes[i].from, changes[i].to, build.all({q_->possible(), changes[i].where}));
    }
  }

  void describe(std::size_t k, Word from, Word to, CondId where) {
    const proof::Windows windows = q_->windows(where);
    const auto witness = q_->witness(where, windows.days);
    if (!witness) {
      q_->mismatch();
      return;
    }
    const auto& acts = joined_.acts[k];
    const core::Act& act = joined_.program.acts[acts[1].valid() ? acts[1] : acts[0]];
    Difference d;
    d.party = act.party;
    d.action = act.action;
    d.from = from;
    d.to = to;
    d.days = windows.days;
    d.cut = windows.cut;
    const std::vector<FactId> any = q_->indifferent(where, *witness);
    for (const std::size_t v : {0U, 1U}) {
      Difference::Side& side = v == 0 ? d.before : d.after;
      if (acts[v].valid()) {
        const auto& own = joined_.versions[v].acts;
        side.act = ActId(static_cast<std::size_t>(std::find(own.begin(), own.end(), acts[v]) - own.begin()));
      }
      side.witness = joined_.case_of(v, *witness);
      side.any = joined_.facts_of(v, any);
      judge(v, side);
      keep_dates(v, side);
    }
    if (!confirmed(d)) {
      q_->mismatch();
      return;
    }
    for (const std::size_t v : {0U, 1U}) find_changed(k, v, v == 0 ? d.before : d.after, *witness);
    for (const std::size_t v : {0U, 1U}) show(v, d);
    out_.all.push_back(std::move(d));
  }

  void judge(std::size_t v, Difference::Side& side) const {
    std::vector<ActId> acts;
    if (side.act.valid()) acts.push_back(side.act);
    core::Outcome outcome = evaluate(*programs_[v], side.witness, acts);
    side.rules = std::move(outcome.rules);
    if (!outcome.verdicts.empty()) side.verdict = std::move(outcome.verdicts.front());
  }

  [[nodiscard]] static bool confirmed(const Difference& d) {
    const auto word = [](const Difference::Side& s) { return s.verdict ? s.verdict->word : Word::Silent; };
    if (d.before.rules.empty() && d.after.rules.empty()) return false;
    if (word(d.before) != d.from || word(d.after) != d.to) return false;
    return d.from != d.to || dates_differ(*d.before.verdict, *d.after.verdict);
  }

  [[nodiscard]] static bool dates_differ(const core::Verdict& a, const core::Verdict& b) {
    return a.deadline != b.deadline || a.hours != b.hours || a.not_before != b.not_before || a.until != b.until;
  }

  // Rules with a norm that has effect on one side alone, of those that the verdict may hang on.
  void find_changed(std::size_t k, std::size_t v, Difference::Side& side, const core::Case& witness) const {
    const proof::Version& version = joined_.versions[v];
    const core::Program& p = *programs_[v];
    const core::Program& other = *programs_[1 - v];
    const std::vector<core::RuleId>& theirs = joined_.versions[1 - v].rules;
    std::vector<std::vector<core::NormId>> norms(other.rules.size());
    for (const core::NormId n : other.norms.ids()) norms[other.norms[n].rule.index].push_back(n);
    std::vector<std::size_t> seen(p.rules.size());
    std::set<core::RuleId> changed;
    std::set<core::RuleId> idle;
    for (const core::Norm& n : p.norms.all()) {
      const std::size_t place = seen[n.rule.index]++;
      const core::RuleId partner = slice_.partner[version.rules[n.rule.index].index];
      const bool here = q_->holds(version.conds[n.effect.index], witness);
      bool there = false;
      if (partner.valid()) {
        const auto at = static_cast<std::size_t>(std::find(theirs.begin(), theirs.end(), partner) - theirs.begin());
        const CondId effect = other.norms[norms[at][place]].effect;
        there = q_->holds(joined_.versions[1 - v].conds[effect.index], witness);
      }
      if (here == there || grouped(v, n.act) != slice_.groups[k]) continue;
      changed.insert(n.rule);
      if (!here && side.rules[n.rule.index].state == core::RuleTrace::State::Applies) idle.insert(n.rule);
    }
    side.changed.assign(changed.begin(), changed.end());
    side.idle.assign(idle.begin(), idle.end());
  }

  [[nodiscard]] std::size_t grouped(std::size_t v, ActId own) const {
    const ActId act = joined_.versions[v].acts[own.index];
    const auto at = std::find_if(joined_.acts.begin(), joined_.acts.end(), [&](const auto& pair) { return pair[v] == act; });
    return slice_.groups[static_cast<std::size_t>(at - joined_.acts.begin())];
  }

  // Dates from which the verdict's own are reckoned are shown, whatever they are.
  void keep_dates(std::size_t v, Difference::Side& side) const {
    if (!side.verdict) return;
    const core::Program& p = *programs_[v];
    for (const core::Norm& n : p.norms.all()) {
      if (!std::binary_search(side.verdict->rules.begin(), side.verdict->rules.end(), n.rule)) continue;
      for (const auto* term : {&n.period.from, &n.period.until}) {
        if (*term && (*term)->fact.valid()) std::erase(side.any, (*term)->fact);
      }
    }
  }

  void show(std::size_t v, Difference& d);
  [[nodiscard]] bool passes(std::size_t v, const core::Scenario& s) const {
    const Judgment j = jur::judge(*programs_[v], s);
    return j.possible && j.unmet.empty();
  }

  std::array<const core::Program*, 2> programs_;
  const VerifyOptions& options_;
  Sink& sink_;
  Joined joined_;
  proof::Slice slice_;
  Inquiry* q_ = nullptr;
  proof::WordConditions* words_ = nullptr;
  proof::VerdictDates* dates_ = nullptr;
  std::vector<std::size_t> compared_;  // places in Joined::acts
  Differences out_;
};

// First without the facts that do not matter. Where the words are the same, the scenario is about the deadline; where that is the
// same too, nothing that a scenario can expect tells the versions apart.
void Comparer::show(std::size_t v, Difference& d) {
  Difference::Side& side = v == 0 ? d.before : d.after;
  const Difference::Side& other = v == 0 ? d.after : d.before;
  if (!side.verdict) return;
  const core::Program& p = *programs_[v];
  core::Expectation e;
  e.kind = core::Expectation::Kind::Verdict;
  e.act = side.act;
  e.word = side.verdict->word;
  if (d.from == d.to) {
    const auto& own = side.verdict->deadline;
    const auto& theirs = other.verdict->deadline;
    const bool sooner = own && (!theirs || *own < *theirs);
    const auto day = sooner ? own : theirs;
    if (!day || own == theirs) return;
    const std::int64_t count = day->days - side.witness[p.as_of].number;
    if (count < 0) return;
    e.negated = !sooner;
    e.within = Duration{count, TimeUnit::Day};
  } else {
    e.by = side.verdict->rules;
    e.has_by = !e.by.empty();
  }
  const std::string name =
      fmt::format("{} {}: {}", d.party, d.action,
                  d.from == d.to ? std::string("other dates")
                                 : fmt::format("{} instead of {}", word_name(e.word), word_name(v == 0 ? d.to : d.from)));
  side.shown = {name, side.witness, {e}, {}};
  for (const FactId f : side.any) {
    const core::Fact& fact = p.facts[f];
    if (fact.fallback ? side.witness[f] != *fact.fallback : !fact.optional) continue;
    if (!fact.fallback) side.shown.facts[f] = core::Value::unknown();
    side.omitted.push_back(f);
  }
  if (passes(v, side.shown)) return;
  side.shown.facts = side.witness;
  std::erase_if(side.omitted, [&](FactId f) { return !p.facts[f].fallback; });
  if (!passes(v, side.shown)) q_->mismatch();
}

}  // namespace

Differences differences(const core::Program& before, const core::Program& after, const VerifyOptions& options, Sink& sink) {
  return Comparer(before, after, options, sink).run();
}

}  // namespace jur
