// Private to emit/: files that appear whole or not at all.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace jur::emit {

struct OutputFile {
  std::string name;  // within the folder
  std::string bytes;
  bool executable = false;
};

// All of them or none: each is written under another name, then all are renamed. False after an error was reported.
bool write_files(const std::string& dir, const std::vector<OutputFile>& files, Sink& sink);

}  // namespace jur::emit
