// A mark that is missing before what stands at the mistake: `in US, FR}`, `jurisdiction {IE}`. Private to recovery.
#pragma once
#include "parse/reading.h"

namespace jur::parsing {

// True where a `{`, `(` or `:` missing a few tokens before the place was reported and supplied: more can be read with it than
// with any mark or word less or more at the place.
[[nodiscard]] bool supply_opener(Reading& reading);

// True where a name or value is missing at the place, and what stands there can be read behind it.
[[nodiscard]] bool supply_name(Reading& reading);

}  // namespace jur::parsing
