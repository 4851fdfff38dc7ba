#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parse/parse.h"

using namespace jur;
using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

namespace {

struct Parsed {
  Sources sources;
  Sink sink;
  syntax::Tree tree;

  explicit Parsed(std::string text, const ParseOptions& options = {}) {
    const FileId file = sources.add("test.jur", std::move(text));
    tree = parse(sources, file, options, sink);
    sink.sort();
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  [[nodiscard]] std::size_t errors() const { return sink.errors(); }
  [[nodiscard]] std::string message(std::size_t i = 0) const { return i < sink.all().size() ? sink.all()[i].message : ""; }
  [[nodiscard]] std::string help(std::size_t i = 0) const {
    return i < sink.all().size() && !sink.all()[i].helps.empty() ? sink.all()[i].helps.front() : "";
  }
  [[nodiscard]] std::string_view at(std::size_t i = 0) const { return sources.text(sink.all()[i].primary); }
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const std::string& by_example() {
  static const std::string text = read_file(JUR_SOURCE_DIR "/tests/cases/language/by_example/program.jur");
  return text;
}

std::string text_of_tokens(const syntax::Tree& tree) {
  std::string out;
  for (const syntax::Token& t : tree.tokens) out += tree.text.substr(t.trivia, t.end - t.trivia);
  return out;
}

// Each token but END is one leaf, in order; each node lies within its parent and ends where it says.
bool well_formed(const syntax::Tree& tree) {
  std::uint32_t next_token = 0;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const syntax::Node& n = tree.nodes[i];
    while (!open.empty() && tree.nodes[open.back()].next == i) open.pop_back();
    if (n.next <= i || (open.empty() && i != 0)) return false;
    if (!open.empty() && n.next > tree.nodes[open.back()].next) return false;
    if (n.kind == NodeKind::token && (n.first_token != next_token++ || n.end_token != next_token || n.next != i + 1))
      return false;
    if (n.first_token > n.end_token || n.end_token > tree.tokens.size()) return false;
    open.push_back(i);
  }
  return next_token + 1 == tree.tokens.size() && tree.tokens.back().kind == TokenKind::END;
}

bool sound(const Parsed& p) {
  const bool reported =
      std::any_of(p.tree.nodes.begin(), p.tree.nodes.end(), [](const auto& n) { return n.kind == NodeKind::error; });
  return well_formed(p.tree) && text_of_tokens(p.tree) == p.tree.text && p.tree.has_errors == p.sink.has_errors() &&
         (p.sink.has_errors() || !reported);
}

std::vector<NodeRef> find_all(const syntax::Tree& tree, NodeKind kind) {
  std::vector<NodeRef> out;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].kind == kind) out.emplace_back(&tree, i);
  }
  return out;
}

std::string in_rule(const std::string& clauses) { return "law l {\n  rule r {\n    " + clauses + "\n  }\n}\n"; }

}  // namespace

TEST_CASE("the language's example parses as written") {
  const Parsed p(by_example());
  CHECK(by_example().size() > 5000);
  CHECK(p.errors() == 0);
  CHECK(p.message() == "");
  CHECK(sound(p));
  CHECK(find_all(p.tree, NodeKind::decl).size() == 42);
  CHECK(find_all(p.tree, NodeKind::rule_decl).size() == 4);
  CHECK(find_all(p.tree, NodeKind::scenario_decl).size() == 4);
  CHECK_FALSE(p.tree.root().broken());
}

TEST_CASE("a tree keeps kinds, places and doc comments") {
  const Parsed p("# head\n## about `a`\nenum A { x \"the x\", y }\n");
  const NodeRef e = p.tree.root().only_child().only_child();
  CHECK(e.is(NodeKind::enum_decl));
  CHECK(e.text() == "enum A { x \"the x\", y }");
  CHECK(e.doc().starts_with("## about `a`"));
  CHECK(e.child(NodeKind::name).text() == "A");
  CHECK(e.children(NodeKind::enumerator).size() == 2);
  CHECK(syntax::string_value(e.child(NodeKind::enumerator).child(NodeKind::title).token(TokenKind::STRING)) == "the x");
}

