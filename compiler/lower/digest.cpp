#include <array>
#include <concepts>

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/SHA256.h>

#include "lower/layout.h"
#include "lower/lower.h"
#include "lower/names.h"

// One text of everything that a compiled decision says, places in source files aside; hashed.
namespace jur::lower {
namespace {

using namespace core;

class Writer {
 public:
  void put(const std::string& s) { text_ += std::to_string(s.size()) + ':' + s; }
  void put(const char*) = delete;
  void put(std::integral auto n) { text_ += std::to_string(n) + ';'; }
  template <class Tag>
  void put(Id<Tag> id) {
    put(id.index);
  }
  void put(Date d) { put(d.days); }
  void put(const ValueSet& s) {
    put(s.size());
    for (const std::size_t m : s.members()) put(m);
    text_ += '.';
  }
  void put(const IntervalSet& s) {
    for (const Interval& i : s.parts()) put(i.lo), put(i.hi);
    text_ += '.';
  }
  void put(const Value& v) { all(static_cast<int>(v.kind), v.number, v.set); }
  void put(const DateStep& s) { all(s.months, s.count); }
  void put(const DateTerm& t) { all(t.fact, t.base, t.steps); }
  void put(const DatePair& d) { all(d.first, d.second); }
  void put(const Period& d) { all(d.from, d.until); }
  void put(const LinearForm& l) { all(l.terms, l.constant); }
  void put(Duration d) { all(d.count, static_cast<int>(d.unit)); }
  void put(const Domain& d) { all(d.name, d.members); }
  void put(const Fact& f) {
    all(f.name, static_cast<int>(f.kind), f.domain, f.lo, f.hi, f.optional, f.or_none, f.assessment, f.decided_by, f.fallback,
        f.presumed);
  }
  void put(const Cond& c) {
    all(static_cast<int>(c.op), c.count, c.fact, c.other, c.set, c.range, c.linear, c.dates, c.first_arg, c.arg_count);
  }
  void put(const Order& o) { all(o.name, o.title); }
  void put(const Law& l) { all(l.name, l.title, l.order, l.cite, l.in_force, l.unverified, l.why_unverified); }
  void put(const Doubt& d) { all(static_cast<int>(d.kind), d.what, d.why, d.cite, d.rule, d.read); }
  void put(const Exception& e) { all(e.name, e.cite, e.holds); }
  void put(const Rule& r) {
    all(r.name, r.instance, r.title, r.law, r.cite, r.breach, r.unverified, r.why_unverified, r.in_force, r.when, r.exceptions,
        r.defeated_by, r.defeat_when, r.applies, r.doubtful, r.doubts);
  }
  void put(const Act& a) { all(a.party, a.action, a.title, a.possible, a.parameter); }
  void put(const Implication& i) { all(i.from, i.to, i.when); }
  void put(const Exclusion& e) { all(e.a, e.b, e.when); }
  void put(const Norm& n) { all(n.rule, n.act, static_cast<int>(n.kind), n.effect, n.period, n.time_text, n.hours); }
  void put(const RouteStep& s) { all(s.fact, s.adds, s.value); }
  void put(const Route& r) { all(r.name, r.title, r.available, r.steps); }
  void put(const Acceptance& a) { all(a.sides, a.when, a.reason, a.refer, a.cite, a.routes, a.until); }
  template <class A, class B>
  void put(const std::pair<A, B>& x) {
    all(x.first, x.second);
  }
  template <class T>
  void put(const std::optional<T>& x) {
    put(x.has_value());
    if (x) put(*x);
  }
  template <class T>
  void put(const std::vector<T>& xs) {
    put(xs.size());
    for (const T& x : xs) put(x);
  }
  template <class I, class T>
  void put(const Store<I, T>& xs) {
    put(xs.size());
    for (const T& x : xs.all()) put(x);
  }
  template <class... T>
  void all(const T&... xs) {
    (put(xs), ...);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::array<std::uint8_t, 32> sha256(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return llvm::SHA256::hash(llvm::ArrayRef<std::uint8_t>(bytes, text.size()));
}

}  // namespace

std::string digest(const Program& p) {
  Writer w;
  w.all(p.name, p.case_name, p.as_of, p.domains, p.facts, p.conds, p.args, p.sets, p.ranges, p.linears, p.date_pairs,
        p.assumptions, p.orders, p.laws, p.rules, p.doubts, p.acts, p.implications, p.exclusions, p.norms, p.routes,
        p.acceptances, p.outputs);
  return llvm::toHex(sha256(w.text()), true);
}

std::uint32_t shape(const Program& p) {
  Writer w;
  const CaseLayout layout = case_layout(p);
  const CNames names = c_names(p);
  for (const FactId f : p.facts.ids()) {
    const Field& field = layout.fields[f.index];
    w.all(names.fields[f.index], static_cast<int>(field.kind), field.bytes, field.words, field.offset, p.facts[f].domain);
  }
  w.all(layout.size, VerdictLayout::size(p), names.members, names.outputs);
  const auto hash = sha256(w.text());
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | hash[i];
  return out;
}

}  // namespace jur::lower
