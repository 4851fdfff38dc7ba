#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "check/conduct.h"

namespace jur::checking {
namespace {

constexpr std::uint32_t kNoSlot = 0xFFFFFFFFU;

struct Node {
  std::uint32_t party;
  model::ActionId action;
  std::uint32_t slot;
  auto operator<=>(const Node&) const = default;
};

// What holds between acts whatever the case, for one case type and the modules loaded together.
struct Conduct {
  std::map<Node, std::map<Node, Span>> implies{};
  std::map<std::pair<Node, Node>, Span> excludes{};
};

// Enumerators that conditions on variables can tell apart: those that are named, and a few more.
struct Slots {
  std::map<model::EnumId, std::set<std::uint32_t>> of{};

  void name(const model::Program& p, model::ExprId id) {
    if (!id.valid()) return;
    const model::Expr& e = p.exprs[id];
    if (e.kind == model::ExprKind::Literal && e.type.kind == model::TypeKind::Enum) {
      of[e.type.enumeration].insert(static_cast<std::uint32_t>(e.literal.number));
    }
    if (e.kind == model::ExprKind::Literal && e.type.kind == model::TypeKind::Set) {
      for (const std::size_t m : e.literal.set.members()) of[e.type.enumeration].insert(static_cast<std::uint32_t>(m));
    }
    for (const model::ExprId arg : e.args) name(p, arg);
  }
  void fill(const model::Program& p, model::EnumId id) {
    auto& slots = of[id];
    const std::size_t more = slots.size() + 3;
    for (std::uint32_t m = 0; m < p.enums[id].members.size() && slots.size() < more; ++m) slots.insert(m);
  }
};

struct Builder {
  const model::Program& p;
  Conduct out{};
  Slots slots{};
  std::set<std::uint32_t> parties{model::Act::kEveryParty};

  std::vector<std::uint32_t> slots_of(model::ActionId action) const {
    const model::EnumId of = p.actions[action].parameter;
    if (!of.valid()) return {kNoSlot};
    const auto& set = slots.of.at(of);
    return {set.begin(), set.end()};
  }

  void exclude(const Node& a, const Node& b, Span span) { out.excludes.emplace(std::minmax(a, b), span); }

  void add_excludes(model::ActionId id) {
    const model::Action& action = p.actions[id];
    for (std::size_t i = 0; i < action.excludes.size(); ++i) {
      for (const std::uint32_t party : parties) {
        for (const std::uint32_t x : slots_of(id)) {
          for (const std::uint32_t y : slots_of(action.excludes[i])) {
            exclude({party, id, x}, {party, action.excludes[i], y}, action.exclude_spans[i]);
          }
        }
      }
    }
  }

  static std::uint32_t slot(const model::Relate& r, const model::Argument& a, std::span<const std::uint32_t> values) {
    if (a.kind == model::Argument::Kind::None) return kNoSlot;
    if (a.kind == model::Argument::Kind::Member) return a.member;
    for (std::size_t i = 0; i < r.variables.size(); ++i) {
      if (r.variables[i].name == a.variable) return values[i];
    }
    return kNoSlot;
  }

  void add_instance(const model::Relate& r, std::span<const std::uint32_t> values) {
    if (!holds_always(p, r.when, values)) return;
    const bool named = r.from.party != model::Act::kEveryParty;
    for (const std::uint32_t party : named ? std::set{r.from.party} : parties) {
      const Node from{party, r.from.action, slot(r, r.from.argument, values)};
      const Node to{named ? r.to.party : party, r.to.action, slot(r, r.to.argument, values)};
      if (r.implies) out.implies[from].emplace(to, r.span);
      if (!r.implies) exclude(from, to, r.span);
    }
  }

  void add_relate(const model::Relate& r, std::vector<std::uint32_t>& values) {
    if (values.size() == r.variables.size()) return add_instance(r, values);
    for (const std::uint32_t m : slots.of.at(r.variables[values.size()].type.enumeration)) {
      values.push_back(m);
      add_relate(r, values);
      values.pop_back();
    }
  }
};

struct Fault {
  Node a;
  Node b;
  Span span;
};

struct Reports {
  Context& c;
  std::set<std::uint32_t> actions{};

  std::set<Node> reach(const Conduct& k, const Node& start) const {
    std::set<Node> seen{start};
    std::vector<Node> work{start};
    while (!work.empty()) {
      const Node at = work.back();
      work.pop_back();
      const auto next = k.implies.find(at);
      if (next == k.implies.end()) continue;
      for (const auto& [to, _] : next->second) {
        if (seen.insert(to).second) work.push_back(to);
      }
    }
    return seen;
  }

