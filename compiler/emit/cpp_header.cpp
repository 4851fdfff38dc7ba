#include "emit/cpp_header.h"

#include <fmt/format.h>

namespace jur::emit {
namespace {

using core::FactId;
using core::FactKind;

class CppHeader {
 public:
  explicit CppHeader(const Interface& about) : a_(about), p_(about.program), n_(about.names) {
    lower::UniqueNames types;
    for (const char* own :
         {"facts", "verdict", "decide", "decide_many", "decide_columns", "columns", "words", "reasons", "manifest", "mismatch",
          "view", "status", "word", "date", "none", "unknown", "none_t", "unknown_t", "act_verdict"}) {
      types.take(own);
    }
    for (const core::Domain& d : p_.domains.all()) {
      enums_.push_back(types.take(lower::identifier(lower::snake(d.name))));
      lower::UniqueNames members;
      auto& own = members_.emplace_back();
      for (const std::string& m : d.members) own.push_back(members.take(lower::identifier(m)));
    }
    lower::UniqueNames facts = types;
    for (const char* own : {"raw", "raw_"}) facts.take(own);
    for (const core::Fact& f : p_.facts.all()) facts_.push_back(facts.take(lower::identifier(f.name)));
    lower::UniqueNames acts;
    for (const char* own : {"status_", "verdict", "status"}) acts.take(own);
    for (std::size_t i = 0; i < p_.outputs.size(); ++i) acts_.push_back(acts.take(lower::identifier(n_.outputs[i])));
  }

  std::string text() {
    line("// Decision `{}` on a case of type `{}`, for C++17. Made by jur {}; do not edit.", plain(p_.name), plain(p_.case_name),
         JUR_VERSION);
    line("// Rule set {}", a_.digest);
    line("#ifndef {0}_HPP\n#define {0}_HPP\n#include <type_traits>\n#include <vector>\n", n_.macro);
    line("#include \"{}.h\"\n#include \"jur.hpp\"\n", n_.prefix);
    line("namespace jur::{} {{\n", n_.prefix);
    for (const core::DomainId d : p_.domains.ids()) enumeration(d);
    facts();
    verdict();
    functions();
    line("}}  // namespace jur::{}\n#endif", n_.prefix);
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<const Args&...> format, const Args&... args) {
    out_ += fmt::format(format, args...) + '\n';
  }

  void enumeration(core::DomainId id) {
    const core::Domain& d = p_.domains[id];
    line("// enum `{}`", plain(d.name));
    line("enum class {} : std::uint{}_t {{", enums_[id.index], d.members.size() <= 254 ? 8 : d.members.size() <= 65534 ? 16 : 32);
    for (std::size_t m = 0; m < d.members.size(); ++m) {
      const bool titled = m < d.titles.size() && !d.titles[m].empty();
      line("  {} = {}{}{}", members_[id.index][m], m, m + 1 < d.members.size() ? "," : "",
           titled ? "  // " + plain(d.titles[m]) : "");
    }
    line("}};\n");
  }

  void setter(FactId id, const std::string& parameter, const std::string& value) {
    const std::string& field = n_.fields[id.index];
    line("  facts& {}({}) noexcept {{\n    raw_.{} = static_cast<decltype(raw_.{})>({});\n    return *this;\n  }}",
         facts_[id.index], parameter, field, field, value);
  }

  // A set is an array: its words are written one by one.
  void set_setters(FactId id) {
    const std::string& field = n_.fields[id.index];
    const std::string clear = fmt::format("    for (std::uint64_t& w : raw_.{}) w = 0;", field);
    const std::string& type = enums_[p_.facts[id].domain.index];
    line("  facts& {}(view<const {}> members) noexcept {{\n{}\n    jur_set_known(raw_.{});", facts_[id.index], type, clear,
         field);
    line("    for (const {} m : members) jur_set_add(raw_.{}, static_cast<std::uint32_t>(m));\n    return *this;\n  }}", type,
         field);
    line(
        "  facts& {0}(std::initializer_list<{1}> members) noexcept {{\n    return {0}(view<const {1}>(members.begin(), "
        "members.size()));\n  }}",
        facts_[id.index], type);
    if (p_.facts[id].optional) line("  facts& {}(unknown_t) noexcept {{\n{}\n    return *this;\n  }}", facts_[id.index], clear);
  }

