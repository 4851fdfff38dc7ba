#include "cover/goals.h"

#include <map>
#include <tuple>

#include "core/builder.h"
#include "cover/unmasked.h"

namespace jur::cover {
namespace {

using core::CondId;
using core::Rule;
using core::RuleId;

class Collector {
 public:
  Collector(const core::Program& program, const std::vector<bool>& files) : files_(files), build_(out_.program) {
    out_.program = program;
  }

  Goals run() {
    for (const RuleId r : out_.program.rules.ids()) of_rule(r);
    for (const core::NormId n : out_.program.norms.ids()) {
      const core::Norm norm = out_.program.norms[n];
      if (norm.only_if.valid()) conditions(norm.rule, norm.only_if, out_.program.rules[norm.rule].applies);
    }
    for (auto& [key, goal] : goals_) out_.all.push_back(std::move(goal));
    return std::move(out_);
  }

 private:
  using Key = std::tuple<Span, Kind, std::string, bool>;

  [[nodiscard]] bool asked(Span s) const { return s.valid() && s.file.index < files_.size() && files_[s.file.index]; }

  // A condition of a define is of no law; the first rule whose way is entered names the others.
  void enter(Kind kind, bool yes, Span span, RuleId rule, const std::string& name, CondId when, bool defined = false) {
    if (!asked(span)) return;
    const auto [it, fresh] = goals_.try_emplace(Key{span, kind, name, !yes});
    Goal& g = it->second;
    if (fresh) g = {kind, yes, span, defined ? "" : out_.program.laws[out_.program.rules[rule].law].name, name, {}};
    if (when != build_.never()) g.ways.push_back({rule, when});
  }

  void of_rule(RuleId id) {
    const Rule r = out_.program.rules[id];
    enter(Kind::Rule, true, r.span, id, r.name, r.applies);
    enter(Kind::Rule, false, r.span, id, r.name, build_.all({r.in_force, build_.not_(r.applies)}));
    std::vector<CondId> would{r.in_force, r.when};
    for (const core::Exception& e : r.exceptions) {
      enter(Kind::Exception, true, e.span, id, r.name, build_.all({r.in_force, r.when, e.holds}));
      enter(Kind::Exception, false, e.span, id, r.name, build_.all({r.in_force, r.when, build_.not_(e.holds)}));
      would.push_back(build_.not_(e.holds));
    }
    const CondId would_apply = build_.all(would);
    for (std::size_t i = 0; i < r.defeated_by.size(); ++i) {
      const Rule& by = out_.program.rules[r.defeated_by[i]];
      enter(Kind::Precedence, true, out_.program.statements[r.defeat_said[i].front()].span, id,
            r.name + ", defeated by " + by.name, build_.all({would_apply, r.defeat_when[i], by.applies}));
    }
    if (r.written.valid()) conditions(id, r.written, r.in_force);
  }

  void conditions(RuleId rule, core::PhraseId root, CondId gate) {
    for (const auto& [id, decides] : unmasked(build_, root)) {
      const core::Phrase w = out_.program.written[id];
      if (!w.measured) continue;
      for (const bool yes : {true, false}) {
        const CondId truth = yes ? w.holds : build_.not_(w.holds);
        enter(Kind::Condition, yes, w.span, rule, "", build_.all({gate, decides, truth}), w.defined);
      }
    }
  }

  const std::vector<bool>& files_;
  Goals out_;
  core::Builder build_;
  std::map<Key, Goal> goals_;
};

}  // namespace

const char* kind_name(Kind k) {
  switch (k) {
    case Kind::Rule:
      return "rules";
    case Kind::Exception:
      return "exceptions";
    case Kind::Precedence:
      return "precedence";
    case Kind::Condition:
      return "conditions";
  }
  return "";
}

Goals goals(const core::Program& program, const std::vector<bool>& files) { return Collector(program, files).run(); }

}  // namespace jur::cover
