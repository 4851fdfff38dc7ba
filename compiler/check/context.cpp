#include "check/context.h"

#include <algorithm>

#include "base/nearest.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

// After so many messages no nearest names are looked for: the search is quadratic.
constexpr std::size_t kSuggestions = 1000;
constexpr std::size_t kListed = 8;  // known names that are listed beside an unknown one

struct Candidate {
  model::ModuleId module;
  Symbol symbol;
};

bool is_one_of(SymbolKind kind, std::span<const SymbolKind> wanted) {
  return std::find(wanted.begin(), wanted.end(), kind) != wanted.end();
}

// Names of these kinds are told apart by where they stand: one that is unknown as two of them is two mistakes.
enum class Stands : std::uint8_t { Action, Rule, Fact };
Stands stands(std::string_view what) {
  if (what == "action") return Stands::Action;
  return what == "law" || what.find("rule") != std::string_view::npos ? Stands::Rule : Stands::Fact;
}

std::string_view last_part(std::string_view dotted) { return dotted.substr(dotted.rfind('.') + 1); }

std::pair<std::string_view, std::string_view> split(std::string_view dotted) {
  const std::size_t dot = dotted.rfind('.');
  if (dot == std::string_view::npos) return {{}, dotted};
  return {dotted.substr(0, dot), dotted.substr(dot + 1)};
}

// The declarations that a name may mean, nearest level only: those of the wanted kinds, else those of any kind.
std::vector<Candidate> candidates(const Context& c, model::ModuleId from, std::string_view dotted,
                                  std::span<const SymbolKind> wanted) {
  const auto [qualifier, name] = split(dotted);
  std::vector<Candidate> own;
  std::vector<Candidate> used;
  std::vector<Candidate> other;
  for (const model::ModuleId m : qualifier.empty() ? model::in_sight(c.program, from) : c.modules_named(from, qualifier)) {
    const auto found = c.symbols[m.index].find(name);
    if (found == c.symbols[m.index].end()) continue;
    auto& level = !is_one_of(found->second.kind, wanted) ? other : m == from ? own : used;
    level.push_back({m, found->second});
  }
  return !own.empty() ? own : !used.empty() ? used : other;
}

// The shortest way to write a module's name that no other module in sight answers to.
std::string qualifier_of(const Context& c, model::ModuleId from, model::ModuleId module) {
  const std::string& full = c.program.modules[module].name;
  const std::string_view last = last_part(full);
  const auto named = c.modules_named(from, last);
  return named.size() == 1 && named.front() == module ? std::string(last) : full;
}

void report_ambiguous(Context& c, model::ModuleId from, NodeRef path, const std::vector<Candidate>& found) {
  const std::string text = path_text(path);
  std::string modules;
  std::string ways;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string name = qualifier_of(c, from, found[i].module);
    modules += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == found.size() ? " and " : ", ", name);
    ways += fmt::format("{}`{}.{}`", i == 0 ? "" : i + 1 == found.size() ? " or " : ", ", name, last_part(text));
  }
  Diagnostic& d = c.sink.report(Code::AmbiguousName, path.span(), text,
                                fmt::format("{} {} declare it", modules, found.size() == 2 ? "both" : "all"));
  for (const Candidate& candidate : found) {
    d.label(candidate.symbol.span,
            fmt::format("{} in `{}`", with_article(kind_name(candidate.symbol.kind)), c.program.modules[candidate.module].name));
  }
  d.help(fmt::format("write {}", ways));
}

void report_unknown_module(Context& c, model::ModuleId from, NodeRef path, std::string_view qualifier,
                           std::span<const SymbolKind> wanted) {
  const auto parts = segments(path);
  const Span span = join(parts.front().span(), parts[parts.size() - 2].span());
  Diagnostic* told = c.report_unknown(from, span, "module in sight", qualifier);
  if (told == nullptr) return;
  Diagnostic& d = *told;
  const auto same = candidates(c, from, qualifier, wanted);
  if (is_one_of(SymbolKind::Law, wanted) && !same.empty() && same.front().symbol.kind == SymbolKind::Law) {
    d.help(fmt::format("`{}` is a law: here it stands without a rule's name", qualifier));
    return;
  }
  std::vector<std::string> near;
  for (const model::ModuleId m : model::in_sight(c.program, from)) near.emplace_back(last_part(c.program.modules[m].name));
  for (const model::Module& m : c.program.modules.all()) {
    if (m.name == qualifier || last_part(m.name) == qualifier) {
      d.help(fmt::format("add `use {}`", m.name));
      return;
    }
  }
  if (!suggest(d, qualifier, near)) d.general_help("add a `use` for the module that is meant");
}

