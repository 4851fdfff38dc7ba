#include <algorithm>
#include <array>
#include <map>

#include "check/context.h"

namespace jur::checking {
namespace {

constexpr std::array kRoutes{SymbolKind::Route};

struct Sides {
  Context& c;
  model::Acceptance& out;
  bool good = true;

  std::string name(const model::RuleRef& r) const {
    return r.rule.valid() ? model::qualified_name(c.program, r.rule) : c.program.laws[r.law].name;
  }

  // The same rule or law named before, on this side or the other.
  const model::RuleRef* named_before(const model::RuleRef& ref) const {
    for (const auto& side : out.sides) {
      for (const model::RuleRef& other : side) {
        if (other.law == ref.law && other.rule == ref.rule) return &other;
      }
    }
    return nullptr;
  }

  void add(NodeRef paths) {
    out.sides.emplace_back();
    const std::size_t side = out.sides.size() - 1;
    for (const NodeRef path : paths.children(NodeKind::path)) {
      const auto ref = check_rule_ref(c, {out.module, {}, {}, {}}, path);
      if (!ref) {
        good = false;
        continue;
      }
      const model::CaseId case_type =
          ref->rule.valid() ? c.program.rules[ref->rule].case_type : c.program.laws[ref->law].case_type;
      if (const model::RuleRef* before = named_before(*ref)) {
        Diagnostic& d =
            c.sink.report(Code::DuplicateMember, path.span(), path_text(path)).label(before->span, "first listed here");
        d.help(side == 1 ? "without `with`, an acceptance covers what clashes among the rules that it names"
                         : "leave one of them out");
        continue;
      }
      if (out.case_type.valid() && case_type.valid() && case_type != out.case_type) {
        c.sink
            .report(Code::WrongKind, path.span(), name(*ref), fmt::format("for case `{}`", c.program.cases[case_type].name),
                    fmt::format("for `{}` as the rules before it", c.program.cases[out.case_type].name))
            .help("rules for different cases never clash: accept what clashes for each case by itself");
        good = false;
        continue;
      }
      if (!out.case_type.valid()) out.case_type = case_type;
      out.sides[side].push_back(*ref);
    }
  }
};

bool once(Context& c, NodeRef item, NodeRef& first, std::string_view what) {
  if (!first) {
    first = item;
    return true;
  }
  c.sink.report(Code::MisplacedClause, item.span(), fmt::format("`{}` is given twice", what))
      .label(first.span(), "first given here")
      .help("leave one of them out");
  return false;
}

struct Items {
  NodeRef reason{};
  NodeRef refer{};
  NodeRef until{};
  NodeRef cite{};
  std::map<model::RouteId, Span> routes{};
};

void add_route(Context& c, model::Acceptance& out, NodeRef path, Items& seen) {
  if (!path) return;
  const auto found = c.find(out.module, path, kRoutes, "route");
  if (!found) return;
  const model::RouteId id(found->index);
  const model::Route& route = c.program.routes[id];
  const auto [first, fresh] = seen.routes.emplace(id, path.span());
  if (!fresh) {
    c.sink.report(Code::DuplicateMember, path.span(), path_text(path))
        .label(first->second, "first listed here")
        .help("leave one of them out");
  } else if (out.case_type.valid() && route.case_type.valid() && route.case_type != out.case_type) {
    c.sink
        .report(Code::WrongKind, path.span(), path_text(path),
                fmt::format("a route for `{}`", c.program.cases[route.case_type].name),
                fmt::format("a route for `{}`", c.program.cases[out.case_type].name))
        .label(route.span, "declared here")
        .help(fmt::format("name a route that is declared `for {}`", c.program.cases[out.case_type].name));
  } else {
    out.routes.push_back(id);
  }
}

void check_item(Context& c, model::Acceptance& out, NodeRef item, Items& seen) {
  const NodeRef text = item.token(TokenKind::STRING);
  if (item.has(TokenKind::REASON) && once(c, item, seen.reason, "reason") && text) out.reason = syntax::string_value(text);
  if (item.has(TokenKind::REFER) && once(c, item, seen.refer, "refer to") && text) out.refer = syntax::string_value(text);
  if (item.has(TokenKind::UNTIL) && once(c, item, seen.until, "until"))
    out.until = check_date(c, item.token(TokenKind::DATE_LITERAL));
  if (item.child(NodeKind::cite) && once(c, item, seen.cite, "cite")) out.cite = cite_of(item);
  if (item.has(TokenKind::ROUTE)) add_route(c, out, item.child(NodeKind::path), seen);
}

Span head(NodeRef d) {
  Span out = d.token(TokenKind::ACCEPT).span();
  for (const NodeRef part : d.children()) {
    if (part.is(NodeKind::token) && part.first_token().kind == TokenKind::LBRACE) break;
    out = join(out, part.span());
  }
  return out;
}

void check_acceptance(Context& c, model::ModuleId module, NodeRef d) {
  model::Acceptance out;
  out.module = module;
  out.span = head(d);
  Sides sides{c, out};
  for (const NodeRef paths : d.children(NodeKind::paths)) sides.add(paths);
  if (const NodeRef condition = d.child(NodeKind::expr)) {
    if (out.case_type.valid()) {
      out.when = check_condition(c, {module, out.case_type, {}, {}}, condition);
    } else if (sides.good && !d.broken()) {
      c.sink.report(Code::MisplacedClause, condition.span(), "the rules accepted are for several case types")
          .help("name rules of one case type: a condition asks for the facts of one");
    }
  }
  Items seen;
  for (const NodeRef item : d.children(NodeKind::accept_item)) {
    if (!item.broken()) check_item(c, out, item, seen);
  }
  if (d.broken()) return;
  const bool blank = out.reason.find_first_not_of(" \t") == std::string::npos;
  if (blank) {
    c.sink.report(Code::NoReason, seen.reason ? seen.reason.span() : out.span)
        .help("say why it can be lived with: `reason \"…\"`; the verdict quotes it");
  }
  if (sides.good && !blank && std::none_of(out.sides.begin(), out.sides.end(), [](const auto& side) { return side.empty(); })) {
    c.program.acceptances.push_back(std::move(out));
  }
}

}  // namespace

void check_acceptances(Context& c) {
  each(c, NodeKind::accept_decl, [&](model::ModuleId module, NodeRef d) { check_acceptance(c, module, d); });
}

}  // namespace jur::checking
