// The statements of docs/design/language.md and the tests that quote them.
//
// The page is cut by a fixed rule:
// - headings, fences, the head of a table and blank lines say nothing;
// - in a fenced block each line is a statement, without its comment; lines of brackets alone say nothing;
// - elsewhere lines are joined to paragraphs (a list item, without its number, or a row of a table is one of its own), and a
//   paragraph is cut after each `.` and `;` that stands before a blank and outside `code`.
//
// A test quotes with a comment: `# says: TEXT` in a golden test (before its first command), `// says: TEXT` in C++. A quote goes
// on in the lines below it that begin with `#` or `//` and two blanks or more. It repeats the page word for word (blanks and
// line breaks count as one blank), lies within one statement and stands once on the page, unless it is a whole statement. It may
// be a part of a statement: then other tests quote the rest.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace jur::meta {

struct Statement {
  std::size_t line;  // of the page, from 1: where it begins
  std::string text;
  std::vector<bool> quoted;  // one a byte of the text
};

struct Quote {
  std::string file;
  std::size_t line;
  std::string text;
};

[[nodiscard]] std::vector<Statement> statements_of(const std::string& page);
// Of golden tests below tests/cases and of the C++ files below tests.
[[nodiscard]] std::vector<Quote> quotes_of_tests();
// Lines `TEXT :: why it says nothing that a test could hold`.
[[nodiscard]] std::vector<Quote> unquoted_texts();

// Marks the quoted bytes. Empty, or what is wrong with the quote.
[[nodiscard]] std::string mark(std::vector<Statement>& statements, const Quote& quote);
// The stretches of the statement that nothing quotes; stops, commas, brackets and the like need no quote.
[[nodiscard]] std::vector<std::string> unquoted(const Statement& statement);

}  // namespace jur::meta
