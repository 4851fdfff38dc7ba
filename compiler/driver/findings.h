// Runs the analyses of several programs as one, and replays every witness before it is shown.
#pragma once
#include <cstddef>
#include <vector>

#include "core/program.h"
#include "driver/certificate.h"
#include "driver/session.h"
#include "verify/properties.h"
#include "verify/report.h"

namespace jur {

// Says where the assumptions of a case type leave no case. `programs`: of elaborate_assumptions().
void judge_assumptions(const std::vector<core::Program>& programs, const SessionOptions& options, Sink& sink);

// Puts findings into the sink; returns the contradictions that the limit left out.
[[nodiscard]] Unlisted find(const std::vector<core::Program>& programs, const SessionOptions& options, const Sources& sources,
                            Certificate& certificate, Sink& sink);

// Puts the gaps of decisions that are `complete` into the sink.
void find_gaps(const std::vector<core::Program>& programs, const SessionOptions& options, const Sources& sources,
               Certificate& certificate, Sink& sink);

// Puts statements of precedence about rules that never meet into the sink, of files that are `asked` about (by file), but for
// those that it says so of already.
void find_idle_precedence(const std::vector<core::Program>& programs, const SessionOptions& options,
                          const std::vector<bool>& asked, Certificate& certificate, Sink& sink);

struct JudgedProperty {
  const core::Property* property = nullptr;
  PropertyState state = PropertyState::Holds;
};

// Proves the properties of all programs, of those that are not judged too; puts refutations into the sink.
std::vector<JudgedProperty> judge_properties(const std::vector<core::Program>& programs, const SessionOptions& options,
                                             const Sources& sources, Sink& sink, Certificate* certificate = nullptr);

}  // namespace jur
