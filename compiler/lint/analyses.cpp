#include "lint/analyses.h"

#include <algorithm>
#include <set>

namespace jur {

std::span<const LintAnalyses::Entry> LintAnalyses::idle() {
  if (known_) return entries_;
  known_ = true;
  std::set<FileId> asked;
  for (const LintFile& f : input_.files) {
    if (f.asked) asked.insert(f.tree->file);
  }
  IdleOptions options;
  options.verify.today = input_.today;
  options.verify.step = input_.step;
  options.wanted = [&](Span span) { return asked.contains(span.file); };
  const auto judged =
      std::count_if(input_.programs.begin(), input_.programs.end(), [](const core::Program& p) { return p.judged; });
  findings_.reserve(static_cast<std::size_t>(judged));
  std::vector<IdleProgram> programs;
  for (const core::Program& p : input_.programs) {
    if (!p.judged) continue;
    findings_.push_back(verify_idle(p, options, sink_));
    options.settled.insert(findings_.back().needed.begin(), findings_.back().needed.end());
    programs.push_back({&p, &findings_.back()});
  }
  entries_ = idle_in_all(programs);
  return entries_;
}

}  // namespace jur
