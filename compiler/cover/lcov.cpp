#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cover/files.h"

namespace jur::cover {
namespace {

struct File {
  std::string functions, hits, branches;
  std::size_t found = 0, called = 0, sides = 0, taken = 0, blocks = 0;
  std::map<std::uint32_t, std::size_t> lines;
};

void add(File& f, const Item& i, std::uint32_t line) {
  std::size_t most = 0;
  for (const Side& s : i.sides) most = std::max(most, s.scenarios.size());
  if (i.kind == Kind::Rule) most = i.sides[0].scenarios.size();
  f.lines[line] = std::max(f.lines[line], most);
  if (i.kind == Kind::Rule) {
    f.functions += fmt::format("FN:{},{}\n", line, i.name);
    f.hits += fmt::format("FNDA:{},{}\n", most, i.name);
    ++f.found;
    if (most > 0) ++f.called;
    return;
  }
  for (std::size_t s = 0; s < i.sides.size(); ++s) {
    if (!i.sides[s].asked || i.sides[s].impossible) continue;
    const std::size_t scenarios = i.sides[s].scenarios.size();
    f.branches += fmt::format("BRDA:{},{},{},{}\n", line, f.blocks, s, most == 0 ? "-" : std::to_string(scenarios));
    ++f.sides;
    if (scenarios > 0) ++f.taken;
  }
  ++f.blocks;
}

}  // namespace

std::string report_lcov(const Sources& sources, const Report& report) {
  std::map<FileId, File> files;
  for (const Item& i : report.items) {
    if (i.coverable()) add(files[i.span.file], i, sources.position(i.span.file, i.span.begin).line);
  }
  std::string out;
  for (const auto& [id, f] : files) {
    out += fmt::format("TN:jur\nSF:{}\n{}{}FNF:{}\nFNH:{}\n", sources[id].path, f.functions, f.hits, f.found, f.called);
    out += fmt::format("{}BRF:{}\nBRH:{}\n", f.branches, f.sides, f.taken);
    std::size_t reached = 0;
    for (const auto& [line, scenarios] : f.lines) {
      out += fmt::format("DA:{},{}\n", line, scenarios);
      if (scenarios > 0) ++reached;
    }
    out += fmt::format("LF:{}\nLH:{}\nend_of_record\n", f.lines.size(), reached);
  }
  return out;
}

}  // namespace jur::cover