TEST_CASE("a soft word is a name wherever a name may stand") {
  CHECK(Parsed("enum Country { IN, IS, NO, US }\nenum from { from, law, rule, must, day, unverified, cite }\n").errors() == 0);
  CHECK(Parsed("record R { has: bool  in: int 0..3 = 1  when: date or none?  is: set of Country  law: from }\n").errors() == 0);
  CHECK(Parsed("case C as of law.received { party law: Entity  rule: R  party must: Entity }\n").errors() == 0);
  CHECK(Parsed("law law {\n  rule rule { when law.in is must and rule.has\n    law must must\n    must may not_this\n    party "
               "need not day }\n}\n")
            .errors() == 0);
  CHECK(Parsed(
            "action action\naction law excludes action, relate\nrelate action implies law\nrelate relate implies action when a\n")
            .errors() == 0);
  CHECK(Parsed("define any = a or all\ndefine define(of: on) = of in on\nassume assume has on\nuse use.law\n").errors() == 0);
  CHECK(Parsed("group group of of = { from from 2000-01-01, until until 2001-01-01, IN }\n").errors() == 0);
}

TEST_CASE("the words of two clauses end a condition") {
  const Parsed p(in_rule("when a in G\n    in force from 2000-01-01\n    unless b in H\n    on breach \"fine\""));
  CHECK(p.errors() == 0);
  CHECK(find_all(p.tree, NodeKind::in_force).size() == 1);
  CHECK(find_all(p.tree, NodeKind::breach).size() == 1);
  const Parsed q(
      "scenario \"s\" for C {\n  expect l is in force\n  expect l is not in force\n  from: US\n  expect a in force\n}\n");
  CHECK(q.errors() == 0);
  CHECK(find_all(q.tree, NodeKind::in_force).empty());
}

TEST_CASE("long rows of words are no nesting") {
  std::string nots = "define a = ";
  std::string ands = "define b = x";
  for (int i = 0; i < 20000; ++i) {
    nots += "not ";
    ands += " and x";
  }
  CHECK(Parsed(nots + "x\n").errors() == 0);
  CHECK(Parsed(ands + "\n").errors() == 0);
}

TEST_CASE("guards refuse what is too large, no text or too deep") {
  SUBCASE("size") {
    const Parsed p(std::string(2U << 20U, 'x'), {.max_bytes = 1U << 20U});
    REQUIRE(p.errors() == 1);
    CHECK(p.sink.all()[0].code == Code::FileTooLarge);
    CHECK(p.message() == "`test.jur` is larger than 1 MB");
    CHECK(p.tree.root().children().empty());
  }
  SUBCASE("encoding") {
    for (const std::string bad : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
      const Parsed p("use a\n# " + bad + "\n");
      REQUIRE(p.errors() == 1);
      CHECK(p.sink.all()[0].code == Code::NotUtf8);
      CHECK(p.sink.all()[0].primary.begin == 8);
    }
    CHECK(Parsed("\xEF\xBB\xBFuse a # \xE2\x82\xAC \xF0\x9F\x98\x80\n").errors() == 0);
    const Parsed nul(std::string("use a\n\0use b\n", 13));
    CHECK(nul.errors() == 1);
    CHECK(sound(nul));
  }
  SUBCASE("depth") {
    const Parsed p("define a = " + std::string(10000, '(') + "x" + std::string(10000, ')') + "\n");
    REQUIRE(p.errors() == 1);
    CHECK(p.sink.all()[0].code == Code::NestedTooDeep);
    CHECK(p.sink.all()[0].primary.begin == 11 + ParseOptions{}.max_depth);
    CHECK(Parsed("define a = " + std::string(200, '(') + "x" + std::string(200, ')') + "\n").errors() == 0);
  }
  SUBCASE("number of errors") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "define a = = b\n";
    const Parsed p(text);
    REQUIRE(p.errors() == ParseOptions{}.max_errors + 1);
    CHECK(std::count_if(p.sink.all().begin(), p.sink.all().end(), [](const auto& d) { return d.code == Code::TooManyErrors; }) ==
          1);
    CHECK(sound(p));
  }
}

TEST_CASE("empty files") {
  for (const char* text : {"", "\n", "# nothing", "\xEF\xBB\xBF"}) {
    const Parsed p(text);
    CHECK(p.errors() == 0);
    CHECK(sound(p));
  }
}

