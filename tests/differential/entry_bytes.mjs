// As entry_bytes.h, in wasm: the arguments are NAME:CASE_SIZE:VERDICT_SIZE:MAX_REASONS.
import { readFileSync } from "node:fs";

const round = (size) => (size + 15) & ~15;
const kReason = 16; // two uint16, a uint32 and two pointers of wasm32

for (const argument of process.argv.slice(2)) {
  const [name, ...numbers] = argument.split(":");
  const [caseSize, verdictSize, most] = numbers.map(Number);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(`${name}.wasm`)));
  const atCase = round(exports.__heap_base.value);
  const atVerdict = atCase + round(caseSize);
  const atReasons = atVerdict + round(verdictSize);
  const end = atReasons + most * kReason;
  const pages = Math.ceil((end - exports.memory.buffer.byteLength) / 65536);
  if (pages > 0) exports.memory.grow(pages);
  const bytes = Buffer.from(exports.memory.buffer);
  const cases = readFileSync(`${name}.cases`);
  const lines = [];
  for (let at = 0; at < cases.length; at += caseSize) {
    bytes.set(cases.subarray(at, at + caseSize), atCase);
    const status = exports[`${name}_decide`](atCase, atVerdict);
    const count = exports[`${name}_reasons`](atCase, atReasons, most);
    let line = `${status}`;
    if (status === 0) line += ` ${bytes.toString("hex", atVerdict + 4, atVerdict + verdictSize)}`;
    for (let r = atReasons; r < atReasons + count * kReason; r += kReason)
      line += ` ${bytes.readUInt16LE(r)}:${bytes.readUInt16LE(r + 2)}:${bytes.readUInt32LE(r + 4)}`;
    lines.push(line);
  }
  if (lines.length > 0) console.log(lines.join("\n"));
}
