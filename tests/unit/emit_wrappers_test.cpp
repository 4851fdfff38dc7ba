// What lies beside the library in other languages: it loads, decides by name, and refuses a library that it does not fit.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emit/emit.h"
#include "emit/inspect.h"
#include "emit_example.h"
#include "emit_folder.h"
#include "lower/layout.h"
#include "lower/lower.h"

namespace {

using namespace jur;
namespace fs = std::filesystem;
using emit::Kind;

using test::Folder;
using test::read;
using test::Said;

Said run(const Folder& folder, const std::string& command) {
  return test::shell(fmt::format("cd {} && {}", folder.path, command));
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

void build(const core::Program& program, const Folder& folder, std::vector<Kind> kinds) {
  Sink sink;
  REQUIRE(emit::emit(program, {folder.path, std::move(kinds), "", ""}, sink));
}

// The same decision with an enumerator more, so that its verdicts are bits of another shape.
core::Program grown() {
  test::Example example;
  core::Domain& country = example.program.domains[example.program.facts[example.from].domain];
  country.members.emplace_back("CH");
  country.titles.emplace_back("");
  return std::move(example.program);
}

constexpr const char* kPython = R"(
import datetime
from typing import Any, List
import disclosure as d

case = d.Case(
    demand_received=datetime.date(2014, 9, 1), demand_from=d.Country.US, demand_kind=d.AuthorityKind.search_warrant,
    demand_penalty=10, custodian_role=d.Role.processor, data_locations={d.Country.IE})
verdict = d.decide(case)
print(verdict.custodian_disclose.word.value, verdict.custodian_disclose.deadline, verdict.custodian_disclose.open)
for r in d.reasons(case):
    print(r.act, r.kind, r.name, r.cite)
same = d.case_of({"demand": {"received": "2014-09-01", "from": "US", "kind": "search_warrant", "penalty": 10},
                  "custodian": {"role": "processor"}, "data": {"locations": ["IE"]}})
assert same == case, same
unknown = d.case_of({"demand": {"received": "2014-09-01", "from": "US", "kind": "search_warrant"}, "data": {"locations": ["IE"]}})
print([v.custodian_disclose.word.value for v in d.decide_many([case, unknown]) if isinstance(v, d.Verdict)])
print(d.manifest().rules[0].law_title, d.manifest().rules[0].cite, d.manifest().acceptances)
mistakes: List[Any] = [
    {"demand": {"received": "2014-09-01", "from": "FR"}, "data": {"locations": []}},
    {"demand": {"received": "2014-09-01", "from": "US", "penalty": 41}, "data": {"locations": []}},
    {"demand": {"received": "2014-09-01", "frm": "US"}, "data": {"locations": []}},
    {"demand": {"received": "2014-09-31", "from": "US"}, "data": {"locations": []}},
    {"demand": {"received": "2014-09-01", "from": "US"}},
]
for wrong in mistakes:
    try:
        d.decide(d.case_of(wrong))
    except d.CaseError as error:
        print(error.status, error)
)";

constexpr const char* kPythonSaid =
    R"(contradictory 2014-09-15 True
custodian disclose rule sca.contents § 2703(a)
custodian disclose rule irish_dpa.processor s. 21(2)
custodian disclose accepted no statutory motion counsel
custodian disclose open comity the issuing court
custodian notify_subject rule sca.gag § 2705(b)
['contradictory', 'undetermined']
Stored Communications Act § 2703(a) (('no statutory motion', 'counsel', ''),)
invalid `demand.from` is 'FR', which is no value of it
invalid `demand.penalty` is 41, which lies outside its range
invalid no fact is named `demand.frm`
invalid `demand.received` is '2014-09-31', which is no value of it
incomplete the case lacks `data.locations`
)";

constexpr const char* kNode = R"(
import { load } from "./disclosure.mjs";
const d = await load();
const given = { demand: { received: "2014-09-01", from: "US", kind: "search_warrant", penalty: 10 },
                custodian: { role: "processor" }, data: { locations: ["IE"] } };
