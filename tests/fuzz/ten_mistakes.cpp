// ten_mistakes SEED COUNT [--show]: programs with a mistake in each of ten rules, mistakes of syntax beside others, drawn from
// the seed. Each mistake is one that is an error when it stands alone. Exit status 1: too often a rule has no error.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "../compile.h"
#include "diagnostics/render.h"
#include "mistakes.h"

using namespace jur;
using namespace jur::test;

namespace {

constexpr std::size_t kRules = 10;
constexpr std::size_t kPerMille = 28;  // of the rules may have no error

constexpr std::string_view kProgram = R"jur(enum Country { US, IE, FR, DE }
enum Kind { warrant, subpoena, letter }
group Union of Country = { IE, FR from 1958-01-01, DE from 1958-01-01 until 2030-12-31 }
relation treaty(Country, Country) symmetric { (US, IE) from 2009-08-11 }
record Demand {
  from: Country
  kind: Kind
  received: date
  gag: bool = false
  penalty: int 0..40 = 0
  due: date or none = none
}
record Entity { home: Country  states: set of Country  bank: bool? }
case Request as of demand.received { demand: Demand  party custodian: Entity  assessment comity by "the court" }
define foreign(c: Country) = demand.from is not c
action disclose
action refuse excludes disclose
action preserve
action notify
action localise(Country)
law l "A law" {
  jurisdiction US
  in force from 1990-01-01
  rule one "The first" {
    cite "s. 1"
    when demand.from is US and demand.kind is warrant
    custodian must disclose within 14 days of demand.received
    unless "comity" comity
  }
  rule two "The second" notwithstanding one {
    cite "s. 2"
    in force from 2016-07-14 until 2018-03-22
    when demand.kind is subpoena and none of custodian.states in {US}
    on breach "a fine"
  }
  rule three {
    cite "s. 3"
    when any of custodian.states in Union
    custodian may notify only if demand.gag or demand.penalty > 5
  }
  rule four {
    when treaty(demand.from, custodian.home) and demand.received >= 2001-01-01
    custodian must preserve for 90 days from demand.received
  }
  rule five subject to one {
    when at least 2 of (demand.gag, custodian.bank, demand.penalty > 10)
    custodian must not notify until demand.received + 30 days
  }
  rule six {
    cite "s. 6"
    when foreign(FR) and custodian.states has FR
    custodian need not localise(FR)
  }
  rule seven {
    when demand.due is not none and custodian.bank
    custodian must refuse by demand.due
    unless demand.kind is letter cite "s. 7(2)"
  }
  rule eight {
    in force from 2001-01-01 until 2005-12-31, from 2010-01-01
    when custodian.home in (Union except { IE })
    custodian must localise(DE)
  }
  rule nine {
    when custodian.states is empty or demand.from not in {US, IE}
    custodian must not localise(IE)
    on breach "an offence"
  }
  rule ten "The last" {
    when demand.from is DE and demand.gag
    custodian must notify before demand.received + 2 months
    custodian may preserve
  }
}
)jur";

struct Drawn {
  Mistake kind;
  Mistaken made;
};

class Test {
 public:
  explicit Test(std::uint64_t seed) : random_(seed), sound_(std::string(kProgram)) {
    const syntax::Tree& tree = sound_.trees.front();
    for (std::uint32_t n = 0; n < tree.nodes.size(); ++n) {
      if (tree.nodes[n].kind == syntax::NodeKind::rule_decl) rules_.push_back(syntax::NodeRef(&tree, n).span());
    }
  }

  [[nodiscard]] bool sound() const { return sound_.sink.all().empty() && rules_.size() == kRules; }

  // How many rules have no error.
  std::size_t one(bool show) {
    std::vector<Drawn> drawn;
    for (const Span& rule : rules_) drawn.push_back(draw(rule));
    std::string text(kProgram);
    for (std::size_t i = kRules; i-- > 0;)
      text.replace(drawn[i].made.at, drawn[i].made.end - drawn[i].made.at, drawn[i].made.put);
    const Compiled compiled(text);
    std::size_t untold = 0;
    std::int64_t moved = 0;
    std::string report;
    for (std::size_t i = 0; i < kRules; ++i) {
      const Mistaken& m = drawn[i].made;
      const std::int64_t begin = rules_[i].begin + moved;
      moved += static_cast<std::int64_t>(m.put.size()) - static_cast<std::int64_t>(m.end - m.at);
      const std::int64_t end = i + 1 < kRules ? rules_[i + 1].begin + moved : static_cast<std::int64_t>(text.size());
      if (told(compiled, begin, end) || (drawn[i].kind == Mistake::MisspeltName && suggested(compiled, m.put))) continue;
      ++untold;
      report += fmt::format("nothing is told of {} ({}: {})\n", rule_name(i), mistake_name(drawn[i].kind), m.place);
    }
    errors_ += compiled.sink.errors();
    if (show && untold > 0) fmt::print("{}{}{}\n", text, render_text(compiled.sources, compiled.sink.all(), false), report);
    return untold;
  }

  [[nodiscard]] std::size_t errors() const { return errors_; }

 private:
  Drawn draw(const Span& rule) {
    for (;;) {
      const auto kind = static_cast<Mistake>(random_.below(kMistakes));
      const auto made = make_mistake(sound_.trees.front(), kind, random_, rule);
      if (!made) continue;
      const Compiled alone(made->text);
      if (alone.sink.errors() == 1) return {kind, *made};
    }
  }

  static bool told(const Compiled& c, std::int64_t begin, std::int64_t end) {
    for (const Diagnostic& d : c.sink.all()) {
      if (d.severity != Severity::Error) continue;
      if (begin <= d.primary.begin && d.primary.begin < end) return true;
      for (const Label& l : d.labels) {  // a brace that is missed on a later line, a name that is unknown here as well
        const bool shown = d.code == Code::SyntaxError || l.text == "and here";
        if (shown && begin <= l.span.begin && l.span.begin < end) return true;
      }
    }
    return false;
  }

  // A use of the name as it was is unknown, and the error says how it is declared.
  static bool suggested(const Compiled& c, std::string_view name) {
    const std::string quoted = fmt::format("`{}`", name);
    for (const Diagnostic& d : c.sink.all()) {
      if (d.severity != Severity::Error || d.code != Code::UnknownName) continue;
      for (const std::string& help : d.helps) {
        if (help.find(quoted) != std::string::npos) return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::string rule_name(std::size_t i) const {
    const std::string_view text = kProgram.substr(rules_[i].begin);
    return std::string(text.substr(0, text.find_first_of("\"{\n")));
  }

  Random random_;
  Compiled sound_;
  std::vector<Span> rules_;
  std::size_t errors_ = 0;
};

bool read_number(const char* text, std::uint64_t& out) {
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, out);
  return error == std::errc() && at == end;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 0;
  std::uint64_t count = 0;
  if (argc < 3 || argc > 4 || !read_number(argv[1], seed) || !read_number(argv[2], count)) {
    fmt::print(stderr, "ten_mistakes SEED COUNT [--show]\n");
    return 2;
  }
  fmt::print("seed {}\n", seed);
  std::fflush(stdout);
  Test test(seed);
  if (!test.sound()) {
    fmt::print("the program without mistakes has errors\n");
    return 1;
  }
  std::size_t untold = 0;
  for (std::uint64_t n = 0; n < count; ++n) untold += test.one(argc == 4);
  fmt::print("{} rules with a mistake, {} without an error; {} errors\n", count * kRules, untold, test.errors());
  return untold * 1000 <= count * kRules * kPerMille ? 0 : 1;
}
