// What is declared and never spoken of. In files that others may use and that are not all here, nothing is told.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/used_names.h"
#include "lint/walk.h"

namespace jur::lint_rules {

namespace {

class Unused {
 public:
  Unused(const LintInput& in, Findings& out) : in_(in), out_(out), used_(used_names(in)) {}

  void look(std::string_view kind, const std::string& name, model::ModuleId module, Span span, std::string_view help) {
    const LintFile& f = in_.files[module.index];
    if (!f.asked || !f.whole || used_.contains(name)) return;
    out_.add(span, fmt::format("{} `{}` is never used", kind, name)).help(std::string(help));
  }

 private:
  const LintInput& in_;
  Findings& out_;
  NameSet used_;
};

}  // namespace

void unused_define(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& d : in.model.defines.all()) unused.look("definition", d.name, d.module, d.span, "take it out, or use it");
}

void unused_group(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& g : in.model.groups.all()) unused.look("group", g.name, g.module, g.span, "take it out, or use it");
}

void unused_relation(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& r : in.model.relations.all()) unused.look("relation", r.name, r.module, r.span, "take it out, or ask for it");
}

void unused_type(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& e : in.model.enums.all())
    unused.look("enum", e.name, e.module, e.span, "take it out, or give a fact this type");
  for (const auto& r : in.model.records.all())
    unused.look("record", r.name, r.module, r.span, "take it out, or give a fact this type");
}

void unused_enumerator(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& e : in.model.enums.all()) {
    for (const auto& m : e.members)
      unused.look("enumerator", m.name, e.module, m.span, "take it out, or write the rule that speaks of it");
  }
}

void unused_action(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  std::set<model::ActionId> speaks;  // of another action
  for (const auto& r : in.model.relates) speaks.insert({r.from.action, r.to.action});
  for (const auto id : in.model.actions.ids()) {
    const auto& a = in.model.actions[id];
    if (!a.excludes.empty() || speaks.contains(id)) continue;
    unused.look("action", a.name, a.module, a.span, "take it out, or write the rule that speaks of it");
  }
}

void unused_route(const LintInput& in, Findings& out) {
  Unused unused(in, out);
  for (const auto& r : in.model.routes.all())
    unused.look("route", r.name, r.module, r.span, "name it in an acceptance, or take it out");
}

void unused_fact(const LintInput& in, Findings& out) {
  constexpr std::string_view kHelp = "take it out: whoever asks must fill it in for nothing";
  Unused unused(in, out);
  for (const auto& r : in.model.records.all()) {
    for (const auto& f : r.fields) unused.look("fact", f.name, f.module, f.span, kHelp);
  }
  for (const auto& c : in.model.cases.all()) {
    for (const auto& m : c.members) {
      if (!m.party) unused.look(m.field.assessment ? "assessment" : "fact", m.field.name, c.module, m.field.span, kHelp);
    }
  }
  for (const auto& l : in.model.laws.all()) {
    for (const auto& f : l.assessments) unused.look("assessment", f.name, l.module, f.span, kHelp);
  }
}

void unused_parameter(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    each_node(*f.tree, syntax::NodeKind::define_decl, [&](syntax::NodeRef define) {
      const syntax::NodeRef parameters = define.child(syntax::NodeKind::parameters);
      if (!parameters) return;
      std::set<std::string> spoken;
      const syntax::NodeRef body = define.child(syntax::NodeKind::expr);
      for (std::uint32_t i = body.index(); i < f.tree->nodes[body.index()].next; ++i) {
        const syntax::NodeRef n(f.tree, i);
        if (n.is(syntax::NodeKind::name)) spoken.insert(words(n));
      }
      for (const syntax::NodeRef p : parameters.children(syntax::NodeKind::parameter)) {
        const syntax::NodeRef name = p.child(syntax::NodeKind::name);
        if (spoken.contains(words(name))) continue;
        out.add(name.span(), fmt::format("parameter `{}` is never used", words(name)))
            .help("take it out, here and where the definition is used");
      }
    });
  }
}

}  // namespace jur::lint_rules
