#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/diff_output.h"
#include "cli/options.h"

namespace jur::cli {
namespace {

int diff(const Common& common, Streams& io) {
  const SessionOptions options = session_options(common);
  Session before({common.paths[0]}, options);
  Session after({common.paths[1]}, options);
  const Comparison comparison = compare(before, after, options);
  for (Session* s : {&before, &after}) {
    if (!s->sink().has_errors()) continue;
    (void)give_up(*s, common, io);
    return 2;
  }
  const DiffOutput output{comparison, before.sources(), after.sources()};
  io.out << (common.format == Format::Json ? diff_json(output) : diff_text(output, coloured(common)));
  return comparison.verdicts() + comparison.breaking() > 0 ? 1 : 0;
}

}  // namespace

Verb diff_verb(CLI::App& app) {
  auto common = std::make_shared<Common>();
  CLI::App* verb = app.add_subcommand("diff", "the cases whose verdict changed between two versions");
  common->paths.resize(2);
  verb->add_option("old", common->paths[0], "the old version: a `.jur` file or a folder")->required()->option_text("OLD");
  verb->add_option("new", common->paths[1], "the new version")->required()->option_text("NEW");
  add_format(*verb, *common);
  return {verb, [common](Streams& io) { return diff(*common, io); }};
}

}  // namespace jur::cli
