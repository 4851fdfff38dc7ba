// Decision `@DECISION@` on a case of type `@CASE@`. Made by jur @VERSION@; do not edit.
// Rule set @DIGEST@
//
//   import { load } from "./@PREFIX@.mjs";
//   const @PREFIX@ = await load();            // reads @PREFIX@.wasm beside this file
//   @PREFIX@.decide({ … });                   // a case as `jur run` reads it
const about = @ABOUT@;

const WORDS = ["undetermined", "contradictory", "required", "forbidden", "permitted", "exempt", "silent"];
const STATUS = ["ok", "invalid", "incomplete", "impossible"];
const STATUS_TEXTS = [
  "",
  "the case holds a value that no fact can have",
  "the case lacks a fact that must be known",
  "however the unknown facts are filled in, an assumption of the rules is broken",
];
const KINDS = ["", "rule", "missing", "open", "accepted"];
const VERDICT = 24;
const NO_DATE = -2147483648;
const DAY = 86400000;

/** A case that has no verdicts: `status` is "invalid", "incomplete" or "impossible". */
export class CaseError extends Error {
  constructor(status, message, fact = null) {
    super(message);
    this.name = "CaseError";
    this.status = status;
    this.fact = fact;
  }
}

const paths = new Map();
for (const fact of about.facts) {
  let at = paths;
  fact.path.slice(0, -1).forEach((part) => {
    if (!at.has(part)) at.set(part, new Map());
    at = at.get(part);
  });
  at.set(fact.path[fact.path.length - 1], fact);
  fact.name = fact.path.join(".");
}
const ordinals = about.domains.map((members) => new Map(members.map((member, i) => [member, i])));

const wrong = (fact, what) => new CaseError("invalid", `\`${fact.name}\` is ${what}`, fact.name);
const shown = (value) => (typeof value === "bigint" ? `${value}` : JSON.stringify(value));

function dayOf(fact, text) {
  const parts = typeof text === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null;
  if (!parts) throw wrong(fact, `${shown(text)}, but a date is written "YYYY-MM-DD"`);
  const day = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]) / DAY;
  if (dateOf(day) !== text) throw wrong(fact, `${text}, which is not a day of the calendar`);
  return day;
}

function dateOf(day) {
  return day === NO_DATE ? null : new Date(day * DAY).toISOString().slice(0, 10);
}

function ordinalOf(fact, member) {
  const ordinal = typeof member === "string" ? ordinals[fact.domain].get(member) : undefined;
  if (ordinal === undefined) throw wrong(fact, `${shown(member)}, which is no value of it`);
  return ordinal;
}

function numberOf(fact, value) {
  switch (fact.kind) {
    case "bool":
      if (value === true || value === false) return value ? 1n : 0n;
      throw wrong(fact, `${shown(value)}, not true or false`);
    case "enum":
      return BigInt(ordinalOf(fact, value));
    case "date":
      return BigInt(dayOf(fact, value));
    default:
      if (typeof value !== "bigint" && !Number.isSafeInteger(value)) throw wrong(fact, `${shown(value)}, not a whole number`);
      return BigInt(value);
  }
}

function putNumber(view, at, bytes, number) {
  if (bytes === 1) view.setUint8(at, Number(BigInt.asUintN(8, number)));
  else if (bytes === 2) view.setUint16(at, Number(BigInt.asUintN(16, number)), true);
  else if (bytes === 4) view.setUint32(at, Number(BigInt.asUintN(32, number)), true);
  else view.setBigUint64(at, BigInt.asUintN(64, number), true);
}

function putFact(view, base, fact, given) {
  const at = base + fact.offset;
  let value = given === undefined || given === null ? undefined : given;
  if (value === undefined && fact.fallback !== undefined) value = fact.fallback;
  if (value === undefined && !fact.optional) throw new CaseError("incomplete", `the case lacks \`${fact.name}\``, fact.name);
  if (fact.kind !== "set") {
    let number;
    if (value === undefined) number = BigInt(fact.unknown);
    else if (value === "none" && fact.none !== undefined) number = BigInt(fact.none);
    else {
      number = numberOf(fact, value);
      if (fact.lo !== undefined && (number < BigInt(fact.lo) || number > BigInt(fact.hi))) {
        throw wrong(fact, `${shown(value)}, which lies outside its range`);
      }
    }
    putNumber(view, at, fact.bytes, number);
    return;
  }
  const words = new Array(fact.words).fill(0n);
  if (value !== undefined) {
    if (typeof value === "string" || typeof value[Symbol.iterator] !== "function") throw wrong(fact, `${shown(value)}, not a list`);
    words[0] = 1n;
    for (const member of value) {
      const bit = ordinalOf(fact, member) + 1;
      words[bit >> 6] |= 1n << BigInt(bit & 63);
    }
  }
  words.forEach((word, i) => view.setBigUint64(at + 8 * i, word, true));
}

function collect(given, known, name, values) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new CaseError("invalid", name ? `\`${name}\` is not an object` : "the case is not an object", name || null);
  }
  for (const [key, value] of Object.entries(given)) {
    const path = name ? `${name}.${key}` : key;
    const entry = known.get(key);
    if (entry === undefined) throw new CaseError("invalid", `no fact is named \`${path}\``, path);
    if (entry instanceof Map) {
      if (value !== null && value !== undefined) collect(value, entry, path, values);
    } else values.set(entry, value);
  }
}

/** The compiled decision. All methods are pure; none keeps a case. */
export class Decision {
  #exports;
  #module;
  #base;

