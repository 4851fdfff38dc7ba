// Keeps the questions of an analysis as files that other solvers can check.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "diagnostics/diagnostic.h"
#include "verify/verify.h"

namespace jur {

// Writes 000001.smt2, 000002.smt2, … into one folder: the same files for the same program. What is there by such names goes
// first.
class Certificate {
 public:
  // "" for the folder: nothing is written.
  Certificate(std::string folder, Sink& sink);
  // Has the questions about this program written, and what the index settles in the place of the solver.
  void attach(const core::Program& program, VerifyOptions& options);

 private:
  void write(const std::string& text);
  void fail(const std::filesystem::path& path, const std::string& why);

  std::filesystem::path folder_;
  Sink& sink_;
  std::size_t count_ = 0;
  bool failed_ = false;  // reported; nothing more is written
};

}  // namespace jur
