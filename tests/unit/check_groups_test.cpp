#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"
#include "parse/parse.h"

using namespace jur;

namespace {

struct Checked {
  Sources sources;
  Sink sink;
  syntax::Tree tree;
  model::Program program;

  explicit Checked(const std::string& text) {
    const FileId file = sources.add("test.jur", text);
    tree = parse(sources, file, {}, sink);
    const std::array units{Unit{&tree, "test", false, {}}};
    program = check(sources, units, sink);
    for (const Diagnostic& d : sink.all()) MESSAGE(d.message);
    CHECK(sink.errors() == 0);
  }

  [[nodiscard]] const model::EnumType& countries() const { return program.enums[model::EnumId(0)]; }
  [[nodiscard]] std::uint32_t country(std::string_view name) const {
    for (std::uint32_t i = 0; i < countries().members.size(); ++i) {
      if (countries().members[i].name == name) return i;
    }
    return ~0U;
  }
  [[nodiscard]] const model::DatedSet& group(std::string_view name) const {
    for (const model::Group& g : program.groups.all()) {
      if (g.name == name) return g.members;
    }
    FAIL("no such group");
    return program.groups[model::GroupId(0)].members;
  }
};

std::string words(const IntervalSet& days) {
  std::string out;
  for (const Interval& part : days.parts()) {
    if (!out.empty()) out += ", ";
    out += part.lo == IntervalSet::kMin ? "" : to_string(Date{static_cast<std::int32_t>(part.lo)});
    out += "..";
    out += part.hi == IntervalSet::kMax ? "" : to_string(Date{static_cast<std::int32_t>(part.hi)});
  }
  return out;
}

const std::string kCountries = "enum Country { BE, NL, LU, GB, AU, DE, FR, IT, DK, US, IE, CH }\n";

// "GB 2022-10-03.." for each member that is one on some day.
std::string members(const Checked& c, std::string_view group) {
  std::string out;
  const model::DatedSet& set = c.group(group);
  for (std::size_t i = 0; i < set.days.size(); ++i) {
    if (set.days[i].empty()) continue;
    if (!out.empty()) out += "; ";
    out += c.countries().members[i].name + " " + words(set.days[i]);
    if (!set.unverified[i].empty()) out += " unverified " + words(set.unverified[i]);
  }
  return out;
}

std::string one(const std::string& expression) {
  const Checked c(kCountries +
                  "group Benelux of Country = { BE, NL, LU }\n"
                  "group Cloud of Country = { GB from 2022-10-03, AU from 2024-01-31 }\n"
                  "group Union of Country = { GB from 1973-01-01 until 2020-01-31, DK from 1973-01-01, IE }\n"
                  "group G of Country = " +
                  expression);
  return members(c, "G");
}

std::string tuples(const std::string& relation) {
  const Checked c(kCountries + "group Union of Country = { GB from 1973-01-01 until 2020-01-31 unverified, DE, FR }\n" +
                  relation);
  std::string out;
  for (const model::Tuple& t : c.program.relations[model::RelationId(0)].tuples) {
    if (!out.empty()) out += "; ";
    for (const std::uint32_t m : t.members) out += c.countries().members[m].name + " ";
    out += words(t.days);
    if (!t.unverified.empty()) out += " unverified " + words(t.unverified);
  }
  return out;
}

}  // namespace

