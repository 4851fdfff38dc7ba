#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/options.h"
#include "diagnostics/render.h"
#include "driver/new_package.h"

namespace jur::cli {
namespace {

struct NewOptions {
  Common common;
  std::string folder;
};

int make(const NewOptions& o, Streams& io) {
  Sink sink;
  const auto files = make_package(o.folder, sink);
  const bool json = o.common.format == Format::Json;
  if (!files) {
    if (json) {
      io.out << render_json(Sources(), sink.all(), summarize(sink.all()));
    } else {
      io.err << render_text(Sources(), sink.all(), coloured(o.common));
    }
    return 2;
  }
  if (json) {
    io.out << nlohmann::ordered_json{{"files", *files}}.dump() << "\n";
    return 0;
  }
  for (const std::string& f : *files) io.out << f << "\n";
  io.out << fmt::format("\nNow: cd {} && jur check . && jur test .\n", o.folder);
  return 0;
}

}  // namespace

Verb new_verb(CLI::App& app) {
  auto o = std::make_shared<NewOptions>();
  CLI::App* verb = app.add_subcommand("new", "makes a package with a law, a decision, scenarios and CI files that work");
  verb->add_option("name", o->folder, "the package's name, or a path that ends in it")->required();
  add_format(*verb, o->common);
  return {verb, [o](Streams& io) { return make(*o, io); }};
}

}  // namespace jur::cli
