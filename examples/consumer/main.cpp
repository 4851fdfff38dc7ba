// A host: asks the compiled decision whether a file may be stored in a country.
#include <cstdio>

#include "transfer.h"

namespace {

const char* answer(transfer_country destination, bool consent) {
  transfer_case c;
  transfer_case_init(&c);
  c.day = jur_date_from_ymd(2024, 3, 1);
  c.provider_established = TRANSFER_COUNTRY_IE;
  c.file_personal = 1;
  c.file_consent = consent ? 1 : 0;
  c.destination = static_cast<decltype(c.destination)>(destination);
  transfer_verdict v;
  if (transfer_decide(&c, &v) != JUR_OK) return "the case is not complete";
  return v.provider_store.word == JUR_FORBIDDEN ? "no" : "yes";
}

}  // namespace

int main() {
  std::printf("store in Germany: %s\n", answer(TRANSFER_COUNTRY_DE, false));
  std::printf("store in the United States: %s\n", answer(TRANSFER_COUNTRY_US, false));
  std::printf("the same with consent: %s\n", answer(TRANSFER_COUNTRY_US, true));
}
