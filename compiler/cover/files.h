// Coverage as files for other programs and for reviewers.
#pragma once
#include <string>

#include "cover/report.h"

namespace jur::cover {

// {"total":{…},"laws":[{"law","rules":{"covered","of","impossible","percent"},…}],"items":[{"kind","law","name","text","rules",
// "file","line","column","covered","coverable","missing","sides":{"yes":{"scenarios","impossible"},"no":{…}}}]}, without a line
// break.
[[nodiscard]] std::string report_json(const Sources& sources, const Report& report);

// lcov's trace format: a rule is a function (how many scenarios it applies in), the sides of exceptions, precedence and
// conditions are branches; what cannot be covered is left out.
[[nodiscard]] std::string report_lcov(const Sources& sources, const Report& report);

// One page that needs nothing else: the tables, and the sources with what is not covered.
[[nodiscard]] std::string report_html(const Sources& sources, const Report& report);

}  // namespace jur::cover
