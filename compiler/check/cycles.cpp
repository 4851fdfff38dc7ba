#include "check/cycles.h"

#include <algorithm>
#include <set>

namespace jur::checking {
namespace {

using Edges = std::vector<std::vector<std::size_t>>;  // by winner: indices into Program::precedence

struct Graph {
  const model::Program& program;
  Edges out{};
  std::vector<bool> dropped{};  // entries taken out

  // The rules that may lie on a circle: what is left when rules that defeat none, or that none defeats, are taken away.
  std::vector<bool> core() const {
    const std::size_t n = program.rules.size();
    std::vector<std::size_t> ahead(n);
    std::vector<std::size_t> behind(n);
    Edges in(n);
    for (std::size_t i = 0; i < program.precedence.size(); ++i) {
      if (dropped[i]) continue;
      ++ahead[program.precedence[i].winner.index];
      ++behind[program.precedence[i].loser.index];
      in[program.precedence[i].loser.index].push_back(i);
    }
    std::vector<bool> left(n, true);
    std::vector<std::size_t> work;
    for (std::size_t r = 0; r < n; ++r) {
      if (ahead[r] == 0 || behind[r] == 0) work.push_back(r);
    }
    while (!work.empty()) {
      const std::size_t r = work.back();
      work.pop_back();
      if (!left[r]) continue;
      left[r] = false;
      for (const std::size_t i : out[r]) {
        if (!dropped[i] && --behind[program.precedence[i].loser.index] == 0) work.push_back(program.precedence[i].loser.index);
      }
      for (const std::size_t i : in[r]) {
        if (--ahead[program.precedence[i].winner.index] == 0) work.push_back(program.precedence[i].winner.index);
      }
    }
    return left;
  }

  // The entries of a shortest circle through the rule; none where there is none.
  std::vector<std::size_t> circle(std::size_t start, const std::vector<bool>& within) const {
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> by(program.rules.size(), kNone);
    std::vector<std::size_t> work{start};
    for (std::size_t w = 0; w < work.size(); ++w) {
      for (const std::size_t i : out[work[w]]) {
        const std::size_t next = program.precedence[i].loser.index;
        if (dropped[i] || !within[next] || by[next] != kNone) continue;
        by[next] = i;
        if (next != start) {
          work.push_back(next);
          continue;
        }
        std::vector<std::size_t> path;
        for (std::size_t at = start; path.empty() || at != start;) {
          path.push_back(by[at]);
          at = program.precedence[by[at]].winner.index;
        }
        std::reverse(path.begin(), path.end());
        return path;
      }
    }
    return {};
  }
};

Span span_of(const model::Program& p, const model::Precedence& x) { return p.statements[x.said.front()].span; }

void report_circle(Context& c, const std::vector<std::size_t>& circle) {
  std::string names;
  for (const std::size_t i : circle)
    names += fmt::format("`{}` → ", model::qualified_name(c.program, c.program.precedence[i].winner));
  names += fmt::format("`{}`", model::qualified_name(c.program, c.program.precedence[circle.front()].winner));
  const model::Precedence& first = c.program.precedence[circle.front()];
  Diagnostic& d = c.sink.report(Code::PrecedenceCycle, span_of(c.program, first), names);
  const auto says = [&](const model::Precedence& p) {
    return fmt::format("`{}` defeats `{}`", model::qualified_name(c.program, p.winner),
                       model::qualified_name(c.program, p.loser));
  };
  d.at_primary(says(first));
  for (std::size_t k = 1; k < circle.size(); ++k)
    d.label(span_of(c.program, c.program.precedence[circle[k]]), says(c.program.precedence[circle[k]]));
  d.help("take one of these statements back: two rules cannot each prevail over the other");
}

}  // namespace

void report_cycles(Context& c) {
  Graph g{c.program};
  g.out.resize(c.program.rules.size());
  g.dropped.resize(c.program.precedence.size());
  for (std::size_t i = 0; i < c.program.precedence.size(); ++i) g.out[c.program.precedence[i].winner.index].push_back(i);
  std::vector<bool> within = g.core();
  std::set<std::vector<Span>> told;
  for (std::size_t r = 0; r < within.size(); ++r) {
    while (within[r]) {
      const auto circle = g.circle(r, within);
      if (circle.empty()) break;
      std::vector<Span> spans;
      spans.reserve(circle.size());
      for (const std::size_t i : circle) spans.push_back(span_of(c.program, c.program.precedence[i]));
      std::sort(spans.begin(), spans.end());
      if (told.insert(spans).second) report_circle(c, circle);
      for (const std::size_t i : circle) g.dropped[i] = true;
      within = g.core();
    }
  }
  std::size_t i = 0;
  std::erase_if(c.program.precedence, [&](const model::Precedence&) { return g.dropped[i++]; });
}

}  // namespace jur::checking
