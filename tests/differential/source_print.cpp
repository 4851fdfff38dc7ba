// The abstract form as source text.
#include <algorithm>

#include <fmt/format.h>

#include "source_dress.h"

namespace jur::test::form {
namespace {

std::string day(std::int64_t n) { return to_string(Date{static_cast<std::int32_t>(n)}); }

template <class T, class F>
std::string joined(const std::vector<T>& items, std::string_view between, const F& show) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += between;
    out += show(items[i]);
  }
  return out;
}

std::string show(const Period& p) {
  std::string out;
  if (p.from) out += " from " + day(*p.from);
  if (p.until) out += " until " + day(*p.until);
  return out.substr(1);
}
std::string show(const Periods& periods) {
  return joined(periods, ", ", [](const Period& p) { return show(p); });
}

class Printer {
 public:
  Printer(const Form& form, std::vector<std::string> names, int law = -1, Dress* at_home = nullptr)
      : f_(form), names_(std::move(names)), law_(law), dress_(at_home) {}

  // A name of the module of enums, groups and relations, as it is written here.
  std::string outside(const std::string& name) const { return dress_ == nullptr && Dress::qualified(f_) ? "sets." + name : name; }

  std::string set(std::size_t of, std::uint64_t members) const {
    std::string out;
    for (std::size_t m = 0; m < f_.enums[of].members.size(); ++m) {
      if (((members >> m) & 1U) != 0) out += fmt::format("{}{}", out.empty() ? "" : ", ", f_.enums[of].members[m]);
    }
    return fmt::format("{{{}}}", out);
  }

  std::string value(const Type& type, const Value& v) const {
    if (v.unknown) return "unknown";
    if (v.none) return "none";
    switch (type.kind) {
      case Kind::Bool:
        return v.number != 0 ? "true" : "false";
      case Kind::Int:
        return std::to_string(v.number);
      case Kind::Date:
        return day(v.number);
      case Kind::Enum:
        return f_.enums[type.of].members[static_cast<std::size_t>(v.number)];
      case Kind::Set:
        return set(type.of, v.set);
      case Kind::Party:
        break;
    }
    return "";
  }

  std::string braces(const Group& g, std::size_t of) const {
    std::string out;
    for (const auto& segment : g.segments) {
      if (!out.empty()) out += ", ";
      out += joined(segment.members, ", ", [&](std::size_t m) { return f_.enums[of].members[m]; });
      if (!segment.periods.empty()) out += " " + show(segment.periods);
      if (dress_ != nullptr) out += dress_->cite() + dress_->unverified();
    }
    return fmt::format("{{ {} }}", out);
  }

  // `tight`: 0 stands alone, 1 left of `or` and `except`, 2 right of them, 3 beside `and`.
  std::string group(const Group& g, std::size_t of, int tight = 0) const {
    std::string out;
    bool loose = false;
    switch (g.op) {
      case Group::Op::Braces:
        out = braces(g, of);
        break;
      case Group::Op::Name:
        out = outside(f_.groups[g.name].name);
        break;
      case Group::Op::Or:
      case Group::Op::Except:
        out = group(g.kids[0], of, 1) + (g.op == Group::Op::Or ? " or " : " except ") + group(g.kids[1], of, 2);
        loose = tight >= 2;
        break;
      case Group::Op::And:
        out = group(g.kids[0], of, 3) + " and " + group(g.kids[1], of, 3);
        loose = tight >= 3;
        break;
    }
    const std::string marks = dress_ != nullptr ? dress_->cite() + dress_->unverified() : "";
    if (!g.periods.empty()) return fmt::format("({}) {}{}", out, show(g.periods), marks);
    return loose || !marks.empty() ? fmt::format("({}){}", out, marks) : out;
  }

  std::string operand(const Expr& e) const {
    if (e.group.empty()) return expr(e.kids[1]);
    const Group& g = e.group[0];
    if (g.op == Group::Op::Name && g.periods.empty()) return outside(f_.groups[g.name].name);
    return fmt::format("({})", group(g, e.b));
  }

  // A value beside an operator: sums in parentheses on the right.
  std::string term(const Expr& e) const {
    const bool sum = e.op == Op::Add || e.op == Op::Sub || e.op == Op::Later || e.op == Op::Earlier;
    return sum ? fmt::format("({})", expr(e)) : expr(e);
  }

