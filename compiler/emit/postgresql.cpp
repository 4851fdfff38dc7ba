#include "emit/postgresql.h"

#include <algorithm>

#include <fmt/format.h>

#include "emit/runtime_files.h"

namespace jur::emit {
namespace {

using core::FactId;
using core::FactKind;

constexpr std::size_t kMostArguments = 100;  // FUNC_MAX_ARGS
constexpr std::size_t kMostActs = 399;       // a row has 1,600 columns at most, and four belong to an act
constexpr std::size_t kLongestName = 63;     // NAMEDATALEN

// What an SQL function takes, in its order: facts that must be given come first.
struct Argument {
  FactId fact;
  std::string name;
  bool none = false;  // says that there is none, of a fact that may also be unknown
};

// Lower case: others would have to be quoted in each query. Cut where it is too long, `suffix` and all, with room for a number.
std::string sql_name(std::string_view text, std::string_view suffix = "") {
  std::string out;
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out.substr(0, kLongestName - 4 - suffix.size()).append(suffix);
}

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

std::string c_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

class PostgreSql {
 public:
  explicit PostgreSql(const Interface& about) : a_(about), p_(about.program), n_(about.names) {
    lower::UniqueNames names;
    for (const bool needed : {true, false}) {
      for (const FactId f : p_.facts.ids()) {
        if (a_.needed(f) != needed) continue;
        arguments_.push_back({f, names.take(sql_name(n_.fields[f.index])), false});
      }
    }
    for (const FactId f : p_.facts.ids()) {
      if (p_.facts[f].or_none && p_.facts[f].optional) {
        arguments_.push_back({f, names.take(sql_name(n_.fields[f.index], "_is_none")), true});
      }
    }
    lower::UniqueNames functions;
    for (const char* own : {"decide", "reasons", "digest", "verdict"}) functions.take(own_name(own));
    lower::UniqueNames columns;
    columns.take("status");
    for (const std::string& output : n_.outputs) {
      functions_.push_back(functions.take(sql_name(n_.prefix + "_" + output)));
      const std::string word = columns.take(sql_name(output));
      columns_.push_back(word);
      for (const char* date : {"_deadline", "_not_before", "_until"}) columns_.push_back(columns.take(sql_name(word, date)));
    }
  }

  [[nodiscard]] std::size_t arguments() const { return arguments_.size(); }

  std::string tables() const {
    std::string out;
    std::vector<bool> used(p_.domains.size());
    for (const core::Fact& f : p_.facts.all()) {
      if (f.domain.valid()) used[f.domain.index] = true;
    }
    for (const core::DomainId d : p_.domains.ids()) {
      if (!used[d.index]) continue;
      std::vector<std::pair<std::string, std::size_t>> members;
      for (std::size_t m = 0; m < p_.domains[d].members.size(); ++m) members.emplace_back(p_.domains[d].members[m], m);
      std::sort(members.begin(), members.end());
      out += fmt::format("static const Member domain{}[] = {{", d.index);
      for (const auto& [name, m] : members) out += fmt::format("{{{}, {}}}, ", c_text(name), m);
      out += "};\n";
    }
    return out;
  }

  std::string read() const {
    std::string out;
    for (std::size_t i = 0; i < arguments_.size(); ++i) out += arguments_[i].none ? read_none(i) : read_value(i);
    return out;
  }

  std::string words() const {
    std::string out;
    for (std::size_t i = 0; i < functions_.size(); ++i)
      out += fmt::format("WORD({}_pg_word{}_{}, {})\n", n_.prefix, i, of_sql(), i);
    return out;
  }

  // In the names of the C functions, so that a server finds none where script and library are of different arguments or columns.
  [[nodiscard]] std::string of_sql() const {
    std::uint32_t hash = 2'166'136'261U;  // FNV-1a
    const auto add = [&](const std::string& text) {
      for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    };
    add(declared());
    for (const std::string& column : columns_) add(column + ";");
    return fmt::format("of_sql_{:08x}", hash);
  }

