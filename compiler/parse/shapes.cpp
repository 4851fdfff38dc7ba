#include "parse/shapes.h"

namespace jur::parsing {
namespace {

using syntax::NodeKind;

std::string_view shape_of(NodeKind rule) {
  switch (rule) {
    case NodeKind::decl:
      return "a file is made of `enum`, `record`, `case`, `action`, `law`, `scenario` and the like";
    case NodeKind::use_decl:
      return "a module is used with `use std.places`";
    case NodeKind::enum_decl:
      return "an enum is written `enum NAME { first, second }`";
    case NodeKind::record_decl:
      return "a record is written `record NAME { fact: TYPE }`";
    case NodeKind::extend_decl:
      return "facts are added to a record with `extend RECORD { fact: TYPE? }`";
    case NodeKind::field:
      return "a fact is written `name: TYPE`, then `= VALUE` where it has a default";
    case NodeKind::case_decl:
      return "a case is written `case NAME as of FACT { name: TYPE }`";
    case NodeKind::assessment:
      return "an assessment is written `assessment NAME \"title\" by \"who decides\"`";
    case NodeKind::assume_decl:
      return "an assumption is written `assume CONDITION`";
    case NodeKind::define_decl:
      return "a define is written `define NAME = CONDITION`, or `define NAME(x: TYPE) = CONDITION`";
    case NodeKind::group_decl:
      return "a group is written `group NAME of ENUM = { A, B from 2014-09-01 }`";
    case NodeKind::period:
      return "a period is written `from DATE until DATE`";
    case NodeKind::relation_decl:
      return "a relation is written `relation NAME(ENUM, ENUM) { (A, B) from DATE }`";
    case NodeKind::tuple:
      return "a tuple is written `(A, B) from DATE`";
    case NodeKind::action_decl:
      return "an action is written `action NAME`, then `excludes ACTION` or `possible when CONDITION`";
    case NodeKind::relate_decl:
      return "actions are related with `relate ACTION implies ACTION`, or `excludes`";
    case NodeKind::law_decl:
      return "a law is written `law NAME \"title\" { … }`";
    case NodeKind::rule_decl:
      return "a rule is written `rule NAME \"title\" { when CONDITION  PARTY must ACTION }`";
    case NodeKind::law_item:
      return "a law holds `jurisdiction`, `cite`, `in force`, `when`, `assessment` and `rule`";
    case NodeKind::rule_item:
      return "a rule holds `cite`, `in force`, `when CONDITION`, `PARTY must ACTION`, `unless CONDITION` and `on breach`";
    case NodeKind::jurisdiction:
      return "a legal order is written `jurisdiction NAME` or `jurisdiction \"text\"`";
    case NodeKind::in_force:
      return "write `in force from DATE until DATE`";
    case NodeKind::when_clause:
      return "write `when CONDITION`, as in `when demand.from is US and demand.gag`";
    case NodeKind::unless_clause:
      return "an exception is written `unless \"name\" CONDITION`";
    case NodeKind::norm:
      return "a norm is written `PARTY must ACTION`, `PARTY must not ACTION`, `PARTY may ACTION` or `PARTY need not ACTION`";
    case NodeKind::only_if:
      return "write `may ACTION only if CONDITION`";
    case NodeKind::norm_time:
      return "write `within 14 days of DATE`, `by DATE`, `before DATE`, `until DATE`, `from DATE` or `for 90 days from DATE`";
    case NodeKind::comparison_tail:
      return "write `is VALUE`, `= VALUE`, `< VALUE`, `in GROUP` or `has VALUE`";
    case NodeKind::quantified:
      return "write `any of SET in GROUP`";
    case NodeKind::counted:
      return "conditions are counted in parentheses: `any of (p, q)`";
    case NodeKind::route_decl:
      return "a route is written `route NAME \"title\" { available when CONDITION  changes FACT to VALUE }`";
    case NodeKind::accept_decl:
      return "an acceptance is written `accept contradiction RULE with RULE { reason \"…\" }`";
    case NodeKind::decision_decl:
      return "a decision is written `decision NAME for CASE { PARTY: ACTION, ACTION }`";
    case NodeKind::scenario_decl:
      return "a scenario is written `scenario \"name\" for CASE { FACT: VALUE  expect … }`";
    case NodeKind::facts:
      return "facts are written `NAME: VALUE` or `NAME { FACT: VALUE }`";
    case NodeKind::expect:
      return "write `expect PARTY must ACTION`, `expect PARTY ACTION is VERDICT`, `expect RULE applies` or `expect CONDITION`";
    case NodeKind::property_decl:
      return "a property is written `property \"name\" { when CONDITION  expect … }`";
    default:
      return {};
  }
}

}  // namespace

std::string shape(const Stacks& stacks, std::size_t place) {
  std::string_view best;
  std::size_t from = 0;
  for (const Way& way : stacks.ways()) {
    for (const Frame* f = way.frame.get(); f != nullptr; f = f->up.get()) {
      if (f->begin >= place) continue;
      const std::string_view words = shape_of(f->rule);
      if (words.empty()) continue;
      if (best.empty() || f->begin > from) {
        best = words;
        from = f->begin;
      }
      break;
    }
  }
  return std::string(best.empty() ? shape_of(NodeKind::decl) : best);
}

}  // namespace jur::parsing
