// MC/DC as the pass measures it and as its definition says, on random conditions.
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../compile.h"
#include "cover/measure.h"

namespace {

using namespace jur;

constexpr std::size_t kFacts = 5;

struct Node {
  enum class Kind { Fact, Not, All, Any, AtLeast };
  Kind kind = Kind::Fact;
  std::size_t fact = 0;
  std::size_t count = 0;
  std::vector<std::shared_ptr<Node>> parts;
  std::size_t define = 0;  // not 0: stands in the define of that number
  std::size_t place = 0;   // Fact: where it stands in the source
};
using Tree = std::shared_ptr<Node>;

class Source {
 public:
  explicit Source(unsigned seed) : random_(seed) {
    text_ = "record D { received: date";
    for (std::size_t f = 0; f < kFacts; ++f) text_ += fmt::format(" f{}: bool", f);
    text_ += " }\nrecord E { }\ncase R as of d.received { d: D party p: E }\naction go\n";
    for (std::size_t d = 1; d <= 2; ++d) {
      Tree body = tree(2);
      while (body->define != 0) body = tree(2);
      text_ += fmt::format("define x{} = ", d);
      print(*body);
      text_ += "\n";
      body->define = d;
      defines_.push_back(std::move(body));
    }
    text_ += "law l { when ";
    parts_.push_back(written(2));
    text_ += "\n  rule r { when ";
    parts_.push_back(written(3));
    text_ += "\n    p must go\n    unless ";
    parts_.push_back(inverted(written(2)));
    text_ += "\n    unless \"second\" ";
    parts_.push_back(inverted(written(1)));
    text_ += "\n  }\n}\n";
    for (std::size_t i = 0, n = 1 + draw(20); i < n; ++i) {
      cases_.push_back(draw(std::size_t{1} << kFacts));
      text_ += fmt::format("scenario \"s{}\" for R {{ d {{ received: 2020-01-01", i);
      for (std::size_t f = 0; f < kFacts; ++f) text_ += fmt::format(", f{}: {}", f, (cases_.back() >> f & 1) != 0);
      text_ += " } }\n";
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }

  // By place and side: the cases that show it.
  [[nodiscard]] std::map<std::pair<std::size_t, bool>, std::set<std::size_t>> by_definition() const {
    std::map<std::pair<std::size_t, bool>, std::set<std::size_t>> out;
    std::vector<const Node*> atoms;
    for (const Tree& t : parts_) collect(*t, atoms);
    for (std::size_t c = 0; c < cases_.size(); ++c) {
      const bool outcome = holds(c, atoms.size());
      for (std::size_t i = 0; i < atoms.size(); ++i) {
        const bool truth = (cases_[c] >> atoms[i]->fact & 1) != 0;
        out[{atoms[i]->place, true}];
        out[{atoms[i]->place, false}];
        if (holds(c, i) != outcome) out[{atoms[i]->place, truth}].insert(c);
      }
    }
    return out;
  }

 private:
  std::size_t draw(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

  Tree tree(std::size_t depth) {
    if (depth > 0 && !defines_.empty() && draw(4) == 0) return defines_[draw(defines_.size())];
    auto out = std::make_shared<Node>();
    const std::size_t kind = depth == 0 ? 0 : draw(5);
    out->kind = static_cast<Node::Kind>(kind);
    out->fact = draw(kFacts);
    const std::size_t parts = kind == 0 ? 0 : kind == 1 ? 1 : 2 + draw(2);
    for (std::size_t i = 0; i < parts; ++i) out->parts.push_back(tree(depth - 1));
    out->count = parts == 0 ? 0 : 1 + draw(parts);
    return out;
  }

  Tree written(std::size_t depth) {
    Tree out = tree(depth);
    print(*out);
    return out;
  }

  static Tree inverted(Tree t) {
    auto out = std::make_shared<Node>();
    out->kind = Node::Kind::Not;
    out->parts = {std::move(t)};
    return out;
  }

  void print(Node& n) {
    if (n.define != 0) {
      text_ += fmt::format("x{}", n.define);
      return;
    }
    switch (n.kind) {
      case Node::Kind::Fact:
        n.place = text_.size();
        text_ += fmt::format("d.f{}", n.fact);
        return;
      case Node::Kind::Not:
        text_ += "not (";
        print(*n.parts[0]);
        text_ += ")";
        return;
      case Node::Kind::All:
      case Node::Kind::Any:
        text_ += n.kind == Node::Kind::All ? "all of (" : "any of (";
        break;
      case Node::Kind::AtLeast:
        text_ += fmt::format("at least {} of (", n.count);
        break;
    }
    for (std::size_t i = 0; i < n.parts.size(); ++i) {
      if (i > 0) text_ += ", ";
      print(*n.parts[i]);
    }
    text_ += ")";
  }

  static void collect(const Node& n, std::vector<const Node*>& out) {
    if (n.kind == Node::Kind::Fact) out.push_back(&n);
    for (const Tree& p : n.parts) collect(*p, out);
  }

  // `flipped`: the occurrence, in the order of `collect`, that has its other truth.
  [[nodiscard]] bool holds(const Node& n, std::size_t c, std::size_t flipped, std::size_t& at) const {
    if (n.kind == Node::Kind::Fact) return ((cases_[c] >> n.fact & 1) != 0) != (at++ == flipped);
    std::size_t yes = 0;
    for (const Tree& p : n.parts) yes += holds(*p, c, flipped, at) ? 1 : 0;
    switch (n.kind) {
      case Node::Kind::Fact:
        break;
      case Node::Kind::Not:
        return yes == 0;
      case Node::Kind::All:
        return yes == n.parts.size();
      case Node::Kind::Any:
        return yes > 0;
      case Node::Kind::AtLeast:
        return yes >= n.count;
    }
    return false;
  }
  [[nodiscard]] bool holds(std::size_t c, std::size_t flipped) const {
    std::size_t at = 0;
    bool out = true;
    for (const Tree& t : parts_) out = holds(*t, c, flipped, at) && out;
    return out;
  }

  std::mt19937 random_;
  std::string text_;
  std::vector<Tree> defines_;
  std::vector<Tree> parts_;
  std::vector<std::size_t> cases_;  // a bit a fact
};

}  // namespace

TEST_CASE("conditions are shown to decide by the cases that the definition names") {
  std::size_t shown = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    const Source source(seed);
    INFO(source.text());
    const test::Compiled c(source.text());
    REQUIRE(c.complaints().empty());
    Sink sink;
    const std::vector<core::Program> programs = elaborate(c.model, {model::ModuleId(std::size_t{0})}, sink, {.written = true});
    REQUIRE(programs.size() == 1);
    const core::Program& p = programs[0];
    const cover::Goals goals = cover::goals(p, {true});
    const auto measured = cover::measure(goals, std::vector<bool>(p.scenarios.size(), true));
    std::map<std::pair<std::size_t, bool>, std::set<std::size_t>> found;
    for (std::size_t g = 0; g < goals.all.size(); ++g) {
      const cover::Goal& goal = goals.all[g];
      if (goal.kind != cover::Kind::Condition) continue;
      found[{goal.span.begin, goal.yes}] = {measured[g].begin(), measured[g].end()};
      shown += measured[g].size();
    }
    const auto wanted = source.by_definition();
    CHECK(found == wanted);
    if (found != wanted) break;
  }
  CHECK(shown > 500);
}