  std::string script() {
    line("-- Decision {} on a case of type {}. Made by jur {}; do not edit.", plain(p_.name), plain(p_.case_name), JUR_VERSION);
    line("-- Rule set {}", a_.digest);
    line(
        "-- Needs {}_pg.so in the server's library folder, or in a folder of dynamic_library_path, built together with this "
        "file:",
        n_.prefix);
    line("-- in one for other arguments or columns the server finds no function whose name ends in {}.\nBEGIN;", of_sql());
    line("CREATE TYPE {} AS (", name("verdict"));
    line("  status text{}", columns_.empty() ? "" : ",");
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      line("  {} {}{}", quoted(columns_[i], '"'), i % 4 == 0 ? "text" : "date", i + 1 < columns_.size() ? "," : "");
    }
    line(");");
    for (std::size_t i = 0; i < functions_.size(); ++i) {
      const std::string own = quoted(functions_[i], '"');
      function(own, "text", fmt::format("word{}", i));
      const std::string rules = a_.rules_on(i);
      describe(own, "The verdict on: " + a_.act(i) + "." + (rules.empty() ? "" : " Norms: " + rules + "."));
    }
    function(name("decide"), name("verdict"), "decide");
    describe(name("decide"), "All verdicts with their dates; status is ok, invalid, incomplete or impossible.");
    function(name("reasons"), "text[]", "reasons");
    describe(name("reasons"), "Rules with citations, missing and presumed facts behind the verdicts.");
    line("CREATE FUNCTION {}() RETURNS text AS '{}_pg', '{}_pg_digest' LANGUAGE C IMMUTABLE PARALLEL SAFE;", name("digest"),
         n_.prefix, n_.prefix);
    line("COMMIT;");
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<const Args&...> format, const Args&... args) {
    out_ += fmt::format(format, args...) + '\n';
  }
  [[nodiscard]] std::string name(const std::string& what) const { return quoted(own_name(what), '"'); }
  [[nodiscard]] std::string own_name(const std::string& what) const { return sql_name(n_.prefix, "_" + what); }

  [[nodiscard]] std::string given(std::size_t i) const {
    const FactId id = arguments_[i].fact;
    const core::Fact& f = p_.facts[id];
    const std::string fact = c_text(f.name);
    const std::string members = fmt::format("domain{}, lengthof(domain{})", f.domain.index, f.domain.index);
    switch (f.kind) {
      case FactKind::Bool:
        return fmt::format("PG_GETARG_BOOL({}) ? 1 : 0", i);
      case FactKind::Enum:
        return fmt::format("member({}, {}, PG_GETARG_TEXT_PP({}))", fact, members, i);
      case FactKind::Int:
        return fmt::format("within({}, INT64CONST({}), INT64CONST({}), PG_GETARG_INT64({}))", fact, f.lo, f.hi, i);
      case FactKind::Date:
        return fmt::format("day({}, PG_GETARG_DATEADT({}))", fact, i);
      case FactKind::Set:
        return fmt::format("members_of({}, {}, PG_GETARG_ARRAYTYPE_P({}), c->{})", fact, members, i, n_.fields[id.index]);
    }
    return "";
  }

  // What null stands for: none where there may be none, else unknown.
  [[nodiscard]] std::string read_value(std::size_t i) const {
    const FactId id = arguments_[i].fact;
    const core::Fact& f = p_.facts[id];
    const lower::Field& field = a_.layout.fields[id.index];
    const std::string& name = n_.fields[id.index];
    if (f.kind == FactKind::Set) {
      return fmt::format("  memset(c->{}, 0, sizeof c->{});\n  if (!PG_ARGISNULL({})) {};\n", name, name, i, given(i));
    }
    const std::int64_t null = f.or_none && !f.optional ? field.none : field.unknown;
    const std::string type = fmt::format("{}int{}_t", field.is_signed() ? "" : "u", field.bytes * 8);
    // The lowest number has no literal of its own.
    const std::string number = null == INT64_MIN ? "INT64_MIN" : fmt::format("INT64CONST({})", null);
    return fmt::format("  c->{} = PG_ARGISNULL({}) ? ({}){} : ({})({});\n", name, i, type, number, type, given(i));
  }

