#include "check/check.h"

#include "check/context.h"

namespace jur {
namespace {

void declare_modules(checking::Context& c) {
  for (const Unit& unit : c.units) {
    model::Module module;
    module.name = unit.module;
    module.file = unit.tree->file;
    module.library = unit.library;
    for (const Unit::Use& use : unit.uses) module.uses.emplace_back(use.unit);
    c.program.modules.add(std::move(module));
  }
  c.symbols.resize(c.units.size());
}

}  // namespace

model::Program check(const Sources& sources, std::span<const Unit> units, Sink& sink) {
  model::Program program;
  Sink found;
  checking::Spoilt spoilt(units);
  checking::Context c{sources, units, found, program, spoilt, {}, {}, {}};
  declare_modules(c);
  checking::declare(c);
  checking::check_enums(c);
  checking::check_records(c);
  checking::check_groups(c);
  checking::check_relations(c);
  checking::check_cases(c);
  checking::check_actions(c);
  checking::declare_laws(c);
  checking::check_defines(c);
  checking::check_assumptions(c);
  checking::check_conduct(c);
  checking::check_laws(c);
  checking::check_precedence(c);
  checking::check_routes(c);
  checking::check_acceptances(c);
  checking::check_decisions(c);
  checking::check_scenarios(c);
  checking::check_properties(c);
  for (const Diagnostic& d : found.all()) {
    if (!spoilt.holds(d.primary)) sink.append(d);
  }
  return program;
}

}  // namespace jur
