#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "base/impossible_date.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kEnums{SymbolKind::Enum};
constexpr std::array kGroups{SymbolKind::Group};
constexpr std::int64_t kLargest = (std::int64_t{1} << 53) - 1;

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

std::vector<std::string_view> words_of(std::string_view title) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while ((at = title.find_first_not_of(" ,()-", at)) != std::string_view::npos) {
    const std::size_t end = std::min(title.find_first_of(" ,()-", at), title.size());
    out.push_back(title.substr(at, end - at));
    at = end;
  }
  return out;
}

// `UK` for "United Kingdom of …": the initials of the first words; small words may be left out.
bool begins_with_initials(std::string_view title, std::string_view word) {
  if (word.size() < 2) return false;
  std::size_t n = 0;
  for (const std::string_view w : words_of(title)) {
    if (n == word.size()) break;
    if (same_letters(w.substr(0, 1), word.substr(n, 1))) {
      ++n;
    } else if (std::islower(static_cast<unsigned char>(w.front())) == 0) {
      return false;
    }
  }
  return n == word.size();
}

// `Russia` for "Russian Federation", `Korea` for none where two begin so.
bool begins_with(std::string_view title, std::string_view word) {
  return word.size() > 3 && title.size() > word.size() && same_letters(title.substr(0, word.size()), word);
}

}  // namespace

std::optional<std::size_t> member_titled(const model::EnumType& e, std::string_view word) {
  for (const auto stands_for : {begins_with_initials, begins_with}) {
    std::optional<std::size_t> found;
    bool several = false;
    for (std::size_t i = 0; i < e.members.size(); ++i) {
      if (!stands_for(e.members[i].title, word)) continue;
      several = found.has_value();
      if (several) break;
      found = i;
    }
    if (found && !several) return found;
  }
  return std::nullopt;
}

namespace {

// The enumerators in whose titles the word stands, where they are few: "`KP`, …, or `KR`, …".
std::string titles_with(const model::EnumType& e, std::string_view word) {
  constexpr std::size_t kMost = 4;
  std::vector<const model::Member*> found;
  for (const model::Member& m : e.members) {
    const auto words = words_of(m.title);
    if (std::ranges::any_of(words, [&](std::string_view w) { return same_letters(w, word); })) found.push_back(&m);
  }
  std::string out;
  for (std::size_t i = 0; i < found.size() && found.size() <= kMost; ++i) {
    out += i == 0 ? "" : i + 1 == found.size() ? " or " : ", ";
    out += fmt::format("`{}` ({})", found[i]->name, found[i]->title);
  }
  return out;
}

// The enumerators of which the word is a part, between underscores, where they are few: "`search_warrant` or `mlat_warrant`".
std::string names_with(const model::EnumType& e, std::string_view word) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> found;
  const std::string part = fmt::format("_{}_", word);
  for (const model::Member& m : e.members) {
    if (word.size() > 2 && fmt::format("_{}_", m.name).find(part) != std::string::npos) found.push_back(m.name);
  }
  return found.size() <= kMost ? listed(found) : std::string();
}

void suggest_member(Diagnostic& d, const model::EnumType& e, std::string_view word) {
  std::vector<std::string> names;
  for (const model::Member& m : e.members) {
    if (same_letters(m.name, word) || same_letters(m.title, word)) {
      d.help(fmt::format("did you mean `{}`?", m.name));
      return;
    }
    if (word.size() > 2) names.push_back(m.name);
  }
  if (word == "known") {
    d.help("no condition can ask whether a fact is known: where it matters, the verdict is `undetermined` and names the fact");
    return;
  }
  if (const std::string parts = names_with(e, word); !parts.empty()) {
    d.help(fmt::format("did you mean {}?", parts));
    return;
  }
  if (const auto member = member_titled(e, word)) {
    d.help(fmt::format("did you mean `{}`, {}?", e.members[*member].name, e.members[*member].title));
    return;
  }
  if (suggest(d, word, names)) return;
  if (e.members.size() <= 12) {
    std::string all;
    for (const model::Member& m : e.members) all += fmt::format("{}`{}`", all.empty() ? "" : ", ", m.name);
    d.general_help(fmt::format("its enumerators are {}", all));
  } else if (const auto titles = titles_with(e, word); !titles.empty()) {
    d.help(fmt::format("did you mean {}?", titles));
  } else {
    d.general_help(fmt::format("`{}` has {} enumerators, such as `{}`: they stand in `enum {}`", e.name, e.members.size(),
                               e.members.front().name, e.name));
  }
}

std::string value_words(NodeRef value) {
  if (value.has(TokenKind::TRUE) || value.has(TokenKind::FALSE)) return "a yes or no";
  if (value.has(TokenKind::NONE)) return "`none`";
  if (value.has(TokenKind::UNKNOWN)) return "`unknown`";
  if (value.has(TokenKind::DATE_LITERAL)) return "a date";
  if (value.child(NodeKind::number)) return "a number";
  if (value.child(NodeKind::set_literal)) return "a set";
  return fmt::format("`{}`", path_text(value.child(NodeKind::path)));
}

