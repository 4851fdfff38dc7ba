#include "driver/lint_run.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "driver/find_sources.h"
#include "driver/lint_baseline.h"
#include "driver/lint_fix.h"
#include "lint/lint.h"

namespace jur {
namespace {

namespace fs = std::filesystem;

// A lone file is whole where all files of its folder are here: others cannot use it.
bool folder_here(const Session& session, const Loaded& loaded, std::size_t unit) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(session.sources()[loaded.trees[unit].file].path, error).parent_path();
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".jur") continue;
    const bool here = std::any_of(loaded.trees.begin(), loaded.trees.end(), [&](const syntax::Tree& t) {
      std::error_code ignored;
      return fs::equivalent(session.sources()[t.file].path, it->path(), ignored);
    });
    if (!here) return false;
  }
  return !error;
}

std::vector<LintFile> files_of(const Session& session) {
  const Loaded& loaded = session.loaded();
  std::vector<LintFile> out;
  for (std::size_t u = 0; u < loaded.units.size(); ++u) {
    LintFile f;
    f.tree = loaded.units[u].tree;
    if (const auto p = loaded.package_of[u]) f.package = &session.packages()[*p];
    f.asked = std::binary_search(loaded.roots.begin(), loaded.roots.end(), u);
    f.whole = !loaded.units[u].library && (f.package != nullptr || (f.asked && folder_here(session, loaded, u)));
    out.push_back(f);
  }
  return out;
}

// The findings; `proofs`: also those that need the solver.
std::vector<Diagnostic> find(Session& session, const LintRequest& request, bool proofs, Summary& summary) {
  const model::Program& model = session.model();
  if (proofs) summary = session.verify();
  std::vector<Diagnostic> checked(session.sink().all().begin(), session.sink().all().end());
  const std::vector<LintFile> files = files_of(session);
  static const std::vector<core::Program> kNone;
  const std::vector<core::Program>& programs = proofs ? session.programs() : kNone;
  const AtStep at(request.session.step, Step::Lint);
  LintInput input{session.sources(), files, model, programs, checked, request.session.today, proofs};
  input.step = request.session.step;
  return lint(input, {request.levels});
}

// False where the program does not type or the settings are broken.
bool sound(Session& session) {
  check_settings(session.packages(), session.sink());
  (void)session.model();
  if (!session.sink().has_errors()) (void)session.programs();
  return !session.sink().has_errors();
}

std::unique_ptr<Session> open(const LintRequest& request, const LintFixes& fixes) {
  SessionOptions options = request.session;
  options.load.whole_packages = true;
  options.load.texts = fixes.texts();
  return std::make_unique<Session>(request.paths, options);
}

// Fixes may uncover each other: rounds, until there is none left.
constexpr int kRounds = 8;

void mend(const LintRequest& request, LintFixes& fixes, LintOutcome& out) {
  for (int round = 0; round < kRounds; ++round) {
    Summary ignored;
    const std::vector<Diagnostic> found = find(*out.session, request, false, ignored);
    LintFixes next = fixes;
    const std::size_t applied = next.apply(*out.session, found);
    if (applied == 0) return;
    std::unique_ptr<Session> mended = open(request, next);
    if (!sound(*mended)) {
      out.session->sink().report(Code::Internal, Span{}, "a fix would break the program; nothing is changed");
      return;
    }
    fixes = std::move(next);
    out.fixes += applied;
    out.session = std::move(mended);
  }
}

}  // namespace

LintOutcome run_lint(const LintRequest& request) {
  LintOutcome out;
  LintFixes fixes;
  out.session = open(request, fixes);
  Sink& first = out.session->sink();
  if (sound(*out.session) && request.fix) mend(request, fixes, out);
  Session& session = *out.session;
  if (session.sink().has_errors()) {
    first.sort();
    out.summary = summarize(session.sink().all());
    return out;
  }
  out.linted = true;
  for (auto& [path, text] : fixes.changed(session)) out.changed.push_back({path, std::move(text)});
  std::vector<Diagnostic> found = find(session, request, true, out.summary);
  Sink sink;
  Baselines baselines(session.packages(), request.baseline, session.sources());
  if (request.write_baseline) {
    out.written = baselines.write(found, sink);
  } else if (baselines.read(sink)) {
    out.known = baselines.take_out(found);
    out.gone = baselines.gone();
  }
  for (const Diagnostic& d : found) {
    sink.append(d);
    if (!d.fix.empty()) ++out.fixable;
  }
  sink.sort();
  const Summary listed = summarize(sink.all());
  out.summary.errors = listed.errors + out.summary.unlisted;
  out.summary.warnings = listed.warnings;
  session.sink() = std::move(sink);
  return out;
}

}  // namespace jur
