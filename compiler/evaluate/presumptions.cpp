#include "evaluate/presumptions.h"

#include <algorithm>
#include <tuple>

#include "evaluate/box.h"
#include "evaluate/completions.h"
#include "evaluate/representatives.h"
#include "evaluate/truth.h"

namespace jur {
namespace {

using core::Case;
using core::FactId;
using core::FactKind;
using core::Program;
using core::Value;

constexpr std::int64_t kFew = 4096;      // values of a number fact that are tried one by one
constexpr std::size_t kFewMembers = 12;  // of a set fact of which every subset is tried

bool has_completion(const Program& p, const Case& given) {
  bool found = false;
  visit_completions(p, given, {}, {}, [&](const Case&) {
    found = true;
    return false;
  });
  return found;
}

struct Asked {
  std::vector<core::CondId> roots;
  std::vector<core::NormId> norms;
};

Asked all_of(const Program& p) {
  Asked out;
  for (const core::NormId n : p.norms.ids()) {
    out.norms.push_back(n);
    out.roots.push_back(p.norms[n].effect);
  }
  for (const core::Implication& i : p.implications) out.roots.push_back(i.when);
  for (const core::Exclusion& e : p.exclusions) out.roots.push_back(e.when);
  return out;
}

// Values at which the answer to some condition, the rest being open, may change.
std::vector<Value> told_apart(const Program& p, const Case& given, FactId fact) {
  Case open = given;
  open[fact] = Value::unknown();
  const Asked asked = all_of(p);
  std::vector<Value> out;
  visit_completions(p, open, asked.roots, asked.norms, [&](const Case& c) {
    out.push_back(c[fact]);
    return true;
  });
  const auto key = [](const Value& v) { return std::tuple(v.kind, v.number, v.set); };
  std::sort(out.begin(), out.end(), [&](const Value& a, const Value& b) { return key(a) < key(b); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Members that stand for all.
ValueSet members_told_apart(const Program& p, const Case& given, FactId fact) {
  Case open = given;
  open[fact] = Value::unknown();
  Asked asked = all_of(p);
  asked.roots.insert(asked.roots.end(), p.assumptions.begin(), p.assumptions.end());
  Box box = box_of(p, open);
  keep_representatives(p, used_conds(p, asked.roots), fact, box);
  return box[fact.index].may;
}

std::vector<Value> sets_told_apart(const Program& p, const Case& given, FactId fact) {
  const ValueSet all = members_told_apart(p, given, fact);
  const auto members = all.members();
  if (members.size() > kFewMembers) return told_apart(p, given, fact);
  std::vector<Value> out;
  for (std::size_t bits = 0; bits < (std::size_t{1} << members.size()); ++bits) {
    ValueSet s(all.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      if ((bits >> i & 1U) != 0) s.insert(members[i]);
    }
    out.push_back(Value::of_set(std::move(s)));
  }
  return out;
}

std::vector<Value> values_of(const Program& p, const Case& given, FactId fact) {
  const core::Fact& f = p.facts[fact];
  std::vector<Value> out;
  switch (f.kind) {
    case FactKind::Bool:
      return {Value::of_bool(false), Value::of_bool(true)};
    case FactKind::Enum:
      for (const std::size_t m : members_told_apart(p, given, fact).members()) out.push_back(Value::of_enum(m));
      break;
    case FactKind::Int:
    case FactKind::Date:
      if (f.hi - f.lo >= kFew) return told_apart(p, given, fact);
      for (std::int64_t n = f.lo; n <= f.hi; ++n) {
        out.push_back(f.kind == FactKind::Int ? Value::of_int(n) : Value::of_date(Date{static_cast<std::int32_t>(n)}));
      }
      break;
    case FactKind::Set:
      return sets_told_apart(p, given, fact);
  }
  if (f.or_none) out.push_back(Value::none());
  return out;
}

}  // namespace

std::optional<Start> presume(const Program& program, const Case& given) {
  Start out{given, {}};
  for (const FactId f : program.facts.ids()) {
    if (!given[f].is_unknown() || !program.facts[f].presumed) continue;
    out.given[f] = *program.facts[f].presumed;
    out.presumed.push_back(f);
  }
  if (has_completion(program, out.given)) return out;
  if (out.presumed.empty() || !has_completion(program, given)) return std::nullopt;
  return Start{given, {}};
}

std::vector<Value> other_values(const Program& program, const Case& given, FactId fact) {
  std::vector<Value> out = values_of(program, given, fact);
  std::erase(out, given[fact]);
  return out;
}

}  // namespace jur
