#include "parse/antlr/lexer_table.h"

#include <algorithm>
#include <bitset>
#include <map>

#include "parse/antlr/kinds.h"

namespace jur::parsing {
namespace {

using antlr4::atn::ATNState;
using antlr4::atn::Transition;

using Bytes = std::bitset<256>;
using States = std::vector<std::uint32_t>;  // of the automaton, ascending

struct Step {
  Bytes bytes;
  std::uint32_t to;
};

Bytes bytes_of(const Transition& t) {
  Bytes out;
  for (std::size_t byte = 0; byte < out.size(); ++byte) {
    if (t.matches(byte, 0, 255)) out.set(byte);
  }
  return out;
}

class Builder {
 public:
  explicit Builder(const antlr4::atn::ATN& automaton)
      : automaton_(automaton), kinds_(kinds_by_type()), hidden_(automaton.ruleToStartState.size(), false) {
    read();
    classify();
  }

  LexerTable build() {
    (void)state_of({});
    States start;
    reach(static_cast<std::uint32_t>(automaton_.modeToStartState[0]->stateNumber), start);
    (void)state_of(start);
    for (std::size_t s = 1; s < sets_.size(); ++s) fill(s);
    return std::move(out_);
  }

 private:
  void read() {
    steps_.resize(automaton_.states.size());
    free_.resize(automaton_.states.size());
    for (const ATNState* s : automaton_.states) {
      if (s == nullptr) continue;
      for (const Transition* t : s->transitions) {
        const auto to = static_cast<std::uint32_t>(t->target->stateNumber);
        if (t->getSerializationType() == Transition::ACTION) hidden_[s->ruleIndex] = true;
        if (t->isEpsilon()) {
          free_[s->stateNumber].push_back(to);
        } else {
          steps_[s->stateNumber].push_back({bytes_of(*t), to});
        }
      }
    }
  }

  // Two bytes are of one class where every step has both or none.
  void classify() {
    std::vector<Bytes> labels;
    for (const auto& steps : steps_) {
      for (const Step& s : steps) {
        if (std::find(labels.begin(), labels.end(), s.bytes) == labels.end()) labels.push_back(s.bytes);
      }
    }
    std::map<std::vector<bool>, std::uint8_t> known;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      std::vector<bool> row;
      for (const Bytes& label : labels) row.push_back(label[byte]);
      const auto [it, fresh] = known.try_emplace(row, static_cast<std::uint8_t>(known.size()));
      if (fresh) samples_.push_back(byte);
      out_.classes[byte] = it->second;
    }
    out_.width = samples_.size();
  }

  // Everything that is come to from `state` without reading.
  void reach(std::uint32_t state, States& out) const {
    const auto at = std::lower_bound(out.begin(), out.end(), state);
    if (at != out.end() && *at == state) return;
    out.insert(at, state);
    for (const std::uint32_t to : free_[state]) reach(to, out);
  }

  std::uint16_t state_of(const States& states) {
    const auto [it, fresh] = known_.try_emplace(states, static_cast<std::uint16_t>(sets_.size()));
    if (fresh) {
      sets_.push_back(states);
      out_.next.resize(sets_.size() * out_.width, LexerTable::kDead);
      out_.ends.push_back(end_of(states));
    }
    return it->second;
  }

  LexerTable::End end_of(const States& states) const {
    const auto& stops = automaton_.ruleToStopState;
    std::size_t rule = stops.size();
    for (const std::uint32_t s : states) {
      const std::size_t of = automaton_.states[s]->ruleIndex;
      if (of < rule && stops[of] == automaton_.states[s]) rule = of;
    }
    if (rule == stops.size()) return {};
    if (hidden_[rule]) return {LexerTable::Match::Hidden};
    return {LexerTable::Match::Token, kinds_[automaton_.ruleToTokenType[rule]]};
  }

  void fill(std::size_t from) {
    States last;
    std::uint16_t last_state = LexerTable::kDead;
    for (std::size_t c = 0; c < out_.width; ++c) {
      States targets;
      for (const std::uint32_t s : sets_[from]) {
        for (const Step& step : steps_[s]) {
          if (step.bytes[samples_[c]]) targets.push_back(step.to);
        }
      }
      if (targets != last) {
        States reached;
        for (const std::uint32_t to : targets) reach(to, reached);
        last_state = state_of(reached);
        last = std::move(targets);
      }
      out_.next[from * out_.width + c] = last_state;
    }
  }

  const antlr4::atn::ATN& automaton_;
  std::vector<syntax::TokenKind> kinds_;
  std::vector<bool> hidden_;  // by rule
  std::vector<std::vector<Step>> steps_;
  std::vector<States> free_;
  std::vector<std::size_t> samples_;  // a byte of each class
  std::map<States, std::uint16_t> known_;
  std::vector<States> sets_;  // by state of the table
  LexerTable out_;
};

}  // namespace

LexerTable load_lexer_table() {
  const antlr::JurLexer lexer(nullptr);
  return Builder(lexer.getATN()).build();
}

}  // namespace jur::parsing
