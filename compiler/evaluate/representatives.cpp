#include "evaluate/representatives.h"

#include <algorithm>
#include <map>

namespace jur {
namespace {

using core::Cond;
using core::CondId;
using core::DomainId;
using core::FactId;
using core::FactKind;
using core::Op;
using core::Program;

class Members {
 public:
  Members(const Program& program, const std::vector<CondId>& conds, FactId twice, Box& box, DomainId domain)
      : p_(program), conds_(conds), twice_(twice), box_(box), domain_(domain), all_(program.domains[domain].members.size()) {}

  void narrow() {
    std::size_t enums = 0;
    std::size_t sets = 0;
    for (const FactId f : p_.facts.ids()) {
      if (p_.facts[f].domain != domain_ || box_[f.index].fixed()) continue;
      (p_.facts[f].kind == FactKind::Set ? sets : enums) += f == twice_ ? 2 : 1;
    }
    if (enums + sets == 0) return;
    read();
    constexpr std::size_t kAll = 6;  // set facts from which every member counts
    const std::size_t most = !compared_     ? 1
                             : sets >= kAll ? p_.domains[domain_].members.size()
                                            : enums + (std::size_t{1} << sets) - 1;
    const ValueSet kept = keep(most);
    for (const FactId f : p_.facts.ids()) {
      Choice& c = box_[f.index];
      if (p_.facts[f].domain == domain_ && !c.fixed()) c.may = c.may.intersect(kept);
    }
  }

 private:
  // The sets of members that conditions tell from the rest.
  void read() {
    for (const CondId id : conds_) {
      const Cond& c = p_.conds[id];
      switch (c.op) {
        case Op::InSet:
        case Op::Meets:
          if (p_.facts[c.fact].domain == domain_) tells_.push_back(p_.sets[c.set]);
          break;
        case Op::Same:
        case Op::Holds:
        case Op::Overlaps:
        case Op::Within:
          if (p_.facts[c.fact].domain != domain_) break;
          compared_ = compared_ || (!box_[c.fact.index].fixed() && !box_[c.other.index].fixed());
          for (const FactId f : {c.fact, c.other}) {
            if (box_[f.index].fixed()) tells_.push_back(box_[f.index].may);
          }
          if (c.op == Op::Within && box_[c.fact.index].fixed()) all_ = all_.unite(box_[c.fact.index].may);
          break;
        case Op::Const:
        case Op::Not:
        case Op::And:
        case Op::Or:
        case Op::AtLeast:
        case Op::IsTrue:
        case Op::IsNone:
        case Op::InRange:
        case Op::Linear:
        case Op::NotAfter:
          break;
      }
    }
    std::sort(tells_.begin(), tells_.end());
    tells_.erase(std::unique(tells_.begin(), tells_.end()), tells_.end());
  }

  [[nodiscard]] ValueSet keep(std::size_t most) const {
    const std::size_t n = p_.domains[domain_].members.size();
    ValueSet out(n);
    std::map<std::vector<bool>, std::size_t> kinds;
    for (std::size_t m = 0; m < n; ++m) {
      std::vector<bool> kind;
      for (const ValueSet& s : tells_) kind.push_back(s.has(m));
      if (kinds[std::move(kind)]++ < most || all_.has(m)) out.insert(m);
    }
    return out;
  }

  const Program& p_;
  const std::vector<CondId>& conds_;
  FactId twice_;
  Box& box_;
  DomainId domain_;
  std::vector<ValueSet> tells_;
  ValueSet all_;  // members that an unknown set may have to have, each of them
  bool compared_ = false;
};

}  // namespace

void keep_representatives(const Program& program, const std::vector<CondId>& conds, FactId twice, Box& box) {
  for (const DomainId d : program.domains.ids()) Members(program, conds, twice, box, d).narrow();
}

}  // namespace jur
