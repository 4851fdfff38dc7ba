// Synthetic rules of jurisdiction and cases for them, for measuring: each rule obliges or forbids one action under two to
// four conditions on who asks, from whom, for what, where it is and when. Larger sets hold more specific rules. The same
// size gives the same rules and cases on every machine.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace jur::bench {

// In the order of `Case::value`. Countries are numbered 0..249, authorities 0..11, categories 0..2; a date is a day counted
// from 1970-01-01; emergency is 0 or 1.
enum class Attribute : std::uint8_t { DataLocation, Custodian, Requester, Authority, Category, Date, Emergency };
inline constexpr std::size_t kAttributes = 7;
inline constexpr int kCountries = 250;
inline constexpr int kAuthorities = 12;
inline constexpr int kCategories = 3;

struct Case {
  std::array<std::int32_t, kAttributes> value{};
  [[nodiscard]] std::int32_t operator[](Attribute a) const { return value[static_cast<std::size_t>(a)]; }
};

inline constexpr std::int32_t kForever = 2'000'000'000;  // a condition without last day

struct Condition {
  Attribute attribute = Attribute::DataLocation;
  std::vector<int> values;  // ascending; of a date none
  std::int32_t from = 0;    // first and last day; of a date alone
  std::int32_t last = kForever;
  [[nodiscard]] bool holds(const Case& c) const;
};

struct Rule {
  bool obliges = false;  // else forbids
  std::vector<Condition> conditions;
  [[nodiscard]] bool applies(const Case& c) const;
};

// Bits of a verdict.
inline constexpr std::uint8_t kObliged = 1;
inline constexpr std::uint8_t kForbidden = 2;

[[nodiscard]] std::vector<Rule> draw_rules(std::size_t count);
// Half of them satisfy the conditions of some rule.
[[nodiscard]] std::vector<Case> draw_cases(const std::vector<Rule>& rules, std::size_t count);
// By reading every condition of every rule.
[[nodiscard]] std::uint8_t plain_verdict(const std::vector<Rule>& rules, const Case& c);

// The rules as a Jur file with a decision `placement` on `custodian disclose`: duties in the law `north`, bans in the law
// `south`, of two orders. `accepted`: with an acceptance that covers all their contradictions, so that it can be built.
[[nodiscard]] std::string print_jur(const std::vector<Rule>& rules, bool accepted);

// The same, not accepted, as the files of a package: names and texts, with so many rules in a file of laws.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> print_package(const std::vector<Rule>& rules, std::size_t a_file);

}  // namespace jur::bench
