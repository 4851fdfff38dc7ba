#include "driver/packages.h"

#include <fmt/format.h>

#include "driver/read_file.h"

namespace jur {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxBytes = 1U << 20U;

}  // namespace

Packages::Packages(Sources& sources, fs::path library, Sink& sink)
    : sources_(sources), library_(std::move(library)), sink_(sink) {}

fs::path Packages::root_of(const fs::path& folder) {
  if (const auto known = roots_.find(folder); known != roots_.end()) return known->second;
  std::error_code error;
  fs::path root;
  if (fs::exists(folder / kPackageFile, error)) {
    root = folder;
  } else if (!folder.empty() && folder != folder.root_path()) {
    root = root_of(folder.parent_path());
  }
  return roots_[folder] = root;
}

std::optional<std::size_t> Packages::read(const fs::path& root, const fs::path& shown) {
  if (const auto known = by_root_.find(root); known != by_root_.end()) return known->second;
  std::optional<std::size_t>& index = by_root_[root];
  FileText file = read_file(root / kPackageFile, kMaxBytes);
  if (!file.text) {
    if (file.too_large) {
      sink_.report(Code::FileTooLarge, {}, shown.string(), kMaxBytes >> 20U).help("a `jur.toml` holds a few settings");
    } else {
      report_unreadable(sink_, {}, shown, file.why);
    }
    return std::nullopt;
  }
  const FileId id = sources_.add(shown.string(), std::move(*file.text));
  sources_[id].library = root == library_;
  Package package = read_package(sources_, id, sink_);
  package.folder = root.string();
  if (package.name.empty()) package.name = root.filename().string();
  packages_.push_back(std::move(package));
  index = packages_.size() - 1;
  check_library(Package(packages_.back()));
  return by_root_[root];
}

void Packages::check_library(const Package& package) {
  if (!package.library || library_.empty()) return;
  const auto there = library_version();
  if (there && serves(*there, *package.library)) return;
  const std::string found = there ? to_string(*there) : std::string("one that does not say its version");
  Diagnostic& d = sink_.report(Code::LibraryVersion, package.library_span, package.name, to_string(*package.library), found);
  if (!there) return;
  if (*there < *package.library) {
    d.help(fmt::format("install a `jur` with standard library {}", to_string(*package.library)));
  } else {
    d.help(fmt::format("read what changed, check the rules, then write `std = \"{}.{}\"`", there->major, there->minor));
  }
}

std::optional<PackageVersion> Packages::library_version() {
  std::error_code error;
  if (!fs::exists(library_ / kPackageFile, error)) return std::nullopt;
  const auto index = read(library_, library_ / kPackageFile);
  return index ? packages_[*index].version : std::nullopt;
}

}  // namespace jur
