// Generated code and evaluate say the same of random programs and cases.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/builder.h"
#include "drawn.h"
#include "emit/jit.h"
#include "evaluate/evaluate.h"
#include "lower/layout.h"
#include "lower/lower.h"
#include "native_compare.h"
#include "random_program.h"

namespace {

using namespace jur;
using emit::NativeCode;
using emit::NativeOutcome;
using emit::NativeStatus;
using test::line;

constexpr std::array kStrategies{lower::Strategy::StraightLine, lower::Strategy::Bitsets, lower::Strategy::Cells};

struct Tally {
  std::size_t programs = 0;
  std::size_t as_wanted = 0;  // made by the strategy asked for
  std::size_t searched = 0;   // clashes are searched for
  std::size_t cases = 0;
  std::size_t impossible = 0;
  std::size_t bounded = 0;
  std::size_t large = 0;  // contradictory by more than three rules
  std::array<std::size_t, core::kWords> words{};
};

void compare(const core::Program& p, const core::Case& c, const NativeCode& code, std::size_t at, std::uint64_t seed,
             Tally& tally) {
  const core::Outcome wanted = evaluate(p, c);
  const NativeOutcome got = code.decide(at, c);
  ++tally.cases;
  if (!wanted.possible) ++tally.impossible;
  const NativeStatus status = wanted.possible ? NativeStatus::Ok : NativeStatus::Impossible;
  // Beyond the bound nobody may find out that no completion is possible.
  if (!wanted.possible && got.status == NativeStatus::Ok) {
    const auto beyond = [](const emit::NativeVerdict& v) { return v.bounded; };
    if (std::any_of(got.verdicts.begin(), got.verdicts.end(), beyond)) return;
  }
  if (got.status != status) {
    FAIL_CHECK(fmt::format("seed {}: status {} where {} is right", seed, static_cast<int>(got.status), static_cast<int>(status)));
    return;
  }
  for (std::size_t i = 0; i < got.verdicts.size(); ++i) {
    if (got.verdicts[i].bounded) {
      ++tally.bounded;
      const std::vector<std::uint32_t>& named = code.bounded(at);
      CHECK(std::binary_search(named.begin(), named.end(), i));
      CHECK(got.verdicts[i].word == core::Word::Undetermined);
      continue;
    }
    ++tally.words[static_cast<std::size_t>(wanted.verdicts[i].word)];
    if (wanted.verdicts[i].word == core::Word::Contradictory && wanted.verdicts[i].rules.size() > 3) ++tally.large;
    const std::string right = line(wanted.verdicts[i]);
    const std::string native = line(got.verdicts[i]);
    if (right != native) FAIL_CHECK(fmt::format("seed {}, output {}:\n  evaluate {}\n  native   {}", seed, i, right, native));
  }
}

Tally run(std::uint64_t first, std::size_t programs, std::size_t cases, const test::Shape& shape,
          lower::Strategy strategy = lower::Strategy::StraightLine, lower::ClashCode clashes = lower::ClashCode::Automatic) {
  Tally tally;
  constexpr std::size_t kBatch = 20;
  for (std::size_t done = 0; done < programs; done += kBatch) {
    std::vector<core::Program> batch;
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = 0; i < kBatch; ++i) {
      seeds.push_back(first + done + i);
      batch.push_back(test::random_program(seeds.back(), shape));
    }
    std::vector<const core::Program*> lowered;
    std::vector<std::uint64_t> lowered_seeds;
    for (std::size_t i = 0; i < kBatch; ++i) {
      if (lower::not_lowerable(batch[i])) continue;
      lowered.push_back(&batch[i]);
      lowered_seeds.push_back(seeds[i]);
    }
    std::string error;
    const auto code = NativeCode::compile(lowered, error, {.strategy = strategy, .clashes = clashes});
    REQUIRE_MESSAGE(code, error);
    for (std::size_t i = 0; i < lowered.size(); ++i) {
      ++tally.programs;
      if (code->strategy(i) == strategy) ++tally.as_wanted;
      if (code->clashes_searched(i)) ++tally.searched;
      test::Random random(lowered_seeds[i]);
      for (std::size_t k = 0; k < cases; ++k) {
        const core::Case c = k % 2 == 0 ? test::random_case(*lowered[i], random) : test::random_partial_case(*lowered[i], random);
        compare(*lowered[i], c, *code, i, lowered_seeds[i], tally);
      }
    }
  }
  std::string words;
  for (std::size_t w = 0; w < core::kWords; ++w)
    words += fmt::format(" {} {}", core::word_name(static_cast<core::Word>(w)), tally.words[w]);
  MESSAGE(fmt::format("{} programs, {} cases, {} impossible, {} bounded verdicts, {} by many rules;{}", tally.programs,
                      tally.cases, tally.impossible, tally.bounded, tally.large, words));
  return tally;
}

