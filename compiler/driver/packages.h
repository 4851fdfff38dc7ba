// Finds and reads the `jur.toml` of packages, each once.
#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "package/package.h"

namespace jur {

class Packages {
 public:
  // `library` is the folder of the standard library, itself a package; empty where there is none.
  Packages(Sources& sources, std::filesystem::path library, Sink& sink);

  // The nearest folder at or above `folder` (absolute) with a `jur.toml`; empty where there is none.
  [[nodiscard]] std::filesystem::path root_of(const std::filesystem::path& folder);

  // The package with this root: an index into `all`. Reads it at first sight, under the path `shown`, and reports what is wrong,
  // also that the standard library at hand is not the one that it asks for. Nothing where `root` has no `jur.toml` that can be
  // read (reported).
  std::optional<std::size_t> read(const std::filesystem::path& root, const std::filesystem::path& shown);

  [[nodiscard]] std::vector<Package>& all() { return packages_; }

 private:
  void check_library(const Package& package);
  std::optional<PackageVersion> library_version();

  Sources& sources_;
  std::filesystem::path library_;
  Sink& sink_;
  std::vector<Package> packages_;  // in the order of discovery
  std::map<std::filesystem::path, std::filesystem::path> roots_;
  std::map<std::filesystem::path, std::optional<std::size_t>> by_root_;
};

}  // namespace jur
