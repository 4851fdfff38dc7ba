// Runs `jur` in process on files in a scratch folder.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace jur::test {

struct Ran {
  int status;
  std::string out;
  std::string err;
};
[[nodiscard]] Ran run_jur(const std::vector<std::string>& args, const std::string& input = "");

// A folder that is gone with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  // Writes a file and gives its path.
  std::string write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  // The names of all that lies in it (or in a folder below it), ascending.
  [[nodiscard]] std::vector<std::string> names(const std::string& below = "") const;

 private:
  std::filesystem::path folder_;
};

// All bytes of a file; "" where it cannot be read.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

// The text holds the part; how often it does.
[[nodiscard]] bool has(const std::string& text, const std::string& part);
[[nodiscard]] std::size_t count(const std::string& text, const std::string& part);

// A program that checks clean, with a decision `d`.
extern const std::string kProgram;

}  // namespace jur::test