// What could stand where something of another kind is named.
std::string instead_of_symbol(const Context& c, model::ModuleId from, const Symbol& found, std::span<const SymbolKind> wanted) {
  if (is_one_of(SymbolKind::Define, wanted) && (found.kind == SymbolKind::Action || found.kind == SymbolKind::Law))
    return "a condition asks for facts of the case: what must be done, or which rule applies, is no fact";
  if (found.kind == SymbolKind::Group && is_one_of(SymbolKind::Enum, wanted)) {
    const model::EnumId of = c.program.groups[model::GroupId(found.index)].of;
    if (of.valid()) return fmt::format("write `{}`, the enum that the group is of", c.program.enums[of].name);
  }
  if (found.kind == SymbolKind::Group && is_one_of(SymbolKind::Define, wanted))
    return "a group stands after `in`: `FACT in GROUP`";
  return instead_of_kind(c, from, wanted);
}

// Kinds whose names come from elsewhere as a rule: one that nobody has heard of lacks its declaration, not a letter.
bool from_elsewhere(std::span<const SymbolKind> wanted) {
  return std::ranges::all_of(
      wanted, [](SymbolKind k) { return k == SymbolKind::Enum || k == SymbolKind::Record || k == SymbolKind::Group; });
}

void report_undeclared(Context& c, model::ModuleId from, NodeRef path, std::span<const SymbolKind> wanted,
                       std::string_view what) {
  const std::string text = path_text(path);
  const auto [qualifier, name] = split(text);
  const auto modules = qualifier.empty() ? model::in_sight(c.program, from) : c.modules_named(from, qualifier);
  if (modules.empty()) return report_unknown_module(c, from, path, qualifier, wanted);
  std::vector<std::string> known;
  for (const model::ModuleId m : modules) {
    for (const auto& [word, symbol] : c.symbols[m.index]) {
      if (is_one_of(symbol.kind, wanted)) known.push_back(qualifier.empty() ? word : fmt::format("{}.{}", qualifier, word));
    }
  }
  std::optional<model::ModuleId> home;
  for (const model::ModuleId m : c.program.modules.ids()) {
    const auto found = c.symbols[m.index].find(name);
    if (qualifier.empty() && !home && found != c.symbols[m.index].end() && is_one_of(found->second.kind, wanted)) home = m;
  }
  const auto near = home || c.sink.all().size() > kSuggestions ? std::nullopt : nearest(text, known);
  if (!home && !near && from_elsewhere(wanted)) {
    const bool type = is_one_of(SymbolKind::Enum, wanted) || is_one_of(SymbolKind::Record, wanted);
    if (!type && c.typeless.contains(from)) {  // it may come from where the type comes from
      ++c.silenced;
      return;
    }
    if (type) c.typeless.insert(from);
  }
  Diagnostic* d = c.report_unknown(from, path.span(), what, text);
  if (d == nullptr) return;
  if (home) {
    const std::string& module = c.program.modules[*home].name;
    d->help(fmt::format("module `{}` declares it: add `use {}`", module, module));
  } else if (near) {
    d->help(fmt::format("did you mean `{}`?", *near));
  } else if (!known.empty() && known.size() <= kListed) {
    std::string all;
    for (const std::string& k : known) all += fmt::format("{}`{}`", all.empty() ? "" : ", ", k);
    d->at_primary(fmt::format("here {} {}", known.size() == 1 ? "there is" : "there are", all));
  }
  const bool named = !known.empty() && known.size() <= kListed && !from_elsewhere(wanted);
  if (d->helps.empty() && qualifier.empty() && named) {
    d->general_help(fmt::format("write {}, or declare it, as in {}", listed(known), declaration_of(wanted, text)));
  } else if (d->helps.empty() && qualifier.empty()) {
    d->general_help(fmt::format("declare it, as in {}, or `use` the module that does", declaration_of(wanted, text)));
  } else if (d->helps.empty()) {
    d->general_help(known.empty() ? fmt::format("module `{}` has none: `use` the module that declares it", qualifier)
                                  : fmt::format("module `{}` has {}", qualifier, listed(known, "and")));
  }
}

bool unsuggested(const Diagnostic& d) { return d.helps.empty() || d.general; }

// What stands before the first declaration that is no `use` was not read.
bool use_was_lost(NodeRef file) {
  for (const NodeRef part : file.children()) {
    if (part.is(NodeKind::error)) return true;
    if (part.is(NodeKind::decl) && !part.child(NodeKind::use_decl)) return false;
  }
  return false;
}

