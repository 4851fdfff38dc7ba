#include "check/conditions.h"
#include "check/rules.h"

namespace jur::checking {
namespace {

struct TimeWord {
  TokenKind token;
  model::TimeKind kind;
  std::string_view word;
};
constexpr TimeWord kTimeWords[] = {
    {TokenKind::WITHIN, model::TimeKind::Within, "within"}, {TokenKind::BY, model::TimeKind::By, "by"},
    {TokenKind::BEFORE, model::TimeKind::Before, "before"}, {TokenKind::FOR, model::TimeKind::For, "for"},
    {TokenKind::FROM, model::TimeKind::From, "from"},       {TokenKind::UNTIL, model::TimeKind::Until, "until"},
};

const TimeWord& time_word(NodeRef time) {
  const TokenKind first = time.first_token().kind;
  for (const TimeWord& w : kTimeWords) {
    if (w.token == first) return w;
  }
  return kTimeWords[0];
}

model::Modal modal_of(NodeRef norm) {
  const NodeRef modal = norm.child(NodeKind::modal);
  if (modal.has(TokenKind::MUST)) return modal.has(TokenKind::NOT) ? model::Modal::MustNot : model::Modal::Must;
  if (modal.has(TokenKind::NEED)) return model::Modal::NeedNot;
  return norm.child(NodeKind::only_if) ? model::Modal::MayOnlyIf : model::Modal::May;
}

std::string_view norm_noun(model::Modal m) {
  switch (m) {
    case model::Modal::Must:
      return "a duty";
    case model::Modal::MustNot:
      return "a ban";
    case model::Modal::May:
    case model::Modal::MayOnlyIf:
      return "a permission";
    case model::Modal::NeedNot:
      return "an exemption";
  }
  return "";
}

bool is_error(const Context& c, model::ExprId id) { return c.program.exprs[id].kind == model::ExprKind::Error; }

// The day of an expression without facts.
std::optional<Date> constant(const Context& c, model::ExprId id) {
  const model::Expr& e = c.program.exprs[id];
  if (e.kind == model::ExprKind::Literal) return Date{static_cast<std::int32_t>(e.literal.number)};
  if (e.kind != model::ExprKind::LaterBy && e.kind != model::ExprKind::EarlierBy) return std::nullopt;
  const auto from = constant(c, e.args[0]);
  return from ? std::optional(add(*from, e.duration, e.kind == model::ExprKind::LaterBy ? +1 : -1)) : std::nullopt;
}

// A constant period that ends before it begins.
bool reversed(Context& c, NodeRef time, const model::NormTime& t) {
  const auto first = constant(c, t.day);
  const auto last = constant(c, t.last);
  if (!first || !last || *first <= *last) return false;
  c.sink
      .report(Code::EmptyPeriod, time.span(), c.sources.text(c.program.exprs[t.day].span),
              c.sources.text(c.program.exprs[t.last].span))
      .help("the earlier date comes after `from`");
  return true;
}

std::optional<model::NormTime> check_time(Context& c, const Scope& s, NodeRef time, model::Modal modal) {
  const TimeWord& word = time_word(time);
  if (word.kind == model::TimeKind::By && modal != model::Modal::Must) {
    c.sink.report(Code::BadNorm, time.span(), fmt::format("`by` sets a deadline, and {} has none", norm_noun(modal)))
        .help("to give its last day write `until`, or `before` and the day after it");
    return std::nullopt;
  }
  const auto sums = time.children(NodeKind::sum);
  if (time.broken() || sums.empty()) return std::nullopt;
  const std::size_t before = c.mistakes();
  model::NormTime out;
  out.kind = sums.size() == 2 ? model::TimeKind::FromUntil : word.kind;
  out.text = folded_text(time);
  if (const NodeRef duration = time.child(NodeKind::duration)) out.length = check_duration(c, duration);
  out.day = check_date_value(c, s, sums[0]);
  bool good = c.mistakes() == before && !is_error(c, out.day);
  if (sums.size() == 2) {
    out.last = check_date_value(c, s, sums[1]);
    good = good && !is_error(c, out.last) && !reversed(c, time, out);
  }
  return good ? std::optional(std::move(out)) : std::nullopt;
}

bool good_only_if(Context& c, NodeRef norm) {
  const NodeRef clause = norm.child(NodeKind::only_if);
  const NodeRef modal = norm.child(NodeKind::modal);
  if (!clause || modal.has(TokenKind::MAY)) return true;
  c.sink
      .report(Code::BadNorm, clause.span(), fmt::format("`only if` goes with `may` alone, and this norm says `{}`", modal.text()))
      .label(modal.span(), "here")
      .help("the condition of a duty or ban stands in the rule's `when`");
  return false;
}

bool good_even_if(Context& c, NodeRef norm) {
  const NodeRef clause = norm.child(NodeKind::even_if);
  const NodeRef modal = norm.child(NodeKind::modal);
  if (!clause || (modal.has(TokenKind::MUST) && !modal.has(TokenKind::NOT))) return true;
  c.sink
      .report(Code::BadNorm, clause.span(),
              fmt::format("`even if impossible` goes with `must` alone, and this norm says `{}`", modal.text()))
      .label(modal.span(), "here")
      .help("only duties end where their action is impossible: leave it out");
  return false;
}

}  // namespace

std::string folded_text(NodeRef node) {
  const syntax::Tree& tree = *node.tree();
  const syntax::Node& n = tree.nodes[node.index()];
  std::string out;
  for (std::uint32_t i = n.first_token; i < n.end_token; ++i) {
    const syntax::Token& t = tree.tokens[i];
    if (i > n.first_token && t.trivia < t.begin) out += ' ';
    out += tree.text.substr(t.begin, t.end - t.begin);
  }
  return out;
}

std::optional<model::Norm> check_norm(Context& c, const Scope& s, NodeRef node) {
  if (node.broken()) return std::nullopt;
  model::Norm out;
  out.modal = modal_of(node);
  out.span = node.span();
  out.even_if_impossible = static_cast<bool>(node.child(NodeKind::even_if));
  bool good = good_only_if(c, node);
  good = good_even_if(c, node) && good;
  const auto act = check_act(c, s, node.child(NodeKind::party_name), node.child(NodeKind::act));
  if (const NodeRef time = node.child(NodeKind::norm_time)) {
    if (auto checked = check_time(c, s, time, out.modal)) {
      out.time = std::move(*checked);
    } else {
      good = false;
    }
  }
  if (const NodeRef clause = node.child(NodeKind::only_if)) out.only_if = check_condition(c, s, clause.child(NodeKind::expr));
  if (!act || !good) return std::nullopt;
  out.act = *act;
  return out;
}

}  // namespace jur::checking
