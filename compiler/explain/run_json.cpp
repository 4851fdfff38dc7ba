#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/case_json.h"
#include "explain/run_report.h"
#include "explain/words.h"

namespace jur {
namespace {

using namespace core;

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string value_text(const Program& p, FactId fact, const Value& v) {
  if (v.kind == ValueKind::Bool) return v.number != 0 ? "true" : "false";
  if (v.kind == ValueKind::Int) return std::to_string(v.number);
  return quoted(show_value(p, fact, v));
}

template <class Items, class Write>
void list(std::string& out, const Items& items, char begin, char end, const Write& write) {
  out += begin;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    write(item);
  }
  out += end;
}

void day(std::string& out, const char* key, const std::optional<Date>& d) {
  out += key;
  if (!d) {
    out += "null";
    return;
  }
  const CivilDate c = to_civil(*d);
  fmt::format_to(std::back_inserter(out), "\"{:04}-{:02}-{:02}\"", c.year, c.month, c.day);
}

}  // namespace

OutcomeJson::OutcomeJson(const Program& program) : program_(program), decision_(quoted(program.name)) {
  for (const ActId a : program.outputs) acts_.push_back(quoted(program.acts[a].action));
  for (std::size_t i = 0; i < program.outputs.size(); ++i) {
    if (std::find(order_.begin(), order_.end(), i) != order_.end()) continue;
    for (std::size_t k = i; k < program.outputs.size(); ++k) {
      if (program.acts[program.outputs[k]].party == program.acts[program.outputs[i]].party) order_.push_back(k);
    }
  }
  std::vector<std::string> names;
  for (const Rule& r : program.rules.all()) names.push_back(r.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const Rule& r : program.rules.all())
    rank_.push_back(static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), r.name) - names.begin()));
  for (const std::string& n : names) rules_.push_back(quoted(n));
  for (const Fact& f : program.facts.all()) facts_.push_back(quoted(f.name));
  for (const Order& o : program.orders.all()) orders_.push_back(quoted(o.name));
  for (const Acceptance& a : program.acceptances.all()) referred_.push_back(a.refer.empty() ? "null" : quoted(a.refer));
  for (std::size_t w = 0; w < kWords; ++w) words_.push_back(quoted(word_name(static_cast<Word>(w))));
}

void OutcomeJson::begin(std::string& out) const {
  out += "{\"decision\":";
  out += decision_;
}

void OutcomeJson::write(std::string& out, std::span<const Verdict> all) const {
  begin(out);
  verdicts(out, all, nullptr);
  out += '}';
}

void OutcomeJson::write(std::string& out, const Case& given, const Outcome& outcome, const Explanation& explanation) const {
  begin(out);
  day(out, ",\"as_of\":", Date{static_cast<std::int32_t>(given[program_.as_of].number)});
  verdicts(out, outcome.verdicts, &explanation);
  routes(out, explanation.routes);
  out += '}';
}

void OutcomeJson::verdicts(std::string& out, std::span<const Verdict> all, const Explanation* explanation) const {
  out += ",\"verdicts\":{";
  const std::string* party = nullptr;
  for (const std::size_t i : order_) {
    const std::string& now = program_.acts[program_.outputs[i]].party;
    if (party == nullptr || *party != now) {
      if (party != nullptr) out += "},";
      out += quoted(now);
      out += ":{";
    } else {
      out += ',';
    }
    party = &now;
    out += acts_[i];
    out += ":{";
    verdict(out, all[i]);
    if (explanation != nullptr) background(out, all[i], explanation->verdicts[i]);
    out += '}';
  }
  out += party != nullptr ? "}}" : "}";
}

void OutcomeJson::dates(std::string& out, const Verdict& v) const {
  day(out, ",\"deadline\":", v.deadline);
  if (v.hours) {
    out += ",\"hours\":";
    out += std::to_string(v.hours->count);
  }
  day(out, ",\"not_before\":", v.not_before);
  day(out, ",\"until\":", v.until);
}

void OutcomeJson::open(std::string& out, const Verdict& v) const {
  out += ",\"open\":";
  list(out, v.open, '[', ']', [&](const OpenQuestion& q) {
    out += "{\"fact\":" + facts_[q.fact.index];
    out += ",\"value\":" + value_text(program_, q.fact, q.value);
    out += ",\"verdict\":" + words_[static_cast<std::size_t>(q.word)];
    out += ",\"by\":" + quoted(program_.facts[q.fact].decided_by) + "}";
  });
}

void OutcomeJson::verdict(std::string& out, const Verdict& v) const {
  const auto word = [&](Word w) { out += words_[static_cast<std::size_t>(w)]; };
  out += "\"verdict\":";
  word(v.word);
  out += ",\"rules\":";
  std::vector<std::size_t> ranks;
  for (const RuleId r : v.rules) ranks.push_back(rank_[r.index]);
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  list(out, ranks, '[', ']', [&](std::size_t r) { out += rules_[r]; });
  dates(out, v);
  out += ",\"missing\":";
  list(out, v.missing, '[', ']', [&](FactId f) { out += facts_[f.index]; });
  out += ",\"possible\":";
  list(out, v.possible, '[', ']', word);
  open(out, v);
  out += ",\"orders\":";
  list(out, v.orders, '{', '}', [&](const auto& entry) {
    out += orders_[entry.first.index];
    out += ':';
    word(entry.second);
  });
  out += v.accepted.valid() ? ",\"accepted\":true,\"referred\":" + referred_[v.accepted.index]
                            : std::string(",\"accepted\":false,\"referred\":null");
  out += v.unverified ? ",\"unverified\":true" : ",\"unverified\":false";
}