// A duty from 2020-02-02 until `f`, a date that may be unknown; another rule may ban the act through 2020-02-03.
core::Program end_unknown(std::int32_t first, std::int32_t last, bool banned) {
  core::Program p;
  core::Builder b(p);
  const auto day = [](const char* text) { return parse_date(text).value(); };
  const auto date = [&](const char* name, std::int32_t lo, std::int32_t hi) {
    core::Fact f;
    f.name = name;
    f.kind = core::FactKind::Date;
    f.lo = lo;
    f.hi = hi;
    f.optional = p.as_of.valid();
    return p.facts.add(std::move(f));
  };
  p.as_of = date("asked", day("2020-01-28").days, day("2020-01-28").days);
  const core::FactId f = date("f", first, last);
  p.orders.add({"O", ""});
  core::Act act;
  act.party = "holder";
  act.action = "act";
  act.possible = b.always();
  p.outputs.push_back(p.acts.add(std::move(act)));
  core::Law law;
  law.order = core::OrderId(0);
  law.in_force = b.always();
  p.laws.add(std::move(law));
  const auto rule = [&](core::NormKind kind, core::Period period) {
    core::Rule r;
    r.law = core::LawId(0);
    r.in_force = r.when = r.applies = b.always();
    core::Norm n;
    n.rule = p.rules.add(std::move(r));
    n.kind = kind;
    n.act = core::ActId(0);
    n.effect = period.from && period.until ? b.not_after(*period.from, *period.until) : b.always();
    n.period = std::move(period);
    p.norms.add(std::move(n));
  };
  rule(core::NormKind::Duty, {core::DateTerm{{}, day("2020-02-02"), {}}, core::DateTerm{f, {}, {}}});
  if (banned) rule(core::NormKind::Ban, {{}, core::DateTerm{{}, day("2020-02-03"), {}}});
  return p;
}

// What any bytes stand for, told without the code's help.
struct Read {
  NativeStatus status = NativeStatus::Ok;
  core::Case facts;
};

std::uint64_t bits_at(const std::vector<std::byte>& bytes, std::size_t offset, std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < count; ++i) out |= std::uint64_t{std::to_integer<std::uint8_t>(bytes[offset + i])} << (8 * i);
  return out;
}

std::optional<core::Value> read_set(std::size_t members, const lower::Field& field, const std::vector<std::byte>& bytes) {
  ValueSet set(members);
  bool empty = true;
  bool sound = true;
  for (std::size_t bit = 0; bit < field.words * 64U; ++bit) {
    if ((bits_at(bytes, field.offset + bit / 8, 1) >> (bit % 8) & 1U) == 0) continue;
    empty = false;
    if (bit > 0 && bit <= members) set.insert(bit - 1);
    sound = sound && bit <= members;
  }
  if (empty) return core::Value::unknown();
  if (!sound || (bits_at(bytes, field.offset, 1) & 1U) == 0) return std::nullopt;
  return core::Value::of_set(std::move(set));
}

