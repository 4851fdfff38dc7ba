#include "check/conduct.h"

#include <algorithm>

#include "check/clauses.h"

namespace jur::checking {
namespace {

// The case type whose facts an action's condition names; of others the action is always possible.
void check_possible(Context& c, model::ActionId id, model::ModuleId module, NodeRef d) {
  only_one(c, d.children(NodeKind::title), "the title");
  const NodeRef of_case = only_one(c, d.children(NodeKind::for_case), "`for`");
  const NodeRef clause = only_one(c, d.children(NodeKind::possible), "`possible when`", "join the conditions with `and`");
  if (of_case && !clause && !d.broken()) {
    c.sink
        .report(Code::MisplacedClause, of_case.span(),
                fmt::format("action `{}` says `for` without `possible when`", c.program.actions[id].name))
        .help("leave it out: `for` names the case whose facts `possible when` asks for; the action itself is for every case");
  }
  if (!clause || clause.broken()) return;
  const std::size_t before = c.sink.all().size();
  const model::CaseId case_type = check_for_case(c, module, d);
  if (c.sink.all().size() > before && !of_case) c.sink[before].label(clause.span(), "this names facts of a case");
  if (!case_type.valid()) return;
  const model::ExprId condition = check_condition(c, {module, case_type, {}, {}}, clause.child(NodeKind::expr));
  c.program.actions[id].possible = condition;
  c.program.actions[id].possible_case = case_type;
}

Span head(NodeRef d) {
  const auto patterns = d.children(NodeKind::act_pattern);
  return join(d.span(), patterns.back().span());
}

bool names_party(NodeRef pattern) { return static_cast<bool>(pattern.child(NodeKind::party_name)); }

// The party named on one side only: a word that is none is told as such.
bool is_party(const Context& c, model::CaseId case_type, NodeRef name) {
  const auto& members = c.program.cases[case_type].members;
  return std::any_of(members.begin(), members.end(),
                     [&](const model::CaseMember& m) { return m.party && m.field.name == name.text(); });
}

bool good_parties(Context& c, model::CaseId case_type, NodeRef from, NodeRef to) {
  if (names_party(from) == names_party(to)) return true;
  const NodeRef named = names_party(from) ? from : to;
  const NodeRef bare = names_party(from) ? to : from;
  if (!is_party(c, case_type, named.child(NodeKind::party_name))) return false;
  c.sink.report(Code::MisplacedClause, bare.span(), "one side names a party, and this side does not")
      .label(named.span(), "this side names one")
      .help("name a party on both sides, or on neither: then both are about each party");
  return false;
}

struct Case {
  model::CaseId type;
  bool good = true;
};

// A relation that names neither facts nor parties needs no case type.
Case case_of(Context& c, model::ModuleId module, NodeRef d) {
  bool needed = d.child(NodeKind::for_case) || d.child(NodeKind::expr);
  for (const NodeRef pattern : d.children(NodeKind::act_pattern)) needed = needed || names_party(pattern);
  if (!needed) {
    bool any = false;
    for (const model::ModuleId m : model::in_sight(c.program, module)) {
      for (const model::CaseType& t : c.program.cases.all()) any = any || t.module == m;
    }
    if (!any) return {};
  }
  const model::CaseId type = check_for_case(c, module, d);
  return {type, type.valid()};
}

void check_relate(Context& c, model::ModuleId module, NodeRef d) {
  const auto patterns = d.children(NodeKind::act_pattern);
  const NodeRef when = d.child(NodeKind::expr);
  if (patterns.size() < 2 || d.broken()) return;
  const Case k = case_of(c, module, d);
  if (!k.good) return;
  const Scope s{module, k.type, {}, {}};
  std::vector<model::Parameter> variables;
  const auto from = check_pattern(c, s, patterns[0], variables);
  std::vector<model::Act> targets;
  bool good = from.has_value();
  for (std::size_t i = 1; i < patterns.size(); ++i) {
    const auto to = check_pattern(c, s, patterns[i], variables);
    good = from && to && good_parties(c, k.type, patterns[0], patterns[i]) && good;
    if (to) targets.push_back(*to);
  }
  Scope inner = s;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    inner.locals.push_back({variables[i].name, variables[i].type, static_cast<std::uint32_t>(i), false, variables[i].span});
  }
  const model::ExprId condition = when && good ? check_condition(c, inner, when) : model::ExprId();
  if (!good) return;
  for (const model::Act& to : targets) {
    model::Relate relate;
    relate.implies = d.has(TokenKind::IMPLIES);
    relate.from = *from;
    relate.to = to;
    relate.variables = variables;
    relate.when = condition;
    relate.case_type = k.type;
    relate.module = module;
    relate.span = head(d);
    c.program.relates.push_back(std::move(relate));
  }
}

}  // namespace

void check_conduct(Context& c) {
  each(c, NodeKind::action_decl, [&](model::ModuleId module, NodeRef d) {
    if (const auto index = c.declared(module, d)) check_possible(c, model::ActionId(*index), module, d);
  });
  each(c, NodeKind::relate_decl, [&](model::ModuleId module, NodeRef d) { check_relate(c, module, d); });
  check_impossible_actions(c);
}

}  // namespace jur::checking
