#include <set>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using model::ExprKind;

std::vector<CondId> conditions(Work& w, const std::vector<model::ExprId>& ids, const Environment& env) {
  std::vector<CondId> out;
  out.reserve(ids.size());
  for (const model::ExprId id : ids) out.push_back(condition(w, id, env));
  return out;
}

CondId body_of(Work& w, model::DefineId d, const Environment& args) {
  const auto key = std::tuple(d, args, w.sure);
  auto it = w.defined.find(key);
  if (it == w.defined.end()) {
    w.defined[key] = {w.build.never(), {}};
    std::vector<Read> outer = std::exchange(w.reads, {});
    const CondId holds = condition(w, w.model.defines[d].body, args);
    it = w.defined.insert_or_assign(key, Work::Defined{holds, std::exchange(w.reads, std::move(outer))}).first;
  }
  w.reads.insert(w.reads.end(), it->second.reads.begin(), it->second.reads.end());
  return it->second.holds;
}

// Defines without parameters that the body names, in order.
std::vector<model::DefineId> named_in(const Work& w, model::DefineId d) {
  std::vector<model::DefineId> out;
  std::vector<model::ExprId> open{w.model.defines[d].body};
  while (!open.empty()) {
    const model::ExprId id = open.back();
    open.pop_back();
    if (!id.valid()) continue;
    const model::Expr& e = w.model.exprs[id];
    if (e.kind == ExprKind::Call && e.define.valid() && e.args.empty()) out.push_back(e.define);
    open.insert(open.end(), e.args.begin(), e.args.end());
  }
  return out;
}

// Long chains of defines, deepest first, so that inlining one never goes deeper than its own text.
void prepare(Work& w, model::DefineId first) {
  for (const model::DefineId d :
       deepest_first(w, first, [&](model::DefineId k) { return w.defined.contains({k, {}, w.sure}); })) {
    body_of(w, d, {});
  }
}

CondId call(Work& w, const model::Expr& e, const Environment& env) {
  if (!e.define.valid()) return w.build.never();
  const std::size_t before = w.reads.size();
  if (e.args.empty()) prepare(w, e.define);
  w.reads.resize(before);
  return of_arguments(w, e.args, env, [&](const Environment& args) { return body_of(w, e.define, args); });
}

}  // namespace

std::vector<model::DefineId> deepest_first(const Work& w, model::DefineId first,
                                           const std::function<bool(model::DefineId)>& known) {
  std::vector<model::DefineId> out;
  std::vector<std::pair<model::DefineId, bool>> open{{first, false}};
  std::set<model::DefineId> seen;
  while (!open.empty()) {
    const auto [d, ready] = open.back();
    open.pop_back();
    if (ready) {
      out.push_back(d);
    } else if (!known(d) && seen.insert(d).second) {
      open.emplace_back(d, true);
      for (const model::DefineId named : named_in(w, d)) open.emplace_back(named, false);
    }
  }
  return out;
}

CondId condition(Work& w, model::ExprId id, const Environment& env) {
  bool negated = false;
  while (id.valid() && w.model.exprs[id].kind == ExprKind::Not) {
    negated = !negated;
    id = w.model.exprs[id].args[0];
  }
  if (!id.valid()) return w.build.never();
  const model::Expr& e = w.model.exprs[id];
  const auto arg = [&](std::size_t i) { return value(w, e.args[i], env); };
  const auto sure = [&](CondId c) { return negated ? w.build.not_(c) : c; };
  switch (e.kind) {
    case ExprKind::Literal:
    case ExprKind::Place: {
      const Value v = value(w, id, env);
      return v.kind == Value::Kind::Truth ? sure(v.truth) : w.build.never();
    }
    case ExprKind::And:
      return sure(w.build.all(conditions(w, e.args, env)));
    case ExprKind::Or:
      return sure(w.build.any(conditions(w, e.args, env)));
    case ExprKind::AtLeast:
      return sure(w.build.at_least(e.count, conditions(w, e.args, env)));
    case ExprKind::Equal:
      return sure(equal(w, arg(0), arg(1)));
    case ExprKind::NotEqual:
      return sure(w.build.not_(equal(w, arg(0), arg(1))));
    case ExprKind::Less:
      return sure(less(w, arg(0), arg(1), false));
    case ExprKind::LessEqual:
      return sure(less(w, arg(0), arg(1), true));
    case ExprKind::In:
      return sure(in(w, e, env));
    case ExprKind::Has:
      return sure(has(w, arg(0), arg(1)));
    case ExprKind::IsNone:
      return sure(w.build.not_(present(w, arg(0))));
    case ExprKind::IsEmpty:
      return sure(is_empty(w, arg(0)));
    case ExprKind::Related:
      return sure(related(w, e, env));
    case ExprKind::Call:
      return sure(call(w, e, env));
    case ExprKind::Error:
    case ExprKind::Not:
    case ExprKind::Plus:
    case ExprKind::Minus:
    case ExprKind::LaterBy:
    case ExprKind::EarlierBy:
    case ExprKind::Quantified:
    case ExprKind::Dated:
      break;
  }
  return w.build.never();
}

CondId condition_or_always(Work& w, model::ExprId id, const Environment& env) {
  return id.valid() ? condition(w, id, env) : w.build.always();
}

}  // namespace jur::elaborating