model::Literal literal(model::LiteralKind kind, std::int64_t number = 0) {
  model::Literal out;
  out.kind = kind;
  out.number = number;
  return out;
}

// The kind of value that the type asks for, where the node is one; nothing where it is of another kind.
std::optional<model::Literal> fitting(Context& c, model::ModuleId from, NodeRef value, const model::Type& type) {
  const NodeRef path = value.child(NodeKind::path);
  switch (type.kind) {
    case model::TypeKind::Bool: {
      const bool yes = value.has(TokenKind::TRUE) || (path && path_text(path) == "yes");
      const bool no = value.has(TokenKind::FALSE) || (path && path_text(path) == "no");
      if (!yes && !no) return std::nullopt;
      return literal(model::LiteralKind::Bool, yes ? 1 : 0);
    }
    case model::TypeKind::Int: {
      const NodeRef node = value.child(NodeKind::number);
      if (!node) return std::nullopt;
      const auto number = check_number(c, node);
      if (!number) return model::Literal{};
      if (*number >= type.lo && *number <= type.hi) return literal(model::LiteralKind::Int, *number);
      c.sink.report(Code::ValueOutOfRange, value.span(), node.text(), fmt::format("{}..{}", type.lo, type.hi))
          .help(how_to_fit(type, *number, *number));
      return model::Literal{};
    }
    case model::TypeKind::Date: {
      const NodeRef token = value.token(TokenKind::DATE_LITERAL);
      if (!token) return std::nullopt;
      const auto date = check_date(c, token);
      return date ? literal(model::LiteralKind::Date, date->days) : model::Literal{};
    }
    case model::TypeKind::Enum: {
      if (!path) return std::nullopt;
      const auto member = check_member(c, from, path, type.enumeration);
      return member ? literal(model::LiteralKind::Enum, *member) : model::Literal{};
    }
    case model::TypeKind::Set: {
      const NodeRef set = value.child(NodeKind::set_literal);
      if (!set) return std::nullopt;
      return check_set(c, from, set, type.enumeration);
    }
    case model::TypeKind::Record:
    case model::TypeKind::Error:
      break;
  }
  return std::nullopt;
}

void add_help(Diagnostic& d, const Context& c, NodeRef value, const model::Type& type) {
  const NodeRef path = value.child(NodeKind::path);
  if (value.has(TokenKind::NONE)) {
    d.help("where there may be none, `or none` stands after the type of the fact");
  } else if (value.has(TokenKind::UNKNOWN)) {
    d.help("only a fact whose type ends in `?` may be unknown");
  } else if (type.kind == model::TypeKind::Set && path && peek_member(c, type.enumeration, path_text(path))) {
    d.help(fmt::format("write `{{{}}}`", path_text(path)));
  } else if (type.kind == model::TypeKind::Enum && value.child(NodeKind::set_literal)) {
    d.help("one member is written without braces");
  } else {
    d.help(how_to_write(c, type));
  }
}

}  // namespace

model::Literal check_value(Context& c, model::ModuleId from, NodeRef value, const model::Type& type, bool or_none,
                           bool optional) {
  if (value.broken() || type.kind == model::TypeKind::Error) return {};
  if (or_none && value.has(TokenKind::NONE)) return literal(model::LiteralKind::None);
  if (optional && value.has(TokenKind::UNKNOWN)) return literal(model::LiteralKind::Unknown);
  if (auto out = fitting(c, from, value, type)) return *out;
  Diagnostic& d = c.sink.report(Code::TypeMismatch, value.span(), value_words(value), type_words(c, type));
  add_help(d, c, value, type);
  return {};
}

