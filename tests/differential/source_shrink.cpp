#include <algorithm>
#include <functional>

#include "source_compare.h"

namespace jur::test::form {
namespace {

using Edit = std::function<bool(Form&)>;  // false: nothing to edit there

// References to laws and rules follow their rule; those to a rule that is gone go too.
void drop_rule(Form& f, int law, int rule) {
  auto& rules = f.laws[static_cast<std::size_t>(law)].rules;
  rules.erase(rules.begin() + rule);
  const auto mend = [&](std::vector<Ref>& refs) {
    std::erase_if(refs, [&](const Ref& r) { return r.law == law && r.rule == rule; });
    for (Ref& r : refs) {
      if (r.law == law && r.rule > rule) --r.rule;
    }
  };
  for (LawDef& l : f.laws) {
    mend(l.over);
    mend(l.under);
    for (RuleDef& r : l.rules) {
      mend(r.over);
      mend(r.under);
    }
  }
}

// All places of one kind in a form, each with what may be done to it.
class Edits {
 public:
  explicit Edits(const Form& f) : f_(f) {
    for (std::size_t l = 0; l < f.laws.size(); ++l) of_law(l);
    count(f.relates.size(), [](Form& g, std::size_t i) { g.relates.erase(g.relates.begin() + static_cast<std::ptrdiff_t>(i)); });
    count(f.assumptions.size(),
          [](Form& g, std::size_t i) { g.assumptions.erase(g.assumptions.begin() + static_cast<std::ptrdiff_t>(i)); });
    for (std::size_t i = 0; i < f.relates.size(); ++i) maybe([i](Form& g) { return &g.relates[i].when; }, false);
    for (std::size_t i = 0; i < f.actions.size(); ++i) {
      if (!f.actions[i].excludes.empty()) add([i](Form& g) { g.actions[i].excludes.clear(); });
      maybe([i](Form& g) { return &g.actions[i].possible; }, true);
    }
    for (std::size_t i = 0; i < f.defines.size(); ++i) inside([i](Form& g) { return &g.defines[i].body; });
    for (std::size_t i = 0; i < f.assumptions.size(); ++i) inside([i](Form& g) { return &g.assumptions[i]; });
    if (f.dress != 0) add([](Form& g) { g.dress = 0; });
    if (!f.decided.empty()) add([](Form& g) { g.decided.clear(); });
  }
  [[nodiscard]] const std::vector<std::function<void(Form&)>>& all() const { return all_; }

 private:
  template <class F>
  void add(F edit) {
    all_.push_back(std::move(edit));
  }
  template <class F>
  void count(std::size_t n, F erase) {
    for (std::size_t i = 0; i < n; ++i) add([i, erase](Form& g) { erase(g, i); });
  }
  // An expression is replaced by one of its parts, or by true or false.
  template <class Get>
  void inside(Get get) {
    Form copy = f_;
    const Expr* e = get(copy);
    if (e->op == Op::Yes || e->op == Op::No) return;
    add([get](Form& g) { *get(g) = Expr{}; });
    add([get](Form& g) {
      *get(g) = Expr{};
      get(g)->op = Op::No;
    });
    const bool junction = e->op == Op::And || e->op == Op::Or || e->op == Op::Not || e->op == Op::AnyOf || e->op == Op::AllOf ||
                          e->op == Op::NoneOf || e->op == Op::AtLeast;
    if (!junction) return;
    for (std::size_t k = 0; k < e->kids.size(); ++k) {
      add([get, k](Form& g) {
        Expr kid = get(g)->kids[k];
        *get(g) = std::move(kid);
      });
    }
  }
  template <class Get>
  void maybe(Get get, bool may_go) {
    Form copy = f_;
    if (get(copy)->empty()) return;
    if (may_go) add([get](Form& g) { get(g)->clear(); });
    inside([get](Form& g) { return &(*get(g))[0]; });
  }
  template <class Get>
  void clear(Get get) {
    Form copy = f_;
    if (!get(copy)->empty()) add([get](Form& g) { get(g)->clear(); });
  }

  void of_law(std::size_t l) {
    const LawDef& law = f_.laws[l];
    maybe([l](Form& g) { return &g.laws[l].when; }, true);
    clear([l](Form& g) { return &g.laws[l].in_force; });
    clear([l](Form& g) { return &g.laws[l].over; });
    clear([l](Form& g) { return &g.laws[l].under; });
    for (std::size_t r = 0; r < law.rules.size(); ++r) {
      add([l, r](Form& g) { drop_rule(g, static_cast<int>(l), static_cast<int>(r)); });
      of_rule([l, r](Form& g) -> RuleDef& { return g.laws[l].rules[r]; }, law.rules[r]);
    }
  }

  template <class Get>
  void of_rule(Get rule, const RuleDef& now) {
    count(now.norms.size(),
          [rule](Form& g, std::size_t i) { rule(g).norms.erase(rule(g).norms.begin() + static_cast<std::ptrdiff_t>(i)); });
    count(now.exceptions.size(), [rule](Form& g, std::size_t i) {
      rule(g).exceptions.erase(rule(g).exceptions.begin() + static_cast<std::ptrdiff_t>(i));
    });
    maybe([rule](Form& g) { return &rule(g).when; }, true);
    clear([rule](Form& g) { return &rule(g).in_force; });
    clear([rule](Form& g) { return &rule(g).over; });
    clear([rule](Form& g) { return &rule(g).under; });
    for (std::size_t i = 0; i < now.exceptions.size(); ++i) {
      inside([rule, i](Form& g) { return &rule(g).exceptions[i].condition; });
      clear([rule, i](Form& g) { return &rule(g).exceptions[i].in_force; });
    }
    for (std::size_t i = 0; i < now.norms.size(); ++i) {
      if (now.norms[i].when != When::None) {
        add([rule, i](Form& g) {
          rule(g).norms[i].when = When::None;
          rule(g).norms[i].days.clear();
        });
      }
      maybe([rule, i](Form& g) { return &rule(g).norms[i].only_if; }, false);
    }
  }

  const Form& f_;
  std::vector<std::function<void(Form&)>> all_;
};

std::string headline(const std::optional<std::string>& d) { return d ? d->substr(0, d->find('\n')) : ""; }

}  // namespace

Form shrink(Form form, const Case& facts) {
  const std::string kind = headline(difference(form, facts));
  if (kind.empty()) return form;
  for (bool smaller = true; smaller;) {
    smaller = false;
    const Edits edits(form);
    for (const auto& edit : edits.all()) {
      Form next = form;
      edit(next);
      if (headline(difference(next, facts)) != kind) continue;
      form = std::move(next);
      smaller = true;
      break;
    }
  }
  return form;
}

}  // namespace jur::test::form
