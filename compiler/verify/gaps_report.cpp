#include "core/case_json.h"
#include "verify/gaps.h"
#include "verify/words.h"

namespace jur {

Diagnostic& report_gap(const core::Program& p, const Gap& gap, Sink& sink) {
  const core::Act& act = p.acts[gap.act];
  const std::string name = act.party + " " + act.action;
  Diagnostic& d = sink.report(Code::Gap, p.span, name, p.name);
  d.at_primary("`complete`: no verdict that it lists may be `silent`");
  d.note(fmt::format("the cases are dated (`{}`) {}", p.facts[p.as_of].name, proof::windows_text(p, gap.days, gap.cut)));
  d.help(fmt::format("say in a rule what holds there (`{} may {}` permits it), or rule these cases out with `assume`", act.party,
                     act.action));
  d.clash.emplace();
  d.clash->acts.push_back({act.party, act.action});
  d.clash->windows = proof::window_details(p, gap.days);
  d.clash->witness = core::write_case(p, gap.witness, gap.any);
  return d;
}

}  // namespace jur
