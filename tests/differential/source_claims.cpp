#include "source_claims.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "source_draw.h"

namespace jur::test::form {
namespace {

constexpr std::size_t kClaims = 12;
constexpr const char* kWords[] = {"contradictory", "required", "forbidden", "permitted", "exempt", "silent", "undetermined"};

std::string names(const Form& f, const std::set<std::pair<int, int>>& rules) {
  std::string out;
  for (const auto& [law, rule] : rules) out += (out.empty() ? "" : ", ") + show(f, Instance{law, rule, -1});
  return out;
}

std::set<std::pair<int, int>> by_name(const std::set<Instance>& rules) {
  std::set<std::pair<int, int>> out;
  for (const Instance& i : rules) out.emplace(i.law, i.rule);
  return out;
}

std::vector<std::size_t> laws(const Form& f) {
  if (!f.decided.empty()) return f.decided;
  std::vector<std::size_t> out;
  for (std::size_t l = 0; l < f.laws.size(); ++l) out.push_back(l);
  return out;
}

std::string order_of(const Form& f, std::size_t law) {
  const LawDef& l = f.laws[law];
  switch (l.order) {
    case LawDef::Order::Own:
      return l.name;
    case LawDef::Order::Member:
      return f.enums[0].members[l.index];
    case LawDef::Order::Group:
      return f.groups[l.index].name;
    case LawDef::Order::Text:
      break;
  }
  return fmt::format("\"order {}\"", l.index);
}

const char* spoken(const std::string& word) {
  static const std::map<std::string, const char*> kModal{
      {"required", "must"}, {"forbidden", "must not"}, {"permitted", "may"}, {"exempt", "need not"}};
  const auto it = kModal.find(word);
  return it == kModal.end() ? nullptr : it->second;
}

bool has_deadline(const std::string& word) { return word == "required" || word == "contradictory"; }

void ask_of_verdict(const Form& f, const Case& facts, Random& random, Ask& out) {
  const std::vector<Act> all = acts(f);
  out.act = all[random.below(all.size())];
  const Meaning meaning(f, facts, out.form == ClaimForm::Under ? static_cast<int>(out.law) : -1);
  out.word = random.chance(60) ? meaning.word(out.act) : kWords[random.below(6)];
  out.modal = (out.form == ClaimForm::Modal || random.chance(20)) && spoken(out.word) != nullptr;
  out.denied = !out.modal && random.chance(35);
  if ((out.form == ClaimForm::By || out.form == ClaimForm::ByOnly) && out.word != "silent") {
    out.by = by_name(meaning.rules(out.act));
    if (random.chance(40) && out.by.size() > 1) out.by.erase(out.by.begin());
    const auto other = static_cast<int>(random.below(f.laws[out.law].rules.size()));
    if (random.chance(25) || out.by.empty()) out.by.emplace(static_cast<int>(out.law), other);
  }
  if (out.form == ClaimForm::Within && has_deadline(out.word)) out.within = random.between(0, 400);
}

std::string expectations(const std::vector<Claim>& claims) {
  std::string out;
  for (const Claim& c : claims) out += "  expect " + c.text + "\n";
  return out;
}

// A complete case is possible where its assumptions hold, a partial one where some completion's do.
std::optional<Case> possible_case(const Form& form, Random& random, bool partial) {
  for (int tries = 0; tries < 10; ++tries) {
    Case facts = random_case(form, random, partial);
    if (partial ? !words(form, facts).empty() : Meaning(form, facts).possible()) return facts;
  }
  return std::nullopt;
}

// About a case of which nothing is known but the words, by act.
Claim claim_of_word(const Form& form, const std::vector<std::string>& came, Random& random) {
  const std::vector<Act> all = acts(form);
  const std::size_t act = random.below(all.size());
  const std::string word = random.chance(60) ? came[act] : kWords[random.below(7)];
  const bool denied = random.chance(35);
  return {fmt::format("{} is {}{}", show(form, all[act]), denied ? "not " : "", word), (word == came[act]) != denied,
          ClaimForm::Partial};
}

}  // namespace

std::optional<Scenarios> random_scenarios(std::uint64_t seed) {
  Scenarios out;
  out.form = random_form(seed);
  Random random(seed + 77);
  const auto first = possible_case(out.form, random, false);
  if (!first) return std::nullopt;
  out.modules = modules(out.form);
  std::string& text = out.modules.back().second;
  const auto draw = [&](const auto& claim) {
    std::vector<Claim> claims;
    while (claims.size() < kClaims) claims.push_back(claim());
    out.claims.push_back(claims);
    return claims;
  };
  const auto of_first = [&] { return random_claim(out.form, *first, random); };
  text += scenario(out.form, "one", *first, draw(of_first));
  text += scenario_like("two", "one", "", draw(of_first));
  Case other = random_case(out.form, random, false);
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (random.chance(60)) other[i] = (*first)[i];
  }
  if (Meaning(out.form, other).possible()) {
    text += scenario_like("three", "one", print(out.form, other, &*first),
                          draw([&] { return random_claim(out.form, other, random); }));
  }
  if (const auto partial = possible_case(out.form, random, true)) {
    const std::vector<std::string> came = words(out.form, *partial);
    text += scenario(out.form, "four", *partial, draw([&] { return claim_of_word(out.form, came, random); }));
  }
  Form all = out.form;
  all.decided.clear();
  while (out.under_all.size() < kClaims) out.under_all.push_back(random_claim(all, *first, random));
  text +=
      fmt::format("scenario \"five\" for Request under all laws {{\n{}{}}}\n", print(all, *first), expectations(out.under_all));
  return out;
}