  [[nodiscard]] std::string read_none(std::size_t i) const {
    const FactId id = arguments_[i].fact;
    const lower::Field& field = a_.layout.fields[id.index];
    const std::string number = field.none == INT64_MIN ? "INT64_MIN" : fmt::format("INT64CONST({})", field.none);
    return fmt::format("  if (!PG_ARGISNULL({}) && PG_GETARG_BOOL({})) c->{} = ({}int{}_t){};\n", i, i, n_.fields[id.index],
                       field.is_signed() ? "" : "u", field.bytes * 8, number);
  }

  [[nodiscard]] std::string type(const Argument& a) const {
    if (a.none) return "boolean";
    switch (p_.facts[a.fact].kind) {
      case FactKind::Bool:
        return "boolean";
      case FactKind::Enum:
        return "text";
      case FactKind::Int:
        return "bigint";
      case FactKind::Date:
        return "date";
      case FactKind::Set:
        return "text[]";
    }
    return "";
  }

  [[nodiscard]] std::string standard(const Argument& a) const {
    if (a.none) return "false";
    const core::Fact& f = p_.facts[a.fact];
    const core::Value* v = a_.fallback(a.fact);
    if (v == nullptr || v->is_none()) return "NULL";
    const auto member = [&](std::size_t m) { return quoted(p_.domains[f.domain].members[m], '\''); };
    switch (f.kind) {
      case FactKind::Bool:
        return v->number != 0 ? "true" : "false";
      case FactKind::Enum:
        return member(static_cast<std::size_t>(v->number));
      case FactKind::Int:
        return std::to_string(v->number);
      case FactKind::Date:
        return "date '" + to_string(Date{static_cast<std::int32_t>(v->number)}) + "'";
      case FactKind::Set: {
        std::string out;
        for (const std::size_t m : v->set.members()) out += (out.empty() ? "" : ", ") + member(m);
        return "ARRAY[" + out + "]::text[]";
      }
    }
    return "NULL";
  }

  // The arguments of each function that decides, a line each.
  [[nodiscard]] std::string declared() const {
    std::string out;
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      const Argument& a = arguments_[i];
      const bool needed = !a.none && a_.needed(a.fact);
      out += fmt::format("  {} {}{}{}\n", quoted(a.name, '"'), type(a), needed ? "" : " DEFAULT " + standard(a),
                         i + 1 < arguments_.size() ? "," : "");
    }
    return out;
  }

  void function(const std::string& what, const std::string& result, const std::string& symbol) {
    line("CREATE FUNCTION {}(\n{}) RETURNS {} AS '{}_pg', '{}_pg_{}_{}' LANGUAGE C IMMUTABLE PARALLEL SAFE;", what, declared(),
         result, n_.prefix, n_.prefix, symbol, of_sql());
  }

  void describe(const std::string& what, const std::string& text) {
    line("COMMENT ON FUNCTION {} IS {};", what, quoted(plain(text), '\''));
  }

  const Interface& a_;
  const core::Program& p_;
  const lower::CNames& n_;
  std::vector<Argument> arguments_;
  std::vector<std::string> functions_;  // by output
  std::vector<std::string> columns_;    // four an output: word and dates
  std::string out_;
};

}  // namespace

std::optional<std::string> no_postgresql(const Interface& about) {
  if (PostgreSql(about).arguments() > kMostArguments) {
    return fmt::format("a function of PostgreSQL has at most {} arguments, and a case has {} facts", kMostArguments,
                       about.program.facts.size());
  }
  if (about.program.outputs.size() > kMostActs) return fmt::format("a row of PostgreSQL holds at most {} verdicts", kMostActs);
  return std::nullopt;
}

std::string postgresql_code(const Interface& about) {
  const PostgreSql code(about);
  return fill_in(postgresql_text(), {{"DECISION", plain(about.program.name)},
                                     {"CASE", plain(about.program.case_name)},
                                     {"VERSION", JUR_VERSION},
                                     {"DIGEST", about.digest},
                                     {"PREFIX", about.names.prefix},
                                     {"MACRO", about.names.macro},
                                     {"TABLES", code.tables()},
                                     {"READ", code.read()},
                                     {"OF_SQL", code.of_sql()},
                                     {"WORDS", code.words()}});
}

std::string postgresql_script(const Interface& about) { return PostgreSql(about).script(); }

}  // namespace jur::emit