std::optional<std::uint32_t> peek_member(const Context& c, model::EnumId type, std::string_view name) {
  if (!type.valid()) return std::nullopt;
  const auto& members = c.program.enums[type].members;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    if (members[i].name == name) return i;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> check_member(Context& c, model::ModuleId from, NodeRef path, model::EnumId type) {
  if (path.broken() || !type.valid()) return std::nullopt;
  const model::EnumType& e = c.program.enums[type];
  const auto parts = segments(path);
  const std::string_view name = parts.back().text();
  if (parts.size() > 1) {
    const std::string text = path_text(path);
    const std::string qualifier = text.substr(0, text.size() - name.size() - 1);
    const auto other = c.peek(from, qualifier, kEnums);
    const Span span = join(parts.front().span(), parts[parts.size() - 2].span());
    if (other && other->index != type.index) {
      c.sink
          .report(Code::TypeMismatch, path.span(), type_words(c, {model::TypeKind::Enum, model::EnumId(other->index), {}, 0, 0}),
                  fmt::format("a `{}`", e.name))
          .help(peek_member(c, type, name) ? fmt::format("did you mean `{}.{}`?", e.name, name)
                                           : how_to_write(c, {model::TypeKind::Enum, type, {}, 0, 0}));
      return std::nullopt;
    }
    const auto modules = c.modules_named(from, qualifier);
    if (!other && std::find(modules.begin(), modules.end(), e.module) == modules.end()) {
      if (c.doubtful(from)) return std::nullopt;
      if (Diagnostic* d = c.report_unknown(from, span, "enum or module in sight", qualifier))
        d->help(fmt::format("did you mean `{}.{}`?", e.name, name));
      return std::nullopt;
    }
  }
  if (const auto member = peek_member(c, type, name)) return member;
  if (c.partial(SymbolKind::Enum, type.index)) return std::nullopt;
  if (const auto group = c.peek(from, path_text(path), kGroups)) {
    c.sink.report(Code::WrongKind, path.span(), path_text(path), "a group", fmt::format("a `{}`", e.name))
        .label(group->span, fmt::format("`{}` is declared here", name))
        .help("name one enumerator: a group stands after `in`");
    return std::nullopt;
  }
  Diagnostic* d = c.report_unknown(from, path.span(), fmt::format("`{}`", e.name), path_text(path));
  if (d != nullptr) suggest_member(*d, e, name);
  return std::nullopt;
}

model::Literal check_set(Context& c, model::ModuleId from, NodeRef set_literal, model::EnumId of) {
  if (set_literal.broken() || !of.valid()) return {};
  model::Literal out = literal(model::LiteralKind::Set);
  out.set = ValueSet(c.program.enums[of].members.size());
  std::map<std::uint32_t, Span> seen;
  bool good = true;
  for (const NodeRef path : set_literal.children(NodeKind::path)) {
    const auto member = check_member(c, from, path, of);
    if (!member) {
      good = false;
      continue;
    }
    const auto [first, fresh] = seen.emplace(*member, path.span());
    if (!fresh)
      c.sink.report(Code::DuplicateMember, path.span(), path_text(path))
          .label(first->second, "first listed here")
          .help("leave one of them out");
    out.set.insert(*member);
  }
  return good ? out : model::Literal{};
}

std::optional<Date> check_date(Context& c, NodeRef token) {
  if (!token) return std::nullopt;
  const std::string_view text = token.text();
  if (const auto date = parse_date(text)) return date;
  c.sink.report(Code::ImpossibleDate, token.span(), text).help(why_no_date(text));
  return std::nullopt;
}

std::optional<std::int64_t> check_number(Context& c, NodeRef number) {
  if (!number || number.broken()) return std::nullopt;
  std::int64_t value = 0;
  bool negative = false;
  for (const char ch : number.text()) {
    if (ch == '-') negative = true;
    if (ch < '0' || ch > '9') continue;
    value = value * 10 + (ch - '0');
    if (value > kLargest) {
      c.sink.report(Code::ValueOutOfRange, number.span(), number.text(), "the whole numbers")
          .help(fmt::format("numbers run from -{} to {}", kLargest, kLargest));
      return std::nullopt;
    }
  }
  return negative ? -value : value;
}

Duration check_duration(Context& c, NodeRef duration) {
  static constexpr std::array kUnits{TokenKind::HOUR, TokenKind::DAY, TokenKind::WEEK, TokenKind::MONTH, TokenKind::YEAR};
  static constexpr std::array<std::int64_t, 5> kMost{8'766'000, 365'250, 52'178, 12'000, 1'000};
  Duration out;
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    if (duration.has(kUnits[i])) out.unit = static_cast<TimeUnit>(i);
  }
  const auto count = check_number(c, duration.token(TokenKind::NUMBER));
  if (!count) return out;
  const std::int64_t most = kMost[static_cast<std::size_t>(out.unit)];
  if (*count > most) {
    c.sink.report(Code::ValueOutOfRange, duration.span(), duration.text(), "a thousand years").help("the calendar has 400 years");
    return out;
  }
  out.count = *count;
  return out;
}

std::string title_of(NodeRef declaration) {
  const NodeRef title = declaration.child(NodeKind::title);
  return title ? syntax::string_value(title.token(TokenKind::STRING)) : std::string();
}

std::string cite_of(NodeRef parent) {
  const NodeRef cite = parent.child(NodeKind::cite);
  return cite ? syntax::string_value(cite.token(TokenKind::STRING)) : std::string();
}

model::Unverified unverified_of(NodeRef parent) {
  const NodeRef mark = parent.child(NodeKind::unverified);
  model::Unverified out;
  out.marked = static_cast<bool>(mark);
  if (const NodeRef why = mark.token(TokenKind::STRING)) out.why = syntax::string_value(why);
  return out;
}

}  // namespace jur::checking
