#include <array>

#include "check/context.h"

namespace jur::checking {
namespace {

constexpr std::array kEnums{SymbolKind::Enum};
constexpr std::array kGroups{SymbolKind::Group};

// The groups that a group's expression names.
std::vector<model::GroupId> named_in(const Context& c, model::ModuleId module, NodeRef expr) {
  std::vector<model::GroupId> out;
  if (!expr) return out;
  const syntax::Tree& tree = *expr.tree();
  for (std::uint32_t i = expr.index(); i < tree.nodes[expr.index()].next; ++i) {
    const NodeRef node{&tree, i};
    const NodeRef path = node.is(NodeKind::group_factor) ? node.child(NodeKind::path) : NodeRef();
    if (!path || path.broken()) continue;
    if (const auto found = c.peek(module, path_text(path), kGroups)) out.emplace_back(found->index);
  }
  return out;
}

struct Pass {
  Context& c;
  enum class State : std::uint8_t { New, Open, Done };
  struct Step {
    model::GroupId group;
    std::size_t next = 0;
  };
  std::vector<State> states{};
  std::vector<std::vector<model::GroupId>> uses{};
  std::vector<bool> circular{};

  NodeRef node(model::GroupId g) const { return c.nodes[static_cast<std::size_t>(SymbolKind::Group)][g.index]; }

  // Faulty groups hold everybody, always: nothing that rests on them gives a second error.
  void settle(model::GroupId id) {
    model::Group& g = c.program.groups[id];
    if (!g.of.valid()) return;
    const NodeRef expr = node(id).child(NodeKind::group_expr);
    const std::size_t size = c.program.enums[g.of].members.size();
    if (circular[id.index] || !expr || node(id).broken()) {
      g.members = {std::vector<IntervalSet>(size, IntervalSet::all()), std::vector<IntervalSet>(size)};
    } else {
      g.members = check_group_expr(c, g.module, expr, g.of);
      for (auto& entry : g.members.marks) {
        for (model::Mark& mark : entry.second) {
          if (mark.group.empty()) mark.group = g.name;
        }
      }
    }
  }

  void report_circle(const std::vector<Step>& way, model::GroupId back) {
    std::string circle;
    bool on = false;
    for (const Step& s : way) {
      on = on || s.group == back;
      if (!on) continue;
      circle += fmt::format("`{}` → ", c.program.groups[s.group].name);
      circular[s.group.index] = true;
    }
    const model::Group& g = c.program.groups[back];
    Diagnostic& d =
        c.sink.report(Code::DefinitionCycle, g.span, fmt::format("group `{}`", g.name), fmt::format("{}`{}`", circle, g.name));
    on = false;
    for (const Step& s : way) {
      if (on) d.label(c.program.groups[s.group].span, fmt::format("`{}` is in the circle", c.program.groups[s.group].name));
      on = on || s.group == back;
    }
    d.help("list the members of one of them by name");
  }

  void visit(model::GroupId from) {
    std::vector<Step> way{{from}};
    states[from.index] = State::Open;
    while (!way.empty()) {
      Step& top = way.back();
      if (top.next == uses[top.group.index].size()) {
        settle(top.group);
        states[top.group.index] = State::Done;
        way.pop_back();
        continue;
      }
      const model::GroupId next = uses[top.group.index][top.next++];
      if (states[next.index] == State::Open) {
        report_circle(way, next);
      } else if (states[next.index] == State::New) {
        states[next.index] = State::Open;
        way.push_back({next});
      }
    }
  }
};

}  // namespace

void check_groups(Context& c) {
  Pass pass{c};
  const std::size_t size = c.program.groups.size();
  pass.states.resize(size);
  pass.uses.resize(size);
  pass.circular.resize(size);
  for (const model::GroupId id : c.program.groups.ids()) {
    model::Group& g = c.program.groups[id];
    if (const NodeRef path = pass.node(id).child(NodeKind::path)) {
      const auto found = c.find(g.module, path, kEnums, "enum");
      if (found) g.of = model::EnumId(found->index);
    }
    pass.uses[id.index] = named_in(c, g.module, pass.node(id).child(NodeKind::group_expr));
  }
  for (const model::GroupId id : c.program.groups.ids()) {
    if (pass.states[id.index] == Pass::State::New) pass.visit(id);
  }
}

}  // namespace jur::checking
