#include <map>
#include <set>
#include <tuple>

#include "core/case_json.h"
#include "verify/routes.h"
#include "verify/words.h"

namespace jur {
namespace {

using core::Program;

std::string quoted(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "`" : ", `") + n + "`";
  return out;
}

std::string steps_text(const Program& p, const core::Route& route) {
  std::string out;
  for (const core::RouteStep& s : route.steps) {
    const core::Fact& fact = p.facts[s.fact];
    const std::string member = s.adds ? p.domains[fact.domain].members[static_cast<std::size_t>(s.value.number)] : "";
    out += out.empty() ? "" : ", ";
    out += s.adds ? fmt::format("adds {} to {}", member, fact.name)
                  : fmt::format("changes {} to {}", fact.name, core::show_value(p, s.fact, s.value));
  }
  return out.empty() ? "changes nothing" : out;
}

// The case as scenarios; where there are none, its facts that matter.
std::string example(const Program& p, const RouteFailure& f, const WriteRouteScenarios& write) {
  const std::string begin = "a case in which it is available";
  const std::string scenarios = write && f.shown ? write(p, f) : "";
  const std::string pinned = proof::what_matters(p, f.any, f.omitted);
  if (!scenarios.empty()) return begin + (pinned.empty() ? "" : ", where " + pinned) + scenarios;
  Finding shown;
  shown.witness = f.witness;
  shown.any = f.any;
  const std::string facts = proof::witness_text(p, shown);
  return facts.empty() ? "in every case where it is available" : begin + ":" + facts;
}

void report_failure(const Program& p, const RouteFailure& f, const WriteRouteScenarios& write, Sink& sink) {
  const core::Route& route = p.routes[f.route];
  const std::string what = f.impossible ? "leads to a case that is not possible" : "leaves the contradiction standing";
  Diagnostic& d = sink.report(Code::RouteLeavesClash, p.acceptances[f.acceptance].span,
                              fmt::format("route `{}` out of {} {}", route.name, quoted(f.rules), what));
  d.at_primary("accepted here, with this route").label(route.span, "the route " + steps_text(p, route));
  if (f.impossible && f.assumption < p.assumption_spans.size())
    d.label(p.assumption_spans[f.assumption], "the changed case breaks this");
  d.note(example(p, f, write));
  d.help(route.steps.empty() ? "say what the route changes: `changes FACT to VALUE`, `adds MEMBER to SET`"
                             : "let the route change more, or narrow it with `available when`");
  d.clash.emplace();
  d.clash->rules = f.rules;
  d.clash->witness = core::write_case(p, f.witness, f.any);
}

}  // namespace

void report_routes(std::span<const VerifiedRoutes> verified, Sink& sink, const WriteRouteScenarios& write) {
  std::set<std::tuple<Span, Span, std::vector<std::string>>> told;
  std::map<std::pair<Span, Span>, std::pair<VerifiedRoutes, RouteUse>> uses;
  bool complete = true;
  for (const VerifiedRoutes& v : verified) {
    const Program& p = *v.program;
    complete = complete && v.findings->complete;
    for (const RouteFailure& f : v.findings->failures) {
      if (told.emplace(p.acceptances[f.acceptance].span, p.routes[f.route].span, f.rules).second)
        report_failure(p, f, write, sink);
    }
    for (const RouteUse& u : v.findings->uses) {
      const auto [it, fresh] = uses.try_emplace({p.acceptances[u.acceptance].span, p.routes[u.route].span}, v, u);
      if (!fresh && u.available) it->second.second.available = true;
    }
  }
  for (const auto& [key, use] : uses) {
    const Program& p = *use.first.program;
    const core::Acceptance& a = p.acceptances[use.second.acceptance];
    if (use.second.available || a.library || !complete) continue;
    const core::Route& route = p.routes[use.second.route];
    sink.report(Code::RouteNeverAvailable, a.span, route.name)
        .label(route.span, "the route " + steps_text(p, route))
        .help("look at its `available when`, or take the route out of the acceptance");
  }
}

}  // namespace jur
