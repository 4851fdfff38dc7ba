#include <algorithm>
#include <bit>

#include "solve/solver.h"

namespace jur::solve {
namespace {

std::size_t width_of(std::int64_t span) { return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(span))); }

}  // namespace

Number Solver::make(std::int64_t lo, std::int64_t hi, Bits bits) {
  bits.resize(width_of(hi - lo), constant(false));
  return numbers_.add({lo, hi, std::move(bits)});
}

Number Solver::fixed(std::int64_t value) { return make(value, value, {}); }

Number Solver::number(std::int64_t lo, std::int64_t hi) {
  Bits bits;
  for (std::size_t i = width_of(hi - lo); i > 0; --i) bits.push_back(variable());
  Bits limit;
  for (std::size_t i = 0; i < bits.size(); ++i) limit.push_back(constant(((static_cast<std::uint64_t>(hi - lo) >> i) & 1U) != 0));
  require(at_most(bits, limit));
  return make(lo, hi, std::move(bits));
}

Solver::Bits Solver::add(const Bits& a, const Bits& b) {
  Bits out;
  Term carry = constant(false);
  const Term zero = constant(false);
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const Term x = i < a.size() ? a[i] : zero;
    const Term y = i < b.size() ? b[i] : zero;
    const Term half = xor_(x, y);
    out.push_back(xor_(half, carry));
    carry = choose(half, carry, x);
  }
  out.push_back(carry);
  return out;
}

Solver::Bits Solver::offset(const NumberNode& n, std::int64_t by) {
  Bits constant_bits;
  for (std::uint64_t rest = static_cast<std::uint64_t>(by); rest != 0; rest >>= 1)
    constant_bits.push_back(constant((rest & 1U) != 0));
  return add(n.bits, constant_bits);
}

Number Solver::sum(std::span<const Addend> addends, std::int64_t constant_part) {
  std::int64_t lo = constant_part;
  std::int64_t hi = constant_part;
  Bits total;
  for (const Addend& a : addends) {
    const NumberNode n = numbers_[a.number];
    const bool negative = a.factor < 0;
    lo += a.factor * (negative ? n.hi : n.lo);
    hi += a.factor * (negative ? n.lo : n.hi);
    // factor × value - its least value is |factor| × (value - lo), or |factor| × (hi - value) where the factor is negative.
    Bits part = n.bits;
    if (negative) {
      for (Term& t : part) t = not_(t);
      // The complement is 2^w - 1 - bits: take off what 2^w - 1 exceeds hi - lo by.
      const std::int64_t excess = (std::int64_t{1} << part.size()) - 1 - (n.hi - n.lo);
      if (excess > 0) {
        const std::size_t width = part.size();
        part = offset({0, 0, part}, (std::int64_t{1} << width) - excess);
        part.resize(width, constant(false));
      }
    }
    std::uint64_t factor = negative ? static_cast<std::uint64_t>(-a.factor) : static_cast<std::uint64_t>(a.factor);
    for (std::size_t shift = 0; factor != 0; factor >>= 1, ++shift) {
      if ((factor & 1U) == 0) continue;
      Bits shifted(shift, constant(false));
      shifted.insert(shifted.end(), part.begin(), part.end());
      total = add(total, shifted);
    }
  }
  return make(lo, hi, std::move(total));
}

Number Solver::choose(Term condition, Number then, Number otherwise) {
  const NumberNode a = numbers_[then];
  const NumberNode b = numbers_[otherwise];
  const std::int64_t lo = std::min(a.lo, b.lo);
  Bits x = offset(a, a.lo - lo);
  Bits y = offset(b, b.lo - lo);
  const std::size_t width = std::max(x.size(), y.size());
  x.resize(width, constant(false));
  y.resize(width, constant(false));
  for (std::size_t i = 0; i < width; ++i) x[i] = choose(condition, x[i], y[i]);
  return make(lo, std::max(a.hi, b.hi), std::move(x));
}

