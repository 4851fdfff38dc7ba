// The syntax of Jur: the one definition. Each rule is a node kind of compiler/syntax/node.def under the same name.
// What a sentence means, and which sentences are refused although they parse, is said in docs/language/.
parser grammar JurParser;
options { tokenVocab = JurLexer; }

file: decl* EOF;

decl
  : use_decl | enum_decl | record_decl | extend_decl | group_decl | relation_decl | case_decl | assume_decl | define_decl
  | action_decl | relate_decl | law_decl | route_decl | accept_decl | decision_decl | scenario_decl | property_decl
  ;

// ---- names ----------------------------------------------------------------------------------------------------------
// A name: an identifier or a soft word.
name
  : IDENT | USE | ENUM | RECORD | EXTEND | GROUP | RELATION | CASE | ASSUME | DEFINE | ACTION | RELATE | LAW | RULE | ROUTE
  | ACCEPT | DECISION | SCENARIO | PROPERTY | BOOL | INT | DATE | SET | OF | AS | PARTY | ASSESSMENT | PRESUMED | SYMMETRIC
  | EXCEPT | UNVERIFIED | EXCLUDES | IMPLIES | POSSIBLE | JURISDICTION | CITE | FORCE | FROM | UNTIL | ON | BREACH
  | NOTWITHSTANDING | SUBJECT | TO | FOR | EVERY | MUST | MAY | NEED | ONLY | IF | EVEN | IMPOSSIBLE | WITHIN | BY | BEFORE
  | ANY | ALL | LEAST | HOUR | DAY | WEEK | MONTH | YEAR | AVAILABLE | CHANGES | ADDS | CONTRADICTION | WITH | REASON | REFER
  | LAWS | COMPLETE | LIKE | EXPECT | UNDER | APPLIES | DOES | APPLY
  ;
// After `.` and before `:` every word is a name.
any_name: name | AND | OR | NOT | IS | IN | HAS | AT | UNKNOWN | WHEN | UNLESS | TRUE | FALSE | NONE;
// `demand.from`, `places.EU`, `laws.ireland`, `sca.contents`.
path: name (DOT any_name)*;
paths: path (COMMA path)* COMMA?;

// ---- modules, types, facts -------------------------------------------------------------------------------------------
use_decl: USE path;

enum_decl: ENUM name title? LBRACE (enumerator (COMMA enumerator)* COMMA?)? RBRACE;
enumerator: name title?;
title: STRING;

record_decl: RECORD name title? LBRACE (field COMMA?)* RBRACE;
extend_decl: EXTEND path LBRACE (field COMMA?)* RBRACE;
// `due: date or none = none "return date"`; at most one of `= V` and `presumed V`.
field: any_name COLON type default_value? presumption? title?;
// `?` after the type: the fact may be unknown. `or none`: there may be no such thing.
type: base_type (OR NONE)? QUESTION?;
base_type: BOOL | INT number DOTDOT number | DATE | SET OF path | path;
number: MINUS? NUMBER;
default_value: EQ value;
presumption: PRESUMED value;
value: TRUE | FALSE | NONE | UNKNOWN | number | DATE_LITERAL | set_literal | path;
set_literal: LBRACE (path (COMMA path)* COMMA?)? RBRACE;

case_decl: CASE name title? AS OF path LBRACE (case_member COMMA?)* RBRACE;
case_member: assessment | PARTY field | field;
assessment: ASSESSMENT name (title | decided_by | presumption)*;
decided_by: BY STRING;

assume_decl: ASSUME for_case? title? expr;
define_decl: DEFINE name parameters? for_case? title? EQ expr;
parameters: LPAREN parameter (COMMA parameter)* COMMA? RPAREN;
parameter: name COLON type;
for_case: FOR path;

// ---- groups and relations --------------------------------------------------------------------------------------------
group_decl: GROUP name title? OF path title? EQ group_expr;
// `and` binds tighter than `or` and `except`, which bind alike, from the left.
group_expr: group_term ((OR | EXCEPT) group_term)*;
group_term: group_factor (AND group_factor)*;
// Periods, cite and mark after a parenthesis belong to all that is inside.
group_factor: dated_set | path | LPAREN group_expr RPAREN periods? (cite | unverified)*;
// A period, cite or mark belongs to every member since the period before.
dated_set: LBRACE (dated_member (COMMA dated_member)* COMMA?)? RBRACE;
dated_member: path period? (cite | unverified)* | period (cite | unverified)*;
period: FROM DATE_LITERAL (UNTIL DATE_LITERAL)? | UNTIL DATE_LITERAL;
periods: period (COMMA period)*;
cite: CITE STRING;
unverified: UNVERIFIED STRING?;

relation_decl: RELATION name LPAREN path (COMMA path)* RPAREN SYMMETRIC? title? LBRACE (tuple COMMA?)* RBRACE;
tuple: LPAREN path (COMMA path)* RPAREN periods? (cite | unverified)*;

