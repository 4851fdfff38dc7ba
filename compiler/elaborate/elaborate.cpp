#include "elaborate/elaborate.h"

#include "elaborate/plans.h"
#include "elaborate/work.h"

namespace jur {
namespace elaborating {
namespace {

std::vector<bool> loaded_by(const model::Program& program, model::ModuleId module) {
  std::vector<bool> out(program.modules.size());
  for (const model::ModuleId m : model::loaded(program, module)) out[m.index] = true;
  return out;
}

// Nothing where the case type has no date at which laws are in force: check has said so.
std::optional<core::Program> make(const model::Program& model, const Plan& plan, const std::vector<model::ModuleId>& asked,
                                  Sink& sink, const ElaborateOptions& options) {
  core::Program out;
  Work w(model, plan, out, sink);
  w.tells_written = options.written;
  for (const model::ModuleId m : asked) w.asked[m.index] = true;
  const model::CaseType& type = w.case_type();
  out.name = plan.decision != nullptr ? plan.decision->name : type.name;
  out.case_name = type.name;
  out.declared = plan.decision != nullptr;
  out.judged = plan.judged;
  out.complete = plan.decision != nullptr && plan.decision->complete;
  out.file = model.modules[plan.module].file;
  out.span = plan.decision != nullptr ? plan.decision->span : type.span;

  w.facts.enter_case();
  out.as_of = w.facts.find(type.as_of);
  if (!out.as_of.valid() || out.facts[out.as_of].kind != core::FactKind::Date) return std::nullopt;
  for (const model::LawId law : plan.laws) w.facts.enter_assessments(law);
  for (std::uint32_t i = 0; i < type.members.size(); ++i) {
    if (type.members[i].party) w.parties.push_back(i);
  }
  for (const model::Assumption& a : model.assumptions) {
    if (!w.has_loaded(a.module) || a.case_type != plan.case_type) continue;
    out.assumptions.push_back(condition(w, a.condition, {}));
    out.assumption_spans.push_back(a.span);
  }
  enter_acts(w);
  enter_conduct(w);
  enter_laws(w);
  settle_precedence(w);
  enter_norms(w);
  enter_doubts(w);
  enter_routes(w);
  enter_acceptances(w);
  enter_outputs(w);
  enter_tests(w);
  enter_spellings(w);
  trim(out);
  return out;
}

}  // namespace

Work::Work(const model::Program& from, const Plan& what, core::Program& to, Sink& reports)
    : model(from),
      plan(what),
      out(to),
      sink(reports),
      loaded(loaded_by(from, what.module)),
      asked(from.modules.size()),
      build(to),
      facts(from, to, what.case_type, loaded) {}

}  // namespace elaborating

std::vector<core::Program> elaborate(const model::Program& program, const std::vector<model::ModuleId>& modules, Sink& sink,
                                     const ElaborateOptions& options) {
  std::vector<core::Program> out;
  for (const elaborating::Plan& plan : elaborating::make_plans(program, modules)) {
    if (auto made = elaborating::make(program, plan, modules, sink, options)) out.push_back(std::move(*made));
  }
  return out;
}

std::vector<core::Program> elaborate_assumptions(const model::Program& program, const std::vector<model::ModuleId>& modules,
                                                 Sink& sink) {
  std::vector<core::Program> out;
  const auto made = elaborating::make_plans(program, modules);
  for (const elaborating::Plan& plan : elaborating::plan_assumptions(program, modules, made)) {
    if (auto p = elaborating::make(program, plan, modules, sink, {})) out.push_back(std::move(*p));
  }
  return out;
}

}  // namespace jur
