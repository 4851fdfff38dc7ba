#include "cover/report.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace jur::cover {
namespace {

template <class T>
auto key(const T& t) {
  return std::tuple(t.span, t.kind, std::string_view(t.name));
}

void note(std::vector<std::string>& sorted, const std::string& name) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name);
  if (at == sorted.end() || *at != name) sorted.insert(at, name);
}

void count(Tallies& t, const Item& i) {
  Tally& kind = t[static_cast<std::size_t>(i.kind)];
  if (!i.coverable()) {
    ++kind.impossible;
    return;
  }
  ++kind.of;
  if (i.covered()) ++kind.covered;
}

}  // namespace

bool Item::coverable() const {
  const auto impossible = [](const Side& s) { return s.impossible; };
  if (kind == Kind::Condition) return std::none_of(sides.begin(), sides.end(), impossible);
  return !sides[0].impossible;
}

bool Item::covered() const {
  return coverable() && std::none_of(sides.begin(), sides.end(), [](const Side& s) { return s.missing(); });
}

Item* find(Report& report, const Goal& goal) {
  const auto at = std::lower_bound(report.items.begin(), report.items.end(), goal,
                                   [](const Item& i, const Goal& g) { return key(i) < key(g); });
  return at == report.items.end() || key(*at) != key(goal) ? nullptr : &*at;
}

void add(Report& report, const Goals& goals, const std::vector<std::vector<std::size_t>>& shown) {
  const core::Program& p = goals.program;
  std::vector<Item> fresh;
  for (const Goal& g : goals.all) {
    if (find(report, g) != nullptr || (!fresh.empty() && key(fresh.back()) == key(g))) continue;
    fresh.push_back({g.kind, g.span, g.law, g.name, {}, {}});
  }
  const auto before = [](const Item& a, const Item& b) { return key(a) < key(b); };
  const auto middle = static_cast<std::ptrdiff_t>(report.items.size());
  report.items.insert(report.items.end(), fresh.begin(), fresh.end());
  std::inplace_merge(report.items.begin(), report.items.begin() + middle, report.items.end(), before);
  for (std::size_t g = 0; g < goals.all.size(); ++g) {
    Item& item = *find(report, goals.all[g]);
    Side& side = item.sides[goals.all[g].yes ? 0 : 1];
    side.asked = true;
    for (const std::size_t s : shown[g]) side.scenarios.push_back(p.scenarios[s].name);
    for (const Way& w : goals.all[g].ways) note(item.rules, p.rules[w.rule].name);
  }
}

Tallies Report::total() const {
  Tallies out;
  for (const Item& i : items) count(out, i);
  return out;
}

std::vector<LawTally> Report::by_law() const {
  std::vector<LawTally> out;
  LawTally defines;
  bool any = false;
  for (const Item& i : items) {
    if (i.law.empty()) {
      any = true;
      count(defines.kinds, i);
      continue;
    }
    auto at = std::find_if(out.begin(), out.end(), [&](const LawTally& l) { return l.law == i.law; });
    if (at == out.end()) at = out.insert(out.end(), {i.law, {}});
    count(at->kinds, i);
  }
  if (any) out.push_back(std::move(defines));
  return out;
}

std::string percent(const Tally& t) {
  if (t.of == 0) return "–";
  const std::size_t tenths = t.permille();
  return tenths % 10 == 0 ? fmt::format("{} %", tenths / 10) : fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

}  // namespace jur::cover
