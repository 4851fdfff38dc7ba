#include "parse/antlr/kinds.h"

#include <algorithm>
#include <string_view>

namespace jur::parsing {
namespace {

constexpr std::array kRuleNames = {
#define NODE(rule, what) std::string_view{#rule},
#include "syntax/node.def"
};

}  // namespace

std::vector<syntax::TokenKind> kinds_by_type() {
  std::vector<syntax::TokenKind> kinds(antlr::JurParser::BAD + 1, syntax::TokenKind::END);
  for (std::size_t k = 0; k < kTokenTypes.size(); ++k) {
    if (kTokenTypes[k] < kinds.size()) kinds[kTokenTypes[k]] = static_cast<syntax::TokenKind>(k);
  }
  return kinds;
}

std::vector<syntax::NodeKind> kinds_by_rule(const std::vector<std::string>& rule_names) {
  std::vector<syntax::NodeKind> kinds;
  for (const std::string& name : rule_names) {
    const auto found = std::find(kRuleNames.begin(), kRuleNames.end(), name);
    kinds.push_back(found == kRuleNames.end() ? syntax::NodeKind::error
                                              : static_cast<syntax::NodeKind>(found - kRuleNames.begin()));
  }
  return kinds;
}

}  // namespace jur::parsing