TEST_CASE("one mistake is one error, with a hint") {
  struct Slip {
    std::string text, message, help;
  };
  const std::vector<Slip> slips = {
      {in_rule("custodian disclose within 14 days of d"), "`must` or `may` is missing after `custodian`",
       "write `custodian must disclose`, `custodian must not disclose` or `custodian may disclose`"},
      {in_rule("when a == b\n    custodian must disclose"), "`==` has no meaning here", "write `is` or `=`"},
      {in_rule("when a && b\n    custodian must disclose"), "`&&` has no meaning here", "write `and`"},
      {in_rule("when a || !b\n    custodian must disclose"), "`||` has no meaning here", "write `or`"},
      {in_rule("custodian must disclose;"), "`;` has no meaning here", "nothing needs to be ended here: leave it out"},
      {in_rule("custodian must disclose // now"), "`//` starts no comment", "comments start with `#`"},
      {in_rule("cite \"§ 1\n    custodian must disclose"), "the string is not closed", "close it with `\"` on the same line"},
      {in_rule("cite \"§ 1\n      of the act\"\n    custodian must disclose"), "the string runs across the end of a line",
       "a string stands on one line"},
      {in_rule("custodian shall disclose"), "`shall` has no meaning here", "did you mean `must`?"},
      {in_rule("custodian must disclose whithin 14 days of d"), "`whithin` has no meaning here", "did you mean `within`?"},
      {in_rule("when a is\n    custodian must disclose"), "a value is missing after `is`",
       "write `is VALUE`, `= VALUE`, `< VALUE`, `in GROUP` or `has VALUE`"},
      {in_rule("when a.b US\n    custodian must disclose"), "expected a comparison, `and`, `or` or `}`, found `US`",
       "write `when CONDITION`, as in `when demand.from is US and demand.gag`"},
      {in_rule("when (a and b\n    custodian must disclose"), "`)` is missing after `b`",
       "write `)` where the part that it begins ends"},
      {in_rule("when a in {US, IE\n    custodian must disclose"), "`}` is missing after `IE`", "close the set with `}`"},
      {"law l {\n  rule unless { a must b }\n}\n", "`unless` is a reserved word",
       "choose another name: a reserved word is one only after `.` and before `:`"},
      {"law l {\n  rul r { a must b }\n}\n", "`rul` has no meaning here", "did you mean `rule`?"},
      {"lwa l {\n  rule r { a must b }\n}\n", "`lwa` has no meaning here", "did you mean `law`?"},
      {"law l {\n  rule r {\n    a must b\n  rule q {\n    a must b\n  }\n}\n", "`}` is missing before `rule`",
       "close `rule r` with `}`"},
      {"law l {\n  rule r { a must b }\n\nenum E { a, b }\n", "`}` is missing before `enum`", "close `law l` with `}`"},
      {"law l {\n  rule r { a must b }\n", "this `{` is not closed", "close `law l` with `}`"},
      {"enum E { a b, c }\n", "`,` is missing after `a`", "write `a, b`"},
      {"record R {\n  a bool\n  b: bool\n}\n", "`:` is missing after `a`", "write `a: bool`"},
      {"record R {\n  a:\n  b: bool\n}\n", "a type is missing after `:`",
       "a fact is written `name: TYPE`, then `= VALUE` where it has a default"},
      {"define a =\ndefine b = c\n", "a condition is missing after `=`",
       "a define is written `define NAME = CONDITION`, or `define NAME(x: TYPE) = CONDITION`"},
      {"define a = b 30\n", "expected a comparison, `and` or `or`, found `30`",
       "a define is written `define NAME = CONDITION`, or `define NAME(x: TYPE) = CONDITION`"},
      {"use a\n}\nuse b\n", "this `}` closes nothing", "leave it out"},
      {"enum L\xC3\xA4nder { a }\n", "`L\xC3\xA4nder` is no name", "names are written with the letters A to Z, digits and `_`"},
      {"law l 'title' {\n}\n", "this is no string", "strings stand between straight double quotes: `\"…\"`"},
      {"define a = b in [x, y]\n", "`[` has no meaning here", "sets and bodies stand in braces: `{ … }`"},
  };
  for (const Slip& slip : slips) {
    CAPTURE(slip.text);
    const Parsed p(slip.text);
    CHECK(p.message() == slip.message);
    CHECK(p.help() == slip.help);
    const bool two_marks = slip.text.find("|| !") != std::string::npos || slip.text.find('[') != std::string::npos;
    CHECK(p.errors() == (two_marks ? 2 : 1));
    CHECK(sound(p));
  }
}

TEST_CASE("a missing brace shows the one that it should close") {
  const Parsed p("law l {\n  rule r {\n    a must b\n  rule q { a must b }\n}\n");
  REQUIRE(p.sink.all()[0].labels.size() == 1);
  CHECK(p.sources.position(p.tree.file, p.sink.all()[0].labels[0].span.begin).line == 2);
  CHECK(find_all(p.tree, NodeKind::rule_decl).size() == 2);
  const Parsed q("law l {\n  rule r {\n    a must b\n}\n");
  CHECK(q.sources.position(q.tree.file, q.sink.all()[0].primary.begin).line == 2);
}

