#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "blocks.h"

using namespace jur::docs;

namespace {

// The first line of an error or warning that says nothing of what to do; "" where there is none.
std::string without_help(const std::string& said) {
  std::istringstream lines(said);
  std::string head;
  bool helped = true;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("error[") || line.starts_with("warning[")) {
      if (!helped) return head;
      head = line;
      helped = false;
    }
    helped = helped || line.find("= help: ") != std::string::npos;
  }
  return helped ? "" : head;
}

}  // namespace

TEST_CASE("bad examples give their diagnostic, good examples give nothing") {
  for (const std::string& page : markdown_below("docs/diagnostics")) {
    const std::string mark = fmt::format("[{}]: ", std::filesystem::path(page).stem().string());
    for (const Block& block : blocks_of(read(page))) {
      INFO(page, ":", block.line);
      if (block.info == "jur bad") {
        const std::string said = run_jur_on("check", block.text).output + run_jur_on("test", block.text).output;
        INFO(said);
        CHECK(said.find(mark) != std::string::npos);
        CHECK(without_help(said).empty());
      } else if (block.info == "jur good") {
        const Outcome checked = run_jur_on("check", block.text);
        const Outcome tested = run_jur_on("test", block.text);
        INFO(checked.output, tested.output);
        CHECK(checked.status == 0);
        CHECK(checked.output.find("error" + mark) == std::string::npos);
        CHECK(checked.output.find("warning" + mark) == std::string::npos);
        CHECK(tested.status == 0);
      }
    }
  }
}
