// What files use.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/used_names.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::ModuleId;
using syntax::NodeKind;
using syntax::NodeRef;

namespace {

std::string module_of(NodeRef use) {
  std::string name = words(use.child(NodeKind::path));
  std::erase(name, ' ');
  return name;
}

// The names that a module gives, and whether it does something to whoever loads it, named or not.
struct Given {
  std::set<std::string_view> names;
  bool acts = false;
};

std::vector<Given> given(const model::Program& p) {
  std::vector<Given> out(p.modules.size());
  const auto name = [&](ModuleId m, std::string_view n) { out[m.index].names.insert(n); };
  const auto acts = [&](ModuleId m) { out[m.index].acts = true; };
  for (const auto& e : p.enums.all()) {
    name(e.module, e.name);
    for (const auto& m : e.members) name(e.module, m.name);
  }
  for (const auto& r : p.records.all()) {
    name(r.module, r.name);
    for (const auto& f : r.fields) {
      name(f.module, f.name);
      if (f.module != r.module) acts(f.module);
    }
  }
  for (const auto& g : p.groups.all()) name(g.module, g.name);
  for (const auto& r : p.relations.all()) name(r.module, r.name);
  for (const auto& d : p.defines.all()) name(d.module, d.name);
  for (const auto& r : p.routes.all()) name(r.module, r.name);
  for (const auto& c : p.cases.all()) acts(c.module);
  for (const auto& a : p.actions.all()) acts(a.module);
  for (const auto& r : p.relates) acts(r.module);
  for (const auto& l : p.laws.all()) acts(l.module);
  for (const auto& a : p.assumptions) acts(a.module);
  for (const auto& a : p.acceptances) acts(a.module);
  for (const auto& d : p.decisions) acts(d.module);
  for (const auto& s : p.scenarios.all()) acts(s.module);
  for (const auto& x : p.properties) acts(x.module);
  return out;
}

template <class Visit>
void each_use(const syntax::Tree& tree, Visit visit) {
  for (const NodeRef decl : tree.root().children(NodeKind::decl)) {
    if (const NodeRef use = decl.child(NodeKind::use_decl)) visit(use);
  }
}

}  // namespace

void repeated_import(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    std::map<std::string, Span> seen;
    each_use(*f.tree, [&](NodeRef use) {
      const auto [at, fresh] = seen.try_emplace(module_of(use), use.span());
      if (fresh) return;
      Diagnostic& d = out.add(use.span(), fmt::format("`{}` is used already", module_of(use)));
      d.label(at->second, "here for the first time").help("take one out");
      d.fix.push_back(taken_out(use));
    });
  }
}

void unused_import(const LintInput& in, Findings& out) {
  const model::Program& p = in.model;
  const std::vector<Given> all = given(p);
  for (const ModuleId m : p.modules.ids()) {
    const LintFile& f = in.files[m.index];
    if (!f.asked) continue;
    const NameSet spoken = all_names(*f.tree);
    std::set<std::string> told;
    each_use(*f.tree, [&](NodeRef use) {
      const std::string name = module_of(use);
      const auto& uses = p.modules[m].uses;
      const auto used = std::find_if(uses.begin(), uses.end(), [&](ModuleId u) { return p.modules[u].name == name; });
      if (used == uses.end() || !told.insert(name).second) return;
      const auto& names = all[used->index].names;
      if (std::any_of(names.begin(), names.end(), [&](std::string_view n) { return spoken.contains(n); })) return;
      std::set<ModuleId> others{m};
      for (const ModuleId u : uses) {
        if (u == *used) continue;
        for (const ModuleId x : model::loaded(p, u)) others.insert(x);
      }
      if (all[used->index].acts) return;
      for (const ModuleId x : model::loaded(p, *used)) {
        if (!others.contains(x) && all[x.index].acts) return;
      }
      Diagnostic& d = out.add(use.span(), fmt::format("nothing of `{}` is used here", name));
      d.help("take the line out");
      d.fix.push_back(taken_out(use));
    });
  }
}

}  // namespace jur::lint_rules
