#include <algorithm>

#include "check/clauses.h"
#include "check/rules.h"

namespace jur::checking {
namespace {

std::vector<NodeRef> items(NodeRef law, NodeKind clause) { return clauses_of(law, NodeKind::law_item, clause); }

void declare_assessments(Context& c, model::Law& law, NodeRef d) {
  for (const NodeRef node : items(d, NodeKind::assessment)) {
    auto field = check_assessment(c, law.module, node);
    if (!field) continue;
    const auto first = std::find_if(law.assessments.begin(), law.assessments.end(),
                                    [&](const model::Field& f) { return f.name == field->name; });
    if (first != law.assessments.end()) {
      c.sink.report(Code::DuplicateName, field->span, field->name)
          .label(first->span, "first declared here")
          .help("give one of them another name");
    } else {
      law.assessments.push_back(std::move(*field));
    }
  }
}

void declare_rules(Context& c, model::LawId id, NodeRef d) {
  std::map<std::string, Span, std::less<>> seen;
  for (const NodeRef node : items(d, NodeKind::rule_decl)) {
    const NodeRef name = name_of(node);
    if (!name) continue;
    const auto [first, fresh] = seen.emplace(std::string(name.text()), name.span());
    if (!fresh) {
      c.sink.report(Code::DuplicateName, name.span(), name.text())
          .label(first->second, fmt::format("first rule of this name in law `{}`", c.program.laws[id].name))
          .help("give one of them another name");
      continue;
    }
    model::Rule rule;
    rule.name = std::string(name.text());
    rule.title = title_of(node);
    rule.law = id;
    rule.span = name.span();
    c.program.laws[id].rules.push_back(c.program.rules.add(std::move(rule)));
    c.rules.push_back({node, node.broken()});
  }
}

void declare_law(Context& c, model::LawId id, NodeRef d) {
  model::Law& law = c.program.laws[id];
  only_one(c, d.children(NodeKind::title), "the title");
  only_one(c, d.children(NodeKind::for_case), "`for`");
  law.jurisdiction.name = law.name;
  if (const NodeRef node = only_one(c, items(d, NodeKind::jurisdiction), "`jurisdiction`")) {
    NodeRef order = node.child(NodeKind::path);
    if (!order) order = node.token(TokenKind::STRING);
    if (const auto found = check_jurisdiction(c, law.module, order)) law.jurisdiction = *found;
    c.orderless[id.index] = law.jurisdiction.kind == model::Jurisdiction::Kind::Own;
  }
  if (const NodeRef node = only_one(c, items(d, NodeKind::cite), "`cite`"))
    law.cite = syntax::string_value(node.token(TokenKind::STRING));
  if (const NodeRef node = only_one(c, items(d, NodeKind::in_force), "`in force`",
                                    "several periods stand in one: `in force from A until B, from C`")) {
    law.in_force = check_periods(c, node.child(NodeKind::periods), fmt::format("law `{}`", law.name));
  }
  if (const NodeRef node = only_one(c, items(d, NodeKind::unverified), "`unverified`")) {
    law.unverified.marked = true;
    if (const NodeRef why = node.token(TokenKind::STRING)) law.unverified.why = syntax::string_value(why);
  }
  declare_assessments(c, law, d);
  declare_rules(c, id, d);
}

void report_law_when(Context& c, const model::Law& law, NodeRef when) {
  c.sink.report(Code::MisplacedClause, when.span(), fmt::format("the rules of law `{}` are for several case types", law.name))
      .help("give each rule its own `when`, or split the law");
}

// What the `for` of the rules say: several where they differ.
struct RuleCases {
  bool all_say = true;
  bool several = false;
  model::CaseId common;
};

RuleCases cases_of_rules(Context& c, const model::Law& law) {
  RuleCases out;
  out.all_say = !law.rules.empty();
  for (const model::RuleId rule : law.rules) {
    const NodeRef node = c.rules[rule.index].node;
    if (!node.child(NodeKind::for_case)) {
      out.all_say = false;
      continue;
    }
    const model::CaseId of = check_for_case(c, law.module, node);
    c.program.rules[rule].case_type = of;
    if (!of.valid()) continue;
    out.several = out.several || (out.common.valid() && out.common != of);
    out.common = of;
  }
  return out;
}

void report_other_case(Context& c, const model::Law& law, const model::Rule& rule, NodeRef clause) {
  const std::string& own = c.program.cases[rule.case_type].name;
  const std::string& other = c.program.cases[law.case_type].name;
  c.sink
      .report(Code::MisplacedClause, clause.span(),
              fmt::format("rule `{}` is for `{}`, but its law is for `{}`", rule.name, own, other))
      .label(law.span, fmt::format("law `{}` is for `{}`", law.name, other))
      .help("a law is for several case types where each of its rules says `for`, and the law does not");
}

void check_law(Context& c, model::LawId id, NodeRef d) {
  model::Law& law = c.program.laws[id];
  const RuleCases said = cases_of_rules(c, law);
  const bool by_rules = !d.child(NodeKind::for_case) && said.all_say;
  const bool several = by_rules && said.several;
  if (!several) law.case_type = by_rules ? said.common : check_for_case(c, law.module, d);
  const NodeRef when = only_one(c, items(d, NodeKind::when_clause), "`when`", "join the conditions with `and`");
  if (when && several) report_law_when(c, law, when);
  if (when && law.case_type.valid())
    law.when = check_condition(c, {law.module, law.case_type, id, {}}, when.child(NodeKind::expr));
  for (const model::RuleId rule_id : law.rules) {
    model::Rule& rule = c.program.rules[rule_id];
    const NodeRef clause = c.rules[rule_id.index].node.child(NodeKind::for_case);
    if (!clause) {
      rule.case_type = law.case_type;
    } else if (rule.case_type.valid() && law.case_type.valid() && rule.case_type != law.case_type) {
      report_other_case(c, law, rule, clause);
      rule.case_type = {};
    }
    if (rule.case_type.valid()) {
      check_rule(c, rule_id);
    } else {
      c.rules[rule_id.index].partial = true;
    }
  }
}

}  // namespace

void declare_laws(Context& c) {
  c.orderless.assign(c.program.laws.size(), false);
  each(c, NodeKind::law_decl, [&](model::ModuleId module, NodeRef d) {
    if (const auto index = c.declared(module, d)) declare_law(c, model::LawId(*index), d);
  });
}

void check_laws(Context& c) {
  each(c, NodeKind::law_decl, [&](model::ModuleId module, NodeRef d) {
    if (const auto index = c.declared(module, d)) check_law(c, model::LawId(*index), d);
  });
}

}  // namespace jur::checking
