#include <algorithm>
#include <array>
#include <cstring>

#include "measure.h"
#include "opponents.h"
#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace jur::bench {

std::vector<Packed> pack(const std::vector<Case>& cases) {
  std::vector<Packed> out;
  for (const Case& c : cases) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(c.value[i]); };
    out.push_back({{byte(0), byte(1), byte(2)},
                   byte(3),
                   static_cast<std::uint8_t>(c.value[4] * 2 + c.value[6]),
                   0,
                   static_cast<std::uint16_t>(c.value[5])});
  }
  return out;
}

std::uint64_t sum(std::span<const std::uint64_t> numbers) {
  std::array<std::uint64_t, 16> sums{};  // as many as vectors have lanes
  std::size_t i = 0;
  for (; i + sums.size() <= numbers.size(); i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += numbers[i + k];
  }
  std::uint64_t out = 0;
  for (; i < numbers.size(); ++i) out += numbers[i];
  for (const std::uint64_t s : sums) out += s;
  return out;
}

#if defined(__AVX2__)
namespace {

using Word = std::uint64_t;
constexpr std::size_t kKinds = kCategories * 2;

const Condition* condition(const Rule& rule, Attribute a) {
  for (const Condition& c : rule.conditions) {
    if (c.attribute == a) return &c;
  }
  return nullptr;
}

bool passes(const Rule& rule, Attribute a, int value) {
  const Condition* c = condition(rule, a);
  return c == nullptr || std::find(c->values.begin(), c->values.end(), value) != c->values.end();
}

struct Days {
  std::uint16_t from = 0;
  std::uint16_t last = 0xFFFF;
};

Days days(const Rule& rule) {
  const Condition* c = condition(rule, Attribute::Date);
  if (c == nullptr) return {};
  return {static_cast<std::uint16_t>(c->from), static_cast<std::uint16_t>(std::min(c->last, 0xFFFF))};
}

// ---- bitsets ---------------------------------------------------------------------------------------------------------
struct alignas(32) Block {
  Word word[4];
};

struct Bitsets {
  std::size_t blocks;
  std::array<std::vector<Block>, 5> table;  // three countries, authority, kind
  std::vector<Block> obliging, forbidding;
  std::vector<Days> period;

  explicit Bitsets(const std::vector<Rule>& rules) : blocks((rules.size() + 255) / 256), period(blocks * 256) {
    const std::array<std::size_t, 5> values{kCountries, kCountries, kCountries, kAuthorities, kKinds};
    for (std::size_t t = 0; t < 5; ++t) table[t].resize(values[t] * blocks);
    obliging.resize(blocks);
    forbidding.resize(blocks);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Rule& rule = rules[i];
      const auto set = [&](std::vector<Block>& in, std::size_t row) {
        in[row * blocks + i / 256].word[i / 64 % 4] |= Word{1} << (i % 64);
      };
      set(rule.obliges ? obliging : forbidding, 0);
      period[i] = days(rule);
      for (std::size_t t = 0; t < 3; ++t) {
        for (int v = 0; v < kCountries; ++v) {
          if (passes(rule, static_cast<Attribute>(t), v)) set(table[t], static_cast<std::size_t>(v));
        }
      }
      for (int v = 0; v < kAuthorities; ++v) {
        if (passes(rule, Attribute::Authority, v)) set(table[3], static_cast<std::size_t>(v));
      }
      for (int v = 0; v < static_cast<int>(kKinds); ++v) {
        if (passes(rule, Attribute::Category, v / 2) && passes(rule, Attribute::Emergency, v % 2))
          set(table[4], static_cast<std::size_t>(v));
      }
    }
  }

  template <bool kStops>
  std::uint8_t decide(const Packed& c) const {
    const Block* row[5] = {&table[0][c.country[0] * blocks], &table[1][c.country[1] * blocks], &table[2][c.country[2] * blocks],
                           &table[3][c.authority * blocks], &table[4][c.kind * blocks]};
    std::uint8_t out = 0;
    for (std::size_t k = 0; k < blocks; ++k) {
      const auto at = [&](std::size_t t) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(row[t] + k)); };
      __m256i x = _mm256_and_si256(_mm256_and_si256(at(0), at(1)), at(2));
      if (_mm256_testz_si256(x, x)) continue;
      x = _mm256_and_si256(x, _mm256_and_si256(at(3), at(4)));
      if (_mm256_testz_si256(x, x)) continue;
      Block hit;
      _mm256_store_si256(reinterpret_cast<__m256i*>(&hit), x);
      for (std::size_t w = 0; w < 4; ++w) {
        Word left = hit.word[w];
        const Word obliges = obliging[k].word[w];
        const Word forbids = forbidding[k].word[w];
        while (left != 0) {
          if (kStops) left &= ((out & kObliged) != 0 ? 0 : obliges) | ((out & kForbidden) != 0 ? 0 : forbids);
          if (left == 0) break;
          const auto bit = static_cast<std::size_t>(__builtin_ctzll(left));
          left &= left - 1;
          const Days d = period[k * 256 + w * 64 + bit];
          if (c.day < d.from || c.day > d.last) continue;
          out |= (obliges >> bit & 1) != 0 ? kObliged : kForbidden;
          if (kStops && out == (kObliged | kForbidden)) return out;
        }
      }
    }
    return out;
  }
};

