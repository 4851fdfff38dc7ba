#include <fmt/format.h>

#include "elaborate/work.h"

namespace jur::elaborating {
namespace {

std::string title_of(const Work& w, const model::Jurisdiction& j) {
  switch (j.kind) {
    case model::Jurisdiction::Kind::Member: {
      const auto& members = w.model.enums[j.enumeration].members;
      return j.member < members.size() ? members[j.member].title : "";
    }
    case model::Jurisdiction::Kind::Group:
      return w.model.groups[j.group].title;
    case model::Jurisdiction::Kind::Own:
    case model::Jurisdiction::Kind::Text:
      break;
  }
  return "";
}

// What must all hold, `and` taken apart.
void enter_parts(Work& w, model::ExprId id, const Environment& env, bool of_law, std::vector<core::Part>& out) {
  if (!id.valid()) return;
  const model::Expr& e = w.model.exprs[id];
  if (e.kind == model::ExprKind::And) {
    for (const model::ExprId arg : e.args) enter_parts(w, arg, env, of_law, out);
    return;
  }
  core::Part part{{}, e.span, of_law, {}};
  if (e.kind == model::ExprKind::Or) {
    std::vector<CondId> all;
    for (const model::ExprId arg : e.args) {
      all.push_back(condition(w, arg, env));
      part.alternatives.push_back({all.back(), w.model.exprs[arg].span});
    }
    part.holds = w.build.any(all);
  } else {
    part.holds = condition(w, id, env);
  }
  out.push_back(std::move(part));
}

std::vector<core::Part> parts_of(Work& w, const model::Law& law, const model::Rule& rule, const Environment& env) {
  std::vector<core::Part> out;
  enter_parts(w, law.when, {}, true, out);
  enter_parts(w, rule.when, env, false, out);
  return out;
}

// The exception applies. A marked one never does where nothing unverified counts.
CondId excepted(Work& w, const model::Unless& u, const Environment& env, const core::Rule& rule) {
  if (w.sure && u.unverified.marked) return w.build.never();
  const CondId holds = w.build.all({condition(w, u.condition, env), as_of_in(w, u.in_force)});
  if (u.unverified.marked) {
    model::Mark mark{model::Mark::Kind::Exception, {}, {}, u.unverified.why, u.cite, {}};
    mark.what = u.name.empty() ? fmt::format("exception of {}", rule.name) : fmt::format("{} unless “{}”", rule.name, u.name);
    note_read(w, mark, holds);
  }
  return holds;
}

// Also enters the rule into Work::sure_rules.
core::Rule rule_of(Work& w, model::RuleId id, const Environment& env) {
  const model::Rule& r = w.model.rules[id];
  const model::Law& law = w.model.laws[r.law];
  core::Rule out;
  out.name = model::qualified_name(w.model, id);
  out.title = r.title;
  out.law = w.laws.at(r.law);
  out.cite = r.cite;
  out.breach = r.breach;
  out.unverified = r.unverified.marked;
  out.why_unverified = r.unverified.why;
  out.in_force = as_of_in(w, r.in_force ? r.in_force : law.in_force);
  SureRule sure;
  sure.struck = r.unverified.marked || law.unverified.marked;
  const auto scope = [&] {
    std::vector<core::Part> parts = parts_of(w, law, r, env);
    std::vector<CondId> all;
    for (const core::Part& part : parts) all.push_back(part.holds);
    if (!w.sure) out.parts = std::move(parts);
    return w.build.all(all);
  };
  const Reckoned when = reckon(w, scope, sure.reads);
  out.when = when.plain;
  sure.when = when.sure;
  for (const model::Unless& u : r.exceptions) {
    const auto exception = [&] { return excepted(w, u, env, out); };
    const Reckoned holds = reckon(w, exception, sure.reads);
    out.exceptions.push_back({u.name, u.cite, holds.plain, u.span});
    sure.exceptions.push_back(holds.sure);
  }
  out.written = written_rule(w, r, env);
  out.span = r.span;
  w.sure_rules.push_back(std::move(sure));
  return out;
}

}  // namespace

core::OrderId order_of(Work& w, const model::Jurisdiction& j, model::LawId own) {
  const bool alone = j.kind == model::Jurisdiction::Kind::Own;
  std::string key = alone ? "law " + (own.valid() ? std::to_string(own.index) : j.name) : "order " + j.name;
  const auto it = w.orders.find(key);
  if (it != w.orders.end()) return it->second;
  const core::OrderId id = w.out.orders.add({j.name, title_of(w, j)});
  w.orders.emplace(std::move(key), id);
  return id;
}

void enter_laws(Work& w) {
  for (const model::LawId id : w.plan.laws) {
    const model::Law& l = w.model.laws[id];
    core::Law law;
    law.name = l.name;
    law.title = l.title;
    law.order = order_of(w, l.jurisdiction, id);
    law.cite = l.cite;
    law.in_force = as_of_in(w, l.in_force);
    law.unverified = l.unverified.marked;
    law.why_unverified = l.unverified.why;
    law.span = l.span;
    w.laws.emplace(id, w.out.laws.add(std::move(law)));
    for (const model::RuleId r : l.rules) {
      if (w.model.rules[r].case_type != w.plan.case_type) continue;
      const model::RecordId every = w.model.rules[r].for_every;
      auto& instances = w.rules[r];
      if (!every.valid()) {
        instances.push_back({model::Act::kEveryParty, w.out.rules.add(rule_of(w, r, {}))});
        continue;
      }
      for (const std::uint32_t p : w.parties) {
        const model::Field& party = w.case_type().members[p].field;
        if (party.type.record != every) continue;
        core::Rule rule = rule_of(w, r, {Value::of_record({p})});
        rule.instance = party.name;
        instances.push_back({p, w.out.rules.add(std::move(rule))});
      }
    }
  }
}

}  // namespace jur::elaborating
