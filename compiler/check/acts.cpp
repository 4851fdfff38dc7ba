#include <array>

#include "check/conditions.h"
#include "check/conduct.h"

namespace jur::checking {
namespace {

constexpr std::array kActions{SymbolKind::Action};

std::optional<std::uint32_t> party_of(Context& c, const Scope& s, NodeRef party_name) {
  if (!party_name) return model::Act::kEveryParty;
  if (party_name.broken()) return std::nullopt;
  for (const Local& local : s.locals) {
    if (local.name == party_name.text() && local.type.kind == model::TypeKind::Record) return model::Act::kForEvery;
  }
  return check_party(c, s.module, s.case_type, party_name);
}

std::optional<model::Argument> argument_of(Context& c, const Scope& s, const model::Action& action, bool partial, NodeRef act) {
  const NodeRef path = act.child(NodeKind::path, 1);
  model::Argument out;
  if (!action.parameter.valid()) {
    if (!path) return out;
    if (partial) return std::nullopt;
    report_superfluous(c, s.module, action, act);
    return std::nullopt;
  }
  if (!path) {
    const model::EnumType& e = c.program.enums[action.parameter];
    Diagnostic& d =
        c.sink.report(Code::WrongArity, act.span(), action.name, fmt::format("one argument, a `{}`", e.name), "none is");
    d.label(action.span, "the action is declared here");
    d.help(fmt::format("write `{}({})`", act.text(), e.members.empty() ? "…" : e.members.front().name));
    return std::nullopt;
  }
  const auto member = check_slot(c, s, path, action.parameter);
  if (!member) return std::nullopt;
  out.kind = model::Argument::Kind::Member;
  out.member = *member;
  return out;
}

}  // namespace

void report_superfluous(Context& c, model::ModuleId from, const model::Action& action, NodeRef act) {
  const auto enums = enums_with(c, from, act.child(NodeKind::path, 1).text());
  c.sink.report(Code::WrongArity, act.span(), action.name, "no argument", "one is")
      .label(action.span, "the action is declared here")
      .help(fmt::format("write `{}`, or declare it with a parameter: `action {}({})`", action.name, action.name,
                        enums.empty() ? "ENUM" : c.program.enums[enums.front()].name));
}

std::optional<std::uint32_t> check_slot(Context& c, const Scope& s, NodeRef path, model::EnumId of) {
  if (path.broken() || enumerator(c, s.module, path, of) || !known(c, s, path)) return check_member(c, s.module, path, of);
  const Named named = look_up(c, s, path);
  if (named.kind == Named::Kind::Error) return std::nullopt;
  c.sink
      .report(Code::WrongKind, path.span(), path_text(path), named.kind == Named::Kind::Define ? "a define" : "a fact",
              fmt::format("an enumerator of `{}`", c.program.enums[of].name))
      .label(named.declared, "declared here")
      .help("an argument is one slot: write a rule for each, with `when` for the fact");
  return std::nullopt;
}

std::optional<model::ActionId> check_action_name(Context& c, model::ModuleId from, NodeRef act) {
  const NodeRef path = act.child(NodeKind::path, 0);
  if (act.broken() || !path) return std::nullopt;
  const auto found = c.find(from, path, kActions, "action");
  return found ? std::optional(model::ActionId(found->index)) : std::nullopt;
}

bool doubtful_parameter(const Context& c, model::ActionId action) {
  const NodeRef d = c.nodes[static_cast<std::size_t>(SymbolKind::Action)][action.index];
  return !c.program.actions[action].parameter.valid() && (d.broken() || d.child(NodeKind::path));
}

std::optional<model::Act> check_act(Context& c, const Scope& s, NodeRef party_name, NodeRef act) {
  const auto party = party_of(c, s, party_name);
  const auto action = check_action_name(c, s.module, act);
  if (!action) return std::nullopt;
  const auto argument = argument_of(c, s, c.program.actions[*action], doubtful_parameter(c, *action), act);
  if (!party || !argument) return std::nullopt;
  return model::Act{*party, *action, *argument};
}

}  // namespace jur::checking
