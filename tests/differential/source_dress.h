// What changes no verdict of a form: drawn from its `dress`, in the order in which it is printed.
#pragma once
#include <string>

#include "random_program.h"
#include "source_form.h"

namespace jur::test::form {

class Dress {
 public:
  explicit Dress(const Form& form) : on_(form.dress != 0), r_(form.dress) {}

  // Enums, groups and relations stand in a module of their own; its names are qualified, or found by `use` alone.
  [[nodiscard]] static bool split(const Form& form) { return ((form.dress >> 8U) & 1U) != 0; }
  [[nodiscard]] static bool qualified(const Form& form) { return split(form) && ((form.dress >> 9U) & 1U) != 0; }
  // A second case type is in sight: what is said of the first one says so.
  [[nodiscard]] static bool two_cases(const Form& form);
  [[nodiscard]] static std::string for_case(const Form& form) { return two_cases(form) ? " for Request" : ""; }

  [[nodiscard]] bool chance(std::uint32_t percent) { return on_ && r_.chance(percent); }
  [[nodiscard]] std::string title() { return chance(25) ? " \"a \\\"title\\\"\"" : ""; }
  [[nodiscard]] std::string doc(const std::string& indent = "") { return chance(10) ? indent + "## What it is for.\n" : ""; }
  [[nodiscard]] std::string cite() { return chance(20) ? " cite \"§ 1\"" : ""; }
  [[nodiscard]] std::string unverified() { return chance(15) ? (chance(50) ? " unverified \"not read\"" : " unverified") : ""; }
  [[nodiscard]] std::string comma() { return chance(25) ? "," : ""; }
  [[nodiscard]] Random& random() { return r_; }

 private:
  bool on_;
  Random r_;
};

// Declarations that change no verdict of the form's decision: a second case type, routes, acceptances, properties.
[[nodiscard]] std::string extras(const Form& form, Dress& dress);

}  // namespace jur::test::form
