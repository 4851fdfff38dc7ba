#include "driver/findings.h"

#include "driver/replay.h"
#include "verify/report.h"

namespace jur {

std::size_t find(const std::vector<core::Program>& programs, const SessionOptions& options, Sink& sink) {
  VerifyOptions verify_options;
  verify_options.today = options.today;
  std::vector<Findings> found;
  found.reserve(programs.size());
  std::vector<Verified> verified;
  for (const core::Program& p : programs) {
    if (!p.judged) continue;
    found.push_back(verify(p, verify_options, sink));
    replay(p, found.back().all, sink);
    verified.push_back({&p, &found.back()});
  }
  return report(verified, options.limit, sink);
}

}  // namespace jur
