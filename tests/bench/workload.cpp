#include "workload.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/date.h"

namespace jur::bench {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  int between(int lo, int hi) { return lo + below(hi - lo + 1); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  // The place in `weights` that a draw in their proportion hits.
  std::size_t weighted(const std::vector<int>& weights) {
    int sum = 0;
    for (const int w : weights) sum += w;
    int at = below(sum);
    std::size_t i = 0;
    while (at >= weights[i]) at -= weights[i++];
    return i;
  }
  std::vector<int> sample(int universe, int count) {
    std::vector<bool> taken(static_cast<std::size_t>(universe));
    std::vector<int> out;
    while (static_cast<int>(out.size()) < count) {
      const int v = below(universe);
      if (taken[static_cast<std::size_t>(v)]) continue;
      taken[static_cast<std::size_t>(v)] = true;
      out.push_back(v);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  std::uint64_t state_;
};

constexpr std::int32_t kFirstDay = 14'000;  // of cases: 2008 to 2026
constexpr std::int32_t kLastDay = 20'600;

// The shares of rules with one country and with three: larger sets hold more specific rules, else every case would clash.
double singles(std::size_t count) { return count < 5'000 ? .03 : count < 50'000 ? .01 : .001; }
double triples(std::size_t count) { return count < 5'000 ? .1 : count < 50'000 ? .3 : .8; }

Condition country(Random& r, Attribute a) {
  if (r.chance(.6)) return {a, {r.below(kCountries)}};
  return {a, r.sample(kCountries, 1 + static_cast<int>(29.999 * std::pow(r.unit(), 2.2)))};
}

Condition other(Random& r, Attribute a) {
  if (a == Attribute::Authority) return {a, r.sample(kAuthorities, r.between(1, 6))};
  if (a == Attribute::Category) return {a, {r.below(kCategories)}};
  if (a == Attribute::Emergency) return {a, {r.chance(.3) ? 1 : 0}};
  Condition out{a, {}};
  out.from = r.between(11'000, 19'800);
  if (r.chance(.4)) out.last = out.from + r.between(365, 5'000) - 1;
  return out;
}

Rule draw_rule(Random& r, std::size_t count) {
  using enum Attribute;
  std::size_t wanted = 2 + r.weighted({30, 40, 30});
  std::vector<Attribute> countries;
  std::vector<Attribute> others;
  if (r.chance(triples(count))) {
    countries = {DataLocation, Custodian, Requester};
    wanted = std::max<std::size_t>(wanted, 3);
  } else if (r.chance(singles(count) / (1 - triples(count)))) {
    countries = {std::vector{DataLocation, Custodian, Requester}[r.weighted({60, 15, 25})]};
    others = {Authority};
    wanted = std::max<std::size_t>(wanted, 3);
  } else {
    const std::vector<std::vector<Attribute>> pairs{{DataLocation, Requester}, {DataLocation, Custodian}, {Custodian, Requester}};
    countries = pairs[r.weighted({45, 30, 25})];
  }
  while (countries.size() + others.size() < wanted) {
    const Attribute a = std::vector{Authority, Date, Category, Emergency}[r.weighted({35, 35, 20, 10})];
    if (std::find(others.begin(), others.end(), a) == others.end()) others.push_back(a);
  }
  Rule out;
  for (const Attribute a : countries) out.conditions.push_back(country(r, a));
  for (const Attribute a : others) out.conditions.push_back(other(r, a));
  out.obliges = r.chance(.5);
  return out;
}

std::int32_t& at(Case& c, Attribute a) { return c.value[static_cast<std::size_t>(a)]; }

Case draw_case(Random& r) {
  Case c;
  for (const Attribute a : {Attribute::DataLocation, Attribute::Custodian, Attribute::Requester}) at(c, a) = r.below(kCountries);
  at(c, Attribute::Authority) = r.below(kAuthorities);
  at(c, Attribute::Category) = r.below(kCategories);
  at(c, Attribute::Date) = r.between(kFirstDay, kLastDay);
  at(c, Attribute::Emergency) = r.chance(.1) ? 1 : 0;
  return c;
}

void satisfy(Random& r, const Rule& rule, Case& c) {
  for (const Condition& condition : rule.conditions) {
    if (!condition.values.empty()) {
      at(c, condition.attribute) = r.pick(condition.values);
      continue;
    }
    const std::int32_t lo = std::max(kFirstDay, condition.from);
    const std::int32_t hi = std::min(kLastDay, condition.last);
    at(c, condition.attribute) = lo <= hi ? r.between(lo, hi) : condition.from;
  }
}

constexpr std::array<const char*, kAttributes> kFacts{"query.location", "custodian.country", "query.requester", "query.authority",
                                                      "query.category", "query.day",         "query.emergency"};

std::string member(Attribute a, int value) {
  const char prefix = a == Attribute::Authority ? 'A' : a == Attribute::Category ? 'K' : 'C';
  return fmt::format("{}{}", prefix, value);
}

std::string members(Attribute a, const std::vector<int>& values) {
  std::vector<std::string> out;
  for (const int v : values) out.push_back(member(a, v));
  return fmt::format("{{ {} }}", fmt::join(out, ", "));
}

std::string members(Attribute a, int count) {
  std::vector<int> all;
  for (int i = 0; i < count; ++i) all.push_back(i);
  return members(a, all);
}

std::string print_condition(const Condition& c) {
  const char* fact = kFacts[static_cast<std::size_t>(c.attribute)];
  if (c.attribute == Attribute::Emergency) return c.values[0] != 0 ? fact : fmt::format("not {}", fact);
  if (c.values.size() == 1) return fmt::format("{} is {}", fact, member(c.attribute, c.values[0]));
  return fmt::format("{} in {}", fact, members(c.attribute, c.values));
}

std::string print_rule(const Rule& rule, std::size_t number) {
  std::string period;
  std::vector<std::string> conditions;
  for (const Condition& c : rule.conditions) {
    if (c.attribute != Attribute::Date) {
      conditions.push_back(print_condition(c));
      continue;
    }
    period = fmt::format("    in force from {}", to_string(Date{c.from}));
    if (c.last != kForever) period += fmt::format(" until {}", to_string(Date{c.last}));
    period += "\n";
  }
  return fmt::format("  rule r{} {{\n{}    when {}\n    custodian {} disclose\n  }}\n", number, period,
                     fmt::join(conditions, " and "), rule.obliges ? "must" : "must not");
}

}  // namespace

bool Condition::holds(const Case& c) const {
  const std::int32_t v = c[attribute];
  if (values.empty()) return from <= v && v <= last;
  return std::find(values.begin(), values.end(), v) != values.end();
}

bool Rule::applies(const Case& c) const {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) { return condition.holds(c); });
}

std::vector<Rule> draw_rules(std::size_t count) {
  Random random(count);
  std::vector<Rule> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(draw_rule(random, count));
  return out;
}

std::vector<Case> draw_cases(const std::vector<Rule>& rules, std::size_t count) {
  Random random(~rules.size());
  std::vector<Case> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(draw_case(random));
    if (random.chance(.5)) satisfy(random, random.pick(rules), out.back());
  }
  return out;
}

