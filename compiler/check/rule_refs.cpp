#include <algorithm>
#include <array>
#include <initializer_list>

#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kLaws{SymbolKind::Law};

std::optional<model::RuleId> rule_of(const Context& c, model::LawId law, std::string_view name) {
  for (const model::RuleId id : c.program.laws[law].rules) {
    if (c.program.rules[id].name == name) return id;
  }
  return std::nullopt;
}

bool holds(NodeRef error, std::initializer_list<TokenKind> kinds) {
  const syntax::Tree& tree = *error.tree();
  const syntax::Node& n = tree.nodes[error.index()];
  return std::any_of(tree.tokens.begin() + n.first_token, tree.tokens.begin() + n.end_token,
                     [&](const syntax::Token& t) { return std::ranges::find(kinds, t.kind) != kinds.end(); });
}

// What was left out of a rule may hold the next one.
bool holds_rules(NodeRef node) {
  if (!node.broken()) return false;
  if (!node.is(NodeKind::error)) {
    for (const NodeRef child : node.children()) {
      if (holds_rules(child)) return true;
    }
    return false;
  }
  const syntax::Node& n = node.tree()->nodes[node.index()];
  return n.end_token > n.first_token + 1 && holds(node, {TokenKind::RULE});  // more than a word that stands twice
}

// A mistake within a rule whose name was read, or within another clause, hides no other rule.
bool lost_rules(const Context& c, model::LawId law) {
  if (!c.partial(SymbolKind::Law, law.index)) return false;
  const NodeRef node = c.nodes[static_cast<std::size_t>(SymbolKind::Law)][law.index];
  if (!node.has(TokenKind::LBRACE)) return true;
  for (const NodeRef child : node.children()) {
    if (!child.broken()) continue;
    if (child.is(NodeKind::error) ? holds(child, {TokenKind::RULE, TokenKind::LBRACE}) : holds_rules(child)) return true;
    const NodeRef rule = child.child(NodeKind::rule_decl);
    if (rule && !name_of(rule)) return true;
  }
  return false;
}

void report_unknown_rule(Context& c, model::ModuleId from, const model::Law& law, NodeRef part) {
  Diagnostic* told = c.report_unknown(from, part.span(), fmt::format("rule of law `{}`", law.name), part.text(), law.name);
  if (told == nullptr) return;
  Diagnostic& d = *told;
  std::vector<std::string> near;
  near.reserve(law.rules.size());
  for (const model::RuleId id : law.rules) near.push_back(c.program.rules[id].name);
  (void)suggest(d, part.text(), near, fmt::format("`{}` has", law.name));
  if (d.helps.empty())
    d.general_help(fmt::format("law `{}` has no rule: name a rule of another law, or the law itself", law.name));
  for (const model::Field& f : law.assessments) {
    if (f.name == part.text()) d.label(f.span, "this is an assessment");
  }
}

bool is_symbol(const Context& c, model::ModuleId from, std::string_view name) {
  for (const model::ModuleId m : model::in_sight(c.program, from)) {
    if (c.symbols[m.index].contains(name)) return true;
  }
  return false;
}

void report_unknown_name(Context& c, const Scope& s, NodeRef path) {
  const std::string text = path_text(path);
  if (is_symbol(c, s.module, text)) {
    const std::size_t before = c.sink.all().size();
    (void)c.find(s.module, path, kLaws, "law or rule");
    if (c.sink.all().size() > before && s.law.valid() && !c.program.laws[s.law].rules.empty()) {
      std::vector<std::string> rules;
      for (const model::RuleId id : c.program.laws[s.law].rules) rules.push_back(c.program.rules[id].name);
      c.sink[before].helps = {fmt::format("name a rule, as in {}, or a law", listed(rules))};
    }
    return;
  }
  if (c.doubtful(s.module) || (s.law.valid() && lost_rules(c, s.law))) return;
  Diagnostic* told = c.report_unknown(s.module, path.span(), "law or rule", text);
  if (told == nullptr) return;
  Diagnostic& d = *told;
  std::vector<std::string> near;
  if (s.law.valid()) {
    for (const model::RuleId id : c.program.laws[s.law].rules) near.push_back(c.program.rules[id].name);
  }
  for (const model::ModuleId m : model::in_sight(c.program, s.module)) {
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (symbol.kind != SymbolKind::Law) continue;
      near.push_back(name);
      if (rule_of(c, model::LawId(symbol.index), text)) {
        d.help(fmt::format("did you mean `{}.{}`?", name, text));
        return;
      }
    }
  }
  for (const model::ModuleId m : c.program.modules.ids()) {
    const auto found = c.symbols[m.index].find(text);
    if (found == c.symbols[m.index].end() || found->second.kind != SymbolKind::Law) continue;
    d.help(fmt::format("module `{}` declares it: add `use {}`", c.program.modules[m].name, c.program.modules[m].name));
    return;
  }
  (void)suggest(d, text, near, "known here:");
  if (d.helps.empty()) d.general_help("no law is in sight here: `use` the module that has it");
}

}  // namespace

std::optional<model::RuleRef> check_rule_ref(Context& c, const Scope& s, NodeRef path) {
  if (!path || path.broken()) return std::nullopt;
  const auto parts = segments(path);
  const std::string text = path_text(path);
  const std::string_view last = parts.back().text();
  if (parts.size() == 1) {
    if (s.law.valid()) {
      if (const auto rule = rule_of(c, s.law, last)) return model::RuleRef{s.law, *rule, path.span()};
    }
    if (const auto law = c.peek(s.module, text, kLaws)) return model::RuleRef{model::LawId(law->index), {}, path.span()};
    report_unknown_name(c, s, path);
    return std::nullopt;
  }
  if (const auto law = c.peek(s.module, std::string_view(text).substr(0, text.size() - last.size() - 1), kLaws)) {
    const model::LawId id(law->index);
    if (const auto rule = rule_of(c, id, last)) return model::RuleRef{id, *rule, path.span()};
    if (!lost_rules(c, id)) report_unknown_rule(c, s.module, c.program.laws[id], parts.back());
    return std::nullopt;
  }
  if (const auto law = c.peek(s.module, text, kLaws)) return model::RuleRef{model::LawId(law->index), {}, path.span()};
  const bool module_named = !c.modules_named(s.module, std::string_view(text).substr(0, text.rfind('.'))).empty();
  if (module_named || parts.size() > 2) {
    (void)c.find(s.module, path, kLaws, "law or rule");
    return std::nullopt;
  }
  if (c.doubtful(s.module)) return std::nullopt;
  Diagnostic* told = c.report_unknown(s.module, parts.front().span(), "law", parts.front().text());
  if (told == nullptr) return std::nullopt;
  Diagnostic& d = *told;
  std::vector<std::string> near;
  for (const model::ModuleId m : model::in_sight(c.program, s.module)) {
    for (const auto& [name, symbol] : c.symbols[m.index]) {
      if (symbol.kind == SymbolKind::Law) near.push_back(name);
    }
  }
  for (const model::ModuleId m : c.program.modules.ids()) {
    const auto found = c.symbols[m.index].find(parts.front().text());
    if (found == c.symbols[m.index].end() || found->second.kind != SymbolKind::Law) continue;
    d.help(fmt::format("module `{}` declares it: add `use {}`", c.program.modules[m].name, c.program.modules[m].name));
    return std::nullopt;
  }
  (void)suggest(d, parts.front().text(), near, "known here:");
  if (d.helps.empty()) d.general_help("no law is in sight here: `use` the module that has it");
  return std::nullopt;
}

}  // namespace jur::checking
