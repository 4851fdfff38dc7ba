#include "console.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace fs = std::filesystem;

namespace jur::docs {

Shell::Shell() {
  std::string name = (fs::temp_directory_path() / "jur-docs-XXXXXX").string();
  top_ = here_ = ::mkdtemp(name.data()) != nullptr ? name : std::string();
}

Shell::~Shell() { fs::remove_all(top_); }

void Shell::write(const std::string& name, const std::string& text) const {
  fs::create_directories((here_ / name).parent_path());
  std::ofstream(here_ / name, std::ios::binary) << text;
}

void Shell::copy(const std::string& folder) const {
  fs::copy(fs::path(JUR_SOURCE_DIR) / folder, here_, fs::copy_options::recursive);
}

Outcome Shell::run(const std::string& command) {
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

void ConsolePage::follow(Shell& shell, const Block& block) {
  std::vector<std::string> commands;
  std::istringstream in(block.text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("$ ")) commands.push_back(line.substr(2));
  }
  const int last = block.info == "console" ? 0 : std::stoi(block.info.substr(8));
  std::string text;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Outcome outcome = shell.run(commands[i]);
    CAPTURE(commands[i]);
    CAPTURE(outcome.output);
    CHECK(outcome.status == (i + 1 == commands.size() ? last : 0));
    text += "$ " + commands[i] + "\n" + outcome.output;
  }
  CHECK(!commands.empty());
  printed_.emplace_back(block.line, text);
  if (::getenv("JUR_ACCEPT") == nullptr) CHECK(block.text == text);
}

void ConsolePage::done() const {
  if (::getenv("JUR_ACCEPT") == nullptr) return;
  std::istringstream in(read(page_));
  std::string out;
  std::size_t number = 0;
  std::size_t next = 0;
  bool skip = false;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (skip && line == "```") skip = false;
    if (!skip) out += line + "\n";
    if (next < printed_.size() && printed_[next].first == number) {
      out += printed_[next++].second;
      skip = true;
    }
  }
  std::ofstream(fs::path(JUR_SOURCE_DIR) / page_, std::ios::binary) << out;
}

}  // namespace jur::docs