std::uint8_t plain_verdict(const std::vector<Rule>& rules, const Case& c) {
  std::uint8_t out = 0;
  for (const Rule& rule : rules) {
    if (rule.applies(c)) out |= rule.obliges ? kObliged : kForbidden;
  }
  return out;
}

namespace {

std::string print_facts() {
  std::string out = fmt::format("# Synthetic rules, for measuring.\nenum Country {}\nenum Authority {}\nenum Category {}\n",
                                members(Attribute::DataLocation, kCountries), members(Attribute::Authority, kAuthorities),
                                members(Attribute::Category, kCategories));
  out +=
      "record Query {\n  location: Country\n  requester: Country\n  authority: Authority\n  category: Category\n  day: date\n"
      "  emergency: bool\n}\nrecord Holder { country: Country }\n"
      "case Request as of query.day {\n  query: Query\n  party custodian: Holder\n}\naction disclose\n";
  return out;
}

// Rules [first, last): duties in one law, bans in another.
std::string print_laws(const std::vector<Rule>& rules, std::size_t first, std::size_t last, const std::string& suffix) {
  std::string out;
  for (const bool obliges : {true, false}) {
    const char* order = obliges ? "north" : "south";
    out += fmt::format("law {0}{1} {{\n  jurisdiction \"{0}\"\n", order, suffix);
    for (std::size_t i = first; i < last; ++i) {
      if (rules[i].obliges == obliges) out += print_rule(rules[i], i);
    }
    out += "}\n";
  }
  return out;
}

constexpr const char* kDecision = "decision placement for Request {\n  custodian: disclose\n}\n";

}  // namespace

std::string print_jur(const std::vector<Rule>& rules, bool accepted) {
  std::string out = print_facts() + print_laws(rules, 0, rules.size(), "");
  if (accepted) {
    out += "accept contradiction north with south {\n  reason \"both orders insist\"\n  refer to \"counsel\"\n}\n";
  }
  return out + kDecision;
}

std::vector<std::pair<std::string, std::string>> print_package(const std::vector<Rule>& rules, std::size_t a_file) {
  std::vector<std::pair<std::string, std::string>> out{{"jur.toml", "name = \"measured\"\nversion = \"1.0.0\"\n"},
                                                       {"facts.jur", print_facts()}};
  std::string uses = "use facts\n";
  for (std::size_t first = 0; first < rules.size(); first += a_file) {
    const std::string number = std::to_string(first / a_file);
    uses += fmt::format("use laws{}\n", number);
    out.emplace_back(fmt::format("laws{}.jur", number),
                     "use facts\n" + print_laws(rules, first, std::min(rules.size(), first + a_file), number));
  }
  out.emplace_back("decision.jur", uses + kDecision);
  return out;
}

}  // namespace jur::bench
