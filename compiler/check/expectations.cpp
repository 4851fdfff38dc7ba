#include <array>

#include "check/scenarios.h"

namespace jur::checking {
namespace {

constexpr std::array kLaws{SymbolKind::Law};
constexpr std::array kGroups{SymbolKind::Group};
constexpr std::array<std::string_view, 7> kWords{"undetermined", "contradictory", "required", "forbidden",
                                                 "permitted",    "exempt",        "silent"};

using Kind = model::Expectation::Kind;

struct Reader {
  Context& c;
  Scope s;
  NodeRef node;
  model::Expectation out{};
  bool good = true;

  Diagnostic& bad(Span span, const std::string& message) {
    good = false;
    return c.sink.report(Code::BadExpectation, span, message);
  }

  void read_word() {
    const NodeRef modal = node.child(NodeKind::modal);
    if (modal) {
      out.word = modal.has(TokenKind::MUST)   ? (modal.has(TokenKind::NOT) ? "forbidden" : "required")
                 : modal.has(TokenKind::NEED) ? "exempt"
                                              : "permitted";
      return;
    }
    const NodeRef name = node.child(NodeKind::name);
    out.negated = node.has(TokenKind::NOT);
    out.word = std::string(name.text());
    for (const std::string_view word : kWords) {
      if (out.word == word) return;
    }
    good = false;
    Diagnostic& d = c.sink.report(Code::UnknownName, name.span(), "verdict", out.word);
    std::vector<std::string> near;
    std::string all;
    for (const std::string_view word : kWords) {
      near.emplace_back(word);
      all += fmt::format("{}`{}`", all.empty() ? "" : ", ", word);
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMeant{{{"allowed", "permitted"},
                                                                                          {"banned", "forbidden"},
                                                                                          {"prohibited", "forbidden"},
                                                                                          {"mandatory", "required"},
                                                                                          {"obligatory", "required"},
                                                                                          {"unclear", "undetermined"},
                                                                                          {"unknown", "undetermined"},
                                                                                          {"conflicting", "contradictory"}}};
    for (const auto& [word, meant] : kMeant) {
      if (out.word == word) d.help(fmt::format("did you mean `{}`?", meant));
    }
    if (d.helps.empty()) (void)suggest(d, out.word, near);
    if (d.helps.empty()) d.general_help(fmt::format("a verdict is one of {}", all));
  }

  // A law without a jurisdiction goes by its own name.
  bool order_of_law(NodeRef path) {
    const auto symbol = c.peek(s.module, path_text(path), kLaws);
    if (!symbol || c.peek(s.module, path_text(path), kGroups)) return false;
    const model::Law& law = c.program.laws[model::LawId(symbol->index)];
    if (c.orderless[symbol->index]) {
      good = false;
    } else if (law.jurisdiction.kind == model::Jurisdiction::Kind::Own) {
      out.under = law.jurisdiction;
      out.under_law = model::LawId(symbol->index);
    } else {
      bad(path.span(), fmt::format("`{}` is a law, and `under` names a legal order", law.name))
          .label(law.span, fmt::format("its order is `{}`", law.jurisdiction.name))
          .help(fmt::format("write `under {}`, or name its rules after `by`", law.jurisdiction.name));
    }
    return true;
  }

  void read_under(NodeRef tail) {
    const NodeRef path = tail.child(NodeKind::path);
    if (path && order_of_law(path)) return;
    out.under = check_jurisdiction(c, s.module, path ? path : tail.token(TokenKind::STRING));
    good = good && out.under.has_value();
  }

  void read_by(NodeRef tail) {
    out.has_by = true;
    out.by_only = tail.has(TokenKind::ONLY);
    for (const NodeRef path : tail.child(NodeKind::paths).children(NodeKind::path)) {
      const auto ref = check_rule_ref(c, s, path);
      if (!ref) {
        good = false;
        continue;
      }
      if (!rule_of_case(*ref, path)) continue;
      out.by.push_back(*ref);
    }
  }

  bool rule_of_case(const model::RuleRef& ref, NodeRef path) {
    const model::Law& law = c.program.laws[ref.law];
    if (!ref.rule.valid()) {
      Diagnostic& d = bad(path.span(), fmt::format("`{}` is a law, and here stands a rule", law.name));
      d.help(law.rules.empty() ? "this law has no rule: leave it out"
                               : fmt::format("name the rule: `{}`", model::qualified_name(c.program, law.rules.front())));
      return false;
    }
    const model::CaseId of = c.program.rules[ref.rule].case_type;
    if (!of.valid() || of == s.case_type) return true;
    bad(path.span(), fmt::format("`{}` is a rule for `{}`, not for `{}`", model::qualified_name(c.program, ref.rule),
                                 c.program.cases[of].name, c.program.cases[s.case_type].name))
        .label(c.program.rules[ref.rule].span, "declared here")
        .help(fmt::format("leave it out, or expect it of a case `{}`", c.program.cases[of].name));
    return false;
  }

  void read_tails() {
    NodeRef first[3];
    for (const NodeRef tail : node.children(NodeKind::expect_tail)) {
      const std::size_t which = tail.has(TokenKind::UNDER) ? 0 : tail.has(TokenKind::BY) ? 1 : 2;
      if (first[which]) {
        good = false;
        c.sink
            .report(Code::MisplacedClause, tail.span(),
                    fmt::format("`{}` is given twice", which == 0   ? "under"
                                                       : which == 1 ? "by"
                                                                    : "within"))
            .label(first[which].span(), "first given here")
            .help(which == 1 ? "list all rules after one `by`" : "leave one of them out");
        continue;
      }
      first[which] = tail;
      if (which == 0) read_under(tail);
      if (which == 1) read_by(tail);
      if (which == 2) read_within(tail);
    }
  }

  void read_within(NodeRef tail) {
    const std::size_t before = c.mistakes();
    out.within = check_duration(c, tail.child(NodeKind::duration));
    good = good && c.mistakes() == before;
    if (out.word == "required" || out.word == "contradictory" || !good) return;
    bad(tail.span(), fmt::format("a verdict that is `{}` has no deadline", out.word)).help("`within` goes with `must`");
  }

  void read_verdict() {
    out.kind = Kind::Verdict;
    const auto act = check_act(c, s, node.child(NodeKind::party_name), node.child(NodeKind::act));
    if (act) out.act = *act;
    good = act.has_value();
    read_word();
    read_tails();
  }

  void read_applies() {
    out.kind = Kind::Applies;
    out.negated = node.has(TokenKind::NOT);
    const NodeRef path = node.child(NodeKind::path);
    const auto ref = check_rule_ref(c, s, path);
    good = ref.has_value();
    if (!ref) return;
    out.rule = *ref;
    if (!ref->rule.valid()) {
      bad(path.span(), fmt::format("`{}` is a law; of rules it is said that they apply", c.program.laws[ref->law].name))
          .help(fmt::format("write `expect {} is {}in force`", path.text(), out.negated ? "not " : ""));
      return;
    }
    (void)rule_of_case(*ref, path);
  }

  void read_in_force() {
    out.kind = Kind::InForce;
    out.negated = node.has(TokenKind::NOT);
    const NodeRef path = node.child(NodeKind::path);
    const auto ref = check_rule_ref(c, s, path);
    good = ref.has_value();
    if (!ref) return;
    out.rule = *ref;
    if (!ref->rule.valid()) return;
    bad(path.span(), fmt::format("`{}` is a rule; of laws it is said that they are in force", path.text()))
        .help(fmt::format("write `expect {} {}`", path.text(), out.negated ? "does not apply" : "applies"));
  }

  void read_condition() {
    out.kind = Kind::Holds;
    out.condition = check_condition(c, s, node.child(NodeKind::expr));
    good = c.program.exprs[out.condition].type.kind != model::TypeKind::Error;
  }
};

}  // namespace

std::optional<model::Expectation> check_expectation(Context& c, model::ModuleId from, model::CaseId case_type,
                                                    NodeRef expectation) {
  if (!expectation || expectation.broken()) return std::nullopt;
  Reader r{c, {from, case_type, {}, {}}, expectation};
  r.out.span = expectation.span();
  if (expectation.child(NodeKind::party_name)) {
    r.read_verdict();
  } else if (expectation.child(NodeKind::expr)) {
    r.read_condition();
  } else if (expectation.has(TokenKind::APPLIES) || expectation.has(TokenKind::APPLY)) {
    r.read_applies();
  } else {
    r.read_in_force();
  }
  return r.good ? std::optional(std::move(r.out)) : std::nullopt;
}

}  // namespace jur::checking
