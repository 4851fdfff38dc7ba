#include "lower/names.h"

#include <algorithm>
#include <array>

namespace jur::lower {
namespace {

constexpr std::array kKeywords = std::to_array<std::string_view>(
    {"alignas",     "alignof",      "and",       "and_eq",   "asm",       "auto",         "bitand",   "bitor",
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
     "offsetof",    "min",          "max",       "NULL",     "EOF",       "NAN",          "INFINITY", "DOMAIN",
     "OVERFLOW",    "UNDERFLOW",    "TRUE",      "FALSE",    "std",       "jur"});

// Names of decisions that would hide another's file or namespace: those of jur.hpp, of the system's libraries, and of the modules
// that Python's own modules import while a decision's module is loaded. And Python's keywords: no module can be imported by
// these.
constexpr std::array kTakenPrefixes = std::to_array<std::string_view>(
    {"status",      "word",      "date",     "none",        "none_t",    "unknown",   "unknown_t", "view",        "act_verdict",
     "c",           "dl",        "gcc",      "m",           "pthread",   "resolv",    "rt",        "util",        "abc",
     "ast",         "atexit",    "binascii", "bisect",      "builtins",  "bz2",       "codecs",    "collections", "contextlib",
     "copy",        "copyreg",   "ctypes",   "dataclasses", "datetime",  "dis",       "encodings", "fnmatch",     "functools",
     "genericpath", "importlib", "inspect",  "io",          "ipaddress", "itertools", "keyword",   "linecache",   "lzma",
     "marshal",     "math",      "ntpath",   "opcode",      "operator",  "os",        "pathlib",   "posix",       "posixpath",
     "random",      "re",        "reprlib",  "shutil",      "site",      "stat",      "string",    "sys",         "tempfile",
     "threading",   "time",      "token",    "tokenize",    "types",     "typing",    "urllib",    "warnings",    "weakref",
     "False",       "None",      "True",     "as",          "async",     "await",     "def",       "del",         "elif",
     "except",      "finally",   "from",     "global",      "import",    "in",        "is",        "lambda",      "nonlocal",
     "pass",        "raise",     "with",     "yield",       "zipfile",   "zipimport", "zlib"});

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Behind another part of a name, where no word is a keyword. `_` and its like leave nothing: `x`.
std::string part(std::string_view text) {
  const std::string whole = identifier("m_" + std::string(text));
  return whole.size() > 2 ? whole.substr(2) : "x";
}

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
  if (std::ranges::find(kTakenPrefixes, names.prefix) != kTakenPrefixes.end()) names.prefix += '_';
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
    names.enums.push_back(types.take(names.prefix + "_" + part(snake(domain.name))));
    auto& members = names.members.emplace_back();
    for (const std::string& member : domain.members) {
      members.push_back(macros.take(names.macro + "_" + upper(part(snake(domain.name))) + "_" + upper(part(member))));
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
