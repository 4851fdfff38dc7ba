// Prints what the wasm modules in the working folder say of their cases: a line an act, or the status where a case has no verdicts.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const list = (numbers) => (numbers.length > 0 ? numbers.join(",") : "-");

function line(verdict, reasons) {
  if (verdict.bounded) return "bounded";
  const of = (kind) => list(reasons.filter((r) => r.kind === kind).map((r) => r.index));
  return [
    verdict.verdict,
    list(verdict.possible),
    verdict.deadline ?? "-",
    verdict.not_before ?? "-",
    verdict.until ?? "-",
    verdict.hours,
    verdict.accepted ?? -1,
    verdict.unverified ? 1 : 0,
    `rules ${of("rule")} missing ${of("missing")} open ${of("open")}`,
  ].join(" ");
}

for (const name of process.argv.slice(2)) {
  const { load, CaseError } = await import(pathToFileURL(`${name}.mjs`));
  const decision = await load();
  const cases = readFileSync(`${name}.jsonl`, "utf8").trimEnd().split("\n").map((text) => JSON.parse(text));
  const many = decision.decideMany(cases);
  cases.forEach((one, i) => {
    let verdict;
    try {
      verdict = decision.decide(one);
    } catch (error) {
      if (!(error instanceof CaseError)) throw error;
      verdict = error;
    }
    if (JSON.stringify(verdict) !== JSON.stringify(many[i])) throw new Error(`${name}: one and many differ in case ${i}`);
    if (verdict instanceof CaseError) {
      console.log(verdict.status);
      return;
    }
    const reasons = decision.reasons(one);
    for (const [party, action] of decision.acts) {
      console.log(line(verdict[party][action], reasons.filter((r) => r.party === party && r.action === action)));
    }
  });
}
