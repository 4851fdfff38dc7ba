#include "lower/names.h"

#include <algorithm>
#include <array>

namespace jur::lower {
namespace {

constexpr std::array<std::string_view, 108> kKeywords{
    "alignas",     "alignof",      "and",       "and_eq",   "asm",       "auto",         "bitand",   "bitor",
    "bool",        "break",        "case",      "catch",    "char",      "char16_t",     "char32_t", "char8_t",
    "class",       "co_await",     "co_return", "co_yield", "compl",     "concept",      "const",    "const_cast",
    "consteval",   "constexpr",    "constinit", "continue", "decltype",  "default",      "delete",   "do",
    "double",      "dynamic_cast", "else",      "enum",     "explicit",  "export",       "extern",   "false",
    "float",       "for",          "friend",    "goto",     "if",        "inline",       "int",      "linux",
    "long",        "mutable",      "namespace", "new",      "noexcept",  "not",          "not_eq",   "nullptr",
    "operator",    "or",           "or_eq",     "private",  "protected", "public",       "register", "reinterpret_cast",
    "requires",    "restrict",     "return",    "short",    "signed",    "sizeof",       "static",   "static_assert",
    "static_cast", "struct",       "switch",    "template", "this",      "thread_local", "throw",    "true",
    "try",         "typedef",      "typeid",    "typename", "typeof",    "union",        "unix",     "unsigned",
    "using",       "virtual",      "void",      "volatile", "wchar_t",   "while",        "xor",      "xor_eq",
    "near",        "far",          "i386",      "errno",    "stdin",     "stdout",       "stderr",   "assert",
    "offsetof",    "min",          "max",       "NULL"};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string identifier(std::string_view text) {
  std::string out;
  for (const char c : text) out += is_upper(c) || is_lower(c) || is_digit(c) ? c : '_';
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty() || is_digit(out[0]) || out[0] == '_') out.insert(0, "x_");
  if (std::find(kKeywords.begin(), kKeywords.end(), out) != kKeywords.end()) out += '_';
  return out;
}

std::string snake(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool word_starts = i > 0 && is_upper(c) &&
                             (is_lower(text[i - 1]) || is_digit(text[i - 1]) ||
                              (is_upper(text[i - 1]) && i + 1 < text.size() && is_lower(text[i + 1])));
    if (word_starts) out += '_';
    out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::string UniqueNames::take(std::string name) {
  std::string unique = name;
  for (int n = 2; !taken_.insert(unique).second; ++n) unique = name + "_" + std::to_string(n);
  return unique;
}

CNames c_names(const core::Program& program, std::string_view prefix) {
  CNames names;
  names.prefix = identifier(prefix.empty() ? std::string_view(program.name) : prefix);
  names.macro = upper(names.prefix);

  UniqueNames types;
  for (const char* api : {"case", "case_init", "columns", "verdict", "words", "decide", "decide_many", "decide_columns",
                          "reasons", "manifest", "mismatch", "layout"}) {
    types.take(names.prefix + "_" + api);
  }
  UniqueNames macros;
  for (const char* own : {"ACTS", "MAX_REASONS", "CASE_H", "H"}) macros.take(names.macro + "_" + own);
  for (const core::DomainId d : program.domains.ids()) {
    const core::Domain& domain = program.domains[d];
    names.enums.push_back(types.take(names.prefix + "_" + identifier(snake(domain.name))));
    auto& members = names.members.emplace_back();
    for (const std::string& member : domain.members) {
      members.push_back(macros.take(names.macro + "_" + upper(identifier(snake(domain.name))) + "_" +
                                    upper(identifier("m_" + member).substr(2))));
    }
  }
  UniqueNames fields;
  for (const char* own : {"reserved", "status"}) fields.take(own);
  for (const core::Fact& fact : program.facts.all()) names.fields.push_back(fields.take(identifier(fact.name)));
  UniqueNames outputs;
  outputs.take("status");
  for (const core::ActId a : program.outputs) {
    const core::Act& act = program.acts[a];
    names.outputs.push_back(outputs.take(identifier(act.party + "_" + act.action)));
  }
  return names;
}

}  // namespace jur::lower
