#include "verify/idle_rules.h"

#include <algorithm>

namespace jur::proof {

using core::CondId;
using core::RuleId;
using Kind = IdleGround::Kind;
using Literal = Sieve::Literal;

bool IdleTally::open(IdleKind kind, Span span) const {
  const IdleSubject subject{kind, span};
  return (!options_.wanted || options_.wanted(span)) && !options_.settled.contains(subject) && !needed_.contains(subject);
}

void IdleTally::needed(IdleKind kind, Span span) { needed_.emplace(kind, span); }

void IdleTally::idle(Idle found) {
  const IdleKind kind = found.kind <= IdleKind::DefeatedRule ? IdleKind::DeadRule : found.kind;
  const auto [it, fresh] = idle_.try_emplace({kind, found.span}, found);
  if (!fresh && it->second.kind < found.kind) it->second = std::move(found);
}

IdleFindings IdleTally::take() {
  IdleFindings out;
  for (auto& [subject, found] : idle_) {
    if (!needed_.contains(subject)) out.all.push_back(std::move(found));
  }
  out.needed = std::move(needed_);
  return out;
}

IdleRules::IdleRules(const core::Program& program, Sieve& sieve, IdleTally& tally)
    : p_(program), sieve_(sieve), tally_(tally), norms_(program.rules.size()), alive_(program.rules.size()) {
  for (const core::NormId n : p_.norms.ids()) norms_[p_.norms[n].rule.index].push_back(n);
}

void IdleRules::assumptions() {
  std::vector<char> kept(p_.assumptions.size(), 1);
  for (std::size_t i = p_.assumptions.size(); i-- > 0;) {
    if (i >= p_.assumption_spans.size() || !tally_.open(IdleKind::Assumption, p_.assumption_spans[i])) continue;
    sieve_.about(p_.assumption_spans[i], "whether this assumption rules anything out");
    std::vector<Literal> literals{{p_.assumptions[i], false}};
    Reasons others;
    for (std::size_t j = 0; j < p_.assumptions.size(); ++j) {
      if (j == i || kept[j] == 0) continue;
      literals.emplace_back(p_.assumptions[j], true);
      others.push_back({literals.back(), {Kind::Assumption, {}, p_.assumption_spans[j]}});
    }
    if (sieve_.some_case(literals)) {
      tally_.needed(IdleKind::Assumption, p_.assumption_spans[i]);
      continue;
    }
    kept[i] = 0;
    std::reverse(literals.begin(), literals.end());
    std::vector<Literal> core = sieve_.conflict(literals);
    Idle found{IdleKind::Assumption, {}, p_.assumption_spans[i], {}};
    for (const Reason& r : others) {
      if (std::erase(core, r.literal) != 0) found.why.push_back(r.ground);  // assumptions that say the same are named once
    }
    tally_.idle(std::move(found));
  }
}

Reasons IdleRules::defeats(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  Reasons out;
  for (std::size_t i = 0; i < rule.defeated_by.size(); ++i) {
    const RuleId by = rule.defeated_by[i];
    const CondId defeated = sieve_.builder().all({p_.rules[by].applies, rule.defeat_when[i]});
    out.push_back({{defeated, false}, {Kind::Defeat, by, p_.rules[by].span}});
  }
  return out;
}

bool IdleRules::is_open(RuleId r) const {
  const core::Rule& rule = p_.rules[r];
  const auto open = [&](IdleKind kind) { return [this, kind](const auto& x) { return tally_.open(kind, x.span); }; };
  return tally_.open(IdleKind::DeadRule, rule.span) || tally_.open(IdleKind::Redundant, rule.span) ||
         std::any_of(rule.exceptions.begin(), rule.exceptions.end(), open(IdleKind::Exception)) ||
         std::any_of(rule.parts.begin(), rule.parts.end(),
                     [&](const core::Part& part) {
                       return tally_.open(IdleKind::Condition, part.span) ||
                              (!part.of_law &&
                               std::any_of(part.alternatives.begin(), part.alternatives.end(), open(IdleKind::Alternative)));
                     }) ||
         std::any_of(norms_[r.index].begin(), norms_[r.index].end(),
                     [&](core::NormId n) { return tally_.open(IdleKind::Norm, p_.norms[n].span); });
}

void IdleRules::look_at(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  sieve_.about(rule.span, "whether `" + rule.name + "` ever applies");
  alive_[r.index] = possible(sieve_, {{{rule.applies, true}, {}}}) ? 1 : 0;
  if (alive_[r.index] == 0) {
    if (tally_.open(IdleKind::DeadRule, rule.span)) why_never(r);
    return;
  }
  tally_.needed(IdleKind::DeadRule, rule.span);
  find_exceptions(r);
  find_law_conditions(r);
  find_conditions(r);
  find_norms(r);
}

void IdleRules::why_never(RuleId r) {
  Reasons all = scope_of(p_, r);
  const auto add = [&](const Reasons& more) { all.insert(all.begin(), more.begin(), more.end()); };
  for (const IdleKind kind : {IdleKind::DeadRule, IdleKind::ExceptedRule, IdleKind::DefeatedRule}) {
    if (kind == IdleKind::ExceptedRule) add(exceptions_of(p_, r));
    if (kind == IdleKind::DefeatedRule) add(defeats(r));
    if (possible(sieve_, all)) continue;
    tally_.idle({kind, r, p_.rules[r].span, why(sieve_, p_, all)});
    return;
  }
}

void IdleRules::find_exceptions(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  Reasons others = exceptions_of(p_, r);
  const Reasons lifted = defeats(r);
  for (std::size_t i = rule.exceptions.size(); i-- > 0;) {
    const core::Exception& e = rule.exceptions[i];
    if (!tally_.open(IdleKind::Exception, e.span)) continue;
    Reasons all = scope_of(p_, r);
    all.insert(all.begin(), lifted.begin(), lifted.end());
    for (std::size_t j = 0; j < others.size(); ++j) {
      if (j != i) all.insert(all.begin(), others[j]);
    }
    const Literal bites{e.holds, true};
    if (possible(sieve_, all, bites)) {
      tally_.needed(IdleKind::Exception, e.span);
      continue;
    }
    tally_.idle({IdleKind::Exception, r, e.span, why(sieve_, p_, all, bites)});
    others[i].literal = {sieve_.builder().never(), false};
  }
}

// By what the law itself says and its rule's days: what one rule asks is no reason for a scope of all.
void IdleRules::find_law_conditions(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  Reasons all = scope_of(p_, r);
  std::erase_if(all, [](const Reason& x) { return x.ground.kind == Kind::Condition; });
  for (std::size_t i = rule.parts.size(); i-- > 0;) {
    const core::Part& part = rule.parts[i];
    if (!part.of_law || !tally_.open(IdleKind::Condition, part.span)) continue;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Reason& x) { return x.ground.kind == Kind::Scope && x.ground.span == part.span; });
    const Reason own = *at;
    all.erase(at);
    const Literal fails{part.holds, false};
    if (possible(sieve_, all, fails)) {
      tally_.needed(IdleKind::Condition, part.span);
      all.push_back(own);
    } else {
      tally_.idle({IdleKind::Condition, r, part.span, why(sieve_, p_, all, fails)});
    }
  }
}