std::optional<core::Value> read_number(const core::Program& p, const core::Fact& fact, const lower::Field& field,
                                       const std::vector<std::byte>& bytes) {
  std::uint64_t bits = bits_at(bytes, field.offset, field.bytes);
  const std::size_t width = field.bytes * 8;
  if (field.is_signed() && (bits >> (width - 1) & 1U) != 0) bits |= ~std::uint64_t{0} << (width - 1);
  const auto number = static_cast<std::int64_t>(bits);
  if (number == field.unknown) return core::Value::unknown();
  if (fact.or_none && number == field.none) return core::Value::none();
  const auto in = [&](std::int64_t lo, std::int64_t hi) { return lo <= number && number <= hi; };
  switch (fact.kind) {
    case core::FactKind::Bool:
      return in(0, 1) ? std::optional(core::Value::of_bool(number == 1)) : std::nullopt;
    case core::FactKind::Enum:
      if (!in(0, static_cast<std::int64_t>(p.domains[fact.domain].members.size()) - 1)) return std::nullopt;
      return core::Value::of_enum(static_cast<std::size_t>(number));
    case core::FactKind::Int:
      return in(fact.lo, fact.hi) ? std::optional(core::Value::of_int(number)) : std::nullopt;
    case core::FactKind::Date:
      return in(fact.lo, fact.hi) ? std::optional(core::Value::of_date(Date{static_cast<std::int32_t>(number)})) : std::nullopt;
    case core::FactKind::Set:
      break;
  }
  return std::nullopt;
}

Read read_bytes(const core::Program& p, const std::vector<std::byte>& bytes) {
  const lower::CaseLayout layout = lower::case_layout(p);
  Read out;
  bool missing = false;
  for (const core::FactId f : p.facts.ids()) {
    const core::Fact& fact = p.facts[f];
    const lower::Field& field = layout.fields[f.index];
    const auto value = fact.kind == core::FactKind::Set ? read_set(p.domains[fact.domain].members.size(), field, bytes)
                                                        : read_number(p, fact, field, bytes);
    if (!value) return {NativeStatus::Invalid, {}};
    missing = missing || (value->is_unknown() && !fact.optional);
    out.facts.values.push_back(*value);
  }
  if (missing) out.status = NativeStatus::Incomplete;
  return out;
}

}  // namespace

TEST_CASE("the first fragment") {
  const Tally tally = run(1, 260, 200, test::first_fragment());
  CHECK(tally.programs >= 250);
}