const v = d.decide(given).custodian.disclose;
console.log(v.verdict, v.deadline, v.open);
for (const r of d.reasons(given)) console.log(r.party, r.action, r.kind, r.name, r.cite);
const many = d.decideMany([given, { ...given, custodian: {} }]);
console.log(many.map((one) => one.custodian.disclose.verdict).join());
const { rules, acceptances, abi } = await d.manifest();
console.log(rules[0].law, rules[0].cite, acceptances[0].refer_to, abi);
for (const wrong of [
  { ...given, demand: { ...given.demand, from: "FR" } },
  { ...given, demand: { ...given.demand, penalty: 41 } },
  { ...given, demand: { ...given.demand, frm: "US" } },
  { ...given, demand: { ...given.demand, received: "2014-09-31" } },
  { ...given, data: { locations: "IE" } },
  { demand: given.demand },
]) {
  try {
    d.decide(wrong);
  } catch (error) {
    console.log(error.status, error.message);
  }
}
)";

constexpr const char* kNodeSaid =
    R"(contradictory 2014-09-15 true
custodian disclose rule sca.contents § 2703(a)
custodian disclose rule irish_dpa.processor s. 21(2)
custodian disclose accepted no statutory motion counsel
custodian disclose open comity the issuing court
custodian notify_subject rule sca.gag § 2705(b)
contradictory,undetermined
Stored Communications Act § 2703(a) counsel 1
invalid `demand.from` is "FR", which is no value of it
invalid `demand.penalty` is 41, which lies outside its range
invalid no fact is named `demand.frm`
invalid `demand.received` is 2014-09-31, which is not a day of the calendar
invalid `data.locations` is "IE", not a list
incomplete the case lacks `data.locations`
)";

constexpr const char* kCpp = R"(
#include <cstdio>
#include "disclosure.hpp"
int main() {
  using namespace jur::disclosure;
  if (const char* wrong = mismatch()) {
    std::puts(wrong);
    return 1;
  }
  facts given;
  given.demand_received(jur::date(2014, 9, 1)).demand_from(country::US).demand_kind(authority_kind::search_warrant)
      .demand_penalty(10).custodian_role(role::processor).data_locations({country::IE});
  std::vector<facts> cases(3, given);
  cases[1].custodian_role(jur::unknown).demand_due(jur::none).comity(true);
  cases[2].data_locations(std::vector<country>{});
  for (const verdict& v : decide_many(cases)) {
    std::printf("%d %d %d\n", static_cast<int>(v.status), static_cast<int>(v.custodian_disclose.word()),
                v.custodian_disclose.deadline() ? static_cast<int>(v.custodian_disclose.deadline()->days()) : 0);
  }
  const disclosure_case& one = given.raw();
  const columns in{one.data_locations, &one.demand_received, &one.demand_due, &one.demand_from, &one.demand_kind,
                   &one.demand_penalty, &one.custodian_role, &one.comity};
  unsigned char status = 9, word_of[2] = {9, 9};
  if (decide_columns(in, 1, {&status, word_of, word_of + 1}) != jur::status::ok || status != 0) return 3;
  if (word_of[0] != static_cast<unsigned>(decide(given).custodian_disclose.word())) return 4;
  for (const jur_reason& r : reasons(given)) std::printf("%s %s\n", manifest().acts[r.act], r.name);
  return decide(given).custodian_disclose.accepted() == 0u ? 0 : 2;
}
)";

constexpr const char* kCppSaid =
    "0 1 16328\n0 0 0\n0 2 16328\ncustodian disclose sca.contents\ncustodian disclose irish_dpa.processor\n"
    "custodian disclose no statutory motion\ncustodian disclose comity\ncustodian notify_subject sca.gag\n";

}  // namespace

TEST_CASE("the Python module is typed, decides, and tells what is wrong with a case") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Python});
  write(folder.path + "/host.py", kPython);
  const Said typed = run(folder, "mypy --strict --no-error-summary --cache-dir=/dev/null disclosure.py host.py");
  CHECK_MESSAGE(typed.status == 0, typed.text);
  const Said said = run(folder, "python3 host.py");
  CHECK(said.text == kPythonSaid);
  build(grown(), folder, {Kind::Shared});
  const Said refused = run(folder, "python3 host.py");
  CHECK(refused.status != 0);
  CHECK(refused.text.find("was made for other facts, values or acts than this module: build both together") != std::string::npos);
}

// says: `wasm` |
TEST_CASE("the wasm module runs under Node and tells what is wrong with a case") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Wasm});
  write(folder.path + "/host.mjs", kNode);
  CHECK(run(folder, "node host.mjs").text == kNodeSaid);
  const std::string module = read(folder.path + "/disclosure.mjs");
  build(grown(), folder, {Kind::Wasm});
  write(folder.path + "/disclosure.mjs", module);
  const Said refused = run(folder, "node host.mjs");
  CHECK(refused.status != 0);
  CHECK(refused.text.find("was made for other facts, values or acts than disclosure.mjs: build both together") !=
        std::string::npos);
}

