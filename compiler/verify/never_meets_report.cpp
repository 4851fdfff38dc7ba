#include <algorithm>

#include "verify/never_meets.h"
#include "verify/words.h"

namespace jur {
namespace {

using Kind = IdleGround::Kind;

std::string days_of(const core::Program& p, core::CondId on) {
  const core::Cond& c = p.conds[on];
  return c.op == core::Op::InRange ? proof::windows_text(p, p.ranges[c.range], false) : "on no day";
}

core::CondId precedence_days(const core::Program& p, const NeverMeets& found) {
  const core::Rule& loser = p.rules[found.loser];
  const auto at = std::find(loser.defeated_by.begin(), loser.defeated_by.end(), found.winner) - loser.defeated_by.begin();
  return loser.defeat_when[static_cast<std::size_t>(at)];
}

void show(const core::Program& p, const IdleGround& g, Diagnostic& d) {
  const std::string& rule = g.rule.valid() ? p.rules[g.rule].name : p.name;
  switch (g.kind) {
    case Kind::InForce:
      d.note(fmt::format("`{}` is in force {}", rule, days_of(p, p.rules[g.rule].in_force)));
      break;
    case Kind::Scope:
      d.label(g.span, fmt::format("`{}` asks this for each of its rules", p.laws[p.rules[g.rule].law].name));
      break;
    case Kind::Exception:
      d.label(g.span, fmt::format("excepted here from `{}`", rule));
      break;
    case Kind::Assumption:
      d.label(g.span, "assumed of every case");
      break;
    case Kind::Condition:
    case Kind::Alternative:
    case Kind::Defeat:
    case Kind::Rule:
      d.label(g.span, fmt::format("`{}` asks this", rule));
      break;
  }
}

// All that is shown is asked by one rule.
bool one_rule(const NeverMeets& found) {
  if (found.days || found.effect || found.why.empty()) return false;
  const auto of_rule = [](const IdleGround& g) { return g.kind != Kind::Assumption; };
  const auto first = std::find_if(found.why.begin(), found.why.end(), of_rule);
  return first != found.why.end() && std::all_of(found.why.begin(), found.why.end(),
                                                 [&](const IdleGround& g) { return !of_rule(g) || g.rule == first->rule; });
}

}  // namespace

Diagnostic& report_never_meets(const core::Program& p, const NeverMeets& found, Sink& sink) {
  const core::Statement& s = p.statements[found.statement];
  const std::string& winner = p.rules[found.winner].name;
  const std::string& loser = p.rules[found.loser].name;
  Diagnostic& d = sink.report(Code::PrecedenceNeverMeets, s.span, s.stater, s.named);
  for (const IdleGround& g : found.why) show(p, g, d);
  if (found.days) d.note(fmt::format("precedence holds between them {}", days_of(p, precedence_days(p, found))));
  if (found.effect)
    d.note(fmt::format("where both apply, no norm of `{}` has effect and it defeats no rule: its defeat changes nothing", loser));
  if (one_rule(found) && found.pairs == 1) {
    const core::RuleId dead = found.why.front().rule.valid() ? found.why.front().rule : found.winner;
    d.note(fmt::format("no case meets all that `{}` asks", p.rules[dead].name));
  } else if (found.why.empty() && !found.days && !found.effect && found.pairs > 1) {
    d.note(fmt::format("of the {} pairs of rules that it is about, as `{}` and `{}`, no case meets what both ask", found.pairs,
                       winner, loser));
  }
  d.help(found.why.empty() ? "take this statement out, or see which of these rules should meet"
                           : "take this statement out, or change what is shown so that both can apply");
  return d;
}

}  // namespace jur
