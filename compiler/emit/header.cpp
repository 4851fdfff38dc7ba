#include "emit/header.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "emit/interface.h"

namespace jur::emit {
namespace {

using core::FactId;
using core::FactKind;
using lower::Field;

class Header {
 public:
  explicit Header(const Interface& about) : a_(about), p(about.program), names(about.names), layout(about.layout) {}

  std::string text() {
    line("/* Decision `{}` on a case of type `{}`. Made by jur {}; do not edit.", plain(p.name), plain(p.case_name), JUR_VERSION);
    line(" * Rule set {} */", a_.digest);
    line("#ifndef {}_H\n#define {}_H\n\n#include \"jur.h\"\n", names.macro, names.macro);
    line(
        "#if JUR_ABI_VERSION != {}u\n#error \"{}.h is for ABI version {} of jur, and the jur.h included is of "
        "another\"\n#endif\n",
        lower::kAbiVersion, names.prefix, lower::kAbiVersion);
    line("#ifdef __cplusplus\nextern \"C\" {{\n#endif\n");
    enums();
    case_struct();
    case_init();
    verdicts();
    functions();
    line("#ifdef __cplusplus\n}}\n#endif\n#endif");
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<const Args&...> format, const Args&... args) {
    out_ += fmt::format(format, args...) + '\n';
  }

  void enums() {
    for (const core::DomainId d : p.domains.ids()) {
      const core::Domain& domain = p.domains[d];
      if (domain.members.empty()) continue;
      line("/* enum `{}` */\ntypedef enum {} {{", plain(domain.name), names.enums[d.index]);
      for (std::size_t m = 0; m < domain.members.size(); ++m) {
        const std::string title = m < domain.titles.size() ? domain.titles[m] : "";
        line("  {} = {}{}{}", names.members[d.index][m], m, m + 1 < domain.members.size() ? "," : "",
             title.empty() ? "" : " /* " + plain(title) + " */");
      }
      line("}} {};\n", names.enums[d.index]);
    }
  }

  [[nodiscard]] std::string declaration(FactId f) const {
    const Field& field = layout.fields[f.index];
    const std::string& name = names.fields[f.index];
    switch (field.kind) {
      case lower::FieldKind::Bool:
      case lower::FieldKind::Enum:
        return fmt::format("uint{}_t {};", field.bytes * 8, name);
      case lower::FieldKind::Int:
        return fmt::format("int{}_t {};", field.bytes * 8, name);
      case lower::FieldKind::Date:
        return fmt::format("jur_date {};", name);
      case lower::FieldKind::Set:
        return fmt::format("uint64_t {}[{}];", name, field.words);
    }
    return {};
  }

  // The same as a column.
  [[nodiscard]] std::string column(FactId f) const {
    const Field& field = layout.fields[f.index];
    std::string type = declaration(f);
    type.resize(type.find(' '));
    return fmt::format("const {} *{};{}", type, names.fields[f.index],
                       field.words > 1 ? fmt::format(" /* {} words a case */", field.words) : "");
  }

  [[nodiscard]] std::string none_name(const Field& field) const {
    switch (field.kind) {
      case lower::FieldKind::Date:
        return "JUR_NO_DATE";
      case lower::FieldKind::Int:
        return fmt::format("INT{}_MIN", field.bytes * 8);
      default:
        return fmt::format("JUR_NONE_{}", field.bytes * 8);
    }
  }
  [[nodiscard]] std::string unknown_name(const Field& field) const {
    switch (field.kind) {
      case lower::FieldKind::Date:
        return "JUR_UNKNOWN_DATE";
      case lower::FieldKind::Int:
        return fmt::format("(INT{}_MIN + 1)", field.bytes * 8);
      default:
        return fmt::format("JUR_UNKNOWN_{}", field.bytes * 8);
    }
  }

