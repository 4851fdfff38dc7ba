#include "lint/lint.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "lint/allowances.h"
#include "lint/analyses.h"
#include "lint/levels.h"
#include "lint/rules.h"

namespace jur {
namespace {

using linting::Allowance;
using linting::Levels;
using Finder = void (*)(const LintInput&, lint_rules::Findings&);

constexpr std::array kFinders = {
#define FRAMEWORK_LINT(id, name, group, fix, summary) Finder{nullptr},
#define LINT(id, name, group, fix, summary) Finder{&lint_rules::id},
#include "lint/lint.def"
};

// By lint: it is found in what is proved of the programs.
constexpr std::array kProved = {
#define FRAMEWORK_LINT(id, name, group, fix, summary) false,
#define PROVED_LINT(id, name, group, fix, summary) true,
#define LINT(id, name, group, fix, summary) false,
#include "lint/lint.def"
};

class Pass {
 public:
  Pass(const LintInput& input, const LintOptions& options)
      : input_(input),
        analyses_(input_),
        levels_(input.files, options.levels),
        allowances_(input.files.size()),
        by_file_(input.sources.size()) {
    input_.analyses = &analyses_;
  }

  std::vector<Diagnostic> run() {
    read_allowances();
    for (const Diagnostic& d : input_.checked) {
      d.severity == Severity::Warning ? keep(d, true) : out_.push_back(d);
    }
    std::vector<Diagnostic> found;
    std::vector<Diagnostic> proved;
    for (std::size_t i = 0; i < kFinders.size(); ++i) {
      if (kFinders[i] == nullptr || !levels_.wanted(static_cast<Lint>(i))) continue;
      found.clear();
      lint_rules::Findings findings(static_cast<Lint>(i), found);
      kFinders[i](input_, findings);
      if (kProved[i]) {
        proved.insert(proved.end(), found.begin(), found.end());
        continue;
      }
      for (Diagnostic& d : found) keep(std::move(d), false);
    }
    std::erase_if(proved, [&](const Diagnostic& d) { return explained(d); });
    for (Diagnostic& d : proved) keep(std::move(d), false);
    unused_allowances();
    for (const Diagnostic& d : analyses_.sink().all()) out_.push_back(d);
    return std::move(out_);
  }

 private:
  void read_allowances() {
    Sink sink;
    for (std::size_t i = 0; i < input_.files.size(); ++i) {
      const LintFile& f = input_.files[i];
      by_file_[f.tree->file.index] = i;
      if (f.asked) allowances_[i] = linting::read_allowances(*f.tree, sink);
    }
    for (const Diagnostic& d : sink.all()) out_.push_back(d);
  }

  // A finding about a place that the proof rests on tells the mistake already.
  bool explained(const Diagnostic& d) const {
    const auto within = [](Span inner, Span outer) {
      return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end;
    };
    return std::any_of(out_.begin(), out_.end(), [&](const Diagnostic& other) {
      const auto lint = find_lint(other.name);
      if (!lint || !other.primary.valid()) return false;
      const LintGroup group = lint_entry(*lint).group;
      if (group != LintGroup::Correctness && group != LintGroup::Suspicious) return false;
      return within(other.primary, d.primary) ||
             std::any_of(d.labels.begin(), d.labels.end(), [&](const Label& l) { return within(other.primary, l.span); });
    });
  }

  // `elsewhere`: also where it lies in a file that is not asked for.
  void keep(Diagnostic d, bool elsewhere) {
    const Package* package = nullptr;
    std::vector<Allowance>* allowances = nullptr;
    if (d.primary.valid() && by_file_[d.primary.file.index]) {
      const std::size_t i = *by_file_[d.primary.file.index];
      if (!input_.files[i].asked && !elsewhere) return;
      package = input_.files[i].package;
      allowances = &allowances_[i];
    }
    const LintLevel level = levels_.of(d.name, package);
    if (level == LintLevel::Allow) return;
    if (allowances != nullptr && linting::allowed(*allowances, d)) return;
    d.severity = level == LintLevel::Deny ? Severity::Error : Severity::Warning;
    out_.push_back(std::move(d));
  }

  // It takes a proof that was not made: a lint of that kind, or a warning of the catalogue.
  bool open(std::string_view name) const {
    const auto lint = find_lint(name);
    return !input_.proved && (!lint || kProved[static_cast<std::size_t>(*lint)]);
  }

  // Whether something that the name stands for was looked for in files of the package.
  bool judged(const std::string& name, const Package* package) const {
    const auto group = find_group(name);
    if (!group) {
      return levels_.of(name, package) != LintLevel::Allow && name != lint_entry(Lint::unused_allowance).name && !open(name);
    }
    bool wanted = false;
    for (const LintEntry& e : lints()) {
      if (e.group != *group || levels_.of(e.name, package) == LintLevel::Allow) continue;
      if (open(e.name)) return false;
      wanted = true;
    }
    return wanted;
  }

  void unused_allowances() {
    std::vector<Diagnostic> found;
    lint_rules::Findings findings(Lint::unused_allowance, found);
    for (std::size_t i = 0; i < input_.files.size(); ++i) {
      const LintFile& f = input_.files[i];
      for (const Allowance& a : allowances_[i]) {
        for (std::size_t n = 0; n < a.names.size(); ++n) {
          if (a.names[n].used || !judged(a.names[n].text, f.package)) continue;
          Diagnostic& d = findings.add(a.names[n].span, fmt::format("nothing here is found by `{}`", a.names[n].text));
          d.help(a.names.size() == 1 ? "take the comment out" : "take the name out of the comment");
          d.fix.push_back(linting::without(*f.tree, a, n));
        }
      }
    }
    for (Diagnostic& d : found) keep(std::move(d), false);
  }

  LintInput input_;
  LintAnalyses analyses_;
  Levels levels_;
  std::vector<std::vector<Allowance>> allowances_;   // by file of the input
  std::vector<std::optional<std::size_t>> by_file_;  // index into the input's files, by FileId
  std::vector<Diagnostic> out_;
};

}  // namespace

std::vector<Diagnostic> lint(const LintInput& input, const LintOptions& options) { return Pass(input, options).run(); }

void check_settings(std::span<const Package> packages, Sink& sink) {
  for (const Package& p : packages) {
    for (const LintSetting& s : p.lint.levels) {
      if (has_level(s.name)) continue;
      const NoLevel why = no_level(s.name);
      sink.report(Code::BadPackage, s.span, why.message).help(why.help);
    }
  }
}

}  // namespace jur
