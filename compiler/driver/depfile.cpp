#include "driver/depfile.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace jur {
namespace {

namespace fs = std::filesystem;

std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == ' ' || c == '#') out += '\\';
    if (c == '$') out += '$';
    out += c;
  }
  return out;
}

}  // namespace

bool write_depfile(const std::string& path, const std::vector<std::string>& made, const Sources& sources, Sink& sink) {
  std::string text;
  for (const std::string& m : made) text += (text.empty() ? "" : " ") + escaped(m);
  text += ":";
  for (std::size_t i = 0; i < sources.size(); ++i) text += " \\\n  " + escaped(sources[FileId(i)].path);
  text += "\n";
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return true;
  const int error = errno != 0 ? errno : EIO;
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) fs::remove(path, ignored);
  sink.report(Code::CannotWrite, Span{}, path, std::error_code(error, std::generic_category()).message());
  return false;
}

}  // namespace jur