  std::string inner(const Expr& e) const { return e.op == Op::And || e.op == Op::Or ? fmt::format("({})", expr(e)) : expr(e); }

  std::string list(const std::vector<Expr>& kids) const {
    return fmt::format("({})", joined(kids, ", ", [&](const Expr& k) { return expr(k); }));
  }

  std::string fact(const Fact& f) const { return f.law >= 0 && f.law == law_ ? f.name : f.path; }

  std::string expr(const Expr& e) const {
    static constexpr const char* kQuant[] = {"any of ", "all of ", "none of "};
    static constexpr const char* kLess[] = {" < ", " <= ", " > ", " >= "};
    switch (e.op) {
      case Op::Member:
        return f_.enums[e.a].members[static_cast<std::size_t>(e.number)];
      case Op::Number:
        return std::to_string(e.number);
      case Op::Day:
        return day(e.number);
      case Op::Set:
        return set(e.a, e.set);
      case Op::Fact:
        return fact(f_.facts[e.a]);
      case Op::Field:
        return names_[e.a] + "." + field(e.b);
      case Op::Param:
        return names_[e.a];
      case Op::Party:
        return party_name(e.a);
      case Op::Add:
        return expr(e.kids[0]) + " + " + term(e.kids[1]);
      case Op::Sub:
        return expr(e.kids[0]) + " - " + term(e.kids[1]);
      case Op::Later:
        return expr(e.kids[0]) + " + " + to_string(e.length);
      case Op::Earlier:
        return expr(e.kids[0]) + " - " + to_string(e.length);
      case Op::Quant:
        return kQuant[e.a] + expr(e.kids[0]);
      case Op::Truth:
        return expr(e.kids[0]);
      case Op::Yes:
        return "true";
      case Op::No:
        return "false";
      case Op::Not:
        return "not " + inner(e.kids[0]);
      case Op::And:
        return joined(e.kids, " and ", [&](const Expr& k) { return inner(k); });
      case Op::Or:
        return joined(e.kids, " or ", [&](const Expr& k) { return inner(k); });
      case Op::AtLeast:
        return fmt::format("at least {} of {}", e.number, list(e.kids));
      case Op::AnyOf:
        return "any of " + list(e.kids);
      case Op::AllOf:
        return "all of " + list(e.kids);
      case Op::NoneOf:
        return "none of " + list(e.kids);
      case Op::Is: {
        const std::string_view word = e.a == 0 ? (e.negated ? " is not " : " is ") : (e.negated ? " != " : " = ");
        return expr(e.kids[0]) + std::string(word) + expr(e.kids[1]);
      }
      case Op::Less:
        return expr(e.kids[0]) + kLess[e.a] + expr(e.kids[1]);
      case Op::In:
        return expr(e.kids[0]) + (e.negated ? " not in " : " in ") + operand(e) + (e.dated ? " on " + expr(e.kids.back()) : "");
      case Op::Has:
        return expr(e.kids[0]) + " has " + expr(e.kids[1]);
      case Op::IsNone:
        return expr(e.kids[0]) + (e.negated ? " is not none" : " is none");
      case Op::IsEmpty:
        return expr(e.kids[0]) + (e.negated ? " is not empty" : " is empty");
      case Op::Related: {
        const std::vector<Expr> args(e.kids.begin(), e.kids.end() - (e.dated ? 1 : 0));
        return outside(f_.relations[e.a].name) + list(args) + (e.dated ? " on " + expr(e.kids.back()) : "");
      }
      case Op::Call:
        return f_.defines[e.a].name + (e.kids.empty() ? "" : list(e.kids));
    }
    return "";
  }

  std::string type(const Type& t) const {
    switch (t.kind) {
      case Kind::Bool:
        return "bool";
      case Kind::Int:
        return fmt::format("int {}..{}", t.lo, t.hi);
      case Kind::Date:
        return "date";
      case Kind::Enum:
        return outside(f_.enums[t.of].name);
      case Kind::Set:
        return "set of " + outside(f_.enums[t.of].name);
      case Kind::Party:
        return "Entity";
    }
    return "";
  }

  std::string act(std::size_t action, const std::string& argument) const {
    return f_.actions[action].name + (argument.empty() ? "" : fmt::format("({})", argument));
  }

