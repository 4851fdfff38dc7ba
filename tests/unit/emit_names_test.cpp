// Names that mean something else in C, C++, Python, JavaScript or SQL: everything written compiles, and decides by these names.
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/builder.h"
#include "emit/emit.h"
#include "emit_folder.h"
#include "lower/names.h"

namespace {

using namespace jur;
using emit::Kind;
using test::Folder;
using test::Said;

const std::vector<std::string> kNames{"class",
                                      "None",
                                      "select",
                                      "delete",
                                      "int",
                                      "self",
                                      "len",
                                      "list",
                                      "str",
                                      "type",
                                      "True",
                                      "False",
                                      "def",
                                      "lambda",
                                      "name",
                                      "value",
                                      "mro",
                                      "NULL",
                                      "min",
                                      "max",
                                      "this",
                                      "new",
                                      "final",
                                      "override",
                                      "constructor",
                                      "prototype",
                                      "__proto__",
                                      "__init__",
                                      "hasOwnProperty",
                                      "print",
                                      "match",
                                      "await",
                                      "async",
                                      "yield",
                                      "let",
                                      "var",
                                      "undefined",
                                      "eval",
                                      "arguments",
                                      "toString",
                                      "default",
                                      "register",
                                      "volatile",
                                      "restrict",
                                      "operator",
                                      "namespace",
                                      "template",
                                      "typename",
                                      "static",
                                      "status",
                                      "facts",
                                      "verdict",
                                      "Verdict",
                                      "Case",
                                      "decide",
                                      "reasons",
                                      "raw",
                                      "word",
                                      "view",
                                      "date",
                                      "std",
                                      "jur",
                                      "EOF",
                                      "errno",
                                      "order",
                                      "user",
                                      "table",
                                      "group",
                                      "limit",
                                      "where",
                                      "ctypes",
                                      "datetime",
                                      "enum",
                                      "typing",
                                      "frozenset",
                                      "_",
                                      "___",
                                      "x",
                                      "X",
                                      "_x",
                                      "x_",
                                      "bool"};

// An enum of each name whose members are all names, a fact of each name, an act of each name. The first act is required where
// the first fact is its last member.
core::Program program(const std::vector<std::string>& words) {
  using namespace core;
  Program p;
  p.name = "names";
  p.case_name = "class";
  p.declared = true;
  Builder b(p);
  std::vector<CondId> last;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Fact f;
    f.name = i % 3 == 2 ? words[i] + "." + words[i - 1] : words[i];
    f.kind = i % 8 == 1 ? FactKind::Set : FactKind::Enum;
    std::vector<std::string> members = words;
    if (i > 3) members.resize(2 + i % 3);
    const std::size_t size = members.size();
    f.domain = p.domains.add({words[i], members, std::vector<std::string>(size), {}});
    f.optional = i % 2 == 0;
    if (!f.optional) f.fallback = f.kind == FactKind::Set ? Value::of_set(ValueSet(size)) : Value::of_enum(1);
    const FactId id = p.facts.add(f);
    ValueSet one(size);
    one.insert(size - 1);
    last.push_back(f.kind == FactKind::Set ? b.meets(id, one) : b.in_set(id, one));
  }
  Law l;
  l.name = "law";
  l.order = p.orders.add({"US", ""});
  l.in_force = b.always();
  const LawId law = p.laws.add(l);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ActId act = p.acts.add({words[i], words[(i + 1) % words.size()], "", b.always(), {}});
    p.outputs.push_back(act);
    Rule r;
    r.name = "law." + words[i];
    r.law = law;
    r.in_force = r.when = b.always();
    r.applies = last[i];
    Norm n;
    n.rule = p.rules.add(r);
    n.act = act;
    n.kind = NormKind::Duty;
    n.effect = last[i];
    p.norms.add(n);
  }
  return p;
}

// Every fact says its last member, so that every act is required.
nlohmann::ordered_json whole_case(const core::Program& p) {
  nlohmann::ordered_json out;
  for (const core::Fact& f : p.facts.all()) {
    const std::string& member = p.domains[f.domain].members.back();
    nlohmann::ordered_json value = member;
    if (f.kind == core::FactKind::Set) value = {member};
    const std::size_t dot = f.name.find('.');
    if (dot == std::string::npos) {
      out[f.name] = value;
    } else {
      out[f.name.substr(0, dot)][f.name.substr(dot + 1)] = value;
    }
  }
  return out;
}

Said run(const Folder& folder, const std::string& command) {
  return test::shell(fmt::format("cd {} && {}", folder.path, command));
}

void write(const Folder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder.path + "/" + name) << text;
}

constexpr const char* kPython = R"(
import dataclasses, json
import names
case = names.case_of(json.load(open("case.json")))
verdict = names.decide(case)
print({getattr(verdict, f.name).word.value for f in dataclasses.fields(verdict)}, len(dataclasses.fields(verdict)))
print(names.decide(names.Case()).class_None.word.value)
)";

constexpr const char* kNode = R"(
import { readFileSync } from "node:fs";
import { load } from "./names.mjs";
const d = await load();
const verdict = d.decide(JSON.parse(readFileSync("case.json")));
const words = d.acts.map(([party, action]) => verdict[party][action].verdict);
console.log([...new Set(words)].join(), words.length, Object.keys(verdict).length, {}.verdict === undefined);
)";