void OutcomeJson::background(std::string& out, const Verdict& v, const VerdictBackground& b) const {
  const auto name = [&](RuleId r) { return rules_[rank_[r.index]]; };
  out += ",\"reasons\":";
  const auto party = [&](RuleId r) {
    const std::string& whose = program_.rules[r].instance;
    return whose.empty() ? std::string("null") : quoted(whose);
  };
  std::size_t at = 0;
  list(out, v.rules, '[', ']', [&](RuleId id) {
    const Rule& r = program_.rules[id];
    const std::string& bearing = b.bearings[at++];
    const Law& law = program_.laws[r.law];
    out += fmt::format(
        "{{\"rule\":{},\"title\":{},\"law\":{},\"law_cite\":{},\"cite\":{},\"jurisdiction\":{},\"breach\":{},\"unverified\":{},"
        "\"party\":{},\"through\":{}}}",
        name(id), quoted(r.title), quoted(law.title), quoted(law.cite), quoted(r.cite), orders_[law.order.index],
        r.breach.empty() ? "null" : quoted(r.breach), r.unverified || law.unverified, party(id),
        bearing.empty() ? "null" : quoted(bearing));
  });
  out += ",\"rests_on\":";
  list(out, b.rests_on, '[', ']', [&](const Unverified& u) {
    out += fmt::format("{{\"kind\":{},\"what\":{},\"why\":{},\"cite\":{}}}", quoted(u.kind), quoted(u.what), quoted(u.why),
                       quoted(u.cite));
  });
  out += ",\"held_back_by\":";
  list(out, b.held_back_by, '[', ']', [&](RuleId r) { out += name(r); });
  std::vector<Bystander> defeated;
  std::vector<Bystander> excepted;
  for (const Bystander& x : b.bystanders) (x.by.valid() ? defeated : excepted).push_back(x);
  out += ",\"set_aside\":";
  list(out, defeated, '[', ']', [&](const Bystander& x) {
    out += fmt::format("{{\"rule\":{},\"party\":{},\"by\":{}}}", name(x.rule), party(x.rule), name(x.by));
  });
  out += ",\"excepted\":";
  list(out, excepted, '[', ']', [&](const Bystander& x) {
    const Exception& e = program_.rules[x.rule].exceptions[x.exception];
    out += fmt::format("{{\"rule\":{},\"party\":{},\"exception\":{},\"cite\":{}}}", name(x.rule), party(x.rule), quoted(e.name),
                       quoted(e.cite));
  });
  out += ",\"if_known\":";
  list(out, b.deciders, '[', ']', [&](const Decider& d) {
    out += fmt::format("{{\"fact\":{},\"verdicts\":", facts_[d.fact.index]);
    list(out, d.words, '[', ']', [&](const auto& entry) {
      out += fmt::format("{{\"value\":{},\"verdict\":{}}}", value_text(program_, d.fact, entry.first),
                         words_[static_cast<std::size_t>(entry.second)]);
    });
    out += '}';
  });
  out += ",\"acceptance\":";
  if (!v.accepted.valid()) {
    out += "null";
    return;
  }
  const Acceptance& a = program_.acceptances[v.accepted];
  out += fmt::format("{{\"reason\":{},\"refer\":{}", quoted(a.reason), referred_[v.accepted.index]);
  day(out, ",\"until\":", a.until);
  out += ",\"routes\":";
  list(out, a.routes, '[', ']', [&](RouteId r) { out += quoted(program_.routes[r].name); });
  out += '}';
}

void OutcomeJson::routes(std::string& out, const std::vector<OpenRoute>& routes) const {
  out += ",\"routes\":";
  list(out, routes, '[', ']', [&](const OpenRoute& r) {
    const Route& route = program_.routes[r.route];
    out += fmt::format("{{\"route\":{},\"title\":{},\"certain\":{},\"changes\":", quoted(route.name), quoted(route.title),
                       r.certain);
    list(out, route.steps, '[', ']', [&](const RouteStep& s) {
      const std::string value =
          s.adds ? quoted(program_.domains[program_.facts[s.fact].domain].members[static_cast<std::size_t>(s.value.number)])
                 : value_text(program_, s.fact, s.value);
      out += fmt::format("{{\"fact\":{},\"{}\":{}}}", facts_[s.fact.index], s.adds ? "adds" : "becomes", value);
    });
    out += ",\"verdicts\":[";
    bool first = true;
    for (const auto& [act, word] : r.words) {
      out += fmt::format("{}{{\"party\":{},\"action\":{},\"verdict\":{}}}", first ? "" : ",", quoted(program_.acts[act].party),
                         quoted(program_.acts[act].action), words_[static_cast<std::size_t>(word)]);
      first = false;
    }
    out += "]}";
  });
}

}  // namespace jur
