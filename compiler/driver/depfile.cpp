#include "driver/depfile.h"

#include "driver/rewrite.h"

namespace jur {
namespace {

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
  return replace_file(path, text, sink);
}

}  // namespace jur
