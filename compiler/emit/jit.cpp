#include "emit/jit.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/Support/TargetSelect.h>

#include "emit/machine.h"
#include "emit/versions.h"
#include "lower/layout.h"
#include "lower/lower.h"

namespace jur::emit {
namespace {

using V = lower::VerdictLayout;

// As in jur.h.
struct Reason {
  std::uint16_t kind;
  std::uint16_t act;
  std::uint32_t index;
  const char* name;
  const char* cite;
};
constexpr std::uint32_t kUnverified = 1, kOpen = 2, kBounded = 4;
constexpr std::uint16_t kRule = 1, kMissing = 2, kOpenFact = 3;
constexpr std::int32_t kNoDate = INT32_MIN;

template <class T>
T read(const std::byte* at, std::uint32_t offset) {
  T out;
  std::memcpy(&out, at + offset, sizeof out);
  return out;
}

std::optional<Date> date(const std::byte* at, std::uint32_t offset) {
  const auto days = read<std::int32_t>(at, offset);
  return days == kNoDate ? std::nullopt : std::optional(Date{days});
}

}  // namespace

struct NativeCode::Impl {
  struct Entry {
    const core::Program* program;
    lower::CaseLayout layout;
    lower::Lowered about;
    std::int32_t (*decide)(const void*, void*);
    std::int32_t (*decide_many)(const void*, std::size_t, void*) = nullptr;
    std::size_t (*reasons)(const void*, Reason*, std::size_t);
    std::int32_t (*columns)(const void*, std::size_t, const void*) = nullptr;
  };
  std::unique_ptr<llvm::orc::LLJIT> jit;
  std::vector<Entry> entries;
};

NativeCode::NativeCode(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NativeCode::~NativeCode() = default;

std::unique_ptr<NativeCode> NativeCode::compile(std::span<const core::Program* const> programs, std::string& error,
                                                const JitOptions& options) {
  // LLVM's own table of targets; filled once, also where threads compile side by side.
  [[maybe_unused]] static const bool ready = !llvm::InitializeNativeTarget() && !llvm::InitializeNativeTargetAsmPrinter();
  const Effort effort = options.optimise ? Effort::Full : Effort::Fast;
  Machine made = machine("", options.cpu, effort);
  if (!made.target) {
    error = made.error;
    return nullptr;
  }
  const auto failed = [&](llvm::Error e) {
    error = llvm::toString(std::move(e));
    return nullptr;
  };
  auto impl = std::make_unique<Impl>();
  llvm::orc::JITTargetMachineBuilder builder(made.target->getTargetTriple());
  if (!options.cpu.empty()) {
    builder.setCPU(made.target->getTargetCPU().str());
    builder.addFeatures(llvm::SubtargetFeatures(made.target->getTargetFeatureString()).getFeatures());
  }
  builder.setCodeGenOptLevel(options.optimise ? llvm::CodeGenOptLevel::Default : llvm::CodeGenOptLevel::None);
  builder.setRelocationModel(llvm::Reloc::PIC_);
  auto jit = llvm::orc::LLJITBuilder().setJITTargetMachineBuilder(std::move(builder)).create();
  if (!jit) return failed(jit.takeError());
  impl->jit = std::move(*jit);

  auto context = std::make_unique<llvm::LLVMContext>();
  auto module = new_module(*context, *made.target, "jit");
  for (std::size_t i = 0; i < programs.size(); ++i) {
    lower::LowerOptions how;
    how.prefix = fmt::format("p{}", i);
    how.manifest = false;
    how.strategy = options.strategy;
    how.clashes = options.clashes;
    how.columns = options.columns;
    how.lookups = has_lookups(*made.target);
    lower::Lowered about = lower::lower(*programs[i], how, *module);
    impl->entries.push_back({programs[i], lower::case_layout(*programs[i]), std::move(about), nullptr, nullptr, nullptr});
  }
  error = optimise(*module, *made.target, effort);
  if (!error.empty()) return nullptr;
  if (auto e = impl->jit->addIRModule(llvm::orc::ThreadSafeModule(std::move(module), std::move(context))))
    return failed(std::move(e));
  for (std::size_t i = 0; i < programs.size(); ++i) {
    auto decide = impl->jit->lookup(fmt::format("p{}_decide", i));
    if (!decide) return failed(decide.takeError());
    auto many = impl->jit->lookup(fmt::format("p{}_decide_many", i));
    if (!many) return failed(many.takeError());
    auto reasons = impl->jit->lookup(fmt::format("p{}_reasons", i));
    if (!reasons) return failed(reasons.takeError());
    impl->entries[i].decide = decide->toPtr<std::int32_t (*)(const void*, void*)>();
    impl->entries[i].decide_many = many->toPtr<std::int32_t (*)(const void*, std::size_t, void*)>();
    impl->entries[i].reasons = reasons->toPtr<std::size_t (*)(const void*, Reason*, std::size_t)>();
    if (!options.columns) continue;
    auto columns = impl->jit->lookup(fmt::format("p{}_decide_columns", i));
    if (!columns) return failed(columns.takeError());
    impl->entries[i].columns = columns->toPtr<std::int32_t (*)(const void*, std::size_t, const void*)>();
  }
  return std::unique_ptr<NativeCode>(new NativeCode(std::move(impl)));
}

lower::Strategy NativeCode::strategy(std::size_t program) const { return impl_->entries[program].about.strategy; }
bool NativeCode::clashes_searched(std::size_t program) const { return impl_->entries[program].about.clashes_searched; }
std::size_t NativeCode::case_size(std::size_t program) const { return impl_->entries[program].layout.size; }
const std::vector<core::FactId>& NativeCode::assumed(std::size_t program) const { return impl_->entries[program].about.assumed; }
const std::vector<std::uint32_t>& NativeCode::bounded(std::size_t program) const { return impl_->entries[program].about.bounded; }

NativeOutcome NativeCode::decide(std::size_t program, const core::Case& c) const {
  return decide(program, lower::pack_case(impl_->entries[program].layout, c));
}

NativeOutcome NativeCode::decide(std::size_t program, std::span<const std::byte> bytes) const {
  const Impl::Entry& entry = impl_->entries[program];
  std::vector<std::uint64_t> aligned((entry.layout.size + 7) / 8);
  std::memcpy(aligned.data(), bytes.data(), entry.layout.size);
  NativeScratch scratch;
  NativeOutcome out;
  decide(program, aligned, scratch, out);
  return out;
}

NativeColumns NativeCode::columns(std::size_t program, std::span<const std::byte> cases) const {
  const Impl::Entry& entry = impl_->entries[program];
  const std::size_t count = cases.size() / entry.layout.size;
  NativeColumns out;
  out.statuses.resize(count);
  out.words.assign(entry.program->outputs.size(), std::vector<std::uint8_t>(count));
  std::vector<std::vector<std::uint64_t>> columns;  // aligned for any field
  std::vector<const void*> given;
  for (const core::FactId f : entry.layout.order) {
    const lower::Field& field = entry.layout.fields[f.index];
    const std::size_t bytes = std::size_t{field.bytes} * field.words;
    columns.emplace_back((count * bytes + 7) / 8);
    for (std::size_t i = 0; i < count; ++i) {
      std::memcpy(reinterpret_cast<std::byte*>(columns.back().data()) + i * bytes,
                  cases.data() + i * entry.layout.size + field.offset, bytes);
    }
    given.push_back(columns.back().data());
  }
  std::vector<void*> taken{out.statuses.data()};
  for (std::vector<std::uint8_t>& words : out.words) taken.push_back(words.data());
  out.status = static_cast<NativeStatus>(entry.columns(given.data(), count, taken.data()));
  return out;
}

bool NativeCode::many_agrees(std::size_t program, std::span<const std::byte> cases) const {
  const Impl::Entry& entry = impl_->entries[program];
  const std::size_t count = cases.size() / entry.layout.size;
  const std::size_t words = V::size(*entry.program) / 4;
  std::vector<std::uint64_t> aligned((cases.size() + 7) / 8);
  std::memcpy(aligned.data(), cases.data(), cases.size());
  std::vector<std::uint32_t> many(count * words, 1), each(count * words, 2);
  std::int32_t first = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto* at = reinterpret_cast<const std::byte*>(aligned.data()) + i * entry.layout.size;
    const std::int32_t status = entry.decide(at, each.data() + i * words);
    if (first == 0) first = status;
  }
  return entry.decide_many(aligned.data(), count, many.data()) == first && many == each;
}

NativeStatus NativeCode::words(std::size_t program, std::span<const std::uint64_t> aligned, NativeScratch& scratch,
                               std::vector<core::Word>& out, bool& bounded) const {
  const Impl::Entry& entry = impl_->entries[program];
  scratch.verdict.resize(V::size(*entry.program) / 4);
  const auto status = static_cast<NativeStatus>(entry.decide(aligned.data(), scratch.verdict.data()));
  out.clear();
  bounded = false;
  if (status != NativeStatus::Ok) return status;
  const auto* at = reinterpret_cast<const std::byte*>(scratch.verdict.data()) + V::kFirst;
  for (std::size_t i = 0; i < entry.program->outputs.size(); ++i, at += V::kSize) {
    out.push_back(static_cast<core::Word>(read<std::uint8_t>(at, V::kWord)));
    bounded = bounded || (read<std::uint8_t>(at, V::kFlags) & kBounded) != 0;
  }
  return status;
}

void NativeCode::decide(std::size_t program, std::span<const std::uint64_t> aligned, NativeScratch& scratch,
                        NativeOutcome& out) const {
  const Impl::Entry& entry = impl_->entries[program];
  scratch.verdict.resize(V::size(*entry.program) / 4);
  out.status = static_cast<NativeStatus>(entry.decide(aligned.data(), scratch.verdict.data()));
  out.verdicts.resize(out.status == NativeStatus::Ok ? entry.program->outputs.size() : 0);
  const auto* at = reinterpret_cast<const std::byte*>(scratch.verdict.data()) + V::kFirst;
  for (NativeVerdict& v : out.verdicts) {
    v.word = static_cast<core::Word>(read<std::uint8_t>(at, V::kWord));
    v.possible.clear();
    for (std::size_t w = 0; w < core::kWords; ++w) {
      if ((read<std::uint8_t>(at, V::kPossible) >> w & 1U) != 0) v.possible.push_back(static_cast<core::Word>(w));
    }
    const std::uint32_t flags = read<std::uint8_t>(at, V::kFlags);
    v.unverified = (flags & kUnverified) != 0;
    v.open = (flags & kOpen) != 0;
    v.bounded = (flags & kBounded) != 0;
    const auto accepted = read<std::uint16_t>(at, V::kAccepted);
    v.accepted = accepted != 0 ? core::AcceptanceId(accepted - 1U) : core::AcceptanceId();
    v.deadline = date(at, V::kDeadline);
    v.not_before = date(at, V::kNotBefore);
    v.until = date(at, V::kUntil);
    v.hours = read<std::uint32_t>(at, V::kHours);
    v.rules.clear();
    v.missing.clear();
    v.opens.clear();
    at += V::kSize;
  }
  if (out.status != NativeStatus::Ok) return;
  const std::size_t room = std::max<std::size_t>(entry.about.max_reasons, 1);
  scratch.reasons.resize((room * sizeof(Reason) + 7) / 8);
  auto* reasons = reinterpret_cast<Reason*>(scratch.reasons.data());
  const std::size_t count = std::min(entry.reasons(aligned.data(), reasons, room), room);
  for (std::size_t i = 0; i < count; ++i) {
    NativeVerdict& v = out.verdicts[reasons[i].act];
    if (reasons[i].kind == kRule) v.rules.emplace_back(reasons[i].index);
    if (reasons[i].kind == kMissing) v.missing.emplace_back(reasons[i].index);
    if (reasons[i].kind == kOpenFact) v.opens.emplace_back(reasons[i].index);
  }
}

}  // namespace jur::emit
