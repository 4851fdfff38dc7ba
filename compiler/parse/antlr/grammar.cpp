#include <algorithm>

#include "parse/antlr/bridge.h"
#include "parse/antlr/feed_stream.h"

namespace jur::parsing {
namespace {

using antlr4::atn::Transition;

TokenSet tokens_of(const antlr4::misc::IntervalSet& label, const std::vector<TokenKind>& kinds) {
  TokenSet out;
  if (label.contains(static_cast<ssize_t>(-1))) out.set(static_cast<std::size_t>(TokenKind::END));
  for (std::size_t type = 1; type < kinds.size(); ++type) {
    if (label.contains(type)) out.set(static_cast<std::size_t>(kinds[type]));
  }
  return out;
}

Grammar::Edge edge_of(const Transition& t, const std::vector<TokenKind>& kinds) {
  const auto to = static_cast<std::uint32_t>(t.target->stateNumber);
  if (t.getSerializationType() == Transition::RULE) {
    const auto& call = static_cast<const antlr4::atn::RuleTransition&>(t);
    return {Grammar::Move::Call, to, static_cast<std::uint32_t>(call.followState->stateNumber), {}};
  }
  if (t.isEpsilon()) return {Grammar::Move::Free, to, 0, {}};
  return {Grammar::Move::Read, to, 0, tokens_of(t.label(), kinds)};
}

std::uint32_t shortest_way(const Grammar& grammar, const Grammar::State& state) {
  if (state.last) return 0;
  std::uint32_t best = Grammar::kFar;
  for (const Grammar::Edge& e : state.edges) {
    std::uint32_t way = grammar.states[e.to].distance;
    if (e.move == Grammar::Move::Read) way += 1;
    if (e.move == Grammar::Move::Call) way += grammar.states[e.follow].distance;
    best = std::min(best, way);
  }
  return best;
}

void measure_distances(Grammar& grammar) {
  for (bool changed = true; changed;) {
    changed = false;
    for (Grammar::State& state : grammar.states) {
      const std::uint32_t way = shortest_way(grammar, state);
      changed = changed || way < state.distance;
      state.distance = std::min(state.distance, way);
    }
  }
}

}  // namespace

Grammar load_grammar() {
  FeedStream none(Feed{{TokenKind::END, Origin::Read, 0}});
  antlr::JurParser parser(&none);
  const antlr4::atn::ATN& automaton = parser.getATN();
  const std::vector<TokenKind> kinds = kinds_by_type();
  const std::vector<NodeKind> rules = kinds_by_rule(parser.getRuleNames());
  Grammar grammar;
  for (const antlr4::atn::ATNState* s : automaton.states) {
    Grammar::State state{NodeKind::error, true, Grammar::kFar, {}};
    if (s != nullptr && s->ruleIndex < rules.size()) {
      state.rule = rules[s->ruleIndex];
      state.last = s == automaton.ruleToStopState[s->ruleIndex];
      for (const Transition* t : s->transitions) {
        if (!state.last) state.edges.push_back(edge_of(*t, kinds));
      }
    }
    grammar.states.push_back(std::move(state));
  }
  measure_distances(grammar);
  grammar.start = static_cast<std::uint32_t>(automaton.ruleToStartState[antlr::JurParser::RuleFile]->stateNumber);
  return grammar;
}

}  // namespace jur::parsing
