#include "golden.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "cli/command_line.h"

namespace jur::golden {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out;
  std::string word;
  bool open = false;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      open = true;
    } else if (c == ' ' && !quoted) {
      if (open) out.push_back(std::exchange(word, {}));
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) out.push_back(word);
  return out;
}

void add_lines(std::vector<std::string>& out, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  while (!out.empty() && out.back().empty()) out.pop_back();
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// A folder that exists as long as this object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "jur-golden-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) != nullptr ? name : std::string();
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

Test read_test(const fs::path& file) {
  Test test;
  test.file = file;
  std::ifstream in(file, std::ios::binary);
  bool in_program = true;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#! ")) {
      in_program = false;
      test.commands.push_back({line.substr(3), {}});
    } else if (in_program) {
      test.program += line + "\n";
    } else if (line.starts_with("#>") && !test.commands.empty()) {
      test.commands.back().expected.push_back(line.size() > 3 ? line.substr(3) : "");
    }
  }
  return test;
}

std::vector<std::string> run(const Test& test, const Command& command) {
  fs::current_path(fs::absolute(test.file).parent_path());
  const ScratchFolder scratch;
  std::vector<std::string> words = split(command.line);
  bool named = false;
  for (std::string& w : words) {
    if (w == "@") {
      w = test.file.filename().string();
      named = true;
    }
    replace_all(w, "%", scratch.path());
  }
  if (!named && !words.empty()) words.insert(words.begin() + 1, test.file.filename().string());
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int status = run_command_line(words, in, out, err);
  std::vector<std::string> lines;
  std::string output = out.str();
  std::string errors = err.str();
  replace_all(output, scratch.path(), "%");
  replace_all(errors, scratch.path(), "%");
  add_lines(lines, output);
  add_lines(lines, errors);
  lines.push_back("exit " + std::to_string(status));
  return lines;
}

std::string with_expectations(const Test& test) {
  std::string out = test.program;
  for (const Command& c : test.commands) {
    out += "#! " + c.line + "\n";
    for (const std::string& line : c.expected) out += line.empty() ? "#>\n" : "#> " + line + "\n";
  }
  return out;
}

}  // namespace jur::golden
