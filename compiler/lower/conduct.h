// Private to lower/: what the norms of one complete case ask for, as straight-line code: required, forbidden, clashes.
#pragma once
#include <map>
#include <tuple>
#include <vector>

#include "lower/frame.h"
#include "lower/search.h"

namespace jur::lower {

struct Days {
  Value* from;   // kNoBeginning where open
  Value* until;  // kNoEnd where open
};

class Conduct {
 public:
  explicit Conduct(Frame& frame) : f(frame), u(frame.u), b(frame.b) {}
  [[nodiscard]] Frame& frame() const { return f; }
  [[nodiscard]] Unit& unit() const { return u; }

  Value* effect(core::NormId n) { return f.cond(u.program.norms[n].effect); }
  // Meaningful where the norm has effect.
  Days days(core::NormId n);
  // Doing `from` is doing `to` as well.
  Value* reach(core::ActId from, core::ActId to);
  // The duty has effect and is on `act` or on what implies it.
  Value* requires_(core::NormId duty, core::ActId act) { return both(b, effect(duty), reach(u.program.norms[duty].act, act)); }
  Value* required(core::ActId act);

  // What will be asked of clashes, told before anything is: of which acts, whether also what covers the clashes, and their rules.
  void expect(std::vector<core::ActId> acts, bool accepted, bool rules);
  // The act is one of some clash of this case.
  Value* contradictory(core::ActId act);
  // 32 bits: 1 + index of the lowest acceptance that covers a clash of which the act is one; 0 for none.
  Value* accepted(core::ActId act);
  // Calls `add` with rules and whether they are of a clash of which the act is one; a rule may come more than once.
  void clash_rules(core::ActId act, const std::function<void(core::RuleId, Value*)>& add);

 private:
  // hopeless.cpp: all sets that may clash, one by one.
  // The candidate is a clash of this case.
  Value* clashes(std::size_t candidate);
  // It is, and `act` is one of its acts.
  Value* clashes_on(std::size_t candidate, core::ActId act);
  bool may_cover(const core::Acceptance& a, std::size_t candidate) const;
  // On the way from the source's act to what excludes something that the duty requires.
  Value* on_way(const Source& s, core::NormId duty, core::ActId act);

  // found.cpp: clashes looked for at run time.
  struct Found {
    const Finder* finder;
    Value* memory;
    std::size_t act;  // its place in the finder's problem
  };
  Found found(core::ActId act);
  Value* fill(const Finder& finder);
  Value* field(const Found& at, Finder::Field field, std::size_t i, std::size_t k);

  Value* way_holds(const Source& s, core::NormId duty, const Way& w);
  Value* active(const Source& s, core::NormId duty);
  Value* meets(const Source& s, core::NormId duty);
  Value* excludes_through(const Source& s, core::NormId duty, core::ActId act);
  Value* covers(const Source& s, core::NormId duty);
  Value* hopeless(core::NormId duty, std::size_t candidate);
  Value* chain_covers(core::NormId duty, const std::vector<const Source*>& sources);
  std::vector<const Source*> sources(core::NormId duty, std::size_t candidate) const;
  Days source_days(const Source& s);
  // `from` may reach `to`, and no way from it comes back.
  Value* follow(core::ActId from, core::ActId to);
  void close(std::size_t component);
  void find_components();

  Frame& f;
  Unit& u;
  Builder& b;
  std::vector<std::size_t> component_;  // by act: of the implications taken both ways
  std::vector<bool> closed_;            // by component
  std::map<std::pair<core::ActId, core::ActId>, Value*> reach_;
  std::map<std::pair<core::NormId, std::size_t>, Value*> hopeless_;
  std::map<std::size_t, Value*> clashes_;
  std::map<std::pair<std::size_t, core::ActId>, Value*> on_;
  std::map<core::NormId, Days> days_;
  std::vector<core::ActId> expected_;
  std::uint32_t wanted_ = 0;
  std::map<core::ActId, Found> found_;
};

}  // namespace jur::lower
