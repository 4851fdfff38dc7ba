#include <algorithm>

#include "base/nearest.h"
#include "check/conduct.h"

namespace jur::checking {
namespace {

// A bare name that begins with a lower-case letter and is no enumerator of the type.
bool is_variable(const Context& c, NodeRef path, model::EnumId of) {
  const auto parts = segments(path);
  if (parts.size() != 1) return false;
  const std::string_view name = parts.front().text();
  return name.front() >= 'a' && name.front() <= 'z' && !peek_member(c, of, name);
}

// A name of some length that is nearly an enumerator is a slip, not a variable.
bool misspelt(Context& c, NodeRef path, model::EnumId of) {
  const std::string name = path_text(path);
  if (name.size() < 3) return false;
  std::vector<std::string> members;
  for (const model::Member& m : c.program.enums[of].members) members.push_back(m.name);
  const auto near = nearest(name, members);
  if (!near) return false;
  c.sink.report(Code::UnknownName, path.span(), fmt::format("`{}`", c.program.enums[of].name), name)
      .help(fmt::format("did you mean `{}`?", *near))
      .note("a lower-case name here is a variable over the slots, but this one is all but the name of an enumerator");
  return true;
}

std::optional<model::Argument> variable(Context& c, NodeRef path, model::EnumId of, std::vector<model::Parameter>& variables) {
  const std::string name = path_text(path);
  model::Argument out;
  out.kind = model::Argument::Kind::Variable;
  out.variable = name;
  const auto first = std::find_if(variables.begin(), variables.end(), [&](const model::Parameter& p) { return p.name == name; });
  if (first == variables.end()) {
    if (misspelt(c, path, of)) return std::nullopt;
    model::Parameter p;
    p.name = name;
    p.type.kind = model::TypeKind::Enum;
    p.type.enumeration = of;
    p.span = path.span();
    variables.push_back(std::move(p));
    return out;
  }
  if (first->type.enumeration == of) return out;
  c.sink.report(Code::TypeMismatch, path.span(), type_words(c, first->type), fmt::format("a `{}`", c.program.enums[of].name))
      .label(first->span, fmt::format("`{}` stands for {} here", name, type_words(c, first->type)))
      .help("write another name for one of the two");
  return std::nullopt;
}

std::optional<model::Argument> argument(Context& c, const Scope& s, model::ActionId id, NodeRef act,
                                        std::vector<model::Parameter>& variables) {
  const model::Action& action = c.program.actions[id];
  const NodeRef path = act.child(NodeKind::path, 1);
  model::Argument out;
  if (!action.parameter.valid()) {
    if (!path) return out;
    if (doubtful_parameter(c, id)) return std::nullopt;
    report_superfluous(c, s.module, action, act);
    return std::nullopt;
  }
  if (!path) {
    c.sink
        .report(Code::WrongArity, act.span(), action.name,
                fmt::format("one argument, a `{}`", c.program.enums[action.parameter].name), "none is")
        .label(action.span, "the action is declared here")
        .help(fmt::format("for any slot write a variable: `{}(a)`", act.text()));
    return std::nullopt;
  }
  if (is_variable(c, path, action.parameter)) return variable(c, path, action.parameter, variables);
  const auto member = check_slot(c, s, path, action.parameter);
  if (!member) return std::nullopt;
  out.kind = model::Argument::Kind::Member;
  out.member = *member;
  return out;
}

}  // namespace

std::optional<model::Act> check_pattern(Context& c, const Scope& s, NodeRef pattern, std::vector<model::Parameter>& variables) {
  if (pattern.broken()) return std::nullopt;
  model::Act out;
  const NodeRef act = pattern.child(NodeKind::act);
  bool good = true;
  if (const NodeRef name = pattern.child(NodeKind::party_name)) {
    const auto party = check_party(c, s.module, s.case_type, name);
    good = party.has_value();
    if (party) out.party = *party;
  }
  const auto action = check_action_name(c, s.module, act);
  if (!action) return std::nullopt;
  const auto slot = argument(c, s, *action, act, variables);
  if (!slot || !good) return std::nullopt;
  out.action = *action;
  out.argument = *slot;
  return out;
}

}  // namespace jur::checking
