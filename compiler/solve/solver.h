// A small solver for yes/no terms and bounded whole numbers. It knows nothing of rules. Numbers are bits with exact
// sums, so that each question is a propositional one: every answer is exact, none depends on a clock.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/interval_set.h"
#include "base/step.h"
#include "base/store.h"

namespace jur::solve {

struct TermNode;
struct NumberNode;
using Term = Id<TermNode>;      // true or false
using Number = Id<NumberNode>;  // a whole number within bounds that are fixed when it is made

enum class TermOp : std::uint8_t { Const, Variable, Not, And, Or, Xor, Choose };
struct TermNode {
  TermOp op = TermOp::Const;
  std::uint32_t index = 0;  // Const: 0, 1; Variable: its place in Model::variables
  std::vector<Term> args;   // Choose: condition, then, else
};

struct NumberNode {
  std::int64_t lo = 0;
  std::int64_t hi = 0;
  std::vector<Term> bits;  // of value - lo, lowest first
};

struct Addend {
  std::int64_t factor = 1;
  Number number;
};

// A value for each variable.
struct Model {
  std::vector<bool> variables;
};
struct Unsat {};
struct GaveUp {
  std::string reason;
};
using Answer = std::variant<Model, Unsat, GaveUp>;

class Engine;

class Solver {
 public:
  // `effort` bounds the work on one question (in conflicts of the engine, not in time); 0: no bound. `step` (or null) is told
  // when the engine is at work.
  explicit Solver(std::uint32_t effort, StepPlace* step = nullptr);
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  // Terms. They are simplified, and equal terms have equal ids.
  Term constant(bool value);
  Term variable();
  Term not_(Term t);
  Term all(std::span<const Term> ts);
  Term any(std::span<const Term> ts);
  Term all(std::initializer_list<Term> ts) { return all(std::span(ts.begin(), ts.size())); }
  Term any(std::initializer_list<Term> ts) { return any(std::span(ts.begin(), ts.size())); }
  Term xor_(Term a, Term b);
  Term choose(Term condition, Term then, Term otherwise);
  Term at_least(std::size_t n, std::span<const Term> ts);

  // Numbers. Bounds must keep within ±2^61; so must those of a sum.
  Number fixed(std::int64_t value);
  Number number(std::int64_t lo, std::int64_t hi);  // any value from lo to hi
  Number sum(std::span<const Addend> addends, std::int64_t constant);
  Number sum(std::initializer_list<Addend> addends, std::int64_t constant) {
    return sum(std::span(addends.begin(), addends.size()), constant);
  }
  Number choose(Term condition, Number then, Number otherwise);
  // values[i] where `index` is i; it must keep within the table.
  Number lookup(Number index, std::span<const std::int64_t> values);
  Term in(Number n, const IntervalSet& s);
  Term equal(Number a, Number b);
  Term at_most(Number a, Number b);  // a <= b
  [[nodiscard]] const NumberNode& operator[](Number n) const { return numbers_[n]; }

  // `t` holds in every answer from now on.
  void require(Term t);
  // Is there a model of what is required in which all of `assumptions` hold?
  [[nodiscard]] Answer check(std::span<const Term> assumptions);
  [[nodiscard]] Answer check(std::initializer_list<Term> assumptions) {
    return check(std::span(assumptions.begin(), assumptions.size()));
  }

  // Some of the assumptions that cannot hold together; nothing where they can, or where the engine gives up.
  [[nodiscard]] std::optional<std::vector<Term>> refute(std::span<const Term> assumptions);
  // The model with `wanted` made true by setting variables, where that is plain to see and all of `terms` then hold.
  [[nodiscard]] std::optional<Model> adjust(const Model& m, Term wanted, std::span<const Term> terms) const;

  // What each question from now on says: an SMT-LIB script of the terms, with the answer that was given in its last line,
  // `; expect: sat` (or unsat, unknown). Any solver can check it.
  using Recorder = std::function<void(const std::string& script)>;
  void record(Recorder recorder) { recorder_ = std::move(recorder); }
  // The same of what was settled without the engine; nothing where nobody records. That `t` cannot hold:
  void record_never(Term t) const;
  // That each can hold alone, as one script with a question for each; the last line is the answer to all of them.
  void record_each(std::span<const Term> ts) const;

  [[nodiscard]] bool value(const Model& m, Term t) const;
  [[nodiscard]] std::int64_t value(const Model& m, Number n) const;
  [[nodiscard]] std::size_t questions() const { return questions_; }

 private:
  using Bits = std::vector<Term>;
  Term intern(TermNode node);
  Term junction(TermOp op, std::span<const Term> ts);
  Term inside(const NumberNode& n, const IntervalSet& s, std::size_t bits, std::int64_t base);
  Term at_most(const Bits& a, const Bits& b);
  Term select(const Bits& index, std::size_t bits, std::span<const std::int64_t> values, std::size_t at);
  Bits add(const Bits& a, const Bits& b);
  Bits offset(const NumberNode& n, std::int64_t by);
  Number make(std::int64_t lo, std::int64_t hi, Bits bits);
  std::int32_t literal(Term t);
  // Terms that a question on `roots` is about: theirs, and those of what is required of their variables, and so on.
  [[nodiscard]] std::size_t reach(std::span<const Term> roots) const;
  // An engine fit for the question, or the answer to all questions: what is required cannot hold together, or that stays open.
  std::optional<Answer> prepare(std::span<const Term> assumptions);
  Answer find_base();
  void restart();
  void tell(Term t);
  Answer ask(std::span<const std::int32_t> literals);
  [[nodiscard]] bool value(const Model& m, Term t, std::vector<std::int8_t>& known) const;
  bool force(Model& m, Term t, bool truth) const;
  std::vector<std::pair<std::int32_t, Term>> literals_of(std::span<const Term> assumptions);
  Answer answer(std::span<const Term> assumptions);
  [[nodiscard]] std::string script(std::span<const Term> assumptions, const Answer& answer) const;
  [[nodiscard]] std::string definitions(std::span<const Term> roots) const;  // and what is required

  Store<Term, TermNode> terms_;
  Store<Number, NumberNode> numbers_;
  std::map<std::tuple<TermOp, std::uint32_t, std::vector<Term>>, Term> interned_;
  std::vector<Term> variables_;
  std::vector<Term> required_;
  std::vector<std::vector<std::size_t>> required_of_;  // by variable: places in required_
  std::optional<Model> base_;                          // of all that is required
  std::uint32_t effort_;
  StepPlace* step_;
  std::size_t questions_ = 0;
  Recorder recorder_;
  std::unique_ptr<Engine> engine_;
  std::vector<std::int32_t> literals_;  // by term; 0: the engine does not know it yet
  std::vector<char> told_;              // by place in required_: the engine knows it
  std::vector<std::size_t> untold_;     // places in required_: of variables that the engine knows by now
};

}  // namespace jur::solve
