#include <fmt/format.h>

#include "cli/diff_output.h"
#include "explain/scenario_text.h"
#include "explain/words.h"

namespace jur::cli {
namespace {

class Findings {
 public:
  Findings(const Sources& before, const Sources& after) : new_files_(static_cast<std::uint32_t>(after.size())) {
    add(after, false);
    add(before, true);
  }

  [[nodiscard]] Span of_old(Span span) const {
    if (span.valid()) span.file = FileId(span.file.index + new_files_);
    return span;
  }

  Sink& sink() { return out_.sink; }
  DiffFindings take() {
    out_.sink.sort();
    return std::move(out_);
  }

 private:
  void add(const Sources& sources, bool old) {
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      const SourceFile& f = sources[FileId(i)];
      const FileId id = out_.sources.add(f.path, f.text);
      out_.sources[id].module = f.module;
      out_.sources[id].library = f.library || old;
    }
  }

  std::uint32_t new_files_;
  DiffFindings out_;
};

Span law_of(const core::Program& p, const core::Program& old, core::RuleId rule) {
  for (const core::Law& l : p.laws.all()) {
    if (l.name == old.laws[old.rules[rule].law].name) return l.span;
  }
  return p.span;
}

void add(Findings& out, const ComparedDecision& c, const Difference& d) {
  const std::vector<ChangedRule> rules = changed_rules(c, d);
  Diagnostic& f = out.sink().report(Code::VerdictChanged, c.after->span, d.party, d.action, change_text(d));
  bool placed = false;
  for (const ChangedRule& r : rules) {
    const bool asks = r.applies_in_both();
    if (r.after.valid()) {
      const Span span = c.after->rules[r.after].span;
      const std::string now = asks               ? r.asks_text
                              : r.before.valid() ? fmt::format("now it {}", r.is)
                                                 : fmt::format("is new, and {}", r.is);
      placed ? void(f.label(span, now)) : void(f.at_primary(now).primary = span);
      placed = true;
    }
    if (r.before.valid()) {
      f.label(out.of_old(c.before->rules[r.before].span),
              asks ? r.asked_text : fmt::format("before: it {}{}", r.was, r.after.valid() ? "" : ", and is gone"));
    }
  }
  if (!placed && !rules.empty()) f.primary = law_of(*c.after, *c.before, rules.front().before);
  if (!c.name.empty()) f.note("in " + c.name);
  f.note("as of: " + windows_text(*c.after, d));
  const std::string example = case_text(*c.after, d.after.witness, d.after.any);
  f.note(example.empty() ? "in any case" : "for example:\n" + example);
  f.note("before: " + verdict_text(*c.before, d.before));
  f.note("now: " + verdict_text(*c.after, d.after));
  f.help("where the change is meant, add a scenario that expects it");
}

void add(Findings& out, const std::vector<CaseChange>& all, Span span) {
  for (const CaseChange& c : all) {
    Diagnostic& f = out.sink().report(Code::CaseChanged, span, c.subject, c.text);
    if (!c.breaking) f.severity = Severity::Note;
  }
}

}  // namespace

DiffFindings diff_findings(const DiffOutput& d) {
  Findings out(d.before, d.after);
  add(out, d.comparison.decisions, {});
  for (const ComparedDecision& c : d.comparison.compared) {
    add(out, c.found.cases, c.after->span);
    for (const Difference& one : c.found.all) add(out, c, one);
  }
  return out.take();
}

DiffFindings diff_errors(Session& before, Session& after) {
  Findings out(before.sources(), after.sources());
  for (Diagnostic d : before.sink().all()) {
    d.primary = out.of_old(d.primary);
    for (Label& l : d.labels) l.span = out.of_old(l.span);
    for (Edit& e : d.fix) e.span = out.of_old(e.span);
    out.sink().append(d);
  }
  for (const Diagnostic& d : after.sink().all()) out.sink().append(d);
  return out.take();
}

}  // namespace jur::cli
