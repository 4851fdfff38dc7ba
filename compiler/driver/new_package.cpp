#include "driver/new_package.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/write_file.h"
#include "package/package.h"

namespace jur {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "@NAME@";

std::string filled(std::string_view text, const std::string& name) {
  std::string out(text);
  for (std::size_t at = out.find(kName); at != std::string::npos; at = out.find(kName, at + name.size()))
    out.replace(at, kName.size(), name);
  return out;
}

// A folder that is gone with the object, unless it was renamed.
class PartFolder {
 public:
  explicit PartFolder(fs::path path) : path_(std::move(path)) {}
  ~PartFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::error_code write(const fs::path& file, const std::string& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  return error ? error : write_file(file, text, {.flush = false});
}

}  // namespace

std::optional<std::vector<std::string>> make_package(const fs::path& folder, Sink& sink) {
  const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
  const std::string name = plain.filename().string();
  if (!is_package_name(name)) {
    sink.report(Code::BadPackage, Span{}, fmt::format("`{}` is not a name for a package", name))
        .help(std::string(kPackageNameHelp));
    return std::nullopt;
  }
  const auto failed = [&](const std::string& why) -> Diagnostic& {
    return sink.report(Code::CannotWrite, Span{}, plain.string(), why);
  };
  std::error_code error;
  if (fs::symlink_status(plain, error).type() != fs::file_type::not_found) {
    failed("it exists already").help("choose another name, or remove what is there");
    return std::nullopt;
  }
  const fs::path parent = plain.has_parent_path() ? plain.parent_path() : fs::path(".");
  if (!fs::is_directory(parent, error)) {
    failed(fmt::format("there is no folder `{}`", parent.string())).help("make that folder first");
    return std::nullopt;
  }
  const PartFolder part(parent / fmt::format(".{}.part{}", name, ::getpid()));
  std::vector<std::string> made;
  for (const TemplateFile& f : package_template()) {
    error = write(part.path() / f.path, filled(f.text, name));
    if (error) {
      failed(reason_of(error));
      return std::nullopt;
    }
    made.push_back((plain / f.path).string());
  }
  if (::renameat2(AT_FDCWD, part.path().c_str(), AT_FDCWD, plain.c_str(), RENAME_NOREPLACE) != 0) {
    failed(reason_of({errno, std::generic_category()}));
    return std::nullopt;
  }
  std::sort(made.begin(), made.end());
  return made;
}

}  // namespace jur
