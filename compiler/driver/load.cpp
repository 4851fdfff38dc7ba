#include "driver/load.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.h"
#include "driver/find_sources.h"
#include "driver/packages.h"
#include "driver/read_file.h"
#include "parse/parse.h"

namespace jur {
namespace {

namespace fs = std::filesystem;
using syntax::NodeKind;
using syntax::NodeRef;

constexpr std::string_view kLibraryPrefix = "std.";

std::string module_name(const fs::path& relative) {
  std::string out;
  const fs::path plain = fs::path(relative).replace_extension();
  for (const fs::path& part : plain) {
    if (!out.empty()) out += '.';
    out += part.string();
  }
  return out;
}

fs::path module_path(std::string_view module) {
  std::string text(module);
  std::replace(text.begin(), text.end(), '.', '/');
  return text + ".jur";
}

class Loader {
 public:
  Loader(Sources& sources, const fs::path& library, const LoadOptions& options, Memory* memory, Sink& sink)
      : sources_(sources),
        library_(library),
        options_(options),
        memory_(memory),
        sink_(sink),
        packages_(sources, library, sink) {}

  void add_path(const std::string& given) {
    std::error_code error;
    const fs::path path(given);
    if (!fs::is_directory(path, error)) {
      root(path, absolute(path).parent_path());
      return;
    }
    const std::vector<fs::path> files = find_sources(given, sink_);
    const fs::path folder = absolute(path);
    for (const fs::path& f : files) root(f, folder);
  }

  // Loads what the modules use, breadth first, then looks for cycles.
  Loaded finish() {
    if (options_.whole_packages) rest_of_packages();
    std::size_t resolved = 0;
    do {
      for (; resolved < out_.units.size(); ++resolved) resolve_uses(resolved);
    } while (open_bases());
    break_cycles();
    for (const fs::path& base : bases_) out_.package_of.push_back(package_at(base));
    out_.packages = std::move(packages_.all());
    std::sort(out_.roots.begin(), out_.roots.end());
    out_.roots.erase(std::unique(out_.roots.begin(), out_.roots.end()), out_.roots.end());
    return std::move(out_);
  }

 private:
  static fs::path absolute(const fs::path& p) {
    std::error_code error;
    fs::path out = fs::weakly_canonical(p, error);
    return error ? fs::absolute(p) : out;
  }

  // `folder` is the base of the file's module name where it belongs to no package.
  void root(const fs::path& shown, const fs::path& folder) {
    const fs::path file = absolute(shown);
    const fs::path package = packages_.root_of(file.parent_path());
    if (!package.empty()) packages_.read(package, relative_to(shown, package, package / kPackageFile));
    if (const auto unit = open(shown, package.empty() ? folder : package, within(file, library_), {}))
      out_.roots.push_back(*unit);
  }

  void rest_of_packages() {
    std::map<fs::path, fs::path> found;  // by package: a file of it, as shown
    for (const std::size_t u : out_.roots) {
      if (!out_.units[u].library && !packages_.root_of(bases_[u]).empty())
        found.emplace(bases_[u], sources_[out_.units[u].tree->file].path);
    }
    for (const auto& [package, shown] : found) {
      for (const fs::path& f : find_sources(package.string(), sink_)) {
        if (packages_.root_of(f.parent_path()) == package) open(relative_to(shown, package, f), package, false, {});
      }
    }
  }

  std::optional<std::size_t> package_at(const fs::path& base) {
    return packages_.root_of(base) == base ? packages_.read(base, base / kPackageFile) : std::nullopt;
  }

  static bool within(const fs::path& file, const fs::path& folder) {
    return !folder.empty() && std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
  }

  std::optional<std::size_t> open(const fs::path& shown, const fs::path& package, bool library, Span used_at) {
    const fs::path key = absolute(shown);
    if (const auto known = by_path_.find(key); known != by_path_.end()) return known->second;
    const ParseOptions options;
    FileText file = text_of(shown, options.max_bytes);
    if (!file.text) {
      if (file.too_large) {
        sink_.report(Code::FileTooLarge, used_at, shown.string(), options.max_bytes >> 20U).help("split it into modules");
      } else {
        report_unreadable(sink_, used_at, shown, file.why);
      }
      return std::nullopt;
    }
    const FileId id = sources_.add(shown.string(), std::move(*file.text));
    const fs::path base = library ? library_ : package;
    Unit unit;
    unit.module = module_name(key.lexically_relative(base));
    unit.library = library;
    sources_[id].module = unit.module;
    sources_[id].library = library;
    if (!packages_.root_of(base).empty()) unit.package = package_ids_.try_emplace(base, package_ids_.size() + 1).first->second;
    unit.tree = &out_.trees.emplace_back(read(id, key.string(), options));
    out_.units.push_back(std::move(unit));
    bases_.push_back(library ? library_ : package);
    by_path_.emplace(key, out_.units.size() - 1);
    return out_.units.size() - 1;
  }

