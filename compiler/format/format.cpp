#include "format/format.h"

#include <algorithm>

#include "format/comments.h"
#include "format/layout.h"

namespace jur {

std::string format(const syntax::Tree& tree, const FormatOptions& options) { return formatting::lay_out(tree, options.width); }

bool same_program(const syntax::Tree& a, const syntax::Tree& b) {
  if (a.tokens.size() != b.tokens.size() || a.nodes.size() != b.nodes.size()) return false;
  for (std::uint32_t i = 0; i < a.tokens.size(); ++i) {
    const syntax::Token& x = a.tokens[i];
    const syntax::Token& y = b.tokens[i];
    if (x.kind != y.kind || a.text.substr(x.begin, x.end - x.begin) != b.text.substr(y.begin, y.end - y.begin)) return false;
    const auto one = formatting::trivia_before(a, i).comments;
    const auto two = formatting::trivia_before(b, i).comments;
    const auto same = [i](const formatting::Comment& c, const formatting::Comment& d) {
      return c.text == d.text && (i == 0 || (c.breaks_before == 0) == (d.breaks_before == 0));
    };
    if (!std::equal(one.begin(), one.end(), two.begin(), two.end(), same)) return false;
  }
  return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), [](const syntax::Node& x, const syntax::Node& y) {
    return x.kind == y.kind && x.first_token == y.first_token && x.end_token == y.end_token && x.next == y.next;
  });
}

}  // namespace jur