  std::string words(const Node& n) const {
    const model::Action& a = c.program.actions[n.action];
    const std::string party = n.party == model::Act::kEveryParty ? "" : party_name(n.party);
    if (n.slot == kNoSlot) return party + a.name;
    return fmt::format("{}{}({})", party, a.name, c.program.enums[a.parameter].members[n.slot].name);
  }
  model::CaseId case_type{};
  std::string party_name(std::uint32_t party) const { return c.program.cases[case_type].members[party].field.name + " "; }

  void report(const Conduct& k, const Node& n, const Fault& f) {
    if (!actions.insert(n.action.index).second) return;
    if (f.a == n && f.b == n) {
      c.sink.report(Code::ActionExcludesItself, f.span, words(n))
          .help(n.slot == kNoSlot ? "name two different actions" : "for different slots add `when a is not b`");
      return;
    }
    const bool own = f.a == n || f.b == n;
    const std::string why = own ? fmt::format("it implies `{}`, which it excludes", words(f.a == n ? f.b : f.a))
                                : fmt::format("it implies `{}` and `{}`, which exclude each other", words(f.a), words(f.b));
    Diagnostic& d = c.sink.report(Code::ActionImpossible, c.program.actions[n.action].span, words(n), why);
    d.label(f.span, "the exclusion");
    d.help("take the exclusion or an `implies` back, or say with `when` in which cases it holds");
    if (const auto first = k.implies.find(n); first != k.implies.end()) {
      for (const auto& [to, span] : first->second) {
        const auto seen = reach(k, to);
        if (seen.contains(f.a) || seen.contains(f.b)) d.label(span, fmt::format("implies `{}`", words(to)));
      }
    }
  }

  void judge(const Conduct& k) {
    std::set<Node> nodes;
    for (const auto& [from, _] : k.implies) nodes.insert(from);
    for (const auto& [pair, _] : k.excludes) {
      if (pair.first == pair.second) nodes.insert(pair.first);
    }
    std::map<Node, Fault> faults;
    for (const Node& n : nodes) {
      const auto seen = reach(k, n);
      for (const auto& [pair, span] : k.excludes) {
        if (!seen.contains(pair.first) || !seen.contains(pair.second)) continue;
        faults.emplace(n, Fault{pair.first, pair.second, span});
        break;
      }
    }
    for (const auto& [n, fault] : faults) {
      const auto seen = reach(k, n);
      const bool follows = std::any_of(faults.begin(), faults.end(), [&](const auto& other) {
        return other.first != n && seen.contains(other.first) && (other.first < n || !reach(k, other.first).contains(n));
      });
      if (!follows) report(k, n, fault);
    }
  }
};

bool holds(const std::vector<model::ModuleId>& modules, model::ModuleId m) {
  return std::binary_search(modules.begin(), modules.end(), m);
}

Conduct conduct_of(const model::Program& p, const std::vector<model::ModuleId>& modules, model::CaseId case_type) {
  Builder b{p};
  std::vector<const model::Relate*> relates;
  for (const model::Relate& r : p.relates) {
    if (!holds(modules, r.module) || (r.case_type.valid() && r.case_type != case_type)) continue;
    relates.push_back(&r);
    b.slots.name(p, r.when);
    for (const model::Act* act : {&r.from, &r.to}) {
      if (act->party != model::Act::kEveryParty) b.parties.insert(act->party);
      if (act->argument.kind == model::Argument::Kind::Member)
        b.slots.of[p.actions[act->action].parameter].insert(act->argument.member);
    }
  }
  for (const model::Action& a : p.actions.all()) {
    if (a.parameter.valid()) b.slots.fill(p, a.parameter);
  }
  for (const model::ActionId id : p.actions.ids()) {
    if (holds(modules, p.actions[id].module)) b.add_excludes(id);
  }
  for (const model::Relate* r : relates) {
    std::vector<std::uint32_t> values;
    b.add_relate(*r, values);
  }
  return std::move(b.out);
}

}  // namespace

void check_impossible_actions(Context& c) {
  if (c.program.relates.empty()) return;
  Reports reports{c};
  std::set<std::pair<std::vector<std::size_t>, std::uint32_t>> seen;
  std::vector<model::CaseId> cases{model::CaseId()};
  for (const model::CaseId id : c.program.cases.ids()) cases.push_back(id);
  for (const model::ModuleId m : c.program.modules.ids()) {
    const auto modules = model::loaded(c.program, m);
    std::vector<std::size_t> relates;
    for (std::size_t i = 0; i < c.program.relates.size(); ++i) {
      if (holds(modules, c.program.relates[i].module)) relates.push_back(i);
    }
    if (relates.empty()) continue;
    for (const model::CaseId k : cases) {
      if (k.valid() && !holds(modules, c.program.cases[k].module)) continue;
      if (!seen.insert({relates, k.index}).second) continue;
      reports.case_type = k;
      reports.judge(conduct_of(c.program, modules, k));
    }
  }
}

}  // namespace jur::checking
