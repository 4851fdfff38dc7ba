// core -> LLVM module. A decision becomes pure, re-entrant functions over flat structs (layout.h) that call no library and
// allocate nothing; every bit pattern of a case is defined. They mean what evaluate means.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"

namespace llvm {
class Module;
}  // namespace llvm

namespace jur::lower {

// The most combinations of classes of unknown facts that generated code goes through for one action.
inline constexpr std::uint32_t kMaxCombinations = 4096;

// How a decision finds the rules that apply.
enum class Strategy : std::uint8_t {
  Automatic,     // by estimated cost
  StraightLine,  // each condition in turn
  Bitsets,       // for each fact a table from its values to sets of rules
  Cells,         // for each pair of selective facts a table from their values to the few rules left
};
[[nodiscard]] const char* strategy_name(Strategy s);  // "straight-line", …
[[nodiscard]] std::optional<Strategy> strategy_of(std::string_view name);
[[nodiscard]] std::vector<std::string> strategy_names();

// How code tells which rules clash.
enum class ClashCode : std::uint8_t {
  Automatic,  // by estimated size
  Listed,     // each set of rules that may clash is tested; where they are too many, they are searched for
  Searched,   // they are looked for in the case at hand
};

struct LowerOptions {
  Strategy strategy = Strategy::Automatic;  // straight-line code is made where another is asked for and does not fit
  ClashCode clashes = ClashCode::Automatic;
  std::string prefix;     // of all symbols; "" for the program's name
  bool manifest = true;   // with NAME_manifest
  bool columns = true;    // with NAME_decide_columns
  std::string processor;  // the least that runs the code, for the manifest; "" for any
  bool versions = false;  // functions can be made for several processors: Lowered::vectors names them
  bool lookups = false;   // that processor looks bytes up in vector registers: AVX-512 VBMI
};

// An exported function that gains from a processor's widest vectors.
struct Vectors {
  std::string function;
  std::string lookups;  // a private one that does the same with AVX-512 VBMI; "" for none
};

// Why no code can be made for the program, in words for its author; nothing where it can.
[[nodiscard]] std::optional<std::string> not_lowerable(const core::Program& program);

// An attribute of functions that are called so seldom that it does not matter for which processor they are made.
inline constexpr const char* kRare = "jur-rare";

// What the header needs to know of the code.
struct Lowered {
  std::vector<std::uint32_t> bounded;  // indexes into Program::outputs: the verdict may be undetermined where one word is left
  // Facts of which assumptions ask so much that, where some are unknown, a case that no completion makes possible may get a
  // verdict.
  std::vector<core::FactId> assumed;
  std::uint32_t max_reasons = 0;               // the most that NAME_reasons gives for one case
  Strategy strategy = Strategy::StraightLine;  // the one taken
  std::string why;                             // in words
  std::vector<Vectors> vectors;                // where functions can be made for several processors
  bool clashes_searched = false;
  [[nodiscard]] std::string told() const {
    return std::string(strategy_name(strategy)) + ": " + why + (clashes_searched ? "; clashes are searched for" : "");
  }
};

// Adds the program's functions to `module`, whose triple and data layout are set.
// Precondition: not_lowerable says nothing; the prefix is new in the module.
Lowered lower(const core::Program& program, const LowerOptions& options, llvm::Module& module);

// SHA-256 of all that can change a verdict or a reason, 64 hexadecimal digits: facts with their values, defaults and
// presumptions, conditions, assumptions, laws, rules, norms, conduct, acceptances and routes with their texts and citations, and
// the list of verdicts. Not of places in files, of titles of facts and enumerators, of scenarios and properties.
[[nodiscard]] std::string digest(const core::Program& program);
// What a host that was compiled against the header relies on: fields with their places and kinds, enumerators by number, acts by
// place. Libraries of equal shape can stand for each other. Precondition: the facts have a layout.
[[nodiscard]] std::uint32_t shape(const core::Program& program);

}  // namespace jur::lower
