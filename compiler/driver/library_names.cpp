#include "driver/library_names.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace jur {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> kWords{"enum",   "record", "group", "relation", "case",
                                                  "define", "action", "law",   "route",    "decision"};

// Names in the library, each with the modules that declare it. Declarations begin a line there.
class Library {
 public:
  explicit Library(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator it(folder / "std", fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".jur") files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) read(file, module_of(file.lexically_relative(folder)));
  }

  // "" where there is none.
  [[nodiscard]] std::string module_named(std::string_view last_part) const {
    for (const std::string& m : modules_) {
      if (std::string_view(m).substr(m.rfind('.') + 1) == last_part) return m;
    }
    return "";
  }
  [[nodiscard]] std::string module_with(const std::string& name) const {
    const auto found = names_.find(name);
    return found == names_.end() ? std::string() : found->second;
  }

 private:
  static std::string module_of(const fs::path& file) {
    std::string out = fs::path(file).replace_extension().generic_string();
    std::replace(out.begin(), out.end(), '/', '.');
    return out;
  }

  void read(const fs::path& file, const std::string& module) {
    modules_.push_back(module);
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string first;
      std::string name;
      if (line.empty() || line.front() == ' ' || !(words >> first >> name)) continue;
      if (std::find(kWords.begin(), kWords.end(), first) == kWords.end()) continue;
      names_.emplace(name.substr(0, name.find_first_of("({=")), module);
    }
  }

  std::vector<std::string> modules_;
  std::map<std::string, std::string> names_;  // the first module by name
};

}  // namespace

void suggest_library(const Sources& sources, const fs::path& library, Sink& sink) {
  std::vector<std::size_t> helpless;
  for (std::size_t i = 0; i < sink.all().size(); ++i) {
    const Diagnostic& d = sink.all()[i];
    if (d.code == Code::UnknownName && (d.helps.empty() || d.general) && d.notes.empty() && d.primary.valid())
      helpless.push_back(i);
  }
  if (helpless.empty() || library.empty()) return;
  const Library known(library);
  for (const std::size_t i : helpless) {
    const Span span = sink.all()[i].primary;
    const std::string name(sources.text(span));
    const std::string_view text = sources[span.file].text;
    if (const std::string module = known.module_with(name); !module.empty()) {
      sink[i].help(fmt::format("module `{}` declares it: add `use {}`", module, module));
    } else if (span.end < text.size() && text[span.end] == '.') {
      const std::string used = known.module_named(name);
      if (!used.empty()) sink[i].help(fmt::format("add `use {}`", used));
    }
  }
}

}  // namespace jur
