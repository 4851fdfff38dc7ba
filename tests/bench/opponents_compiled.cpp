#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "opponents.h"

namespace jur::bench {
namespace {

constexpr std::size_t kChainMost = 1'000;  // rules; beyond, clang takes minutes
constexpr std::size_t kSwitchMost = 10'000;

constexpr const char* kPrelude = R"(#include <cstddef>
#include <cstdint>
struct Packed { std::uint8_t country[3], authority, kind, unused; std::uint16_t day; };
)";

class Source {
 public:
  // `skip`: a condition that is known to hold.
  std::string statement(const Rule& rule, const Condition* skip) {
    std::vector<std::string> tests;
    for (const Condition& c : rule.conditions) {
      if (&c != skip) tests.push_back(test(c));
    }
    const int effect = rule.obliges ? kObliged : kForbidden;
    return tests.empty() ? fmt::format("v |= {};\n", effect)
                         : fmt::format("if ({}) v |= {};\n", fmt::join(tests, " && "), effect);
  }
  std::string tables;

 private:
  std::string test(const Condition& c) {
    const auto one = [&](const std::string& of, const auto& values) {
      return values.size() == 1 ? fmt::format("{} == {}", of, values[0]) : fmt::format("({}u >> {} & 1u)", mask(values), of);
    };
    switch (c.attribute) {
      case Attribute::DataLocation:
      case Attribute::Custodian:
      case Attribute::Requester:
        return country(fmt::format("c.country[{}]", static_cast<int>(c.attribute)), c.values);
      case Attribute::Authority:
        return one("c.authority", c.values);
      case Attribute::Category:
        return fmt::format("(c.kind >> 1) == {}", c.values[0]);
      case Attribute::Emergency:
        return fmt::format("(c.kind & 1) == {}", c.values[0]);
      case Attribute::Date:
        if (c.last == kForever) return fmt::format("c.day >= {}", c.from);
        return fmt::format("c.day >= {} && c.day <= {}", c.from, c.last);
    }
    return "";
  }
  static unsigned mask(const std::vector<int>& values) {
    unsigned out = 0;
    for (const int v : values) out |= 1U << v;
    return out;
  }
  std::string country(const std::string& of, const std::vector<int>& values) {
    if (values.size() <= 3) {
      std::vector<std::string> each;
      for (const int v : values) each.push_back(fmt::format("{} == {}", of, v));
      return fmt::format("({})", fmt::join(each, " || "));
    }
    std::uint64_t words[4] = {};
    for (const int v : values) words[v / 64] |= std::uint64_t{1} << (v % 64);
    const std::string name = fmt::format("set{}", sets_++);
    tables +=
        fmt::format("static const std::uint64_t {}[4] = {{{}u, {}u, {}u, {}u}};\n", name, words[0], words[1], words[2], words[3]);
    return fmt::format("({}[{} >> 6] >> ({} & 63) & 1u)", name, of, of);
  }
  int sets_ = 0;
};

std::string chain(const std::vector<Rule>& rules) {
  Source s;
  std::string body;
  for (const Rule& r : rules) body += s.statement(r, nullptr);
  return s.tables + "static std::uint8_t decide(const Packed& c) { std::uint8_t v = 0;\n" + body + "return v; }\n";
}

std::string switches(const std::vector<Rule>& rules) {
  Source s;
  std::string functions;
  std::string calls = "0";
  for (int axis = 0; axis < 3; ++axis) {
    std::map<int, std::string> cases;
    for (const Rule& r : rules) {
      const Condition* best = nullptr;
      for (const Condition& c : r.conditions) {
        if (static_cast<int>(c.attribute) < 3 && (best == nullptr || c.values.size() < best->values.size())) best = &c;
      }
      if (best == nullptr || static_cast<int>(best->attribute) != axis) continue;
      const std::string statement = s.statement(r, best);
      for (const int v : best->values) cases[v] += statement;
    }
    functions +=
        fmt::format("static std::uint8_t f{}(const Packed& c) {{ std::uint8_t v = 0; switch (c.country[{}]) {{\n", axis, axis);
    for (const auto& [value, body] : cases) functions += fmt::format("case {}:\n{}break;\n", value, body);
    functions += "default: break; } return v; }\n";
    calls += fmt::format(" | f{}(c)", axis);
  }
  return s.tables + functions + "static std::uint8_t decide(const Packed& c) { return static_cast<std::uint8_t>(" + calls +
         "); }\n";
}

void add(const std::string& name, const std::string& code, const std::string& folder, std::vector<Opponent>& out) {
  const std::string base = folder + "/" + name;
  std::ofstream(base + ".cpp") << kPrelude << code
                               << "extern \"C\" void decide_all(const Packed* c, std::size_t n, std::uint8_t* out) {\n"
                                  "for (std::size_t i = 0; i < n; ++i) out[i] = decide(c[i]); }\n";
  const std::string command =
      fmt::format("clang++-19 -O3 -march=x86-64-v3 -std=c++20 -shared -fPIC -o {0}.so {0}.cpp >{0}.log 2>&1", base);
  if (std::system(command.c_str()) != 0) return;
  void* library = ::dlopen((base + ".so").c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return;
  using Decide = void (*)(const Packed*, std::size_t, std::uint8_t*);
  const auto decide = reinterpret_cast<Decide>(::dlsym(library, "decide_all"));
  out.push_back({name,
                 true,
                 [decide](std::span<const Packed> cases, std::uint8_t* to) { decide(cases.data(), cases.size(), to); },
                 {library, [](const void* l) { ::dlclose(const_cast<void*>(l)); }}});
}

}  // namespace

std::vector<Opponent> compiled_opponents(const std::vector<Rule>& rules, const std::string& folder) {
  std::vector<Opponent> out;
  if (std::system("command -v clang++-19 >/dev/null 2>&1") != 0) return out;
  if (rules.size() <= kChainMost) add("if-chain", chain(rules), folder, out);
  if (rules.size() <= kSwitchMost) add("switch", switches(rules), folder, out);
  return out;
}

}  // namespace jur::bench
