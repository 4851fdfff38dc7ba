// `jur run` on JSON Lines.
#pragma once
#include <string>

#include "cli/options.h"
#include "driver/decide_lines.h"
#include "driver/line_stream.h"

namespace jur::cli {

struct RunOptions {
  Common common;
  std::string case_file;
  std::string decision;
  bool lines = false;
  bool explanation = false;
};

// One line of output a case, in the order of the input, in bounded memory. Status 1 where some line could not be decided (its
// line of output says so), 2 where reading or writing failed.
[[nodiscard]] int run_lines(Session& session, const core::Program& program, const RunOptions& options, const ByteSource& source,
                            LineReader& reader, Streams& io);

}  // namespace jur::cli
