// core -> files: object, archive, shared library, C header, LLVM assembly.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "lower/lower.h"

namespace jur::emit {

enum class Kind : std::uint8_t { Static, Shared, Object, Header, Llvm, Wasm, Python, Postgresql };
[[nodiscard]] std::optional<Kind> kind_of(std::string_view name);  // "static", …
[[nodiscard]] std::vector<std::string_view> kind_names();

struct EmitOptions {
  std::string dir;  // made where it does not exist
  std::vector<Kind> kinds;
  std::string target;  // triple; "" for this machine
  std::string cpu;     // "" for any of the architecture; "native" for this machine's
  lower::Strategy strategy = lower::Strategy::Automatic;
};

// What `cpu` may be for a target, sorted, `native` first; empty after Code::UnknownTarget was reported.
[[nodiscard]] std::vector<std::string> processor_names(const std::string& target, Sink& sink);

struct Emitted {
  std::vector<std::string> files;       // paths, by program, in the order of the kinds
  std::vector<std::string> strategies;  // by program: how rules that apply are found, and why so
};

// Writes libNAME.a; libNAME.so; NAME.o; NAME.h, NAME.hpp, jur.h and jur.hpp; NAME.ll; NAME.wasm with NAME.mjs (whatever the
// target; where nothing else is asked for, another target or a processor is an UnknownTarget); NAME.py with libNAME.so; NAME_pg.c
// and NAME.sql with libNAME.a, NAME.h and jur.h. NAME is the program's as a C identifier. The same program gives the same bytes.
// Each file is written under another name first; on errors (Code::CannotWrite, UnknownTarget, LinkFailed, NothingToBuild) nothing
// is written or left behind. Shared libraries need an ELF target and a linker: ld.lld-19, ld.lld, or for this machine's
// architecture ld. wasm needs wasm-ld-19 or wasm-ld. Several decisions are written all or not at all; two that would share a
// file's name are refused (NothingToBuild).
[[nodiscard]] std::optional<Emitted> emit(std::span<const core::Program* const> programs, const EmitOptions& options, Sink& sink);
[[nodiscard]] std::optional<Emitted> emit(const core::Program& program, const EmitOptions& options, Sink& sink);

}  // namespace jur::emit
