// Tells the outcome of a decision: as a careful colleague would, and as JSON.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "explain/explanation.h"

namespace jur {

// For people: each verdict, the rules that led to it with citation and legal order, rules that were defeated or excepted and by
// what, what is unknown, what is presumed and who decides it, routes that are open. Ends with a newline.
[[nodiscard]] std::string explain_text(const core::Program& program, const core::Case& c, const core::Outcome& outcome,
                                       const Explanation& explanation);

// {"decision","verdicts":{PARTY:{ACTION:{"verdict","rules","deadline",…}}}} as language.md fixes it, one line without a newline.
// Made once a program, then good for many cases. The program must outlive it.
class OutcomeJson {
 public:
  explicit OutcomeJson(const core::Program& program);
  // Appends. `verdicts`: one an output, in order.
  void write(std::string& out, std::span<const core::Verdict> verdicts) const;
  // With the rules' words, what lies around each verdict, the as-of date and the routes.
  void write(std::string& out, const core::Case& given, const core::Outcome& outcome, const Explanation& explanation) const;

 private:
  void begin(std::string& out) const;
  void verdicts(std::string& out, std::span<const core::Verdict> all, const Explanation* explanation) const;
  void verdict(std::string& out, const core::Verdict& v) const;
  void dates(std::string& out, const core::Verdict& v) const;
  void open(std::string& out, const core::Verdict& v) const;
  void background(std::string& out, const core::Verdict& v, const VerdictBackground& b) const;
  void routes(std::string& out, const std::vector<OpenRoute>& routes) const;

  const core::Program& program_;
  std::string decision_;               // these are JSON texts, quoted
  std::vector<std::size_t> order_;     // outputs, those of one party together
  std::vector<std::string> acts_;      // by output
  std::vector<std::string> rules_;     // names, by rank
  std::vector<std::size_t> rank_;      // of a rule's name, by RuleId
  std::vector<std::string> facts_;     // by FactId
  std::vector<std::string> orders_;    // by OrderId
  std::vector<std::string> referred_;  // by AcceptanceId; "null" for none
  std::vector<std::string> words_;     // by Word
};

}  // namespace jur
