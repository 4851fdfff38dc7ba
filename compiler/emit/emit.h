// core -> files: object, archive, shared library, C header, LLVM assembly.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "lower/lower.h"

namespace jur::emit {

enum class Kind : std::uint8_t { Static, Shared, Object, Header, Llvm };
[[nodiscard]] std::optional<Kind> kind_of(std::string_view name);  // "static", …
[[nodiscard]] std::vector<std::string_view> kind_names();

struct EmitOptions {
  std::string dir;  // made where it does not exist
  std::vector<Kind> kinds;
  std::string target;  // triple; "" for this machine
  std::string cpu;     // "" for the architecture's portable baseline
  lower::Strategy strategy = lower::Strategy::Automatic;
};

struct Emitted {
  std::vector<std::string> files;  // paths, in the order of the kinds
  std::string strategy;            // how rules that apply are found, and why so
};

// Writes libNAME.a, libNAME.so, NAME.o, NAME.h with jur.h, NAME.ll, where NAME is the program's as a C identifier.
// The same program gives the same bytes. Each file is written under another
// name first; on errors (Code::CannotWrite, UnknownTarget, LinkFailed, NothingToBuild) nothing is written or left behind.
// Shared libraries need an ELF target and a linker: ld.lld-19, ld.lld, or for this machine's architecture ld.
[[nodiscard]] std::optional<Emitted> emit(const core::Program& program, const EmitOptions& options, Sink& sink);

}  // namespace jur::emit
