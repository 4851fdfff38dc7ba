#include "verify/properties.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "evaluate/judge.h"
#include "verify/shown.h"
#include "verify/word_conditions.h"

namespace jur {
namespace {

using core::CondId;
using core::Expectation;
using core::FactId;
using core::Program;
using proof::Conditions;
using proof::Inquiry;

// What is asked under one order, or under all.
struct View {
  View(const Program& program, core::OrderId order, const VerifyOptions& options, Sink& sink)
      : conditions(seen_by(program, order)), q(conditions, options, sink), words(q) {}
  Conditions conditions;
  Inquiry q;
  proof::WordConditions words;
};

class Prover {
 public:
  Prover(const Program& program, const VerifyOptions& options, Sink& sink) : p_(program), options_(options), sink_(sink) {}

  PropertyFindings run() {
    for (const core::Property& property : p_.properties) {
      PropertyState state = PropertyState::Holds;
      for (std::size_t i = 0; i < property.expectations.size(); ++i) {
        const std::size_t before = sink_.all().size();
        if (auto r = refute(property, i)) {
          r->property = out_.states.size();
          r->expectation = i;
          out_.refuted.push_back(std::move(*r));
          state = PropertyState::Refuted;
        } else if (sink_.all().size() > before && state == PropertyState::Holds) {
          state = PropertyState::Open;
        }
      }
      if (state == PropertyState::Holds && idle(property)) out_.idle.push_back(out_.states.size());
      out_.states.push_back(state);
    }
    return std::move(out_);
  }

 private:
  View& view(core::OrderId order) {
    std::unique_ptr<View>& v = views_[order];
    if (!v) v = std::make_unique<View>(p_, order, options_, sink_);
    return *v;
  }

  // Not where no case is possible at all.
  bool idle(const core::Property& property) {
    View& v = view({});
    core::Builder& build = v.conditions.builder();
    if (property.when == build.always()) return false;
    v.q.about(property.span, "whether a case meets the condition of property “" + property.name + "”");
    if (v.q.find({build.all({v.q.possible(), property.when})}) || !v.q.complete()) return false;
    return v.q.find({v.q.possible()}).has_value();
  }

  [[nodiscard]] CondId met(View& v, const Expectation& e) const {
    core::Builder& build = v.conditions.builder();
    std::vector<CondId> conds;
    switch (e.kind) {
      case Expectation::Kind::Verdict:
        return v.words.met(e);
      case Expectation::Kind::Applies:
        for (const core::RuleId r : e.rules) conds.push_back(p_.rules[r].applies);
        break;
      case Expectation::Kind::InForce:
        conds.push_back(p_.laws[e.law].in_force);
        break;
      case Expectation::Kind::Holds:
        conds.push_back(e.cond);
        break;
    }
    const CondId c = build.any(conds);
    return e.negated ? build.not_(c) : c;
  }

  std::optional<Refutation> refute(const core::Property& property, std::size_t index) {
    const Expectation& e = property.expectations[index];
    View& v = view(e.kind == Expectation::Kind::Verdict ? e.under : core::OrderId());
    core::Builder& build = v.conditions.builder();
    const auto about = [&] { v.q.about(e.span, "whether property “" + property.name + "” holds"); };
    about();
    const CondId where = build.all({v.q.possible(), property.when, build.not_(met(v, e))});
    about();
    const auto witness = v.q.witness(where, v.q.windows(where).days);
    if (!witness) return std::nullopt;

    Refutation out;
    out.witness = *witness;
    out.witness.values.resize(p_.facts.size());
    const Judgment judged = judge(p_, {property.name, out.witness, {e}, e.span});
    if (!judged.possible || judged.unmet.empty()) {
      v.q.mismatch();
      return std::nullopt;
    }
    out.came = judged.unmet.front().verdict;
    const CondId same = build.all({where, out.came ? v.words.word(e.act, out.came->word) : build.always()});
    if (!v.q.holds(same, *witness)) {
      v.q.mismatch();
      return std::nullopt;
    }
    for (const FactId f : v.q.indifferent(same, *witness)) {
      if (f.index < p_.facts.size()) out.any.push_back(f);
    }
    if (!show(property, e, out)) {
      v.q.mismatch();
      return std::nullopt;
    }
    return out;
  }

  bool show(const core::Property& property, const Expectation& e, Refutation& out) {
    const core::Scenario scenario{name_for(property), out.witness, what_came(e, out.came), e.span};
    auto shown = proof::show(p_, scenario, out.any, [&](const core::Scenario& s) { return passes(s, e); });
    if (!shown) return false;
    out.shown = std::move(shown->scenario);
    out.omitted = std::move(shown->omitted);
    return true;
  }

  [[nodiscard]] bool passes(const core::Scenario& shown, const Expectation& e) const {
    core::Scenario both = shown;
    both.expectations.push_back(e);
    const Judgment j = judge(p_, both);
    return j.possible && j.unmet.size() == 1 && j.unmet.front().expectation == shown.expectations.size();
  }

  static std::vector<Expectation> what_came(const Expectation& e, const std::optional<core::Verdict>& came) {
    Expectation denied = e;
    denied.negated = !e.negated;
    if (!came) return {denied};
    Expectation is;
    is.kind = Expectation::Kind::Verdict;
    is.act = e.act;
    is.word = came->word;
    is.under = e.under;
    is.by = came->rules;
    is.has_by = !came->rules.empty();
    is.span = e.span;
    if (e.negated) is.within = e.within;
    if (e.negated || came->word != e.word) return {is};
    return {is, denied};
  }

  std::string name_for(const core::Property& property) {
    const auto taken = [&](const std::string& name) {
      return names_.contains(name) ||
             std::any_of(p_.scenarios.begin(), p_.scenarios.end(), [&](const core::Scenario& s) { return s.name == name; });
    };
    const std::string name = "against: " + property.name;
    std::string out = name;
    for (std::size_t n = 2; taken(out); ++n) out = name + " (" + std::to_string(n) + ")";
    names_.insert(out);
    return out;
  }

  const Program& p_;
  const VerifyOptions& options_;
  Sink& sink_;
  std::map<core::OrderId, std::unique_ptr<View>> views_;
  std::set<std::string> names_;
  PropertyFindings out_;
};

}  // namespace

PropertyFindings verify_properties(const core::Program& program, const VerifyOptions& options, Sink& sink) {
  return Prover(program, options, sink).run();
}

}  // namespace jur
