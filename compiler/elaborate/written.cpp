#include <algorithm>
#include <utility>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

using core::Phrase;
using core::PhraseId;
using model::ExprKind;

PhraseId junction(Work& w, Phrase::Kind kind, std::vector<PhraseId> parts, Span span, std::uint32_t count = 0) {
  std::vector<CondId> conds;
  for (const PhraseId p : parts) conds.push_back(w.out.written[p].holds);
  Phrase out;
  out.kind = kind;
  out.count = count;
  out.holds = kind == Phrase::Kind::Not   ? w.build.not_(conds[0])
              : kind == Phrase::Kind::All ? w.build.all(conds)
              : kind == Phrase::Kind::Any ? w.build.any(conds)
                                          : w.build.at_least(count, conds);
  out.parts = std::move(parts);
  out.span = span;
  return w.out.written.add(std::move(out));
}

PhraseId atom(Work& w, CondId holds, Span span, bool measured, bool defined) {
  Phrase out;
  out.holds = holds;
  out.measured = measured;
  out.defined = defined;
  out.span = span;
  return w.out.written.add(std::move(out));
}

PhraseId tree(Work& w, model::ExprId id, const Environment& env, bool defined);

PhraseId body(Work& w, model::DefineId d, const Environment& args) {
  const auto key = std::pair(d, args);
  const auto it = w.written_defines.find(key);
  if (it != w.written_defines.end()) return it->second;
  const PhraseId made = tree(w, w.model.defines[d].body, args, true);
  w.written_defines.emplace(key, made);
  return made;
}

PhraseId call(Work& w, const model::Expr& e, const Environment& env) {
  Environment args;
  for (const model::ExprId a : e.args) args.push_back(value(w, a, env));
  if (args.empty()) {
    const auto known = [&](model::DefineId d) { return w.written_defines.contains({d, {}}); };
    for (const model::DefineId d : deepest_first(w, e.define, known)) body(w, d, {});
  }
  return body(w, e.define, args);
}

bool stands_for_its_body(const Work& w, const model::Expr& e) {
  return e.define.valid() && std::none_of(e.args.begin(), e.args.end(),
                                          [&](model::ExprId a) { return w.model.exprs[a].kind == ExprKind::Quantified; });
}

PhraseId tree(Work& w, model::ExprId id, const Environment& env, bool defined) {
  const model::Expr& e = w.model.exprs[id];
  const auto parts = [&] {
    std::vector<PhraseId> out;
    for (const model::ExprId a : e.args) out.push_back(tree(w, a, env, defined));
    return out;
  };
  switch (e.kind) {
    case ExprKind::Not:
      return junction(w, Phrase::Kind::Not, parts(), e.span);
    case ExprKind::And:
      return junction(w, Phrase::Kind::All, parts(), e.span);
    case ExprKind::Or:
      return junction(w, Phrase::Kind::Any, parts(), e.span);
    case ExprKind::AtLeast:
      return junction(w, Phrase::Kind::AtLeast, parts(), e.span, e.count);
    case ExprKind::Call:
      if (stands_for_its_body(w, e)) return call(w, e, env);
      break;
    default:
      break;
  }
  return atom(w, condition(w, id, env), e.span, true, defined);
}

// Conditions as written are read for their own sake: what marks they meet has been noted already.
class Aside {
 public:
  explicit Aside(Work& w) : w_(w), reads_(w.reads.size()), sure_(std::exchange(w.sure, false)) {}
  ~Aside() {
    w_.reads.resize(reads_);
    w_.sure = sure_;
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

 private:
  Work& w_;
  std::size_t reads_;
  bool sure_;
};

}  // namespace

PhraseId written_condition(Work& w, model::ExprId id, const Environment& env) {
  if (!w.tells_written || !id.valid()) return {};
  const Aside aside(w);
  return tree(w, id, env, false);
}

PhraseId written_rule(Work& w, const model::Rule& rule, const Environment& env) {
  if (!w.tells_written) return {};
  const Aside aside(w);
  std::vector<PhraseId> parts;
  const model::Law& law = w.model.laws[rule.law];
  if (law.when.valid()) parts.push_back(tree(w, law.when, {}, false));
  if (rule.when.valid()) parts.push_back(tree(w, rule.when, env, false));
  for (const model::Unless& u : rule.exceptions) {
    if (!u.condition.valid()) continue;
    const PhraseId bites = tree(w, u.condition, env, false);
    const PhraseId period = atom(w, as_of_in(w, u.in_force), u.span, false, false);
    parts.push_back(junction(w, Phrase::Kind::Not, {junction(w, Phrase::Kind::All, {bites, period}, u.span)}, u.span));
  }
  return junction(w, Phrase::Kind::All, std::move(parts), rule.span);
}

}  // namespace jur::elaborating
