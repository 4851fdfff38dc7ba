#include "emit/emit.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include "emit/compile.h"
#include "emit/cpp_header.h"
#include "emit/es_module.h"
#include "emit/files.h"
#include "emit/header.h"
#include "emit/interface.h"
#include "emit/object.h"
#include "emit/postgresql.h"
#include "emit/python.h"
#include "emit/runtime_files.h"
#include "lower/lower.h"
#include "lower/names.h"

namespace jur::emit {
namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 8> kKinds{{{"static", Kind::Static},
                                                                   {"shared", Kind::Shared},
                                                                   {"object", Kind::Object},
                                                                   {"header", Kind::Header},
                                                                   {"llvm", Kind::Llvm},
                                                                   {"wasm", Kind::Wasm},
                                                                   {"python", Kind::Python},
                                                                   {"postgresql", Kind::Postgresql}}};

constexpr std::string_view kWasm = "wasm32-unknown-unknown";

// Everything in memory; nothing after an error was reported.
class Emission {
 public:
  Emission(const core::Program& program, const EmitOptions& options, Sink& sink)
      : p_(program), options_(options), sink_(sink), name_(lower::c_names(program).prefix) {}

  std::optional<std::vector<OutputFile>> files() {
    if (const auto why = lower::not_lowerable(p_)) {
      sink_.report(Code::NothingToBuild, p_.span, fmt::format("decision `{}` cannot be compiled: {}", p_.name, *why))
          .help(p_.outputs.empty() ? "list the actions of a party in it: `PARTY: ACTION, ACTION`"
                                   : "write several decisions, each with fewer actions and laws");
      return std::nullopt;
    }
    if (p_.norms.empty()) {
      std::string help = fmt::format("`use` the modules that hold its laws: all that `{}` sees count", p_.name);
      sink_
          .report(Code::NothingToBuild, p_.span,
                  fmt::format("decision `{}` cannot be compiled: no law has a norm for it", p_.name))
          .help(std::move(help));
      return std::nullopt;
    }
    if (!wasm_fits()) return std::nullopt;
    CompileOptions how{options_.target, options_.cpu, options_.strategy};
    how.assembly = wants(Kind::Llvm);
    how.interface_only = std::ranges::all_of(options_.kinds, [](Kind k) { return k == Kind::Header || k == Kind::Wasm; });
    code_ = compile(p_, name_, how);
    if (!usable(code_, options_.target)) return std::nullopt;
    if ((wants(Kind::Shared) || wants(Kind::Python)) && !code_.target->getTargetTriple().isOSBinFormatELF()) {
      bad_target(code_.target->getTargetTriple().str(), "shared libraries are made for ELF systems only");
      return std::nullopt;
    }
    const Interface about(p_, code_.code);
    if (const auto why = wants(Kind::Postgresql) ? no_postgresql(about) : std::nullopt) {
      sink_.report(Code::NothingToBuild, p_.span, fmt::format("decision `{}` cannot be called from SQL: {}", p_.name, *why))
          .help("write several decisions, each with fewer actions, for a case with fewer facts");
      return std::nullopt;
    }
    std::vector<OutputFile> out;
    std::set<Kind> made;
    for (const Kind k : options_.kinds) {
      for (const Kind needed : needs(k)) {
        if (made.insert(needed).second && !add(needed, about, out)) return std::nullopt;
      }
    }
    return out;
  }
  std::string strategy() const { return code_.code.told(); }

 private:
  // The kinds without which one is of no use, and it.
  static std::vector<Kind> needs(Kind k) {
    if (k == Kind::Python) return {Kind::Shared, k};
    if (k == Kind::Postgresql) return {Kind::Static, Kind::Header, k};
    return {k};
  }
  bool wants(Kind k) const { return std::find(options_.kinds.begin(), options_.kinds.end(), k) != options_.kinds.end(); }

  // Whether no `target` or `cpu` is asked for that nothing would be made for.
  bool wasm_fits() {
    if (!std::ranges::all_of(options_.kinds, [](Kind k) { return k == Kind::Wasm; })) return true;
    const bool fits = options_.target.empty() || llvm::Triple(llvm::Triple::normalize(options_.target)).isWasm();
    if (fits && options_.cpu.empty()) return true;
    std::string help = fmt::format("leave out `{}`, or name another kind of files: `--emit static`", fits ? "--cpu" : "--target");
    const std::string machine(kWasm);
    if (fits) {
      const std::string why = fmt::format("a wasm module is for any processor, and `--cpu {}` asks for one", options_.cpu);
      sink_.report(Code::UnknownTarget, Span{}, machine, why).help(std::move(help));
    } else {
      const std::string why = fmt::format("wasm modules are always for `{}`", machine);
      sink_.report(Code::UnknownTarget, Span{}, options_.target, why).help(std::move(help));
    }
    return false;
  }

  // `target`: "" for this machine.
  bool bad_target(const std::string& target, std::string_view why, const std::string& help = "") {
    Diagnostic& d = sink_.report(Code::UnknownTarget, Span{}, target.empty() ? llvm::sys::getDefaultTargetTriple() : target,
                                 std::string(why));
    if (!help.empty()) d.help(help);
    return false;
  }
  bool usable(const Compiled& code, const std::string& target) {
    if (!code.bad_target.empty()) return bad_target(target, code.bad_target, code.help);
    if (!code.internal.empty()) sink_.report(Code::Internal, p_.span, code.internal);
    return code.internal.empty();
  }

