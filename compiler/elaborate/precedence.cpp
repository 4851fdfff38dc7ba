#include <algorithm>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

// A rule that binds no party of its own speaks of all; one party's instance meets only what binds that party.
bool binds(const Work& w, model::RuleId rule, std::uint32_t party) {
  const auto& norms = w.model.rules[rule].norms;
  return norms.empty() || std::any_of(norms.begin(), norms.end(), [&](const model::Norm& n) { return n.act.party == party; });
}

bool meet(const Work& w, model::RuleId winner, std::uint32_t winner_party, model::RuleId loser, std::uint32_t loser_party) {
  constexpr auto kNone = model::Act::kEveryParty;
  if (winner_party == kNone && loser_party == kNone) return true;
  if (winner_party == kNone) return binds(w, winner, loser_party);
  if (loser_party == kNone) return binds(w, loser, winner_party);
  return winner_party == loser_party;
}

std::uint32_t party_of(const model::Norm& n, std::uint32_t instance) {
  return n.act.party == model::Act::kForEvery ? instance : n.act.party;
}

bool share_an_act(const Work& w, model::RuleId a, std::uint32_t a_party, model::RuleId b, std::uint32_t b_party) {
  for (const model::Norm& x : w.model.rules[a].norms) {
    for (const model::Norm& y : w.model.rules[b].norms) {
      const bool same_argument = x.act.argument.kind == y.act.argument.kind && x.act.argument.member == y.act.argument.member;
      if (x.act.action == y.act.action && same_argument && party_of(x, a_party) == party_of(y, b_party)) return true;
    }
  }
  return false;
}

core::StatementId statement(Work& w, model::StatementId s) {
  const auto [it, fresh] = w.statements.try_emplace(s);
  const model::Statement& from = w.model.statements[s];
  if (fresh) it->second = w.out.statements.add({from.stater, from.named, from.span});
  return it->second;
}

void enter(Work& w, const model::Precedence& p) {
  const auto winners = w.rules.find(p.winner);
  const auto losers = w.rules.find(p.loser);
  if (winners == w.rules.end() || losers == w.rules.end()) return;
  const CondId days = as_of_in(w, p.days);
  for (const auto& loser : losers->second) {
    core::Rule& r = w.out.rules[loser.rule];
    for (const auto& winner : winners->second) {
      std::vector<core::StatementId> said;
      for (const model::StatementId s : p.said) {
        const bool met = w.model.statements[s].by_law ? share_an_act(w, p.winner, winner.party, p.loser, loser.party)
                                                      : meet(w, p.winner, winner.party, p.loser, loser.party);
        if (met) said.push_back(statement(w, s));
      }
      if (said.empty()) continue;
      const auto at = std::find(r.defeated_by.begin(), r.defeated_by.end(), winner.rule);
      if (at == r.defeated_by.end()) {
        r.defeated_by.push_back(winner.rule);
        r.defeat_when.push_back(days);
        r.defeat_said.push_back(std::move(said));
      } else {
        const auto i = static_cast<std::size_t>(at - r.defeated_by.begin());
        r.defeat_when[i] = w.build.any({r.defeat_when[i], days});
        r.defeat_said[i].insert(r.defeat_said[i].end(), said.begin(), said.end());
      }
    }
  }
}

CondId applies(Work& w, const core::Rule& r) {
  std::vector<CondId> all{r.in_force, r.when};
  for (const core::Exception& e : r.exceptions) all.push_back(w.build.not_(e.holds));
  for (std::size_t i = 0; i < r.defeated_by.size(); ++i) {
    all.push_back(w.build.not_(w.build.all({w.out.rules[r.defeated_by[i]].applies, r.defeat_when[i]})));
  }
  return w.build.all(all);
}

// The same where nothing unverified counts.
CondId surely_applies(Work& w, const core::Rule& r, const SureRule& sure) {
  if (sure.struck) return w.build.never();
  std::vector<CondId> all{r.in_force, sure.when};
  for (const CondId e : sure.exceptions) all.push_back(w.build.not_(e));
  for (std::size_t i = 0; i < r.defeated_by.size(); ++i) {
    const SureRule& by = w.sure_rules[r.defeated_by[i].index];
    all.push_back(w.build.not_(w.build.all({by.applies, r.defeat_when[i]})));
  }
  return w.build.all(all);
}

}  // namespace

void settle_precedence(Work& w) {
  for (const model::Precedence& p : w.model.precedence) enter(w, p);
  enum class Mark : std::uint8_t { New, Open, Done };
  std::vector<Mark> marks(w.out.rules.size(), Mark::New);
  std::vector<core::RuleId> open;
  for (const core::RuleId first : w.out.rules.ids()) {
    open.push_back(first);
    while (!open.empty()) {
      const core::RuleId id = open.back();
      core::Rule& r = w.out.rules[id];
      Mark& mark = marks[id.index];
      if (mark == Mark::New) {
        mark = Mark::Open;
        r.applies = w.build.never();
        w.sure_rules[id.index].applies = w.build.never();
        for (const core::RuleId winner : r.defeated_by) {
          if (marks[winner.index] == Mark::New) open.push_back(winner);
        }
        continue;
      }
      open.pop_back();
      if (mark == Mark::Open) {
        r.applies = applies(w, r);
        w.sure_rules[id.index].applies = surely_applies(w, r, w.sure_rules[id.index]);
      }
      mark = Mark::Done;
    }
  }
}

}  // namespace jur::elaborating
