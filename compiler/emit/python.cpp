#include "emit/python.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "emit/runtime_files.h"

namespace jur::emit {
namespace {

using core::FactId;
using core::FactKind;

constexpr std::array<std::string_view, 35> kKeywords{
    "False",  "None",     "True", "and",    "as",   "assert",  "async",  "await",  "break", "class",  "continue", "def",
    "del",    "elif",     "else", "except", "from", "finally", "for",    "global", "if",    "import", "in",       "is",
    "lambda", "nonlocal", "not",  "or",     "pass", "raise",   "return", "try",    "while", "with",   "yield"};
// What a class of the module has or says itself: no enumerator, fact or act may take these names.
constexpr std::array kTaken{
    "Word",     "NoneType", "NONE",    "CaseError",   "LibraryError",   "ActVerdict",  "Reason",    "Rule",
    "Manifest", "Case",     "Verdict", "Any",         "Dict",           "Final",       "List",      "NamedTuple",
    "Optional", "Tuple",    "Type",    "Union",       "Iterable",       "Mapping",     "Set",       "ctypes",
    "datetime", "enum",     "pathlib", "threading",   "dataclasses",    "cast",        "load",      "decide",
    "reasons",  "manifest", "case_of", "decide_many", "decide_columns", "annotations", "frozenset", "str",
    "object",   "mro",      "name",    "value",       "field",          "bool",        "int"};

using Names = std::set<std::string, std::less<>>;

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The words of the module outside its texts: no type may take them, for it would hide what they mean.
Names words_of_module() {
  const std::string_view text = python_module_text();
  Names out(kTaken.begin(), kTaken.end());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      const std::string_view quote = text.substr(i).starts_with("\"\"\"") ? text.substr(i, 3) : text.substr(i, 1);
      i = std::min(text.find(quote, i + quote.size()), text.size() - quote.size()) + quote.size();
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && in_word(text[i])) ++i;
    if (i > begin) out.emplace(text.substr(begin, i - begin));
    i = std::max(i, begin + 1);
  }
  return out;
}

// Without a leading `_`, which says that a name is private.
std::string legal(std::string name) {
  while (name.starts_with('_')) name.erase(0, 1);
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name.insert(0, "x_");
  return std::ranges::find(kKeywords, name) != kKeywords.end() ? name + "_" : name;
}

std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) out += in_word(c) ? c : '_';
  while (out.ends_with('_')) out.pop_back();
  return legal(std::move(out));
}

// Gives each name out once, none that is taken: these get a `_`.
class UniqueNames {
 public:
  explicit UniqueNames(Names taken) : taken_(std::move(taken)) {}
  std::string take(std::string_view text) {
    std::string name = identifier(text);
    while (taken_.contains(name)) name += '_';
    return names_.take(std::move(name));
  }

 private:
  Names taken_;
  lower::UniqueNames names_;
};

// A text as a literal: plain() has no quote and no backslash, but names of enumerators are given as they are.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

class Python {
 public:
  explicit Python(const Interface& about) : a_(about), p_(about.program) {
    const Names own(kTaken.begin(), kTaken.end());
    UniqueNames types(words_of_module());
    for (const core::Domain& d : p_.domains.all()) {
      enums_.push_back(types.take(d.name));
      UniqueNames members(own);
      auto& given = members_.emplace_back();
      for (const std::string& m : d.members) given.push_back(members.take(m));
    }
    // A fact would hide the type of the facts after it.
    Names hidden = own;
    hidden.insert(enums_.begin(), enums_.end());
    UniqueNames facts(std::move(hidden));
    for (const core::Fact& f : p_.facts.all()) facts_.push_back(facts.take(f.name));
    UniqueNames acts(own);
    for (std::size_t i = 0; i < p_.outputs.size(); ++i) acts_.push_back(acts.take(a_.act(i)));
  }

  std::string types() {
    for (const core::DomainId d : p_.domains.ids()) enumeration(d);
    line("\n\n@dataclasses.dataclass(frozen=True, kw_only=True)\nclass Case:");
    line("    \"\"\"The facts on which `{}` is decided.\"\"\"\n", plain(p_.name));
    for (const bool needed : {true, false}) {
      for (const FactId f : p_.facts.ids()) {
        if (a_.needed(f) == needed) fact(f);
      }
    }
    line("\n\n@dataclasses.dataclass(frozen=True, kw_only=True)\nclass Verdict:");
    line("    \"\"\"The verdicts of `{}`.\"\"\"\n", plain(p_.name));
    for (std::size_t i = 0; i < acts_.size(); ++i) {
      line("    {}: ActVerdict", acts_[i]);
      const core::Act& act = p_.acts[p_.outputs[i]];
      const std::string rules = a_.rules_on(i);
      line("    \"\"\"{}{}.{}\"\"\"", plain(a_.act(i)), act.title.empty() ? "" : ": " + plain(act.title),
           rules.empty() ? "" : " Norms: " + plain(rules) + ".");
    }
    return std::move(out_);
  }

  std::string fact_table() const {
    std::string out = "\n";
    for (const FactId id : p_.facts.ids()) {
      const core::Fact& f = p_.facts[id];
      const lower::Field& field = a_.layout.fields[id.index];
      out += fmt::format("    _Fact({}, {}, \"{}\", {}, {}, {}, {}, {}, {}, {}, {}, {}, {}),\n", quoted(facts_[id.index]),
                         quoted(f.name), kind(f.kind), field.offset, field.bytes, field.words, f.lo, f.hi,
                         f.or_none ? std::to_string(field.none) : "None", field.unknown, f.optional ? "True" : "False",
                         f.domain.valid() ? enums_[f.domain.index] : "None", a_.needed(id) ? "True" : "False");
    }
    return out;
  }

