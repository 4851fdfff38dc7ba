#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/nearest.h"
#include "cli/options.h"
#include "explain/pages.h"

namespace jur::cli {
namespace {

int explain(const std::string& code, Streams& io) {
  std::vector<std::string> names;
  for (const auto& pages : {diagnostics_pages(), lints_pages()}) {
    for (const Page& p : pages) {
      if (p.name == code) {
        io.out << p.text;
        return 0;
      }
      names.emplace_back(p.name);
    }
  }
  const auto near = nearest(code, names);
  io.err << fmt::format("error: no diagnostic and no lint is named `{}`\n", code);
  io.err << fmt::format("  = help: {}\n", near ? fmt::format("did you mean `{}`?", *near)
                                               : "write the name that stands in brackets: `error[type-mismatch]`");
  return 2;
}

}  // namespace

Verb explain_verb(CLI::App& app) {
  auto code = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("explain", "what a diagnostic or lint means, with a bad and a good example");
  verb->add_option("code", *code, "the name in brackets: contradiction-between-orders")->required();
  return {verb, [code](Streams& io) { return explain(*code, io); }};
}

}  // namespace jur::cli
