#include "driver/findings.h"

#include <algorithm>
#include <set>

#include "driver/memory.h"
#include "driver/replay.h"
#include "explain/property_report.h"
#include "explain/scenario_text.h"
#include "verify/gaps.h"
#include "verify/never_meets.h"
#include "verify/routes.h"

namespace jur {
namespace {

// With each witness replayed, if it is new.
Judged judge(const core::Program& p, const VerifyOptions& options, Memory* memory, Sink& sink) {
  if (memory == nullptr || options.certificate) {
    Judged out = judge(p, options, sink);
    const AtStep at(options.step, Step::Replay);
    replay(p, out.findings.all, sink);
    return out;
  }
  const std::string key = Memory::key(p, options);
  if (const Judged* known = memory->judged(key)) return *known;
  const std::size_t said = sink.all().size();
  Judged out = judge(p, options, nullptr, sink);
  if (sink.all().size() == said && out.findings.complete && out.routes.complete) memory->keep(key, out);
  return out;
}

// What clashes in a program made for tests and acceptances alone is found in another one; acceptances may be its own.
void judge_acceptances_alone(const std::vector<core::Program>& programs, VerifyOptions options, std::vector<Findings>& found,
                             std::vector<Verified>& verified, std::vector<RouteFindings>& routes,
                             std::vector<VerifiedRoutes>& verified_routes, Memory* memory, Sink& sink) {
  std::set<Span> told;
  options.details = false;
  for (const Verified& v : verified) {
    for (const core::Acceptance& a : v.program->acceptances.all()) told.insert(a.span);
  }
  for (const core::Program& p : programs) {
    const auto all = p.acceptances.all();
    if (p.judged || std::all_of(all.begin(), all.end(), [&](const core::Acceptance& a) { return told.contains(a.span); }))
      continue;
    Judged judged = judge(p, options, memory, sink);
    found.push_back(std::move(judged.findings));
    found.back().all.clear();
    found.back().unlisted.clear();
    found.back().accepted.clear();
    verified.push_back({&p, &found.back()});
    routes.push_back(std::move(judged.routes));
    verified_routes.push_back({&p, &routes.back()});
  }
}

// What is to be pasted, and where it belongs if that is not the file of the finding, which is at `place`.
std::string to_paste(const core::Program& p, Span place, std::string_view what, std::string_view text, const Sources& sources) {
  const bool elsewhere = p.file.valid() && place.valid() && p.file != place.file;
  return fmt::format("; {} {}:\n{}", what, elsewhere ? "for " + sources[p.file].path : "to paste", text);
}

// Empty where no scenario is judged by the program.
std::string to_paste(const core::Program& p, const Finding& f, const Sources& sources) {
  if (!can_be_pasted(p, *f.shown, p.file)) return "";
  return to_paste(p, p.norms[f.norm].span, "a scenario", scenario_text(p, *f.shown, f.omitted, sources), sources);
}

std::string to_paste(const core::Program& p, const RouteFailure& f, const Sources& sources) {
  if (!can_be_pasted(p, *f.shown, p.file)) return "";
  std::string text = scenario_text(p, *f.shown, f.omitted, sources);
  if (f.changed) text += "\n" + scenario_text(p, *f.changed, *f.shown, sources);
  return to_paste(p, p.acceptances[f.acceptance].span, f.changed ? "scenarios" : "a scenario", text, sources);
}

}  // namespace

void judge_assumptions(const std::vector<core::Program>& programs, const SessionOptions& options, Sink& sink) {
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  for (const core::Program& p : programs) (void)verify(p, verify_options, sink);
}

Unlisted find(const std::vector<core::Program>& programs, const SessionOptions& options, const Sources& sources,
              Certificate& certificate, Sink& sink) {
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  verify_options.limit = options.limit;
  std::vector<Findings> found;
  found.reserve(programs.size());
  std::vector<RouteFindings> routes;
  routes.reserve(programs.size());
  std::vector<Verified> verified;
  std::vector<VerifiedRoutes> verified_routes;
  for (const core::Program& p : programs) {
    if (!p.judged) continue;
    certificate.attach(p, verify_options);
    Judged judged = judge(p, verify_options, options.memory, sink);
    found.push_back(std::move(judged.findings));
    verified.push_back({&p, &found.back()});
    routes.push_back(std::move(judged.routes));
    verified_routes.push_back({&p, &routes.back()});
  }
  judge_acceptances_alone(programs, verify_options, found, verified, routes, verified_routes, options.memory, sink);
  report_routes(verified_routes, sink, [&](const core::Program& p, const RouteFailure& f) { return to_paste(p, f, sources); });
  return report(verified, options.limit, sink, [&](const core::Program& p, const Finding& f) { return to_paste(p, f, sources); });
}

void find_gaps(const std::vector<core::Program>& programs, const SessionOptions& options, const Sources& sources,
               Certificate& certificate, Sink& sink) {
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  for (const core::Program& p : programs) {
    if (!p.judged || !p.complete) continue;
    certificate.attach(p, verify_options);
    const GapFindings found = verify_gaps(p, verify_options, sink);
    {
      const AtStep at(options.step, Step::Replay);
      replay(p, found.all, sink);
    }
    for (const Gap& g : found.all) {
      report_gap(p, g, sink).note("such a case as a scenario to paste:\n" + scenario_text(p, g.shown, g.omitted, sources));
    }
  }
}

void find_idle_precedence(const std::vector<core::Program>& programs, const SessionOptions& options,
                          const std::vector<bool>& asked, Certificate& certificate, Sink& sink) {
  std::set<Span> told;
  for (const Diagnostic& d : sink.all()) {
    if (d.code == Code::PrecedenceNeverMeets) told.insert(d.primary);
  }
  std::vector<PrecedenceFindings> found;
  found.reserve(programs.size());
  std::vector<PrecedenceProgram> looked_at;
  for (const core::Program& p : programs) {
    if (!p.judged) continue;
    PrecedenceOptions o;
    o.verify.today = options.today;
    o.verify.step = options.step;
    o.wanted = [&](Span span) { return asked[span.file.index] && !told.contains(span); };
    certificate.attach(p, o.verify);
    found.push_back(verify_precedence(p, o, sink));
    looked_at.push_back({&p, &found.back()});
  }
  for (const auto& [program, never] : never_in_all(looked_at)) report_never_meets(*program, *never, sink);
}

std::vector<JudgedProperty> judge_properties(const std::vector<core::Program>& programs, const SessionOptions& options,
                                             const Sources& sources, Sink& sink, Certificate* certificate) {
  VerifyOptions verify_options;
  verify_options.today = options.today;
  verify_options.step = options.step;
  std::vector<JudgedProperty> out;
  for (const core::Program& p : programs) {
    if (p.properties.empty()) continue;
    if (certificate != nullptr) certificate->attach(p, verify_options);
    const PropertyFindings found = verify_properties(p, verify_options, sink);
    {
      const AtStep at(options.step, Step::Replay);
      replay(p, found.refuted, sink);
    }
    for (std::size_t i = 0; i < p.properties.size(); ++i) out.push_back({&p.properties[i], found.states[i]});
    for (const std::size_t i : found.idle) {
      sink.report(Code::PropertyIdle, p.properties[i].span, p.properties[i].name)
          .help("it holds whatever the rules say: mend its `when`, or the `assume` that leaves no such case");
    }
    for (const Refutation& r : found.refuted) {
      const core::Property& property = p.properties[r.property];
      const Refuted refuted{property, property.expectations[r.expectation], r.witness, r.any, r.shown, r.omitted, r.came};
      report_refuted(p, refuted, sources, sink);
    }
  }
  return out;
}

}  // namespace jur