TEST_CASE("a period covers every name since the period before it") {
  CHECK(one("{ DE from 2008-01-01 until 2010-03-01, from 2017-07-01 until 2023-08-13, FR, IT from 2006-05-03 }") ==
        "DE 2008-01-01..2010-03-01, 2017-07-01..2023-08-13; FR 2006-05-03..; IT 2006-05-03..");
}
TEST_CASE("names after the last period are always in") {
  CHECK(one("{ DE from 2008-01-01, FR, IT, }") == "DE 2008-01-01..; FR ..; IT ..");
  CHECK(one("{ }").empty());
}
TEST_CASE("`until` alone and touching periods") {
  CHECK(one("{ DE until 2008-01-01 }") == "DE ..2008-01-01");
  CHECK(one("{ DE until 2008-01-01, from 2008-01-02 }") == "DE ..");
}
TEST_CASE("marks belong to every name since the period before") {
  CHECK(one("{ DE unverified, FR from 2008-01-01, IT }") == "DE 2008-01-01.. unverified 2008-01-01..; FR 2008-01-01..; IT ..");
  CHECK(one("{ DE, FR unverified \"not checked\" }") == "DE .. unverified ..; FR .. unverified ..");
  CHECK(one("{ DE, FR from 2008-01-01 cite \"x\" unverified, IT }") ==
        "DE 2008-01-01.. unverified 2008-01-01..; FR 2008-01-01.. unverified 2008-01-01..; IT ..");
  CHECK(one("{ DE from 2000-01-01 until 2001-01-01 unverified, from 2010-01-01 }") ==
        "DE 2000-01-01..2001-01-01, 2010-01-01.. unverified 2000-01-01..2001-01-01");
}
TEST_CASE("`and` binds tighter than `or` and `except`, which bind from the left") {
  CHECK(one("{ IE, DK } or { BE, DE } and { DE, FR }") == "DE ..; DK ..; IE ..");
  CHECK(one("{ IE, DK } except { IE } or { IE }") == "DK ..; IE ..");
  CHECK(one("{ IE, DK } or { BE } except { IE } and { IE, BE }") == "BE ..; DK ..");
  CHECK(one("{ IE, DK } except ({ IE } or { DK })").empty());
}
TEST_CASE("groups in groups, day by day") {
  CHECK(one("(Union or Cloud) except { DK }") == "GB 1973-01-01..2020-01-31, 2022-10-03..; AU 2024-01-31..; IE ..");
  CHECK(one("Union and Cloud").empty());
  CHECK(one("Union except Cloud") == "GB 1973-01-01..2020-01-31; DK 1973-01-01..; IE ..");
  CHECK(one("(Union) from 2000-01-01 until 2000-12-31, from 2030-01-01") ==
        "GB 2000-01-01..2000-12-31; DK 2000-01-01..2000-12-31, 2030-01-01..; IE 2000-01-01..2000-12-31, 2030-01-01..");
}
TEST_CASE("a member is unverified on days on which no verified source makes it one") {
  CHECK(one("{ DE unverified } or { DE from 2000-01-01 }") == "DE .. unverified ..1999-12-31");
  CHECK(one("{ DE unverified } and { DE from 2000-01-01 }") == "DE 2000-01-01.. unverified 2000-01-01..");
  CHECK(one("{ DE, FR unverified } except { FR from 2000-01-01 }") ==
        "DE .. unverified ..; FR ..1999-12-31 unverified ..1999-12-31");
}
TEST_CASE("groups are read in any order") {
  const Checked c(kCountries +
                  "group A of Country = B except C\ngroup B of Country = { IE, US, DE }\ngroup C of Country = { US }");
  CHECK(members(c, "A") == "DE ..; IE ..");
}

TEST_CASE("a symmetric relation lists both directions") {
  CHECK(tuples("relation r(Country, Country) symmetric { (US, IE) from 2009-08-11 }") ==
        "US IE 2009-08-11..; IE US 2009-08-11..");
  CHECK(tuples("relation r(Country, Country) symmetric { (US, US) }") == "US US ..");
}
TEST_CASE("a relation that is not symmetric") {
  CHECK(tuples("relation r(Country, Country) { (US, IE) from 2009-08-11 until 2010-01-01, from 2011-01-01 unverified }") ==
        "US IE 2009-08-11..2010-01-01, 2011-01-01.. unverified 2009-08-11..2010-01-01, 2011-01-01..");
}
TEST_CASE("a group in a tuple stands for its members on each day") {
  CHECK(tuples("relation r(Country, Country) { (US, Union) from 2010-02-01 }") ==
        "US GB 2010-02-01..2020-01-31 unverified 2010-02-01..2020-01-31; US DE 2010-02-01..; US FR 2010-02-01..");
  CHECK(tuples("relation r(Country) { (Union) }") == "GB 1973-01-01..2020-01-31 unverified 1973-01-01..2020-01-31; DE ..; FR ..");
}
TEST_CASE("two tuples may give the same pair") {
  CHECK(tuples("relation r(Country, Country) { (US, DE) (US, Union) from 2030-01-01 }") ==
        "US DE ..; US DE 2030-01-01..; US FR 2030-01-01..");
  CHECK(tuples("relation r(Country, Country) { (US, DE) until 2000-01-01 (US, DE) from 2001-01-01 }") ==
        "US DE ..2000-01-01; US DE 2001-01-01..");
}
