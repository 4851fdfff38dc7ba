// The conditions under which an act has a verdict word, and rules are behind it: evaluate/reading.h in the core form.
#pragma once
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "verify/inquiry.h"

namespace jur::proof {

// Of the norms that have effect in the inquiry's program. It may put questions: which three rules and more clash.
class WordConditions {
 public:
  explicit WordConditions(Inquiry& q);

  // In a complete case; `undetermined` is never the word of one.
  core::CondId word(core::ActId act, core::Word w);
  // The expectation of a verdict is met, `under` aside.
  core::CondId met(const core::Expectation& e);

  // The norms behind one of the words that norms give (not contradictory, not silent), each with its condition; one may be there
  // several times.
  using Reasons = std::vector<std::pair<core::NormId, core::CondId>>;
  const Reasons& reasons(core::ActId act, core::Word w);

 private:
  struct Grounds {  // why an act has each word, precedence among words aside
    std::vector<std::pair<Rules, core::CondId>> clashes;
    Reasons requiring;
    Reasons forbidding;
    Reasons permitting;
    Reasons exempting;
  };
  const Grounds& grounds(core::ActId act);
  [[nodiscard]] static const Reasons* reasons(const Grounds& g, core::Word w);  // null: none of norms
  void find_forbidding(core::ActId act, Reasons& out);
  void find_clashes(core::ActId act, Grounds& out);
  [[nodiscard]] bool on_way(core::ActId from, core::ActId act, core::ActId to) const;
  [[nodiscard]] bool has_effect(const core::Norm& n) const;
  // Sets of three rules and more that clash in some case.
  const std::vector<Rules>& large_sets();
  // A rule of this name is behind the word.
  core::CondId behind(core::ActId act, core::Word w, const std::string& name);
  core::CondId by(const core::Expectation& e);
  core::CondId within(const core::Expectation& e);

  Inquiry& q_;
  Conditions& conditions_;
  core::Builder& build_;
  std::map<core::ActId, Grounds> grounds_;
  std::optional<std::vector<Rules>> large_;
  Reasons no_reasons_;
};

}  // namespace jur::proof
