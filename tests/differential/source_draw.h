// Draws the parts of a random form. Private to the random source programs.
#pragma once
#include "source_random.h"

namespace jur::test::form {

class Draw {
 public:
  Draw(Random& random, const Kit& kit, const Form& form) : r_(random), kit_(kit), f_(form) {}

  [[nodiscard]] std::vector<std::int64_t> pool();  // days for a form
  [[nodiscard]] std::int64_t day() { return f_.days[r_.below(f_.days.size())]; }
  [[nodiscard]] Periods periods(bool several);  // none to two, in order
  [[nodiscard]] Value value(const Type& type, bool or_none);
  [[nodiscard]] Group group(std::size_t of, std::size_t depth, std::size_t groups);
  // A condition; it may name the first `defines` defines, and `params`.
  [[nodiscard]] Expr condition(std::size_t depth, const std::vector<Param>& params, std::size_t defines);
  [[nodiscard]] Expr condition(const std::vector<Param>& params = {}) { return condition(kit_.depth, params, f_.defines.size()); }
  // One that hangs on a fact.
  [[nodiscard]] Expr of_facts(const std::vector<Param>& params);
  [[nodiscard]] Expr date(const std::vector<Param>& params, bool steps);
  [[nodiscard]] Duration length();

 private:
  [[nodiscard]] std::vector<Expr> places(Kind kind, std::size_t of, const std::vector<Param>& params) const;
  [[nodiscard]] Expr any_place(Kind kind, std::size_t of, const std::vector<Param>& params);  // op Yes where there is none
  [[nodiscard]] Expr choice(std::size_t of, const std::vector<Param>& params);
  [[nodiscard]] Expr set(std::size_t of, const std::vector<Param>& params, bool literal);
  [[nodiscard]] Expr number(const std::vector<Param>& params);
  [[nodiscard]] Expr quantified(std::size_t of, const std::vector<Param>& params, bool none);
  [[nodiscard]] Expr atom(const std::vector<Param>& params, std::size_t defines);
  [[nodiscard]] Expr membership(std::size_t of, const std::vector<Param>& params);
  [[nodiscard]] Expr relation(const std::vector<Param>& params);
  [[nodiscard]] Expr call(const std::vector<Param>& params, std::size_t defines);
  [[nodiscard]] Expr truth(const std::vector<Param>& params);
  void maybe_on(Expr& e, const std::vector<Param>& params);

  Random& r_;
  Kit kit_;
  const Form& f_;
};

}  // namespace jur::test::form
