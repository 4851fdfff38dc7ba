// Private to emit/: what the header and the wrappers of a decision say of it, whatever their language.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "lower/names.h"

namespace jur::emit {

struct Interface {
  // `prefix` of all names: "" for the program's name. Precondition: the program is lowerable.
  explicit Interface(const core::Program& program, const lower::Lowered& code, const std::string& prefix = "");

  const core::Program& program;
  const lower::Lowered& code;
  lower::CNames names;
  lower::CaseLayout layout;
  std::string digest;
  std::uint32_t shape;

  // In words, with citations: the laws whose rules ask for the fact; "" where none does. The rest are counted beyond a few.
  [[nodiscard]] std::string laws_that_read(core::FactId f) const;
  // The laws with a norm on the act, as citations of its rules: "Stored Communications Act, § 2703(a)".
  [[nodiscard]] std::string rules_on(std::size_t output) const;
  // "custodian disclose"
  [[nodiscard]] std::string act(std::size_t output) const;
  [[nodiscard]] bool bounded(std::size_t output) const;
  // The value that a case has where it says nothing; null for none.
  [[nodiscard]] const core::Value* fallback(core::FactId f) const;
  // A case must say what it is.
  [[nodiscard]] bool needed(core::FactId f) const { return !program.facts[f].optional && fallback(f) == nullptr; }

 private:
  std::vector<std::vector<core::LawId>> readers_;  // by FactId; ascending
};

// A text of which no part can end a comment, a docstring or a line.
[[nodiscard]] std::string plain(std::string_view text);
// Parts of a dotted name: "demand.from" -> demand, from.
[[nodiscard]] std::vector<std::string> path_of(std::string_view name);
// The text with each `@KEY@` replaced.
[[nodiscard]] std::string fill_in(std::string_view text, const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace jur::emit
