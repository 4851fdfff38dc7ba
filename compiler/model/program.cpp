#include "model/program.h"

#include <algorithm>

namespace jur::model {

const char* modal_words(Modal m) {
  switch (m) {
    case Modal::Must:
      return "must";
    case Modal::MustNot:
      return "must not";
    case Modal::May:
      return "may";
    case Modal::MayOnlyIf:
      return "may … only if";
    case Modal::NeedNot:
      return "need not";
  }
  return "";
}

std::vector<ModuleId> in_sight(const Program& program, ModuleId from) {
  std::vector<ModuleId> out = program.modules[from].uses;
  out.push_back(from);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<ModuleId> loaded(const Program& program, ModuleId from) {
  std::vector<bool> seen(program.modules.size());
  std::vector<ModuleId> work{from};
  seen[from.index] = true;
  for (std::size_t i = 0; i < work.size(); ++i) {
    for (const ModuleId used : program.modules[work[i]].uses) {
      if (!seen[used.index]) {
        seen[used.index] = true;
        work.push_back(used);
      }
    }
  }
  std::sort(work.begin(), work.end());
  return work;
}

std::string qualified_name(const Program& program, RuleId rule) {
  const Rule& r = program.rules[rule];
  return program.laws[r.law].name + "." + r.name;
}

}  // namespace jur::model