// ---- cells of two countries ------------------------------------------------------------------------------------------
// A rule's other conditions. `third`: 0 any, 1..250 that country, from 1000 on a set of countries.
struct Record {
  Days period;
  std::uint16_t authorities;
  std::uint8_t kinds;
  std::uint8_t effect;
  std::uint32_t third;
};

constexpr std::size_t kPairs = std::size_t{kCountries} * kCountries;
constexpr std::uint32_t kSets = 1000;
constexpr std::array<std::array<std::size_t, 2>, 3> kOthers{{{1, 2}, {0, 2}, {0, 1}}};

struct Cells {
  std::vector<std::uint32_t> start;  // three planes of pairs, then three rows of single countries
  std::vector<Record> records;
  std::vector<std::array<Word, 4>> sets;

  explicit Cells(const std::vector<Rule>& rules) {
    std::vector<std::vector<Record>> cell(3 * kPairs + 3 * kCountries);
    for (const Rule& rule : rules) enter(rule, cell);
    start.push_back(0);
    for (const auto& c : cell) {
      records.insert(records.end(), c.begin(), c.end());
      start.push_back(static_cast<std::uint32_t>(records.size()));
    }
  }

  std::uint32_t third(const Rule& rule, std::size_t axis) {
    const Condition* c = condition(rule, static_cast<Attribute>(axis));
    if (c == nullptr) return 0;
    if (c->values.size() == 1) return static_cast<std::uint32_t>(c->values[0] + 1);
    std::array<Word, 4> set{};
    for (const int v : c->values) set[static_cast<std::size_t>(v) / 64] |= Word{1} << (v % 64);
    sets.push_back(set);
    return static_cast<std::uint32_t>(kSets + sets.size() - 1);
  }