  syntax::Tree read(FileId id, const std::string& path, const ParseOptions& options) {
    const std::string_view text = sources_[id].text;
    if (const syntax::Tree* known = memory_ != nullptr ? memory_->tree(path, text) : nullptr) {
      syntax::Tree out = *known;
      out.file = id;
      out.text = text;
      return out;
    }
    const std::size_t said = sink_.all().size();
    syntax::Tree out = parse(sources_, id, options, sink_);
    if (memory_ != nullptr && !out.has_errors && sink_.all().size() == said) memory_->keep(path, text, out);
    return out;
  }

  void resolve_uses(std::size_t u) {
    std::set<std::string> seen;
    for (const NodeRef decl : out_.units[u].tree->root().children(NodeKind::decl)) {
      const NodeRef use = decl.child(NodeKind::use_decl);
      if (!use || use.broken()) continue;
      const NodeRef path = use.child(NodeKind::path);
      std::string name(path.text());
      std::erase_if(name, [](char ch) { return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r'; });
      if (!seen.insert(name).second) continue;
      const fs::path package = bases_[u];
      const bool library = name.starts_with(kLibraryPrefix);
      const fs::path base = library ? library_ : package;
      const fs::path user = sources_[path.span().file].path;
      std::error_code error;
      fs::path file = base / module_path(name);
      if (!library && !fs::exists(package / kPackageFile, error)) {  // a lone file: what stands beside it comes first
        const fs::path beside = absolute(user).parent_path() / module_path(name);
        if (fs::is_regular_file(beside, error)) file = beside;
      }
      if (base.empty() || !fs::is_regular_file(file, error)) {
        unknown_module(path.span(), name, library, base);
        continue;
      }
      const fs::path shown = library ? file : relative_to(user, package, file);
      if (const auto target = open(shown, package, library || out_.units[u].library, path.span())) {
        out_.units[u].uses.push_back({*target, path.span()});
      }
    }
  }

  // Opens the files of the packages that have the scenarios which others are `like`. False where there was nothing to open.
  bool open_bases() {
    std::map<fs::path, std::map<std::string, std::size_t>> wanted;  // by package: names as written, each with a unit
    std::set<std::pair<fs::path, std::string>> known;
    for (std::size_t u = 0; u < out_.units.size(); ++u) {
      for (const NodeRef decl : out_.units[u].tree->root().children(NodeKind::decl)) {
        const NodeRef scenario = decl.child(NodeKind::scenario_decl);
        if (!scenario) continue;
        known.emplace(bases_[u], written_name(scenario));
        if (const NodeRef like = scenario.child(NodeKind::like)) wanted[bases_[u]].emplace(written_name(like), u);
      }
    }
    const std::size_t before = out_.units.size();
    for (auto& [package, names] : wanted) {
      std::erase_if(names, [&, &base = package](const auto& n) {
        return known.contains({base, n.first}) || !looked_for_.emplace(base, n.first).second;
      });
      if (names.empty() || packages_.root_of(package) != package) continue;
      for (const fs::path& f : find_sources(package.string(), sink_)) {
        if (by_path_.contains(absolute(f)) || packages_.root_of(absolute(f).parent_path()) != package) continue;
        const FileText file = text_of(f, ParseOptions().max_bytes);
        if (!file.text) continue;
        const auto has = std::find_if(names.begin(), names.end(), [&](const auto& n) { return declares(*file.text, n.first); });
        if (has == names.end()) continue;
        const Unit& user = out_.units[has->second];
        open(relative_to(sources_[user.tree->file].path, package, f), package, user.library, {});
      }
    }
    return out_.units.size() > before;
  }

  // In quotation marks, as the scenario or `like` has it.
  static std::string written_name(NodeRef node) {
    const NodeRef name = node.token(syntax::TokenKind::STRING);
    return name ? std::string(name.text()) : std::string();
  }

  // Whether the text has `scenario` before the name; it is parsed only where it does.
  static bool declares(std::string_view text, const std::string& name) {
    constexpr std::string_view kWord = "scenario";
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      const std::size_t end = text.find_last_not_of(" \t\r\n", at == 0 ? 0 : at - 1);
      if (end != std::string_view::npos && text.substr(0, end + 1).ends_with(kWord)) return true;
    }
    return false;
  }

  FileText text_of(const fs::path& shown, std::size_t max_bytes) {
    const auto given = options_.texts.find(absolute(shown));
    return given != options_.texts.end() ? FileText{given->second, false, {}} : read_file(shown, max_bytes);
  }

  // `file` as the user would write it: next to how the using file was written.
  static fs::path relative_to(const fs::path& user, const fs::path& package, const fs::path& file) {
    const fs::path inner = absolute(user).lexically_relative(package);
    fs::path base = user.parent_path();
    for (fs::path step = inner.parent_path(); !step.empty() && step != "."; step = step.parent_path()) base /= "..";
    const fs::path shown = (base / file.lexically_relative(package)).lexically_normal();
    return absolute(shown) == file ? shown : file;  // a link on the way leads elsewhere
  }

  void unknown_module(Span span, const std::string& name, bool library, const fs::path& base) {
    Diagnostic& d = sink_.report(Code::UnknownModule, span, name);
    if (base.empty()) {
      d.help("the standard library was not found; set JUR_STDLIB to the folder that holds `std`");
      return;
    }
    std::vector<std::string> known;
    std::error_code error;
    fs::recursive_directory_iterator it(library ? base / "std" : base, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".jur") known.push_back(module_name(it->path().lexically_relative(base)));
    }
    std::sort(known.begin(), known.end());
    std::error_code ignored;
    const bool in_library = !library && !library_.empty() && fs::exists(library_ / "std" / module_path(name), ignored);
    if (in_library) {
      d.help(fmt::format("did you mean `std.{}`?", name));
    } else if (const auto near = nearest(name, known)) {
      d.help(fmt::format("did you mean `{}`?", *near));
    } else {
      d.help(library ? "the standard library has no such module"
                     : fmt::format("a module is a file of the package: `{}`", module_path(name).string()));
    }
  }

