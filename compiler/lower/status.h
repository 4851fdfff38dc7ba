// Private to lower/: the numbers of jur.h that generated code writes.
#pragma once
#include <cstdint>

namespace jur::lower {

inline constexpr std::uint32_t kOk = 0;
inline constexpr std::uint32_t kInvalid = 1;
inline constexpr std::uint32_t kIncomplete = 2;
inline constexpr std::uint32_t kImpossible = 3;
inline constexpr std::uint32_t kUnknownBit = 0x100;   // of what validate gives
inline constexpr std::uint32_t kPresumedBit = 0x200;  // of what presume gives: what is presumed is filled in
inline constexpr std::uint32_t kUnsettled = 0x400;    // likewise: unknown whether it may be; it counts as plainly unknown

inline constexpr std::uint32_t kFlagUnverified = 1;
inline constexpr std::uint32_t kFlagOpen = 2;
inline constexpr std::uint32_t kFlagBounded = 4;

inline constexpr std::uint32_t kReasonRule = 1;
inline constexpr std::uint32_t kReasonMissing = 2;
inline constexpr std::uint32_t kReasonOpen = 3;
inline constexpr std::uint32_t kReasonAccepted = 4;

inline constexpr std::uint32_t kInvalidBit = 0x80;  // of a noted word: the completion breaks an assumption
inline constexpr std::uint32_t kAnyWord = 0x7E;     // mask of all words but undetermined

}  // namespace jur::lower
