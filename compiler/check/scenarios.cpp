#include "check/scenarios.h"

#include <algorithm>
#include <map>

#include "check/clauses.h"

namespace jur::checking {
namespace {

struct Draft {
  model::ScenarioId id;
  NodeRef node;
  NodeRef like;              // null: none
  std::size_t base = kNone;  // the draft that it is like
  bool complete = true;      // what it lacks may be reported
  bool done = false;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

struct Scenarios {
  Context& c;
  std::vector<Draft> drafts{};
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name{};

  model::Scenario& scenario(const Draft& d) { return c.program.scenarios[d.id]; }

  void declare(model::ModuleId module, NodeRef node) {
    const NodeRef name = node.token(TokenKind::STRING);
    if (!name) return;
    model::Scenario s;
    s.name = syntax::string_value(name);
    s.module = module;
    s.span = name.span();
    auto& namesakes = by_name[s.name];
    for (const std::size_t i : namesakes) {
      if (scenario(drafts[i]).module != module) continue;
      c.sink.report(Code::DuplicateName, s.span, s.name)
          .label(scenario(drafts[i]).span, "first declared here")
          .help("give one of them another name");
      return;
    }
    namesakes.push_back(drafts.size());
    Draft d;
    d.id = c.program.scenarios.add(std::move(s));
    d.node = node;
    d.like = only_one(c, node.children(NodeKind::like), "`like`", "a scenario starts from one other scenario");
    d.complete = !node.broken();
    drafts.push_back(d);
  }

  // The name of a scenario in the same module was not read as it stands.
  bool name_unread(model::ModuleId module) const {
    for (const NodeRef decl : c.units[module.index].tree->root().children(NodeKind::decl)) {
      const NodeRef node = decl.child(NodeKind::scenario_decl);
      const NodeRef brace = node ? node.token(TokenKind::LBRACE) : NodeRef();
      for (const NodeRef part : node ? node.children() : NodeRef().children()) {
        if (brace && part.index() > brace.index()) break;
        if (part.is(NodeKind::error)) return true;
      }
    }
    return false;
  }

  void report_like(const Draft& d, const std::string& name, const std::vector<std::size_t>& found) {
    const Span span = d.like.token(TokenKind::STRING).span();
    if (!found.empty()) {
      Diagnostic& diagnostic = c.sink.report(Code::AmbiguousName, span, name, "several modules have such a scenario");
      for (const std::size_t i : found) diagnostic.label(scenario(drafts[i]).span, "this one");
      diagnostic.help("give one of them another name");
      return;
    }
    if (c.lost_text(scenario(d).module, name) || c.doubtful(scenario(d).module) || name_unread(scenario(d).module)) {
      ++c.silenced;
      return;
    }
    Diagnostic* told = c.report_unknown(scenario(d).module, span, "scenario", name, "scenario");
    if (told == nullptr) return;
    Diagnostic& diagnostic = *told;
    std::vector<std::string> near;
    for (const Draft& other : drafts) {
      if (other.id != d.id) near.push_back(scenario(other).name);
    }
    (void)suggest(diagnostic, name, near, "known here:");
    if (diagnostic.helps.empty()) diagnostic.general_help("leave `like` out: there is no other scenario here");
  }

  void find_base(Draft& d) {
    if (!d.like || !d.like.token(TokenKind::STRING)) return;
    const std::string name = syntax::string_value(d.like.token(TokenKind::STRING));
    const model::ModuleId module = scenario(d).module;
    std::vector<std::size_t> found;
    const auto namesakes = by_name.find(name);
    for (const std::size_t i : namesakes == by_name.end() ? std::vector<std::size_t>() : namesakes->second) {
      const model::ModuleId other = scenario(drafts[i]).module;
      if (other == module) {
        found = {i};
        break;
      }
      if (c.units[other.index].package == c.units[module.index].package) found.push_back(i);
    }
    if (found.size() == 1) {
      d.base = found.front();
    } else {
      d.complete = false;
      report_like(d, name, found);
    }
  }

  // Takes the first `like` of each circle out.
  void break_circles() {
    std::vector<std::size_t> seen(drafts.size(), 0);
    for (std::size_t start = 0; start < drafts.size(); ++start) {
      std::size_t at = start;
      while (at != Draft::kNone && seen[at] == 0) {
        seen[at] = start + 1;
        at = drafts[at].base;
      }
      if (at == Draft::kNone || seen[at] != start + 1) continue;
      const std::string first = scenario(drafts[at]).name;
      std::string circle = fmt::format("\"{}\"", first);
      for (std::size_t i = drafts[at].base; i != at; i = drafts[i].base)
        circle += fmt::format(" → \"{}\"", scenario(drafts[i]).name);
      circle += fmt::format(" → \"{}\"", first);
      c.sink.report(Code::DefinitionCycle, drafts[at].like.span(), fmt::format("scenario \"{}\"", first), circle)
          .help("leave `like` out in one of them, and give all its facts there");
      for (std::size_t i = at; drafts[i].base != Draft::kNone;) {
        const std::size_t next = drafts[i].base;
        drafts[i].base = Draft::kNone;
        drafts[i].complete = false;
        i = next;
      }
    }
  }

