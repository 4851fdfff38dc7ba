#include "lower/layout.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include <fmt/format.h>

namespace jur::lower {
namespace {

constexpr std::int64_t kUnknown8 = 0xFE;
constexpr std::int64_t kUnknown16 = 0xFFFE;

Field int_field(std::int64_t lo, std::int64_t hi) {
  Field f;
  f.kind = FieldKind::Int;
  for (const std::uint32_t bytes : {1U, 2U, 4U, 8U}) {
    const std::int64_t max = std::numeric_limits<std::int64_t>::max() >> (64 - 8 * bytes);
    f.bytes = bytes;
    f.none = -max - 1;
    f.unknown = -max;
    if (lo > f.unknown && hi <= max) break;
  }
  return f;
}

Field field_of(const core::Program& program, const core::Fact& fact) {
  Field f;
  const auto members = [&] { return program.domains[fact.domain].members.size(); };
  switch (fact.kind) {
    case core::FactKind::Bool:
      f.kind = FieldKind::Bool;
      f.unknown = kUnknown8;
      return f;
    case core::FactKind::Enum:
      f.kind = FieldKind::Enum;
      f.bytes = members() <= kUnknown8 ? 1 : 2;
      f.unknown = f.bytes == 1 ? kUnknown8 : kUnknown16;
      f.none = f.unknown + 1;
      return f;
    case core::FactKind::Int:
      return int_field(fact.lo, fact.hi);
    case core::FactKind::Date:
      f = int_field(std::numeric_limits<std::int32_t>::min() + 2, std::numeric_limits<std::int32_t>::max());
      f.kind = FieldKind::Date;
      return f;
    case core::FactKind::Set:
      f.kind = FieldKind::Set;
      f.bytes = 8;
      f.words = static_cast<std::uint32_t>((members() + 1 + 63) / 64);
      return f;
  }
  return f;
}

}  // namespace

std::optional<std::string> no_layout(const core::Program& program) {
  for (const core::Fact& fact : program.facts.all()) {
    if (fact.kind == core::FactKind::Enum && program.domains[fact.domain].members.size() > kUnknown16) {
      return fmt::format("`{}` can have more than {} values", fact.name, kUnknown16);
    }
    if (fact.kind == core::FactKind::Int && fact.lo <= std::numeric_limits<std::int64_t>::min() + 1) {
      return fmt::format("`{}` needs more than 64 bits", fact.name);
    }
  }
  return std::nullopt;
}

CaseLayout case_layout(const core::Program& program) {
  CaseLayout layout;
  for (const core::FactId f : program.facts.ids()) {
    layout.fields.push_back(field_of(program, program.facts[f]));
    layout.order.push_back(f);
  }
  std::sort(layout.order.begin(), layout.order.end(), [&](core::FactId a, core::FactId b) {
    const auto bytes = [&](core::FactId f) { return layout.fields[f.index].bytes; };
    return bytes(a) != bytes(b) ? bytes(a) > bytes(b) : a < b;
  });
  for (const core::FactId f : layout.order) {
    Field& field = layout.fields[f.index];
    field.offset = layout.size;
    layout.size += field.bytes * field.words;
    layout.align = std::max(layout.align, field.bytes);
  }
  layout.padding = (layout.align - layout.size % layout.align) % layout.align;
  if (layout.order.empty()) layout.padding = 1;
  layout.size += layout.padding;
  return layout;
}

std::vector<std::uint64_t> set_words(const Field& field, const ValueSet& s) {
  std::vector<std::uint64_t> words(field.words);
  words[0] = 1;
  for (const std::size_t m : s.members()) words[(m + 1) / 64] |= std::uint64_t{1} << ((m + 1) % 64);
  return words;
}

void pack_value(const Field& field, const core::Value& v, std::byte* at) {
  if (field.kind == FieldKind::Set) {
    const std::vector<std::uint64_t> words = v.is_unknown() ? std::vector<std::uint64_t>(field.words) : set_words(field, v.set);
    std::memcpy(at, words.data(), words.size() * 8);
    return;
  }
  const std::int64_t number = v.is_unknown() ? field.unknown : v.is_none() ? field.none : v.number;
  for (std::uint32_t i = 0; i < field.bytes; ++i) at[i] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i));
}

std::vector<std::byte> pack_case(const CaseLayout& layout, const core::Case& c) {
  std::vector<std::byte> bytes(layout.size);
  for (std::size_t i = 0; i < layout.fields.size(); ++i) {
    pack_value(layout.fields[i], c.values[i], bytes.data() + layout.fields[i].offset);
  }
  return bytes;
}

}  // namespace jur::lower