TEST_CASE("ten mistakes in ten rules are ten errors, and each breaks its own rule only") {
  const std::vector<std::string> mistakes = {
      "a b c",          "when is\n    a must b",      "a must b within days",    "in force 2003",
      "cite 12",        "a must not not b",           "when a in\n    a must b", "unless\n",
      "on breach fine", "when (a or )\n    a must b",
  };
  std::string text = "law l {\n  jurisdiction US\n";
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    text += "  rule good" + std::to_string(i) + " { a must b }\n";
    text += "  rule bad" + std::to_string(i) + " {\n    " + mistakes[i] + "\n    cite \"x\"\n  }\n";
  }
  const Parsed p(text + "}\nenum E { a }\n");
  for (std::size_t i = 0; i < p.sink.all().size(); ++i) INFO(p.message(i));
  CHECK(p.errors() == 10);
  CHECK(sound(p));
  const auto rules = find_all(p.tree, NodeKind::rule_decl);
  REQUIRE(rules.size() == 20);
  for (const NodeRef& rule : rules) {
    CAPTURE(std::string(rule.text()));
    CHECK(rule.broken() == (rule.child(NodeKind::name).text().starts_with("bad")));
  }
  for (const NodeRef& cite : find_all(p.tree, NodeKind::cite)) CHECK((cite.text() == "cite \"x\"" || cite.broken()));
  CHECK(find_all(p.tree, NodeKind::enum_decl).size() == 1);
}

TEST_CASE("fields, scenarios and declarations recover one by one") {
  const Parsed fields("record R {\n  a: = 3\n  b: bool\n  c: int 1..\n  d: date\n}\n");
  CHECK(fields.errors() == 2);
  CHECK(find_all(fields.tree, NodeKind::field).size() == 4);
  const Parsed scenario(
      "scenario \"s\" for C {\n  demand { from: , kind: a }\n  expect custodian must\n  expect a must b\n  data { = }\n  expect "
      "a may b\n}\n");
  CHECK(scenario.errors() == 3);
  CHECK(find_all(scenario.tree, NodeKind::expect).size() == 3);
  const Parsed decls("group of X = { A }\nenum E { a, b }\naction\ndefine d = x\nuse m\n");
  CHECK(decls.errors() == 2);
  CHECK(find_all(decls.tree, NodeKind::use_decl).size() == 1);
  for (const Parsed* p : {&fields, &scenario, &decls}) CHECK(sound(*p));
}

TEST_CASE("every beginning of a file is read without a crash") {
  const std::string& text = by_example();
  for (std::size_t size = 0; size < text.size(); ++size) {
    if ((static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) continue;
    const Parsed p(text.substr(0, size));
    CAPTURE(size);
    CHECK(sound(p));
    CHECK(p.errors() <= 2);
  }
}

TEST_CASE("a file with any few tokens taken out, doubled or exchanged is read without a crash") {
  const Parsed whole(by_example());
  const auto& tokens = whole.tree.tokens;
  const auto piece = [&](std::size_t i) {
    return std::string(whole.tree.text.substr(tokens[i].trivia, tokens[i].end - tokens[i].trivia));
  };
  std::mt19937 random(1815);
  for (int round = 0; round < 600; ++round) {
    const std::size_t mistakes = 1 + random() % 12;
    std::vector<int> change(tokens.size());
    for (std::size_t m = 0; m < mistakes; ++m) change[random() % tokens.size()] = 1 + static_cast<int>(random() % 3);
    std::string text;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (change[i] != 1) text += piece(i);
      if (change[i] == 2) text += " " + piece(i);
      if (change[i] == 3) text += " " + piece(random() % tokens.size());
    }
    const Parsed p(text);
    CAPTURE(round);
    CHECK(sound(p));
    CHECK(p.errors() <= 2 * mistakes);
  }
}

TEST_CASE("rubbish is read without a crash") {
  const Parsed whole(by_example());
  const auto& tokens = whole.tree.tokens;
  std::mt19937 random(1648);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 120; ++i) {
      const auto& t = tokens[random() % tokens.size()];
      text += std::string(whole.tree.text.substr(t.begin, t.end - t.begin)) + (random() % 6 == 0 ? "\n" : " ");
    }
    CHECK(sound(Parsed(text)));
  }
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += static_cast<char>(1 + random() % 126);
    CHECK(sound(Parsed(text)));
  }
}
