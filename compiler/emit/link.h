// Private to emit/: runs a linker on files in a folder of its own.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "emit/object.h"

namespace jur::emit {

struct LinkJob {
  std::vector<std::string> linkers;  // the first one installed is taken
  std::string object;
  std::string script;  // a second input: `arguments` names its file
  // What follows the linker's name, given the paths of object, script and output.
  std::function<std::vector<std::string>(const std::string& object, const std::string& script, const std::string& out)> arguments;
};
// What the linker wrote; else what it said.
[[nodiscard]] Bytes link(const LinkJob& job);

}  // namespace jur::emit
