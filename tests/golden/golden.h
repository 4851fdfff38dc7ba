// Golden tests. A test is a file whose expectations stand after the program, in comments:
//
//   law l { … }
//   #! check --format human
//   #> error[unknown-name]: …
//   #> exit 1
//
// `#! VERB ARGUMENTS` runs `jur VERB FILE ARGUMENTS` in the file's folder (`@` among the arguments stands for FILE, `%` for a
// fresh folder that is gone afterwards); what it prints, first to standard output, then to standard error, and its exit status
// are held against the `#>` lines that follow. A file may hold several commands.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace jur::golden {

struct Command {
  std::string line;                   // what follows `#! `
  std::vector<std::string> expected;  // the `#>` lines without their marker
};

struct Test {
  std::filesystem::path file;
  std::string program;  // the text before the first command
  std::vector<Command> commands;
};

// A file without a `#!` line is no test: it has no commands.
[[nodiscard]] Test read_test(const std::filesystem::path& file);

// What the command prints and its exit status, as expectation lines. Changes the working folder of the process.
[[nodiscard]] std::vector<std::string> run(const Test& test, const Command& command);

// The file's text with the given expectations.
[[nodiscard]] std::string with_expectations(const Test& test);

}  // namespace jur::golden
