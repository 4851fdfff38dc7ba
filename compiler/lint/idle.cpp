// What a program could do without: verify/idle.h in words.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "lint/analyses.h"
#include "lint/rules.h"
#include "verify/words.h"

namespace jur::lint_rules {

namespace {

using core::Program;
using Ground = IdleGround::Kind;

bool rests_on(const Idle& found, Ground kind) {
  return std::any_of(found.why.begin(), found.why.end(), [&](const IdleGround& g) { return g.kind == kind; });
}

// "from 2003-07-01 until 2018-05-24"
std::string days_in_force(const Program& p, const core::Rule& rule) {
  const core::Cond& c = p.conds[rule.in_force];
  if (c.op == core::Op::InRange) return proof::windows_text(p, p.ranges[c.range], false);
  return c.op == core::Op::Const && c.count == 0 ? "on no day" : "on any day";
}

// What makes it so, beside the places: the days, and what is labelled there.
void show(const Program& p, const Idle& found, Diagnostic& d) {
  for (const IdleGround& g : found.why) {
    switch (g.kind) {
      case Ground::InForce:
        d.note(fmt::format("`{}` is in force {}", p.rules[g.rule].name, days_in_force(p, p.rules[g.rule])));
        break;
      case Ground::Scope:
        d.label(g.span, "asked of each rule of the law");
        break;
      case Ground::Condition:
        d.label(g.span, g.span == found.span ? "what the rule asks" : "asked here");
        break;
      case Ground::Alternative:
        d.label(g.span, "covers these cases");
        break;
      case Ground::Exception:
        d.label(g.span, "excepted here");
        break;
      case Ground::Defeat:
        d.label(g.span, fmt::format("`{}` defeats it", p.rules[g.rule].name));
        break;
      case Ground::Assumption:
        d.label(g.span, "assumed of every case");
        break;
      case Ground::Rule:
        d.label(g.span, "says the same");
        break;
    }
  }
}

template <class Tell>
void each(const LintInput& in, IdleKind kind, Tell tell) {
  for (const auto& [program, found] : in.analyses->idle()) {
    if (found->kind == kind) show(*program, *found, tell(*program, *found));
  }
}

const std::string& name_of(const Program& p, const Idle& found) { return p.rules[found.rule].name; }

std::string exception_name(const Program& p, const Idle& found) {
  for (const core::Exception& e : p.rules[found.rule].exceptions) {
    if (e.span == found.span && !e.name.empty()) return fmt::format("exception “{}”", e.name);
  }
  return "this exception";
}

bool of_law(const Program& p, const Idle& found) {
  const auto& parts = p.rules[found.rule].parts;
  return std::any_of(parts.begin(), parts.end(), [&](const core::Part& c) { return c.of_law && c.span == found.span; });
}

bool of_one_law(const Program& p, const Idle& found) { return p.rules[found.rule].law == p.rules[found.why.front().rule].law; }

}  // namespace

void dead_rule(const LintInput& in, Findings& out) {
  each(in, IdleKind::DeadRule, [&](const Program& p, const Idle& found) -> Diagnostic& {
    const bool one = found.why.size() < 2;
    return out
        .add(found.span, fmt::format("rule `{}` never applies: {}", name_of(p, found),
                                     one ? "no case meets its condition" : "no case meets all that it asks"))
        .help("change a condition or a period that is shown, or take the rule out");
  });
}

void always_excepted(const LintInput& in, Findings& out) {
  each(in, IdleKind::ExceptedRule, [&](const Program& p, const Idle& found) -> Diagnostic& {
    return out
        .add(found.span,
             fmt::format("rule `{}` never applies: wherever its conditions are met, an exception holds", name_of(p, found)))
        .help("narrow an exception, or take the rule out");
  });
}

void always_defeated(const LintInput& in, Findings& out) {
  each(in, IdleKind::DefeatedRule, [&](const Program& p, const Idle& found) -> Diagnostic& {
    return out.add(found.span, fmt::format("rule `{}` never applies: wherever it would, it is defeated", name_of(p, found)))
        .help("narrow a rule that defeats it, or take this rule out");
  });
}

void idle_norm(const LintInput& in, Findings& out) {
  each(in, IdleKind::Norm, [&](const Program& p, const Idle& found) -> Diagnostic& {
    return out.add(found.span, fmt::format("this norm has no effect in any case to which `{}` applies", name_of(p, found)))
        .help(
            "its action is impossible there, its period is over, or what follows `only if` always holds: change it, or take it "
            "out");
  });
}

void exception_never_bites(const LintInput& in, Findings& out) {
  each(in, IdleKind::Exception, [&](const Program& p, const Idle& found) -> Diagnostic& {
    const bool covered = rests_on(found, Ground::Exception) || rests_on(found, Ground::Defeat);
    const char* why = found.why.empty() ? "no case meets it"
                      : covered         ? "where it holds, the rule does not apply anyway"
                                        : "it never holds where the rule would apply";
    return out.add(found.span, fmt::format("{} of `{}` never bites: {}", exception_name(p, found), name_of(p, found), why))
        .help("change its condition, or take it out");
  });
}

void always_true_condition(const LintInput& in, Findings& out) {
  each(in, IdleKind::Condition, [&](const Program& p, const Idle& found) -> Diagnostic& {
    const std::string& whose = of_law(p, found) ? p.laws[p.rules[found.rule].law].name : name_of(p, found);
    return out
        .add(found.span, found.why.empty()
                             ? std::string("this condition is true of every case")
                             : fmt::format("this condition is always true: it follows from what else `{}` rests on", whose))
        .help("take it out, or ask what was meant");
  });
}

void idle_alternative(const LintInput& in, Findings& out) {
  each(in, IdleKind::Alternative, [&](const Program& p, const Idle& found) -> Diagnostic& {
    const bool covered = rests_on(found, Ground::Alternative);
    return out
        .add(found.span, covered ? std::string("this alternative adds nothing: where it holds, another one does")
                                 : fmt::format("this alternative never holds where `{}` could apply", name_of(p, found)))
        .help("take it out, or ask what was meant");
  });
}

void redundant_rule(const LintInput& in, Findings& out) {
  for (const auto& [program, found] : in.analyses->idle()) {
    if (found->kind != IdleKind::Redundant || !of_one_law(*program, *found)) continue;
    const std::string& other = program->rules[found->why.front().rule].name;
    Diagnostic& d = out.add(found->span, fmt::format("rule `{}` is redundant: `{}` says the same wherever it applies",
                                                     name_of(*program, *found), other));
    d.label(found->why.front().span, "says the same").help("take it out, or say what it adds");
  }
}

void repeats_another_law(const LintInput& in, Findings& out) {
  for (const auto& [program, found] : in.analyses->idle()) {
    if (found->kind != IdleKind::Redundant || of_one_law(*program, *found)) continue;
    const std::string& other = program->rules[found->why.front().rule].name;
    Diagnostic& d = out.add(found->span, fmt::format("rule `{}` repeats another law: `{}` says the same wherever it applies",
                                                     name_of(*program, *found), other));
    d.label(found->why.front().span, "says the same").help("see whether both laws say so, and in the same cases");
  }
}

void idle_assumption(const LintInput& in, Findings& out) {
  each(in, IdleKind::Assumption, [&](const Program&, const Idle& found) -> Diagnostic& {
    return out
        .add(found.span, found.why.empty() ? "this assumption is true of every case" : "this assumption follows from the others")
        .help("take it out, or assume what was meant");
  });
}

}  // namespace jur::lint_rules
