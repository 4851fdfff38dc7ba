#include "evaluate/completions.h"

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "evaluate/dates.h"
#include "evaluate/representatives.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::Case;
using core::CondId;
using core::FactId;
using core::NormId;
using core::Op;
using core::Program;

// What is to be told apart next: the parts of a choice, or whether a comparison of dates holds.
using Step = std::variant<Split, Comparison>;

class Search {
 public:
  Search(const Program& program, const Case& given, const std::vector<CondId>& roots, const std::vector<NormId>& norms)
      : p_(program), roots_(roots), norms_(norms), box_(box_of(program, given)) {}

  void completions(const Visit& visit) {
    prepare(with_assumptions(), {});
    explore([&] {
      bool on = true;
      fill([&] {
        on = visit(sample_case());
        return false;
      });
      return on;
    });
  }

  // A completion, then a second one in which `fact` is free again and the others are as in the first.
  std::vector<bool> depends(FactId fact, bool valid, std::size_t count, const Answers& answers) {
    std::vector<bool> found(count);
    const auto open = [&] { return std::find(found.begin(), found.end(), false) != found.end(); };
    assume_ = valid;
    if (valid) roots_ = with_assumptions();
    prepare(roots_, fact);
    if (!is_read(fact)) return found;
    const Choice whole = box_[fact.index];
    const FactId first(p_.facts.size());
    explore([&] {
      const auto one = answers(sample_case());
      const Box box = box_;
      const Timeline dates = dates_;
      box_.push_back(box_[fact.index]);
      box_[fact.index] = whole;
      dates_.rename(fact, first);
      explore([&] {
        const auto two = answers(sample_case());
        for (std::size_t i = 0; i < count; ++i) found[i] = found[i] || one[i] != two[i];
        return open();
      });
      box_ = box;
      dates_ = dates;
      return open();
    });
    return found;
  }

 private:
  void prepare(const std::vector<CondId>& roots, FactId twice) {
    conds_ = used_conds(p_, roots);
    keep_representatives(p_, conds_, twice, box_);
    assumption_conds_ = used_conds(p_, p_.assumptions);
    for (const CondId c : conds_) {
      if (p_.conds[c].op == Op::NotAfter) pairs_.push_back(c);
    }
  }

  [[nodiscard]] bool is_read(FactId fact) const {
    const auto reads = [&](const std::optional<core::DateTerm>& t) { return t && t->fact == fact; };
    const auto in = [&](CondId c) {
      const auto facts = facts_of(p_, p_.conds[c]);
      return std::find(facts.begin(), facts.end(), fact) != facts.end();
    };
    return std::any_of(conds_.begin(), conds_.end(), in) || std::any_of(norms_.begin(), norms_.end(), [&](NormId n) {
             return reads(p_.norms[n].period.from) || reads(p_.norms[n].period.until);
           });
  }

  [[nodiscard]] std::vector<CondId> with_assumptions() const {
    std::vector<CondId> all = roots_;
    all.insert(all.end(), p_.assumptions.begin(), p_.assumptions.end());
    return all;
  }

  [[nodiscard]] Case sample_case() const {
    Case out = sample(box_);
    out.values.resize(p_.facts.size());
    return out;
  }

  // The comparison that a condition makes where both dates exist for certain.
  [[nodiscard]] std::optional<Comparison> comparison(CondId id) const {
    const core::Cond& c = p_.conds[id];
    if (c.op != Op::NotAfter) return std::nullopt;
    const auto& [first, second] = p_.date_pairs[c.dates];
    if (box_[first.fact.index].none || box_[second.fact.index].none) return std::nullopt;
    return Comparison{first, second, 0};
  }

  [[nodiscard]] std::vector<Tri> truths_of(const std::vector<CondId>& which) const {
    std::vector<Tri> pairs(p_.date_pairs.size(), Tri::Open);
    for (const CondId id : pairs_) {
      if (const auto c = comparison(id)) pairs[p_.conds[id].dates.index] = dates_.truth(*c, box_);
    }
    return truths(p_, which, box_, pairs);
  }

  [[nodiscard]] bool is_broken(const std::vector<Tri>& truth) const {
    return std::any_of(p_.assumptions.begin(), p_.assumptions.end(), [&](CondId a) { return truth[a.index] == Tri::False; });
  }

