#include <algorithm>
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
  const auto pages = diagnostic_pages();
  const auto page = std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.name == code; });
  if (page != pages.end()) {
    io.out << page->text;
    return 0;
  }
  std::vector<std::string> names;
  for (const Page& p : pages) names.emplace_back(p.name);
  const auto near = nearest(code, names);
  io.err << fmt::format("error: no diagnostic is named `{}`\n", code);
  if (near) io.err << fmt::format("  = help: did you mean `{}`?\n", *near);
  return 2;
}

}  // namespace

Verb explain_verb(CLI::App& app) {
  auto code = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("explain", "what a diagnostic means, with a bad and a good example");
  verb->add_option("code", *code, "the name in brackets: contradiction-between-orders")->required();
  return {verb, [code](Streams& io) { return explain(*code, io); }};
}

}  // namespace jur::cli
