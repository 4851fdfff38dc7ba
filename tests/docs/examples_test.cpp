// The README of each example, followed in a copy of its folder; console.h says how.
#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "console.h"

using namespace jur::docs;

TEST_CASE("the README of an example prints what it says") {
  std::size_t examples = 0;
  for (const std::string& page : markdown_below("examples")) {
    const std::vector<Block> blocks = blocks_of(read(page));
    if (std::ranges::none_of(blocks, [](const Block& b) { return b.info.starts_with("console"); })) continue;
    ++examples;
    Shell shell;
    REQUIRE(shell.ready());
    shell.copy(std::filesystem::path(page).parent_path().string());
    ConsolePage followed(page);
    for (const Block& block : blocks) {
      INFO(page, ":", block.line);
      if (block.info.starts_with("console")) followed.follow(shell, block);
    }
    followed.done();
  }
  CHECK(examples >= 4);
}