bool names_were_lost(const Context& c, model::ModuleId from) {
  std::size_t uses = 0;
  for (const NodeRef decl : c.units[from.index].tree->root().children(NodeKind::decl)) {
    if (decl.only_child().is(NodeKind::use_decl)) ++uses;
  }
  if (uses > c.units[from.index].uses.size() || use_was_lost(c.units[from.index].tree->root())) return true;
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    if (!c.units[m.index].tree->has_errors) continue;
    for (const NodeRef decl : c.units[m.index].tree->root().children(NodeKind::decl)) {
      const NodeRef d = decl.only_child();
      if (!d || d.is(NodeKind::error)) return true;
      const bool named = !d.is(NodeKind::use_decl) && !d.is(NodeKind::extend_decl) && !d.is(NodeKind::assume_decl) &&
                         !d.is(NodeKind::relate_decl) && !d.is(NodeKind::accept_decl) && !d.is(NodeKind::scenario_decl) &&
                         !d.is(NodeKind::property_decl);
      if (named && d.broken() && !name_of(d)) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::uint32_t> Context::declared(model::ModuleId module, NodeRef declaration) const {
  const NodeRef name = name_of(declaration);
  if (!name) return std::nullopt;
  const auto found = symbols[module.index].find(name.text());
  if (found == symbols[module.index].end() || found->second.span != name.span()) return std::nullopt;
  return found->second.index;
}

bool Context::doubtful(model::ModuleId from) const {
  const auto [known, fresh] = doubts.emplace(from, false);
  if (fresh) known->second = names_were_lost(*this, from);
  return known->second;
}

Diagnostic* Context::report_unknown(model::ModuleId from, Span span, std::string_view what, std::string_view name,
                                    std::string_view of) {
  constexpr std::size_t kShown = 3;
  if (lost(from, name) || spoilt.holds(span)) {
    ++silenced;
    return nullptr;
  }
  std::pair key{from, fmt::format("{}.{}", of, name)};
  const auto known = unknown.find(key);
  if (known != unknown.end() && stands(known->second.what) != stands(what) && unsuggested(sink[known->second.place]))
    key.second += fmt::format(".{}", static_cast<int>(stands(what)));
  auto [it, fresh] = unknown.try_emplace(key, Unknown{sink.all().size(), std::string(what)});
  if (const auto plain = unknown.find({from, fmt::format(".{}", name)});
      fresh && what.find(" of law ") != std::string_view::npos && plain != unknown.end()) {
    it->second = plain->second;  // misspelt where it is declared: unknown in its law and outside
    fresh = false;
  }
  if (fresh) return &sink.report(Code::UnknownName, span, what, name);
  ++silenced;
  Diagnostic& first = sink[it->second.place];
  const bool shown = first.primary == span || std::ranges::any_of(first.labels, [&](const Label& l) { return l.span == span; });
  if (!shown && it->second.repeats++ < kShown) first.label(span, "and here");
  return nullptr;
}

bool Context::has_left_out(model::ModuleId from, std::string_view name, std::span<const SymbolKind> kinds) const {
  const auto in_sight = model::in_sight(program, from);
  return std::any_of(left_out.begin(), left_out.end(), [&](const auto& one) {
    const auto& [module, text, kind] = one;
    return text == name && is_one_of(kind, kinds) && std::find(in_sight.begin(), in_sight.end(), module) != in_sight.end();
  });
}

std::vector<model::ModuleId> Context::modules_named(model::ModuleId from, std::string_view qualifier) const {
  std::vector<model::ModuleId> out;
  for (const model::ModuleId m : model::in_sight(program, from)) {
    const std::string_view name = program.modules[m].name;
    if (name == qualifier) return {m};
    if (name.size() > qualifier.size() && name.ends_with(qualifier) && name[name.size() - qualifier.size() - 1] == '.')
      out.push_back(m);
  }
  return out;
}

std::optional<Symbol> Context::find(model::ModuleId from, NodeRef path, std::span<const SymbolKind> wanted,
                                    std::string_view what) {
  if (path.broken()) return std::nullopt;
  const std::string text = path_text(path);
  const auto found = candidates(*this, from, text, wanted);
  if (found.empty()) {
    if (!doubtful(from)) report_undeclared(*this, from, path, wanted, what);
    return std::nullopt;
  }
  if (!is_one_of(found.front().symbol.kind, wanted)) {
    if (lost(from, last_part(text)) || has_left_out(from, last_part(text), wanted)) {
      ++silenced;
      return std::nullopt;
    }
    sink.report(Code::WrongKind, path.span(), text, with_article(kind_name(found.front().symbol.kind)), with_article(what))
        .label(found.front().symbol.span, fmt::format("`{}` is declared here", last_part(text)))
        .help(instead_of_symbol(*this, from, found.front().symbol, wanted));
    return std::nullopt;
  }
  if (found.size() > 1) {
    report_ambiguous(*this, from, path, found);
    return std::nullopt;
  }
  return found.front().symbol;
}

std::optional<Symbol> Context::peek(model::ModuleId from, std::string_view name, std::span<const SymbolKind> wanted) const {
  const auto found = candidates(*this, from, name, wanted);
  if (found.size() != 1 || !is_one_of(found.front().symbol.kind, wanted)) return std::nullopt;
  return found.front().symbol;
}

}  // namespace jur::checking