  // The object file, made once; null after an error was reported.
  const std::string* object() {
    if (object_.empty()) {
      Bytes made = object_file(*code_.module, *code_.target);
      if (!made.error.empty()) {
        bad_target(code_.target->getTargetTriple().str(), made.error);
        return nullptr;
      }
      object_ = std::move(made.bytes);
    }
    return &object_;
  }

  bool linked(Bytes made, std::string file, bool executable, std::vector<OutputFile>& out) {
    if (!made.error.empty()) {
      Diagnostic& d = sink_.report(Code::LinkFailed, Span{}, made.error);
      if (made.no_linker)
        d.help(fmt::format("install `lld`, LLVM's linker, or make what needs none: `--emit {}`", "static,header"));
      return false;
    }
    out.push_back({std::move(file), std::move(made.bytes), executable});
    return true;
  }

  // Always for the same machine, whatever the target.
  bool add_wasm(const Interface& about, std::vector<OutputFile>& out) {
    const std::string target(kWasm);
    CompileOptions how{target, "", options_.strategy};
    const Compiled code = compile(p_, name_, how);
    if (!usable(code, target)) return false;
    const Bytes object = object_file(*code.module, *code.target);
    if (!object.error.empty()) return bad_target(target, object.error);
    if (!linked(wasm_module(object.bytes, name_), name_ + ".wasm", false, out)) return false;
    out.push_back({name_ + ".mjs", es_module(about)});
    return true;
  }

  bool add(Kind k, const Interface& about, std::vector<OutputFile>& out) {
    if (k == Kind::Header) {
      out.push_back({name_ + ".h", c_header(about)});
      out.push_back({name_ + ".hpp", cpp_header(about)});
      out.push_back({"jur.h", std::string(runtime_header())});
      out.push_back({"jur.hpp", std::string(runtime_cpp_header())});
      return true;
    }
    if (k == Kind::Wasm) return add_wasm(about, out);
    if (k == Kind::Postgresql) {
      out.push_back({name_ + "_pg.c", postgresql_code(about)});
      out.push_back({name_ + ".sql", postgresql_script(about)});
      return true;
    }
    if (k == Kind::Python) {
      out.push_back({name_ + ".py", python_module(about)});
      return true;
    }
    if (k == Kind::Llvm) {
      out.push_back({name_ + ".ll", code_.assembly});
      return true;
    }
    const std::string* code = object();
    if (code == nullptr) return false;
    const std::string shared = "lib" + name_ + ".so";
    if (k == Kind::Static) return linked(archive(*code, name_ + ".o"), "lib" + name_ + ".a", false, out);
    if (k == Kind::Shared) return linked(shared_library(*code, shared, name_), shared, true, out);
    out.push_back({name_ + ".o", *code});
    return true;
  }

  const core::Program& p_;
  const EmitOptions& options_;
  Sink& sink_;
  std::string name_;
  Compiled code_;
  std::string object_;
};

struct Owner {
  std::string decision;
  std::string file;
};

// Whether the files of a decision can lie beside those of others. What several share (jur.h) is kept once. Names that differ in
// case alone are one file to some systems, and one include guard.
bool join(const core::Program& program, std::vector<OutputFile> more, std::vector<OutputFile>& files,
          std::map<std::string, Owner>& owners, Sink& sink) {
  for (OutputFile& file : more) {
    const auto [entry, fresh] = owners.emplace(lower::upper(file.name), Owner{program.name, file.name});
    if (fresh) {
      files.push_back(std::move(file));
      continue;
    }
    const Owner& owner = entry->second;
    const auto same = std::ranges::find(files, file.name, &OutputFile::name);
    if (same != files.end() && same->bytes == file.bytes) continue;
    const std::string where = owner.file == file.name
                                  ? fmt::format("both be written to `{}`", file.name)
                                  : fmt::format("be written to `{}` and `{}`, which differ in case alone", owner.file, file.name);
    sink.report(Code::NothingToBuild, program.span,
                fmt::format("decisions `{}` and `{}` would {}", owner.decision, program.name, where))
        .help(fmt::format("build them into different folders, one at a time: `--decision {}`", program.name));
    return false;
  }
  return true;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view name) {
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> out;
  for (const auto& entry : kKinds) out.push_back(entry.first);
  return out;
}

std::vector<std::string> processor_names(const std::string& target, Sink& sink) {
  const Processors known = processors(target);
  if (!known.error.empty()) sink.report(Code::UnknownTarget, Span{}, target, known.error).help(known.help);
  return known.names;
}

std::optional<Emitted> emit(std::span<const core::Program* const> programs, const EmitOptions& options, Sink& sink) {
  Emitted out;
  std::vector<OutputFile> files;
  std::map<std::string, Owner> owners;
  bool whole = true;
  for (const core::Program* p : programs) {
    Emission emission(*p, options, sink);
    auto made = emission.files();
    whole = made && join(*p, std::move(*made), files, owners, sink) && whole;
    if (made) out.strategies.push_back(emission.strategy());
  }
  if (!whole || !write_files(options.dir, files, sink)) return std::nullopt;
  for (const OutputFile& f : files) out.files.push_back((std::filesystem::path(options.dir) / f.name).string());
  return out;
}

std::optional<Emitted> emit(const core::Program& program, const EmitOptions& options, Sink& sink) {
  const core::Program* const one = &program;
  return emit({&one, 1}, options, sink);
}

}  // namespace jur::emit
