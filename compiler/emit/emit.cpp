#include "emit/emit.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Triple.h>

#include "emit/files.h"
#include "emit/header.h"
#include "emit/machine.h"
#include "emit/object.h"
#include "emit/runtime_header.h"
#include "lower/lower.h"
#include "lower/names.h"

namespace jur::emit {
namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 5> kKinds{{{"static", Kind::Static},
                                                                   {"shared", Kind::Shared},
                                                                   {"object", Kind::Object},
                                                                   {"header", Kind::Header},
                                                                   {"llvm", Kind::Llvm}}};

// Everything in memory; nothing after an error was reported.
class Emission {
 public:
  Emission(const core::Program& program, const EmitOptions& options, Sink& sink)
      : p_(program), options_(options), sink_(sink), name_(lower::c_names(program).prefix) {}

  std::optional<std::vector<OutputFile>> files() {
    if (!prepare()) return std::nullopt;
    std::vector<OutputFile> out;
    std::set<Kind> made;
    for (const Kind k : options_.kinds) {
      if (made.insert(k).second && !add(k, out)) return std::nullopt;
    }
    return out;
  }
  std::string strategy() const { return code_.told(); }

 private:
  bool wants(Kind k) const { return std::find(options_.kinds.begin(), options_.kinds.end(), k) != options_.kinds.end(); }

  bool bad_target(const std::string& why) {
    const std::string target =
        options_.target.empty() ? machine_.target ? machine_.target->getTargetTriple().str() : "" : options_.target;
    sink_.report(Code::UnknownTarget, Span{}, target, why);
    return false;
  }

  bool prepare() {
    if (const auto why = lower::not_lowerable(p_)) {
      sink_.report(Code::NothingToBuild, p_.span, fmt::format("decision `{}` cannot be compiled: {}", p_.name, *why));
      return false;
    }
    machine_ = machine(options_.target, options_.cpu, Effort::Full);
    if (!machine_.target) return bad_target(machine_.error);
    const llvm::DataLayout layout = machine_.target->createDataLayout();
    if (layout.getABIIntegerTypeAlignment(64) != llvm::Align(8))
      return bad_target("its 64-bit numbers are not aligned to 8 bytes");
    if (wants(Kind::Shared) && !machine_.target->getTargetTriple().isOSBinFormatELF()) {
      return bad_target("shared libraries are made for ELF systems only");
    }
    module_ = new_module(context_, *machine_.target, name_);
    lower::LowerOptions how;
    how.strategy = options_.strategy;
    code_ = lower::lower(p_, how, *module_);
    const bool only_header = std::ranges::all_of(options_.kinds, [](Kind k) { return k == Kind::Header; });
    if (only_header) return true;
    if (const std::string problem = optimise(*module_, *machine_.target, Effort::Full); !problem.empty()) {
      sink_.report(Code::Internal, p_.span, problem);
      return false;
    }
    if (!wants(Kind::Llvm)) return true;
    llvm::raw_string_ostream stream(assembly_);
    module_->print(stream, nullptr);
    return true;
  }

  // The object file, made once.
  const std::string* object() {
    if (object_.empty()) {
      Bytes made = object_file(*module_, *machine_.target);
      if (!made.error.empty()) {
        bad_target(made.error);
        return nullptr;
      }
      object_ = std::move(made.bytes);
    }
    return &object_;
  }

  bool linked(Bytes made, std::string file, bool executable, std::vector<OutputFile>& out) {
    if (!made.error.empty()) {
      sink_.report(Code::LinkFailed, Span{}, made.error);
      return false;
    }
    out.push_back({std::move(file), std::move(made.bytes), executable});
    return true;
  }

  bool add(Kind k, std::vector<OutputFile>& out) {
    if (k == Kind::Header) {
      out.push_back({name_ + ".h", c_header(p_, code_)});
      out.push_back({"jur.h", std::string(runtime_header())});
      return true;
    }
    if (k == Kind::Llvm) {
      out.push_back({name_ + ".ll", assembly_});
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
  Machine machine_;
  llvm::LLVMContext context_;
  std::unique_ptr<llvm::Module> module_;
  lower::Lowered code_;
  std::string assembly_;
  std::string object_;
};

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

std::optional<Emitted> emit(const core::Program& program, const EmitOptions& options, Sink& sink) {
  Emission emission(program, options, sink);
  const auto files = emission.files();
  if (!files || !write_files(options.dir, *files, sink)) return std::nullopt;
  Emitted out;
  for (const OutputFile& f : *files) out.files.push_back((std::filesystem::path(options.dir) / f.name).string());
  out.strategy = emission.strategy();
  return out;
}

}  // namespace jur::emit
