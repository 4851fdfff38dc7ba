#include "driver/read_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <vector>

#include "base/nearest.h"
#include "base/write_file.h"

namespace jur {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNames = 1000;  // of a folder in which a near name is looked for

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::directory_iterator end; !error && it != end && names.size() < kMostNames; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The name with its ending added, or one with the same ending whose beginning is near.
std::optional<std::string> near_name(const fs::path& name, const std::vector<std::string>& names) {
  const std::string with_ending = name.string() + ".jur";
  if (std::ranges::find(names, with_ending) != names.end()) return with_ending;
  std::vector<std::string> stems;
  for (const std::string& n : names) {
    if (fs::path(n).extension() == name.extension()) stems.push_back(fs::path(n).stem().string());
  }
  const auto near = nearest(name.stem().string(), stems);
  return near ? std::optional(*near + name.extension().string()) : std::nullopt;
}

std::string help_with_path(const fs::path& shown) {
  std::error_code error;
  if (fs::is_directory(shown, error)) return "name a file in it";
  if (fs::exists(shown, error)) return "give this user leave to read it";
  const fs::path folder = shown.has_parent_path() ? shown.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error)) return fmt::format("there is no folder `{}`: compare the path", folder.string());
  if (const auto near = near_name(shown.filename().string(), names_in(folder)))
    return fmt::format("did you mean `{}`?", (shown.has_parent_path() ? folder / *near : fs::path(*near)).string());
  return fmt::format("compare its name with what {} holds",
                     folder == "." ? std::string("the working folder") : fmt::format("`{}`", folder.string()));
}

}  // namespace

void report_unreadable(Sink& sink, Span span, const fs::path& shown, const std::string& why) {
  sink.report(Code::FileUnreadable, span, shown.string(), why).help(help_with_path(shown));
}

FileText read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  FileText out;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    out.why = "it is a folder";
    return out;
  }
  const auto close = [](std::FILE* f) { std::fclose(f); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file) {
    out.why = reason_of({errno, std::generic_category()});
    return out;
  }
  std::string text;
  char buffer[1U << 16U];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) {
    if (text.size() + n > max_bytes) {
      out.too_large = true;
      return out;
    }
    text.append(buffer, n);
  }
  if (std::ferror(file.get()) != 0) {
    out.why = reason_of({errno, std::generic_category()});
    return out;
  }
  out.text = std::move(text);
  return out;
}

}  // namespace jur