  std::string pattern(const Pattern& p) const {
    std::string argument;
    if (p.member >= 0)
      argument = f_.enums[static_cast<std::size_t>(f_.actions[p.action].param)].members[static_cast<std::size_t>(p.member)];
    if (p.variable >= 0) argument = names_[static_cast<std::size_t>(p.variable)];
    return (p.party >= 0 ? party_name(static_cast<std::size_t>(p.party)) + " " : "") + act(p.action, argument);
  }

  std::string norm(const NormDef& n) const {
    static constexpr const char* kModal[] = {"must", "must not", "may", "may", "need not"};
    std::string argument;
    if (n.member >= 0)
      argument = f_.enums[static_cast<std::size_t>(f_.actions[n.action].param)].members[static_cast<std::size_t>(n.member)];
    std::string out = n.party < 0 ? "e" : party_name(static_cast<std::size_t>(n.party));
    out += fmt::format(" {} {}", kModal[static_cast<std::size_t>(n.modal)], act(n.action, argument));
    const auto at = [&](std::size_t i) { return expr(n.days[i]); };
    switch (n.when) {
      case When::None:
        break;
      case When::Within:
        out += " within " + to_string(n.length) + " of " + at(0);
        break;
      case When::By:
        out += " by " + at(0);
        break;
      case When::Before:
        out += " before " + at(0);
        break;
      case When::Until:
        out += " until " + at(0);
        break;
      case When::From:
        out += " from " + at(0);
        break;
      case When::FromUntil:
        out += " from " + at(0) + " until " + at(1);
        break;
      case When::For:
        out += " for " + to_string(n.length) + " from " + at(0);
        break;
    }
    if (!n.only_if.empty()) out += " only if " + expr(n.only_if[0]);
    if (n.even_if_impossible) out += " even if impossible";
    return out;
  }

  std::string refs(const std::vector<Ref>& refs) const {
    return joined(refs, ", ", [&](const Ref& r) {
      const LawDef& law = f_.laws[static_cast<std::size_t>(r.law)];
      return r.rule < 0 ? law.name : law.name + "." + law.rules[static_cast<std::size_t>(r.rule)].name;
    });
  }

 private:
  std::string field(std::size_t index) const {
    for (const Fact& f : f_.facts) {
      if (f.party == 0 && f.field == static_cast<int>(index)) return f.name;
    }
    return "";
  }

  const Form& f_;
  std::vector<std::string> names_;
  int law_;
  Dress* dress_;
};

std::vector<std::string> names(const std::vector<Param>& params) {
  std::vector<std::string> out;
  for (const Param& p : params) out.push_back(p.name);
  return out;
}

std::string declaration(const Form& form, const Fact& f, Dress& dress) {
  const Printer p(form, {});
  if (f.assessment) {
    std::string out = "assessment " + f.name + dress.title() + " by \"the court\"";
    if (f.presumed) out += f.presumed->number != 0 ? " presumed yes" : " presumed no";
    return out;
  }
  std::string out = f.name + ": " + p.type(f.type) + (f.or_none ? " or none" : "") + (f.optional ? "?" : "");
  if (f.fallback) out += " = " + p.value(f.type, *f.fallback);
  if (f.presumed) out += " presumed " + p.value(f.type, *f.presumed);
  return out + dress.title() + dress.comma();
}

void print_facts(const Form& form, Dress& dress, std::string& out) {
  const bool parts = std::any_of(form.facts.begin(), form.facts.end(), [](const Fact& f) { return f.nested; });
  const auto record = [&](const std::string& name, const std::string& member, bool extended) {
    std::string fields;
    for (const Fact& f : form.facts) {
      if (f.member == member && f.extended == extended && !f.name.empty() && f.path != f.name)
        fields += "  " + declaration(form, f, dress) + "\n";
    }
    if (name == "Demand" && !extended && parts) fields += "  part: Part\n";
    if (!extended || !fields.empty())
      out += dress.doc() + (extended ? "extend " + name : "record " + name + dress.title()) + " {\n" + fields + "}\n";
  };
  if (parts) record("Part", "demand.part", false);
  record("Demand", "demand", false);
  record("Entity", party_name(0), false);
  if (parts) record("Part", "demand.part", true);
  record("Demand", "demand", true);
  record("Entity", party_name(0), true);
  out += "case Request" + dress.title() + " as of " + form.facts[form.as_of].path + " {\n  demand: Demand\n";
  for (std::size_t p = 0; p < form.parties; ++p) out += "  party " + party_name(p) + ": Entity\n";
  for (const Fact& f : form.facts) {
    if (f.path == f.name) out += "  " + declaration(form, f, dress) + "\n";
  }
  out += "}\n";
}

