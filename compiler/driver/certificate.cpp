#include "driver/certificate.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/write_file.h"

namespace jur {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 6;

bool is_ours(const fs::path& file) {
  const std::string stem = file.stem().string();
  return file.extension() == ".smt2" && stem.size() >= kDigits && stem.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

Certificate::Certificate(std::string folder, Sink& sink) : folder_(std::move(folder)), sink_(sink) {
  if (folder_.empty()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  std::vector<fs::path> old;
  fs::directory_iterator it(folder_, error);
  for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
    if (is_ours(it->path())) old.push_back(it->path());
  }
  for (const fs::path& file : old) {
    if (!error) fs::remove(file, error);
  }
  if (error) fail(folder_, reason_of(error));
}

void Certificate::attach(const core::Program& program, VerifyOptions& options) {
  if (folder_.empty()) return;
  options.certificate = [this, name = program.name](const std::string& about, const std::string& script) {
    write(fmt::format("; {}: {}\n{}", name, about, script));
  };
}

void Certificate::write(const std::string& text) {
  if (failed_) return;
  const fs::path path = folder_ / fmt::format("{:06}.smt2", ++count_);
  if (const std::error_code error = write_file(path, text, {.flush = false})) fail(path, reason_of(error));
}

void Certificate::fail(const fs::path& path, const std::string& why) {
  failed_ = true;
  sink_.report(Code::CannotWrite, Span{}, path.string(), why);
}

}  // namespace jur
