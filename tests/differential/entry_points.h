/* For the C hosts of entry_points.cpp: prints what a decision says of its cases, a line an act. */
#include <stdio.h>
#include <stdlib.h>

static void print_date(jur_date date) {
  int32_t year, month, day;
  if (date == JUR_NO_DATE) {
    printf(" -");
    return;
  }
  jur_date_to_ymd(date, &year, &month, &day);
  printf(" %04d-%02d-%02d", (int)year, (int)month, (int)day);
}

static void print_reasons(const char* label, const jur_reason* reasons, size_t count, unsigned act, unsigned kind) {
  size_t i, printed = 0;
  printf(" %s ", label);
  for (i = 0; i < count; ++i) {
    if (reasons[i].act != act || reasons[i].kind != kind) continue;
    printf("%s%u", printed++ ? "," : "", (unsigned)reasons[i].index);
  }
  if (!printed) printf("-");
}

static void print_verdict(const jur_verdict* v, const jur_reason* reasons, size_t count, unsigned act) {
  static const char* const words[] = {"undetermined", "contradictory", "required", "forbidden", "permitted", "exempt", "silent"};
  unsigned w, printed = 0;
  if (v->flags & JUR_FLAG_BOUNDED) {
    printf("bounded\n");
    return;
  }
  printf("%s ", words[v->word]);
  for (w = 0; w < 7; ++w) {
    if (v->possible >> w & 1) printf("%s%s", printed++ ? "," : "", words[w]);
  }
  print_date(v->deadline);
  print_date(v->not_before);
  print_date(v->until);
  printf(" %u %d %d", (unsigned)v->hours, (int)v->accepted - 1, v->flags & JUR_FLAG_UNVERIFIED ? 1 : 0);
  print_reasons("rules", reasons, count, act, JUR_REASON_RULE);
  print_reasons("missing", reasons, count, act, JUR_REASON_MISSING);
  print_reasons("open", reasons, count, act, JUR_REASON_OPEN);
  printf("\n");
}

#define DECIDE(NAME, ACTS, MAX_REASONS)                                                   \
  {                                                                                       \
    static NAME##_case c;                                                                 \
    static NAME##_verdict v;                                                              \
    static jur_reason reasons[MAX_REASONS];                                               \
    FILE* file = fopen(#NAME ".cases", "rb");                                             \
    if (!file || NAME##_mismatch()) return 1;                                             \
    while (fread(&c, sizeof c, 1, file) == 1) {                                           \
      const jur_status status = NAME##_decide(&c, &v);                                    \
      if (status != JUR_OK) {                                                             \
        printf("%s\n", status == JUR_IMPOSSIBLE_CASE ? "impossible" : "faulty");          \
      } else {                                                                            \
        const size_t count = NAME##_reasons(&c, reasons, MAX_REASONS);                    \
        const jur_verdict* all = (const jur_verdict*)((const char*)&v + sizeof v.status); \
        unsigned act;                                                                     \
        for (act = 0; act < ACTS; ++act) print_verdict(all + act, reasons, count, act);   \
      }                                                                                   \
    }                                                                                     \
    fclose(file);                                                                         \
  }
