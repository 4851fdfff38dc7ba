// The texts of stdlib/runtime/, which travel inside the compiler.
#pragma once
#include <string_view>

namespace jur::emit {

[[nodiscard]] std::string_view runtime_header();      // jur.h
[[nodiscard]] std::string_view runtime_cpp_header();  // jur.hpp
[[nodiscard]] std::string_view es_module_text();      // decision.mjs, with @KEYS@ to fill in
[[nodiscard]] std::string_view python_module_text();  // decision.py, likewise
[[nodiscard]] std::string_view postgresql_text();     // decision_pg.c.in, likewise

}  // namespace jur::emit
