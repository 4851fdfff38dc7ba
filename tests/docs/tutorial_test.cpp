// The tutorial, step by step. A fence `LANGUAGE FILE` writes a file. In a fence `console` or `console STATUS`, what stands after
// `$ ` is run by bash in the folder where the step before ended; the lines below are all that it prints, and the last command of
// the fence ends with STATUS (0 where none is given, as all others do). With JUR_ACCEPT set the page is rewritten with what was
// printed.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "blocks.h"

namespace fs = std::filesystem;
using namespace jur::docs;

namespace {

class Reader {
 public:
  Reader() {
    std::string name = (fs::temp_directory_path() / "jur-tutorial-XXXXXX").string();
    top_ = here_ = ::mkdtemp(name.data()) != nullptr ? name : std::string();
  }
  ~Reader() { fs::remove_all(top_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] bool ready() const { return !top_.empty(); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((here_ / name).parent_path());
    std::ofstream(here_ / name, std::ios::binary) << text;
  }

  Outcome run(const std::string& command) {
    std::ofstream(top_ / ".step") << "cd '" << here_.string() << "'\n"
                                  << "PATH='" << JUR_BINARY_DIR << "/bin:'$PATH\nexport LC_ALL=C.UTF-8 NO_COLOR=1\n"
                                  << "trap 'pwd >\"" << (top_ / ".here").string() << "\"' EXIT\n"
                                  << command << "\n";
    Outcome out{2, ""};
    FILE* pipe = ::popen(("bash '" + (top_ / ".step").string() + "' 2>&1 </dev/null").c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[4096];
    while (const std::size_t n = ::fread(buffer, 1, sizeof buffer, pipe)) out.output.append(buffer, n);
    const int status = ::pclose(pipe);
    out.status = WIFEXITED(status) ? WEXITSTATUS(status) : 2;
    std::ifstream in(top_ / ".here");
    std::string here;
    std::getline(in, here);
    here_ = here;
    return out;
  }

 private:
  fs::path top_;
  fs::path here_;
};

// Runs the fence's commands; gives the fence as it should read.
std::string follow(Reader& reader, const Block& block) {
  std::vector<std::string> commands;
  std::istringstream in(block.text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("$ ")) commands.push_back(line.substr(2));
  }
  const int last = block.info == "console" ? 0 : std::stoi(block.info.substr(8));
  std::string text;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Outcome outcome = reader.run(commands[i]);
    CAPTURE(commands[i]);
    CAPTURE(outcome.output);
    CHECK(outcome.status == (i + 1 == commands.size() ? last : 0));
    text += "$ " + commands[i] + "\n" + outcome.output;
  }
  CHECK(!commands.empty());
  return text;
}

void accept(const std::string& page, const std::vector<std::pair<std::size_t, std::string>>& printed) {
  std::istringstream in(read(page));
  std::string out;
  std::size_t number = 0;
  std::size_t next = 0;
  bool skip = false;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (skip && line == "```") skip = false;
    if (!skip) out += line + "\n";
    if (next < printed.size() && printed[next].first == number) {
      out += printed[next++].second;
      skip = true;
    }
  }
  std::ofstream(fs::path(JUR_SOURCE_DIR) / page, std::ios::binary) << out;
}

}  // namespace

TEST_CASE("the tutorial does what it says, step by step") {
  const std::string page = "docs/tutorial.md";
  Reader reader;
  REQUIRE(reader.ready());
  std::vector<std::pair<std::size_t, std::string>> printed;
  std::size_t files = 0;
  for (const Block& block : blocks_of(read(page))) {
    INFO(page, ":", block.line);
    if (block.info.starts_with("console")) {
      const std::string text = follow(reader, block);
      printed.emplace_back(block.line, text);
      if (::getenv("JUR_ACCEPT") == nullptr) CHECK(block.text == text);
    } else {
      const std::size_t space = block.info.find(' ');
      REQUIRE(space != std::string::npos);
      reader.write(block.info.substr(space + 1), block.text);
      ++files;
    }
  }
  CHECK(printed.size() > 8);
  CHECK(files > 5);
  if (::getenv("JUR_ACCEPT") != nullptr) accept(page, printed);
}
