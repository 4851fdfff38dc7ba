#include "driver/case_scanner.h"

#include <cstring>

#include "base/date.h"

namespace jur {
namespace {

using core::FactId;
using core::FactKind;

constexpr char kSeen = 1;
constexpr char kGiven = 2;

template <class Cursor>
bool next_is(Cursor& c, char wanted) {
  while (c.at != c.end && (*c.at == ' ' || *c.at == '\t' || *c.at == '\r' || *c.at == '\n')) ++c.at;
  return c.at != c.end && *c.at == wanted;
}

template <class Cursor>
bool take(Cursor& c, char wanted) {
  if (!next_is(c, wanted)) return false;
  ++c.at;
  return true;
}

template <class Cursor>
bool word(Cursor& c, std::string_view wanted) {
  if (static_cast<std::size_t>(c.end - c.at) < wanted.size() || std::string_view(c.at, wanted.size()) != wanted) return false;
  c.at += wanted.size();
  return true;
}

// A text without escapes, of printable ASCII.
template <class Cursor>
bool plain(Cursor& c, std::string_view& out) {
  if (!take(c, '"')) return false;
  const char* begin = c.at;
  while (c.at != c.end && *c.at != '"') {
    if (*c.at < ' ' || *c.at == '\\' || *c.at == 0x7F) return false;
    ++c.at;
  }
  if (c.at == c.end) return false;
  out = std::string_view(begin, static_cast<std::size_t>(c.at - begin));
  ++c.at;
  return true;
}

}  // namespace

CaseScanner::CaseScanner(const core::Program& program)
    : program_(program), layout_(lower::case_layout(program)), nodes_(1), left_out_((layout_.size + 7) / 8) {
  for (const core::Domain& d : program.domains.all()) {
    Members members;
    for (std::size_t m = 0; m < d.members.size(); ++m) members.try_emplace(d.members[m], m);
    domains_.push_back(std::move(members));
  }
  core::Case nothing;
  nothing.values.resize(program.facts.size());
  for (const FactId f : program.facts.ids()) {
    const core::Fact& fact = program.facts[f];
    members_.push_back(fact.domain.valid() ? &domains_[fact.domain.index] : nullptr);
    if (fact.fallback) nothing[f] = *fact.fallback;
    add(f);
  }
  const std::vector<std::byte> bytes = lower::pack_case(layout_, nothing);
  std::memcpy(left_out_.data(), bytes.data(), bytes.size());
}

void CaseScanner::add(FactId fact) {
  std::string_view rest = program_.facts[fact].name;
  std::uint32_t node = 0;
  while (!rest.empty()) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const std::string_view name = rest.substr(0, dot);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    std::uint32_t below = 0;
    for (const auto& [known, id] : nodes_[node].below) {
      if (known == name) below = id;
    }
    if (below == 0) {
      below = static_cast<std::uint32_t>(nodes_.size());
      nodes_[node].below.emplace_back(name, below);
      nodes_.emplace_back();
    }
    node = below;
  }
  nodes_[node].fact = fact;
  if (!program_.facts[fact].optional && !program_.facts[fact].fallback) must_.push_back(node);
}

bool CaseScanner::scan(std::string_view line, Scratch& scratch) const {
  scratch.bytes = left_out_;
  scratch.seen.assign(nodes_.size(), 0);
  Cursor c{line.data(), line.data() + line.size(), scratch};
  if (!object(c, 0)) return false;
  (void)next_is(c, '\0');
  if (c.at != c.end) return false;
  for (const std::uint32_t node : must_) {
    if ((scratch.seen[node] & kGiven) == 0) return false;
  }
  return true;
}

