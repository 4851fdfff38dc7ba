/* The C ABI of decisions compiled by Jur. Freestanding C99 and C++17: no library, no globals, no allocation.
 *
 * Each decision NAME comes with a header NAME.h, which includes this file only and declares
 *   NAME_case, NAME_verdict            flat structs
 *   NAME_case_init                     sets the defaults; call it first
 *   NAME_decide, NAME_decide_many      verdicts of one case, of many
 *   NAME_decide_columns                words of many cases whose facts lie in NAME_columns, an array a fact
 *   NAME_reasons                       rules, citations, missing facts behind the verdicts
 *   NAME_manifest, NAME_mismatch       what was compiled; whether it fits the header
 * All of them are pure and re-entrant, and defined for every bit pattern of a case. Pointers must not be null. */
#ifndef JUR_H
#define JUR_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define JUR_ABI_VERSION 1u
typedef enum jur_status {
  JUR_OK = 0,
  JUR_INVALID_CASE = 1,    /* a field holds a bit pattern that stands for no value */
  JUR_INCOMPLETE_CASE = 2, /* a fact that must be known is unknown, or was never set */
  JUR_IMPOSSIBLE_CASE = 3  /* however the unknown facts are filled in, an assumption of the rules is broken */
} jur_status;

/* Verdict words; the first that fits is the verdict. */
typedef enum jur_word {
  JUR_UNDETERMINED = 0,  /* it depends on facts that are unknown */
  JUR_CONTRADICTORY = 1, /* the rules cannot all be complied with */
  JUR_REQUIRED = 2,
  JUR_FORBIDDEN = 3,
  JUR_PERMITTED = 4,
  JUR_EXEMPT = 5, /* need not be done */
  JUR_SILENT = 6
} jur_word;

/* A day of the proleptic Gregorian calendar, counted from 1970-01-01. */
typedef int32_t jur_date;
#define JUR_NO_DATE INT32_MIN               /* in a case: none; in a verdict: no such day */
#define JUR_UNKNOWN_DATE (INT32_MIN + 1)    /* in a case: not known */
#define JUR_FIRST_DATE ((jur_date) - 62091) /* 1800-01-01 */
#define JUR_LAST_DATE ((jur_date)84005)     /* 2199-12-31 */

/* Reserved values of other fields. Whole numbers of N bits: INTN_MIN is none, INTN_MIN + 1 unknown. Sets: the lowest
 * bit of the first word says that the set is known; member m is the bit m + 1. */
#define JUR_NONE_8 0xFFu
#define JUR_NONE_16 0xFFFFu
#define JUR_UNKNOWN_8 0xFEu
#define JUR_UNKNOWN_16 0xFFFEu

/* Flags of a verdict. */
#define JUR_FLAG_UNVERIFIED 1u /* rests on something marked unverified */
#define JUR_FLAG_OPEN 2u       /* another answer to a presumed fact gives another word: see the reasons */
#define JUR_FLAG_BOUNDED 4u    /* too many combinations of unknown facts: undetermined, though one word may be left */

typedef struct jur_verdict {
  uint8_t word;        /* jur_word */
  uint8_t possible;    /* bit 1 << w: word w is left */
  uint8_t flags;       /* JUR_FLAG_… */
  uint8_t reserved;    /* 0 */
  uint16_t accepted;   /* contradictory: 1 + index into the manifest's acceptances; 0 for none */
  uint16_t reserved2;  /* 0 */
  jur_date deadline;   /* required: last day of the duty that ends first */
  jur_date not_before; /* required: first day of that duty's period on which it is not forbidden */
  jur_date until;      /* last day of keep-doing duties, bans or permissions */
  uint32_t hours;      /* that duty's length where the law counts hours; else 0 */
} jur_verdict;

typedef enum jur_reason_kind {
  JUR_REASON_RULE = 1,    /* the rule `index` leads to the verdict */
  JUR_REASON_MISSING = 2, /* the fact `index` is unknown and can change the word */
  JUR_REASON_OPEN = 3,    /* the fact `index` is presumed; another value gives another word */
  JUR_REASON_ACCEPTED = 4 /* the acceptance `index` covers the contradiction */
} jur_reason_kind;

typedef struct jur_reason {
  uint16_t kind;    /* jur_reason_kind */
  uint16_t act;     /* index into the manifest's acts */
  uint32_t index;   /* into the manifest's rules, facts or acceptances */
  const char* name; /* "irish_dpa.processor", "custodian.role" */
  const char* cite; /* rule: its citation; fact: who decides it; acceptance: to whom it is referred; may be "" */
} jur_reason;

/* Texts are UTF-8 and never null; "" where nothing is said. */
typedef struct jur_rule {
  const char* name;     /* "sca.contents" */
  const char* instance; /* the party, of a rule made for every party */
  const char* title;
  const char* cite;   /* of the rule, "§ 2703(a)" */
  const char* breach; /* what breach costs */
  const char *law, *law_title, *law_cite;
  const char* order;   /* legal order, "US" */
  uint32_t unverified; /* 1: the rule or its law is marked unverified */
} jur_rule;

typedef struct jur_acceptance {
  const char* reason;
  const char* refer; /* to whom */
  const char* cite;
} jur_acceptance;

typedef struct jur_manifest {
  uint32_t abi;                     /* JUR_ABI_VERSION of the library */
  uint32_t case_size, verdict_size; /* in bytes */
  uint32_t shape;                   /* of case and verdict: another one, another header */
  const char* version;              /* of jur */
  const char* decision;             /* its name in the source */
  const char* digest;               /* SHA-256 of the rules' meaning and citations, 64 hexadecimal digits */
  const char* strategy;             /* how rules that apply are found, and why so */
  const jur_rule* rules;
  const char* const* acts;    /* "custodian disclose", in the order of the verdict's fields */
  const char* const* facts;   /* "demand.from" */
  const char* const* bounded; /* acts whose verdict may be undetermined where one word is left */
  const jur_acceptance* acceptances;
  uint32_t rule_count, act_count, fact_count, bounded_count, acceptance_count;
} jur_manifest;

/* The day of a year, month 1..12 and day 1..31. */
static inline jur_date jur_date_from_ymd(int32_t year, int32_t month, int32_t day) {
  const int32_t y = month <= 2 ? year - 1 : year;
  const int32_t era = (y >= 0 ? y : y - 399) / 400;
  const int32_t in_era = y - era * 400;
  const int32_t in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

static inline void jur_date_to_ymd(jur_date date, int32_t* year, int32_t* month, int32_t* day) {
  const int64_t z = (int64_t)date + 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t in_era = z - era * 146097;
  const int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  const int64_t in_year = in_era - (365 * y + y / 4 - y / 100);
  const int64_t m = (5 * in_year + 2) / 153;
  *day = (int32_t)(in_year - (153 * m + 2) / 5 + 1);
  *month = (int32_t)(m < 10 ? m + 3 : m - 9);
  *year = (int32_t)(y + era * 400 + (m >= 10));
}

/* Members are not checked here but by `decide`; keep them within the enum. `jur_set_known` marks an empty set as known. */
static inline void jur_set_known(uint64_t* set) { set[0] |= 1u; }
static inline void jur_set_add(uint64_t* set, uint32_t member) {
  set[0] |= 1u;
  set[(member + 1) / 64] |= (uint64_t)1 << ((member + 1) % 64);
}
#ifdef __cplusplus
}
#endif
#endif
