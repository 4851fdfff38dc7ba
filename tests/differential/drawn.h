// How often a random test drew what it is there for.
#pragma once
#include <doctest/doctest.h>

#include "random_program.h"

// Holds for the seeds of the test; with others (JUR_SEED) a tally that is too low is told and fails nothing.
#define CHECK_DRAWN(...)            \
  do {                              \
    if (jur::test::other_seeds()) { \
      WARN(__VA_ARGS__);            \
    } else {                        \
      CHECK(__VA_ARGS__);           \
    }                               \
  } while (false)
