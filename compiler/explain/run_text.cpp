#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/case_json.h"
#include "explain/run_report.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

void line(std::string& out, std::string_view text) { fmt::format_to(std::back_inserter(out), "    {}\n", text); }

std::string headline(const Program& p, const Case& c, const Verdict& v) {
  const Act& act = p.acts[v.act];
  const Date as_of{static_cast<std::int32_t>(c[p.as_of].number)};
  std::string out = fmt::format("{} {}: {}", act.party, act.action, word_name(v.word));
  if (v.not_before && *v.not_before > as_of) out += fmt::format(", not before {}", to_string(*v.not_before));
  if (v.deadline) {
    out += fmt::format(", by {}", to_string(*v.deadline));
    if (v.hours) out += fmt::format(" ({})", to_string(*v.hours));
  }
  if (v.until) out += fmt::format(", until {}", to_string(*v.until));
  return out;
}

bool speaks_of(const Program& p, RuleId rule, ActId act) {
  return std::any_of(p.norms.all().begin(), p.norms.all().end(), [&](const Norm& n) { return n.rule == rule && n.act == act; });
}

// Rules with a norm on the act that did not take part, and why.
void bystanders(std::string& out, const Program& p, const Verdict& v, const Outcome& outcome) {
  for (const RuleId r : p.rules.ids()) {
    const RuleTrace& t = outcome.rules[r.index];
    if (!speaks_of(p, r, v.act)) continue;
    if (t.state == RuleTrace::State::Defeated) {
      line(out, fmt::format("set aside: {}, by {}", rule_line(p, r), rule_line(p, t.by)));
    } else if (t.state == RuleTrace::State::Excepted) {
      const Exception& e = p.rules[r].exceptions[t.exception];
      std::string why = e.name.empty() ? std::string("its exception") : fmt::format("its exception “{}”", e.name);
      if (!e.cite.empty()) why += fmt::format(" ({})", e.cite);
      line(out, fmt::format("excepted: {}, by {}", rule_line(p, r), why));
    }
  }
}

void reasons(std::string& out, const Program& p, const Verdict& v) {
  if (v.orders.size() > 1) {
    std::string orders;
    for (const auto& [order, word] : v.orders) {
      fmt::format_to(std::back_inserter(orders), "{}{}: {}", orders.empty() ? "" : "; ", p.orders[order].name, word_name(word));
    }
    line(out, orders);
  }
  for (const RuleId r : v.rules) {
    line(out, "under " + rule_line(p, r));
    if (!p.rules[r].breach.empty()) line(out, "  breach: " + p.rules[r].breach);
  }
}

void uncertainty(std::string& out, const Program& p, const Case& c, const Verdict& v) {
  if (v.word == Word::Undetermined) {
    std::vector<std::string> words;
    for (const Word w : v.possible) words.emplace_back(word_name(w));
    line(out, fmt::format("may still turn out {}", fmt::join(words, " or ")));
  }
  if (!v.missing.empty()) {
    std::vector<std::string> names;
    for (const FactId f : v.missing) names.push_back(p.facts[f].name);
    line(out, fmt::format("it depends on {}, which the case leaves unknown", fmt::join(names, ", ")));
  }
  for (const OpenQuestion& q : v.open) {
    const Fact& f = p.facts[q.fact];
    const std::string presumed = f.presumed ? show_value(p, q.fact, *f.presumed) : show_value(p, q.fact, c[q.fact]);
    line(out, fmt::format("{} is presumed {}{}; were it {}, the verdict would be {}", f.name, presumed,
                          f.decided_by.empty() ? "" : fmt::format(" until {} decides", f.decided_by),
                          show_value(p, q.fact, q.value), word_name(q.word)));
  }
  if (v.unverified) line(out, "rests on a source that is marked unverified");
}

void acceptance(std::string& out, const Program& p, const Verdict& v) {
  if (v.word != Word::Contradictory) return;
  if (!v.accepted.valid()) {
    line(out, "no acceptance covers this contradiction");
    return;
  }
  const Acceptance& a = p.acceptances[v.accepted];
  line(out, fmt::format("accepted: {}", a.reason));
  if (!a.refer.empty()) line(out, fmt::format("refer to {}", a.refer));
}

}  // namespace

std::string explain_text(const Program& program, const Case& c, const Outcome& outcome) {
  std::string out = fmt::format("{}, as of {}\n", program.name, show_value(program, program.as_of, c[program.as_of]));
  for (const Verdict& v : outcome.verdicts) {
    fmt::format_to(std::back_inserter(out), "\n  {}\n", headline(program, c, v));
    reasons(out, program, v);
    acceptance(out, program, v);
    bystanders(out, program, v, outcome);
    uncertainty(out, program, c, v);
  }
  return out;
}

}  // namespace jur
