#include "evaluate/evaluate.h"

#include <algorithm>
#include <map>
#include <set>

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

// The acts of the cone among these, each once.
std::vector<ActId> asked_of(const Cone& cone, std::span<const ActId> acts) {
  std::vector<ActId> out;
  std::copy_if(acts.begin(), acts.end(), std::back_inserter(out), [&](ActId a) { return contains(cone.acts, a); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::map<ActId, Summary> sum_up(const Program& p, const Case& given, const std::vector<Cone>& all, std::span<const ActId> acts) {
  std::map<ActId, Summary> out;
  for (const Cone& cone : all) {
    const auto asked = asked_of(cone, acts);
    if (asked.empty()) continue;
    std::vector<core::CondId> roots = cone.conds;
    roots.insert(roots.end(), cone.acceptances.begin(), cone.acceptances.end());
    roots.insert(roots.end(), cone.doubts.begin(), cone.doubts.end());
    visit_completions(p, given, roots, cone.norms, [&](const Case& completion) {
      const Truths truths(p, completion);
      const Reader reader(p, truths, completion, given);
      for (const ActId a : asked) out[a].add(reader.read(a));
      return true;
    });
  }
  return out;
}

// The periods of the cone's norms hang on known facts alone.
bool has_fixed_periods(const Program& p, const Case& given, const Cone& cone) {
  const Known known{given};
  return std::all_of(cone.norms.begin(), cone.norms.end(),
                     [&](core::NormId n) { return known(p.norms[n].period.from) && known(p.norms[n].period.until); });
}

// Of the acts of one cone whose words are open: the facts that are missing.
std::map<ActId, std::vector<FactId>> missing(const Program& p, const Case& given, const Cone& cone, std::vector<ActId> acts) {
  std::map<ActId, std::vector<FactId>> out;
  for (const bool valid : {true, false}) {
    const bool fixed = has_fixed_periods(p, given, cone);
    std::map<std::vector<bool>, std::vector<int>> known;  // by the truth of the cone's conditions
    const Answers words = [&](const Case& c) {
      const Truths truths(p, c);
      std::vector<bool> key;
      for (const core::CondId id : cone.conds) key.push_back(truths[id]);
      auto [it, fresh] = known.try_emplace(std::move(key));
      if (!fresh && fixed) return it->second;
      const Reader reader(p, truths, c, given, false);
      it->second.clear();
      for (const ActId a : acts) it->second.push_back(static_cast<int>(reader.word(a)));
      return it->second;
    };
    for (const FactId f : p.facts.ids()) {
      if (!given[f].is_unknown() || acts.empty()) continue;
      const auto found = depends_on(p, given, cone.conds, cone.norms, f, valid, acts.size(), words);
      for (std::size_t i = 0; i < acts.size(); ++i) {
        if (found[i]) out[acts[i]].push_back(f);
      }
    }
    std::erase_if(acts, [&](ActId a) { return out.contains(a); });
  }
  return out;
}

void add_missing(const Program& p, const Case& given, const std::vector<Cone>& all, std::vector<core::Verdict>& verdicts) {
  for (const Cone& cone : all) {
    std::vector<ActId> open;
    for (const core::Verdict& v : verdicts) {
      if (v.word == Word::Undetermined && contains(cone.acts, v.act)) open.push_back(v.act);
    }
    if (open.empty()) continue;
    const auto found = missing(p, given, cone, std::move(open));
    for (core::Verdict& v : verdicts) {
      if (const auto it = found.find(v.act); it != found.end()) v.missing = it->second;
    }
  }
}

std::map<ActId, std::set<Word>> words(const Program& p, const Case& given, const std::vector<Cone>& all,
                                      std::span<const ActId> acts) {
  std::map<ActId, std::set<Word>> out;
  for (const Cone& cone : all) {
    const auto asked = asked_of(cone, acts);
    if (asked.empty()) continue;
    visit_completions(p, given, cone.conds, cone.norms, [&](const Case& completion) {
      const Truths truths(p, completion);
      const Reader reader(p, truths, completion, given, false);
      bool open = false;
      for (const ActId a : asked) {
        out[a].insert(reader.word(a));
        open = open || out[a].size() < 2;
      }
      return open;
    });
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
      const auto left = words(p, other, all, acts);
      for (core::Verdict& verdict : verdicts) {
        const auto it = left.find(verdict.act);
        if (it == left.end()) continue;
        const Word word = it->second.size() == 1 ? *it->second.begin() : Word::Undetermined;
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

core::Outcome of_complete(const Program& p, const Case& complete, std::span<const ActId> acts, bool traced) {
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
  if (traced) out.rules = trace(p, truths);
  return out;
}

core::Outcome outcome(const Program& program, const Case& given, std::span<const ActId> acts, bool traced) {
  if (is_complete(given)) return of_complete(program, given, acts, traced);
  core::Outcome out;
  const auto start = presume(program, given);
  if (!start) {
    out.possible = false;
    return out;
  }
  const std::vector<Cone> all = cones(program);
  const auto sums = sum_up(program, start->given, all, acts);
  for (const ActId a : acts) {
    out.verdicts.push_back(sums.at(a).verdict(program, a));
  }
  add_missing(program, start->given, all, out.verdicts);
  ask_presumptions(program, start->given, start->presumed, all, acts, out.verdicts);
  if (traced) out.rules = trace(program, start->given);
  return out;
}

}  // namespace

core::Outcome evaluate(const Program& program, const Case& given, std::span<const ActId> acts) {
  return outcome(program, given, acts, true);
}

core::Outcome decide(const Program& program, const Case& given, std::span<const ActId> acts) {
  return outcome(program, given, acts, false);
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