  std::string act_table() const {
    std::string out = "\n";
    for (std::size_t i = 0; i < acts_.size(); ++i) out += fmt::format("    ({}, {}),\n", quoted(acts_[i]), quoted(a_.act(i)));
    return out;
  }

 private:
  template <class... Args>
  void line(fmt::format_string<const Args&...> format, const Args&... args) {
    out_ += fmt::format(format, args...) + '\n';
  }

  static const char* kind(FactKind k) {
    switch (k) {
      case FactKind::Bool:
        return "bool";
      case FactKind::Enum:
        return "enum";
      case FactKind::Int:
        return "int";
      case FactKind::Date:
        return "date";
      case FactKind::Set:
        return "set";
    }
    return "";
  }

  void enumeration(core::DomainId id) {
    const core::Domain& d = p_.domains[id];
    line("\n\nclass {}(enum.Enum):\n    \"\"\"enum `{}`\"\"\"\n", enums_[id.index], plain(d.name));
    for (std::size_t m = 0; m < d.members.size(); ++m) {
      line("    {} = {}", members_[id.index][m], quoted(d.members[m]));
      if (m < d.titles.size() && !d.titles[m].empty()) line("    \"\"\"{}\"\"\"", plain(d.titles[m]));
    }
  }

  [[nodiscard]] std::string type(const core::Fact& f) const {
    std::string out;
    switch (f.kind) {
      case FactKind::Bool:
        out = "bool";
        break;
      case FactKind::Enum:
        out = enums_[f.domain.index];
        break;
      case FactKind::Int:
        out = "int";
        break;
      case FactKind::Date:
        out = "datetime.date";
        break;
      case FactKind::Set:
        out = "Set[" + enums_[f.domain.index] + "]";
        break;
    }
    if (f.or_none) out = "Union[" + out + ", NoneType]";
    return f.optional ? "Optional[" + out + "]" : out;
  }

  [[nodiscard]] std::string literal(FactId id) const {
    const core::Fact& f = p_.facts[id];
    const core::Value* v = a_.fallback(id);
    if (v == nullptr) return "None";
    if (v->is_none()) return "NONE";
    const auto member = [&](std::size_t m) { return enums_[f.domain.index] + "." + members_[f.domain.index][m]; };
    switch (f.kind) {
      case FactKind::Bool:
        return v->number != 0 ? "True" : "False";
      case FactKind::Enum:
        return member(static_cast<std::size_t>(v->number));
      case FactKind::Int:
        return std::to_string(v->number);
      case FactKind::Date: {
        const CivilDate day = to_civil(Date{static_cast<std::int32_t>(v->number)});
        return fmt::format("datetime.date({}, {}, {})", day.year, day.month, day.day);
      }
      case FactKind::Set: {
        std::string out;
        for (const std::size_t m : v->set.members()) out += (out.empty() ? "" : ", ") + member(m);
        return out.empty() ? "frozenset()" : "frozenset({" + out + "})";
      }
    }
    return "None";
  }

  void fact(FactId id) {
    const core::Fact& f = p_.facts[id];
    line("    {}: {}{}", facts_[id.index], type(f), a_.needed(id) ? "" : " = " + literal(id));
    std::string about = plain(f.name) + (f.title.empty() ? "" : ": " + plain(f.title)) + ".";
    if (f.kind == FactKind::Int) about += fmt::format(" {} to {}.", f.lo, f.hi);
    if (f.or_none) about += " NONE: there is none.";
    if (f.optional) about += " None: not known.";
    if (!f.decided_by.empty()) about += " Decided by " + plain(f.decided_by) + ".";
    const std::string laws = a_.laws_that_read(id);
    if (!laws.empty()) about += " Read by: " + plain(laws) + ".";
    line("    \"\"\"{}\"\"\"", about);
  }

  const Interface& a_;
  const core::Program& p_;
  std::vector<std::string> enums_;                 // by DomainId
  std::vector<std::vector<std::string>> members_;  // by DomainId and ordinal
  std::vector<std::string> facts_;                 // by FactId
  std::vector<std::string> acts_;                  // by output
  std::string out_;
};

}  // namespace

std::string python_module(const Interface& about) {
  Python python(about);
  const core::Program& p = about.program;
  return fill_in(python_module_text(), {{"DECISION", plain(p.name)},
                                        {"CASE", plain(p.case_name)},
                                        {"VERSION", JUR_VERSION},
                                        {"DIGEST", about.digest},
                                        {"PREFIX", about.names.prefix},
                                        {"TYPES", python.types()},
                                        {"FACTS", python.fact_table()},
                                        {"ACTS", python.act_table()},
                                        {"ABI", std::to_string(lower::kAbiVersion)},
                                        {"SHAPE", fmt::format("{:#x}", about.shape)},
                                        {"CASE_SIZE", std::to_string(about.layout.size)},
                                        {"VERDICT_SIZE", std::to_string(lower::VerdictLayout::size(p))},
                                        {"MAX_REASONS", std::to_string(std::max<std::uint32_t>(about.code.max_reasons, 1))}});
}

}  // namespace jur::emit
