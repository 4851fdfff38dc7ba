#include "emit/record.h"

#include <cstdint>

#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/IR/Constants.h>
#include <llvm/Support/Compression.h>
#include <llvm/Support/Error.h>
#include <llvm/TargetParser/Triple.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>
#include <nlohmann/json.hpp>

#include "lower/layout.h"

namespace jur::emit {
namespace {

using Json = nlohmann::ordered_json;

// Then two numbers of 4 bytes, low byte first: the record's length and that of the compressed bytes that follow.
constexpr std::string_view kMark = "JurRec1\n";
constexpr std::size_t kHead = kMark.size() + 8;
constexpr std::uint32_t kMostBytes = 1U << 30U;

void put(std::string& out, std::size_t n) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(n >> (8 * i) & 0xFFU);
}

std::uint32_t number(std::string_view at) {
  std::uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(at[i]);
  return out;
}

std::string type_of(const core::Program& p, const core::Fact& f) {
  switch (f.kind) {
    case core::FactKind::Bool:
      return f.assessment ? "assessment" : "bool";
    case core::FactKind::Enum:
      return p.domains[f.domain].name;
    case core::FactKind::Int:
      return "int " + std::to_string(f.lo) + ".." + std::to_string(f.hi);
    case core::FactKind::Date:
      return "date";
    case core::FactKind::Set:
      return "set of " + p.domains[f.domain].name;
  }
  return "";
}

Json facts_of(const core::Program& p) {
  const lower::CaseLayout layout = lower::case_layout(p);
  Json out = Json::array();
  for (const core::FactId id : p.facts.ids()) {
    const core::Fact& f = p.facts[id];
    Json fact{{"name", f.name}, {"type", type_of(p, f)}, {"offset", layout.fields[id.index].offset}};
    if (f.or_none) fact["or_none"] = true;
    if (f.optional) fact["may_be_unknown"] = true;
    if (!f.decided_by.empty()) fact["by"] = f.decided_by;
    out.push_back(std::move(fact));
  }
  return out;
}

Json rules_of(const core::Program& p) {
  Json out = Json::array();
  for (const core::RuleId id : p.rules.ids()) {
    const core::Rule& r = p.rules[id];
    const core::Law& law = p.laws[r.law];
    Json rule{{"name", r.name}};
    const auto say = [&](const char* key, const std::string& text) {
      if (!text.empty()) rule[key] = text;
    };
    say("party", r.instance);
    say("title", r.title);
    say("cite", r.cite);
    say("on_breach", r.breach);
    say("law", law.title.empty() ? law.name : law.title);
    say("law_cite", law.cite);
    say("order", p.orders[law.order].name);
    if (r.unverified || law.unverified) rule["unverified"] = true;
    out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace

std::string record_of(const core::Program& p, const lower::Lowered& code, const std::string& target) {
  Json acts = Json::array();
  for (const core::ActId a : p.outputs) acts.push_back(p.acts[a].party + " " + p.acts[a].action);
  Json bounded = Json::array();
  for (const std::uint32_t i : code.bounded) bounded.push_back(acts[i]);
  Json assumed = Json::array();
  for (const core::FactId f : code.assumed) assumed.push_back(p.facts[f].name);
  Json acceptances = Json::array();
  for (const core::Acceptance& a : p.acceptances.all()) {
    Json one{{"reason", a.reason}};
    if (!a.refer.empty()) one["refer_to"] = a.refer;
    if (!a.cite.empty()) one["cite"] = a.cite;
    acceptances.push_back(std::move(one));
  }
  const Json record{{"decision", p.name},
                    {"case", p.case_name},
                    {"digest", lower::digest(p)},
                    {"jur", JUR_VERSION},
                    {"abi", lower::kAbiVersion},
                    {"shape", lower::shape(p)},
                    {"target", target},
                    {"strategy", code.told()},
                    {"case_size", lower::case_layout(p).size},
                    {"verdict_size", lower::VerdictLayout::size(p)},
                    {"facts", facts_of(p)},
                    {"acts", std::move(acts)},
                    {"bounded", std::move(bounded)},
                    {"assumed", std::move(assumed)},
                    {"rules", rules_of(p)},
                    {"acceptances", std::move(acceptances)}};
  return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view record_section(const llvm::Module& module) {
  const llvm::Triple triple(module.getTargetTriple());
  return triple.isOSBinFormatMachO() ? "__TEXT,__jur" : ".jur";
}

void add_record(llvm::Module& module, const std::string& record) {
  llvm::SmallVector<std::uint8_t, 0> packed;
  llvm::compression::zlib::compress(llvm::arrayRefFromStringRef(record), packed, llvm::compression::zlib::BestSpeedCompression);
  std::string bytes(kMark);
  put(bytes, record.size());
  put(bytes, packed.size());
  bytes.append(packed.begin(), packed.end());
  llvm::LLVMContext& context = module.getContext();
  if (llvm::Triple(module.getTargetTriple()).isOSBinFormatWasm()) {
    llvm::Metadata* entry[] = {llvm::MDString::get(context, ".jur"), llvm::MDString::get(context, bytes)};
    module.getOrInsertNamedMetadata("wasm.custom_sections")->addOperand(llvm::MDNode::get(context, entry));
    return;
  }
  auto* data = llvm::ConstantDataArray::getString(context, bytes, false);
  auto* global = new llvm::GlobalVariable(module, data->getType(), true, llvm::GlobalValue::PrivateLinkage, data, "jur.record");
  global->setSection(record_section(module));
  global->setAlignment(llvm::Align(8));
  llvm::appendToUsed(module, {global});
}

bool unpack_records(std::string_view section, std::vector<std::string>& records) {
  while (!section.empty()) {
    if (section.front() == '\0') {
      section.remove_prefix(1);
      continue;
    }
    if (!section.starts_with(kMark) || section.size() < kHead) return false;
    const std::uint32_t size = number(section.substr(kMark.size()));
    const std::uint32_t packed = number(section.substr(kMark.size() + 4));
    section.remove_prefix(kHead);
    if (packed > section.size() || size > kMostBytes) return false;
    const auto* at = reinterpret_cast<const std::uint8_t*>(section.data());
    llvm::SmallVector<std::uint8_t, 0> record;
    if (llvm::Error failed = llvm::compression::zlib::decompress({at, packed}, record, size)) {
      llvm::consumeError(std::move(failed));
      return false;
    }
    records.emplace_back(record.begin(), record.end());
    section.remove_prefix(packed);
  }
  return true;
}

}  // namespace jur::emit