  void enter(const Rule& rule, std::vector<std::vector<Record>>& cell) {
    Record r{days(rule), 0, 0, rule.obliges ? kObliged : kForbidden, 0};
    for (int v = 0; v < kAuthorities; ++v) {
      if (passes(rule, Attribute::Authority, v)) r.authorities = static_cast<std::uint16_t>(r.authorities | 1U << v);
    }
    for (int v = 0; v < static_cast<int>(kKinds); ++v) {
      if (passes(rule, Attribute::Category, v / 2) && passes(rule, Attribute::Emergency, v % 2))
        r.kinds = static_cast<std::uint8_t>(r.kinds | 1U << v);
    }
    const auto size = [&](std::size_t axis) {
      const Condition* c = condition(rule, static_cast<Attribute>(axis));
      return c == nullptr ? std::size_t{10'000} : c->values.size();
    };
    const auto values = [&](std::size_t axis) -> const std::vector<int>& {
      return condition(rule, static_cast<Attribute>(axis))->values;
    };
    std::array<std::size_t, 3> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) < size(b); });
    if (size(order[1]) == 10'000) {
      for (const int v : values(order[0])) cell[3 * kPairs + order[0] * kCountries + static_cast<std::size_t>(v)].push_back(r);
      return;
    }
    const std::size_t plane = order[2];
    r.third = third(rule, plane);
    for (const int a : values(kOthers[plane][0])) {
      for (const int b : values(kOthers[plane][1]))
        cell[plane * kPairs + static_cast<std::size_t>(a) * kCountries + static_cast<std::size_t>(b)].push_back(r);
    }
  }

  std::size_t place(const Packed& c, std::size_t k) const {
    if (k >= 3) return 3 * kPairs + (k - 3) * kCountries + c.country[k - 3];
    return k * kPairs + std::size_t{c.country[kOthers[k][0]]} * kCountries + c.country[kOthers[k][1]];
  }

  std::uint8_t check(const Record& r, const Packed& c, std::uint8_t other) const {
    const bool fits = (c.day >= r.period.from) & (c.day <= r.period.last) & ((r.authorities >> c.authority & 1) != 0) &
                      ((r.kinds >> c.kind & 1) != 0);
    if (!fits) return 0;
    if (r.third == 0) return r.effect;
    if (r.third < kSets) return r.third == other + 1U ? r.effect : 0;
    return (sets[r.third - kSets][other / 64] >> (other % 64) & 1) != 0 ? r.effect : 0;
  }

  template <bool kStops>
  std::uint8_t decide(const Packed& c) const {
    std::array<std::uint32_t, 6> from;
    std::array<std::uint32_t, 6> to;
    for (std::size_t k = 0; k < 6; ++k) {
      const std::size_t at = place(c, k);
      from[k] = start[at];
      to[k] = start[at + 1];
    }
    return look<kStops>(c, from, to);
  }

  template <bool kStops>
  std::uint8_t look(const Packed& c, const std::array<std::uint32_t, 6>& from, const std::array<std::uint32_t, 6>& to) const {
    std::uint8_t out = 0;
    for (std::size_t k = 0; k < 6; ++k) {
      const std::uint8_t other = k < 3 ? c.country[k] : 0;
      for (std::uint32_t i = from[k]; i < to[k]; ++i) {
        out |= check(records[i], c, other);
        if (kStops && out == (kObliged | kForbidden)) return out;
      }
    }
    return out;
  }

  template <bool kStops>
  void batch(std::span<const Packed> cases, std::uint8_t* out) const {
    constexpr std::size_t kBatch = 32;
    std::array<std::array<std::uint32_t, 6>, kBatch> from;
    std::array<std::array<std::uint32_t, 6>, kBatch> to;
    for (std::size_t i = 0; i < cases.size(); i += kBatch) {
      const std::size_t n = std::min(kBatch, cases.size() - i);
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < 3; ++k)
          _mm_prefetch(reinterpret_cast<const char*>(&start[place(cases[i + j], k)]), _MM_HINT_T0);
      }
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < 6; ++k) {
          const std::size_t at = place(cases[i + j], k);
          from[j][k] = start[at];
          to[j][k] = start[at + 1];
          if (from[j][k] < to[j][k]) {
            _mm_prefetch(reinterpret_cast<const char*>(&records[from[j][k]]), _MM_HINT_T0);
            _mm_prefetch(reinterpret_cast<const char*>(&records[to[j][k] - 1]), _MM_HINT_T0);
          }
        }
      }
      for (std::size_t j = 0; j < n; ++j) out[i + j] = look<kStops>(cases[i + j], from[j], to[j]);
    }
  }
};

template <class Index, class Decide>
Opponent each(const std::string& name, const std::shared_ptr<const Index>& index, Decide decide) {
  return {name, true,
          [index = index.get(), decide](std::span<const Packed> cases, std::uint8_t* out) {
            for (std::size_t i = 0; i < cases.size(); ++i) out[i] = decide(*index, cases[i]);
          },
          index};
}

}  // namespace

std::vector<Opponent> table_opponents(const std::vector<Rule>& rules) {
  std::vector<Opponent> out;
  if (!__builtin_cpu_supports("avx2")) return out;
  if (rules.size() <= 20'000) {
    const auto bitsets = std::make_shared<const Bitsets>(rules);
    out.push_back(each("bitsets", bitsets, [](const Bitsets& b, const Packed& c) { return b.decide<false>(c); }));
    out.push_back(each("bitsets, stops", bitsets, [](const Bitsets& b, const Packed& c) { return b.decide<true>(c); }));
  }
  const auto cells = std::make_shared<const Cells>(rules);
  out.push_back(each("cells", cells, [](const Cells& x, const Packed& c) { return x.decide<false>(c); }));
  out.push_back(each("cells, stops", cells, [](const Cells& x, const Packed& c) { return x.decide<true>(c); }));
  const auto batch = [cells](bool stops) {
    return Opponent{stops ? "cells, batch, stops" : "cells, batch", false,
                    [x = cells.get(), stops](std::span<const Packed> cases, std::uint8_t* to) {
                      stops ? x->batch<true>(cases, to) : x->batch<false>(cases, to);
                    },
                    cells};
  };
  out.push_back(batch(false));
  out.push_back(batch(true));
  return out;
}

#else
std::vector<Opponent> table_opponents(const std::vector<Rule>&) { return {}; }
#endif

}  // namespace jur::bench
