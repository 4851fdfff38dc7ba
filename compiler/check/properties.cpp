#include "check/clauses.h"
#include "check/scenarios.h"

namespace jur::checking {

void check_properties(Context& c) {
  each(c, NodeKind::property_decl, [&](model::ModuleId module, NodeRef d) {
    const NodeRef name = d.token(TokenKind::STRING);
    if (!name) return;
    model::Property p;
    p.name = syntax::string_value(name);
    p.module = module;
    p.span = name.span();
    for (const model::Property& other : c.program.properties) {
      if (other.module != module || other.name != p.name) continue;
      c.sink.report(Code::DuplicateName, p.span, p.name)
          .label(other.span, "first declared here")
          .help("give one of them another name");
      return;
    }
    only_one(c, d.children(NodeKind::for_case), "`for`");
    const For target = check_for(c, module, d);
    p.case_type = target.case_type;
    p.decision = target.decision;
    p.all_laws = target.all_laws;
    if (!p.case_type.valid()) return;
    const NodeRef when =
        only_one(c, clauses_of(d, NodeKind::property_item, NodeKind::when_clause), "`when`", "join the conditions with `and`");
    if (when) p.when = check_condition(c, {module, p.case_type, {}, {}}, when.child(NodeKind::expr));
    const auto expects = clauses_of(d, NodeKind::property_item, NodeKind::expect);
    for (const NodeRef node : expects) {
      auto expectation = check_expectation(c, module, p.case_type, node.child(NodeKind::expectation));
      if (!expectation) continue;
      if (expectation->word == "undetermined") {
        c.sink
            .report(Code::BadExpectation, expectation->span,
                    "a property ranges over cases with every fact known, where nothing is undetermined")
            .help("write a scenario with `unknown` facts for it");
        continue;
      }
      p.expectations.push_back(std::move(*expectation));
    }
    if (expects.empty() && !d.broken()) {
      c.sink.report(Code::BadExpectation, p.span, fmt::format("property `{}` expects nothing", p.name))
          .help("say what holds in each such case: `expect PARTY ACTION is not required`");
    }
    c.program.properties.push_back(std::move(p));
  });
}

}  // namespace jur::checking
