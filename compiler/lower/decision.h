// Private to lower/: the functions of one decision. Pointers to cases are to bytes as layout.h lays them out.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "lower/choice.h"
#include "lower/classes.h"
#include "lower/groups.h"
#include "lower/reading.h"

namespace jur::lower {

// What decides how an output's word is found where facts are unknown.
struct Spread {
  Cone cone;                              // of its word, with the assumptions linked to it
  std::vector<core::CondId> assumptions;  // those
  std::vector<core::FactId> facts;        // of the cone, that may be unknown; ascending
  // By position in `facts`: a value of each class; of a fact in `related`, of each stretch. Empty: more than kMaxCombinations.
  std::vector<std::vector<core::Value>> classes;
  std::vector<core::FactId> related;  // date facts that are compared with other dates; ascending
  std::vector<Relation> relations;    // of those
  // Some case may have more than kMaxCombinations combinations.
  [[nodiscard]] bool bounded(const core::Program& program) const;
  [[nodiscard]] std::optional<std::size_t> place_of(core::FactId related_fact) const;  // in `related`
  // The same completions are gone through; the cones may differ.
  [[nodiscard]] bool operator==(const Spread& other) const;
};
[[nodiscard]] Spread spread_of(const core::Program& program, Cone cone);

// One reading in memory, as generated code keeps it while it goes through completions.
struct Record {
  // 32-bit words and 64-bit days: Reading, and the words left.
  static constexpr unsigned kWord = 0, kFlags = 1, kAccepted = 2, kHours = 3, kDeadline = 4, kStart = 5, kUntil = 6,
                            kPossible = 7, kDuty = 8;
};

// Which facts run through their classes in this case, and how many combinations that makes.
struct Wheel {
  Value* days;                                // the lists that `days` makes; null where no fact is related
  std::vector<Value*> counts;                 // 32 bits: 1 where the fact is known
  std::vector<Value*> open;                   // unknown
  std::vector<llvm::GlobalVariable*> tables;  // of the classes' representatives; null where they are too many
  Value* total;                               // 32 bits, no more than kMaxCombinations
  Value* exact;                               // there are no more
};

// Tables of pairs: a rule's name and citation, an acceptance's reason and to whom it refers. Null where there are none.
struct ReasonTexts {
  llvm::StructType* type;
  llvm::GlobalVariable* rules = nullptr;
  llvm::GlobalVariable* acceptances = nullptr;
};

// Lists of days in memory, one a related fact: how many, whether there were more, then the days; 32 bits each.
inline constexpr std::uint32_t kMaxDays = 510;
inline constexpr std::uint32_t kListWords = kMaxDays + 2;

// What the code of one output reads, by the functions of its own: emit_reading, emit_rules.
struct Own {
  Value* reading;
  Value* rules;
};

// Outputs that go through the same completions share their code.
struct Kind {
  std::size_t first = 0;                // one of them
  llvm::Function* days = nullptr;       // null where no fact is related
  llvm::Function* last_days = nullptr;  // null where no such fact is presumed
  llvm::Function* completions = nullptr;
};

class Decision {
 public:
  // `conduct`: of the program of groups.
  Decision(Unit& unit, Unit& conduct, const Groups& groups, const Choice& choice);
  Lowered emit();  // everything

 private:
  // facts.cpp
  // int32 (case): 0, or the status of the first fault, with kUnknownBit set where a fact is unknown.
  llvm::Function* emit_validate();
  // True: validate would give 0. False says nothing.
  Value* plainly_valid(Builder& b, Value* at);
  Value* is_unknown(Builder& b, Value* at, core::FactId f);
  void store_value(Builder& b, Value* at, core::FactId f, const core::Value& v);
  void copy_field(Builder& b, Value* from, Value* to, core::FactId f);
  void copy_case(Builder& b, Value* from, Value* to);

  // words.cpp
  // int32 (case, verdict): the verdict of a complete case.
  llvm::Function* emit_complete();
  // Writes the verdicts of outputs `first` to `end` of a complete case.
  void write_outputs(Frame& facts, Value* verdict, std::size_t first, std::size_t end);
  llvm::Function* emit_part(std::size_t first, std::size_t end);  // void (case, verdict): a function for it
  // void (completion, case, record), and what its word reads. Of the case it matters what is unknown.
  llvm::Function* emit_reading(std::size_t output, Cone& cone);
  // void (completion, bits): sets the bits of the rules behind the word.
  llvm::Function* emit_rules(std::size_t output);
  // The fields of a jur_verdict, in its order; some are wider than there.
  std::vector<Value*> verdict_fields(Builder& b, const Reading& r, Value* possible);
  // Makes verdicts_, by key of the index, and words_; null where verdicts rest on more than signals.
  llvm::GlobalVariable* verdict_table();
  std::uint32_t verdict_stride() const;  // bytes from one of verdicts_ to the next
  void copy_verdict(Builder& b, Value* key, Value* to);
  void write_verdict(Builder& b, const Reading& r, Value* possible, Value* at);
  Value* verdict_at(Builder& b, Value* verdict, std::size_t output);
  void write_nothing(Builder& b, Value* verdict);
  Value* valid(Frame& frame, const std::vector<core::CondId>& assumptions);
  // Tells `conduct` which signals the case gives.
  void set_signals(Frame& conduct, Frame& facts, Value* at);
  // What `conduct` was asked for, in terms of the whole program.
  Cone cone_of(const Frame& conduct) const;
  // Sets the bits of the rules that apply among those of the groups whose signals are `behind`.
  void mark_rules(Builder& b, Value* at, const std::vector<Value*>& behind, Value* bits);

