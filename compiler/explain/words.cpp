#include "explain/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace jur {

using namespace core;

std::vector<std::string> rule_names(const Program& p, std::span<const RuleId> rules) {
  std::vector<std::string> out;
  for (const RuleId r : rules) out.push_back(p.rules[r].name);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string citation(const Program& p, RuleId rule) {
  const Rule& r = p.rules[rule];
  const std::string& law = p.laws[r.law].cite;
  if (law.empty() || r.cite.empty()) return law + r.cite;
  return law + ", " + r.cite;
}

std::string rule_line(const Program& p, RuleId rule) {
  const Rule& r = p.rules[rule];
  std::string out = fmt::format("{} ({})", r.name, p.orders[p.laws[r.law].order].name);
  const std::string cite = citation(p, rule);
  if (!cite.empty()) out += ", " + cite;
  if (!r.title.empty()) out += fmt::format(", “{}”", r.title);
  if (r.unverified || p.laws[r.law].unverified) out += " [unverified]";
  return out;
}

}  // namespace jur
