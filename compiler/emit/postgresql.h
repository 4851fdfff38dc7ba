// Private to emit/: a decision as functions of PostgreSQL.
#pragma once
#include <optional>
#include <string>

#include "emit/interface.h"

namespace jur::emit {

// Why the server cannot have it: more facts than a function can have arguments, or more verdicts than a row columns.
[[nodiscard]] std::optional<std::string> no_postgresql(const Interface& about);

// PREFIX_pg.c: to be compiled with the server's headers and linked with libPREFIX.a to PREFIX_pg.so.
[[nodiscard]] std::string postgresql_code(const Interface& about);
// PREFIX.sql: declares the functions to a database.
[[nodiscard]] std::string postgresql_script(const Interface& about);

}  // namespace jur::emit
