// Text for XML and HTML.
#pragma once
#include <string>
#include <string_view>

namespace jur {

// As text of an element or an attribute; what XML cannot hold becomes `?`.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace jur
