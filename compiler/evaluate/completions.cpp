#include "evaluate/completions.h"

#include <algorithm>
#include <set>

#include "evaluate/dates.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::Case;
using core::CondId;
using core::FactId;
using core::NormId;
using core::Program;

class Search {
 public:
  Search(const Program& program, const Case& given, const std::vector<CondId>& roots, const std::vector<NormId>& norms)
      : p_(program), roots_(roots), norms_(norms), box_(box_of(program, given)) {}

  void completions(const Visit& visit) {
    conds_ = used_conds(p_, with_assumptions());
    assumption_conds_ = used_conds(p_, p_.assumptions);
    keep_representatives(p_, {conds_, norms_}, {}, box_);
    visit_ = &visit;
    explore();
  }

  bool depends(FactId fact, bool valid, const Answer& answer) {
    if (valid) roots_ = with_assumptions();
    conds_ = used_conds(p_, roots_);
    keep_representatives(p_, {conds_, norms_}, fact, box_);
    fact_ = fact;
    valid_ = valid;
    answer_ = &answer;
    return rest();
  }

 private:
  [[nodiscard]] std::vector<CondId> with_assumptions() const {
    std::vector<CondId> all = roots_;
    all.insert(all.end(), p_.assumptions.begin(), p_.assumptions.end());
    return all;
  }

  [[nodiscard]] bool is_broken(const std::vector<Tri>& truth) const {
    return std::any_of(p_.assumptions.begin(), p_.assumptions.end(), [&](CondId a) { return truth[a.index] == Tri::False; });
  }

  // Of an Open condition: the first split of a condition below it.
  [[nodiscard]] std::optional<Split> split_below(CondId id, const std::vector<Tri>& truth, FactId except) const {
    std::vector<CondId> open{id};
    std::set<CondId> seen;
    while (!open.empty()) {
      const CondId c = open.back();
      open.pop_back();
      if (truth[c.index] != Tri::Open || !seen.insert(c).second) continue;
      if (auto s = split(p_, c, box_, except)) return s;
      const auto args = p_.args_of(p_.conds[c]);
      open.insert(open.end(), args.rbegin(), args.rend());
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Split> next_split(const std::vector<Tri>& truth, FactId except) const {
    for (const CondId r : roots_) {
      if (auto s = split_below(r, truth, except)) return s;
    }
    std::vector<NormId> in_effect;
    for (const NormId n : norms_) {
      if (truth[p_.norms[n].effect.index] != Tri::False) in_effect.push_back(n);
    }
    return split_terms(terms_of(p_, in_effect), box_, except);
  }

  // Goes on in each part of the split; stops where `go` returns false.
  template <class Go>
  bool each(Split s, const Go& go) {
    const Choice whole = box_[s.fact.index];
    bool on = true;
    for (Choice& part : s.parts) {
      box_[s.fact.index] = std::move(part);
      on = go();
      if (!on) break;
    }
    box_[s.fact.index] = whole;
    return on;
  }

  // False: the visitor has seen enough.
  bool explore() {
    const auto truth = truths(p_, conds_, box_);
    if (is_broken(truth)) return true;
    if (auto s = next_split(truth, {})) return each(std::move(*s), [&] { return explore(); });
    bool on = true;
    fill([&] {
      on = (*visit_)(sample(box_));
      return false;
    });
    return on;
  }

  // Finds one part of the box in which the assumptions hold.
  template <class Found>
  bool fill(const Found& found) {
    const auto truth = truths(p_, assumption_conds_, box_);
    if (is_broken(truth)) return true;
    for (const CondId a : p_.assumptions) {
      if (auto s = split_below(a, truth, {})) return each(std::move(*s), [&] { return fill(found); });
    }
    return found();
  }

  // Tells all facts but `fact_` apart, then that fact.
  bool rest() {
    const auto truth = truths(p_, conds_, box_);
    if (valid_ && is_broken(truth)) return false;
    if (auto s = next_split(truth, fact_)) return !each(std::move(*s), [&] { return !rest(); });
    std::set<int> answers;
    own(answers);
    return answers.size() > 1;
  }

  void own(std::set<int>& answers) {
    const auto truth = truths(p_, conds_, box_);
    if (valid_ && is_broken(truth)) return;
    if (auto s = next_split(truth, {})) {
      each(std::move(*s), [&] {
        own(answers);
        return answers.size() < 2;
      });
    } else {
      answers.insert((*answer_)(sample(box_)));
    }
  }

  const Program& p_;
  std::vector<CondId> roots_;
  const std::vector<NormId>& norms_;
  Box box_;
  std::vector<CondId> conds_;
  std::vector<CondId> assumption_conds_;
  const Visit* visit_ = nullptr;
  const Answer* answer_ = nullptr;
  FactId fact_;
  bool valid_ = false;
};

}  // namespace

void visit_completions(const Program& program, const Case& given, const std::vector<CondId>& roots,
                       const std::vector<NormId>& norms, const Visit& visit) {
  Search(program, given, roots, norms).completions(visit);
}

bool depends_on(const Program& program, const Case& given, const std::vector<CondId>& roots, const std::vector<NormId>& norms,
                FactId fact, bool valid, const Answer& answer) {
  return Search(program, given, roots, norms).depends(fact, valid, answer);
}

}  // namespace jur