TEST_CASE("the C++ wrapper decides, and refuses a library that it does not fit") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Header, Kind::Shared});
  write(folder.path + "/host.cpp", kCpp);
  for (const char* compiler : {"g++ -std=c++17", "clang++-19 -std=c++20"}) {
    CAPTURE(compiler);
    const Said made = run(folder, std::string(compiler) +
                                      " -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror host.cpp -L. "
                                      "-ldisclosure -Wl,-rpath,. -o host");
    REQUIRE_MESSAGE(made.status == 0, made.text);
    const Said said = run(folder, "./host");
    CHECK(said.text == kCppSaid);
    CHECK(said.status == 0);
  }
  build(grown(), folder, {Kind::Shared});
  const Said refused = run(folder, "./host");
  CHECK(refused.status == 1);
  CHECK(refused.text ==
        "the library of decision disclosure is for other facts, values or acts than disclosure.h, with which this program was "
        "built\n");
}

TEST_CASE("a header and a jur.h of different ABI versions do not compile together") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Header});
  write(folder.path + "/a.c", "#include \"disclosure.h\"\n");
  CHECK(run(folder, "gcc -std=c99 -fsyntax-only a.c").status == 0);
  CHECK(run(folder, fmt::format("grep -c 'JUR_ABI_VERSION {}u' jur.h", lower::kAbiVersion)).text == "1\n");
  const Said said = run(folder, "sed -i 's/JUR_ABI_VERSION 1u/JUR_ABI_VERSION 2u/' jur.h && gcc -std=c99 -fsyntax-only a.c");
  CHECK(said.status != 0);
  CHECK(said.text.find("disclosure.h is for ABI version 1 of jur, and the jur.h included is of another") != std::string::npos);
}

TEST_CASE("a program built for another ABI version does not link, and the linker names the version") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Header, Kind::Static, Kind::Shared});
  write(folder.path + "/host.c",
        "#include \"disclosure.h\"\nint main(void) { disclosure_case c; disclosure_verdict v; disclosure_case_init(&c); return "
        "disclosure_decide(&c, &v) == JUR_OK; }\n");
  // A host of columns makes no case.
  write(folder.path + "/columns.c",
        "#include \"disclosure.h\"\nint main(void) { return disclosure_mismatch() || disclosure_decide_columns(0, 0, 0) != "
        "JUR_OK; }\n");
  for (const char* what : {"host.c libdisclosure.a", "host.c libdisclosure.so", "host.c libdisclosure.so -no-pie",
                           "columns.c libdisclosure.a", "columns.c libdisclosure.so"}) {
    CAPTURE(what);
    const std::string link = fmt::format("cc -O2 -Wall -Wextra -Werror {} -Wl,-rpath,. -o host", what);
    const Said made = run(folder, link + " && ./host");
    CHECK_MESSAGE(made.status == 0, made.text);
    REQUIRE(run(folder,
                "sed -i -e 's/JUR_ABI_VERSION 1u/JUR_ABI_VERSION 2u/' -e 's/JUR_ABI_VERSION != 1u/JUR_ABI_VERSION != 2u/' -e "
                "'s/of_jur_abi_1/of_jur_abi_2/' jur.h disclosure.h")
                .status == 0);
    const Said refused = run(folder, link);
    CHECK(refused.status != 0);
    CHECK(refused.text.find("undefined reference to `disclosure_of_jur_abi_2'") != std::string::npos);
    build(example.program, folder, {Kind::Header});
  }
}

TEST_CASE("a program does not start with a shared library of another ABI version, and the loader names the version") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Header, Kind::Shared, Kind::Object});
  write(folder.path + "/host.c", "#include \"disclosure.h\"\nint main(void) { return disclosure_mismatch() != 0; }\n");
  REQUIRE(run(folder, "cc host.c libdisclosure.so -Wl,-rpath,. -o host && ./host").status == 0);
  write(folder.path + "/next", "JUR_2 { global: disclosure_*; local: *; };\n");
  REQUIRE(run(folder, "cc -shared -Wl,--version-script=next disclosure.o -o libdisclosure.so").status == 0);
  const Said refused = run(folder, "./host");
  CHECK(refused.status != 0);
  CHECK(refused.text.find("version `JUR_1' not found (required by ./host)") != std::string::npos);
}

