#include <array>
#include <map>

#include "check/clauses.h"
#include "check/context.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kGroups{SymbolKind::Group};

model::DatedSet nobody(std::size_t members) { return {std::vector<IntervalSet>(members), std::vector<IntervalSet>(members)}; }

// The marks of `from` on days that are unverified in `out`.
void keep_marks(model::DatedSet& out, const model::DatedSet& from) {
  for (const auto& [member, marks] : from.marks) {
    for (model::Mark mark : marks) {
      mark.days = mark.days.intersect(out.unverified[member]);
      if (!mark.days.empty()) out.marks[member].push_back(std::move(mark));
    }
  }
}

// On a day that two sets give, the one that is verified counts.
model::DatedSet either(const model::DatedSet& a, const model::DatedSet& b) {
  model::DatedSet out = nobody(a.days.size());
  for (std::size_t i = 0; i < a.days.size(); ++i) {
    const IntervalSet sure = a.days[i].minus(a.unverified[i]).unite(b.days[i].minus(b.unverified[i]));
    out.days[i] = a.days[i].unite(b.days[i]);
    out.unverified[i] = out.days[i].minus(sure);
  }
  keep_marks(out, a);
  keep_marks(out, b);
  return out;
}

model::DatedSet both(const model::DatedSet& a, const model::DatedSet& b) {
  model::DatedSet out = nobody(a.days.size());
  for (std::size_t i = 0; i < a.days.size(); ++i) {
    out.days[i] = a.days[i].intersect(b.days[i]);
    out.unverified[i] = out.days[i].intersect(a.unverified[i].unite(b.unverified[i]));
  }
  keep_marks(out, a);
  keep_marks(out, b);
  return out;
}

model::DatedSet without(const model::DatedSet& a, const model::DatedSet& b) {
  model::DatedSet out = nobody(a.days.size());
  for (std::size_t i = 0; i < a.days.size(); ++i) {
    out.days[i] = a.days[i].minus(b.days[i]);
    out.unverified[i] = out.days[i].intersect(a.unverified[i]);
  }
  keep_marks(out, a);
  return out;
}

model::Mark mark_of(NodeRef item) {
  model::Mark out;
  out.why = unverified_of(item).why;
  out.cite = cite_of(item);
  return out;
}

// The member is unverified on these days, because of the mark.
void doubt(const Context& c, model::EnumId of, model::DatedSet& out, std::uint32_t member, model::Mark mark,
           const IntervalSet& days) {
  mark.what = c.program.enums[of].members[member].name;
  mark.days = days;
  out.unverified[member] = out.unverified[member].unite(days);
  out.marks[member].push_back(std::move(mark));
}

// Names between braces, gathered until their last period: `DE from … until …, from …` or `FR, IT from …`.
class Braces {
 public:
  Braces(Context& c, model::ModuleId from, model::EnumId of)
      : c_(c), from_(from), of_(of), out_(nobody(c.program.enums[of].members.size())) {}

  void item(NodeRef node) {
    const NodeRef path = node.child(NodeKind::path);
    const NodeRef period = node.child(NodeKind::period);
    if (path) name(path);
    if (period) dated(node, period);
    if (const model::Mark mark = mark_of(node); node.child(NodeKind::unverified) && !period) {
      for (Name& n : names_) {
        if (!n.mark) n.mark = mark;
      }
    }
  }

  model::DatedSet finish() {
    close();
    return std::move(out_);
  }

 private:
  struct Name {
    std::optional<std::uint32_t> member;
    std::optional<model::Mark> mark;
    std::string text;
  };
  struct Period {
    IntervalSet days;
    Span span;
    std::optional<model::Mark> mark;
  };

  void name(NodeRef path) {
    if (!periods_.empty()) close();
    Name n;
    n.member = member(path);
    n.text = path_text(path);
    if (n.member) {
      const auto [first, fresh] = seen_.emplace(*n.member, path.span());
      if (!fresh) {
        c_.sink.report(Code::DuplicateMember, path.span(), path_text(path))
            .label(first->second, "first listed here")
            .help(
                fmt::format("a further period of the same name follows its first: `{} from … until …, from …`", path_text(path)));
        n.member.reset();
      }
    }
    names_.push_back(n);
  }

  std::optional<std::uint32_t> member(NodeRef path) {
    const std::string text = path_text(path);
    const auto group = c_.peek(from_, text, kGroups);
    if (!group || peek_member(c_, of_, text)) return check_member(c_, from_, path, of_);
    c_.sink.report(Code::WrongKind, path.span(), text, "a group", fmt::format("a `{}`", c_.program.enums[of_].name))
        .label(group->span, fmt::format("`{}` is declared here", text))
        .help(fmt::format("groups are joined outside the braces: `{} or {{ … }}`", text));
    return std::nullopt;
  }

  void dated(NodeRef item, NodeRef period) {
    if (names_.empty()) {
      c_.sink.report(Code::MisplacedClause, period.span(), "this period belongs to no name")
          .help("a period follows the names that it dates");
      return;
    }
    const std::size_t before = c_.mistakes();
    const IntervalSet days = check_periods(c_, period, "a member");
    if (c_.mistakes() > before) return;
    for (const Period& other : periods_) {
      if (days.intersect(other.days).empty()) continue;
      c_.sink.report(Code::OverlappingPeriods, period.span(), dated_names())
          .label(other.span, "this period has days in common with it")
          .help("`until` includes its day: the next period begins on the day after");
      break;
    }
    const bool marked = static_cast<bool>(item.child(NodeKind::unverified));
    periods_.push_back({days, period.span(), marked ? std::optional(mark_of(item)) : std::nullopt});
  }

