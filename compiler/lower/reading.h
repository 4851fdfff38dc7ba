// Private to lower/: the verdict of one act in one complete case, as straight-line code.
#pragma once
#include <set>
#include <vector>

#include "lower/conduct.h"

namespace jur::lower {

// All 64 bits where not said otherwise. `kNoEnd` and `kNoBeginning` stand for what is absent, so that the earliest of
// several completions is the least and the latest the greatest.
struct Reading {
  Value* word;      // 32 bits: jur_word
  Value* flags;     // 32 bits: JUR_FLAG_UNVERIFIED
  Value* accepted;  // 32 bits: 1 + index; 0 for none
  Value* hours;     // 32 bits: of the duty of the deadline
  Value* duty;      // 32 bits: NormId of that duty; kNoDuty for none
  Value* deadline;  // kNoEnd for none
  Value* start;     // kNoBeginning where unlimited or not known, kNoEnd where no day is left
  Value* until;     // kNoEnd where open or not known, kNoBeginning for none
};

inline constexpr std::uint32_t kNoDuty = core::NormId::kInvalid;

class Reader {
 public:
  // `given`: the case of which this is a completion; null where all facts are known.
  Reader(Conduct& conduct, Value* given) : c(conduct), u(conduct.unit()), f(conduct.frame()), b(f.b), given_(given) {}

  Value* word(core::ActId act);
  Reading read(core::ActId act);
  // By RuleId: the rule is behind the word. Null where it never is. The conduct must expect to be asked for rules.
  std::vector<Value*> rules(core::ActId act);

 private:
  struct Due {
    Value* found;
    Value* end;
    Value* known_from;
    Value* from;
    Value* until;
    Value* hours;
    Value* duty;
  };
  Due due(core::ActId act);
  // Where no ban moves it, the last day of the period does not matter: `word` need not have asked for it, and it may be unknown.
  // Where one does, the clash of the two hangs on it.
  Value* start(core::ActId act, const Due& due);
  Value* until(core::ActId act, Value* word);
  Value* known(const std::optional<core::DateTerm>& t);
  Value* last_day(core::NormId n);
  Value* constant(std::int64_t v) { return b.getInt64(static_cast<std::uint64_t>(v)); }
  Value* word_is(Value* word, core::Word w) { return b.CreateICmpEQ(word, b.getInt32(static_cast<std::uint32_t>(w))); }
  Value* norms_say(core::ActId act, core::NormKind kind);
  // The verdict rests on something unverified.
  Value* unverified(core::ActId act);
  // Rules aside that are in doubt: norm `n`, were it in effect, would speak of the act. See evaluate/reading.h.
  Value* would_speak(core::NormId n, core::ActId act);
  // True where norm `n` forbids `act` or what it implies.
  Value* forbids(core::NormId n, core::ActId act);

  Conduct& c;
  Unit& u;
  Frame& f;
  Builder& b;
  Value* given_;
  std::map<core::ActId, Value*> words_;
  std::map<std::pair<core::NormId, core::ActId>, Value*> forbids_;
};

[[nodiscard]] bool is_unverified(const core::Program& program, core::RuleId rule);
// Some verdict may rest on something unverified.
[[nodiscard]] bool has_marks(const core::Program& program);

}  // namespace jur::lower