  // unknowns.cpp
  // int32 (case, case as given): kOk where some completion keeps the assumptions, else kImpossible; kUnsettled where that is not
  // found out and hangs on presumed facts that the given case leaves unknown.
  llvm::Function* emit_possible();
  void find_kinds();
  // void (case, record, words or null, rule bits or null, reading, rules). Words: a byte a combination, kInvalidBit set in those
  // that break an assumption.
  llvm::Function* emit_completions(const Kind& kind);
  // int32 (case, verdict): the slow way, for cases with unknown facts; gives a status.
  llvm::Function* emit_unknown();
  // void (case, scratch, verdict of the output, what presume gave, reading, rules)
  llvm::Function* emit_unknown_word(const Kind& kind);
  // Code that goes through the outputs in their order, many of one kind by a loop.
  void each_output(Builder& b, const std::function<void(std::size_t kind, Value* output, const Own& own)>& body);
  // int32 (case, scratch): copies, presumes what is presumed; kPresumedBit, kUnsettled or a status.
  llvm::Function* emit_presume();
  Wheel start_wheel(Builder& b, Value* at, const Spread& spread, llvm::Function* days, bool tables);
  void turn_wheel(Builder& b, const Wheel& wheel, const Spread& spread, Value* index, Value* at);
  void store_candidate(Builder& b, Value* at, core::FactId f, llvm::GlobalVariable* table, Value* index);
  llvm::GlobalVariable* candidate_table(core::FactId f, const std::vector<core::Value>& values);
  void emit_open(Builder& b, const Kind& kind, const Own& own, Value* scratch, Value* given, Value* word,
                 const std::function<void(core::FactId)>& found);

  // unknown_days.cpp
  // void (case, lists): of each related fact the days that stand for all it can be; of a known one that day. With `last`: the
  // last days on which some answer is given.
  llvm::Function* emit_days(const Spread& spread, bool last = false);
  llvm::Function* emit_push();
  Value* least_day(Builder& b, const core::DateTerm& term, Value* bound);

  // decide.cpp, columns.cpp, reasons.cpp, manifest.cpp
  void emit_decide();
  llvm::Function* emit_otherwise();
  void emit_decide_many();
  // Whether many cases are decided together, by the index.
  bool joins_columns() const;
  void emit_decide_columns();
  void name_vectors(Lowered& about) const;
  Value* all_valid(Builder& b, const Values& values);
  // gathered.cpp
  llvm::Function* emit_gathered();
  // The pointers that lie at `at`.
  std::vector<Value*> pointers_in(Builder& b, Value* at, std::size_t count);
  // Brings near what the cases behind the i-th will need; both numbers are as wide as pointers.
  void prefetch_ahead(Builder& b, Value* cases, Value* i, Value* count);
  // By byte of keys, the words of an output in as many bytes.
  llvm::GlobalVariable* words_by_byte(std::size_t output);
  // lookups.cpp: the same, for processors that look bytes up in vector registers.
  bool looks_up() const;
  bool looks_up_structs() const;
  llvm::Function* emit_many_looked_up();
  llvm::Function* emit_columns_looked_up(llvm::Function* gathered);
  std::uint32_t emit_reasons();  // gives the most that one case can have
  llvm::Function* emit_differs();
  llvm::Function* emit_push_reason();
  llvm::Function* emit_output_reasons(const Kind& kind, const ReasonTexts& texts);
  ReasonTexts reason_texts();
  void emit_missing(Builder& b, const Kind& kind, Value* scratch, Value* words, Value* record,
                    const std::function<void(core::FactId)>& found);
  void emit_manifest(const Lowered& about);

  Unit& u;
  Unit& q;
  const Groups& groups_;
  Index* index_;  // null for straight-line code
  const Choice& choice_;
  const core::Program& p;
  bool any_optional_ = false;
  std::vector<core::FactId> presumed_;
  llvm::StructType* record_;
  std::vector<Spread> spreads_;  // by output
  llvm::Function* validate_ = nullptr;
  llvm::Function* complete_ = nullptr;
  llvm::Function* possible_ = nullptr;
  std::vector<core::FactId> assumed_;  // Lowered::assumed
  bool unsettled_ = false;             // presume_ may give kUnsettled
  llvm::Function* presume_ = nullptr;
  llvm::Function* unknown_ = nullptr;
  llvm::Function* decide_ = nullptr;
  llvm::Function* decide_many_ = nullptr;
  llvm::Function* many_looked_up_ = nullptr;     // null where there is none
  llvm::Function* columns_looked_up_ = nullptr;  // likewise
  llvm::Function* differs_ = nullptr;
  llvm::Function* push_ = nullptr;
  llvm::Function* nothing_ = nullptr;
  llvm::GlobalVariable* by_output_ = nullptr;
  llvm::Function* push_reason_ = nullptr;
  std::map<core::DateTerm, llvm::Function*> least_;
  llvm::GlobalVariable* verdicts_ = nullptr;
  std::vector<std::vector<std::uint8_t>> words_;  // by output, by key
  std::vector<llvm::Function*> readings_;         // by output
  std::vector<llvm::Function*> rules_;            // by output
  std::vector<std::uint32_t> rule_counts_;        // by output: rules that may be behind its word
  std::vector<Kind> kinds_;
  std::vector<std::size_t> kind_of_;  // by output
};

}  // namespace jur::lower
