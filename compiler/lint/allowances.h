// Private to lint/: comments that allow a finding.
//
//   # jur: allow(missing-citation, law) because the contract has no sections
//
// On a line of its own it allows what lies in the declaration, rule or other item that begins after it; above the first
// declaration of a file, with an empty line between, what lies in the file. After something on its line it allows what begins
// on that line, and what lies in the item that ends there. The reason goes on to the end of the line.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "lint/lint.h"

namespace jur::linting {

struct Allowance {
  struct Name {
    std::string text;  // of a lint, of a group, or of a warning of the catalogue
    Span span;
    bool used = false;
  };
  std::vector<Name> names;
  Span scope;          // findings that begin here are allowed
  Span comment;        // from `#` to the end of the line
  bool alone = false;  // on a line of its own
};

// Those of one file, in order; malformed ones are reported as Code::BadAllowance and left out.
[[nodiscard]] std::vector<Allowance> read_allowances(const syntax::Tree& tree, Sink& sink);

// Whether the finding is allowed; marks what allows it.
[[nodiscard]] bool allowed(std::vector<Allowance>& allowances, const Diagnostic& finding);

// The edit that takes the name out of its comment, and the comment with its last name.
[[nodiscard]] Edit without(const syntax::Tree& tree, const Allowance& allowance, std::size_t name);

}  // namespace jur::linting