bool CaseScanner::object(Cursor& c, std::uint32_t node) const {
  if (!take(c, '{')) return false;
  if (take(c, '}')) return true;
  const auto& below = nodes_[node].below;
  std::size_t guess = 0;
  do {
    std::string_view key;
    if (!plain(c, key) || !take(c, ':')) return false;
    std::size_t tries = 0;
    for (; tries < below.size() && below[guess].first != key; ++tries) guess = guess + 1 == below.size() ? 0 : guess + 1;
    if (tries == below.size()) return false;
    const std::uint32_t child = below[guess].second;
    if (c.scratch.seen[child] != 0) return false;
    c.scratch.seen[child] = kSeen;
    if (!value(c, child)) return false;
  } while (take(c, ','));
  return take(c, '}');
}

bool CaseScanner::value(Cursor& c, std::uint32_t node) const {
  if (next_is(c, 'n')) return word(c, "null");
  const FactId fact = nodes_[node].fact;
  if (!fact.valid()) return object(c, node);
  c.scratch.seen[node] |= kGiven;
  const lower::Field& field = layout_.fields[fact.index];
  switch (program_.facts[fact].kind) {
    case FactKind::Bool:
      if (word(c, "true")) {
        put(c, field, 1);
        return true;
      }
      put(c, field, 0);
      return word(c, "false");
    case FactKind::Enum:
    case FactKind::Date:
      return text(c, fact);
    case FactKind::Int:
      return next_is(c, '"') ? text(c, fact) : number(c, fact);
    case FactKind::Set:
      return set(c, fact);
  }
  return false;
}

bool CaseScanner::text(Cursor& c, FactId id) const {
  const core::Fact& fact = program_.facts[id];
  const lower::Field& field = layout_.fields[id.index];
  std::string_view found;
  if (!plain(c, found)) return false;
  if (fact.or_none && found == "none") {
    put(c, field, field.none);
    return true;
  }
  if (fact.kind == FactKind::Enum) {
    const auto it = members_[id.index]->find(found);
    if (it == members_[id.index]->end()) return false;
    put(c, field, static_cast<std::int64_t>(it->second));
    return true;
  }
  const auto day = fact.kind == FactKind::Date ? parse_date(found) : std::nullopt;
  if (!day || day->days < fact.lo || day->days > fact.hi) return false;
  put(c, field, day->days);
  return true;
}

bool CaseScanner::number(Cursor& c, FactId id) const {
  constexpr int kDigits = 18;
  const bool negative = c.at != c.end && *c.at == '-';
  if (negative) ++c.at;
  const char* begin = c.at;
  std::int64_t n = 0;
  for (; c.at != c.end && *c.at >= '0' && *c.at <= '9' && c.at - begin < kDigits; ++c.at) n = n * 10 + (*c.at - '0');
  const auto digits = c.at - begin;
  if (digits == 0 || (digits > 1 && *begin == '0')) return false;
  if (c.at != c.end && ((*c.at >= '0' && *c.at <= '9') || *c.at == '.' || *c.at == 'e' || *c.at == 'E')) return false;
  if (negative) n = -n;
  const core::Fact& fact = program_.facts[id];
  if (n < fact.lo || n > fact.hi) return false;
  put(c, layout_.fields[id.index], n);
  return true;
}

bool CaseScanner::set(Cursor& c, FactId id) const {
  const lower::Field& field = layout_.fields[id.index];
  std::uint64_t* words = c.scratch.bytes.data() + field.offset / 8;
  for (std::uint32_t w = 0; w < field.words; ++w) words[w] = w == 0 ? 1 : 0;
  if (!take(c, '[')) return false;
  if (take(c, ']')) return true;
  do {
    std::string_view name;
    if (!plain(c, name)) return false;
    const auto it = members_[id.index]->find(name);
    if (it == members_[id.index]->end()) return false;
    words[(it->second + 1) / 64] |= std::uint64_t{1} << ((it->second + 1) % 64);
  } while (take(c, ','));
  return take(c, ']');
}

void CaseScanner::put(Cursor& c, const lower::Field& field, std::int64_t number) const {
  auto* at = reinterpret_cast<std::byte*>(c.scratch.bytes.data()) + field.offset;
  for (std::uint32_t i = 0; i < field.bytes; ++i) at[i] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i));
}

}  // namespace jur
