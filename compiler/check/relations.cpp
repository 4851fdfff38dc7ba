#include <algorithm>
#include <array>
#include <map>

#include "check/context.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kEnums{SymbolKind::Enum};
constexpr std::array kGroups{SymbolKind::Group};
constexpr std::size_t kMostTuples = 100'000;

// One name of a tuple: an enumerator, or a group with the days of its members.
struct Place {
  std::string text;
  model::DatedSet set;
  std::vector<std::uint32_t> members;  // those that are members on some day
};

// A tuple as it stands in the source, to find one that is listed twice.
struct Written {
  IntervalSet days;
  Span span;
};
using Known = std::map<std::vector<std::string>, std::vector<Written>>;

std::optional<Place> check_place_of(Context& c, model::ModuleId from, NodeRef path, model::EnumId column) {
  if (path.broken()) return std::nullopt;
  const std::size_t size = c.program.enums[column].members.size();
  const std::string text = path_text(path);
  const auto group = c.peek(from, text, kGroups);
  const auto member = peek_member(c, column, text);
  Place out;
  if (group && member) {
    c.sink
        .report(Code::AmbiguousName, path.span(), text,
                fmt::format("a group and a `{}` have this name", c.program.enums[column].name))
        .label(group->span, "the group")
        .label(c.program.enums[column].members[*member].span, "the enumerator")
        .help(fmt::format("write `{}.{}` for the enumerator", c.program.enums[column].name, text));
    return std::nullopt;
  }
  if (group) {
    const model::Group& g = c.program.groups[model::GroupId(group->index)];
    if (!g.of.valid()) return std::nullopt;
    if (g.of != column) {
      c.sink
          .report(Code::TypeMismatch, path.span(), fmt::format("a group of `{}`", c.program.enums[g.of].name),
                  fmt::format("a `{}` or a group of it", c.program.enums[column].name))
          .label(g.span, fmt::format("`{}` is declared here", g.name))
          .general_help(how_to_write(c, {model::TypeKind::Enum, column, {}, 0, 0}))
          .help(how_to_name_group(c, from, column));
      return std::nullopt;
    }
    out.text = text;
    out.set = g.members;
  } else {
    const auto checked = check_member(c, from, path, column);
    if (!checked) return std::nullopt;
    out.text = c.program.enums[column].members[*checked].name;
    out.set = {std::vector<IntervalSet>(size), std::vector<IntervalSet>(size)};
    out.set.days[*checked] = IntervalSet::all();
  }
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!out.set.days[i].empty()) out.members.push_back(i);
  }
  return out;
}

// The tuples that one in the source stands for, by members; both directions of a symmetric one.
class Spread {
 public:
  Spread(const std::vector<Place>& places, const IntervalSet& days, bool unverified, bool symmetric)
      : places_(places), unverified_(unverified), symmetric_(symmetric) {
    std::vector<std::uint32_t> chosen;
    choose(chosen, days, {});
  }
  struct Days {
    IntervalSet all;
    IntervalSet sure;
  };
  [[nodiscard]] const std::map<std::vector<std::uint32_t>, Days>& tuples() const { return tuples_; }

 private:
  void choose(std::vector<std::uint32_t>& chosen, const IntervalSet& days, const IntervalSet& doubtful) {
    if (days.empty()) return;
    if (chosen.size() == places_.size()) {
      add(chosen, days, doubtful);
      if (symmetric_) add({chosen[1], chosen[0]}, days, doubtful);
      return;
    }
    const Place& place = places_[chosen.size()];
    for (const std::uint32_t m : place.members) {
      chosen.push_back(m);
      choose(chosen, days.intersect(place.set.days[m]), doubtful.unite(place.set.unverified[m]));
      chosen.pop_back();
    }
  }

  void add(const std::vector<std::uint32_t>& members, const IntervalSet& days, const IntervalSet& doubtful) {
    Days& known = tuples_[members];
    known.all = known.all.unite(days);
    if (!unverified_) known.sure = known.sure.unite(days.minus(doubtful));
  }

  const std::vector<Place>& places_;
  bool unverified_;
  bool symmetric_;
  std::map<std::vector<std::uint32_t>, Days> tuples_;
};

void check_twice(Context& c, Known& known, std::vector<std::string> names, Written tuple, bool symmetric) {
  std::string text;
  for (const std::string& n : names) text += (text.empty() ? "" : ", ") + n;
  if (symmetric) std::sort(names.begin(), names.end());
  std::vector<Written>& others = known[std::move(names)];
  for (const Written& other : others) {
    if (tuple.days.intersect(other.days).empty()) continue;
    c.sink.report(Code::DuplicateMember, tuple.span, fmt::format("({})", text))
        .label(other.span, "first listed here, with days in common")
        .help("several periods of one tuple are separated by commas: `from … until …, from …`");
    return;
  }
  others.push_back(std::move(tuple));
}

