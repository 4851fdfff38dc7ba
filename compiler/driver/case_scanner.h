// Reads a case from one line of plain JSON straight into the bytes that native code takes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/program.h"
#include "lower/layout.h"

namespace jur {

// Takes a part of what core::read_case takes: no escapes, no text beyond ASCII, no duplicates, no `any`, nothing wrong. What it
// takes it reads as read_case does. Immutable once made.
class CaseScanner {
 public:
  // Precondition: lower::no_layout says nothing. The program must outlive it.
  explicit CaseScanner(const core::Program& program);
  [[nodiscard]] const lower::CaseLayout& layout() const { return layout_; }

  struct Scratch {
    std::vector<std::uint64_t> bytes;  // the case, as long as layout().size
    std::vector<char> seen;
  };
  // False: read_case must look at the line.
  [[nodiscard]] bool scan(std::string_view line, Scratch& scratch) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  using Members = std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>;
  struct Node {
    std::vector<std::pair<std::string, std::uint32_t>> below;
    core::FactId fact;  // of a leaf
  };
  struct Cursor {
    const char* at;
    const char* end;
    Scratch& scratch;
  };
  void add(core::FactId fact);
  [[nodiscard]] bool object(Cursor& c, std::uint32_t node) const;
  [[nodiscard]] bool value(Cursor& c, std::uint32_t node) const;
  [[nodiscard]] bool text(Cursor& c, core::FactId fact) const;
  [[nodiscard]] bool number(Cursor& c, core::FactId fact) const;
  [[nodiscard]] bool set(Cursor& c, core::FactId fact) const;
  void put(Cursor& c, const lower::Field& field, std::int64_t number) const;

  const core::Program& program_;
  lower::CaseLayout layout_;
  std::vector<Node> nodes_;              // 0: the whole case
  std::vector<std::uint32_t> must_;      // nodes of facts that a case must give
  std::vector<const Members*> members_;  // by FactId
  std::vector<Members> domains_;         // by DomainId
  std::vector<std::uint64_t> left_out_;  // the bytes of a case that gives nothing
};

}  // namespace jur
