// What a law says of itself.
#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "lint/rules.h"
#include "lint/walk.h"

namespace jur::lint_rules {

using model::Jurisdiction;

namespace {

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_') continue;
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string period_words(const Interval& i) {
  const bool open_end = i.hi >= kLastDate.days;
  const std::string from = i.lo <= kFirstDate.days ? "" : "from " + to_string(Date{static_cast<std::int32_t>(i.lo)});
  if (open_end) return from.empty() ? "always" : from;
  return fmt::format("{}{}until {}", from, from.empty() ? "" : " ", to_string(Date{static_cast<std::int32_t>(i.hi)}));
}

}  // namespace

void missing_citation(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    const model::Law& law = in.model.laws[r.law];
    if (!r.cite.empty() || !law.cite.empty()) continue;
    out.add(r.span, fmt::format("rule `{}` cites no provision, nor does its law", r.name))
        .help("add `cite \"…\"` to the rule, or to the law for all its rules");
  }
}

void missing_period(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    const bool all_dated =
        std::all_of(l.rules.begin(), l.rules.end(), [&](model::RuleId r) { return in.model.rules[r].in_force.has_value(); });
    if (l.in_force || (all_dated && !l.rules.empty())) continue;
    out.add(l.span, fmt::format("law `{}` does not say since when it is in force", l.name))
        .help("add `in force from …`; without it the law holds since 1800");
  }
}

void missing_jurisdiction(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    if (l.jurisdiction.kind != Jurisdiction::Kind::Own) continue;
    out.add(l.span, fmt::format("law `{}` names no jurisdiction: it is a legal order of its own", l.name))
        .help("add `jurisdiction …`: a state, a group of states, or a text such as \"contract\"");
  }
}

void empty_law(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    if (l.rules.empty()) out.add(l.span, fmt::format("law `{}` has no rule", l.name)).help("add a rule, or take the law out");
  }
}

void rule_outside_law(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    const model::Law& law = in.model.laws[r.law];
    if (!r.in_force || !law.in_force || law.in_force->covers(*r.in_force)) continue;
    const IntervalSet outside = r.in_force->minus(*law.in_force);
    Diagnostic& d = out.add(
        r.span, fmt::format("rule `{}` is in force {} while its law is not", r.name, period_words(outside.parts().front())));
    d.label(law.span, fmt::format("in force {}", period_words(law.in_force->parts().front())));
    d.help("`in force` on a rule replaces that of its law: keep it within, or widen the law's");
  }
}

void ended_law(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    if (!l.in_force || l.in_force->empty() || l.in_force->parts().back().hi >= in.today.days) continue;
    out.add(l.span, fmt::format("law `{}` is no longer in force: its last day was {}", l.name,
                                to_string(Date{static_cast<std::int32_t>(l.in_force->parts().back().hi)})))
        .help("keep it while cases of that time are decided");
  }
}

void ended_rule(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    const auto& law = in.model.laws[r.law].in_force;
    if (!r.in_force || r.in_force->empty() || r.in_force->parts().back().hi >= in.today.days) continue;
    if (law && !law->empty() && law->parts().back().hi < in.today.days) continue;
    out.add(r.span, fmt::format("rule `{}` is no longer in force: its last day was {}", r.name,
                                to_string(Date{static_cast<std::int32_t>(r.in_force->parts().back().hi)})))
        .help("keep it while cases of that time are decided");
  }
}

// Orders that are told apart by their text alone.
void nearly_same_order(const LintInput& in, Findings& out) {
  std::map<std::string, const model::Law*> first;
  for (const model::Law& l : in.model.laws.all()) {
    if (l.jurisdiction.kind != Jurisdiction::Kind::Text) continue;
    const auto [at, fresh] = first.try_emplace(folded(l.jurisdiction.name), &l);
    if (fresh || at->second->jurisdiction.name == l.jurisdiction.name) continue;
    out.add(l.span, fmt::format("the jurisdictions \"{}\" and \"{}\" differ in a few signs and are two legal orders",
                                at->second->jurisdiction.name, l.jurisdiction.name))
        .label(at->second->span, "the other")
        .help("write both alike, or give them names that differ");
  }
}

