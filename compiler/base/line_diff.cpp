#include "base/line_diff.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace jur {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::ptrdiff_t kMaxEdits = 4000;

using Lines = std::vector<std::string_view>;

Lines split(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

struct Edit {
  char kind;  // ' ' both, '-' before alone, '+' after alone
  std::string_view line;
};

// Myers, "An O(ND) Difference Algorithm" (1986): the furthest reaching path for each number of edits, then back along it.
std::vector<Edit> edits(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  std::vector<Edit> out;
  std::vector<std::vector<std::ptrdiff_t>> history;
  std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * (n + m) + 3), 0);
  const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& { return reach[static_cast<std::size_t>(k + n + m + 1)]; };
  const auto down = [&](std::ptrdiff_t d, std::ptrdiff_t k) { return k == -d || (k != d && at(k - 1) < at(k + 1)); };
  bool found = false;
  std::ptrdiff_t edits_needed = 0;
  for (std::ptrdiff_t d = 0; d <= std::min(n + m, kMaxEdits) && !found; ++d) {
    history.emplace_back(reach.begin() + (n + m - d), reach.begin() + (n + m + d + 3));
    for (std::ptrdiff_t k = -d; k <= d && !found; k += 2) {
      std::ptrdiff_t x = down(d, k) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      at(k) = x;
      found = x >= n && x - k >= m;
    }
    edits_needed = d;
  }
  if (!found) {
    for (const auto line : a) out.push_back({'-', line});
    for (const auto line : b) out.push_back({'+', line});
    return out;
  }
  std::ptrdiff_t x = n;
  std::ptrdiff_t y = m;
  for (std::ptrdiff_t d = edits_needed; d >= 0; --d) {
    const auto& old = history[static_cast<std::size_t>(d)];
    const auto was = [&](std::ptrdiff_t k) { return old[static_cast<std::size_t>(k + d + 1)]; };
    const std::ptrdiff_t k = x - y;
    const bool inserted = k == -d || (k != d && was(k - 1) < was(k + 1));
    const std::ptrdiff_t from_x = d == 0 ? 0 : inserted ? was(k + 1) : was(k - 1);
    const std::ptrdiff_t from_y = d == 0 ? 0 : from_x - (inserted ? k + 1 : k - 1);
    const std::ptrdiff_t turn_x = d == 0 ? 0 : inserted ? from_x : from_x + 1;
    while (x > turn_x && x > 0 && y > 0) {
      out.push_back({' ', a[static_cast<std::size_t>(--x)]});
      --y;
    }
    if (d > 0)
      out.push_back(inserted ? Edit{'+', b[static_cast<std::size_t>(--y)]} : Edit{'-', a[static_cast<std::size_t>(--x)]});
    x = from_x;
    y = from_y;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after, std::string_view name) {
  if (before == after) return {};
  const std::vector<Edit> all = edits(split(before), split(after));
  std::string out = fmt::format("--- {}\n+++ {}\n", name, name);
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  std::size_t done = 0;
  const auto skip = [&](std::size_t to) {
    for (; done < to; ++done) {
      old_line += all[done].kind != '+' ? 1 : 0;
      new_line += all[done].kind != '-' ? 1 : 0;
    }
  };
  const auto changed = [](const Edit& e) { return e.kind != ' '; };
  for (auto it = std::find_if(all.begin(), all.end(), changed); it != all.end();) {
    const auto first = static_cast<std::size_t>(it - all.begin());
    std::size_t end = first + 1;
    for (std::size_t i = end; i < all.size() && i < end + 2 * kContext + 1; ++i) {
      if (changed(all[i])) end = i + 1;
    }
    const std::size_t from = first > kContext ? std::max(first - kContext, done) : done;
    const std::size_t until = std::min(end + kContext, all.size());
    skip(from);
    std::string body;
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    for (std::size_t i = from; i < until; ++i) {
      old_count += all[i].kind != '+' ? 1 : 0;
      new_count += all[i].kind != '-' ? 1 : 0;
      body += all[i].kind;
      body += all[i].line;
      if (!all[i].line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    out += fmt::format("@@ -{},{} +{},{} @@\n", old_count > 0 ? old_line : old_line - 1, old_count,
                       new_count > 0 ? new_line : new_line - 1, new_count);
    out += body;
    skip(until);
    it = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(until), all.end(), changed);
  }
  return out;
}

}  // namespace jur