// says: **One meaning.** Evaluator, solver, native code and explanation work from one small core form, and tests hold them equal.
TEST_CASE("the whole language") {
  const Tally tally = run(10'000, 260, 200, {});
  CHECK(tally.programs >= 250);
}

TEST_CASE("tables") {
  test::Shape many = test::first_fragment();
  many.rules = 70;
  many.members = 18;
  many.unknowns = false;
  for (const lower::Strategy s : {lower::Strategy::Bitsets, lower::Strategy::Cells}) {
    CHECK_DRAWN(run(1, 160, 150, test::first_fragment(), s).as_wanted > 20);
    CHECK_DRAWN(run(10'000, 160, 150, {}, s).as_wanted > 20);
    CHECK_DRAWN(run(60'000, 20, 100, many, s).as_wanted > 5);
  }
}

TEST_CASE("many timed rules on one duty") {
  test::Shape shape;
  shape.facts = 5;
  shape.days = 30;
  shape.acts = 2;
  shape.rules = 60;
  shape.norms = 1;
  shape.depth = 1;
  for (const auto clashes : {lower::ClashCode::Automatic, lower::ClashCode::Searched}) {
    const Tally tally = run(70'000, 40, 60, shape, lower::Strategy::StraightLine, clashes);
    CHECK_DRAWN(tally.large > 100);
    CHECK_DRAWN(tally.searched > 10);
  }
}

TEST_CASE("clashes searched for") {
  const auto searched = lower::ClashCode::Searched;
  const Tally first = run(1, 100, 150, test::first_fragment(), lower::Strategy::StraightLine, searched);
  CHECK(first.searched == first.programs);
  const Tally whole = run(10'000, 100, 150, {}, lower::Strategy::StraightLine, searched);
  CHECK_DRAWN(whole.words[static_cast<std::size_t>(core::Word::Contradictory)] > 500);
  run(10'000, 40, 100, {}, lower::Strategy::Cells, searched);
}

// says: Native code is exact while the unknown facts an action depends on fall into at most 4,096 combinations of classes that
//       rules can tell apart;
// says: beyond, it may say `undetermined` where one verdict was left, never the reverse,
TEST_CASE("facts that may be unknown in plenty: beyond the bound nothing is said that is not so") {
  test::Shape shape;
  shape.facts = 16;
  shape.members = 6;
  shape.numbers = 12;
  shape.days = 30;
  shape.rules = 12;
  const Tally tally = run(20'000, 60, 60, shape);
  CHECK_DRAWN(tally.bounded > 0);
}

TEST_CASE("dates of two centuries, unknown and compared with each other") {
  test::Shape shape;
  shape.facts = 5;
  shape.days = 80'000;
  shape.members = 2;
  const Tally tally = run(50'000, 40, 40, shape);
  CHECK_DRAWN(tally.words[static_cast<std::size_t>(core::Word::Undetermined)] > 20);
}

// Between two values of a fact that give other words lie two neighbours that do, whatever condition tells them apart.
TEST_CASE("the days and numbers on either side of each change") {
  test::Shape shape;
  shape.facts = 5;
  shape.days = 80'000;
  shape.numbers = 1'000'000;
  shape.members = 2;
  Tally tally;
  std::size_t changes = 0;
  for (std::uint64_t seed = 80'000; seed < 80'040; ++seed) {
    const core::Program p = test::random_program(seed, shape);
    if (lower::not_lowerable(p)) continue;
    const core::Program* const one = &p;
    std::string error;
    const auto code = NativeCode::compile({&one, 1}, error, {.strategy = kStrategies[seed % 3]});
    REQUIRE_MESSAGE(code, error);
    test::Random random(seed);
    for (std::size_t k = 0; k < 30; ++k) {
      core::Case c = test::random_case(p, random);
      for (const core::FactId f : p.facts.ids()) {
        if (c[f].kind != core::ValueKind::Int && c[f].kind != core::ValueKind::Date) continue;
        const std::int64_t given = c[f].number;
        const auto words = [&](std::int64_t n) {
          c[f].number = n;
          const core::Outcome said = evaluate(p, c);
          std::string out = said.possible ? "" : "impossible";
          for (const core::Verdict& v : said.verdicts) out += static_cast<char>('a' + static_cast<int>(v.word));
          return out;
        };
        for (std::int64_t end : {p.facts[f].lo, p.facts[f].hi}) {
          std::int64_t near = given;
          const std::string here = words(near);
          if (words(end) == here) continue;
          while (end - near > 1 || near - end > 1) {
            const std::int64_t middle = near + (end - near) / 2;
            (words(middle) == here ? near : end) = middle;
          }
          ++changes;
          for (const std::int64_t n : {std::min(near, end) - 1, near, end, std::max(near, end) + 1}) {
            if (n < p.facts[f].lo || n > p.facts[f].hi) continue;
            c[f].number = n;
            compare(p, c, *code, 0, seed, tally);
          }
        }
        c[f].number = given;
      }
    }
  }
  MESSAGE(fmt::format("{} changes, {} cases beside them", changes, tally.cases));
  CHECK_DRAWN(changes > 200);
}

// The other value of a presumed date that matters may be the one after the last day that some other unknown date can be.
TEST_CASE("dates compared with each other, some presumed") {
  test::Shape shape = test::tiny();
  shape.dates = 70;
  run(510'720, 20, 200, shape);
}

TEST_CASE("a duty's first day where its last is not known") {
  const auto day = [](const char* text) { return parse_date(text).value().days; };
  struct Row {
    std::int32_t first, last;  // what `f` may be
    bool banned;
    const char* not_before;
  };
  for (const Row& row :
       {Row{day("2020-02-06"), day("2020-02-06"), false, "2020-02-02"},
        Row{day("2020-01-28"), day("2020-02-10"), false, "2020-02-02"}, Row{day("2020-02-02"), day("2020-02-03"), true, "-"},
        Row{day("2020-02-02"), day("2020-02-04"), true, "2020-02-04"},
        Row{day("2020-02-06"), day("2020-02-06"), true, "2020-02-04"}}) {
    const core::Program p = end_unknown(row.first, row.last, row.banned);
    const core::Program* const one = &p;
    std::string error;
    const auto code = NativeCode::compile({&one, 1}, error);
    REQUIRE_MESSAGE(code, error);
    const core::Case c{{core::Value::of_date(parse_date("2020-01-28").value()), core::Value::unknown()}};
    const core::Outcome wanted = evaluate(p, c);
    const NativeOutcome got = code->decide(0, c);
    const auto& first = wanted.verdicts[0].not_before;
    CHECK((first ? to_string(*first) : "-") == row.not_before);
    for (std::size_t i = 0; i < got.verdicts.size(); ++i) CHECK(line(wanted.verdicts[i]) == line(got.verdicts[i]));
  }
}

TEST_CASE("any bytes are a case or a fault") {
  std::array<std::size_t, 4> statuses{};
  for (std::uint64_t seed = 30'000; seed < 30'040; ++seed) {
    const core::Program p = test::random_program(seed);
    if (lower::not_lowerable(p)) continue;
    const core::Program* const one = &p;
    std::string error;
    const auto code = NativeCode::compile({&one, 1}, error, {.strategy = kStrategies[seed % 3]});
    REQUIRE_MESSAGE(code, error);
    const lower::CaseLayout layout = lower::case_layout(p);
    test::Random random(seed);
    for (std::size_t k = 0; k < 400; ++k) {
      std::vector<std::byte> bytes = lower::pack_case(layout, test::random_partial_case(p, random));
      const bool wild = random.chance(20);
      for (std::size_t n = wild ? bytes.size() : random.below(3); n > 0; --n) {
        bytes[wild ? n - 1 : random.below(bytes.size())] = static_cast<std::byte>(random.next());
      }
      if (random.chance(20)) {
        const std::size_t f = random.below(p.facts.size());
        lower::pack_value(layout.fields[f], core::Value::unknown(), bytes.data() + layout.fields[f].offset);
      }
      const Read read = read_bytes(p, bytes);
      const NativeOutcome got = code->decide(0, bytes);
      ++statuses[static_cast<std::size_t>(got.status)];
      if (read.status != NativeStatus::Ok) {
        CHECK_MESSAGE(got.status == read.status, seed);
        continue;
      }
      const core::Outcome wanted = evaluate(p, read.facts);
      REQUIRE_MESSAGE(got.status == (wanted.possible ? NativeStatus::Ok : NativeStatus::Impossible), seed);
      for (std::size_t i = 0; i < got.verdicts.size(); ++i) CHECK(line(wanted.verdicts[i]) == line(got.verdicts[i]));
    }
  }
  for (const std::size_t n : statuses) CHECK_DRAWN(n > 100);
}

TEST_CASE("the code that ships says what the quick code says") {
  for (std::uint64_t seed = 40'000; seed < 40'030; ++seed) {
    const core::Program p = test::random_program(seed);
    if (lower::not_lowerable(p)) continue;
    const core::Program* const one = &p;
    std::string error;
    const auto quick = NativeCode::compile({&one, 1}, error);
    const auto full = NativeCode::compile({&one, 1}, error, {.optimise = true, .strategy = kStrategies[seed % 3]});
    REQUIRE_MESSAGE(quick, error);
    REQUIRE_MESSAGE(full, error);
    test::Random random(seed);
    for (std::size_t k = 0; k < 100; ++k) {
      const core::Case c = test::random_partial_case(p, random);
      const NativeOutcome a = quick->decide(0, c);
      const NativeOutcome b = full->decide(0, c);
      REQUIRE(a.status == b.status);
      for (std::size_t i = 0; i < a.verdicts.size(); ++i) CHECK_MESSAGE(line(a.verdicts[i]) == line(b.verdicts[i]), seed);
    }
  }
}
