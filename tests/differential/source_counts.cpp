// The random source programs leave nothing out: each part of each rule of the grammar, and each operation, is drawn often.
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../compile.h"
#include "source_claims.h"
#include "source_random.h"

using namespace jur;
using namespace jur::test::form;

namespace {

constexpr std::size_t kOften = 20;

using Part = std::pair<std::string, std::string>;  // a rule of the grammar, and a rule or token named in it
using Counts = std::map<Part, std::size_t>;

// Parts that no correct program has, or that are no choice of the generator.
const std::map<Part, std::string> kLeftOut{
    {{"file", "EOF"}, "the tree ends without a leaf for the end of the file"},
};
// Rules whose parts are words that stand for a name: which word it is has no meaning.
const std::set<std::string> kWords{"name", "any_name"};

const char* token_name(syntax::TokenKind kind) {
  static constexpr const char* kNames[] = {
#define HARD(name, text) #name,
#define SOFT(name, text) #name,
#define PUNCT(name, text) #name,
#define OTHER(name, what) #name,
#include "syntax/token.def"
  };
  return kNames[static_cast<std::size_t>(kind)];
}

const std::vector<std::string>& node_names() {
  static const std::vector<std::string> names{
#define NODE(rule, what) #rule,
#include "syntax/node.def"
  };
  return names;
}

const std::vector<std::string>& op_names() {
  static const std::vector<std::string> names{
#define OP(name) #name,
#include "core/op.def"
  };
  return names;
}

std::set<Part> parts_of_the_grammar() {
  std::ifstream in(JUR_SOURCE_DIR "/grammar/JurParser.g4");
  std::string text;
  for (std::string line; std::getline(in, line);) text += line.substr(0, line.find("//")) + "\n";
  text.erase(0, text.find("file:"));
  std::set<Part> out;
  const std::regex rule(R"(([a-z_]+)\s*:([^;]*);)");
  const std::regex word("[A-Za-z_]+");
  for (std::sregex_iterator r(text.begin(), text.end(), rule), end; r != end; ++r) {
    const std::string body = (*r)[2];
    for (std::sregex_iterator w(body.begin(), body.end(), word); w != end; ++w) out.emplace((*r)[1], w->str());
  }
  return out;
}

void count(const syntax::Tree& tree, Counts& counts, std::map<std::string, std::size_t>& kinds) {
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const syntax::NodeRef node(&tree, i);
    const std::string& rule = node_names()[static_cast<std::size_t>(node.kind())];
    ++kinds[rule];
    if (node.is(syntax::NodeKind::token)) continue;
    std::set<std::string> parts;
    for (const syntax::NodeRef child : node.children()) {
      parts.insert(child.is(syntax::NodeKind::token) ? token_name(child.first_token().kind)
                                                     : node_names()[static_cast<std::size_t>(child.kind())]);
    }
    for (const std::string& part : parts) ++counts[{rule, part}];
  }
}

std::string rare(const std::map<std::string, std::size_t>& counts, const std::vector<std::string>& names,
                 const std::set<std::string>& left_out) {
  std::string out;
  for (const std::string& name : names) {
    const auto at = counts.find(name);
    const std::size_t n = at == counts.end() ? 0 : at->second;
    if (n < kOften && !left_out.contains(name)) out += fmt::format("\n  {}: {}", name, n);
  }
  return out;
}

}  // namespace

TEST_CASE("the random source programs have every construct and every operation") {
  Counts counts;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> ops;
  const auto add = [&](std::uint64_t seed, const Modules& modules) {
    const test::Compiled compiled(modules);
    REQUIRE_MESSAGE(compiled.reports_only(kDrawnToo), fmt::format("seed {}\n{}", seed, compiled.complaints()));
    for (const syntax::Tree& tree : compiled.trees) count(tree, counts, kinds);
    for (const core::Program& p : compiled.programs) {
      for (const core::Cond& c : p.conds.all()) ++ops[op_names()[static_cast<std::size_t>(c.op)]];
    }
  };
  // The seeds of the other tests.
  for (std::uint64_t seed = 1001; seed < 1401; ++seed) add(seed, modules(random_form(seed)));
  for (std::uint64_t seed = 2001; seed < 2401; ++seed) {
    if (const auto drawn = random_scenarios(seed)) add(seed, drawn->modules);
  }
  const std::set<Part> parts = parts_of_the_grammar();
  CHECK(parts.size() > 300);
  std::string seldom;
  for (const Part& part : parts) {
    if (kWords.contains(part.first) || kLeftOut.contains(part)) continue;
    if (counts[part] < kOften) seldom += fmt::format("\n  {} in {}: {}", part.second, part.first, counts[part]);
  }
  if (test::other_seeds()) return;
  CHECK_MESSAGE(seldom.empty(), "parts of the grammar drawn fewer than " << kOften << " times:" << seldom);
  // `error` stands in broken trees alone.
  const std::string few = rare(kinds, node_names(), {"error"});
  CHECK_MESSAGE(few.empty(), "kinds of nodes drawn fewer than " << kOften << " times:" << few);
  const std::string little = rare(ops, op_names(), {});
  CHECK_MESSAGE(little.empty(), "operations drawn fewer than " << kOften << " times:" << little);
}
