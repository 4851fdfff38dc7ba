#include <llvm/IR/Constants.h>

#include "lower/decision.h"

// NAME_manifest: what was compiled, as jur.h's structs.
namespace jur::lower {

void Decision::emit_manifest(const Lowered& about) {
  const auto number = [&](std::size_t n) -> llvm::Constant* { return llvm::ConstantInt::get(u.i32, n); };
  const auto array = [&](llvm::Type* type, const std::vector<llvm::Constant*>& entries, const char* name) -> llvm::Constant* {
    return u.table(llvm::ConstantArray::get(llvm::ArrayType::get(type, entries.size()), entries), name);
  };
  auto* rule_type = llvm::StructType::get(u.context, {u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.ptr, u.i32});
  std::vector<llvm::Constant*> rules;
  for (const core::RuleId id : p.rules.ids()) {
    const core::Rule& r = p.rules[id];
    const core::Law& law = p.laws[r.law];
    rules.push_back(llvm::ConstantStruct::get(
        rule_type,
        {u.text(r.name), u.text(r.instance), u.text(r.title), u.text(r.cite), u.text(r.breach), u.text(law.name),
         u.text(law.title), u.text(law.cite), u.text(p.orders[law.order].name), number(is_unverified(p, id) ? 1 : 0)}));
  }
  const auto act_text = [&](core::ActId a) { return u.text(p.acts[a].party + " " + p.acts[a].action); };
  std::vector<llvm::Constant*> acts;
  for (const core::ActId a : p.outputs) acts.push_back(act_text(a));
  std::vector<llvm::Constant*> bounded;
  for (const std::uint32_t i : about.bounded) bounded.push_back(act_text(p.outputs[i]));
  std::vector<llvm::Constant*> facts;
  for (const core::Fact& f : p.facts.all()) facts.push_back(u.text(f.name));
  auto* acceptance_type = llvm::StructType::get(u.context, {u.ptr, u.ptr, u.ptr});
  std::vector<llvm::Constant*> acceptances;
  for (const core::Acceptance& a : p.acceptances.all()) {
    acceptances.push_back(llvm::ConstantStruct::get(acceptance_type, {u.text(a.reason), u.text(a.refer), u.text(a.cite)}));
  }
  llvm::Constant* manifest = llvm::ConstantStruct::getAnon(
      {number(kAbiVersion), number(u.layout.size), number(VerdictLayout::size(p)), number(shape(p)), u.text(JUR_VERSION),
       u.text(p.name), u.text(digest(p)), u.text(about.told()), array(rule_type, rules, "rules"), array(u.ptr, acts, "acts"),
       array(u.ptr, facts, "facts"), array(u.ptr, bounded, "bounded"), array(acceptance_type, acceptances, "acceptances"),
       number(rules.size()), number(acts.size()), number(facts.size()), number(bounded.size()), number(acceptances.size())});
  llvm::GlobalVariable* data = u.table(manifest, "manifest");
  llvm::Function* f = u.function(u.ptr, {}, "manifest", true);
  Builder b(llvm::BasicBlock::Create(u.context, "entry", f));
  b.CreateRet(data);
  // By its name alone a host of another ABI version does not link. Hosts take its address, so that it is not protected.
  llvm::Function* version = u.function(llvm::Type::getVoidTy(u.context), {}, "of_jur_abi_" + std::to_string(kAbiVersion), true);
  version->setVisibility(llvm::GlobalValue::DefaultVisibility);
  Builder(llvm::BasicBlock::Create(u.context, "entry", version)).CreateRetVoid();
}

}  // namespace jur::lower
