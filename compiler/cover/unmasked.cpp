#include "cover/unmasked.h"

#include <vector>

namespace jur::cover {
namespace {

using core::CondId;
using core::Phrase;
using core::PhraseId;

// The other parts leave it to this one.
CondId left_to(core::Builder& build, const Phrase& whole, std::size_t part) {
  std::vector<CondId> others;
  for (std::size_t i = 0; i < whole.parts.size(); ++i) {
    if (i != part) others.push_back(build.program().written[whole.parts[i]].holds);
  }
  switch (whole.kind) {
    case Phrase::Kind::Atom:
    case Phrase::Kind::Not:
      break;
    case Phrase::Kind::All:
      return build.all(others);
    case Phrase::Kind::Any:
      return build.not_(build.any(others));
    case Phrase::Kind::AtLeast:
      if (whole.count == 0) return build.never();
      return build.all({build.at_least(whole.count - 1, others), build.not_(build.at_least(whole.count, others))});
  }
  return build.always();
}

}  // namespace

std::map<PhraseId, CondId> unmasked(core::Builder& build, PhraseId root) {
  std::map<PhraseId, std::vector<CondId>> occurrences{{root, {build.always()}}};
  std::map<PhraseId, CondId> out;
  while (!occurrences.empty()) {  // parts have lower ids: the highest has all its occurrences by now
    const auto last = std::prev(occurrences.end());
    const PhraseId id = last->first;
    const CondId decides = build.any(last->second);
    occurrences.erase(last);
    out.emplace(id, decides);
    const Phrase whole = build.program().written[id];
    for (std::size_t i = 0; i < whole.parts.size(); ++i) {
      occurrences[whole.parts[i]].push_back(build.all({decides, left_to(build, whole, i)}));
    }
  }
  return out;
}

}  // namespace jur::cover
