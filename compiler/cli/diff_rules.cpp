#include <algorithm>

#include <fmt/format.h>

#include "cli/diff_output.h"
#include "core/modal.h"

namespace jur::cli {
namespace {

using core::RuleId;
using State = core::RuleTrace::State;

bool lists(const std::vector<RuleId>& rules, RuleId r) { return std::binary_search(rules.begin(), rules.end(), r); }

bool behind(const Difference::Side& s, RuleId r) { return s.verdict && lists(s.verdict->rules, r); }

std::string exception_text(const core::Rule& rule, std::uint32_t index) {
  const core::Exception& e = rule.exceptions[index];
  return e.name.empty() ? "its exception" : fmt::format("its exception “{}”", e.name);
}

std::string fared(const core::Program& p, const Difference::Side& side, RuleId r, bool then) {
  const core::RuleTrace& t = side.rules[r.index];
  switch (t.state) {
    case State::Applies:
      return then ? "applied" : "applies";
    case State::NotInForce:
      return then ? "was not in force" : "is not in force";
    case State::OutOfScope:
      return then ? "did not fit the case" : "does not fit the case";
    case State::Excepted:
      return fmt::format("{} set aside by {}", then ? "was" : "is", exception_text(p.rules[r], t.exception));
    case State::Defeated:
      return fmt::format("{} defeated by `{}`", then ? "was" : "is", p.rules[t.by].name);
    case State::Unknown:
      break;
  }
  return then ? "was open" : "is open";
}

std::string norms_text(const core::Program& p, RuleId rule) {
  std::string out;
  for (const core::Norm& n : p.norms.all()) {
    if (n.rule != rule) continue;
    out += (out.empty() ? "" : ", ") + core::norm_text(p, n);
  }
  return out;
}

}  // namespace

std::vector<ChangedRule> changed_rules(const ComparedDecision& c, const Difference& d) {
  const core::Program& before = *c.before;
  const core::Program& after = *c.after;
  const auto named = [](const core::Program& p, const core::Rule& rule) {
    for (const RuleId r : p.rules.ids()) {
      if (p.rules[r].name == rule.name && p.rules[r].instance == rule.instance) return r;
    }
    return RuleId();
  };
  std::vector<ChangedRule> all;
  std::vector<char> decisive;
  const auto add = [&](RuleId was, RuleId is) {
    ChangedRule out;
    out.before = was;
    out.after = is;
    out.name = was.valid() ? before.rules[was].name : after.rules[is].name;
    if (was.valid()) {
      out.was = fared(before, d.before, was, true);
      out.asked = norms_text(before, was);
    }
    if (is.valid()) {
      out.is = fared(after, d.after, is, false);
      out.asks = norms_text(after, is);
    }
    out.asked_text = "asked: " + out.asked;
    out.asks_text = "now asks: " + out.asks;
    if (was.valid() && is.valid() && out.asked == out.asks) {
      const bool gone = lists(d.after.idle, is);
      const bool come = lists(d.before.idle, was);
      if (gone != come) {
        out.asked_text = fmt::format("asked: {}, {} effect", out.asked, gone ? "with" : "without");
        out.asks_text = fmt::format("now asks the same, {} effect", gone ? "without" : "with");
      }
    }
    decisive.push_back((was.valid() && behind(d.before, was)) || (is.valid() && behind(d.after, is)) ? 1 : 0);
    all.push_back(std::move(out));
  };
  for (const RuleId r : after.rules.ids()) {
    const RuleId old = named(before, after.rules[r]);
    if (lists(d.after.changed, r) || (old.valid() && lists(d.before.changed, old))) add(old, r);
  }
  for (const RuleId r : d.before.changed) {
    if (!named(after, before.rules[r]).valid()) add(r, {});
  }
  if (std::find(decisive.begin(), decisive.end(), 1) == decisive.end()) return all;
  std::vector<ChangedRule> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (decisive[i] != 0) out.push_back(std::move(all[i]));
  }
  return out;
}

std::string change_text(const Difference& d) {
  if (d.from != d.to) return fmt::format("{} before, {} now", word_name(d.from), word_name(d.to));
  const core::Verdict& was = *d.before.verdict;
  const core::Verdict& is = *d.after.verdict;
  const char* what = was.deadline != is.deadline || was.hours != is.hours ? "by another deadline"
                     : was.not_before != is.not_before                    ? "from another day"
                                                                          : "until another day";
  return fmt::format("{} as before, {}", word_name(d.to), what);
}

}  // namespace jur::cli
