// Scenarios for random source programs: expectations of every form, each known to hold or to fail.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source_meaning.h"
#include "source_random.h"

namespace jur::test::form {

enum class ClaimForm : std::uint8_t { Modal, Word, Under, By, ByOnly, Within, Applies, InForce, Condition, Partial };
inline constexpr std::size_t kClaimForms = 10;  // the last one: a word of a partial case

struct Claim {
  std::string text;  // what stands after `expect`
  bool holds = false;
  ClaimForm form = ClaimForm::Word;
};

// What an expectation says, whatever the case.
struct Ask {
  ClaimForm form = ClaimForm::Word;
  bool denied = false;
  std::size_t law = 0;  // Applies, InForce, Under
  int rule = 0;         // Applies
  Expr condition;       // Condition
  Act act;              // the others
  std::string word;
  bool modal = false;  // written with `must`, `may` and the like
  std::set<std::pair<int, int>> by;
  std::optional<std::int64_t> within;  // days
};
// Drawn with an eye to this complete, possible case.
[[nodiscard]] Ask random_ask(const Form& form, const Case& facts, Random& random);
[[nodiscard]] std::string text(const Form& form, const Ask& ask);  // what stands after `expect`
// In a complete, possible case.
[[nodiscard]] bool holds(const Form& form, const Case& facts, const Ask& ask);

// A program with scenarios: one on a complete, possible case, one `like` it, perhaps one like it with other facts, perhaps one
// on a partial case; and the first again, under all laws.
struct Scenarios {
  Form form;
  std::vector<std::vector<Claim>> claims;  // by scenario of the decision
  std::vector<Claim> under_all;            // of the one under all laws
  std::vector<std::pair<std::string, std::string>> modules;
};
// Nothing where no possible case was found.
[[nodiscard]] std::optional<Scenarios> random_scenarios(std::uint64_t seed);

// About a complete, possible case; one claim of a form drawn at random.
[[nodiscard]] Claim random_claim(const Form& form, const Case& facts, Random& random);
// One scenario with these expectations; `like` another one: it takes over what that one says and gives these facts itself.
[[nodiscard]] std::string scenario(const Form& form, const std::string& name, const Case& facts,
                                   const std::vector<Claim>& claims);
[[nodiscard]] std::string scenario_like(const std::string& name, const std::string& other, const std::string& facts,
                                        const std::vector<Claim>& claims);

}  // namespace jur::test::form
