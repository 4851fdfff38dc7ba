#include "format/layout.h"

#include <algorithm>
#include <initializer_list>

#include "format/align.h"
#include "format/page.h"

namespace jur::formatting {
namespace {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;
using Kind = Piece::Kind;

bool is_token(NodeRef n, std::initializer_list<TokenKind> kinds) {
  return n.is(NodeKind::token) && std::find(kinds.begin(), kinds.end(), n.first_token().kind) != kinds.end();
}

bool is_one_of(NodeRef n, std::initializer_list<NodeKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), n.kind()) != kinds.end();
}

bool has_body(NodeRef n) { return n.has(TokenKind::LBRACE); }

// Each item of such a body has a line of its own.
bool always_broken(NodeKind k) {
  return k == NodeKind::law_decl || k == NodeKind::rule_decl || k == NodeKind::route_decl || k == NodeKind::accept_decl ||
         k == NodeKind::scenario_decl || k == NodeKind::property_decl;
}

// As many items of such a body on a line as fit, where the author broke none.
bool filled(NodeKind k) { return k == NodeKind::enum_decl || k == NodeKind::dated_set || k == NodeKind::set_literal; }

// A head that is too long breaks before these.
bool breaks_head(NodeRef n) {
  return is_one_of(n, {NodeKind::notwithstanding, NodeKind::subject_to, NodeKind::for_every, NodeKind::for_case, NodeKind::like,
                       NodeKind::under_all}) ||
         is_token(n, {TokenKind::WITH, TokenKind::WHEN});
}

// A clause that is too long breaks before these.
bool breaks_clause(NodeRef n) {
  return is_one_of(n, {NodeKind::norm_time, NodeKind::only_if, NodeKind::even_if, NodeKind::cite, NodeKind::unverified,
                       NodeKind::in_force, NodeKind::decided_by, NodeKind::presumption, NodeKind::excludes, NodeKind::possible,
                       NodeKind::expect_tail}) ||
         is_token(n, {TokenKind::WHEN, TokenKind::AND, TokenKind::OR, TokenKind::EXCEPT});
}

class Layout {
 public:
  Layout(Page& page, std::size_t width) : page_(page), width_(width) {}

  void file(NodeRef root) {
    for (const NodeRef decl : root.children()) {
      if (is_token(decl, {TokenKind::END})) break;
      page_.part(Kind::Hard);
      node(decl);
      pads_.clear();
      page_.end_of_part();
    }
    page_.end_of_body();
  }

 private:
  static constexpr int kIndent = 2;
  static constexpr int kHeadIndent = 4;

  void node(NodeRef n) {
    if (n.is(NodeKind::token)) return page_.token();
    if (has_body(n)) return body(n);
    switch (n.kind()) {
      case NodeKind::expr:
        return group(n, 0, Kind::Line);
      case NodeKind::group_expr:
      case NodeKind::group_term:
      case NodeKind::group_factor:
        return several(n) ? group(n, kIndent, Kind::Line) : all(n);
      case NodeKind::counted:
        return group(n, kIndent, Kind::Line);
      case NodeKind::field:
        return field(n);
      case NodeKind::term:
      case NodeKind::call:
      case NodeKind::paths:
      case NodeKind::periods:
      case NodeKind::excludes:
      case NodeKind::relate_decl:
      case NodeKind::action_decl:
      case NodeKind::assume_decl:
      case NodeKind::define_decl:
      case NodeKind::decision_item:
      case NodeKind::assessment:
      case NodeKind::norm:
      case NodeKind::only_if:
      case NodeKind::when_clause:
      case NodeKind::unless_clause:
      case NodeKind::route_item:
      case NodeKind::expectation:
      case NodeKind::dated_member:
      case NodeKind::tuple:
        return group(n, kIndent, Kind::Fill);
      default:
        all(n);
    }
  }

  static bool several(NodeRef n) {
    auto it = n.children().begin();
    return it != n.children().end() && ++it != n.children().end();
  }

  void all(NodeRef n) {
    for (const NodeRef c : n.children()) node(c);
  }

  // `after_comma`: how the items of a list are parted.
  void group(NodeRef n, int indent, Kind after_comma) {
    page_.open(indent);
    bool first = true;
    bool comma = false;
    for (const NodeRef c : n.children()) {
      if (!first && breaks_clause(c)) page_.part(Kind::Line);
      if (comma) page_.part(after_comma);
      node(c);
      comma = is_token(c, {TokenKind::COMMA});
      first = false;
    }
    page_.close();
  }

  void field(NodeRef n) {
    page_.open(kHeadIndent);
    for (const NodeRef c : n.children()) {
      if (c.is(NodeKind::title)) page_.part(Kind::Line);
      padded(c);
    }
    page_.close();
  }

  void padded(NodeRef n) {
    const auto pad = pads_.find(first_token(n));
    if (pad != pads_.end()) page_.pad(pad->second);
    node(n);
  }

  void body(NodeRef n) {
    std::vector<NodeRef> head;
    std::vector<NodeRef> items;
    std::vector<NodeRef> rest;
    for (const NodeRef c : n.children()) {
      const bool opened = !head.empty() && is_token(head.back(), {TokenKind::LBRACE});
      if (!opened) {
        head.push_back(c);
      } else if (rest.empty() && !is_token(c, {TokenKind::RBRACE})) {
        items.push_back(c);
      } else {
        rest.push_back(c);
      }
    }
    page_.open(kHeadIndent);
    for (std::size_t i = 0; i < head.size(); ++i) {
      if (i > 0 && breaks_head(head[i])) page_.part(Kind::Line);
      padded(head[i]);
    }
    page_.close();
    const std::uint32_t inside = first_token(head.back()) + 1;
    const bool forced = (always_broken(n.kind()) && !items.empty()) || page_.broken_before(inside) ||
                        (!filled(n.kind()) && depth_ * kIndent + width_of(n) > width_);
    if (forced && !items.empty()) {
      const Pads pads = align(page_, items, width_);
      pads_.insert(pads.begin(), pads.end());
    }
    page_.open_here(kIndent);
    ++depth_;
    page_.head(forced ? Kind::Hard : Kind::Line);
    for (const NodeRef c : items) {
      if (is_token(c, {TokenKind::COMMA})) {
        node(c);
        page_.part(Kind::Line);
        continue;
      }
      if (first_token(c) != inside) part_items(n.kind(), forced, first_token(c));
      node(c);
    }
    --depth_;
    page_.end_of_body();
    page_.tail(forced ? Kind::Hard : Kind::Line, kIndent);
    node(rest[0]);
    page_.close();
    for (std::size_t i = 1; i < rest.size(); ++i) node(rest[i]);
  }

  void part_items(NodeKind body, bool forced, std::uint32_t at) {
    if (filled(body)) {
      page_.part(page_.broken_before(at) ? Kind::Hard : Kind::Fill);
    } else {
      page_.part(forced ? Kind::Hard : Kind::Line);
    }
  }

  std::uint32_t first_token(NodeRef n) const { return page_.tree().nodes[n.index()].first_token; }

  std::size_t width_of(NodeRef n) const { return page_.flat_width(first_token(n), page_.tree().nodes[n.index()].end_token); }

  Page& page_;
  std::size_t width_;
  std::size_t depth_ = 0;  // of bodies
  Pads pads_;
};

}  // namespace

std::string lay_out(const syntax::Tree& tree, std::size_t width) {
  Page page(tree, width);
  Layout(page, width).file(tree.root());
  return page.finish();
}

}  // namespace jur::formatting
