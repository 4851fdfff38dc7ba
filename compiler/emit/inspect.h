// A library, object, program or wasm module -> the records of the decisions in it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace jur::emit {

struct Inspected {
  std::vector<std::string> records;  // JSON objects, in the file's order; the same decision for two machines comes twice
  std::string why;                   // in words, where there are none
};

// Archives, ELF, Mach-O and COFF files, wasm modules, of any machine. Nothing is run.
[[nodiscard]] Inspected inspect(std::string_view bytes);

}  // namespace jur::emit
