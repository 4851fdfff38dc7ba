// The largest case that a decision takes, on the stack of a wasm module: each function that puts cases on it is run.
#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "command.h"

using jur::test::has;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

constexpr int kPlaces = 16'000;
constexpr int kActs = 300;
constexpr int kSets = 32;  // of 2,008 bytes each

std::string program(int sets) {
  std::string places, facts, norms;
  for (int i = 0; i < kPlaces; ++i) places += fmt::format("P{}, ", i);
  for (int i = 0; i < sets; ++i) facts += fmt::format("  s{}: set of Place\n", i);
  for (int i = 0; i < kActs; ++i) norms += fmt::format("    custodian may localise(P{})\n", i);
  return "enum Place { " + places +
         "}\nrecord Demand {\n  received: date\n  sent: date?\n  due: date?\n  open: bool?\n  held: bool? presumed no\n" + facts +
         "}\nrecord Entity { home: Place }\n"
         "case Request as of demand.received { demand: Demand  party custodian: Entity }\n"
         "action localise(Place)\naction disclose\naction keep excludes disclose\n"
         "law l {\n  jurisdiction \"L\"\n"
         "  rule r {\n    when demand.open and demand.s0 has P1\n" +
         norms +
         "  }\n"
         "  rule d { when demand.sent + 3 days < demand.due or demand.held  custodian must disclose within 30 days of "
         "demand.received }\n"
         "  rule k { when demand.s1 has P2  custodian must keep until demand.due }\n"
         "}\n"
         "accept contradiction l.d, l.k { reason \"a test\" }\n"
         "decision d for Request { custodian: disclose, keep, localise }\n";
}

// Columns: the sets, the dates, the place, the bytes; in each the facts by name as the header has them.
constexpr const char* kHost = R"host(
import { readFileSync } from "node:fs";
import { load } from "./d.mjs";
const sets = 32;
const d = await load();
const request = { demand: { received: "2024-03-01" }, custodian: { home: "P0" } };
for (let i = 0; i < sets; ++i) request.demand["s" + i] = [];
request.demand.s0 = ["P1"];
request.demand.s1 = ["P2"];
let { disclose, keep, "localise(P299)": last } = d.decide(request).custodian;
console.log(disclose.verdict, keep.verdict, last.possible.join(" or "));
console.log(d.decideMany([request, request]).length, d.reasons(request).length);

const { instance } = await WebAssembly.instantiate(readFileSync(new URL("./d.wasm", import.meta.url)), {});
const { memory, __heap_base, d_decide_columns } = instance.exports;
const header = readFileSync(new URL("./d.h", import.meta.url), "utf8");
const body = (name) => header.slice(header.indexOf(`typedef struct ${name} {`), header.indexOf(`} ${name};`));
const fields = [...body("d_columns").matchAll(/^ *const (\w+) ?\* ?(\w+);/gm)].map((m) => [m[1], m[2]]);
const words = [...body("d_words").matchAll(/^ *uint8_t ?\* ?(\w+);/gm)].map((m) => m[1]);
const count = 3;
let free = (Number(__heap_base.value) + 63) & ~63;
const take = (bytes) => {
  const at = free;
  free = (free + bytes + 63) & ~63;
  while (memory.buffer.byteLength < free) memory.grow(16);
  return at;
};
const columns = take(4 * fields.length);
const out = take(4 * words.length);
const setBytes = 8 * Math.ceil(16001 / 64);
const write = { uint64_t: setBytes, jur_date: 4, uint16_t: 2, uint8_t: 1 };
fields.forEach(([type, name], i) => {
  const at = take(write[type] * count);
  const view = new DataView(memory.buffer);
  view.setUint32(columns + 4 * i, at, true);
  for (let k = 0; k < count; ++k) {
    if (type === "uint64_t") view.setUint32(at + k * setBytes, name === "demand_s0" ? 5 : name === "demand_s1" ? 9 : 1, true);
    if (type === "jur_date") view.setInt32(at + 4 * k, name === "demand_received" ? 19783 : -(2 ** 31) + 1, true);
    if (type === "uint16_t") view.setUint16(at + 2 * k, 0, true);
    if (type === "uint8_t") view.setUint8(at + k, 0xfe);
  }
});
const found = words.map((_, i) => {
  const at = take(count);
  new DataView(memory.buffer).setUint32(out + 4 * i, at, true);
  return at;
});
console.log(fields.length, words.length, d_decide_columns(columns, count, out));
const bytes = new Uint8Array(memory.buffer);
console.log(words[0], bytes[found[0]], words.at(-1), bytes[found.at(-1) + 2]);
)host";

}  // namespace

TEST_CASE("the largest case runs on the stack of a wasm module, one more set is refused") {
  const Scratch s;
  const auto made = run_jur({"build", s.write("p.jur", program(kSets)), "-o", s.path("out"), "--emit", "wasm,header"});
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(has(text_of(s.path("out/d.h")), "sizeof(d_case) == 642"));
  s.write("out/host.mjs", kHost);
  const int status = std::system(("cd " + s.path("out") + " && node host.mjs > said 2>&1").c_str());
  CHECK(status == 0);
  CHECK(text_of(s.path("out/said")) ==
        "undetermined undetermined permitted or silent\n"
        "2 608\n"
        "38 303 0\n"
        "status 0 custodian_localise_P299 0\n");
  const auto beyond = run_jur({"build", s.write("q.jur", program(kSets + 1)), "-o", s.path("none"), "--emit", "wasm"});
  CHECK(beyond.status == 2);
  CHECK(has(beyond.err, "error[nothing-to-build]: decision `d` cannot be compiled: its case takes more than 65536 bytes"));
  CHECK(s.names("none").empty());
}
