// The one layout of a case and of its verdicts, as the generated header declares them and the generated code reads them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/program.h"
#include "core/value.h"

namespace jur::lower {

// JUR_ABI_VERSION of stdlib/runtime/jur.h.
inline constexpr std::uint32_t kAbiVersion = 1;

enum class FieldKind : std::uint8_t { Bool, Enum, Int, Date, Set };

// Reserved patterns stand for none and for unknown; as numbers of the field's width, sign-extended for Int and Date.
struct Field {
  FieldKind kind = FieldKind::Bool;
  std::uint32_t bytes = 1;   // of one word: 1, 2, 4, 8
  std::uint32_t words = 1;   // Set: 64-bit words, else 1
  std::uint32_t offset = 0;  // from the start of the case
  std::int64_t none = 0;     // Enum, Int, Date
  std::int64_t unknown = 0;  // all but Set, whose lowest bit of the first word says that it is known
  [[nodiscard]] bool is_signed() const { return kind == FieldKind::Int || kind == FieldKind::Date; }
};

struct CaseLayout {
  std::vector<Field> fields;        // by FactId
  std::vector<core::FactId> order;  // as they lie in memory: by size, then by id
  std::uint32_t padding = 0;        // bytes after the last field
  std::uint32_t size = 0;           // padding included
  std::uint32_t align = 1;
};

// Bytes of jur_verdict and where its parts lie; a decision's verdict is a 32-bit status and one jur_verdict an output.
struct VerdictLayout {
  static constexpr std::uint32_t kFirst = 4;
  static constexpr std::uint32_t kSize = 24;
  static constexpr std::uint32_t kWord = 0, kPossible = 1, kFlags = 2, kAccepted = 4, kDeadline = 8, kNotBefore = 12, kUntil = 16,
                                 kHours = 20;
  [[nodiscard]] static std::uint32_t size(const core::Program& p) {
    return kFirst + kSize * static_cast<std::uint32_t>(p.outputs.size());
  }
};

// Verdicts and cases lie on the stack of NAME_decide_columns and below it, of which wasm and threads may have 1 MiB.
inline constexpr std::size_t kMostOutputs = 16'384;
inline constexpr std::uint32_t kMostCaseBytes = 65'536;

// Why the facts have no layout (an enum of more than 65,000 members), or nothing.
[[nodiscard]] std::optional<std::string> no_layout(const core::Program& program);
// Precondition: no_layout says nothing.
[[nodiscard]] CaseLayout case_layout(const core::Program& program);

// The bytes of one value of a fact / of a case. Precondition: the values are of their facts' kinds.
void pack_value(const Field& field, const core::Value& v, std::byte* at);
[[nodiscard]] std::vector<std::byte> pack_case(const CaseLayout& layout, const core::Case& c);

// Members as they lie in a set field: shifted by the known bit, which is set.
[[nodiscard]] std::vector<std::uint64_t> set_words(const Field& field, const ValueSet& s);

}  // namespace jur::lower
