#include "format/align.h"

#include <algorithm>

namespace jur::formatting {
namespace {

using syntax::NodeKind;
using syntax::NodeRef;
using syntax::TokenKind;

constexpr std::size_t kIndent = 2;

// The tokens at which the cells of an item begin; empty where it takes no part.
std::vector<std::uint32_t> cells(const Page& page, NodeRef item) {
  const auto& nodes = page.tree().nodes;
  const auto first = [&](NodeRef n) { return nodes[n.index()].first_token; };
  std::vector<std::uint32_t> out{first(item)};
  const std::uint32_t end = nodes[item.index()].end_token;
  if (page.commented(out[0] + 1, end)) return {};
  if (item.is(NodeKind::scenario_item)) item = item.only_child();
  if (item.is(NodeKind::field)) {
    out.push_back(first(item.child(NodeKind::type)));
    if (const NodeRef title = item.child(NodeKind::title)) out.push_back(first(title));
    return out;
  }
  const NodeRef brace = item.is(NodeKind::facts) ? item.token(TokenKind::LBRACE) : NodeRef();
  if (!brace || page.broken_before(first(brace) + 1)) return {};
  out.push_back(first(brace));
  return out;
}

struct Row {
  std::vector<std::uint32_t> cells;
  std::uint32_t end;
};

void align_rows(const Page& page, const std::vector<Row>& rows, std::size_t width, Pads& pads) {
  std::vector<std::size_t> shift(rows.size(), 0);
  for (std::size_t cell = 1; cell < 3; ++cell) {
    // A cell begins where the longest of the cells before it ends; rows without this cell do not count.
    std::size_t column = 0;
    const auto before = [&](std::size_t r) { return shift[r] + page.flat_width(rows[r].cells[0], rows[r].cells[cell]); };
    const auto has = [&](std::size_t r) {
      return rows[r].cells.size() > cell && kIndent + shift[r] + page.flat_width(rows[r].cells[0], rows[r].end) <= width;
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (has(r)) column = std::max(column, before(r));
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!has(r)) continue;
      const std::size_t pad = column - before(r);
      if (kIndent + shift[r] + pad + page.flat_width(rows[r].cells[0], rows[r].end) > width) continue;
      pads[rows[r].cells[cell]] = pad;
      shift[r] += pad;
    }
  }
}

}  // namespace

Pads align(const Page& page, const std::vector<NodeRef>& items, std::size_t width) {
  Pads pads;
  std::vector<Row> rows;
  const auto finish = [&] {
    align_rows(page, rows, width, pads);
    rows.clear();
  };
  for (const NodeRef item : items) {
    Row row{cells(page, item), page.tree().nodes[item.index()].end_token};
    if (row.cells.empty() || page.apart(row.cells[0])) finish();
    if (!row.cells.empty()) rows.push_back(std::move(row));
  }
  finish();
  return pads;
}

}  // namespace jur::formatting