  constructor(instance, module) {
    this.#exports = instance.exports;
    this.#module = module;
    this.#base = (Number(instance.exports.__heap_base.value) + 15) & ~15;
    const at = this.#call("manifest");
    const view = this.#view();
    if (view.getUint32(at, true) !== about.abi) {
      throw new Error(`@PREFIX@.wasm is of ABI version ${view.getUint32(at, true)} of jur, and @PREFIX@.mjs of ${about.abi}`);
    }
    if (view.getUint32(at + 12, true) !== about.shape) {
      throw new Error("@PREFIX@.wasm was made for other facts, values or acts than @PREFIX@.mjs: build both together");
    }
  }

  #call(name, ...args) {
    return this.#exports[`@PREFIX@_${name}`](...args);
  }
  #view() {
    return new DataView(this.#exports.memory.buffer);
  }
  #room(bytes) {
    const missing = this.#base + bytes - this.#exports.memory.buffer.byteLength;
    if (missing > 0) this.#exports.memory.grow(Math.ceil(missing / 65536));
    return this.#view();
  }
  #put(at, given) {
    const values = new Map();
    collect(given, paths, "", values);
    const view = this.#view();
    for (const fact of about.facts) putFact(view, at, fact, values.get(fact));
    for (let i = about.case_size - about.padding; i < about.case_size; ++i) view.setUint8(at + i, 0);
  }
  #verdict(view, at) {
    // Maps first: a party may be named `constructor`.
    const out = new Map(about.acts.map(([party]) => [party, new Map()]));
    about.acts.forEach(([party, action], i) => {
      const v = at + 4 + VERDICT * i;
      const flags = view.getUint8(v + 2);
      const possible = view.getUint8(v + 1);
      const accepted = view.getUint16(v + 4, true);
      out.get(party).set(action, {
        verdict: WORDS[view.getUint8(v)],
        possible: WORDS.filter((_, w) => (possible >> w) & 1),
        deadline: dateOf(view.getInt32(v + 8, true)),
        not_before: dateOf(view.getInt32(v + 12, true)),
        until: dateOf(view.getInt32(v + 16, true)),
        hours: view.getUint32(v + 20, true),
        accepted: accepted === 0 ? null : accepted - 1,
        unverified: (flags & 1) !== 0,
        open: (flags & 2) !== 0,
        bounded: (flags & 4) !== 0,
      });
    });
    return Object.fromEntries(Array.from(out, ([party, acts]) => [party, Object.fromEntries(acts)]));
  }
  #failed(status) {
    return new CaseError(STATUS[status], STATUS_TEXTS[status]);
  }

  /** Party and action of each verdict, in the decision's order. */
  get acts() {
    return about.acts.map((act) => [...act]);
  }

  /** The verdicts of one case, by party and action. Throws CaseError where there are none. */
  decide(given) {
    const at = this.#base + about.case_room;
    this.#room(about.case_room + about.verdict_size);
    this.#put(this.#base, given);
    const status = this.#call("decide", this.#base, at);
    if (status !== 0) throw this.#failed(status);
    return this.#verdict(this.#view(), at);
  }

  /** The same of many cases; in the place of a case without verdicts stands its CaseError. */
  decideMany(cases) {
    const given = Array.from(cases);
    const out = this.#base + Math.ceil((given.length * about.case_size) / 16) * 16;
    this.#room(out - this.#base + given.length * about.verdict_size);
    const errors = new Map();
    given.forEach((one, i) => {
      try {
        this.#put(this.#base + i * about.case_size, one);
      } catch (error) {
        if (!(error instanceof CaseError)) throw error;
        errors.set(i, error);
      }
    });
    this.#call("decide_many", this.#base, given.length, out);
    const view = this.#view();
    return given.map((_, i) => {
      const at = out + i * about.verdict_size;
      const status = view.getUint32(at, true);
      return errors.get(i) ?? (status !== 0 ? this.#failed(status) : this.#verdict(view, at));
    });
  }

  /** What stands behind the verdicts: rules with citations, missing and presumed facts, acceptances. */
  reasons(given) {
    const at = this.#base + about.case_room;
    const view = this.#room(about.case_room + 16 * about.max_reasons);
    this.#put(this.#base, given);
    const count = this.#call("reasons", this.#base, at, about.max_reasons) >>> 0;
    return Array.from({ length: count }, (_, i) => {
      const r = at + 16 * i;
      const [party, action] = about.acts[view.getUint16(r + 2, true)];
      return {
        party,
        action,
        kind: KINDS[view.getUint16(r, true)],
        index: view.getUint32(r + 4, true),
        name: this.#text(view.getUint32(r + 8, true)),
        cite: this.#text(view.getUint32(r + 12, true)),
      };
    });
  }

  #text(at) {
    const bytes = new Uint8Array(this.#exports.memory.buffer);
    return new TextDecoder().decode(bytes.slice(at, bytes.indexOf(0, at)));
  }

  /** What was compiled: rule-set digest, version, rules with citations, as `jur inspect --format json` prints it. */
  async manifest() {
    const [section] = WebAssembly.Module.customSections(this.#module, ".jur");
    const packed = new Blob([section.slice(16)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(packed).json();
  }
}

async function bytesOf(source) {
  if (!(source instanceof URL) && typeof source !== "string") return source;
  const url = new URL(source, import.meta.url);
  if (url.protocol === "file:") return (await import("node:fs/promises")).readFile(url);
  return (await fetch(url)).arrayBuffer();
}

/** Loads the decision: from @PREFIX@.wasm beside this file, or from another URL, bytes, or a WebAssembly.Module. */
export async function load(source = new URL("./@PREFIX@.wasm", import.meta.url)) {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(await bytesOf(source));
  return new Decision(await WebAssembly.instantiate(module, {}), module);
}

export default load;
