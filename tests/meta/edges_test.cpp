#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tree.h"

namespace {

using namespace jur::meta;

struct Edges {
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::string>> rooms;
  std::map<std::string, std::vector<std::string>> third_parties;
};

Edges read_edges() {
  Edges edges;
  for (const std::string& line : lines(read("tests/meta/edges.txt"))) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    REQUIRE_MESSAGE(colon != std::string::npos, line);
    const std::string head = line.substr(0, colon);
    std::istringstream rest(line.substr(colon + 1));
    std::vector<std::string> seen;
    for (std::string word; rest >> word;) seen.push_back(word);
    const bool third_party = head.find('.') != std::string::npos || head == "llvm" || head == "llvm-c" || head == "lld" ||
                             head == "nlohmann" || head == "CLI";
    if (!third_party) edges.order.push_back(head);
    (third_party ? edges.third_parties : edges.rooms)[head] = seen;
  }
  return edges;
}

bool has(const std::vector<std::string>& list, const std::string& word) { return std::ranges::count(list, word) > 0; }

// "parse/antlr" for compiler/parse/antlr/x.cpp.
std::string folder_of(const std::string& path) {
  constexpr std::size_t kPrefix = std::string_view("compiler/").size();
  const std::size_t slash = path.rfind('/');
  return slash <= kPrefix ? "" : path.substr(kPrefix, slash - kPrefix);
}

bool within(const std::string& folder, const std::vector<std::string>& allowed) {
  return std::ranges::any_of(allowed, [&](const std::string& a) { return folder == a || folder.starts_with(a + "/"); });
}

}  // namespace

TEST_CASE("the list of edges points one way") {
  const Edges edges = read_edges();
  for (std::size_t i = 0; i < edges.order.size(); ++i) {
    for (const std::string& seen : edges.rooms.at(edges.order[i])) {
      const auto at = std::ranges::find(edges.order, seen);
      INFO(edges.order[i], " sees ", seen);
      CHECK(at - edges.order.begin() < static_cast<std::ptrdiff_t>(i));
    }
  }
}

TEST_CASE("includes follow the list of edges") {
  const Edges edges = read_edges();
  for (const File& file : files()) {
    if (!file.path.starts_with("compiler/") || !is_cpp(file.path)) continue;
    const std::string folder = folder_of(file.path);
    const std::string room = folder.substr(0, folder.find('/'));
    INFO(file.path);
    REQUIRE(edges.rooms.contains(room));
    for (const std::string& include : includes(file)) {
      INFO("includes ", include);
      const std::string first = include.substr(0, include.find('/'));
      if (edges.rooms.contains(first) && include != first) {
        CHECK((first == room || has(edges.rooms.at(room), first)));
      } else if (edges.third_parties.contains(first)) {
        CHECK(within(folder, edges.third_parties.at(first)));
      }
    }
  }
}

TEST_CASE("includes of the compiler's own headers are written from compiler/") {
  for (const File& file : files()) {
    if (!file.path.starts_with("compiler/") || !is_cpp(file.path)) continue;
    INFO(file.path);
    for (const std::string& include : includes(file)) {
      INFO("includes ", include);
      CHECK_FALSE(include.starts_with("."));
    }
  }
}
