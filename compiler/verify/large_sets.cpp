#include "verify/large_sets.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "verify/covers.h"
#include "verify/search.h"

namespace jur::proof {
namespace {

using core::CondId;
using core::RuleId;
using Chain = Conditions::Chain;

constexpr std::size_t kMostTimed = 64;
constexpr std::size_t kMostOpen = 256;  // sets of one duty about which the solver is asked one by one

class LargeSets {
 public:
  LargeSets(Inquiry& q, const VerifyOptions& options, const std::vector<Rules>& small,
            const std::function<bool(RuleId, RuleId)>& plain)
      : q_(q), conditions_(q.conditions()), small_(small), plain_(plain), list_(options.index && !options.certificate) {}

  std::vector<Rules> run() {
    if (list_ && !conditions_.chains().empty()) base_ = q_.find({q_.possible()});
    for (const Chain& chain : conditions_.chains()) {
      about_clash(q_, chain.rules);
      many_ = timed_norms(chain) > kMostTimed;
      if (!base_ || !list(chain)) search(chain);
    }
    return std::move(found_);
  }

 private:
  void accuse(const Rules& rules) {
    if (known_.insert(rules).second) found_.push_back(rules);
  }

  void too_many() { q_.give_up(fmt::format("more than {} norms on one action and party have times", kMostTimed)); }

  // Each set that could clash: most do in the case that shows itself; of the others the solver is asked. False where they are too
  // many.
  bool list(const Chain& chain) {
    bool beyond = false;
    const auto clashes = [&](const Rules& rules) {
      if (many_ && rules.size() > 3) {
        beyond = true;
      } else {
        accuse(rules);
      }
    };
    std::set<Rules> open;
    Covers covers(conditions_, chain);
    const bool all = covers.each([&](const Rules& rules) {
      if (rules.size() < 3 || known_.contains(rules) || never_.contains(rules)) return true;
      if (many_ && rules.size() > 3 && beyond) return true;
      const CondId clash = conditions_.minimal_clash(rules);
      const core::Case draft = covers.draft(*base_);
      if (q_.holds(q_.possible(), draft) && q_.holds(clash, draft)) {
        clashes(rules);
        open.erase(rules);
      } else {
        open.insert(rules);
      }
      return open.size() <= kMostOpen;
    });
    if (!all) return false;
    for (const Rules& rules : open) {
      if (many_ && rules.size() > 3 && beyond) continue;
      if (q_.ask(std::array{q_.encoder()(conditions_.minimal_clash(rules))})) {
        clashes(rules);
      } else {
        never_.insert(rules);
      }
    }
    if (beyond) too_many();
    return true;
  }

  // Each answer shows a case and rules that clash in it although no set found before does; the smallest part of them is a new
  // set.
  void search(const Chain& chain) {
    const core::Norm& duty = q_.program().norms[chain.duty];
    const CondId hopeless = conditions_.hopeless_if(chain.duty, chain.rules, conditions_.selections());
    std::vector<CondId> fixed{hopeless, conditions_.selections().at(duty.rule)};
    std::vector<CondId> flags;
    for (const RuleId r : chain.rules) flags.push_back(conditions_.selections().at(r));
    const CondId few = conditions_.builder().not_(conditions_.builder().at_least(4, flags));
    if (many_) fixed.push_back(few);
    for (std::size_t i = 0; i < chain.rules.size(); ++i) {
      for (std::size_t j = i + 1; j < chain.rules.size(); ++j) {
        if (plain_(chain.rules[i], chain.rules[j])) block(chain, {chain.rules[i], chain.rules[j]}, fixed);
      }
    }
    for (const Rules& rules : small_) block(chain, rules, fixed);
    std::size_t blocked = 0;
    const auto next = [&]() -> std::optional<core::Case> {
      for (; blocked < found_.size(); ++blocked) block(chain, found_[blocked], fixed);
      return q_.find(fixed);
    };
    while (const auto c = next()) accuse(smallest(chain.rules, *c));
    if (!many_) return;
    std::erase(fixed, few);
    if (q_.find(fixed)) too_many();
  }

  void block(const Chain& chain, const Rules& found, std::vector<CondId>& fixed) {
    if (!std::includes(chain.rules.begin(), chain.rules.end(), found.begin(), found.end())) return;
    std::vector<CondId> parts{conditions_.clash(found)};
    for (const RuleId r : found) parts.push_back(conditions_.selections().at(r));
    fixed.push_back(conditions_.builder().not_(conditions_.builder().all(parts)));
  }

  Rules smallest(const Rules& from, const core::Case& c) {
    Rules rules;
    for (const RuleId r : from) {
      if (q_.holds(conditions_.selections().at(r), c)) rules.push_back(r);
    }
    for (std::size_t i = 0; i < rules.size();) {
      Rules fewer = rules;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (q_.holds(conditions_.clash(fewer), c)) {
        rules = std::move(fewer);
      } else {
        ++i;
      }
    }
    return rules;
  }

  [[nodiscard]] std::size_t timed_norms(const Chain& chain) const {
    std::map<core::ActId, std::size_t> count;
    std::size_t most = 0;
    for (const RuleId r : chain.rules) {
      for (const core::NormId n : conditions_.norms_of(r)) {
        const core::Norm& norm = q_.program().norms[n];
        if (norm.period.from || norm.period.until) most = std::max(most, ++count[norm.act]);
      }
    }
    return most;
  }

  Inquiry& q_;
  Conditions& conditions_;
  const std::vector<Rules>& small_;
  const std::function<bool(RuleId, RuleId)>& plain_;
  bool list_;
  std::optional<core::Case> base_;  // a possible one
  std::vector<Rules> found_;
  std::set<Rules> known_;  // those found
  std::set<Rules> never_;  // asked about: they clash in no case
  bool many_ = false;
};

}  // namespace

std::vector<Rules> find_large_sets(Inquiry& q, const VerifyOptions& options, const std::vector<Rules>& small,
                                   const std::function<bool(RuleId, RuleId)>& plain) {
  return LargeSets(q, options, small, plain).run();
}

}  // namespace jur::proof
