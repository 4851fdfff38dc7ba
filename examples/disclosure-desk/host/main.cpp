// The desk: reads demands, one line of JSON each, asks the compiled decision, and prints what to do and why.
#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "desk.h"

namespace {

using nlohmann::json;
using Names = std::map<std::string, uint8_t>;

const Names kCountries = {{"US", DESK_COUNTRY_US}, {"IE", DESK_COUNTRY_IE}, {"FR", DESK_COUNTRY_FR}, {"BE", DESK_COUNTRY_BE},
                          {"BR", DESK_COUNTRY_BR}, {"GB", DESK_COUNTRY_GB}, {"CA", DESK_COUNTRY_CA}};
const Names kKinds = {{"search_warrant_2703", DESK_AUTHORITY_KIND_SEARCH_WARRANT_2703},
                      {"mlat_warrant_3512", DESK_AUTHORITY_KIND_MLAT_WARRANT_3512},
                      {"epoc", DESK_AUTHORITY_KIND_EPOC},
                      {"copo", DESK_AUTHORITY_KIND_COPO},
                      {"court_order", DESK_AUTHORITY_KIND_COURT_ORDER},
                      {"police_request", DESK_AUTHORITY_KIND_POLICE_REQUEST}};
const Names kIssuers = {{"judge", DESK_ISSUER_JUDGE}, {"prosecutor", DESK_ISSUER_PROSECUTOR}, {"police", DESK_ISSUER_POLICE}};
const Names kBusiness = {{"public_provider", DESK_BUSINESS_PUBLIC_PROVIDER}};
const Names kCategories = {{"content", DESK_CATEGORY_CONTENT}, {"subscriber", DESK_CATEGORY_SUBSCRIBER}};

uint8_t member(const Names& names, const json& name) {
  const auto found = names.find(name.get<std::string>());
  if (found == names.end()) throw std::runtime_error("this desk knows no `" + name.get<std::string>() + "`");
  return found->second;
}

jur_date date(const json& text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (std::sscanf(text.get<std::string>().c_str(), "%d-%d-%d", &year, &month, &day) != 3) {
    throw std::runtime_error("no day: " + text.dump());
  }
  return jur_date_from_ymd(year, month, day);
}

void add_all(uint64_t* set, const Names& names, const json& list) {
  jur_set_known(set);
  for (const json& name : list) jur_set_add(set, member(names, name));
}

// The facts that this desk gets; a line with another one is refused rather than misread.
desk_case read_case(const json& line) {
  desk_case c;
  desk_case_init(&c);
  for (const auto& [record, facts] : line.items()) {
    if (record == "asked") {
      c.asked = date(facts);
      continue;
    }
    for (const auto& [name, value] : facts.items()) {
      const std::string fact = record + "." + name;
      if (fact == "demand.from")
        c.demand_from = member(kCountries, value);
      else if (fact == "demand.kind")
        c.demand_kind = member(kKinds, value);
      else if (fact == "demand.issuer")
        c.demand_issuer = member(kIssuers, value);
      else if (fact == "demand.penalty")
        c.demand_penalty = value.get<int8_t>();
      else if (fact == "demand.received")
        c.demand_received = date(value);
      else if (fact == "demand.due")
        c.demand_due = date(value);
      else if (fact == "demand.under_agreement")
        c.demand_under_agreement = value.get<bool>() ? 1 : 0;
      else if (fact == "custodian.incorporated")
        c.custodian_incorporated = member(kCountries, value);
      else if (fact == "custodian.established")
        add_all(c.custodian_established, kCountries, value);
      else if (fact == "custodian.jurisdiction")
        add_all(c.custodian_jurisdiction, kCountries, value);
      else if (fact == "custodian.business")
        add_all(c.custodian_business, kBusiness, value);
      else if (fact == "custodian.directed_at")
        add_all(c.custodian_directed_at, kCountries, value);
      else if (fact == "custodian.designated")
        c.custodian_designated = member(kCountries, value);
      else if (fact == "data.category")
        c.data_category = member(kCategories, value);
      else if (fact == "data.locations")
        add_all(c.data_locations, kCountries, value);
      else if (fact == "data.collected_in")
        c.data_collected_in = member(kCountries, value);
      else if (fact == "subject.us_person")
        c.subject_us_person = value.get<bool>() ? 1 : 0;
      else if (fact == "subject.located_in")
        c.subject_located_in = member(kCountries, value);
      else
        throw std::runtime_error("this desk reads no `" + fact + "`");
    }
  }
  return c;
}

// What the desk does with each word. A contradiction and an open question go to people.
const char* advice(unsigned word) {
  switch (word) {
    case JUR_REQUIRED:
      return "disclose";
    case JUR_FORBIDDEN:
      return "do not disclose";
    case JUR_CONTRADICTORY:
      return "two laws contradict each other";
    case JUR_UNDETERMINED:
      return "ask first";
    default:
      return "nothing obliges or forbids";
  }
}

void print_reason(const jur_manifest& manifest, const jur_reason& reason) {
  if (reason.kind == JUR_REASON_RULE) {
    const jur_rule& rule = manifest.rules[reason.index];
    std::printf("   %s: %s, %s%s\n", rule.order, rule.law_cite, rule.cite, rule.unverified != 0 ? " (not checked)" : "");
  } else if (reason.kind == JUR_REASON_MISSING) {
    std::printf("   it depends on %s\n", reason.name);
  } else if (reason.kind == JUR_REASON_OPEN) {
    std::printf("   open: %s, decided by %s\n", reason.name, reason.cite);
  } else {
    std::printf("   to %s\n", manifest.acceptances[reason.index].refer);
  }
}

void print(const desk_case& c, const desk_verdict& out, int number) {
  int32_t year = 0;
  int32_t month = 0;
  int32_t day = 0;
  std::printf("%d. %s", number, advice(out.custodian_disclose.word));
  if (out.custodian_disclose.word == JUR_REQUIRED && out.custodian_disclose.deadline != JUR_NO_DATE) {
    jur_date_to_ymd(out.custodian_disclose.deadline, &year, &month, &day);
    std::printf(" by %04d-%02d-%02d", static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
  }
  if (out.custodian_notify_subject.word == JUR_FORBIDDEN) std::printf("; tell nobody");
  if (out.custodian_object.word == JUR_PERMITTED) std::printf("; an objection may be made");
  std::printf("\n");
  std::vector<jur_reason> reasons(DESK_MAX_REASONS);
  reasons.resize(desk_reasons(&c, reasons.data(), reasons.size()));
  for (const jur_reason& reason : reasons) {
    if (reason.act == 0) print_reason(*desk_manifest(), reason);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: desk DEMANDS.jsonl\n");
    return 2;
  }
  std::ifstream in(argv[1]);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      const desk_case c = read_case(json::parse(line));
      desk_verdict out;
      if (desk_decide(&c, &out) != JUR_OK) throw std::runtime_error("the case is refused");
      print(c, out, number);
    } catch (const std::exception& error) {
      std::printf("%d. not read: %s\n", number, error.what());
    }
  }
  return number == 0 ? 1 : 0;
}
