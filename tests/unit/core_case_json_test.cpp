#include "core/case_json.h"

#include <doctest/doctest.h>

#include <string>

using namespace jur;
using namespace jur::core;

namespace {

struct Cases {
  Program p;
  FactId from, received, due, penalty, gag, locations, role, comity;

  FactId add(std::string name, FactKind kind, DomainId domain = {}) {
    Fact f;
    f.name = std::move(name);
    f.kind = kind;
    f.domain = domain;
    if (kind == FactKind::Date) {
      f.lo = kFirstDate.days;
      f.hi = kLastDate.days;
    }
    return p.facts.add(std::move(f));
  }

  Cases() {
    Domain country;
    country.name = "Country";
    country.members = {"BE", "US", "IE"};
    const DomainId c = p.domains.add(std::move(country));
    Domain roles;
    roles.name = "Role";
    roles.members = {"controller", "processor"};
    const DomainId r = p.domains.add(std::move(roles));
    from = add("demand.from", FactKind::Enum, c);
    received = add("demand.received", FactKind::Date);
    due = add("demand.due", FactKind::Date);
    p.facts[due].or_none = true;
    p.facts[due].fallback = Value::none();
    penalty = add("demand.penalty", FactKind::Int);
    p.facts[penalty].hi = 40;
    p.facts[penalty].fallback = Value::of_int(0);
    gag = add("demand.gag", FactKind::Bool);
    p.facts[gag].fallback = Value::of_bool(false);
    locations = add("data.locations", FactKind::Set, c);
    role = add("custodian.role", FactKind::Enum, r);
    p.facts[role].optional = true;
    comity = add("sca.comity", FactKind::Bool);
    p.facts[comity].optional = p.facts[comity].assessment = true;
    p.as_of = received;
  }

  // The messages, one a line; helps after " | ".
  std::string errors(std::string_view json) const {
    Sink sink;
    const auto c = read_case(p, json, "case.json", sink);
    CHECK(c.has_value() == !sink.has_errors());
    std::string out;
    for (const Diagnostic& d : sink.all()) {
      out += d.message;
      for (const std::string& h : d.helps) out += " | " + h;
      out += "\n";
    }
    return out;
  }
};

constexpr std::string_view kGood =
    R"({"demand":{"from":"US","received":"2014-09-01"},"data":{"locations":["IE","BE"]},"sca":{"comity":true}})";

}  // namespace

TEST_CASE("a case is read, and left out facts take their default or stay unknown") {
  const Cases t;
  Sink sink;
  const auto c = read_case(t.p, kGood, "case.json", sink);
  REQUIRE(c);
  CHECK(show_value(t.p, t.from, (*c)[t.from]) == "US");
  CHECK(show_value(t.p, t.received, (*c)[t.received]) == "2014-09-01");
  CHECK((*c)[t.due].is_none());
  CHECK((*c)[t.penalty] == Value::of_int(0));
  CHECK(show_value(t.p, t.gag, (*c)[t.gag]) == "false");
  CHECK(show_value(t.p, t.locations, (*c)[t.locations]) == "{BE, IE}");
  CHECK((*c)[t.role].is_unknown());
  CHECK(show_value(t.p, t.comity, (*c)[t.comity]) == "yes");
}

TEST_CASE("what is written is read again") {
  const Cases t;
  Sink sink;
  const auto c = read_case(t.p, kGood, "", sink);
  REQUIRE(c);
  const std::string text = write_case(t.p, *c);
  CHECK(text == R"({"demand":{"from":"US","received":"2014-09-01","due":"none","penalty":0,"gag":false})"
                R"(,"data":{"locations":["BE","IE"]},"sca":{"comity":true}})");
  CHECK(read_case(t.p, text, "", sink) == c);
}

TEST_CASE("facts that do not matter are named, and stay unknown when read") {
  const Cases t;
  Sink sink;
  const auto c = read_case(t.p, kGood, "", sink);
  REQUIRE(c);
  const std::string text = write_case(t.p, *c, {t.from, t.locations});
  CHECK(text.find(R"("any":["demand.from","data.locations"])") != std::string::npos);
  const auto again = read_case(t.p, text, "", sink);
  REQUIRE(again);
  CHECK((*again)[t.from].is_unknown());
  CHECK((*again)[t.received] == (*c)[t.received]);
  CHECK(
      t.errors(R"({"demand":{"received":"2014-09-01"},"any":["demand.from","data.location"]})") ==
      "case.json: `any`: the name of a fact is expected, this is the text \"data.location\" | did you mean \"data.locations\"?\n"
      "the case lacks `data.locations` | give it a list, each item a value of `Country` (\"BE\", \"US\", \"IE\")\n");
}

