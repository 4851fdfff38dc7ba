#include "verify/idle.h"

#include <algorithm>
#include <map>

#include "verify/idle_redundant.h"
#include "verify/idle_rules.h"

namespace jur {
namespace {

class IdleSearch {
 public:
  IdleSearch(const core::Program& program, const IdleOptions& options, Sink& sink)
      : p_(program), tally_(options), sieve_(program, options.verify, sink), rules_(program, sieve_, tally_) {}

  IdleFindings run() {
    std::vector<core::RuleId> open;
    for (const core::RuleId r : p_.rules.ids()) {
      if (rules_.is_open(r)) open.push_back(r);
    }
    if (open.empty() && p_.assumptions.empty()) return tally_.take();
    sieve_.about(p_.span, "whether any case is possible");
    std::vector<proof::Sieve::Literal> assumed;
    for (const core::CondId a : p_.assumptions) assumed.emplace_back(a, true);
    if (!sieve_.some_case(assumed)) return {};  // verify() says so
    rules_.assumptions();
    for (const core::RuleId r : open) rules_.look_at(r);
    if (!open.empty()) {
      proof::Redundancy redundancy(p_, sieve_, tally_, rules_);
      for (const core::RuleId r : open) redundancy.look_at(r);
    }
    IdleFindings out = tally_.take();
    out.complete = sieve_.complete();
    return out;
  }

 private:
  const core::Program& p_;
  proof::IdleTally tally_;
  proof::Sieve sieve_;
  proof::IdleRules rules_;
};

IdleSubject subject_of(const Idle& found) {
  return {found.kind <= IdleKind::DefeatedRule ? IdleKind::DeadRule : found.kind, found.span};
}

}  // namespace

IdleFindings verify_idle(const core::Program& program, const IdleOptions& options, Sink& sink) {
  return IdleSearch(program, options, sink).run();
}

std::vector<std::pair<const core::Program*, const Idle*>> idle_in_all(std::span<const IdleProgram> programs) {
  std::map<IdleSubject, std::pair<const core::Program*, const Idle*>> found;
  for (const IdleProgram& p : programs) {
    for (const Idle& i : p.findings->all) {
      const auto [it, fresh] = found.try_emplace(subject_of(i), p.program, &i);
      if (!fresh && it->second.second->kind < i.kind) it->second = {p.program, &i};
    }
  }
  std::vector<std::pair<const core::Program*, const Idle*>> out;
  for (const auto& [subject, entry] : found) {
    const auto needs = [&](const IdleProgram& p) { return p.findings->needed.contains(subject); };
    if (std::none_of(programs.begin(), programs.end(), needs)) out.push_back(entry);
  }
  return out;
}

}  // namespace jur
