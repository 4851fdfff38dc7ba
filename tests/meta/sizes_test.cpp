#include <doctest/doctest.h>

#include <algorithm>

#include "tree.h"

using namespace jur::meta;

TEST_CASE("no source is longer than 700 lines, and the median is small") {
  std::vector<std::size_t> counts;
  for (const File& file : files()) {
    const bool source =
        is_cpp(file.path) || file.path.ends_with(".def") || file.path.ends_with(".g4") || file.path.ends_with(".jur");
    if (!source) continue;
    const std::size_t count = lines(file.text).size();
    INFO(file.path, " has ", count, " lines");
    CHECK(count <= 700);
    if (file.path.starts_with("compiler/")) counts.push_back(count);
  }
  REQUIRE_FALSE(counts.empty());
  const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::ranges::nth_element(counts, middle);
  INFO("median ", *middle);
  CHECK(*middle <= 180);
}

TEST_CASE("no line of a source is longer than 130 columns") {
  const auto columns = [](const std::string& line) {
    return std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  };
  for (const File& file : files()) {
    const bool laid_out = is_cpp(file.path) || file.path.ends_with(".cmake") || file.path.starts_with("stdlib/std/") ||
                          (file.path.starts_with("examples/") && file.path.ends_with(".jur"));
    if (!laid_out) continue;
    std::size_t number = 0;
    for (const std::string& line : lines(file.text)) {
      ++number;
      if (columns(line) <= 130) continue;
      INFO(file.path, ":", number);
      CHECK(columns(line) <= 130);
    }
  }
}

TEST_CASE("no file is larger than 1 MB") {
  for (const File& file : files()) {
    INFO(file.path);
    CHECK(std::filesystem::file_size(root() / file.path) <= (1U << 20U));
  }
}
