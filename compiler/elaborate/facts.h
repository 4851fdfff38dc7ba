// The facts of one program: records, parties and extensions flattened to leaves with their paths in a case.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/program.h"
#include "model/program.h"

namespace jur::elaborating {

class Facts {
 public:
  // `loaded`, by module: whose fields a record has.
  Facts(const model::Program& model, core::Program& out, model::CaseId case_type, std::vector<bool> loaded);

  // Enters all leaves of the case, in order of declaration.
  void enter_case();
  void enter_assessments(model::LawId law);
  // The fact at a place that ends in a leaf, entered on first use: a condition may name an assessment of a law that is not the
  // decision's. `path`: the member of the case, then fields. Invalid where the leaf's type is in error.
  core::FactId at(const std::vector<std::uint32_t>& path);
  core::FactId at(const model::Place& place);  // of the case or of a law
  core::FactId assessment(model::LawId law, std::uint32_t index);
  // The same without entering it; invalid where the program has no such fact.
  [[nodiscard]] core::FactId find(const model::Place& place) const;

  // The field at the end of a path; null where the path leaves the case.
  [[nodiscard]] const model::Field* field(const std::vector<std::uint32_t>& path) const;
  core::DomainId domain(model::EnumId e);
  [[nodiscard]] std::size_t members(model::EnumId e) const;  // how many; 0 of none

 private:
  using Key = std::vector<std::uint32_t>;  // 0, then the path; or 1, law, index
  void enter_below(std::vector<std::uint32_t>& path);
  core::FactId enter(Key key, std::string name, const model::Field& field);
  [[nodiscard]] std::string name(const std::vector<std::uint32_t>& path) const;

  const model::Program& model_;
  core::Program& out_;
  model::CaseId case_type_;
  std::vector<bool> loaded_;
  std::map<Key, core::FactId> facts_;
  std::map<model::EnumId, core::DomainId> domains_;
};

// `universe`: of a set, the number of its enum's members.
[[nodiscard]] core::Value value_of(const model::Literal& literal, std::size_t universe);

}  // namespace jur::elaborating
