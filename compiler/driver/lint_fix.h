// Safe fixes applied to the texts of a session. Nothing is written to disk.
#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "driver/rewrite.h"
#include "driver/session.h"

namespace jur {

class LintFixes {
 public:
  // Applies the fixes of the findings to the session's texts, those that overlap an earlier one left out; a file that was in the
  // canonical layout stays so. Returns how many were applied.
  std::size_t apply(const Session& session, std::span<const Diagnostic> findings);

  [[nodiscard]] const std::map<std::filesystem::path, std::string>& texts() const { return texts_; }
  // The files that differ from what they were before the first fix, by path as the session shows it.
  [[nodiscard]] std::vector<std::pair<std::string, Rewritten>> changed(const Session& session) const;

 private:
  std::map<std::filesystem::path, std::string> texts_;  // by absolute path
  std::map<std::filesystem::path, std::string> before_;
};

}  // namespace jur