constexpr const char* kCpp = R"(
#include <cerrno>
#include <cmath>
#include <cstdio>
#include "names.hpp"
int main() {
  namespace own = jur::names;
  if (own::mismatch() != nullptr) return 1;
  own::facts given;
  given.class_fact(own::class_::bool_);
  std::printf("%d %d\n", static_cast<int>(own::decide(given).class_None.word()), static_cast<int>(sizeof(own::verdict) / 24));
}
)";

}  // namespace

TEST_CASE("facts, types, values, parties and actions may have any name") {
  const core::Program p = program(kNames);
  const Folder folder;
  Sink sink;
  REQUIRE(emit::emit(
      p, {folder.path, {Kind::Static, Kind::Header, Kind::Python, Kind::Wasm, Kind::Postgresql, Kind::Llvm}, "", ""}, sink));
  CHECK(sink.all().empty());
  write(folder, "case.json", whole_case(p).dump());
  const std::string count = std::to_string(kNames.size());

  write(folder, "host.c",
        "#include <stdio.h>\n#include <errno.h>\n#include <math.h>\n#include \"names.h\"\nint main(void) { names_case c; "
        "names_verdict v; names_case_init(&c); c.class_ = NAMES_CLASS_BOOL; printf(\"%d \", (int)names_decide(&c, &v)); "
        "printf(\"%d\\n\", (int)v.class_None.word); return names_mismatch() != 0; }\n");
  for (const char* c : {"gcc -std=c99", "clang-19 -std=c11"}) {
    const Said said = run(folder, std::string(c) + " -Wall -Wextra -Wpedantic -Werror host.c libnames.a -o host && ./host");
    CHECK_MESSAGE(said.text == "0 2\n", c, ": ", said.text);
  }

  std::string cpp = kCpp;
  cpp.replace(cpp.find("class_fact"), 10, "class__2");
  write(folder, "host.cpp", cpp);
  for (const char* c : {"g++ -std=c++17", "clang++-19 -std=c++20"}) {
    const Said said =
        run(folder, std::string(c) + " -Wall -Wextra -Wpedantic -Wshadow -Werror host.cpp libnames.a -o host && ./host");
    CHECK_MESSAGE(said.text == "2 " + count + "\n", c, ": ", said.text);
  }

  write(folder, "host.py", kPython);
  const Said typed = run(folder, "mypy --strict --no-error-summary --cache-dir=/dev/null names.py");
  CHECK_MESSAGE(typed.status == 0, typed.text);
  CHECK(run(folder, "python3 host.py").text == "{'required'} " + count + "\nundetermined\n");

  write(folder, "host.mjs", kNode);
  CHECK(run(folder, "node host.mjs").text == fmt::format("required {0} {0} true\n", count));

  const Said sql =
      run(folder, "gcc -Wall -Werror -fsyntax-only -I$(/usr/lib/postgresql/*/bin/pg_config --includedir-server) names_pg.c");
  CHECK_MESSAGE(sql.status == 0, sql.text);
}

TEST_CASE("a decision may have any name") {
  core::Program p = program({"class", "None", "select", "delete", "int"});
  for (const char* name : {"class", "None", "select", "int", "std", "jur", "status", "main", "lambda", "enum", "datetime",
                           "types", "token", "c", "errno", "EOF", "_x", "Verdict"}) {
    CAPTURE(name);
    p.name = name;
    const std::string prefix = lower::c_names(p).prefix;
    const Folder folder;
    Sink sink;
    REQUIRE(emit::emit(p, {folder.path, {Kind::Static, Kind::Header, Kind::Python, Kind::Wasm}, "", ""}, sink));
    write(folder, "host.c",
          fmt::format("#include <stdio.h>\n#include <errno.h>\n#include \"{0}.h\"\nint main(void) {{ {0}_case c; {0}_verdict v; "
                      "{0}_case_init(&c); return {0}_mismatch() != 0 || {0}_decide(&c, &v) != JUR_OK; }}\n",
                      prefix));
    write(folder, "host.cpp",
          fmt::format("#include <string>\n#include \"{0}.hpp\"\nint main() {{ using jur::{0}::facts; return "
                      "jur::{0}::decide(facts()).status == jur::status::ok ? 0 : 1; }}\n",
                      prefix));
    write(folder, "host.py",
          fmt::format("import importlib.util, sys\n"
                      "if \"{0}\" in sys.builtin_module_names:\n"
                      "    spec = importlib.util.spec_from_file_location(\"rules\", \"{0}.py\")\n"
                      "    rules = sys.modules[\"rules\"] = importlib.util.module_from_spec(spec)\n"
                      "    spec.loader.exec_module(rules)\n"
                      "else:\n"
                      "    import {0} as rules\n"
                      "print(rules.decide(rules.Case()).class_None.word.value)\n",
                      prefix));
    write(folder, "host.mjs",
          fmt::format("import {{ load }} from \"./{0}.mjs\";\nconsole.log((await load()).decide({{}}).class.None.verdict);\n",
                      prefix));
    const Said c =
        run(folder, fmt::format("gcc -std=c11 -Wall -Wextra -Werror host.c -L. -l{} -Wl,-rpath,. -o host && ./host", prefix));
    CHECK_MESSAGE(c.status == 0, c.text);
    const Said cpp = run(folder, fmt::format("g++ -std=c++17 -Wall -Wextra -Werror host.cpp lib{}.a -o host && ./host", prefix));
    CHECK_MESSAGE(cpp.status == 0, cpp.text);
    CHECK(run(folder, "python3 host.py").text == "undetermined\n");
    CHECK(run(folder, "node host.mjs").text == "undetermined\n");
  }
}
