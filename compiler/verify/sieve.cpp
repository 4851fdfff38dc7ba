#include "verify/sieve.h"

#include <algorithm>

#include "evaluate/truth.h"

namespace jur::proof {

using core::CondId;

// What norms and conduct would cost to set up is not needed here.
core::Program Sieve::bare(const core::Program& program) {
  core::Program out;
  out.name = program.name;
  out.as_of = program.as_of;
  out.span = program.span;
  out.domains = program.domains;
  out.facts = program.facts;
  out.conds = program.conds;
  out.args = program.args;
  out.sets = program.sets;
  out.ranges = program.ranges;
  out.linears = program.linears;
  out.date_pairs = program.date_pairs;
  return out;
}

Sieve::Sieve(const core::Program& program, const VerifyOptions& options, Sink& sink)
    : assumptions_(program.assumptions),
      conditions_(bare(program)),
      q_(conditions_, options, sink),
      samples_(conditions_.program()) {
  for (const CondId c : used_conds(program, assumptions_)) {
    for (const core::FactId f : facts_of(program, program.conds[c])) assumed_.insert(f);
  }
}

bool Sieve::plain(const Outline& outline) const {
  const auto sides = outline.sides();
  return outline.exact() &&
         std::none_of(sides.begin(), sides.end(), [&](const Outline::Side& s) { return assumed_.contains(s.fact); });
}

bool Sieve::possible(std::vector<Literal> all) {
  const Outline outline = Outline::around(program(), all);
  if (outline.empty()) return false;
  if (plain(outline)) return true;
  for (const CondId a : assumptions_) all.emplace_back(a, true);
  return met(all) || solve(all);
}

bool Sieve::some_case(std::span<const Literal> all) {
  const Outline outline = Outline::around(program(), all);
  if (outline.empty()) return false;
  return outline.exact() || met(all) || solve(all);
}

bool Sieve::met(std::span<const Literal> all) {
  Samples::Bits left;
  left.fill(~std::uint64_t{0});
  for (const auto& [c, holds] : all) {
    const Samples::Bits bits = samples_.where(c, holds);
    bool any = false;
    for (std::size_t w = 0; w < bits.size(); ++w) any = (left[w] &= bits[w]) != 0 || any;
    if (!any) return false;
  }
  return !all.empty();
}

solve::Term Sieve::term(Literal l) {
  const solve::Term t = q_.encoder()(l.first);
  return l.second ? t : q_.solver().not_(t);
}

bool Sieve::solve(std::span<const Literal> all) {
  std::vector<solve::Term> terms;
  for (const Literal& l : all) terms.push_back(term(l));
  const solve::Answer answer = q_.solver().check(terms);
  if (q_.encoder().refused()) {
    q_.give_up("it cannot reckon with " + *q_.encoder().refused());
    return true;
  }
  if (const auto* gave_up = std::get_if<solve::GaveUp>(&answer)) {
    q_.give_up(gave_up->reason);
    return true;
  }
  const auto* model = std::get_if<solve::Model>(&answer);
  if (model == nullptr) return false;
  core::Case c = q_.encoder().read(*model);
  if (!std::all_of(all.begin(), all.end(), [&](const Literal& l) { return holds(program(), l.first, c) == l.second; }))
    q_.mismatch();
  samples_.add(std::move(c));
  return true;
}

std::vector<Sieve::Literal> Sieve::conflict(std::span<const Literal> all) {
  std::vector<Literal> left(all.begin(), all.end());
  for (std::size_t i = 0; i < left.size();) {
    std::vector<Literal> fewer = left;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (some_case(fewer)) {
      ++i;
      continue;
    }
    left = std::move(fewer);
  }
  return left;
}

}  // namespace jur::proof