  // What a scenario is for that is like an unknown one, where there is no choice: its own mistakes are told as well.
  [[nodiscard]] For only_case(model::ModuleId from) const {
    const auto modules = model::in_sight(c.program, from);
    For found;
    for (const model::CaseId id : c.program.cases.ids()) {
      if (std::find(modules.begin(), modules.end(), c.program.cases[id].module) == modules.end()) continue;
      if (found.case_type.valid()) return {};
      found.case_type = id;
    }
    return found;
  }

  For target_of(const Draft& d) {
    if (d.base == Draft::kNone) {
      if (d.like && !d.node.child(NodeKind::for_case)) return only_case(scenario(d).module);
      return check_for(c, scenario(d).module, d.node);
    }
    const model::Scenario& base = scenario(drafts[d.base]);
    const For inherited{base.case_type, base.decision, base.all_laws};
    const NodeRef clause = d.node.child(NodeKind::for_case);
    if (!clause) return d.node.child(NodeKind::under_all) ? For{base.case_type, {}, true} : inherited;
    const For own = check_for(c, scenario(d).module, d.node);
    if (!own.case_type.valid() || !inherited.case_type.valid() || own.case_type == inherited.case_type) return own;
    c.sink
        .report(Code::MisplacedClause, clause.span(),
                fmt::format("this scenario is for `{}`, but the one it is like is for `{}`", c.program.cases[own.case_type].name,
                            c.program.cases[inherited.case_type].name))
        .label(scenario(drafts[d.base]).span, "that one")
        .help(fmt::format("leave `{}` out, or name a scenario for `{}`", clause.text(), c.program.cases[own.case_type].name));
    return {};
  }

  void report_missing(const Draft& d, const std::vector<Missing>& missing) {
    std::string names;
    for (const Missing& m : missing) names += fmt::format("{}{}", names.empty() ? "" : "`, `", m.path);
    Diagnostic& diagnostic = c.sink.report(Code::ScenarioIncomplete, scenario(d).span, scenario(d).name, names);
    for (std::size_t i = 0; i < missing.size() && i < 3; ++i) {
      diagnostic.label(missing[i].declared, "has no default and is never unknown");
    }
    diagnostic.help(fmt::format("add `{}: VALUE`", missing.front().path));
  }

  void fill(Draft& d) {
    only_one(c, d.node.children(NodeKind::for_case), "`for`");
    const For target = target_of(d);
    const model::CaseId case_type = target.case_type;
    model::Scenario& s = scenario(d);
    s.case_type = case_type;
    s.decision = target.decision;
    s.all_laws = target.all_laws;
    if (!case_type.valid()) {
      d.complete = false;
      return;
    }
    const std::size_t before = c.mistakes();
    std::vector<model::Setting> own = check_settings(c, s.module, case_type, d.node);
    if (c.mistakes() > before) d.complete = false;
    if (d.base != Draft::kNone) {
      const Draft& base = drafts[d.base];
      d.complete = d.complete && base.complete;
      for (const model::Setting& inherited : scenario(base).settings) {
        const bool replaced =
            std::any_of(own.begin(), own.end(), [&](const model::Setting& o) { return o.place == inherited.place; });
        if (!replaced && place_seen(c, s.module, case_type, inherited.place)) s.settings.push_back(inherited);
      }
    }
    s.settings.insert(s.settings.end(), own.begin(), own.end());
    if (!d.complete) return;
    const auto missing = missing_facts(c, s.module, case_type, s.settings);
    if (missing.empty()) return;
    report_missing(d, missing);
    d.complete = false;
  }

  void fill_with_bases(std::size_t start) {
    std::vector<std::size_t> chain;
    for (std::size_t i = start; i != Draft::kNone && !drafts[i].done; i = drafts[i].base) chain.push_back(i);
    for (std::size_t k = chain.size(); k > 0; --k) {
      fill(drafts[chain[k - 1]]);
      drafts[chain[k - 1]].done = true;
    }
  }

  void expect(const Draft& d) {
    model::Scenario& s = scenario(d);
    if (!s.case_type.valid()) return;
    for (const NodeRef item : d.node.children(NodeKind::scenario_item)) {
      const NodeRef node = item.child(NodeKind::expect);
      if (!node) continue;
      if (auto expectation = check_expectation(c, s.module, s.case_type, node.child(NodeKind::expectation))) {
        s.expectations.push_back(std::move(*expectation));
      }
    }
  }
};

}  // namespace

void check_scenarios(Context& c) {
  Scenarios all{c};
  each(c, NodeKind::scenario_decl, [&](model::ModuleId module, NodeRef d) { all.declare(module, d); });
  for (Draft& d : all.drafts) all.find_base(d);
  all.break_circles();
  for (std::size_t i = 0; i < all.drafts.size(); ++i) all.fill_with_bases(i);
  for (const Draft& d : all.drafts) all.expect(d);
}

}  // namespace jur::checking
