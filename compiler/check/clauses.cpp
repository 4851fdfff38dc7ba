#include "check/clauses.h"

namespace jur::checking {

NodeRef only_one(Context& c, const std::vector<NodeRef>& clauses, std::string_view what, std::string_view help) {
  for (std::size_t i = 1; i < clauses.size(); ++i) {
    if (clauses.front().broken() || clauses[i].broken()) continue;
    Diagnostic& d = c.sink.report(Code::MisplacedClause, clauses[i].span(), fmt::format("{} is given twice", what));
    d.label(clauses.front().span(), "first given here");
    d.help(help.empty() ? "leave one of them out" : std::string(help));
  }
  return clauses.empty() ? NodeRef() : clauses.front();
}

std::vector<NodeRef> clauses_of(NodeRef declaration, NodeKind item, NodeKind clause) {
  std::vector<NodeRef> out;
  for (const NodeRef i : declaration.children(item)) {
    if (const NodeRef found = i.child(clause)) out.push_back(found);
  }
  return out;
}

}  // namespace jur::checking
