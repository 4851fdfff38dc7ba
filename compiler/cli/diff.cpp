#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/diff_output.h"
#include "cli/options.h"

namespace jur::cli {
namespace {

int diff(const Common& common, Streams& io) {
  const SessionOptions options = session_options(common, io);
  Session before({common.paths[0]}, options);
  Session after({common.paths[1]}, options);
  const Comparison comparison = compare(before, after, options);
  if (before.sink().has_errors() || after.sink().has_errors()) {
    const DiffFindings errors = diff_errors(before, after);
    (void)give_up(errors.sources, errors.sink, common, io, "jur diff");
    return 2;
  }
  const DiffOutput output{comparison, before.sources(), after.sources()};
  const int status = comparison.verdicts() + comparison.breaking() > 0 ? 1 : 0;
  if (common.format == Format::Human || common.format == Format::Json) {
    io.out << (common.format == Format::Json ? diff_json(output) : diff_text(output, coloured(common)));
  } else {
    const DiffFindings findings = diff_findings(output);
    io.out << for_machines(common.format, findings.sources, findings.sink.all(), "jur diff", status);
  }
  return status;
}

}  // namespace

Verb diff_verb(CLI::App& app) {
  auto common = std::make_shared<Common>();
  CLI::App* verb = app.add_subcommand("diff", "the cases whose verdict changed between two versions");
  common->paths.resize(2);
  verb->add_option("old", common->paths[0], "the old version: a `.jur` file or a folder")->required()->option_text("OLD");
  verb->add_option("new", common->paths[1], "the new version")->required()->option_text("NEW");
  add_format(*verb, *common, true);
  return {verb, [common](Streams& io) { return diff(*common, io); }};
}

}  // namespace jur::cli
