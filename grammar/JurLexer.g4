// The words of Jur. Only the hard words can never be names; every soft word is a name wherever a name may stand.
// compiler/syntax/token.def lists the same tokens under the same names: a token added here is added there.
lexer grammar JurLexer;

// Made from IN and ON by the reader of tokens, never by the lexer: `in` before `force from` or `force until`
// opens a period, and `on` before `breach "…"` opens a sanction. Neither continues a condition.
tokens { IN_CLAUSE, ON_CLAUSE }

// Hard words.
AND: 'and'; OR: 'or'; NOT: 'not'; IS: 'is'; IN: 'in'; HAS: 'has'; AT: 'at'; UNKNOWN: 'unknown';
WHEN: 'when'; UNLESS: 'unless'; TRUE: 'true'; FALSE: 'false'; NONE: 'none';

// Soft words: declarations.
USE: 'use'; ENUM: 'enum'; RECORD: 'record'; EXTEND: 'extend'; GROUP: 'group'; RELATION: 'relation'; CASE: 'case';
ASSUME: 'assume'; DEFINE: 'define'; ACTION: 'action'; RELATE: 'relate'; LAW: 'law'; RULE: 'rule'; ROUTE: 'route';
ACCEPT: 'accept'; DECISION: 'decision'; SCENARIO: 'scenario'; PROPERTY: 'property';
// Soft words: types, facts, groups.
BOOL: 'bool'; INT: 'int'; DATE: 'date'; SET: 'set'; OF: 'of'; AS: 'as'; PARTY: 'party'; ASSESSMENT: 'assessment';
PRESUMED: 'presumed'; SYMMETRIC: 'symmetric'; EXCEPT: 'except'; UNVERIFIED: 'unverified';
// Soft words: actions, laws, rules.
EXCLUDES: 'excludes'; IMPLIES: 'implies'; POSSIBLE: 'possible'; JURISDICTION: 'jurisdiction'; CITE: 'cite'; FORCE: 'force';
FROM: 'from'; UNTIL: 'until'; ON: 'on'; BREACH: 'breach'; NOTWITHSTANDING: 'notwithstanding'; SUBJECT: 'subject'; TO: 'to';
FOR: 'for'; EVERY: 'every'; MUST: 'must'; MAY: 'may'; NEED: 'need'; ONLY: 'only'; IF: 'if'; EVEN: 'even';
IMPOSSIBLE: 'impossible'; WITHIN: 'within'; BY: 'by'; BEFORE: 'before';
// Soft words: conditions, quantities of time.
ANY: 'any'; ALL: 'all'; LEAST: 'least';
HOUR: 'hour' 's'?; DAY: 'day' 's'?; WEEK: 'week' 's'?; MONTH: 'month' 's'?; YEAR: 'year' 's'?;
// Soft words: routes, acceptances, decisions, scenarios.
AVAILABLE: 'available'; CHANGES: 'changes'; ADDS: 'adds'; CONTRADICTION: 'contradiction'; WITH: 'with'; REASON: 'reason';
REFER: 'refer'; LAWS: 'laws'; COMPLETE: 'complete'; LIKE: 'like'; EXPECT: 'expect'; UNDER: 'under'; APPLIES: 'applies';
DOES: 'does'; APPLY: 'apply';

IDENT: [A-Za-z_] [A-Za-z0-9_]*;
// A date is read as one token even where it names no day, so that the message can say so.
DATE_LITERAL: [0-9] [0-9] [0-9] [0-9] '-' [0-9]+ '-' [0-9]+;
NUMBER: [0-9] [0-9_]*;
STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';

LBRACE: '{'; RBRACE: '}'; LPAREN: '('; RPAREN: ')'; COMMA: ','; COLON: ':'; QUESTION: '?'; DOTDOT: '..'; DOT: '.';
EQ: '='; NE: '!='; LE: '<='; GE: '>='; LT: '<'; GT: '>'; PLUS: '+'; MINUS: '-';

COMMENT: '#' ~[\r\n]* -> channel(HIDDEN);
SPACE: [ \t\r\n]+ -> channel(HIDDEN);
// Whatever else stands in a file is one bad character at a time (an unclosed string is a bad `"`).
BAD: . ;