Ask random_ask(const Form& form, const Case& facts, Random& random) {
  Ask out;
  out.form = static_cast<ClaimForm>(random.below(kClaimForms - 1));
  const auto decided = laws(form);
  out.law = decided[random.below(decided.size())];
  switch (out.form) {
    case ClaimForm::Applies:
      out.rule = static_cast<int>(random.below(form.laws[out.law].rules.size()));
      out.denied = random.chance(50);
      break;
    case ClaimForm::InForce:
      out.denied = random.chance(50);
      break;
    case ClaimForm::Condition:
      out.condition = Draw(random, {}, form).condition();
      break;
    default:
      ask_of_verdict(form, facts, random, out);
      break;
  }
  return out;
}

std::string text(const Form& form, const Ask& ask) {
  switch (ask.form) {
    case ClaimForm::Applies:
      return show(form, Instance{static_cast<int>(ask.law), ask.rule, -1}) + (ask.denied ? " does not apply" : " applies");
    case ClaimForm::InForce:
      return form.laws[ask.law].name + (ask.denied ? " is not in force" : " is in force");
    case ClaimForm::Condition:
      return print(form, ask.condition);
    default:
      break;
  }
  std::string out = show(form, ask.act);
  if (ask.modal) {
    out.insert(out.find(' ') + 1, std::string(spoken(ask.word)) + " ");
  } else {
    out += std::string(ask.denied ? " is not " : " is ") + ask.word;
  }
  if (ask.form == ClaimForm::Under) out += " under " + order_of(form, ask.law);
  if (!ask.by.empty()) out += (ask.form == ClaimForm::ByOnly ? " by only " : " by ") + names(form, ask.by);
  if (ask.within) out += fmt::format(" within {} days", *ask.within);
  return out;
}

bool holds(const Form& form, const Case& facts, const Ask& ask) {
  const Meaning meaning(form, facts, ask.form == ClaimForm::Under ? static_cast<int>(ask.law) : -1);
  switch (ask.form) {
    case ClaimForm::Applies: {
      const auto is_it = [&](const Instance& i) { return i.law == static_cast<int>(ask.law) && i.rule == ask.rule; };
      return std::any_of(meaning.applying().begin(), meaning.applying().end(), is_it) != ask.denied;
    }
    case ClaimForm::InForce:
      return is_in_force(form, ask.law, facts[form.as_of].number) != ask.denied;
    case ClaimForm::Condition:
      return holds(form, facts, ask.condition, Arguments{});
    default:
      break;
  }
  bool met = meaning.word(ask.act) == ask.word;
  if (!ask.by.empty()) {
    const auto given = by_name(meaning.rules(ask.act));
    met = met && std::includes(given.begin(), given.end(), ask.by.begin(), ask.by.end()) &&
          (ask.form == ClaimForm::By || given == ask.by);
  }
  if (ask.within) met = met && meaning.deadline(ask.act) <= facts[form.as_of].number + *ask.within;
  return met != ask.denied;
}

Claim random_claim(const Form& form, const Case& facts, Random& random) {
  const Ask ask = random_ask(form, facts, random);
  return {text(form, ask), holds(form, facts, ask), ask.form};
}

std::string scenario(const Form& form, const std::string& name, const Case& facts, const std::vector<Claim>& claims) {
  return fmt::format("scenario \"{}\" for Request {{\n{}{}}}\n", name, print(form, facts), expectations(claims));
}

std::string scenario_like(const std::string& name, const std::string& other, const std::string& facts,
                          const std::vector<Claim>& claims) {
  return fmt::format("scenario \"{}\" like \"{}\" {{\n{}{}}}\n", name, other, facts, expectations(claims));
}

}  // namespace jur::test::form
