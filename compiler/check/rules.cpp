#include "check/rules.h"

#include <algorithm>
#include <array>

#include "check/clauses.h"
#include "check/conditions.h"
#include "check/hints.h"

namespace jur::checking {
namespace {

constexpr std::array kRecords{SymbolKind::Record};

// Of which records the case has parties.
std::string name_party_record(const Context& c, const model::CaseType& t, const model::Rule& rule) {
  std::vector<std::string> records;
  for (const model::CaseMember& m : t.members) {
    if (!m.party || m.field.type.kind != model::TypeKind::Record) continue;
    const std::string& name = c.program.records[m.field.type.record].name;
    if (std::ranges::find(records, name) == records.end()) records.push_back(name);
  }
  if (records.empty()) return fmt::format("write `party NAME: {}` in the case", c.program.records[rule.for_every].name);
  return fmt::format("its parties are of {}: write `for every {} {}`", listed(records, "and"), records.front(), rule.variable);
}

std::vector<NodeRef> items(NodeRef rule, NodeKind clause) { return clauses_of(rule, NodeKind::rule_item, clause); }

// False where the rule's variable is wrong: its norms then say nothing.
bool check_for_every(Context& c, model::Rule& rule, NodeRef clause, model::ModuleId module, Scope& s) {
  if (clause.broken()) return false;
  const NodeRef name = clause.child(NodeKind::name);
  const auto record = c.find(module, clause.child(NodeKind::path), kRecords, "record");
  if (!record) return false;
  rule.for_every = model::RecordId(record->index);
  rule.variable = std::string(name.text());
  Local local;
  local.name = rule.variable;
  local.type.kind = model::TypeKind::Record;
  local.type.record = rule.for_every;
  local.position = 0;
  local.span = name.span();
  const model::CaseType& t = c.program.cases[rule.case_type];
  const bool held = std::any_of(t.members.begin(), t.members.end(),
                                [&](const model::CaseMember& m) { return m.party && m.field.type == local.type; });
  s.locals.push_back(std::move(local));
  if (!held && !c.partial(SymbolKind::Case, rule.case_type.index)) {
    c.sink
        .report(Code::BadNorm, clause.span(),
                fmt::format("no party of `{}` is of record `{}`", t.name, c.program.records[rule.for_every].name))
        .label(t.span, "its parties are declared here")
        .help(name_party_record(c, t, rule));
  }
  return held;
}

void check_misplaced(Context& c, NodeRef d) {
  NodeRef last_norm;
  for (const NodeRef norm : items(d, NodeKind::norm)) last_norm = norm;
  if (!last_norm) return;
  for (const NodeRef unless : items(d, NodeKind::unless_clause)) {
    if (unless.span().begin > last_norm.span().begin) continue;
    c.sink.report(Code::MisplacedClause, unless.span(), "`unless` stands before a norm of its rule")
        .label(last_norm.span(), "this norm comes after it")
        .help("an exception belongs to the whole rule: write it after the last norm, or make two rules");
  }
}

model::Unless check_unless(Context& c, const Scope& s, NodeRef node, const std::string& rule) {
  model::Unless out;
  if (const NodeRef name = node.token(TokenKind::STRING)) out.name = syntax::string_value(name);
  out.span = node.span();
  if (const NodeRef cite = only_one(c, node.children(NodeKind::cite), "`cite`", "it follows the exception that it belongs to")) {
    out.cite = syntax::string_value(cite.token(TokenKind::STRING));
  }
  if (const NodeRef force =
          only_one(c, node.children(NodeKind::in_force), "`in force`", "it follows the exception that it belongs to")) {
    out.in_force = check_periods(c, force.child(NodeKind::periods), fmt::format("an exception of `{}`", rule));
  }
  if (only_one(c, node.children(NodeKind::unverified), "`unverified`", "it follows the exception that it belongs to")) {
    out.unverified = unverified_of(node);
  }
  out.condition = check_condition(c, s, node.child(NodeKind::expr));
  return out;
}

void check_words(Context& c, model::Rule& rule, NodeRef d) {
  only_one(c, d.children(NodeKind::title), "the title");
  only_one(c, d.children(NodeKind::for_case), "`for`");
  only_one(c, d.children(NodeKind::for_every), "`for every`", "a rule speaks of one party at a time; make it two rules");
  if (const NodeRef node = only_one(c, items(d, NodeKind::cite), "`cite`"))
    rule.cite = syntax::string_value(node.token(TokenKind::STRING));
  if (const NodeRef node = only_one(c, items(d, NodeKind::breach), "`on breach`")) {
    rule.breach = syntax::string_value(node.token(TokenKind::STRING));
  }
  if (const NodeRef node = only_one(c, items(d, NodeKind::unverified), "`unverified`")) {
    rule.unverified.marked = true;
    if (const NodeRef why = node.token(TokenKind::STRING)) rule.unverified.why = syntax::string_value(why);
  }
  if (const NodeRef node = only_one(c, items(d, NodeKind::in_force), "`in force`",
                                    "several periods stand in one: `in force from A until B, from C`")) {
    rule.in_force = check_periods(c, node.child(NodeKind::periods), fmt::format("rule `{}`", rule.name));
  }
}

void report_no_norm(Context& c, const model::Rule& rule) {
  c.sink.report(Code::NoNorm, rule.span, rule.name)
      .help("state a norm, as in `PARTY must ACTION`, or name the rules that it lifts: `notwithstanding RULE`");
}

}  // namespace

void check_rule(Context& c, model::RuleId id) {
  RuleSyntax& syntax = c.rules[id.index];
  const NodeRef d = syntax.node;
  model::Rule& rule = c.program.rules[id];
  Scope s{c.program.laws[rule.law].module, rule.case_type, rule.law, {}};
  check_words(c, rule, d);
  bool readable = true;
  if (const NodeRef every = d.child(NodeKind::for_every)) readable = check_for_every(c, rule, every, s.module, s);
  check_misplaced(c, d);
  const NodeRef when = only_one(c, items(d, NodeKind::when_clause), "`when`", "join the conditions with `and`");
  const auto norms = items(d, NodeKind::norm);
  syntax.partial = syntax.partial || !readable;
  if (!readable) return;
  if (when) rule.when = check_condition(c, s, when.child(NodeKind::expr));
  for (const NodeRef node : norms) {
    if (auto norm = check_norm(c, s, node)) {
      rule.norms.push_back(std::move(*norm));
    } else {
      syntax.partial = true;
    }
  }
  for (const NodeRef node : items(d, NodeKind::unless_clause)) rule.exceptions.push_back(check_unless(c, s, node, rule.name));
  if (norms.empty() && !syntax.partial && !d.child(NodeKind::notwithstanding)) report_no_norm(c, rule);
}

}  // namespace jur::checking