  // Reports each circle once and cuts it, so that later passes see none.
  void break_cycles() {
    enum class State : std::uint8_t { New, Open, Done };
    std::vector<State> state(out_.units.size(), State::New);
    struct Frame {
      std::size_t unit;
      std::size_t next;
    };
    for (std::size_t start = 0; start < out_.units.size(); ++start) {
      if (state[start] != State::New) continue;
      std::vector<Frame> stack{{start, 0}};
      state[start] = State::Open;
      while (!stack.empty()) {
        Frame& top = stack.back();
        auto& uses = out_.units[top.unit].uses;
        if (top.next == uses.size()) {
          state[top.unit] = State::Done;
          stack.pop_back();
          continue;
        }
        const Unit::Use use = uses[top.next];
        if (state[use.unit] == State::Open) {
          std::vector<std::string> circle;
          const auto first = std::find_if(stack.begin(), stack.end(), [&](const Frame& f) { return f.unit == use.unit; });
          for (auto f = first; f != stack.end(); ++f) circle.push_back(fmt::format("`{}`", out_.units[f->unit].module));
          circle.push_back(circle.front());
          Diagnostic& d = sink_.report(Code::ImportCycle, use.span, fmt::format("{}", fmt::join(circle, " uses ")));
          d.help("move what both need into a module of its own");
          uses.erase(uses.begin() + static_cast<std::ptrdiff_t>(top.next));
          continue;
        }
        ++top.next;
        if (state[use.unit] == State::New) {
          state[use.unit] = State::Open;
          stack.push_back({use.unit, 0});
        }
      }
    }
  }

  Sources& sources_;
  fs::path library_;
  const LoadOptions& options_;
  Memory* memory_;
  Sink& sink_;
  Loaded out_;
  Packages packages_;
  std::vector<fs::path> bases_;  // by unit: the folder that its module name starts from
  std::map<fs::path, std::size_t> by_path_;
  std::map<fs::path, std::size_t> package_ids_;            // of Unit::package, by folder
  std::set<std::pair<fs::path, std::string>> looked_for_;  // scenarios, by package
};

}  // namespace

fs::path find_standard_library() {
  std::error_code error;
  if (const char* set = std::getenv("JUR_STDLIB"); set != nullptr && *set != '\0') return fs::weakly_canonical(set, error);
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  while (!folder.empty()) {
    for (const char* name : {"stdlib", "share/jur"}) {
      if (fs::is_regular_file(folder / name / "std" / "places.jur", error)) return fs::canonical(folder / name, error);
    }
    if (folder == folder.root_path()) break;
    folder = folder.parent_path();
  }
  return {};
}

Loaded load(Sources& sources, const std::vector<std::string>& paths, const fs::path& library, const LoadOptions& options,
            Memory* memory, Sink& sink) {
  Loader loader(sources, library, options, memory, sink);
  for (const std::string& p : paths) loader.add_path(p);
  return loader.finish();
}

}  // namespace jur