// ---- actions ---------------------------------------------------------------------------------------------------------
action_decl: ACTION name (LPAREN path RPAREN)? (title | for_case)* (excludes | possible)*;
excludes: EXCLUDES path (COMMA path)*;
possible: POSSIBLE WHEN expr;
relate_decl: RELATE for_case? act_pattern (IMPLIES | EXCLUDES) act_pattern (COMMA act_pattern)* (WHEN expr)?;
// [PARTY] ACTION [(ARGUMENT)]
act_pattern: (party_name)? act;
party_name: name;
act: path (LPAREN path RPAREN)?;

// ---- laws ------------------------------------------------------------------------------------------------------------
law_decl: LAW name (title | for_case | notwithstanding | subject_to)* LBRACE law_item* RBRACE;
law_item: jurisdiction | cite | in_force | unverified | when_clause | assessment | rule_decl;
jurisdiction: JURISDICTION (path | STRING);
in_force: IN_CLAUSE FORCE periods;
when_clause: WHEN expr;
notwithstanding: NOTWITHSTANDING paths;
subject_to: SUBJECT TO paths;

rule_decl: RULE name (title | for_every | for_case | notwithstanding | subject_to)* LBRACE rule_item* RBRACE;
for_every: FOR EVERY path name;
rule_item: cite | in_force | unverified | breach | when_clause | norm | unless_clause;
breach: ON_CLAUSE BREACH STRING;
// A cite, in force or mark right after the condition belongs to the exception.
unless_clause: UNLESS STRING? expr (cite | in_force | unverified)*;

// PARTY MODAL ACTION [TIME] [only if C] [even if impossible]
norm: party_name modal act norm_time? only_if? even_if?;
modal: MUST NOT? | MAY | NEED NOT;
only_if: ONLY IF expr;
even_if: EVEN IF IMPOSSIBLE;
norm_time
  : WITHIN duration OF sum
  | BY sum
  | BEFORE sum
  | UNTIL sum
  | FROM sum (UNTIL sum)?
  | FOR duration FROM sum
  ;
duration: NUMBER (HOUR | DAY | WEEK | MONTH | YEAR);

// ---- conditions ------------------------------------------------------------------------------------------------------
// `and` and `or` may not be mixed without parentheses: that is checked after parsing.
expr: negation ((AND | OR) negation)*;
negation: NOT* comparison;
comparison: (quantified | sum) comparison_tail?;
comparison_tail
  : (EQ | NE | LT | LE | GT | GE) sum
  | IS? NOT? IN set_operand on_date?
  | IS NOT? sum
  | HAS sum
  ;
// After `in`: one group, set literal or set fact; algebra in parentheses.
set_operand: set_literal | path | LPAREN group_expr RPAREN;
on_date: ON sum;
// `any of S`, before `in` or as an argument.
quantified: (ANY | ALL | NONE) OF (path | set_literal);
sum: term ((PLUS | MINUS) term)*;
term: duration | number | DATE_LITERAL | TRUE | FALSE | NONE | set_literal | counted | call | path | LPAREN expr RPAREN;
// `all of (p, q)`, `any of (p, q)`, `none of (p, q)`, `at least 2 of (p, q, r)`.
counted: (ANY OF | ALL OF | NONE OF | AT LEAST NUMBER OF) LPAREN expr (COMMA expr)* COMMA? RPAREN;
call: path LPAREN argument (COMMA argument)* COMMA? RPAREN on_date?;
argument: quantified | sum;

// ---- routes, acceptances, decisions ------------------------------------------------------------------------------------
route_decl: ROUTE name (title | for_case)* LBRACE route_item* RBRACE;
route_item: AVAILABLE WHEN expr | CHANGES path TO value | ADDS value TO path;

accept_decl: ACCEPT CONTRADICTION paths (WITH paths)? (WHEN expr)? LBRACE accept_item* RBRACE;
accept_item: REASON STRING | ROUTE path | REFER TO STRING | UNTIL DATE_LITERAL | cite;

decision_decl: DECISION name title? FOR path LBRACE decision_item* RBRACE;
decision_item: LAWS paths | COMPLETE | party_name COLON act (COMMA act)* COMMA?;

// ---- scenarios and properties -----------------------------------------------------------------------------------------
scenario_decl: SCENARIO STRING (for_case | like | under_all)* LBRACE scenario_item* RBRACE;
like: LIKE STRING;
under_all: UNDER ALL LAWS;
scenario_item: expect | facts;
// `demand { from: US }`, `comity: yes`, `sca.material_risk: no`.
facts: any_name (DOT any_name)* (COLON value | LBRACE (facts COMMA?)* RBRACE) COMMA?;
expect: EXPECT expectation;
expectation
  : party_name modal act expect_tail*
  | party_name act IS NOT? name expect_tail*
  | path (APPLIES | DOES NOT APPLY)
  | path IS NOT? IN FORCE
  | expr
  ;
expect_tail: UNDER (path | STRING) | BY ONLY? paths | WITHIN duration;

property_decl: PROPERTY STRING (for_case | under_all)* LBRACE property_item* RBRACE;
property_item: when_clause | expect;
