#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using model::TimeKind;

// The period of a norm as written, and what must hold for it to be one.
struct Time {
  core::Period period;
  CondId exists;          // no date in it is none
  bool optional = false;  // where it does not exist there is no limit; else no effect
  bool may_be_reversed = false;
};

core::NormKind kind_of(const model::Norm& n) {
  switch (n.modal) {
    case model::Modal::MustNot:
    case model::Modal::MayOnlyIf:
      return core::NormKind::Ban;
    case model::Modal::May:
      return core::NormKind::May;
    case model::Modal::NeedNot:
      return core::NormKind::NeedNot;
    case model::Modal::Must:
      break;
  }
  switch (n.time.kind) {
    case TimeKind::Until:
    case TimeKind::From:
    case TimeKind::FromUntil:
    case TimeKind::For:
      return core::NormKind::Keep;
    case TimeKind::None:
    case TimeKind::Within:
    case TimeKind::By:
    case TimeKind::Before:
      break;
  }
  return core::NormKind::Duty;
}

core::DateTerm moved(core::DateTerm t, Duration length) {
  add_steps(t, length, true);
  return t;
}

Time period_of(Work& w, const model::NormTime& t, const Environment& env) {
  Time out;
  out.exists = w.build.always();
  if (t.kind == TimeKind::None) return out;
  const auto first = day(w, t.day, env);
  out.exists = first ? present(w, *first) : w.build.never();
  switch (t.kind) {
    case TimeKind::None:
      break;
    case TimeKind::Within:
      out.optional = true;
      if (first) out.period = {first, moved(*first, t.length)};
      break;
    case TimeKind::By:
    case TimeKind::Until:
      out.optional = true;
      out.period.until = first;
      break;
    case TimeKind::Before:
      out.optional = true;
      out.period.until = first;
      if (first) add_steps(*out.period.until, {1, TimeUnit::Day}, false);
      break;
    case TimeKind::From:
      out.period.from = first;
      break;
    case TimeKind::FromUntil: {
      const auto last = day(w, t.last, env);
      out.exists = w.build.all({out.exists, last ? present(w, *last) : w.build.never()});
      out.period = {first, last};
      out.may_be_reversed = true;
      break;
    }
    case TimeKind::For:
      if (first) out.period = {first, moved(*first, t.length)};
      break;
  }
  return out;
}

// `allowed`: what the rule's text and the action ask; `rest`: what the norm's effect needs besides that and its rule's applying.
void add(Work& w, core::Norm norm, Reckoned allowed, const std::vector<CondId>& rest) {
  const auto with_rest = [&](std::vector<CondId> all) {
    all.insert(all.end(), rest.begin(), rest.end());
    return w.build.all(all);
  };
  core::Rule& rule = w.out.rules[norm.rule];
  const Reckoned stands{w.build.all({rule.applies, allowed.plain}),
                        w.build.all({w.sure_rules[norm.rule.index].applies, allowed.sure})};
  norm.effect = with_rest({stands.plain});
  if (!rule.defeated_by.empty()) norm.rest = with_rest({allowed.plain});
  if (norm.rest == w.build.always()) norm.rest = {};
  if (stands.sure != stands.plain && !w.sure_rules[norm.rule.index].struck) {
    const CondId sure = with_rest({stands.sure});
    const CondId differs = w.build.any({w.build.all({norm.effect, w.build.not_(sure)}),  //
                                        w.build.all({w.build.not_(norm.effect), sure})});
    const CondId doubtful = rule.doubtful.valid() ? w.build.any({rule.doubtful, differs}) : differs;
    if (doubtful != w.build.never()) rule.doubtful = doubtful;
  }
  w.out.norms.add(std::move(norm));
}

void enter(Work& w, core::RuleId rule, const model::Norm& n, std::uint32_t party, const Environment& env,
           const std::vector<CondId>& doable) {
  core::Norm norm;
  norm.rule = rule;
  norm.act = act_of(w, n.act.party == model::Act::kForEvery ? party : n.act.party, n.act.action, n.act.argument);
  if (!norm.act.valid()) return;
  norm.kind = kind_of(n);
  norm.time_text = n.time.text;
  const bool has_length = n.time.kind == TimeKind::Within || n.time.kind == TimeKind::For;
  if (has_length && n.time.length.unit == TimeUnit::Hour) norm.hours = n.time.length;
  norm.span = n.span;
  const bool duty = norm.kind == core::NormKind::Duty || norm.kind == core::NormKind::Keep;

  SureRule& sure = w.sure_rules[rule.index];
  Reckoned broken{w.build.always(), w.build.always()};  // what `only if` asks for does not hold
  if (n.modal == model::Modal::MayOnlyIf) {
    broken = reckon(w, [&] { return w.build.not_(condition(w, n.only_if, env)); }, sure.reads);
    norm.only_if = written_condition(w, n.only_if, env);
  }
  const CondId can = duty && !n.even_if_impossible ? doable[norm.act.index] : w.build.always();
  const Reckoned allowed{w.build.all({broken.plain, can}), w.build.all({broken.sure, can})};

  const Time time = period_of(w, n.time, env);
  if (time.optional && time.exists != w.build.always()) {
    add(w, norm, allowed, {w.build.not_(time.exists)});
    if (time.exists == w.build.never()) return;
  }
  std::vector<CondId> rest{time.exists};
  norm.period = time.period;
  if (norm.period.until) {
    if (time.may_be_reversed && norm.period.from) rest.push_back(w.build.not_after(*norm.period.from, *norm.period.until));
    if (norm.kind != core::NormKind::Duty) rest.push_back(w.build.not_after(w.as_of(), *norm.period.until));
  }
  add(w, std::move(norm), allowed, rest);
}

}  // namespace

void enter_norms(Work& w) {
  const std::vector<CondId> can = doable(w);
  for (const model::LawId law : w.plan.laws) {
    for (const model::RuleId r : w.model.laws[law].rules) {
      const auto instances = w.rules.find(r);
      if (instances == w.rules.end()) continue;
      for (const auto& [party, rule] : instances->second) {
        Environment env;
        if (party != model::Act::kEveryParty) env.push_back(Value::of_record({party}));
        for (const model::Norm& n : w.model.rules[r].norms) enter(w, rule, n, party, env, can);
      }
    }
  }
}

}  // namespace jur::elaborating