void print_head(const std::vector<Ref>& over, const std::vector<Ref>& under, const Printer& p, std::string& out) {
  if (!over.empty()) out += " notwithstanding " + p.refs(over);
  if (!under.empty()) out += " subject to " + p.refs(under);
  out += " {\n";
}

void print_rule(const Form& form, const RuleDef& r, int law, Dress& dress, std::string& out) {
  const Printer p(form, {"e"}, law);
  out += dress.doc("  ") + "  rule " + r.name + dress.title() + (r.every ? " for every Entity e" : "");
  if (Dress::two_cases(form) && dress.chance(30)) out += " for Request";
  print_head(r.over, r.under, p, out);
  for (const std::string& word :
       {dress.cite(), dress.unverified(), std::string(dress.chance(20) ? " on breach \"a fine\"" : "")}) {
    if (!word.empty()) out += "   " + word + "\n";
  }
  if (!r.in_force.empty()) out += "    in force " + show(r.in_force) + "\n";
  if (!r.when.empty()) out += "    when " + p.expr(r.when[0]) + "\n";
  for (const NormDef& n : r.norms) out += "    " + p.norm(n) + "\n";
  for (const UnlessDef& u : r.exceptions) {
    out += std::string("    unless ") + (u.named ? "\"an exception\" " : "") + p.expr(u.condition) + dress.cite();
    if (!u.in_force.empty()) out += " in force " + show(u.in_force);
    out += dress.unverified() + "\n";
  }
  out += "  }\n";
}

void print_law(const Form& form, std::size_t index, Dress& dress, std::string& out) {
  const LawDef& l = form.laws[index];
  const Printer p(form, {}, static_cast<int>(index));
  out += dress.doc() + "law " + l.name + dress.title() + Dress::for_case(form);
  print_head(l.over, l.under, p, out);
  switch (l.order) {
    case LawDef::Order::Own:
      break;
    case LawDef::Order::Member:
      out += "  jurisdiction " + form.enums[0].members[l.index] + "\n";
      break;
    case LawDef::Order::Group:
      out += "  jurisdiction " + p.outside(form.groups[l.index].name) + "\n";
      break;
    case LawDef::Order::Text:
      out += fmt::format("  jurisdiction \"order {}\"\n", l.index);
      break;
  }
  for (const std::string& word : {dress.cite(), dress.unverified()}) {
    if (!word.empty()) out += " " + word + "\n";
  }
  if (!l.in_force.empty()) out += "  in force " + show(l.in_force) + "\n";
  if (!l.when.empty()) out += "  when " + p.expr(l.when[0]) + "\n";
  for (const Fact& f : form.facts) {
    if (f.law == static_cast<int>(index)) out += "  " + declaration(form, f, dress) + "\n";
  }
  for (const RuleDef& r : l.rules) print_rule(form, r, static_cast<int>(index), dress, out);
  out += "}\n";
}

void print_conduct(const Form& form, Dress& dress, std::string& out) {
  const Printer p(form, {});
  for (const ActionDef& a : form.actions) {
    out += "action " + a.name;
    if (a.param >= 0) out += fmt::format("({})", p.outside(form.enums[static_cast<std::size_t>(a.param)].name));
    const std::string of_case = a.possible.empty() ? "" : Dress::for_case(form);
    out += dress.chance(50) ? of_case + dress.title() : dress.title() + of_case;
    if (!a.excludes.empty()) out += " excludes " + joined(a.excludes, ", ", [&](std::size_t i) { return form.actions[i].name; });
    if (!a.possible.empty()) out += " possible when " + p.expr(a.possible[0]);
    out += "\n";
  }
  for (const RelateDef& r : form.relates) {
    const Printer q(form, names(r.variables));
    out +=
        "relate" + Dress::for_case(form) + " " + q.pattern(r.from) + (r.implies ? " implies " : " excludes ") + q.pattern(r.to);
    for (const Pattern& also : r.also) out += ", " + q.pattern(also);
    if (!r.when.empty()) out += " when " + q.expr(r.when[0]);
    out += "\n";
  }
}

