#include <algorithm>

#include "check/conditions.h"

namespace jur::checking {
namespace {

void check_parameters(Context& c, model::Define& define, NodeRef parameters, std::vector<bool>& or_none) {
  for (const NodeRef node : parameters.children(NodeKind::parameter)) {
    const NodeRef name = node.child(NodeKind::name);
    if (!name || name.broken()) continue;
    bool optional = false;
    bool none = false;
    model::Parameter parameter;
    parameter.name = std::string(name.text());
    parameter.span = name.span();
    parameter.type = check_type(c, define.module, node.child(NodeKind::type), optional, none);
    if (optional) {
      const NodeRef type = node.child(NodeKind::type);
      c.sink.report(Code::BadField, type.token(TokenKind::QUESTION).span(), "a parameter takes unknown facts without a mark")
          .help("leave the `?` out");
    }
    const auto first = std::find_if(define.parameters.begin(), define.parameters.end(),
                                    [&](const model::Parameter& p) { return p.name == parameter.name; });
    if (first != define.parameters.end()) {
      c.sink.report(Code::DuplicateName, parameter.span, parameter.name)
          .label(first->span, "first declared here")
          .help("give one of them another name");
      continue;
    }
    define.parameters.push_back(std::move(parameter));
    or_none.push_back(none);
  }
}

struct Pending {
  model::DefineId define;
  NodeRef node;
  bool caseless_by_mistake;
  std::vector<bool> or_none;
};

void check_body(Context& c, const Pending& p) {
  const model::Define& define = c.program.defines[p.define];
  Scope s{define.module, define.case_type, {}, {}};
  for (std::size_t i = 0; i < define.parameters.size(); ++i) {
    const model::Parameter& parameter = define.parameters[i];
    s.locals.push_back({parameter.name, parameter.type, static_cast<std::uint32_t>(i), p.or_none[i], parameter.span});
  }
  const NodeRef body = p.node.child(NodeKind::expr);
  const bool readable = !p.caseless_by_mistake && !p.node.broken();
  const std::size_t before = c.sink.all().size();
  const model::ExprId id = readable ? check_condition(c, s, body) : error_expr(c, define.span);
  for (std::size_t i = before; i < c.sink.all().size(); ++i) {
    if (c.sink.all()[i].code == Code::UnknownName) c.unbound.insert(p.define);
  }
  c.program.defines[p.define].body = id;
}

void collect_calls(const model::Program& program, model::ExprId id, std::vector<model::DefineId>& out) {
  if (!id.valid()) return;
  const model::Expr& e = program.exprs[id];
  if (e.kind == model::ExprKind::Call) out.push_back(e.define);
  for (const model::ExprId arg : e.args) collect_calls(program, arg, out);
}

constexpr std::size_t kLongestChain = 1000;
constexpr auto kTooLong = static_cast<std::size_t>(-1);  // reported

enum class State : std::uint8_t { New, Open, Done };

// Walks the calls of defines depth first, without recursion: a chain of defines may be long.
struct Walk {
  Context& c;
  std::vector<State> states;
  std::vector<std::size_t> depths;  // of what is done: the longest chain of calls from it

  struct Frame {
    model::DefineId define;
    std::vector<model::DefineId> calls;
    std::size_t next = 0;
    std::size_t deepest = 0;
  };
  std::vector<Frame> path{};

  void report_circle(std::size_t from) {
    std::string circle;
    for (std::size_t i = from; i < path.size(); ++i) circle += fmt::format("`{}` → ", c.program.defines[path[i].define].name);
    const model::Define& first = c.program.defines[path[from].define];
    circle += fmt::format("`{}`", first.name);
    Diagnostic& d = c.sink.report(Code::DefinitionCycle, first.span, fmt::format("define `{}`", first.name), circle);
    for (std::size_t i = from + 1; i < path.size(); ++i) d.label(c.program.defines[path[i].define].span, "by way of this one");
    d.help("a define must come down to facts: take it out of one of these conditions");
    for (std::size_t i = from; i < path.size(); ++i) lose_body(path[i].define);
  }

  void lose_body(model::DefineId id) { c.program.defines[id].body = error_expr(c, c.program.defines[id].span); }

  void enter(model::DefineId id) {
    states[id.index] = State::Open;
    Frame frame{id, {}};
    collect_calls(c.program, c.program.defines[id].body, frame.calls);
    path.push_back(std::move(frame));
  }

  void leave() {
    const model::DefineId id = path.back().define;
    const std::size_t below = path.back().deepest;
    std::size_t depth = below == kTooLong ? kTooLong : below + 1;
    path.pop_back();
    states[id.index] = State::Done;
    if (depth > kLongestChain && depth != kTooLong) {
      c.sink
          .report(Code::ValueOutOfRange, c.program.defines[id].span, fmt::format("a chain of {} defines", depth),
                  fmt::format("the limit of {}", kLongestChain))
          .help("let some of them ask for facts rather than for other defines");
      lose_body(id);
      depth = kTooLong;
    }
    depths[id.index] = depth;
    if (!path.empty()) path.back().deepest = std::max(path.back().deepest, depth);
  }

  void visit(model::DefineId root) {
    enter(root);
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == top.calls.size()) {
        leave();
        continue;
      }
      const model::DefineId next = top.calls[top.next++];
      if (states[next.index] == State::New) {
        enter(next);
      } else if (states[next.index] == State::Done) {
        top.deepest = std::max(top.deepest, depths[next.index]);
      } else {
        const auto from = std::find_if(path.begin(), path.end(), [&](const Frame& f) { return f.define == next; });
        report_circle(static_cast<std::size_t>(from - path.begin()));
        top.next = top.calls.size();
      }
    }
  }
};

}  // namespace

void check_defines(Context& c) {
  std::vector<Pending> pending;
  each(c, NodeKind::define_decl, [&](model::ModuleId module, NodeRef d) {
    const auto index = c.declared(module, d);
    if (!index) return;
    Pending p{model::DefineId(*index), d, false, {}};
    model::Define& define = c.program.defines[p.define];
    const std::size_t before = c.mistakes();
    define.case_type = check_for_case(c, module, d);
    p.caseless_by_mistake = c.mistakes() > before;
    if (const NodeRef parameters = d.child(NodeKind::parameters)) check_parameters(c, define, parameters, p.or_none);
    pending.push_back(std::move(p));
  });
  for (const Pending& p : pending) check_body(c, p);
  const std::size_t n = c.program.defines.size();
  Walk walk{c, std::vector<State>(n), std::vector<std::size_t>(n)};
  for (const model::DefineId id : c.program.defines.ids()) {
    if (walk.states[id.index] == State::New) walk.visit(id);
  }
}

void check_assumptions(Context& c) {
  each(c, NodeKind::assume_decl, [&](model::ModuleId module, NodeRef d) {
    if (d.broken()) return;
    const model::CaseId case_type = check_for_case(c, module, d);
    if (!case_type.valid()) return;
    const Scope s{module, case_type, {}, {}};
    const model::ExprId condition = check_condition(c, s, d.child(NodeKind::expr));
    c.program.assumptions.push_back({condition, case_type, module, d.span()});
  });
}

}  // namespace jur::checking