// Bit `at` of the value that the low `bits` of the index choose.
Term Solver::select(const Bits& index, std::size_t bits, std::span<const std::int64_t> values, std::size_t at) {
  if (values.empty()) return constant(false);
  if (bits == 0) return constant(((static_cast<std::uint64_t>(values[0]) >> at) & 1U) != 0);
  const std::size_t half = std::min(values.size(), std::size_t{1} << (bits - 1));
  const Term low = select(index, bits - 1, values.first(half), at);
  if (half == values.size()) return low;
  return choose(index[bits - 1], select(index, bits - 1, values.subspan(half), at), low);
}

Number Solver::lookup(Number index, std::span<const std::int64_t> values) {
  const NumberNode node = numbers_[index];
  std::vector<std::int64_t> used(values.begin() + node.lo, values.begin() + node.hi + 1);
  const auto [lo, hi] = std::minmax_element(used.begin(), used.end());
  const std::int64_t least = *lo;
  const std::int64_t most = *hi;
  for (std::int64_t& v : used) v -= least;
  Bits out;
  for (std::size_t i = 0; i < width_of(most - least); ++i) out.push_back(select(node.bits, node.bits.size(), used, i));
  return make(least, most, std::move(out));
}

// The numbers whose bits from `bits` on are those of `base`.
Term Solver::inside(const NumberNode& n, const IntervalSet& s, std::size_t bits, std::int64_t base) {
  const std::int64_t first = n.lo + base;
  const std::int64_t last = std::min(n.hi, first + (std::int64_t{1} << bits) - 1);
  const IntervalSet cut = s.intersect(IntervalSet::of(first, last));
  if (cut.empty()) return constant(false);
  if (cut == IntervalSet::of(first, last)) return constant(true);
  const Term low = inside(n, cut, bits - 1, base);
  const Term high = inside(n, cut, bits - 1, base + (std::int64_t{1} << (bits - 1)));
  return choose(n.bits[bits - 1], high, low);
}

Term Solver::in(Number n, const IntervalSet& s) {
  const NumberNode node = numbers_[n];
  return inside(node, s, node.bits.size(), 0);
}

Term Solver::at_most(const Bits& a, const Bits& b) {
  Term result = constant(true);
  const Term zero = constant(false);
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const Term x = i < a.size() ? a[i] : zero;
    const Term y = i < b.size() ? b[i] : zero;
    result = choose(xor_(x, y), y, result);
  }
  return result;
}

Term Solver::at_most(Number a, Number b) {
  const NumberNode x = numbers_[a];
  const NumberNode y = numbers_[b];
  if (x.hi <= y.lo) return constant(true);
  if (x.lo > y.hi) return constant(false);
  const std::int64_t lo = std::min(x.lo, y.lo);
  return at_most(offset(x, x.lo - lo), offset(y, y.lo - lo));
}

Term Solver::equal(Number a, Number b) {
  const NumberNode x = numbers_[a];
  const NumberNode y = numbers_[b];
  if (x.hi < y.lo || x.lo > y.hi) return constant(false);
  const std::int64_t lo = std::min(x.lo, y.lo);
  Bits p = offset(x, x.lo - lo);
  Bits q = offset(y, y.lo - lo);
  const std::size_t width = std::max(p.size(), q.size());
  p.resize(width, constant(false));
  q.resize(width, constant(false));
  std::vector<Term> same;
  for (std::size_t i = 0; i < width; ++i) same.push_back(not_(xor_(p[i], q[i])));
  return all(same);
}

std::int64_t Solver::value(const Model& m, Number n) const {
  const NumberNode& node = numbers_[n];
  std::int64_t out = node.lo;
  for (std::size_t i = 0; i < node.bits.size(); ++i) {
    if (value(m, node.bits[i])) out += std::int64_t{1} << i;
  }
  return out;
}

}  // namespace jur::solve