void jurisdiction_as_text(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    if (l.jurisdiction.kind != Jurisdiction::Kind::Text) continue;
    for (const model::ModuleId m : model::in_sight(in.model, l.module)) {
      std::string kind;
      for (const model::EnumType& e : in.model.enums.all()) {
        const auto same = [&](const model::Member& x) { return x.name == l.jurisdiction.name || x.title == l.jurisdiction.name; };
        if (e.module == m && std::any_of(e.members.begin(), e.members.end(), same)) kind = "an enumerator of `" + e.name + "`";
      }
      for (const model::Group& g : in.model.groups.all()) {
        if (g.module == m && (g.name == l.jurisdiction.name || g.title == l.jurisdiction.name)) kind = "a group";
      }
      if (kind.empty()) continue;
      out.add(l.span, fmt::format("the jurisdiction \"{}\" is a text, and {} goes by it", l.jurisdiction.name, kind))
          .help("name it without quotation marks: a text is a legal order of its own");
      break;
    }
  }
}

void unexplained_doubt(const LintInput& in, Findings& out) {
  constexpr std::string_view kHelp = "say what was not checked: `unverified \"…\"`";
  for (const LintFile& f : in.files) {
    if (!f.asked) continue;
    each_node(*f.tree, syntax::NodeKind::unverified, [&](syntax::NodeRef n) {
      if (first_string(n).empty()) out.add(n.span(), "`unverified` does not say what was not checked").help(std::string(kHelp));
    });
  }
}

void unverified_release(const LintInput& in, Findings& out) {
  for (const LintFile& f : in.files) {
    if (!f.asked || f.package == nullptr || !f.package->version || f.package->version->major < 1) continue;
    each_node(*f.tree, syntax::NodeKind::unverified, [&](syntax::NodeRef n) {
      out.add(n.span(), fmt::format("package `{}` is released, and this is unverified", f.package->name))
          .help("check it against its source, and take the mark out");
    });
  }
}

void undecided_assessment(const LintInput& in, Findings& out) {
  const auto look = [&](const model::Field& f) {
    if (f.assessment && f.decided_by.empty()) {
      out.add(f.span, fmt::format("assessment `{}` does not say who gives it", f.name))
          .help("add `by \"…\"`: a court, an authority, counsel");
    }
  };
  for (const model::CaseType& c : in.model.cases.all()) {
    for (const model::CaseMember& m : c.members) look(m.field);
  }
  for (const model::Law& l : in.model.laws.all()) {
    for (const model::Field& f : l.assessments) look(f);
  }
}

void repeated_title(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    std::map<std::string, const model::Rule*> seen;
    for (const model::RuleId id : l.rules) {
      const model::Rule& r = in.model.rules[id];
      if (r.title.empty()) continue;
      const auto [at, fresh] = seen.try_emplace(r.title, &r);
      if (fresh) continue;
      out.add(r.span, fmt::format("rule `{}` has the title of rule `{}`", r.name, at->second->name))
          .label(at->second->span, "the other")
          .help("say in the title how the two differ");
    }
  }
}

void missing_title(const LintInput& in, Findings& out) {
  for (const model::Law& l : in.model.laws.all()) {
    if (l.title.empty()) out.add(l.span, fmt::format("law `{}` has no title", l.name)).help("add its short title: `law x \"…\"`");
  }
  for (const model::Rule& r : in.model.rules.all()) {
    if (r.title.empty()) out.add(r.span, fmt::format("rule `{}` has no title", r.name)).help("say in a few words what it does");
  }
}

void missing_breach(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    const bool binds = std::any_of(r.norms.begin(), r.norms.end(), [](const model::Norm& n) {
      return n.modal == model::Modal::Must || n.modal == model::Modal::MustNot || n.modal == model::Modal::MayOnlyIf;
    });
    if (!binds || !r.breach.empty()) continue;
    out.add(r.span, fmt::format("rule `{}` does not say what its breach costs", r.name)).help("add `on breach \"…\"`");
  }
}

void unnamed_exception(const LintInput& in, Findings& out) {
  for (const model::Rule& r : in.model.rules.all()) {
    for (const model::Unless& u : r.exceptions) {
      if (u.name.empty())
        out.add(u.span, "this exception has no name").help("name it: `unless \"…\" …`; a trace then says which one held");
    }
  }
}

}  // namespace jur::lint_rules
