#include "driver/find_sources.h"

#include <algorithm>

#include "base/write_file.h"
#include "driver/read_file.h"

namespace jur {

namespace fs = std::filesystem;

std::vector<fs::path> find_sources(const std::string& path, Sink& sink) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<fs::path> files;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".jur" || it->is_directory(error)) continue;
    files.push_back(path == "." ? it->path().lexically_relative(path) : it->path());
  }
  if (error) {
    report_unreadable(sink, {}, path, reason_of(error));
    return {};
  }
  if (files.empty()) sink.report(Code::NoSources, {}, path).help("name a `.jur` file, or a folder that holds one");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace jur
