// Asks the compiled decision for seven verdicts and prints them with their rules, citations and deadlines.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <vector>

#include "disclosure.h"

namespace {

// The warrant of the founding case: a search warrant of a New York court for messages that the American company keeps in Dublin.
disclosure_case founding_case() {
  disclosure_case c;
  disclosure_case_init(&c);
  c.demand_from = DISCLOSURE_COUNTRY_US;
  c.demand_kind = DISCLOSURE_AUTHORITY_KIND_SEARCH_WARRANT_2703;
  c.demand_received = jur_date_from_ymd(2014, 9, 1);
  c.demand_forum = DISCLOSURE_FORUM_SECOND_CIRCUIT;
  c.custodian_incorporated = DISCLOSURE_COUNTRY_US;
  jur_set_add(c.custodian_jurisdiction, DISCLOSURE_COUNTRY_US);
  jur_set_add(c.custodian_jurisdiction, DISCLOSURE_COUNTRY_IE);
  c.custodian_role = DISCLOSURE_ROLE_PROCESSOR;
  c.data_category = DISCLOSURE_CATEGORY_CONTENT;
  jur_set_add(c.data_locations, DISCLOSURE_COUNTRY_IE);
  return c;
}

void clear(uint64_t* set, std::size_t words) { std::fill(set, set + words, 0); }

struct Story {
  const char* title;
  void (*change)(disclosure_case& c);  // what differs from the founding case
};

// The same seven cases as ../cases/*.json.
const Story kStories[] = {
    {"account records kept in the United States",
     [](disclosure_case& c) {
       c.demand_received = jur_date_from_ymd(2014, 1, 15);
       c.data_category = DISCLOSURE_CATEGORY_SUBSCRIBER;
       clear(c.data_locations, std::size(c.data_locations));
       jur_set_add(c.data_locations, DISCLOSURE_COUNTRY_US);
     }},
    {"messages kept in Dublin", [](disclosure_case&) {}},
    {"the same, whether controller or processor is not known", [](disclosure_case& c) { c.custodian_role = JUR_UNKNOWN_8; }},
    {"after the Second Circuit's ruling, within the circuit",
     [](disclosure_case& c) { c.demand_received = jur_date_from_ymd(2016, 8, 1); }},
    {"after the ruling, before another court",
     [](disclosure_case& c) {
       c.demand_received = jur_date_from_ymd(2016, 8, 1);
       c.demand_forum = DISCLOSURE_FORUM_OTHER_FORUM;
     }},
    {"after the CLOUD Act", [](disclosure_case& c) { c.demand_received = jur_date_from_ymd(2018, 4, 1); }},
    {"under the Regulation, the Irish company itself is served",
     [](disclosure_case& c) {
       c.demand_received = jur_date_from_ymd(2018, 6, 1);
       c.custodian_incorporated = DISCLOSURE_COUNTRY_IE;
       clear(c.custodian_jurisdiction, std::size(c.custodian_jurisdiction));
       jur_set_add(c.custodian_jurisdiction, DISCLOSURE_COUNTRY_IE);
     }},
};

const char* word_of(unsigned word) {
  switch (word) {
    case JUR_UNDETERMINED:
      return "undetermined";
    case JUR_CONTRADICTORY:
      return "contradictory";
    case JUR_REQUIRED:
      return "required";
    case JUR_FORBIDDEN:
      return "forbidden";
    case JUR_PERMITTED:
      return "permitted";
    case JUR_EXEMPT:
      return "exempt";
    default:
      return "silent";
  }
}

void print_date(const char* before, jur_date date) {
  if (date == JUR_NO_DATE) return;
  int32_t year = 0;
  int32_t month = 0;
  int32_t day = 0;
  jur_date_to_ymd(date, &year, &month, &day);
  std::printf("%s%04d-%02d-%02d", before, static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
}

void print_possible(unsigned possible) {
  const char* separator = " (";
  for (unsigned word = JUR_UNDETERMINED; word <= JUR_SILENT; ++word) {
    if ((possible >> word & 1U) == 0) continue;
    std::printf("%s%s", separator, word_of(word));
    separator = " or ";
  }
  std::printf(")");
}

void print_reason(const jur_manifest& manifest, const jur_reason& reason) {
  switch (reason.kind) {
    case JUR_REASON_RULE: {
      const jur_rule& rule = manifest.rules[reason.index];
      std::printf("       %s (%s): %s, %s, %s\n", rule.name, rule.order, rule.law_title, rule.law_cite, rule.cite);
      break;
    }
    case JUR_REASON_MISSING:
      std::printf("       it depends on: %s\n", reason.name);
      break;
    case JUR_REASON_OPEN:
      std::printf("       open: %s (%s)\n", reason.name, reason.cite);
      break;
    default:
      std::printf("       referred to: %s\n", manifest.acceptances[reason.index].refer);
      break;
  }
}

void print_verdict(const jur_manifest& manifest, unsigned act, const jur_verdict& verdict,
                   const std::vector<jur_reason>& reasons) {
  std::printf("   %s: %s", manifest.acts[act], word_of(verdict.word));
  if (verdict.word == JUR_UNDETERMINED) print_possible(verdict.possible);
  print_date(", by ", verdict.deadline);
  print_date(", until ", verdict.until);
  std::printf("\n");
  for (const jur_reason& reason : reasons) {
    if (reason.act == act) print_reason(manifest, reason);
  }
}

}  // namespace

int main() {
  const jur_manifest& manifest = *disclosure_manifest();
  int number = 0;
  for (const Story& story : kStories) {
    disclosure_case c = founding_case();
    story.change(c);
    disclosure_verdict out;
    if (disclosure_decide(&c, &out) != JUR_OK) {
      std::fprintf(stderr, "case %d is refused\n", number + 1);
      return 1;
    }
    std::vector<jur_reason> reasons(DISCLOSURE_MAX_REASONS);
    reasons.resize(disclosure_reasons(&c, reasons.data(), reasons.size()));
    std::printf("%s%d. ", number == 0 ? "" : "\n", number + 1);
    print_date("", c.demand_received);
    std::printf("  %s\n", story.title);
    print_verdict(manifest, 0, out.custodian_disclose, reasons);
    print_verdict(manifest, 1, out.custodian_preserve, reasons);
    print_verdict(manifest, 2, out.custodian_notify_subject, reasons);
    ++number;
  }
  return 0;
}
