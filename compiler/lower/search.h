// Private to lower/: code that looks for clashes in a case instead of testing every set of rules that may be one. It mends the
// size of programs in which many rules with periods meet: the sets are found as evaluate finds them, duty by duty, from the first
// open day on, and each is kept if none of its rules can be left out.
#pragma once
#include <map>
#include <memory>

#include "lower/problem.h"
#include "lower/unit.h"

namespace jur::lower {

// Sets of rules tried for one duty in the search for clashes of three rules and more: after the first number it begins anew and
// leaves out what has nothing new to tell, after the second it ends.
inline constexpr std::uint32_t kQuickSteps = 256;
inline constexpr std::uint32_t kMaxSteps = 1U << 16;

// Code for one problem. It reads and writes one piece of memory.
struct Finder {
  // The memory's fields. In: kPeriods to kWhen. Out: kMask, a bit an act; by act kAccepted, 1 + index of the lowest acceptance
  // that covers one of its clashes, and kRules, a bit a rule. The rest is the code's own.
  enum Field : unsigned {
    kPeriods,  // two 64-bit days each
    kActive,   // by place, a byte: something of what the front needs is forbidden by it
    kEffect,   // by duty, a byte
    kTouch,    // by front, a bit an act: the front's act is it or implies it
    kThrough,  // by place, a bit an act: on the place's way to what it excludes
    kWhen,     // by acceptance, a byte
    kMask,
    kAccepted,
    kRules,
    kIn,        // by rule, a byte: of the set at hand
    kBarred,    // by rule: 0 free, 1 for good, else 2 + the level on which it was tried
    kSingle,    // by rule: how many places of the front are active
    kMembers,   // the set at hand
    kPosition,  // by level: the place to try next
    kOpen,      // by level: the first open day
    kHopeless,  // duties that all rules together make hopeless
    kCount,     // how many
    kBits,      // a set of rules, a bit each, as are the next two
    kLow,       // the set at hand
    kHigh,      // and what may still be added to it
    kUseful,    // by rule, a byte: it may be of a smallest set
  };
  static constexpr std::uint32_t kWantRules = 1;
  static constexpr std::uint32_t kWantAccepted = 2;

  Problem problem;
  llvm::StructType* memory = nullptr;
  llvm::Function* code = nullptr;  // void (memory, int32 what is wanted besides kMask)
};

[[nodiscard]] Finder make_finder(Unit& u, Problem problem);

}  // namespace jur::lower
