#include "evaluate/evaluate.h"

#include <algorithm>
#include <map>

#include "evaluate/completions.h"
#include "evaluate/cone.h"
#include "evaluate/presumptions.h"
#include "evaluate/summary.h"
#include "evaluate/trace.h"

namespace jur {
namespace {

using core::ActId;
using core::Case;
using core::FactId;
using core::Program;
using core::Word;

bool contains(const std::vector<ActId>& acts, ActId a) { return std::binary_search(acts.begin(), acts.end(), a); }

std::map<ActId, Summary> sum_up(const Program& p, const Case& given, const std::vector<Cone>& all, std::span<const ActId> acts) {
  std::map<ActId, Summary> out;
  for (const Cone& cone : all) {
    std::vector<ActId> asked;
    std::copy_if(acts.begin(), acts.end(), std::back_inserter(asked), [&](ActId a) { return contains(cone.acts, a); });
    if (asked.empty()) continue;
    std::sort(asked.begin(), asked.end());
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
    std::vector<core::CondId> roots = cone.conds;
    roots.insert(roots.end(), cone.acceptances.begin(), cone.acceptances.end());
    visit_completions(p, given, roots, cone.norms, [&](const Case& completion) {
      const Truths truths(p, completion);
      const Reader reader(p, truths, completion, given);
      for (const ActId a : asked) out[a].add(reader.read(a));
      return true;
    });
  }
  return out;
}

std::vector<FactId> missing(const Program& p, const Case& given, const Cone& cone, ActId act) {
  const Answer word = [&](const Case& c) {
    const Truths truths(p, c);
    return static_cast<int>(Reader(p, truths, c, given).word(act));
  };
  std::vector<FactId> out;
  for (const bool valid : {true, false}) {
    for (const FactId f : p.facts.ids()) {
      if (given[f].is_unknown() && depends_on(p, given, cone.conds, cone.norms, f, valid, word)) out.push_back(f);
    }
    if (!out.empty()) break;
  }
  return out;
}

// Each presumption in turn set aside for another value.
void ask_presumptions(const Program& p, const Case& given, const std::vector<FactId>& presumed, const std::vector<Cone>& all,
                      std::span<const ActId> acts, std::vector<core::Verdict>& verdicts) {
  for (const FactId f : presumed) {
    for (const core::Value& v : other_values(p, given, f)) {
      Case other = given;
      other[f] = v;
      auto sums = sum_up(p, other, all, acts);
      for (core::Verdict& verdict : verdicts) {
        const auto it = sums.find(verdict.act);
        if (it == sums.end()) continue;
        const Word word = it->second.verdict(p, verdict.act).word;
        const auto told = [&](const core::OpenQuestion& q) { return q.fact == f && q.word == word; };
        if (word == verdict.word || std::any_of(verdict.open.begin(), verdict.open.end(), told)) continue;
        verdict.open.push_back({f, v, word});
      }
    }
  }
}

bool is_complete(const Case& c) {
  return std::none_of(c.values.begin(), c.values.end(), [](const core::Value& v) { return v.is_unknown(); });
}

core::Outcome of_complete(const Program& p, const Case& complete, std::span<const ActId> acts) {
  core::Outcome out;
  const Truths truths(p, complete);
  out.possible = is_valid(p, truths);
  if (!out.possible) return out;
  const Reader reader(p, truths, complete, complete);
  for (const ActId a : acts) {
    Summary sum;
    sum.add(reader.read(a));
    out.verdicts.push_back(sum.verdict(p, a));
  }
  out.rules = trace(p, truths);
  return out;
}

}  // namespace

core::Outcome evaluate(const Program& program, const Case& given, std::span<const ActId> acts) {
  if (is_complete(given)) return of_complete(program, given, acts);
  core::Outcome out;
  const auto start = presume(program, given);
  if (!start) {
    out.possible = false;
    return out;
  }
  const std::vector<Cone> all = cones(program);
  const auto sums = sum_up(program, start->given, all, acts);
  for (const ActId a : acts) {
    core::Verdict v = sums.at(a).verdict(program, a);
    if (v.word == Word::Undetermined) {
      const auto cone = std::find_if(all.begin(), all.end(), [&](const Cone& c) { return contains(c.acts, a); });
      v.missing = missing(program, start->given, *cone, a);
    }
    out.verdicts.push_back(std::move(v));
  }
  ask_presumptions(program, start->given, start->presumed, all, acts, out.verdicts);
  out.rules = trace(program, start->given);
  return out;
}

core::Outcome evaluate(const Program& program, const Case& given) { return evaluate(program, given, program.outputs); }

std::vector<Certainty> certainty(const Program& program, const Case& given, std::span<const core::CondId> conds) {
  std::vector<Certainty> out;
  const auto start = presume(program, given);
  if (!start) return out;
  for (const core::CondId c : conds) {
    bool seen_true = false;
    bool seen_false = false;
    visit_completions(program, start->given, {c}, {}, [&](const Case& completion) {
      (holds(program, c, completion) ? seen_true : seen_false) = true;
      return !(seen_true && seen_false);
    });
    out.push_back(seen_true && seen_false ? Certainty::Open : seen_true ? Certainty::Always : Certainty::Never);
  }
  return out;
}

}  // namespace jur
