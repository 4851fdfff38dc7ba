#include <array>
#include <map>

#include "check/conduct.h"

namespace jur::checking {
namespace {

constexpr std::array kCases{SymbolKind::Case};
constexpr std::array kLaws{SymbolKind::Law};
constexpr std::array kActions{SymbolKind::Action};

void check_laws_list(Context& c, model::Decision& decision, NodeRef item) {
  std::map<std::uint32_t, Span> seen;
  for (const NodeRef path : item.child(NodeKind::paths).children(NodeKind::path)) {
    const auto found = c.find(decision.module, path, kLaws, "law");
    if (!found) continue;
    const model::Law& law = c.program.laws[model::LawId(found->index)];
    const auto [first, fresh] = seen.emplace(found->index, path.span());
    if (!fresh) {
      c.sink.report(Code::DuplicateMember, path.span(), path_text(path))
          .label(first->second, "first listed here")
          .help("leave one of them out");
    } else if (law.case_type.valid() && decision.case_type.valid() && law.case_type != decision.case_type) {
      c.sink
          .report(Code::WrongKind, path.span(), law.name, fmt::format("a law for `{}`", c.program.cases[law.case_type].name),
                  fmt::format("a law for `{}`", c.program.cases[decision.case_type].name))
          .label(law.span, "declared here")
          .help(fmt::format("leave it out; the laws for `{}` are decided by a decision for `{}`",
                            c.program.cases[law.case_type].name, c.program.cases[law.case_type].name));
    } else {
      decision.laws->emplace_back(found->index);
    }
  }
}

std::optional<model::Output> check_output(Context& c, const model::Decision& decision, std::uint32_t party, NodeRef act) {
  const NodeRef path = act.child(NodeKind::path, 0);
  const NodeRef argument = act.child(NodeKind::path, 1);
  if (act.broken() || !path) return std::nullopt;
  const auto found = c.find(decision.module, path, kActions, "action");
  if (!found) return std::nullopt;
  const model::Action& action = c.program.actions[model::ActionId(found->index)];
  model::Output out{party, model::ActionId(found->index), {}};
  if (!argument) return out;
  if (!action.parameter.valid()) {
    if (c.nodes[static_cast<std::size_t>(SymbolKind::Action)][found->index].child(NodeKind::path)) return std::nullopt;
    report_superfluous(c, decision.module, action, act);
    return std::nullopt;
  }
  const auto member = check_member(c, decision.module, argument, action.parameter);
  if (!member) return std::nullopt;
  out.argument.kind = model::Argument::Kind::Member;
  out.argument.member = *member;
  return out;
}

// The outputs listed so far, by party and action: the whole action, or some of its slots.
struct Listed {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<std::int64_t, Span>> spans{};

  // `told`: the place in the sink of what is listed again in the same item; one line listed twice is one mistake.
  void add(Context& c, model::Decision& decision, const model::Output& out, NodeRef act, std::optional<std::size_t>& told) {
    constexpr std::int64_t kWhole = -1;
    auto& slots = spans[{out.party, out.action.index}];
    const bool whole = out.argument.kind == model::Argument::Kind::None;
    const auto first = whole || slots.empty()   ? slots.begin()
                       : slots.contains(kWhole) ? slots.find(kWhole)
                                                : slots.find(out.argument.member);
    if (first != slots.end() && told) {
      c.sink[*told].label(act.span(), "and this one");
      return;
    }
    if (first != slots.end()) {
      told = c.sink.all().size();
      c.sink.report(Code::DuplicateMember, act.span(), act.text())
          .label(first->second, "already listed here")
          .help(whole == slots.contains(kWhole) ? "leave one of them out"
                                                : "an action without a slot stands for all its slots: leave one of them out");
      return;
    }
    slots.emplace(whole ? kWhole : std::int64_t{out.argument.member}, act.span());
    decision.outputs.push_back(out);
  }
};

void check_decision(Context& c, model::Decision& decision, NodeRef d) {
  if (const NodeRef path = d.child(NodeKind::path)) {
    const auto found = c.find(decision.module, path, kCases, "case");
    if (found) decision.case_type = model::CaseId(found->index);
  }
  NodeRef laws;
  NodeRef complete;
  Listed listed;
  for (const NodeRef item : d.children(NodeKind::decision_item)) {
    NodeRef* once = item.has(TokenKind::LAWS) ? &laws : item.has(TokenKind::COMPLETE) ? &complete : nullptr;
    if (once != nullptr && *once) {
      c.sink
          .report(Code::MisplacedClause, item.span(),
                  fmt::format("`{}` is given twice", item.has(TokenKind::LAWS) ? "laws" : "complete"))
          .label(once->span(), "first given here")
          .help(item.has(TokenKind::LAWS) ? "list all laws after one `laws`" : "leave one of them out");
      continue;
    }
    if (once != nullptr) *once = item;
    if (item.has(TokenKind::COMPLETE)) decision.complete = true;
    if (item.has(TokenKind::LAWS)) {
      decision.laws.emplace();
      check_laws_list(c, decision, item);
    }
    const NodeRef name = item.child(NodeKind::party_name);
    if (!name) continue;
    const auto party = check_party(c, decision.module, decision.case_type, name);
    if (!party) continue;
    std::optional<std::size_t> told;
    for (const NodeRef act : item.children(NodeKind::act)) {
      if (const auto out = check_output(c, decision, *party, act)) listed.add(c, decision, *out, act, told);
    }
  }
}

}  // namespace

void check_decisions(Context& c) {
  each(c, NodeKind::decision_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (index) check_decision(c, c.program.decisions[*index], d);
  });
}

}  // namespace jur::checking
