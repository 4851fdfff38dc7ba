#include "verify/reach.h"

#include "verify/inquiry.h"

namespace jur {
namespace {

using core::CondId;
using core::FactId;

// What conduct asks is not asked here.
core::Program without_norms(const core::Program& program) {
  core::Program out = program;
  out.norms = {};
  out.acceptances = {};
  out.implications.clear();
  out.exclusions.clear();
  return out;
}

}  // namespace

struct Reach::State {
  State(const core::Program& program, const VerifyOptions& options, Sink& sink)
      : conditions(without_norms(program)), q(conditions, options, sink) {}
  proof::Conditions conditions;
  proof::Inquiry q;
};

Reach::Reach(const core::Program& program, const VerifyOptions& options, Sink& sink)
    : state_(std::make_unique<State>(program, options, sink)) {}
Reach::~Reach() = default;

Reach::Answer Reach::possible(const std::vector<CondId>& any, Span span, const std::string& about) {
  proof::Inquiry& q = state_->q;
  q.about(span, about);
  const CondId when = state_->conditions.builder().any(any);
  if (when == state_->conditions.builder().never()) return Answer::Impossible;
  const bool before = q.complete();
  if (q.find({when})) return Answer::Possible;
  return before && !q.complete() ? Answer::Open : Answer::Impossible;
}

std::optional<core::Case> Reach::nearest(CondId when, const core::Case* like) {
  proof::Inquiry& q = state_->q;
  if (like == nullptr) {
    const CondId where = state_->conditions.builder().all({q.possible(), when});
    return q.witness(where, q.windows(where).days);
  }
  std::vector<solve::Term> chosen{q.encoder()(when)};
  std::optional<solve::Model> model = q.ask(chosen);
  if (!model) return std::nullopt;
  const auto prefer = [&](solve::Term t) {
    chosen.push_back(t);
    if (q.solver().value(*model, t)) return true;
    if (auto near = q.solver().adjust(*model, t, chosen)) {
      model = std::move(near);
      return true;
    }
    solve::Answer answer = q.solver().check(chosen);
    if (auto* better = std::get_if<solve::Model>(&answer)) {
      model = std::move(*better);
      return true;
    }
    chosen.pop_back();
    return false;
  };
  std::vector<FactId> other;
  for (const FactId f : q.program().facts.ids()) {
    const bool known = f.index < like->values.size() && !(*like)[f].is_unknown();
    if (!known || !prefer(q.encoder().is(f, (*like)[f]))) other.push_back(f);
  }
  for (const FactId f : other) {
    for (const proof::Encoder::Preference& p : q.encoder().preferences(f)) {
      if (prefer(p.term) && p.settles) break;
    }
  }
  core::Case out = q.encoder().read(*model);
  const auto stands = [&](const core::Case& c) { return q.holds(when, c) && q.holds(q.possible(), c); };
  for (const FactId f : q.program().facts.ids()) {
    const bool known = f.index < like->values.size() && !(*like)[f].is_unknown();
    if (!known || out[f] == (*like)[f]) continue;
    core::Case same = out;  // another value of the same code, or one too many
    same[f] = (*like)[f];
    if (stands(same)) out = std::move(same);
  }
  if (!stands(out)) {
    q.mismatch();
    return std::nullopt;
  }
  return out;
}

std::vector<FactId> Reach::indifferent(CondId when, const core::Case& complete) { return state_->q.indifferent(when, complete); }

}  // namespace jur
