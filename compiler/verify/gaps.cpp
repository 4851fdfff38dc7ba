#include "verify/gaps.h"

#include <algorithm>
#include <map>

#include "evaluate/judge.h"
#include "verify/inquiry.h"
#include "verify/shown.h"

namespace jur {
namespace {

using core::ActId;
using core::CondId;
using core::NormId;
using core::NormKind;
using proof::Conditions;
using proof::Inquiry;

// When nothing is said of an act: no duty requires it, no ban and no required action forbids it, nothing permits or exempts it.
// A contradictory act is required as well: each act of a clash is one that some duty requires.
class Silence {
 public:
  explicit Silence(Conditions& conditions)
      : conditions_(conditions), p_(conditions.program()), build_(conditions.builder()), implying_(p_.acts.size()) {
    for (const ActId a : p_.acts.ids()) {
      for (const ActId b : conditions_.closure(a)) implying_[b.index].push_back(a);
    }
    for (const NormId n : p_.norms.ids()) {
      const NormKind kind = p_.norms[n].kind;
      const bool duty = kind == NormKind::Duty || kind == NormKind::Keep;
      (duty ? duties_ : kind == NormKind::Ban ? bans_ : words_)[p_.norms[n].act].push_back(p_.norms[n].effect);
    }
  }

  CondId operator()(ActId act) {
    std::vector<CondId> spoken{required(act), any_of(words_, act)};
    for (const ActId x : conditions_.closure(act)) {
      std::vector<CondId> against{any_of(bans_, x)};
      for (const core::Exclusion& e : p_.exclusions) {
        if (e.a == x) against.push_back(build_.all({e.when, required(e.b)}));
        if (e.b == x) against.push_back(build_.all({e.when, required(e.a)}));
      }
      spoken.push_back(build_.all({conditions_.implies(act, x), build_.any(against)}));
    }
    return build_.not_(build_.any(spoken));
  }

 private:
  using Effects = std::map<ActId, std::vector<CondId>>;

  CondId any_of(const Effects& effects, ActId act) {
    const auto it = effects.find(act);
    return it == effects.end() ? build_.never() : build_.any(it->second);
  }

  CondId required(ActId act) {
    const auto [it, fresh] = required_.try_emplace(act);
    if (!fresh) return it->second;
    std::vector<CondId> ways;
    for (const ActId by : implying_[act.index]) ways.push_back(build_.all({conditions_.implies(by, act), any_of(duties_, by)}));
    return it->second = build_.any(ways);
  }

  Conditions& conditions_;
  const core::Program& p_;
  core::Builder& build_;
  std::vector<std::vector<ActId>> implying_;  // by act: what may imply it, itself included
  Effects duties_;
  Effects bans_;
  Effects words_;  // permissions and exemptions
  std::map<ActId, CondId> required_;
};

std::string name_of(const core::Program& p, ActId act) { return p.acts[act].party + " " + p.acts[act].action; }

class Gaps {
 public:
  Gaps(const core::Program& program, const VerifyOptions& options, Sink& sink)
      : p_(program), conditions_(program), q_(conditions_, options, sink) {}

  GapFindings run() {
    Silence silent(conditions_);
    for (const ActId act : p_.outputs) {
      q_.about(p_.span, "whether `" + name_of(p_, act) + "` is silent in some case");
      examine(act, silent(act));
    }
    out_.complete = q_.complete();
    return std::move(out_);
  }

 private:
  void examine(ActId act, CondId silent) {
    const CondId where = conditions_.builder().all({q_.possible(), silent});
    const proof::Windows windows = q_.windows(where);
    const auto witness = q_.witness(where, windows.days);
    if (!witness) return;
    Gap gap;
    gap.act = act;
    gap.days = windows.days;
    gap.cut = windows.cut;
    for (const core::FactId f : q_.indifferent(where, *witness)) {
      if (f.index < p_.facts.size()) gap.any.push_back(f);
    }
    gap.witness = *witness;
    gap.witness.values.resize(p_.facts.size());
    core::Expectation e;
    e.kind = core::Expectation::Kind::Verdict;
    e.act = act;
    e.word = core::Word::Silent;
    e.span = p_.span;
    const core::Scenario scenario{"gap in " + p_.name + ": " + name_of(p_, act), gap.witness, {e}, p_.span};
    auto shown = proof::show(p_, scenario, gap.any, [&](const core::Scenario& s) {
      const Judgment j = judge(p_, s);
      return j.possible && j.unmet.empty();
    });
    if (!shown) {
      q_.mismatch();
      return;
    }
    gap.shown = std::move(shown->scenario);
    gap.omitted = std::move(shown->omitted);
    out_.all.push_back(std::move(gap));
  }

  const core::Program& p_;
  Conditions conditions_;
  Inquiry q_;
  GapFindings out_;
};

}  // namespace

GapFindings verify_gaps(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  if (!program.complete) return {};
  return Gaps(program, options, sink).run();
}

}  // namespace jur
