/* For the C hosts of entry_bytes.cpp: a line a case, whatever bytes it has. Where the status is JUR_OK the bytes of the verdict
 * and the reasons follow it. */
#include <stdio.h>

static void print_case(jur_status status, const unsigned char* verdict, size_t size, const jur_reason* reasons, size_t count) {
  size_t i;
  printf("%u", (unsigned)status);
  if (status == JUR_OK) {
    printf(" ");
    for (i = sizeof(uint32_t); i < size; ++i) printf("%02x", verdict[i]);
  }
  for (i = 0; i < count; ++i) printf(" %u:%u:%u", reasons[i].kind, reasons[i].act, (unsigned)reasons[i].index);
  printf("\n");
}

#define DECIDE(NAME, MAX_REASONS)                                             \
  {                                                                           \
    static NAME##_case c;                                                     \
    static NAME##_verdict v, again;                                           \
    static jur_reason reasons[MAX_REASONS];                                   \
    FILE* file = fopen(#NAME ".cases", "rb");                                 \
    if (!file || NAME##_mismatch()) return 1;                                 \
    while (fread(&c, sizeof c, 1, file) == 1) {                               \
      const jur_status status = NAME##_decide(&c, &v);                        \
      const size_t count = NAME##_reasons(&c, reasons, MAX_REASONS);          \
      if (v.status != (uint32_t)status) return 2;                             \
      if (NAME##_decide_many(&c, 1, &again) != status) return 3;              \
      if (count > MAX_REASONS || (status != JUR_OK && count > 0)) return 4;   \
      print_case(status, (const unsigned char*)&v, sizeof v, reasons, count); \
    }                                                                         \
    fclose(file);                                                             \
  }
