// Names of the generated C interface: legal C11 and C++17 identifiers, unique within a decision.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"

namespace jur::lower {

// `text` as an identifier: other bytes than [A-Za-z0-9_] become `_`; keywords of C and C++ and a leading digit get a `_`.
[[nodiscard]] std::string identifier(std::string_view text);
// PascalCase as snake_case: "AuthorityKind" -> "authority_kind", "EU" -> "eu".
[[nodiscard]] std::string snake(std::string_view text);
[[nodiscard]] std::string upper(std::string_view text);

// Gives each name out once; a name that is taken gets `_2`, `_3`, ….
class UniqueNames {
 public:
  std::string take(std::string name);

 private:
  std::set<std::string> taken_;
};

struct CNames {
  std::string prefix;                             // "disclosure"
  std::string macro;                              // "DISCLOSURE"
  std::vector<std::string> enums;                 // by DomainId: "disclosure_authority_kind"
  std::vector<std::vector<std::string>> members;  // by DomainId and ordinal: "DISCLOSURE_AUTHORITY_KIND_SUBPOENA"
  std::vector<std::string> fields;                // by FactId: "demand_from"
  std::vector<std::string> outputs;               // by index into Program::outputs: "custodian_disclose"
};

// `prefix`: "" for the program's name.
[[nodiscard]] CNames c_names(const core::Program& program, std::string_view prefix = "");

}  // namespace jur::lower
