// ten_mistakes SEED COUNT [--show | --more]: programs with a mistake in each of ten rules, mistakes of syntax beside others,
// drawn from the seed. Each mistake is one that is an error when it stands alone. Exit status 1: too often a rule has no error,
// a program has fewer than ten errors, or there are more errors than mistakes. `--show` prints the programs of the first two
// kinds, `--more` those of the third.
#include <algorithm>
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
constexpr std::size_t kUntold = 4;  // per mille of the rules may have no error
constexpr std::size_t kFewer = 30;  // per mille of the programs may have fewer than ten
constexpr std::size_t kBeyond = 1;  // more than ten: per mille of the mistakes

enum class Show : std::uint8_t { Nothing, Fewer, More };

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

struct Extent {
  std::int64_t begin;
  std::int64_t end;
};

// The errors of a program, each of which tells one mistake.
class Errors {
 public:
  explicit Errors(const Compiled& c) {
    for (const Diagnostic& d : c.sink.all()) {
      if (d.severity == Severity::Error) errors_.push_back({&d, false});
    }
  }

  // One that is left says that a use of the name `was` is unknown, and how the name is declared.
  bool suggest(std::string_view was, std::string_view name) {
    const std::string unknown = fmt::format("`{}`", was);
    const std::string quoted = fmt::format("`{}`", name);
    return take([&](const Diagnostic& d) {
      return d.code == Code::UnknownName && d.message.find(unknown) != std::string::npos &&
             std::any_of(d.helps.begin(), d.helps.end(),
                         [&](const std::string& h) { return h.find(quoted) != std::string::npos; });
    });
  }

  // One that is left lies there; or one shows there: a brace that is missed on a later line, a name that is unknown here as well.
  bool lie_in(Extent e) {
    if (take([&](const Diagnostic& d) { return e.begin <= d.primary.begin && d.primary.begin < e.end; })) return true;
    for (Error& error : errors_) {
      for (const Label& l : error.diagnostic->labels) {
        const bool shown = error.diagnostic->code == Code::SyntaxError || l.text == "and here";
        if (!shown || l.span.begin < e.begin || l.span.begin >= e.end) continue;
        error.taken = true;
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::size_t size() const { return errors_.size(); }
  [[nodiscard]] std::size_t left() const {
    return static_cast<std::size_t>(std::count_if(errors_.begin(), errors_.end(), [](const Error& e) { return !e.taken; }));
  }

 private:
  struct Error {
    const Diagnostic* diagnostic;
    bool taken;
  };
  template <class Fits>
  bool take(const Fits& fits) {
    const auto found =
        std::find_if(errors_.begin(), errors_.end(), [&](const Error& e) { return !e.taken && fits(*e.diagnostic); });
    if (found == errors_.end()) return false;
    found->taken = true;
    return true;
  }

  std::vector<Error> errors_;
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

  void one(Show show) {
    std::vector<Drawn> drawn;
    for (const Span& rule : rules_) drawn.push_back(draw(rule, drawn));
    std::string text(kProgram);
    for (std::size_t i = kRules; i-- > 0;)
      text.replace(drawn[i].made.at, drawn[i].made.end - drawn[i].made.at, drawn[i].made.put);
    const Compiled compiled(text);
    std::vector<Extent> extents;
    std::int64_t moved = 0;
    for (std::size_t i = 0; i < kRules; ++i) {
      const Mistaken& m = drawn[i].made;
      const std::int64_t begin = rules_[i].begin + moved;
      moved += static_cast<std::int64_t>(m.put.size()) - static_cast<std::int64_t>(m.end - m.at);
      const std::int64_t end = i + 1 < kRules ? rules_[i + 1].begin + moved : static_cast<std::int64_t>(text.size());
      extents.push_back({begin, end});
    }
    Errors errors(compiled);
    std::vector<bool> told(kRules, false);
    for (std::size_t i = 0; i < kRules; ++i)
      told[i] = drawn[i].kind == Mistake::MisspeltName && errors.suggest(was(drawn[i].made), drawn[i].made.put);
    std::string report;
    for (std::size_t i = 0; i < kRules; ++i) {
      if (told[i] || errors.lie_in(extents[i])) continue;
      ++untold_;
      report += fmt::format("nothing is told of {} ({}: {})\n", rule_name(i), mistake_name(drawn[i].kind), drawn[i].made.place);
    }
    const std::size_t beyond = errors.left();
    fewer_ += errors.size() < kRules ? 1 : 0;
    beyond_ += beyond;
    ++programs_;
    report += fmt::format("{} errors, {} too many\n", errors.size(), beyond);
    const bool few = errors.size() < kRules || report.starts_with("nothing");
    if (show == Show::Fewer ? few : show == Show::More && beyond > 0)
      fmt::print("{}{}{}\n", text, render_text(compiled.sources, compiled.sink.all(), false), report);
  }

  [[nodiscard]] int result() const {
    fmt::print("{} rules with a mistake, {} without an error\n{} programs, {} with fewer than ten errors, {} errors beyond ten\n",
               programs_ * kRules, untold_, programs_, fewer_, beyond_);
    const bool good = untold_ * 1000 <= programs_ * kRules * kUntold && fewer_ * 1000 <= programs_ * kFewer &&
                      beyond_ * 1000 <= programs_ * kRules * kBeyond;
    return good ? 0 : 1;
  }

 private:
  // The same wrong word in two rules is one mistake, told once with both places.
  static bool repeats(const Drawn& one, const std::vector<Drawn>& others) {
    const bool word = one.kind == Mistake::MisspeltUse || one.kind == Mistake::WrongMember || one.kind == Mistake::WrongValue;
    return word && std::any_of(others.begin(), others.end(), [&](const Drawn& d) { return d.made.put == one.made.put; });
  }

  Drawn draw(const Span& rule, const std::vector<Drawn>& others) {
    for (;;) {
      const auto kind = static_cast<Mistake>(random_.below(kMistakes));
      const auto made = make_mistake(sound_.trees.front(), kind, random_, rule);
      if (!made || repeats({kind, *made}, others)) continue;
      const Compiled alone(made->text);
      if (alone.sink.errors() == 1) return {kind, *made};
    }
  }

  static std::string_view was(const Mistaken& m) { return kProgram.substr(m.at, m.end - m.at); }
  [[nodiscard]] std::string rule_name(std::size_t i) const {
    const std::string_view text = kProgram.substr(rules_[i].begin);
    return std::string(text.substr(0, text.find_first_of("\"{\n")));
  }

  Random random_;
  Compiled sound_;
  std::vector<Span> rules_;
  std::size_t programs_ = 0;
  std::size_t untold_ = 0;
  std::size_t fewer_ = 0;
  std::size_t beyond_ = 0;
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
  const std::string_view option = argc == 4 ? argv[3] : "";
  const Show show = option == "--show" ? Show::Fewer : option == "--more" ? Show::More : Show::Nothing;
  if (argc < 3 || argc > 4 || (argc == 4 && show == Show::Nothing) || !read_number(argv[1], seed) ||
      !read_number(argv[2], count)) {
    fmt::print(stderr, "ten_mistakes SEED COUNT [--show | --more]\n");
    return 2;
  }
  fmt::print("seed {}\n", seed);
  std::fflush(stdout);
  Test test(seed);
  if (!test.sound()) {
    fmt::print("the program without mistakes has errors\n");
    return 1;
  }
  for (std::uint64_t n = 0; n < count; ++n) test.one(show);
  return test.result();
}
