#include <nlohmann/json.hpp>

#include "cover/files.h"
#include "cover/text.h"

namespace jur::cover {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWhole = std::size_t{1} << 20U;

void put(Json& to, const Tallies& kinds) {
  for (std::size_t k = 0; k < kKinds; ++k) {
    const Tally& t = kinds[k];
    Json& kind = to[kind_name(static_cast<Kind>(k))];
    kind = {{"covered", t.covered}, {"of", t.of}, {"impossible", t.impossible}};
    kind["percent"] = t.of == 0 ? Json() : Json(static_cast<double>(t.permille()) / 10);
  }
}

Json side(const Side& s) {
  Json out = {{"scenarios", s.scenarios}, {"impossible", s.impossible}};
  if (s.undecided) out["undecided"] = true;
  return out;
}

const char* one(Kind k) {
  switch (k) {
    case Kind::Rule:
      return "rule";
    case Kind::Exception:
      return "exception";
    case Kind::Precedence:
      return "precedence";
    case Kind::Condition:
      return "condition";
  }
  return "";
}

}  // namespace

std::string report_json(const Sources& sources, const Report& report) {
  Json out;
  put(out["total"], report.total());
  out["laws"] = Json::array();
  for (const LawTally& l : report.by_law()) {
    Json law = {{"law", l.law.empty() ? Json() : Json(l.law)}};
    put(law, l.kinds);
    out["laws"].push_back(std::move(law));
  }
  out["items"] = Json::array();
  for (const Item& i : report.items) {
    const Position at = sources.position(i.span.file, i.span.begin);
    Json item = {{"kind", one(i.kind)},
                 {"law", i.law.empty() ? Json() : Json(i.law)},
                 {"name", i.name},
                 {"text", item_text(sources, i, kWhole)},
                 {"rules", i.rules},
                 {"file", sources[i.span.file].path},
                 {"line", at.line},
                 {"column", at.column},
                 {"covered", i.covered()},
                 {"coverable", i.coverable()},
                 {"missing", i.coverable() ? missing_text(i) : impossible_text(i)}};
    if (i.sides[0].asked) item["sides"]["yes"] = side(i.sides[0]);
    if (i.sides[1].asked) item["sides"]["no"] = side(i.sides[1]);
    out["items"].push_back(std::move(item));
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace jur::cover
