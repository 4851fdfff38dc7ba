#include "source_dress.h"

#include <algorithm>

#include <fmt/format.h>

#include "source_draw.h"
#include "source_meaning.h"

namespace jur::test::form {
namespace {

class Extras {
 public:
  Extras(const Form& form, Dress& dress) : f_(form), dress_(dress), draw_(dress.random(), {}, form) {}

  std::string write() {
    if (Dress::two_cases(f_)) second_case();
    const std::size_t routes = dress_.random().below(3);
    for (std::size_t i = 0; i < routes; ++i) route(i);
    if (dress_.chance(60)) acceptance(routes);
    if (dress_.chance(60)) property();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool chance(std::uint32_t percent) { return dress_.chance(percent); }
  [[nodiscard]] std::string condition() { return print(f_, draw_.condition()); }

  void second_case() {
    out_ += fmt::format("case Other{} as of day {{ day: date, party clerk: Entity, agreed: bool }}\n", dress_.title());
    const auto plain = std::find_if(f_.actions.begin(), f_.actions.end(), [](const ActionDef& a) { return a.param < 0; });
    if (plain == f_.actions.end()) return;
    out_ +=
        fmt::format("law aside{} for Other {{\n  rule only for Other {{\n    when agreed\n    clerk must {} by day + 3 days\n",
                    dress_.title(), plain->name);
    out_ += "  }\n}\n";
  }

  void route(std::size_t index) {
    out_ += fmt::format("route way{}{}{} {{\n", index, dress_.title(), Dress::for_case(f_));
    if (chance(70)) out_ += "  available when " + condition() + "\n";
    std::size_t steps = 0;
    for (const Fact& f : f_.facts) {
      if (f.path == f_.facts[f_.as_of].path || !chance(30)) continue;
      const bool adds = f.type.kind == Kind::Set && chance(60);
      const Value v = draw_.value(adds ? Type{Kind::Enum, f.type.of, 0, 0} : f.type, false);
      const std::string text = print(f_, adds ? Type{Kind::Enum, f.type.of, 0, 0} : f.type, v);
      out_ += adds ? fmt::format("  adds {} to {}\n", text, f.path) : fmt::format("  changes {} to {}\n", f.path, text);
      ++steps;
    }
    if (steps == 0) out_ += fmt::format("  changes {} to true\n", f_.facts[1].path);
    out_ += "}\n";
  }

  // Rules of the laws that the decision decides, each on one side.
  void acceptance(std::size_t routes) {
    std::vector<std::string> names;
    for (std::size_t l = 0; l < f_.laws.size(); ++l) {
      if (!f_.decided.empty() && std::find(f_.decided.begin(), f_.decided.end(), l) == f_.decided.end()) continue;
      if (chance(40)) {
        names.push_back(f_.laws[l].name);
        continue;
      }
      for (const RuleDef& r : f_.laws[l].rules) names.push_back(f_.laws[l].name + "." + r.name);
    }
    const std::size_t first = names.size() > 1 && chance(70) ? 1 + dress_.random().below(names.size() - 1) : names.size();
    out_ += "accept contradiction ";
    for (std::size_t i = 0; i < names.size(); ++i) out_ += (i == 0 ? "" : i == first ? " with " : ", ") + names[i];
    if (chance(40)) out_ += " when " + condition();
    out_ += " {\n  reason \"no way around it\"\n";
    for (std::size_t i = 0; i < routes; ++i) out_ += fmt::format("  route way{}\n", i);
    if (chance(50)) out_ += "  refer to \"counsel\"\n";
    if (chance(40)) out_ += "  until 2190-01-01\n";
    if (chance(40)) out_ += "  cite \"§ 2\"\n";
    out_ += "}\n";
  }

  void property() {
    const std::vector<Act> all = acts(f_);
    out_ += fmt::format("property \"one\"{}{} {{\n", Dress::for_case(f_), chance(30) ? " under all laws" : "");
    if (chance(70)) out_ += "  when " + condition() + "\n";
    out_ += fmt::format("  expect {} is not contradictory\n", show(f_, all[dress_.random().below(all.size())]));
    if (chance(50)) out_ += "  expect " + condition() + "\n";
    out_ += "}\n";
  }

  const Form& f_;
  Dress& dress_;
  Draw draw_;
  std::string out_;
};

}  // namespace

bool Dress::two_cases(const Form& form) { return ((form.dress >> 10U) & 1U) != 0; }

std::string extras(const Form& form, Dress& dress) { return form.dress == 0 ? "" : Extras(form, dress).write(); }

}  // namespace jur::test::form