  [[nodiscard]] std::string about(FactId f) const {
    const core::Fact& fact = p.facts[f];
    const Field& field = layout.fields[f.index];
    std::string text = fact.name;
    if (!fact.title.empty()) text += ", " + fact.title;
    text += ": ";
    switch (fact.kind) {
      case FactKind::Bool:
        text += fact.assessment ? "0 no, 1 yes" : "0 or 1";
        break;
      case FactKind::Enum:
        text += names.enums[fact.domain.index];
        break;
      case FactKind::Int:
        text += fmt::format("{} to {}", fact.lo, fact.hi);
        break;
      case FactKind::Date:
        text += "date";
        break;
      case FactKind::Set:
        text += "set of " + names.enums[fact.domain.index];
        break;
    }
    if (fact.or_none) text += fmt::format("; {} for none", none_name(field));
    if (fact.optional) text += "; may be unknown";
    if (!fact.decided_by.empty()) text += "; decided by " + fact.decided_by;
    const std::string laws = a_.laws_that_read(f);
    if (!laws.empty()) text += "; read by: " + laws;
    return plain(text);
  }

  void case_struct() {
    line("/* The facts. Set them all after {}_case_init; a fact that may be unknown can be left so. */", names.prefix);
    line("typedef struct {}_case {{", names.prefix);
    for (const FactId f : layout.order) line("  {} /* {} */", declaration(f), about(f));
    if (layout.padding > 0) line("  uint8_t reserved[{}]; /* not read */", layout.padding);
    line("}} {}_case;\n", names.prefix);
    line(
        "#ifdef __cplusplus\nstatic_assert(sizeof({0}_case) == {1}, \"layout\");\n"
        "#elif defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L\n_Static_assert(sizeof({0}_case) == {1}, \"layout\");\n"
        "#else\ntypedef char {0}_layout[sizeof({0}_case) == {1} ? 1 : -1];\n#endif\n",
        names.prefix, layout.size);
  }

  [[nodiscard]] std::string literal(FactId f, const core::Value& v) const {
    const core::Fact& fact = p.facts[f];
    const Field& field = layout.fields[f.index];
    if (v.is_none()) return none_name(field);
    if (fact.kind == FactKind::Enum) return names.members[fact.domain.index][static_cast<std::size_t>(v.number)];
    return v.number < 0 ? fmt::format("({})", v.number) : fmt::format("{}", v.number);
  }

  void case_init() {
    line("void {}_of_jur_abi_{}(void); /* a library of another ABI version lacks it: programs do not link with that */",
         names.prefix, lower::kAbiVersion);
    line("/* Defaults; facts without a default become unknown, which is a fault in those that must be known. */");
    line("static inline void {0}_case_init({0}_case *c) {{\n  void (*volatile needs)(void) = {0}_of_jur_abi_{1};", names.prefix,
         lower::kAbiVersion);
    for (const FactId f : layout.order) {
      const core::Fact& fact = p.facts[f];
      const Field& field = layout.fields[f.index];
      const std::string& name = names.fields[f.index];
      const bool given = fact.fallback && !fact.fallback->is_unknown();
      if (field.kind == lower::FieldKind::Set) {
        const std::vector<std::uint64_t> words =
            given ? lower::set_words(field, fact.fallback->set) : std::vector<std::uint64_t>(field.words);
        for (std::size_t w = 0; w < words.size(); ++w) line("  c->{}[{}] = {:#x}u;", name, w, words[w]);
        continue;
      }
      line("  c->{} = {};{}", name, given ? literal(f, *fact.fallback) : unknown_name(field),
           given && fact.kind == FactKind::Date && !fact.fallback->is_none()
               ? " /* " + to_string(Date{static_cast<std::int32_t>(fact.fallback->number)}) + " */"
               : "");
    }
    for (std::uint32_t i = 0; i < layout.padding; ++i) line("  c->reserved[{}] = 0;", i);
    line("  (void)needs;\n}}\n");
  }

