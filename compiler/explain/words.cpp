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
  const std::string whose = r.instance.empty() ? "" : " for " + r.instance;
  std::string out = fmt::format("{}{} ({})", r.name, whose, p.orders[p.laws[r.law].order].name);
  const std::string cite = citation(p, rule);
  if (!cite.empty()) out += ", " + cite;
  if (!r.title.empty()) out += fmt::format(", “{}”", r.title);
  if (r.unverified || p.laws[r.law].unverified) out += " [unverified]";
  return out;
}

namespace {

const char* kind_words(Doubt::Kind kind) {
  switch (kind) {
    case Doubt::Kind::Member:
      return "member";
    case Doubt::Kind::Tuple:
      return "tuple";
    case Doubt::Kind::Exception:
      return "exception";
    case Doubt::Kind::Rule:
      break;
  }
  return "rule";
}

}  // namespace

std::vector<Unverified> rests_on(const Program& p, const Verdict& v, const std::vector<Tri>& known) {
  std::vector<Unverified> out;
  const auto add = [&](const char* kind, const std::string& what, const std::string& why, std::string cite) {
    const bool told = std::any_of(out.begin(), out.end(),
                                  [&](const Unverified& u) { return u.kind == std::string_view(kind) && u.what == what; });
    if (!told) out.push_back({kind, what, why, std::move(cite)});
  };
  const auto add_rule = [&](RuleId id) {
    const Rule& r = p.rules[id];
    const Law& law = p.laws[r.law];
    if (r.unverified) add("rule", r.name, r.why_unverified, citation(p, id));
    if (law.unverified) add("law", law.name, law.why_unverified, law.cite);
  };
  for (const RuleId id : v.rests_on) {
    add_rule(id);
    for (const DoubtId i : p.rules[id].doubts) {
      const Doubt& d = p.doubts[i];
      if (known[d.read.index] == Tri::False) continue;
      if (d.kind == Doubt::Kind::Rule) {
        add_rule(d.rule);
      } else {
        add(kind_words(d.kind), d.what, d.why, d.cite);
      }
    }
  }
  return out;
}

}  // namespace jur