// "mlat(US, EU)"
std::string tuple_text(const model::Relation& r, const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return fmt::format("{}({})", r.name, out);
}

// Those of its members' groups.
void add_marks(model::Tuple& tuple, const std::vector<Place>& places) {
  if (tuple.unverified.empty()) return;
  for (const Place& place : places) {
    for (const std::uint32_t m : tuple.members) {
      const auto found = place.set.marks.find(m);
      if (found == place.set.marks.end()) continue;
      for (model::Mark mark : found->second) {
        mark.days = mark.days.intersect(tuple.unverified);
        if (!mark.days.empty()) tuple.marks.push_back(std::move(mark));
      }
    }
  }
}

// "write one name for each column: `(COUNTRY, ROLE)`" with names that there are.
std::string tuple_words(const Context& c, const model::Relation& r) {
  std::string columns;
  for (const model::EnumId column : r.columns) {
    const bool named = column.valid() && !c.program.enums[column].members.empty();
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", named ? c.program.enums[column].members.front().name : "…");
  }
  return fmt::format("a tuple of `{}` is written `({})`", r.name, columns);
}

void check_tuple(Context& c, model::RelationId id, NodeRef node, Known& known) {
  model::Relation& r = c.program.relations[id];
  const auto paths = node.children(NodeKind::path);
  const Span names = join(node.token(TokenKind::LPAREN).span(), node.token(TokenKind::RPAREN).span());
  if (paths.size() != r.columns.size()) {
    if (c.partial(SymbolKind::Relation, id.index)) return;
    c.sink
        .report(Code::WrongArity, names, r.name,
                fmt::format("{} {} a tuple", r.columns.size(), r.columns.size() == 1 ? "name" : "names"),
                fmt::format("{} {}", paths.size(), paths.size() == 1 ? "is" : "are"))
        .label(r.span, "the relation is declared here")
        .help(tuple_words(c, r));
    return;
  }
  std::vector<Place> places;
  Written written;
  std::vector<std::string> text;
  std::size_t count = 1;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!r.columns[i].valid()) continue;
    auto place = check_place_of(c, r.module, paths[i], r.columns[i]);
    if (!place) continue;
    count = place->members.empty()                        ? 0
            : count > kMostTuples / place->members.size() ? kMostTuples + 1
                                                          : count * place->members.size();
    text.push_back(place->text);
    places.push_back(std::move(*place));
  }
  const NodeRef periods = node.child(NodeKind::periods);
  written.days = periods ? check_periods(c, periods, "this tuple") : IntervalSet::all();
  written.span = names;
  if (places.size() != paths.size()) return;
  if (count > kMostTuples) {
    c.sink.report(Code::RelationTooLarge, names, r.name, kMostTuples).help("name smaller groups, or fewer columns");
    return;
  }
  const model::Unverified own = unverified_of(node);
  const Spread spread(places, written.days, own.marked, r.symmetric);
  for (const auto& [members, days] : spread.tuples()) {
    model::Tuple tuple{members, days.all, days.all.minus(days.sure), {}, cite_of(node), names};
    if (own.marked)
      tuple.marks.push_back({model::Mark::Kind::Tuple, tuple_text(r, text), {}, own.why, tuple.cite, tuple.unverified});
    add_marks(tuple, places);
    r.tuples.push_back(std::move(tuple));
  }
  check_twice(c, known, std::move(text), std::move(written), r.symmetric);
}

void check_columns(Context& c, model::RelationId id, NodeRef d) {
  model::Relation& r = c.program.relations[id];
  for (const NodeRef path : d.children(NodeKind::path)) {
    const auto found = c.find(r.module, path, kEnums, "enum");
    r.columns.push_back(found ? model::EnumId(found->index) : model::EnumId());
  }
  const NodeRef mark = d.token(TokenKind::SYMMETRIC);
  if (!mark) return;
  const bool valid = std::all_of(r.columns.begin(), r.columns.end(), [](model::EnumId e) { return e.valid(); });
  r.symmetric = r.columns.size() == 2 && r.columns[0] == r.columns[1] && valid;
  if (r.symmetric || !valid || c.partial(SymbolKind::Relation, id.index)) return;
  const std::string columns =
      r.columns.size() != 2
          ? fmt::format("{} column{}", r.columns.size(), r.columns.size() == 1 ? "" : "s")
          : fmt::format("`{}` and `{}`", c.program.enums[r.columns[0]].name, c.program.enums[r.columns[1]].name);
  c.sink.report(Code::NotSymmetric, mark.span(), columns).help("leave out `symmetric`, or give it two columns of the same enum");
}

}  // namespace

void check_relations(Context& c) {
  each(c, NodeKind::relation_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    const model::RelationId id(*index);
    check_columns(c, id, d);
    Known known;
    for (const NodeRef tuple : d.children(NodeKind::tuple)) {
      if (!tuple.broken()) check_tuple(c, id, tuple, known);
    }
  });
}

}  // namespace jur::checking
