// The programs without errors that the repository holds: golden tests, examples, blocks of documentation.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "driver/memory.h"
#include "driver/session.h"

namespace jur::test {

struct Written {
  std::filesystem::path path;  // absolute; of a block: a file that is not there, beside its page
  std::string text;            // of a golden test: what stands before its commands
};

// In a fixed order. Those with errors are left out.
[[nodiscard]] std::vector<Written> valid_programs(const std::filesystem::path& root);

// Hands out a session that reads `text` in the place of the program's file: every stage up to core programs, the sink sorted.
void compile(const Written& program, const std::string& text, Memory& memory, const std::function<void(Session&)>& look);

}  // namespace jur::test
