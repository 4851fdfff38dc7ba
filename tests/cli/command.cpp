#include "command.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/command_line.h"

namespace jur::test {

namespace fs = std::filesystem;

const std::string kProgram =
    "enum Country { US, IE }\n"
    "record Demand { from: Country  received: date  penalty: int 0..40 = 0 }\n"
    "record Entity { home: Country? }\n"
    "case Request as of demand.received { demand: Demand  party custodian: Entity }\n"
    "action disclose\n"
    "law us { jurisdiction US  cite \"Act\"  rule duty { cite \"s. 1\"  when custodian.home is US  custodian must disclose } }\n"
    "decision d for Request { custodian: disclose }\n";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Ran run_jur(const std::vector<std::string>& args, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int status = run_command_line(args, in, out, err);
  return {status, out.str(), err.str()};
}

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "jur-cli-XXXXXX").string();
  folder_ = ::mkdtemp(name.data()) != nullptr ? name : std::string();
}

Scratch::~Scratch() {
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

std::string Scratch::write(const std::string& name, const std::string& text) const {
  const fs::path file = folder_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

std::vector<std::string> Scratch::names(const std::string& below) const {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ / below, error)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace jur::test