TEST_CASE("each mistake is one error that names the fact") {
  const Cases t;
  const auto with = [&](const std::string& demand) {
    return t.errors(R"({"demand":{"received":"2014-09-01",)" + demand + R"(},"data":{"locations":[]}})");
  };
  const auto us = [&](const std::string& more) { return with(R"("from":"US",)" + more); };
  CHECK(with(R"("from":"USA")") == "case.json: `demand.from`: `Country` has no value \"USA\" | did you mean \"US\"?\n");
  CHECK(with(R"("frm":"US")") == "case.json: `demand.frm`: the case has no such fact | did you mean `demand.from`?\n");
  CHECK(us(R"("from":"IE")") == "case.json: `demand.from`: given twice | leave one of them out\n");
  CHECK(
      us(R"("penalty":1.5)") ==
      "case.json: `demand.penalty`: a whole number from 0 to 40 is expected, this is the number 1.5 | as in `\"penalty\": 0`\n");
  CHECK(
      us(R"("penalty":1e3)") ==
      "case.json: `demand.penalty`: a whole number from 0 to 40 is expected, this is the number 1e3 | as in `\"penalty\": 0`\n");
  CHECK(us(R"("penalty":41)") ==
        "case.json: `demand.penalty`: a whole number from 0 to 40 is expected, this is the number 41 | as in `\"penalty\": 0`\n");
  CHECK(us(R"("penalty":99999999999999999999)") ==
        "case.json: `demand.penalty`: a whole number from 0 to 40 is expected, this is the number 99999999999999999999 | as in "
        "`\"penalty\": 0`\n");
  CHECK(us(R"("penalty":"3")") ==
        "case.json: `demand.penalty`: a whole number from 0 to 40 is expected, this is the text \"3\" | write `3`, without "
        "quotes\n");
  CHECK(us(R"("gag":"true")") ==
        "case.json: `demand.gag`: true or false is expected, this is the text \"true\" | write `true`, without quotes\n");
  CHECK(us(R"("due":"2014-02-30")") ==
        "case.json: `demand.due`: `2014-02-30` is not a day of the calendar | 2014-02 has 28 days\n");
  CHECK(us(R"("due":"1799-12-31")").find("`demand.due`") != std::string::npos);
  CHECK(with(R"("from":"none")") ==
        "case.json: `demand.from`: `Country` has no value \"none\" | its values are \"BE\", \"US\", \"IE\"\n");
  CHECK(us(R"("due":"none")").empty());
  CHECK(us(R"("due":null)").empty());
}

TEST_CASE("several mistakes are several errors") {
  const Cases t;
  CHECK(t.errors(R"({"demand":3,"data":{"locations":["XX",1]},"custodian":{"role":"unknown"}})") ==
        "case.json: `demand`: an object of facts is expected, this is the number 3 | `demand` is written `{\"from\": …, "
        "\"received\": …, "
        "\"due\": …, \"penalty\": …, \"gag\": …}`\n"
        "case.json: `data.locations`: `Country` has no value \"XX\" | its values are \"BE\", \"US\", \"IE\"\n"
        "case.json: `data.locations`: a list, each item a value of `Country` (\"BE\", \"US\", \"IE\") is expected, this is the "
        "number 1 | as in `\"locations\": [\"BE\"]`\n"
        "case.json: `custodian.role`: `Role` has no value \"unknown\" | leave the fact out where it is unknown\n");
  CHECK(t.errors("{}") ==
        "the case lacks `demand.from` | give it a value of `Country` (\"BE\", \"US\", \"IE\")\n"
        "the case lacks `demand.received` | give it a date like \"2014-09-01\"\n"
        "the case lacks `data.locations` | give it a list, each item a value of `Country` (\"BE\", \"US\", \"IE\")\n");
}

TEST_CASE("what is not a JSON object is an error, never a crash") {
  const Cases t;
  const std::string written = " | a case is written `{\"demand\": {…}, \"data\": {…}, \"custodian\": {…}, \"sca\": {…}}`\n";
  CHECK(t.errors("") ==
        "case.json: this is not JSON at line 1, column 1: unexpected end of input; expected '[', '{', or a literal" + written);
  CHECK(t.errors("[1]") == "case.json: a case is an object, this is a list" + written);
  CHECK(t.errors("{\"a\":1} x").find("not JSON at line 1, column 9") != std::string::npos);
  CHECK(t.errors("{\n \"a\": ,}").find("not JSON at line 2, column 7") != std::string::npos);
  CHECK(t.errors("{\"demand\": \"\xff\"}").find("not JSON") != std::string::npos);
  CHECK(t.errors(std::string(200000, '[')) == "case.json: lists and objects are nested more than 64 deep" + written);
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  CHECK(t.errors(objects) == "case.json: lists and objects are nested more than 64 deep" + written);
  for (std::size_t n = 0; n < kGood.size(); ++n) CHECK(t.errors(kGood.substr(0, n)) != "");
}