void print_sets(const Form& form, Dress& dress, std::string& out) {
  const Printer p(form, {}, -1, &dress);
  for (const EnumDef& e : form.enums) {
    out += dress.doc() + "enum " + e.name + dress.title() + " { ";
    out += joined(e.members, ", ", [&](const std::string& m) { return m + dress.title(); }) + dress.comma() + " }\n";
  }
  for (const GroupDef& g : form.groups) {
    out += "group " + g.name + dress.title() + " of " + form.enums[g.of].name + " = " + p.group(g.members, g.of) + "\n";
  }
  for (const RelationDef& r : form.relations) {
    const auto column = [&](std::size_t c) { return form.enums[c].name; };
    out += fmt::format("relation {}({}){}{} {{\n", r.name, joined(r.columns, ", ", column), r.symmetric ? " symmetric" : "",
                       dress.title());
    for (const auto& t : r.tuples) {
      std::string places;
      for (std::size_t i = 0; i < t.places.size(); ++i) {
        const auto& place = t.places[i];
        places +=
            (i == 0 ? "" : ", ") + (place.group ? form.groups[place.index].name : form.enums[r.columns[i]].members[place.index]);
      }
      out += "  (" + places + ")" + (t.periods.empty() ? "" : " " + show(t.periods)) + dress.cite() + dress.unverified() + "\n";
    }
    out += "}\n";
  }
}

}  // namespace

std::string party_name(std::size_t party) { return fmt::format("p{}", party); }

Modules modules(const Form& form) {
  Dress dress(form);
  const bool split = Dress::split(form);
  Modules all;
  if (split) all.emplace_back("sets", "");
  all.emplace_back("test", split ? "use sets\n" : "");
  std::string& out = all.back().second;
  print_sets(form, dress, all.front().second);
  print_facts(form, dress, out);
  for (const DefineDef& d : form.defines) {
    const Printer p(form, names(d.params));
    out += dress.doc() + "define " + d.name;
    if (!d.params.empty())
      out += fmt::format("({}{})",
                         joined(d.params, ", ", [&](const Param& q) { return fmt::format("{}: {}", q.name, p.type(q.type)); }),
                         dress.comma());
    out += Dress::for_case(form) + dress.title() + " = " + p.expr(d.body) + "\n";
  }
  for (const Expr& a : form.assumptions)
    out += "assume" + Dress::for_case(form) + dress.title() + " " + Printer(form, {}).expr(a) + "\n";
  print_conduct(form, dress, out);
  for (std::size_t l = 0; l < form.laws.size(); ++l) print_law(form, l, dress, out);
  out += "decision check" + dress.title() + " for Request {\n" + (dress.chance(40) ? "  complete\n" : "");
  if (!form.decided.empty())
    out += "  laws " + joined(form.decided, ", ", [&](std::size_t l) { return form.laws[l].name; }) + "\n";
  for (std::size_t p = 0; p < form.parties; ++p) {
    out += "  " + party_name(p) + ": " + joined(form.actions, ", ", [](const ActionDef& a) { return a.name; }) + "\n";
  }
  out += "}\n" + extras(form, dress);
  return all;
}

std::string print(const Form& form) {
  std::string out;
  for (const auto& [name, text] : modules(form)) out += fmt::format("# {}\n{}", name, text);
  return out;
}

std::string print(const Form& form, const Type& type, const Value& value) { return Printer(form, {}).value(type, value); }
std::string print(const Form& form, const Expr& condition) { return Printer(form, {}).expr(condition); }

std::string print(const Form& form, const Case& facts) { return print(form, facts, nullptr); }

std::string print(const Form& form, const Case& facts, const Case* base) {
  const Printer p(form, {});
  std::string out;
  for (std::size_t i = 0; i < form.facts.size(); ++i) {
    if (base != nullptr && facts[i] == (*base)[i]) continue;
    const std::string& path = form.facts[i].path;
    const auto dot = path.find('.');
    const bool braces = form.dress != 0 && i % 2 == 1 && dot != std::string::npos;
    const std::string name = braces ? path.substr(0, dot) + " { " + path.substr(dot + 1) : path;
    out += fmt::format("  {}: {}{}\n", name, p.value(form.facts[i].type, facts[i]),
                       braces                          ? " }"
                       : form.dress != 0 && i % 4 == 2 ? ","
                                                       : "");
  }
  return out;
}

}  // namespace jur::test::form