void IdleRules::find_conditions(RuleId r) {
  const core::Rule& rule = p_.rules[r];
  Reasons all = scope_of(p_, r);
  for (std::size_t i = rule.parts.size(); i-- > 0;) {
    const core::Part& part = rule.parts[i];
    if (part.of_law) continue;
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Reason& x) { return x.ground.kind == Kind::Condition && x.ground.span == part.span; });
    if (tally_.open(IdleKind::Condition, part.span)) {
      const Reason own = *at;
      all.erase(at);
      const Literal fails{part.holds, false};
      if (!possible(sieve_, all, fails)) {
        tally_.idle({IdleKind::Condition, r, part.span, why(sieve_, p_, all, fails)});
        continue;
      }
      tally_.needed(IdleKind::Condition, part.span);
      all.push_back(own);
    }
    find_alternatives(r, i);
  }
}

void IdleRules::find_alternatives(RuleId r, std::size_t index) {
  const core::Part& part = p_.rules[r].parts[index];
  std::vector<char> kept(part.alternatives.size(), 1);
  Reasons context = scope_of(p_, r);
  std::erase_if(context, [&](const Reason& x) { return x.ground.span == part.span && x.ground.kind == Kind::Condition; });
  for (std::size_t i = part.alternatives.size(); i-- > 0;) {
    const core::Written& a = part.alternatives[i];
    if (!tally_.open(IdleKind::Alternative, a.span)) continue;
    Reasons all = context;
    for (std::size_t j = 0; j < part.alternatives.size(); ++j) {
      if (j == i || kept[j] == 0) continue;
      const core::Written& other = part.alternatives[j];
      all.insert(all.begin(), {{other.holds, false}, {Kind::Alternative, r, other.span}});
    }
    const Literal holds{a.holds, true};
    if (possible(sieve_, all, holds)) {
      tally_.needed(IdleKind::Alternative, a.span);
      continue;
    }
    kept[i] = 0;
    tally_.idle({IdleKind::Alternative, r, a.span, why(sieve_, p_, all, holds)});
  }
}

void IdleRules::find_norms(RuleId r) {
  for (const core::NormId n : norms_[r.index]) {
    const core::Norm& norm = p_.norms[n];
    sieve_.about(norm.span, "whether this norm ever has effect");
    if (!tally_.open(IdleKind::Norm, norm.span)) continue;
    if (possible(sieve_, {{{norm.effect, true}, {}}})) {
      tally_.needed(IdleKind::Norm, norm.span);
    } else {
      tally_.idle({IdleKind::Norm, r, norm.span, {}});
    }
  }
}

}  // namespace jur::proof