  void verdicts() {
    line("typedef struct {}_verdict {{\n  uint32_t status; /* jur_status; unless it is JUR_OK the rest says nothing */",
         names.prefix);
    for (std::size_t i = 0; i < p.outputs.size(); ++i) {
      const core::Act& act = p.acts[p.outputs[i]];
      const std::string title = act.title.empty() ? "" : ", " + act.title;
      const std::string rules = a_.rules_on(i);
      line("  jur_verdict {}; /* {} */", names.outputs[i],
           plain(act.party + " " + act.action + title + (rules.empty() ? "" : "; norms: " + rules) +
                 (a_.bounded(i) ? fmt::format("; where unknown facts make more than {} combinations it may be undetermined "
                                              "though one word is left",
                                              lower::kMaxCombinations)
                                : "")));
    }
    line("}} {}_verdict;\n", names.prefix);
    line("enum {{\n  {0}_ACTS = {1},\n  {0}_MAX_REASONS = {2} /* no case has more */\n}};\n", names.macro, p.outputs.size(),
         std::max<std::uint32_t>(a_.code.max_reasons, 1));
  }

  void functions() {
    line("/* Cases as columns: of each fact an array with its values, case by case. */\ntypedef struct {}_columns {{",
         names.prefix);
    for (const FactId f : layout.order) line("  {}", column(f));
    if (layout.order.empty()) line("  const uint8_t *reserved; /* not read */");
    line("}} {}_columns;\n", names.prefix);
    line("/* Arrays for what is decided of them, a byte a case; where the status is not JUR_OK the words say nothing. */");
    line("typedef struct {}_words {{\n  uint8_t *status; /* jur_status */", names.prefix);
    for (std::size_t i = 0; i < p.outputs.size(); ++i) line("  uint8_t *{}; /* jur_word */", names.outputs[i]);
    line("}} {}_words;\n", names.prefix);
    if (!a_.code.assumed.empty()) {
      std::vector<std::string> tied;
      for (const FactId f : a_.code.assumed) tied.push_back(p.facts[f].name);
      line(
          "/* Assumptions tie these facts: {}.\n * Where those unknown make more than {} combinations, a case that is impossible "
          "may get"
          " a verdict. */",
          plain(fmt::format("{}", fmt::join(tied, ", "))), lower::kMaxCombinations);
    }
    line("jur_status {0}_decide(const {0}_case *c, {0}_verdict *out);", names.prefix);
    line("/* JUR_OK, or the first status that is not; each verdict has its own. */");
    line("jur_status {0}_decide_many(const {0}_case *cases, size_t n, {0}_verdict *out);", names.prefix);
    line("/* The same of cases in columns, and the words alone. No array that is written may overlap another. */");
    line("jur_status {0}_decide_columns(const {0}_columns *cases, size_t n, const {0}_words *out);", names.prefix);
    line("/* The number of reasons, verdict by verdict; writes no more than `room`. None where the status is not JUR_OK. */");
    line("size_t {0}_reasons(const {0}_case *c, jur_reason *out, size_t room);", names.prefix);
    line("const jur_manifest *{}_manifest(void);\n", names.prefix);
    line("/* Null where the library at hand fits this header; else what is wrong, in words. Ask once, before the first case. */");
    line("static inline const char *{}_mismatch(void) {{", names.prefix);
    line("  void (*volatile needs)(void) = {}_of_jur_abi_{};", names.prefix, lower::kAbiVersion);
    line("  const jur_manifest *m = {}_manifest();", names.prefix);
    for (const auto& [field, value, what] : {std::tuple{"abi", lower::kAbiVersion, "of another ABI version"},
                                             std::tuple{"shape", a_.shape, "for other facts, values or acts"}}) {
      line(
          "  if (m->{} != {:#x}u)\n    return \"the library of decision {} is {} than {}.h, with which this program was built\";",
          field, value, names.prefix, what, names.prefix);
    }
    line("  (void)needs;\n  return 0;\n}}\n");
  }

  const Interface& a_;
  const core::Program& p;
  const lower::CNames& names;
  const lower::CaseLayout& layout;
  std::string out_;
};

}  // namespace

std::string c_header(const Interface& about) { return Header(about).text(); }

}  // namespace jur::emit
