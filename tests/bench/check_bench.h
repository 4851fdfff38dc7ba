// How long `jur check` takes on large rule sets.
#pragma once

namespace jur::bench {

// Prints a table: rules, clashing pairs as `jur check` counts them, whether a count of our own agrees, seconds, memory; then how
// long a package of 1,000 rules takes once more after one rule was edited; then how long rules with times take, many on one
// action. False where a count or a finding differs.
bool check_table();

}  // namespace jur::bench
