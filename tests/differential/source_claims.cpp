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

class Claimant {
 public:
  Claimant(const Form& form, const Case& facts, Random& random) : f_(form), c_(facts), r_(random), meaning_(form, facts) {}

  Claim claim() {
    const auto wanted = static_cast<ClaimForm>(r_.below(kClaimForms - 1));
    const auto decided = laws();
    const std::size_t law = decided[r_.below(decided.size())];
    const LawDef& l = f_.laws[law];
    switch (wanted) {
      case ClaimForm::Applies: {
        const auto rule = static_cast<int>(r_.below(l.rules.size()));
        std::size_t applying = 0;
        for (const Instance& i : meaning_.applying()) {
          if (i.law == static_cast<int>(law) && i.rule == rule) ++applying;
        }
        const bool denied = r_.chance(50);
        return {show(f_, Instance{static_cast<int>(law), rule, -1}) + (denied ? " does not apply" : " applies"),
                denied == (applying == 0), wanted};
      }
      case ClaimForm::InForce: {
        const bool denied = r_.chance(50);
        return {l.name + (denied ? " is not in force" : " is in force"), is_in_force(f_, law, c_[f_.as_of].number) != denied,
                wanted};
      }
      case ClaimForm::Condition: {
        Draw draw(r_, {}, f_);
        const Expr e = draw.condition();
        return {print(f_, e), form::holds(f_, c_, e, {}), wanted};
      }
      default:
        return verdict(wanted, law);
    }
  }

 private:
  [[nodiscard]] std::vector<std::size_t> laws() const {
    if (!f_.decided.empty()) return f_.decided;
    std::vector<std::size_t> out;
    for (std::size_t l = 0; l < f_.laws.size(); ++l) out.push_back(l);
    return out;
  }

  [[nodiscard]] std::string order_of(std::size_t law) const {
    const LawDef& l = f_.laws[law];
    switch (l.order) {
      case LawDef::Order::Own:
        return l.name;
      case LawDef::Order::Member:
        return f_.enums[0].members[l.index];
      case LawDef::Order::Group:
        return f_.groups[l.index].name;
      case LawDef::Order::Text:
        break;
    }
    return fmt::format("\"order {}\"", l.index);
  }

  Claim verdict(ClaimForm wanted, std::size_t law) {
    const std::vector<Act> all = acts(f_);
    const Act act = all[r_.below(all.size())];
    const bool under = wanted == ClaimForm::Under;
    const Meaning meaning(f_, c_, under ? static_cast<int>(law) : -1);
    const std::string came = meaning.word(act);
    std::string word = r_.chance(60) ? came : kWords[r_.below(6)];
    const bool modal = wanted == ClaimForm::Modal || r_.chance(20);
    static const std::map<std::string, std::string> kModal{
        {"required", "must"}, {"forbidden", "must not"}, {"permitted", "may"}, {"exempt", "need not"}};
    const auto spoken = kModal.find(word);
    const bool denied = !(modal && spoken != kModal.end()) && r_.chance(35);
    std::string text = show(f_, act);
    if (modal && spoken != kModal.end()) {
      text.insert(text.find(' ') + 1, spoken->second + " ");
    } else {
      text += std::string(denied ? " is not " : " is ") + word;
    }
    bool met = word == came;
    if (under) text += " under " + order_of(law);
    if ((wanted == ClaimForm::By || wanted == ClaimForm::ByOnly) && word != "silent") {
      const auto given = by_name(meaning.rules(act));
      auto named = given;
      if (r_.chance(40) && named.size() > 1) named.erase(named.begin());
      const auto other = static_cast<int>(r_.below(f_.laws[law].rules.size()));
      if (r_.chance(25) || named.empty()) named.emplace(static_cast<int>(law), other);
      text += (wanted == ClaimForm::ByOnly ? " by only " : " by ") + names(f_, named);
      met = met && std::includes(given.begin(), given.end(), named.begin(), named.end()) &&
            (wanted == ClaimForm::By || given == named);
    }
    if (wanted == ClaimForm::Within && (word == "required" || word == "contradictory")) {
      const std::int64_t days = r_.between(0, 400);
      text += fmt::format(" within {} days", days);
      met = met && meaning.deadline(act) <= c_[f_.as_of].number + days;
    }
    return {text, met != denied, wanted};
  }

  const Form& f_;
  const Case& c_;
  Random& r_;
  Meaning meaning_;
};

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
  return out;
}

Claim random_claim(const Form& form, const Case& facts, Random& random) { return Claimant(form, facts, random).claim(); }

std::string scenario(const Form& form, const std::string& name, const Case& facts, const std::vector<Claim>& claims) {
  return fmt::format("scenario \"{}\" for Request {{\n{}{}}}\n", name, print(form, facts), expectations(claims));
}

std::string scenario_like(const std::string& name, const std::string& other, const std::string& facts,
                          const std::vector<Claim>& claims) {
  return fmt::format("scenario \"{}\" like \"{}\" {{\n{}{}}}\n", name, other, facts, expectations(claims));
}

}  // namespace jur::test::form
