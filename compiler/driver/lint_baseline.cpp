#include "driver/lint_baseline.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "driver/read_file.h"
#include "emit/files.h"

namespace jur {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kMark = "jur-lint-baseline";
constexpr int kVersion = 1;
constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path);
  fs::path out = fs::weakly_canonical(whole, error);
  return error ? whole : out;
}

// An error of the language is no finding that one can put off.
bool can_wait(const Diagnostic& d) { return !d.code || catalogue(*d.code).severity == Severity::Warning; }

}  // namespace

Baselines::Baselines(std::span<const Package> packages, const std::string& given, const Sources& sources) : sources_(sources) {
  if (!given.empty()) {
    all_.push_back({real_path(given), given, {}, {}, {}});
    return;
  }
  for (const Package& p : packages) {
    if (p.lint.baseline.empty()) continue;
    const fs::path path = real_path(fs::path(p.folder) / p.lint.baseline);
    all_.push_back({path, p.lint.baseline, p.folder, p.lint.baseline_span, {}});
  }
}

Baselines::One* Baselines::of(const Diagnostic& d) {
  if (!d.primary.valid() || !can_wait(d)) return nullptr;
  const fs::path file = real_path(sources_[d.primary.file].path);
  One* best = nullptr;
  for (One& one : all_) {
    const auto end = std::mismatch(one.folder.begin(), one.folder.end(), file.begin(), file.end()).first;
    if (end != one.folder.end()) continue;
    if (best == nullptr || best->folder.native().size() < one.folder.native().size()) best = &one;
  }
  return best;
}

std::tuple<std::string, std::string, std::string> Baselines::key(const One& one, const Diagnostic& d) const {
  const fs::path file = real_path(sources_[d.primary.file].path).lexically_relative(one.path.parent_path());
  return {file.generic_string(), std::string(d.name), d.message};
}

bool Baselines::read_one(One& one, Sink& sink) const {
  const auto bad = [&](const std::string& why) -> Diagnostic& {
    return sink.report(Code::BadBaseline, one.span, fmt::format("the baseline `{}` {}", one.shown, why));
  };
  const FileText file = read_file(one.path, kMaxBytes);
  if (!file.text) {
    bad(file.too_large ? "is too large" : fmt::format("cannot be read: {}", file.why))
        .help("`jur lint --write-baseline` writes it");
    return false;
  }
  const Json json = Json::parse(*file.text, nullptr, false);
  const auto broken = [&] {
    bad("is not one that `jur lint` wrote").help("`jur lint --write-baseline` writes it anew");
    return false;
  };
  if (!json.is_object() || !json.contains(kMark) || !json[std::string(kMark)].is_number_integer()) return broken();
  if (const auto version = json[std::string(kMark)].get<std::int64_t>(); version != kVersion) {
    bad(fmt::format("is of version {}; this `jur` reads version {}", version, kVersion))
        .help("`jur lint --write-baseline` writes it anew");
    return false;
  }
  if (!json.contains("findings") || !json["findings"].is_array()) return broken();
  for (const Json& f : json["findings"]) {
    for (const char* name : {"file", "lint", "message"}) {
      if (!f.is_object() || !f.contains(name) || !f[name].is_string()) return broken();
    }
    if (!f.contains("count") || !f["count"].is_number_unsigned()) return broken();
    one.counts[{f["file"], f["lint"], f["message"]}] += f["count"].get<std::size_t>();
  }
  return true;
}

bool Baselines::read(Sink& sink) {
  bool good = true;
  for (One& one : all_) good = read_one(one, sink) && good;
  return good;
}

std::size_t Baselines::take_out(std::vector<Diagnostic>& findings) {
  return std::erase_if(findings, [&](const Diagnostic& d) {
    One* one = of(d);
    if (one == nullptr) return false;
    const auto known = one->counts.find(key(*one, d));
    if (known == one->counts.end() || known->second == 0) return false;
    --known->second;
    return true;
  });
}

std::size_t Baselines::gone() const {
  std::size_t n = 0;
  for (const One& one : all_) {
    for (const auto& [key, count] : one.counts) n += count;
  }
  return n;
}

std::string Baselines::write(std::vector<Diagnostic>& findings, Sink& sink) {
  if (all_.empty()) {
    sink.report(Code::BadBaseline, {}, "there is no name for the baseline")
        .help("name it with `--baseline FILE`, or in `jur.toml`: `[lint]`, `baseline = \"FILE\"`");
    return {};
  }
  for (One& one : all_) one.counts.clear();
  std::erase_if(findings, [&](const Diagnostic& d) {
    One* one = of(d);
    if (one != nullptr) ++one->counts[key(*one, d)];
    return one != nullptr;
  });
  std::string shown;
  for (const One& one : all_) {
    std::string text = fmt::format("{{\"{}\": {}, \"findings\": [", kMark, kVersion);
    const char* separator = "\n  ";
    for (const auto& [key, count] : one.counts) {
      const auto& [file, lint, message] = key;
      text += separator + Json{{"file", file}, {"lint", lint}, {"message", message}, {"count", count}}.dump();
      separator = ",\n  ";
    }
    text += one.counts.empty() ? "]}\n" : "\n]}\n";
    if (!emit::write_files(one.path.parent_path().string(), {{one.path.filename().string(), text}}, sink)) return {};
    shown += (shown.empty() ? "" : ", ") + one.shown;
  }
  return shown;
}

}  // namespace jur
