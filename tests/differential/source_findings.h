// What all complete cases of a small form show: clashes, what accepts them, where routes lead. Knows nothing of the compiler.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "random_program.h"
#include "source_meaning.h"

namespace jur::test::form {

// All complete cases of a form whose dates lie in a window in which the assumptions hold; nothing where there are more than
// `most` cases.
[[nodiscard]] std::optional<std::vector<Case>> possible_cases(const Form& form, std::size_t most);

struct RouteDef {
  Maybe available;
  struct Step {
    std::size_t fact = 0;
    bool adds = false;
    Value value;
  };
  std::vector<Step> steps;
};
struct AcceptDef {
  std::vector<std::vector<Ref>> sides;  // one: the rules are all named
  Maybe when;
  std::vector<std::size_t> routes;
  bool expired = false;
};
struct Accepting {
  std::vector<RouteDef> routes;
  std::vector<AcceptDef> acceptances;
};
inline constexpr const char* kExpired = "2003-01-01";
[[nodiscard]] Accepting random_accepting(const Form& form, Random& random);
[[nodiscard]] std::string print(const Form& form, const Accepting& accepting);

using Names = std::vector<std::string>;  // of rules, sorted
using Key = std::pair<bool, Names>;      // a permission?, rules

// One clash, or one permission that meets a ban, in one case.
struct Shown {
  Key key;
  std::set<Instance> rules;
  std::set<std::string> acts;
  std::set<std::size_t> accepted_by;
};
[[nodiscard]] std::vector<Shown> shown_by(const Form& form, const Accepting& accepting, const Case& complete);
// All its rules are of one legal order.
[[nodiscard]] bool within_one_order(const Form& form, const Shown& shown);

// Which routes are available where what their acceptance covers occurs, and where one does not lead out of it.
using Failure = std::tuple<std::size_t, std::size_t, Names>;  // acceptance, route, rules
struct Ways {
  std::set<Failure> failures;
  std::map<std::pair<std::size_t, std::size_t>, bool> available;  // by acceptance and route
};
void look(const Form& form, const Accepting& accepting, const Case& complete, const std::vector<Shown>& shown, Ways& ways);

}  // namespace jur::test::form
