/* Decision `@DECISION@` on a case of type `@CASE@`, for PostgreSQL. Made by jur @VERSION@; do not edit.
 * Rule set @DIGEST@
 *
 *   cc -O2 -fPIC -shared -I"$(pg_config --includedir-server)" @PREFIX@_pg.c lib@PREFIX@.a -o @PREFIX@_pg.so
 *
 * The functions are pure: they read their arguments and nothing else. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "@PREFIX@.h"

PG_MODULE_MAGIC;

typedef struct Member {
  const char* name;
  uint32 number;
} Member;

static const char* const words[] = {"undetermined", "contradictory", "required", "forbidden", "permitted", "exempt", "silent"};
static const char* const statuses[] = {"ok", "invalid", "incomplete", "impossible"};

static inline void refuse(const char* fact, const char* what) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("fact \"%s\" %s", fact, what)));
}

static inline uint32 member(const char* fact, const Member* members, size_t count, text* given) {
  const char* text_at = VARDATA_ANY(given);
  const size_t size = VARSIZE_ANY_EXHDR(given);
  size_t low = 0;
  while (low < count) {
    const size_t middle = low + (count - low) / 2;
    int order = strncmp(members[middle].name, text_at, size);
    if (order == 0 && members[middle].name[size] != '\0') order = 1;
    if (order == 0) return members[middle].number;
    if (order < 0) {
      low = middle + 1;
    } else {
      count = middle;
    }
  }
  ereport(ERROR,
          (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("fact \"%s\" has no value \"%s\"", fact, text_to_cstring(given))));
  return 0;
}

static inline int64 within(const char* fact, int64 low, int64 high, int64 given) {
  if (given < low || given > high) {
    ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
                    errmsg("fact \"%s\" is " INT64_FORMAT ", which lies outside its range", fact, given)));
  }
  return given;
}

static inline jur_date day(const char* fact, DateADT given) {
  if (DATE_NOT_FINITE(given) || given < JUR_FIRST_DATE - 10957 || given > JUR_LAST_DATE - 10957) {
    refuse(fact, "is a date outside 1800-01-01 to 2199-12-31");
  }
  return given + 10957; /* days from 1970-01-01 to 2000-01-01 */
}

static inline void members_of(const char* fact, const Member* members, size_t count, ArrayType* given, uint64_t* set) {
  Datum* elements;
  bool* nulls;
  int n, i;
  deconstruct_array(given, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &n);
  jur_set_known(set);
  for (i = 0; i < n; ++i) {
    if (nulls[i]) refuse(fact, "has a member that is null");
    jur_set_add(set, member(fact, members, count, DatumGetTextPP(elements[i])));
  }
}

@TABLES @ static void read_case(FunctionCallInfo fcinfo, @PREFIX @_case* c) {
  @PREFIX @_case_init(c);
  @READ @
}

static jur_status decide(FunctionCallInfo fcinfo, @PREFIX @_verdict* v) {
  @PREFIX @_case c;
  read_case(fcinfo, &c);
  return @PREFIX @_decide(&c, v);
}

static void failed(jur_status status) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the case is %s", statuses[status]),
                  errdetail("%s", status == JUR_INCOMPLETE_CASE
                                      ? "It lacks a fact that must be known."
                                      : "However unknown facts are filled in, an assumption of the rules is broken."),
                  errhint("@PREFIX@_decide(…) gives the status as a column.")));
}

static const jur_verdict* act(const @PREFIX @_verdict* v, size_t i) {
  return (const jur_verdict*)((const char*)v + sizeof v->status) + i;
}

static Datum word_of(FunctionCallInfo fcinfo, size_t i) {
  @PREFIX @_verdict v;
  const jur_status status = decide(fcinfo, &v);
  if (status != JUR_OK) failed(status);
  return CStringGetTextDatum(words[act(&v, i)->word]);
}

#define WORD(NAME, INDEX)    \
  PG_FUNCTION_INFO_V1(NAME); \
  Datum NAME(PG_FUNCTION_ARGS) { return word_of(fcinfo, INDEX); }
@WORDS @ static Datum date_of(jur_date given, bool* null) {
  *null = given == JUR_NO_DATE;
  return DateADTGetDatum(*null ? 0 : given - 10957);
}

PG_FUNCTION_INFO_V1(@PREFIX @_pg_decide);
Datum @PREFIX @_pg_decide(PG_FUNCTION_ARGS) {
  enum { COLUMNS = 1 + 4 * @MACRO @_ACTS };
  Datum values[COLUMNS];
  bool nulls[COLUMNS];
  TupleDesc row;
  @PREFIX @_verdict v;
  const jur_status status = decide(fcinfo, &v);
  size_t i;
  if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE) elog(ERROR, "the result is not a row");
  memset(nulls, 1, sizeof nulls);
  memset(values, 0, sizeof values);
  values[0] = CStringGetTextDatum(statuses[status]);
  nulls[0] = false;
  for (i = 0; status == JUR_OK && i < @MACRO @_ACTS; ++i) {
    const jur_verdict* one = act(&v, i);
    const size_t at = 1 + 4 * i;
    values[at] = CStringGetTextDatum(words[one->word]);
    nulls[at] = false;
    values[at + 1] = date_of(one->deadline, &nulls[at + 1]);
    values[at + 2] = date_of(one->not_before, &nulls[at + 2]);
    values[at + 3] = date_of(one->until, &nulls[at + 3]);
  }
  PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(row), values, nulls)));
}

/* "custodian disclose: rule sca.contents, § 2703(a)" */
PG_FUNCTION_INFO_V1(@PREFIX @_pg_reasons);
Datum @PREFIX @_pg_reasons(PG_FUNCTION_ARGS) {
  static const char* const kinds[] = {"", "rule", "missing", "open", "accepted"};
  const jur_manifest* m = @PREFIX @_manifest();
  @PREFIX @_case c;
  jur_reason* reasons = palloc(sizeof(jur_reason) * @MACRO @_MAX_REASONS);
  Datum* texts;
  size_t count, i;
  read_case(fcinfo, &c);
  count = @PREFIX @_reasons(&c, reasons, @MACRO @_MAX_REASONS);
  texts = palloc(sizeof(Datum) * (count + 1));
  for (i = 0; i < count; ++i) {
    const jur_reason* r = &reasons[i];
    texts[i] =
        CStringGetTextDatum(psprintf("%s: %s %s%s%s", m->acts[r->act], kinds[r->kind], r->name, r->cite[0] ? ", " : "", r->cite));
  }
  PG_RETURN_ARRAYTYPE_P(construct_array(texts, (int)count, TEXTOID, -1, false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(@PREFIX @_pg_digest);
Datum @PREFIX @_pg_digest(PG_FUNCTION_ARGS) { PG_RETURN_TEXT_P(cstring_to_text(@PREFIX @_manifest()->digest)); }

void _PG_init(void);
void _PG_init(void) {
  const char* mismatch = @PREFIX @_mismatch();
  if (mismatch) ereport(ERROR, (errmsg("%s", mismatch)));
}