  void fact(FactId id) {
    const core::Fact& f = p_.facts[id];
    const lower::Field& field = a_.layout.fields[id.index];
    std::string about = plain(f.name) + (f.title.empty() ? "" : ", " + plain(f.title));
    if (f.kind == FactKind::Int) about += fmt::format(": {} to {}", f.lo, f.hi);
    if (!f.decided_by.empty()) about += "; decided by " + plain(f.decided_by);
    line("  // {}", about);
    if (f.kind == FactKind::Set) return set_setters(id);
    const std::string width = std::to_string(field.bytes * 8);
    const bool date = f.kind == FactKind::Date;
    const bool number = f.kind == FactKind::Int;
    setter(id,
           date     ? "date value"
           : number ? "std::int" + width + "_t value"
                    : (f.kind == FactKind::Bool ? std::string("bool") : enums_[f.domain.index]) + " value",
           date ? "value.days()" : "value");
    const std::string least = "INT" + width + "_MIN";
    if (f.or_none) setter(id, "none_t", date ? "JUR_NO_DATE" : number ? least : "JUR_NONE_" + width);
    if (f.optional) setter(id, "unknown_t", date ? "JUR_UNKNOWN_DATE" : number ? least + " + 1" : "JUR_UNKNOWN_" + width);
  }

  void facts() {
    line("// A case; in the beginning each fact has its default or is unknown.\nclass facts {{\n public:");
    line("  facts() noexcept {{ {}_case_init(&raw_); }}", n_.prefix);
    for (const FactId f : p_.facts.ids()) fact(f);
    line("  [[nodiscard]] const {}_case& raw() const noexcept {{ return raw_; }}\n", n_.prefix);
    line(" private:\n  {0}_case raw_;\n}};", n_.prefix);
    line("static_assert(std::is_standard_layout_v<facts> && sizeof(facts) == sizeof({}_case), \"layout\");\n", n_.prefix);
  }

  void verdict() {
    line("struct verdict {{\n  jur::status status;  // unless it is ok the rest says nothing");
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      const core::Act& act = p_.acts[p_.outputs[i]];
      line("  act_verdict {};  // {}{}", acts_[i], plain(a_.act(i)), act.title.empty() ? "" : ", " + plain(act.title));
    }
    line("}};");
    line("static_assert(std::is_standard_layout_v<verdict> && sizeof(verdict) == sizeof({}_verdict), \"layout\");\n", n_.prefix);
  }

  void functions() {
    const std::string& n = n_.prefix;
    line("[[nodiscard]] inline verdict decide(const facts& given) noexcept {{\n  verdict out;");
    line("  {0}_decide(&given.raw(), reinterpret_cast<{0}_verdict*>(&out));\n  return out;\n}}", n);
    line("// As many verdicts as cases; `out` has room for them.");
    line("inline status decide_many(view<const facts> given, verdict* out) noexcept {{");
    line("  return static_cast<status>({0}_decide_many(reinterpret_cast<const {0}_case*>(given.data()), given.size(),", n);
    line("      reinterpret_cast<{}_verdict*>(out)));\n}}", n);
    line("[[nodiscard]] inline std::vector<verdict> decide_many(view<const facts> given) {{");
    line("  std::vector<verdict> out(given.size());\n  decide_many(given, out.data());\n  return out;\n}}");
    line("// Cases as columns, an array a fact, and the words of their verdicts, an array an act.");
    line("using columns = {0}_columns;\nusing words = {0}_words;", n);
    line("inline status decide_columns(const columns& given, std::size_t count, const words& out) noexcept {{");
    line("  return static_cast<status>({}_decide_columns(&given, count, &out));\n}}", n);
    line("// Rules, citations, missing and presumed facts behind the verdicts.");
    line("[[nodiscard]] inline std::vector<jur_reason> reasons(const facts& given) {{");
    line("  std::vector<jur_reason> out({}_MAX_REASONS);", n_.macro);
    line("  out.resize({}_reasons(&given.raw(), out.data(), out.size()));\n  return out;\n}}", n);
    line("[[nodiscard]] inline const jur_manifest& manifest() noexcept {{ return *{}_manifest(); }}", n);
    line("// Null where the library at hand fits this header; else what is wrong, in words. Ask once, before the first case.");
    line("[[nodiscard]] inline const char* mismatch() noexcept {{ return {}_mismatch(); }}\n", n);
  }

  const Interface& a_;
  const core::Program& p_;
  const lower::CNames& n_;
  std::vector<std::string> enums_;                 // by DomainId
  std::vector<std::vector<std::string>> members_;  // by DomainId and ordinal
  std::vector<std::string> facts_;                 // by FactId
  std::vector<std::string> acts_;                  // by output
  std::string out_;
};

}  // namespace

std::string cpp_header(const Interface& about) { return CppHeader(about).text(); }

}  // namespace jur::emit
