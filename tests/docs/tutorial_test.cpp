// The tutorial and the page on linking, step by step. A fence `LANGUAGE FILE` writes a file; console.h says what a fence
// `console` does.
#include <doctest/doctest.h>

#include "console.h"

using namespace jur::docs;

namespace {

void follow_page(const std::string& page) {
  Shell shell;
  REQUIRE(shell.ready());
  ConsolePage followed(page);
  std::size_t files = 0;
  for (const Block& block : blocks_of(read(page))) {
    INFO(page, ":", block.line);
    if (block.info.starts_with("console")) {
      followed.follow(shell, block);
    } else {
      const std::size_t space = block.info.find(' ');
      REQUIRE(space != std::string::npos);
      shell.write(block.info.substr(space + 1), block.text);
      ++files;
    }
  }
  CHECK(followed.fences() > 4);
  CHECK(files > 4);
  followed.done();
}

}  // namespace

TEST_CASE("the tutorial does what it says, step by step") { follow_page("docs/tutorial.md"); }

TEST_CASE("each language links as the page on linking says") { follow_page("docs/linking.md"); }
