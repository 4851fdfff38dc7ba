// Source text to core programs, for tests: modules by name, `use` resolved among them.
#pragma once
#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "check/check.h"
#include "elaborate/elaborate.h"
#include "parse/parse.h"

namespace jur::test {

struct Compiled {
  Sources sources;
  Sink sink;
  std::deque<syntax::Tree> trees;
  model::Program model;
  std::vector<core::Program> programs;  // empty where something is wrong

  // (module name, text); all of them are asked about.
  explicit Compiled(const std::vector<std::pair<std::string, std::string>>& modules) {
    std::vector<Unit> units;
    for (const auto& [name, text] : modules) {
      trees.push_back(parse(sources, sources.add(name + ".jur", text), {}, sink));
      units.push_back({&trees.back(), name, false, {}});
    }
    for (Unit& unit : units) {
      for (const syntax::NodeRef decl : unit.tree->root().children(syntax::NodeKind::decl)) {
        const syntax::NodeRef use = decl.child(syntax::NodeKind::use_decl);
        if (!use) continue;
        for (std::size_t i = 0; i < units.size(); ++i) {
          if (units[i].module == use.child(syntax::NodeKind::path).text()) unit.uses.push_back({i, use.span()});
        }
      }
    }
    model = check(sources, units, sink);
    std::vector<model::ModuleId> asked;
    for (std::size_t i = 0; i < units.size(); ++i) asked.emplace_back(i);
    if (!sink.has_errors()) programs = elaborate(model, asked, sink);
  }
  explicit Compiled(const std::string& text) : Compiled({{std::string("test"), text}}) {}
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  // Nothing is reported that is not of this kind.
  [[nodiscard]] bool reports_only(Code code) const {
    return std::all_of(sink.all().begin(), sink.all().end(), [&](const Diagnostic& d) { return d.code == code; });
  }

  // Each diagnostic on a line: "name: message".
  [[nodiscard]] std::string complaints() const {
    std::string out;
    for (const Diagnostic& d : sink.all()) {
      out += d.name;
      out += ": " + d.message;
      if (d.primary.valid()) {
        const Position at = sources.position(d.primary.file, d.primary.begin);
        out += " (line " + std::to_string(at.line) + ", `" + std::string(sources.text(d.primary)) + "`)";
      }
      out += "\n";
    }
    return out;
  }
};

}  // namespace jur::test
