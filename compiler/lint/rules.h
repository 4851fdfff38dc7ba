// Private to lint/: what a lint is made of. A lint is a function `void name(const LintInput&, Findings&)`, named in lint.def,
// in the file of its topic. It reads the input and adds what it finds; levels and allowances are not its business.
#pragma once
#include <string>
#include <vector>

#include "lint/lint.h"
#include "lint/registry.h"

namespace jur::lint_rules {

// The findings of one lint.
class Findings {
 public:
  Findings(Lint lint, std::vector<Diagnostic>& out) : lint_(lint), out_(out) {}
  // Messages: lower case, no full stop, names in backticks, say what is the case; a help line says what to do. The reference
  // stays good until the next call.
  Diagnostic& add(Span span, std::string message) {
    Diagnostic d{};
    d.name = lint_entry(lint_).name;
    d.severity = Severity::Warning;
    d.message = std::move(message);
    d.primary = span;
    out_.push_back(std::move(d));
    return out_.back();
  }

 private:
  Lint lint_;
  std::vector<Diagnostic>& out_;
};

#define FRAMEWORK_LINT(id, name, group, fix, summary)
#define LINT(id, name, group, fix, summary) void id(const LintInput& in, Findings& out);
#include "lint/lint.def"

}  // namespace jur::lint_rules
