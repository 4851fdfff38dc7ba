#include "driver/memory.h"

#include <fmt/format.h>

#include "lower/lower.h"

namespace jur {

void Memory::begin() {
  std::erase_if(files_, [&](const auto& entry) { return entry.second.session < session_; });
  std::erase_if(proved_, [&](const auto& entry) { return entry.second.session < session_; });
  ++session_;
}

const syntax::Tree* Memory::tree(const std::string& path, std::string_view text) {
  const auto it = files_.find(path);
  if (it == files_.end() || it->second.text != text) return nullptr;
  it->second.session = session_;
  return &it->second.tree;
}

void Memory::keep(const std::string& path, std::string_view text, const syntax::Tree& tree) {
  files_[path] = File{std::string(text), tree, session_};
}

const Judged* Memory::judged(const std::string& key) {
  const auto it = proved_.find(key);
  if (it == proved_.end()) return nullptr;
  it->second.session = session_;
  return &it->second.judged;
}

void Memory::keep(const std::string& key, const Judged& judged) { proved_[key] = Proved{judged, session_}; }

std::string Memory::key(const core::Program& program, const VerifyOptions& options) {
  return fmt::format("{} {} {} {} {} {}", lower::digest(program), options.today.days, options.limit, options.details,
                     options.index, options.effort);
}

}  // namespace jur
