#include <doctest/doctest.h>

#include <array>
#include <string>

#include "base/nearest.h"

TEST_CASE("the nearest name is one slip away, or a third of its letters") {
  const std::array<std::string, 4> names{"disclose", "from", "Country", "IE"};
  CHECK(jur::nearest("disclos", names) == "disclose");
  CHECK(jur::nearest("form", names) == "from");
  CHECK(jur::nearest("county", names) == "Country");
  CHECK(jur::nearest("ie", names) == "IE");
  CHECK_FALSE(jur::nearest("US", names).has_value());
  CHECK_FALSE(jur::nearest("treaty", names).has_value());
  CHECK_FALSE(jur::nearest("", {}).has_value());
}
