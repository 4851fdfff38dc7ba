#include <algorithm>
#include <cstring>

#include "driver/decide_lines.h"
#include "evaluate/judge.h"
#include "lower/lower.h"

namespace jur {
namespace {

constexpr std::size_t kOrders = 16;  // more of them take longer to compile than most inputs take to evaluate

std::vector<core::OrderId> orders_with_norms(const core::Program& p) {
  std::vector<core::OrderId> out;
  for (const core::Norm& n : p.norms.all()) out.push_back(p.laws[p.rules[n.rule].law].order);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::byte> packed(const lower::Field& field, const core::Value& v) {
  std::vector<std::byte> out(std::size_t{field.bytes} * field.words);
  lower::pack_value(field, v, out.data());
  return out;
}

}  // namespace

NativeLines::NativeLines(const core::Program& program)
    : program_(program), scanner_(program), order_ids_(orders_with_norms(program)) {
  if (order_ids_.size() > 1) {
    for (const core::OrderId o : order_ids_) seen_.push_back(seen_by(program, o));
  }
  for (const core::Norm& n : program.norms.all()) {
    for (const auto& end : {n.period.from, n.period.until}) {
      if (end && end->fact.valid() && program.facts[end->fact].optional) period_facts_.push_back(end->fact);
    }
  }
  std::sort(period_facts_.begin(), period_facts_.end());
  period_facts_.erase(std::unique(period_facts_.begin(), period_facts_.end()), period_facts_.end());
  for (const core::FactId f : program.facts.ids()) {
    const core::Fact& fact = program.facts[f];
    if (!fact.optional || !fact.presumed) continue;
    const lower::Field& field = scanner_.layout().fields[f.index];
    Presumption p{f, packed(field, core::Value::unknown()), packed(field, *fact.presumed), {}, {}};
    if (fact.kind == core::FactKind::Bool) {
      p.other_value = core::Value::of_bool(fact.presumed->number == 0);
      p.other = packed(field, p.other_value);
    }
    presumptions_.push_back(std::move(p));
  }
}

std::unique_ptr<NativeLines> NativeLines::make(const core::Program& program) {
  const auto no_time = [](const core::Norm& n) {
    return n.hours && n.hours->count == 0;
  };  // for native code: not counted in hours
  if (std::any_of(program.norms.all().begin(), program.norms.all().end(), no_time)) return nullptr;
  if (lower::not_lowerable(program) || orders_with_norms(program).size() > kOrders) return nullptr;
  std::unique_ptr<NativeLines> out(new NativeLines(program));
  std::vector<const core::Program*> programs{&program};
  for (const core::Program& p : out->seen_) programs.push_back(&p);
  std::string error;
  out->code_ = emit::NativeCode::compile(programs, error);
  if (!out->code_) return nullptr;
  for (const core::FactId f : out->code_->assumed(0)) {
    out->assumed_.emplace_back(f, packed(out->scanner_.layout().fields[f.index], core::Value::unknown()));
  }
  return out;
}

bool NativeLines::decide(std::string_view line, Scratch& s) const {
  if (!scanner_.scan(line, s.line)) return false;
  for (const core::FactId f : period_facts_) {
    const lower::Field& field = scanner_.layout().fields[f.index];
    std::int32_t day = 0;
    std::memcpy(&day, reinterpret_cast<const std::byte*>(s.line.bytes.data()) + field.offset, sizeof day);
    if (day == field.unknown) return false;
  }
  for (const auto& [f, unknown] : assumed_) {
    const auto* at = reinterpret_cast<const std::byte*>(s.line.bytes.data()) + scanner_.layout().fields[f.index].offset;
    if (std::equal(unknown.begin(), unknown.end(), at)) return false;
  }
  code_->decide(0, s.line.bytes, s.room, s.outcome);
  if (s.outcome.status != emit::NativeStatus::Ok) return false;
  s.verdicts.resize(program_.outputs.size());
  bool open = false;
  for (std::size_t i = 0; i < s.verdicts.size(); ++i) {
    const emit::NativeVerdict& n = s.outcome.verdicts[i];
    if (n.bounded) return false;
    core::Verdict& v = s.verdicts[i];
    v.act = program_.outputs[i];
    v.word = n.word;
    v.rules = n.rules;
    v.deadline = n.deadline;
    v.hours = n.hours != 0 ? std::optional(Duration{n.hours, TimeUnit::Hour}) : std::nullopt;
    v.not_before = n.not_before;
    v.until = n.until;
    v.possible = n.possible;
    v.missing = n.missing;
    v.open.clear();
    v.orders.clear();
    v.accepted = n.accepted;
    v.unverified = n.unverified;
    open = open || n.open;
  }
  return orders(s) && (!open || open_questions(s));
}

bool NativeLines::orders(Scratch& s) const {
  const auto told = [&](core::OrderId order, std::size_t i, core::Word w) {
    if (w != core::Word::Silent) s.verdicts[i].orders.emplace_back(order, w);
  };
  if (seen_.empty()) {
    for (std::size_t i = 0; i < s.verdicts.size() && !order_ids_.empty(); ++i) told(order_ids_[0], i, s.verdicts[i].word);
    return true;
  }
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    bool bounded = false;
    if (code_->words(k + 1, s.line.bytes, s.room, s.words, bounded) != emit::NativeStatus::Ok || bounded) return false;
    for (std::size_t i = 0; i < s.words.size(); ++i) told(order_ids_[k], i, s.words[i]);
  }
  return true;
}

// Each presumption that matters in turn set aside, the others filled in.
bool NativeLines::open_questions(Scratch& s) const {
  const auto asked = [&](core::FactId f) {
    return std::any_of(s.outcome.verdicts.begin(), s.outcome.verdicts.end(),
                       [&](const auto& v) { return std::find(v.opens.begin(), v.opens.end(), f) != v.opens.end(); });
  };
  s.other = s.line.bytes;
  auto* at = reinterpret_cast<std::byte*>(s.other.data());
  const auto place = [&](const Presumption& p) { return at + scanner_.layout().fields[p.fact.index].offset; };
  for (const Presumption& p : presumptions_) {
    if (std::equal(p.unknown.begin(), p.unknown.end(), place(p))) std::copy(p.presumed.begin(), p.presumed.end(), place(p));
  }
  for (const Presumption& p : presumptions_) {
    if (!asked(p.fact)) continue;
    if (p.other.empty()) return false;
    std::copy(p.other.begin(), p.other.end(), place(p));
    bool bounded = false;
    const emit::NativeStatus status = code_->words(0, s.other, s.room, s.words, bounded);
    if (status != emit::NativeStatus::Ok || bounded) return false;
    for (std::size_t i = 0; i < s.verdicts.size(); ++i) {
      if (s.words[i] != s.verdicts[i].word) s.verdicts[i].open.push_back({p.fact, p.other_value, s.words[i]});
    }
    std::copy(p.presumed.begin(), p.presumed.end(), place(p));
  }
  return true;
}

}  // namespace jur