  [[nodiscard]] std::string dated_names() const {
    std::string out;
    for (std::size_t i = 0; i < names_.size(); ++i)
      out += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == names_.size() ? " and " : ", ", names_[i].text);
    return out;
  }

  void close() {
    for (const Name& n : names_) {
      if (!n.member) continue;
      IntervalSet& days = out_.days[*n.member];
      if (periods_.empty()) days = IntervalSet::all();
      for (const Period& p : periods_) {
        days = days.unite(p.days);
        if (p.mark) doubt(c_, of_, out_, *n.member, *p.mark, p.days);
      }
      if (n.mark) doubt(c_, of_, out_, *n.member, *n.mark, days);
    }
    names_.clear();
    periods_.clear();
  }

  Context& c_;
  model::ModuleId from_;
  model::EnumId of_;
  model::DatedSet out_;
  std::vector<Name> names_;
  std::vector<Period> periods_;
  std::map<std::uint32_t, Span> seen_;
};

model::DatedSet named_set(Context& c, model::ModuleId from, NodeRef path, model::EnumId of) {
  const std::size_t size = c.program.enums[of].members.size();
  const std::string text = path_text(path);
  if (!c.peek(from, text, kGroups) && peek_member(c, of, text)) {
    c.sink.report(Code::WrongKind, path.span(), text, fmt::format("a `{}`", c.program.enums[of].name), "a group")
        .help(fmt::format("write `{{ {} }}`", text));
    return nobody(size);
  }
  const auto found = c.find(from, path, kGroups, "group");
  if (!found) return nobody(size);
  const model::Group& group = c.program.groups[model::GroupId(found->index)];
  if (group.of == of) return group.members;
  if (group.of.valid()) {
    c.sink
        .report(Code::TypeMismatch, path.span(), fmt::format("a group of `{}`", c.program.enums[group.of].name),
                fmt::format("a group of `{}`", c.program.enums[of].name))
        .label(group.span, fmt::format("`{}` is declared here", group.name))
        .general_help(how_to_write(c, {model::TypeKind::Set, of, {}, 0, 0}))
        .help(how_to_name_group(c, from, of));
  }
  return nobody(size);
}

model::DatedSet parenthesised(Context& c, model::ModuleId from, NodeRef node, model::EnumId of) {
  const model::DatedSet inside = check_group_expr(c, from, node.child(NodeKind::group_expr), of);
  const NodeRef periods = node.child(NodeKind::periods);
  const IntervalSet days = periods ? check_periods(c, periods, "this group") : IntervalSet::all();
  model::DatedSet out = nobody(inside.days.size());
  for (std::size_t i = 0; i < inside.days.size(); ++i) {
    out.days[i] = inside.days[i].intersect(days);
    out.unverified[i] = inside.unverified[i].intersect(days);
  }
  keep_marks(out, inside);
  only_one(c, node.children(NodeKind::cite), "`cite`", "it follows the group that it belongs to");
  if (!only_one(c, node.children(NodeKind::unverified), "`unverified`", "it follows the group that it belongs to")) return out;
  for (std::uint32_t i = 0; i < out.days.size(); ++i) {
    if (!out.days[i].empty()) doubt(c, of, out, i, mark_of(node), out.days[i]);
  }
  return out;
}

model::DatedSet factor(Context& c, model::ModuleId from, NodeRef node, model::EnumId of) {
  if (const NodeRef braces = node.child(NodeKind::dated_set)) {
    Braces set(c, from, of);
    for (const NodeRef item : braces.children(NodeKind::dated_member)) {
      if (!item.broken()) set.item(item);
    }
    return set.finish();
  }
  if (const NodeRef path = node.child(NodeKind::path)) return named_set(c, from, path, of);
  return parenthesised(c, from, node, of);
}

model::DatedSet term(Context& c, model::ModuleId from, NodeRef node, model::EnumId of) {
  std::optional<model::DatedSet> out;
  for (const NodeRef part : node.children(NodeKind::group_factor)) {
    model::DatedSet next = factor(c, from, part, of);
    out = out ? both(*out, next) : std::move(next);
  }
  return out ? *out : nobody(c.program.enums[of].members.size());
}

}  // namespace

model::DatedSet check_group_expr(Context& c, model::ModuleId from, NodeRef group_expr, model::EnumId of) {
  if (!of.valid()) return {};
  std::optional<model::DatedSet> out;
  bool except = false;
  for (const NodeRef part : group_expr.children()) {
    if (part.is(NodeKind::token)) {
      except = part.first_token().kind == TokenKind::EXCEPT;
    } else if (part.is(NodeKind::group_term)) {
      model::DatedSet next = term(c, from, part, of);
      out = !out ? std::move(next) : except ? without(*out, next) : either(*out, next);
    }
  }
  return out ? *out : nobody(c.program.enums[of].members.size());
}

}  // namespace jur::checking
