#include "explain/bearing.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/modal.h"
#include "explain/done_with.h"

namespace jur {

using namespace core;

namespace {

class Bearings {
 public:
  Bearings(const Program& p, const std::vector<Tri>& known, const Verdict& v)
      : p_(p), known_(known), v_(v), done_(done_with(p, v.act, known)) {}

  std::string of(RuleId rule) const {
    const Norm* other = nullptr;
    for (const Norm& n : p_.norms.all()) {
      if (n.rule != rule || !may(n.effect)) continue;
      const bool binds = n.kind != NormKind::May && n.kind != NormKind::NeedNot;
      if (n.act == v_.act && (binds || lifts())) return "";
      if (!binds) continue;
      if (std::string way = way_from(n); !way.empty()) return norm_text(p_, n) + way;
      if (other == nullptr) other = &n;
    }
    return other == nullptr ? "" : norm_text(p_, *other);
  }

 private:
  [[nodiscard]] bool may(CondId c) const { return known_[c.index] != Tri::False; }
  // A permission or exemption can be what the word rests on.
  [[nodiscard]] bool lifts() const {
    return v_.word != Word::Required && v_.word != Word::Forbidden && v_.word != Word::Contradictory;
  }

  // "; disclose implies transfer". Parties are named where a link joins two.
  std::string link(ActId from, const char* does, ActId to) const {
    if (from == to) return "";
    const Act& a = p_.acts[from];
    const Act& b = p_.acts[to];
    if (a.party == b.party) return fmt::format("; {} {} {}", a.action, does, b.action);
    return fmt::format("; {} by {} {} {} by {}", a.action, a.party, does, b.action, b.party);
  }

  // What leads from the norm to the act of the verdict; "" for nothing.
  std::string way_from(const Norm& n) const {
    if (n.kind == NormKind::Ban) return done_[n.act.index] ? link(v_.act, "implies", n.act) : "";
    const std::vector<bool> required = done_with(p_, n.act, known_);
    if (required[v_.act.index]) return link(n.act, "implies", v_.act);
    for (const Exclusion& e : p_.exclusions) {
      if (!may(e.when)) continue;
      for (const auto& [kept, lost] : {std::pair(e.a, e.b), std::pair(e.b, e.a)}) {
        if (!required[kept.index] || !done_[lost.index]) continue;
        return link(n.act, "implies", kept) + link(kept, "excludes", lost) + link(v_.act, "implies", lost);
      }
    }
    return "";
  }

  const Program& p_;
  const std::vector<Tri>& known_;
  const Verdict& v_;
  const std::vector<bool> done_;
};

}  // namespace

std::vector<std::string> bearings(const Program& program, const std::vector<Tri>& known, const Verdict& verdict,
                                  std::span<const RuleId> rules) {
  const Bearings all(program, known, verdict);
  std::vector<std::string> out;
  for (const RuleId r : rules) out.push_back(all.of(r));
  return out;
}

}  // namespace jur
