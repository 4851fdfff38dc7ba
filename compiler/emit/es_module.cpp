#include "emit/es_module.h"

#include <nlohmann/json.hpp>

#include "emit/runtime_files.h"

namespace jur::emit {
namespace {

using Json = nlohmann::ordered_json;

const char* kind_name(core::FactKind k) {
  switch (k) {
    case core::FactKind::Bool:
      return "bool";
    case core::FactKind::Enum:
      return "enum";
    case core::FactKind::Int:
      return "int";
    case core::FactKind::Date:
      return "date";
    case core::FactKind::Set:
      return "set";
  }
  return "";
}

// Numbers that a double does not hold are texts.
Json whole(std::int64_t n) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  return n >= -kSafe && n <= kSafe ? Json(n) : Json(std::to_string(n));
}

// As a case says it.
Json value_of(const core::Program& p, const core::Fact& f, const core::Value& v) {
  const auto member = [&](std::size_t i) -> const std::string& { return p.domains[f.domain].members[i]; };
  if (v.is_none()) return "none";
  switch (f.kind) {
    case core::FactKind::Bool:
      return v.number != 0;
    case core::FactKind::Enum:
      return member(static_cast<std::size_t>(v.number));
    case core::FactKind::Int:
      return whole(v.number);
    case core::FactKind::Date:
      return to_string(Date{static_cast<std::int32_t>(v.number)});
    case core::FactKind::Set: {
      Json out = Json::array();
      for (const std::size_t m : v.set.members()) out.push_back(member(m));
      return out;
    }
  }
  return nullptr;
}

Json fact_of(const Interface& about, core::FactId id) {
  const core::Fact& f = about.program.facts[id];
  const lower::Field& field = about.layout.fields[id.index];
  Json out{{"path", path_of(f.name)}, {"kind", kind_name(f.kind)}, {"offset", field.offset}, {"bytes", field.bytes}};
  if (f.domain.valid()) out["domain"] = f.domain.index;
  if (f.kind == core::FactKind::Set) out["words"] = field.words;
  if (f.kind == core::FactKind::Int || f.kind == core::FactKind::Date) {
    out["lo"] = whole(f.lo);
    out["hi"] = whole(f.hi);
  }
  if (f.or_none) out["none"] = whole(field.none);
  if (f.kind != core::FactKind::Set) out["unknown"] = whole(field.unknown);
  if (f.optional) out["optional"] = true;
  if (const core::Value* v = about.fallback(id)) out["fallback"] = value_of(about.program, f, *v);
  return out;
}

}  // namespace

std::string es_module(const Interface& about) {
  const core::Program& p = about.program;
  Json facts = Json::array();
  for (const core::FactId f : p.facts.ids()) facts.push_back(fact_of(about, f));
  Json domains = Json::array();
  for (const core::Domain& d : p.domains.all()) domains.push_back(d.members);
  Json acts = Json::array();
  for (const core::ActId a : p.outputs) acts.push_back({p.acts[a].party, p.acts[a].action});
  const std::uint32_t size = about.layout.size;
  const Json all{{"abi", lower::kAbiVersion},
                 {"shape", about.shape},
                 {"case_size", size},
                 {"case_room", (size + 15) / 16 * 16},
                 {"padding", about.layout.padding},
                 {"verdict_size", lower::VerdictLayout::size(p)},
                 {"max_reasons", std::max<std::uint32_t>(about.code.max_reasons, 1)},
                 {"domains", std::move(domains)},
                 {"facts", std::move(facts)},
                 {"acts", std::move(acts)}};
  return fill_in(es_module_text(), {{"DECISION", plain(p.name)},
                                    {"CASE", plain(p.case_name)},
                                    {"VERSION", JUR_VERSION},
                                    {"DIGEST", about.digest},
                                    {"PREFIX", about.names.prefix},
                                    {"ABOUT", all.dump(-1, ' ', true, Json::error_handler_t::replace)}});
}

}  // namespace jur::emit