TEST_CASE("the modules for Python and Node refuse a library of another ABI version") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Python, Kind::Wasm});
  write(folder.path + "/host.py", "import disclosure\ndisclosure.manifest()\n");
  write(folder.path + "/host.mjs", "import { load } from \"./disclosure.mjs\";\nawait load();\n");
  CHECK(run(folder, "python3 -B host.py && node host.mjs").text.empty());
  CHECK(run(folder,
            "sed -i 's/^_ABI: Final = 1$/_ABI: Final = 2/' disclosure.py && sed -i 's/\"abi\":1,/\"abi\":2,/' disclosure.mjs")
            .status == 0);
  const Said python = run(folder, "python3 -B host.py");
  CHECK(python.status != 0);
  CHECK(python.text.find("libdisclosure.so is of ABI version 1 of jur, and this module of 2\n") != std::string::npos);
  const Said node = run(folder, "node host.mjs");
  CHECK(node.status != 0);
  CHECK(node.text.find("Error: disclosure.wasm is of ABI version 1 of jur, and disclosure.mjs of 2\n") != std::string::npos);
}

TEST_CASE("every kind of library carries its record, and so does a program linked with one") {
  const test::Example example;
  const Folder folder;
  build(example.program, folder, {Kind::Static, Kind::Shared, Kind::Object, Kind::Wasm, Kind::Header});
  write(folder.path + "/host.c", "#include \"disclosure.h\"\nint main(void) { return disclosure_mismatch() != 0; }\n");
  REQUIRE(
      run(folder, "cc -O2 -ffunction-sections -Wl,--gc-sections host.c libdisclosure.a -o host && strip host && ./host").status ==
      0);
  for (const char* name : {"libdisclosure.a", "libdisclosure.so", "disclosure.o", "disclosure.wasm", "host"}) {
    CAPTURE(name);
    const emit::Inspected found = emit::inspect(read(folder.path + "/" + name));
    REQUIRE(found.records.size() == 1);
    CHECK(found.why.empty());
    const auto record = nlohmann::json::parse(found.records[0]);
    CHECK(record["decision"] == "disclosure");
    CHECK(record["digest"] == lower::digest(example.program));
    CHECK(record["shape"] == lower::shape(example.program));
    CHECK(record["abi"] == 1);
    CHECK(record["rules"].size() == example.program.rules.size());
    CHECK(record["rules"][1]["cite"] == "s. 21(2)");
    CHECK(record["rules"][2]["unverified"] == true);
    CHECK(record["acceptances"][0]["refer_to"] == "counsel");
  }
  CHECK(emit::inspect("").why == "it is no library, object file, program or wasm module");
  CHECK(emit::inspect(read(folder.path + "/disclosure.h")).why == "it is no library, object file, program or wasm module");
  std::string damaged = read(folder.path + "/libdisclosure.so");
  const std::size_t at = damaged.find("JurRec1\n");
  REQUIRE(at != std::string::npos);
  damaged[at + 20] = static_cast<char>(damaged[at + 20] ^ 0x55);
  const emit::Inspected broken = emit::inspect(damaged);
  CHECK(broken.records.empty());
  CHECK(broken.why == "what it says of its decisions is damaged");
  for (std::size_t cut = 0; cut < damaged.size(); cut += 97) (void)emit::inspect(std::string_view(damaged).substr(0, cut));
}

TEST_CASE("two decisions that would share a file are refused, and nothing is written") {
  test::Example one;
  test::Example other;
  one.program.outputs.pop_back();
  const core::Program* const both[] = {&one.program, &other.program};
  const Folder folder;
  Sink sink;
  CHECK_FALSE(emit::emit(std::span(both), {folder.path, {Kind::Header}, "", ""}, sink));
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].code == Code::NothingToBuild);
  CHECK(fs::is_empty(folder.path));
  other.program.name = "Disclosure";
  CHECK_FALSE(emit::emit(std::span(both), {folder.path, {Kind::Header}, "", ""}, sink));
  REQUIRE(sink.all().size() == 2);
  CHECK(sink.all()[1].message ==
        "decisions `disclosure` and `Disclosure` would be written to `disclosure.h` and `Disclosure.h`, which differ in case "
        "alone");
  CHECK(fs::is_empty(folder.path));
}
