#include "emit/interface.h"

#include <algorithm>
#include <set>

namespace jur::emit {
namespace {

constexpr std::size_t kShown = 4;

std::string listed(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < kShown; ++i) out += (i > 0 ? "; " : "") + texts[i];
  if (texts.size() > kShown) out += "; and " + std::to_string(texts.size() - kShown) + " more";
  return out;
}

// The facts that a law's rules ask for.
class Reader {
 public:
  explicit Reader(const core::Program& p) : p_(p), seen_(p.conds.size()), facts_(p.facts.size()) {}
  // Marks with `law` what the condition reads and no condition read for that law before.
  void read(core::CondId root, std::uint32_t law) {
    std::vector<core::CondId> stack{root};
    while (!stack.empty()) {
      const core::CondId id = stack.back();
      stack.pop_back();
      if (!id.valid() || seen_[id.index] == law) continue;
      seen_[id.index] = law;
      const core::Cond& c = p_.conds[id];
      for (const core::FactId f : {c.fact, c.other}) add(f, law);
      if (c.linear.valid()) {
        for (const auto& term : p_.linears[c.linear].terms) add(term.first, law);
      }
      if (c.dates.valid()) {
        for (const auto& term : {p_.date_pairs[c.dates].first, p_.date_pairs[c.dates].second}) add(term.fact, law);
      }
      for (const core::CondId a : p_.args_of(c)) stack.push_back(a);
    }
  }
  void add(core::FactId f, std::uint32_t law) {
    if (!f.valid()) return;
    auto& laws = facts_[f.index];
    if (laws.empty() || laws.back().index != law - 1) laws.emplace_back(law - 1);
  }
  std::vector<std::vector<core::LawId>> take() { return std::move(facts_); }

 private:
  const core::Program& p_;
  std::vector<std::uint32_t> seen_;  // by CondId: 1 + the law for which it was read last
  std::vector<std::vector<core::LawId>> facts_;
};

std::vector<std::vector<core::LawId>> readers_of(const core::Program& p) {
  std::vector<std::vector<core::RuleId>> rules(p.laws.size());
  for (const core::RuleId r : p.rules.ids()) rules[p.rules[r].law.index].push_back(r);
  std::vector<std::vector<core::NormId>> norms(p.laws.size());
  for (const core::NormId n : p.norms.ids()) norms[p.rules[p.norms[n].rule].law.index].push_back(n);
  Reader reader(p);
  for (const core::LawId law : p.laws.ids()) {
    const std::uint32_t mark = law.index + 1;
    for (const core::RuleId r : rules[law.index]) {
      reader.read(p.rules[r].when, mark);
      for (const core::Exception& e : p.rules[r].exceptions) reader.read(e.holds, mark);
    }
    for (const core::NormId n : norms[law.index]) {
      for (const auto& end : {p.norms[n].period.from, p.norms[n].period.until}) {
        if (end) reader.add(end->fact, mark);
      }
    }
  }
  return reader.take();
}

}  // namespace

Interface::Interface(const core::Program& p, const lower::Lowered& c, const std::string& prefix)
    : program(p),
      code(c),
      names(lower::c_names(p, prefix)),
      layout(lower::case_layout(p)),
      digest(lower::digest(p)),
      shape(lower::shape(p)),
      readers_(readers_of(p)) {}

std::string Interface::laws_that_read(core::FactId f) const {
  std::vector<std::string> texts;
  for (const core::LawId id : readers_[f.index]) {
    const core::Law& law = program.laws[id];
    texts.push_back((law.title.empty() ? law.name : law.title) + (law.cite.empty() ? "" : ", " + law.cite));
  }
  return listed(texts);
}

std::string Interface::rules_on(std::size_t output) const {
  std::set<core::RuleId> rules;
  for (const core::Norm& n : program.norms.all()) {
    if (n.act == program.outputs[output]) rules.insert(n.rule);
  }
  std::vector<std::string> texts;
  for (const core::RuleId id : rules) {
    const core::Rule& r = program.rules[id];
    const core::Law& law = program.laws[r.law];
    const std::string text = (law.title.empty() ? law.name : law.title) + ", " + (r.cite.empty() ? r.name : r.cite);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
    if (texts.size() > kShown) break;
  }
  if (texts.size() <= kShown) return listed(texts);
  texts.pop_back();
  return listed(texts) + "; and others";
}

std::string Interface::act(std::size_t output) const {
  const core::Act& a = program.acts[program.outputs[output]];
  return a.party + " " + a.action;
}

bool Interface::bounded(std::size_t output) const { return std::ranges::find(code.bounded, output) != code.bounded.end(); }

const core::Value* Interface::fallback(core::FactId f) const {
  const auto& value = program.facts[f].fallback;
  return value && !value->is_unknown() ? &*value : nullptr;
}

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!out.empty() && ((out.back() == '*' && c == '/') || (out.back() == '/' && c == '*'))) out.push_back(' ');
    const bool odd = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    out.push_back(odd ? ' ' : c == '\\' ? '/' : c == '"' ? '\'' : c);
  }
  return out;
}

std::vector<std::string> path_of(std::string_view name) {
  std::vector<std::string> out(1);
  for (const char c : name) {
    if (c == '.') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::string fill_in(std::string_view text, const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out;
  while (!text.empty()) {
    const auto starts = [&](const auto& value) { return text.starts_with("@" + value.first + "@"); };
    const auto it = text.front() == '@' ? std::ranges::find_if(values, starts) : values.end();
    if (it == values.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += it->second;
      text.remove_prefix(it->first.size() + 2);
    }
  }
  return out;
}

}  // namespace jur::emit
