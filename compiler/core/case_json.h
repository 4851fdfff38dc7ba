// Cases as JSON: {"demand":{"from":"US","received":"2014-09-01"},"data":{"locations":["IE"]}}
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"
#include "diagnostics/diagnostic.h"

namespace jur::core {

// Reads one case. `null` or absence: unknown for an optional fact, else its default, else an error that names the fact.
// An unknown field (with the nearest known one), a duplicate key, a wrong type, a value outside its range is an error
// (Code::BadCase, Code::CaseIncomplete) that names the field's path; `where` says which file it was, or which line of a file:
// then `one_line` is set, and what is no JSON is told by its column alone. Nothing on errors. A list of facts under the key
// "any", as write_case puts it, says that their value does not matter: they stay unknown where the case leaves them out, also
// those that may not be unknown (the as-of date becomes its first day).
[[nodiscard]] std::optional<Case> read_case(const Program& program, std::string_view json, std::string_view where, Sink& sink,
                                            bool one_line = false);

// The case as one line of JSON, facts in declaration order, nested by path. Unknown facts are left out. Facts in `any`
// are left out and named: {"demand":{…},"any":["subject.nationality"]}.
[[nodiscard]] std::string write_case(const Program& program, const Case& c, const std::vector<FactId>& any = {});

// A value as messages show it: `US`, `{US, IE}`, `2014-09-01`, `yes`/`no` for assessments, `true`/`false`, `none`, `unknown`.
[[nodiscard]] std::string show_value(const Program& program, FactId fact, const Value& v);

}  // namespace jur::core