  // What helps to decide a condition that is Open.
  [[nodiscard]] std::optional<Step> step_below(CondId id, const std::vector<Tri>& truth) const {
    std::vector<CondId> open{id};
    std::set<CondId> seen;
    while (!open.empty()) {
      const CondId c = open.back();
      open.pop_back();
      if (truth[c.index] != Tri::Open || !seen.insert(c).second) continue;
      if (auto compared = comparison(c)) return *compared;
      if (auto s = split(p_, c, box_)) return std::move(*s);
      const auto args = p_.args_of(p_.conds[c]);
      open.insert(open.end(), args.rbegin(), args.rend());
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Step> next_step(const std::vector<Tri>& truth) {
    for (const CondId r : roots_) {
      if (auto s = step_below(r, truth)) return s;
    }
    std::vector<NormId> in_effect;
    for (const NormId n : norms_) {
      if (truth[p_.norms[n].effect.index] == Tri::True) in_effect.push_back(n);
    }
    const auto [orders, fresh] = orders_.try_emplace(std::move(in_effect));
    if (fresh) orders->second = orders_of_ends(p_, orders->first);
    for (const Comparison& c : orders->second) {
      if (dates_.truth(c, box_) == Tri::Open) return c;
    }
    return std::nullopt;
  }

  // Goes on in each branch of the step; stops where `go` returns false.
  template <class Go>
  bool each(const Step& step, const Go& go) {
    if (const auto* s = std::get_if<Split>(&step)) return each_part(*s, go);
    const auto& c = std::get<Comparison>(step);
    const Box box = box_;
    const Timeline dates = dates_;
    bool on = true;
    for (const Comparison& branch : {c, opposite(c)}) {
      if (on && dates_.require(branch, box_)) on = go();
      box_ = box;
      dates_ = dates;
    }
    return on;
  }

  template <class Go>
  bool each_part(const Split& s, const Go& go) {
    const bool date = p_.facts[s.fact].kind == core::FactKind::Date;
    const Box box = date ? box_ : Box();
    const Choice whole = box_[s.fact.index];
    bool on = true;
    for (std::size_t i = 0; on && i < s.parts.size(); ++i) {
      box_[s.fact.index] = s.parts[i];
      if (!date || dates_.narrow(box_)) on = go();
      if (date) box_ = box;
    }
    box_[s.fact.index] = whole;
    return on;
  }

  // Calls `leaf` wherever all is decided, until it returns false.
  template <class Leaf>
  bool explore(const Leaf& leaf) {
    const auto truth = truths_of(conds_);
    if (assume_ && is_broken(truth)) return true;
    if (const auto s = next_step(truth)) return each(*s, [&] { return explore(leaf); });
    return leaf();
  }

  // Finds one part of the box in which the assumptions hold.
  template <class Found>
  bool fill(const Found& found) {
    const auto truth = truths_of(assumption_conds_);
    if (is_broken(truth)) return true;
    for (const CondId a : p_.assumptions) {
      if (const auto s = step_below(a, truth)) return each(*s, [&] { return fill(found); });
    }
    return found();
  }

  const Program& p_;
  std::vector<CondId> roots_;
  const std::vector<NormId>& norms_;
  Box box_;
  Timeline dates_;
  std::vector<CondId> conds_;
  std::vector<CondId> assumption_conds_;
  std::vector<CondId> pairs_;                                      // conditions that compare two dates
  std::map<std::vector<NormId>, std::vector<Comparison>> orders_;  // by norms in effect
  bool assume_ = true;
};

}  // namespace

void visit_completions(const Program& program, const Case& given, const std::vector<CondId>& roots,
                       const std::vector<NormId>& norms, const Visit& visit) {
  Search(program, given, roots, norms).completions(visit);
}

std::vector<bool> depends_on(const Program& program, const Case& given, const std::vector<CondId>& roots,
                             const std::vector<NormId>& norms, FactId fact, bool valid, std::size_t count,
                             const Answers& answers) {
  return Search(program, given, roots, norms).depends(fact, valid, count, answers);
}

}  // namespace jur
