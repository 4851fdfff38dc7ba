// Fenced blocks of Markdown pages, and the command line run on them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace jur::docs {

struct Block {
  std::string info;  // what follows the opening fence: "jur bad", "sh"
  std::string text;
  std::size_t line;  // of the opening fence, from 1
};

[[nodiscard]] std::vector<Block> blocks_of(const std::string& markdown);
[[nodiscard]] std::string read(std::string_view path);  // from the root of the repository
[[nodiscard]] bool exists_in_tree(std::string_view path);
[[nodiscard]] std::vector<std::string> markdown_below(std::string_view folder);

struct Outcome {
  int status;
  std::string output;  // standard output, then standard error
};

// `jur WORDS…` in the root of the repository.
[[nodiscard]] Outcome run_jur(std::vector<std::string> words);
// `jur VERB FILE` on a program that is written to a file of a folder of its own.
// `test` has nothing to say of an example without tests.
[[nodiscard]] Outcome run_jur_on(std::string_view verb, const std::string& program);

}  // namespace jur::docs
