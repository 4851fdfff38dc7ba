// docs/language/contradictions.md: each kind of contradiction with a golden test that finds it and one that is silent.
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "blocks.h"

using namespace jur::docs;
namespace fs = std::filesystem;

namespace {

const std::string kPage = "docs/language/contradictions.md";
const std::string kCases = "tests/cases/";

struct Row {
  std::string kind;
  std::string quote;
  std::string found;
  std::string silent;
};

// What stands between the marks, the first time.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t from = text.find(open);
  if (from == std::string::npos) return {};
  const std::size_t to = text.find(close, from + open.size());
  return to == std::string::npos ? std::string() : text.substr(from + open.size(), to - from - open.size());
}

std::vector<Row> rows() {
  std::istringstream in(read(kPage));
  std::vector<Row> out;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| ") || line.starts_with("| what clashes |")) continue;
    const std::size_t files = line.find("” | ");
    REQUIRE_MESSAGE(files != std::string::npos, line);
    const std::string tail = line.substr(files + std::string("”").size());
    Row row{between(line, "| ", " |"), between(line, "“", "”"), between(tail, " | `", "` | `"), between(tail, "` | `", "` |")};
    out.push_back(std::move(row));
  }
  return out;
}

// What a golden test expects to be printed.
std::string expected(const std::string& file) {
  REQUIRE_MESSAGE(exists_in_tree(kCases + file), file);
  std::istringstream in(read(kCases + file));
  bool asked = false;
  std::string out;
  for (std::string line; std::getline(in, line);) {
    asked = asked || line.starts_with("#! check");
    if (line.starts_with("#>")) out += line + "\n";
  }
  CHECK_MESSAGE(asked, file, " is no golden test of `check`");
  return out;
}

bool finds(const std::string& text) {
  return text.find("error[contradiction-between-orders]") != std::string::npos ||
         text.find("error[contradiction-within-order]") != std::string::npos ||
         text.find("error[permission-against-ban]") != std::string::npos;
}

}  // namespace

TEST_CASE("each kind of contradiction is found by one golden test, and another is silent") {
  const std::string language = read("docs/design/language.md");
  const std::vector<Row> all = rows();
  CHECK(all.size() > 50);
  for (const Row& row : all) {
    INFO(row.kind);
    CHECK(!row.quote.empty());
    CHECK_MESSAGE(language.find(row.quote) != std::string::npos, row.quote);
    CHECK_MESSAGE(finds(expected(row.found)), row.found);
    const std::string silent = expected(row.silent);
    CHECK_MESSAGE(silent.find("#> no findings\n#> exit 0\n") != std::string::npos, row.silent);
    CHECK_MESSAGE(!finds(silent), row.silent);
  }
}

TEST_CASE("the page of contradictions names each golden test of its folder") {
  const std::string page = read(kPage);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(JUR_SOURCE_DIR) / (kCases + "language/clashes"))) {
    ++files;
    const std::string name = "`language/clashes/" + entry.path().filename().string() + "`";
    CHECK_MESSAGE(page.find(name) != std::string::npos, name);
  }
  CHECK(files > 80);
}
