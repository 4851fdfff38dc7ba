"""Every SARIF log that jur prints keeps to the schema of SARIF 2.1.0.
usage: sarif.py SOURCE_DIR JUR SCHEMA"""
import concurrent.futures
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema

source, jur, schema = pathlib.Path(sys.argv[1]), sys.argv[2], json.loads(pathlib.Path(sys.argv[3]).read_text())
validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
BLOCK = re.compile(r"^```jur bad([^\n]*)\n(.*?)^```", re.M | re.S)

CLASH = """record Demand { received: date }
record Entity { }
case Request as of demand.received { demand: Demand  party custodian: Entity }
action disclose
law us { jurisdiction "US" rule warrant { custodian must disclose } }
law ie { jurisdiction "IE" in force from 2003-07-01 rule secrecy { custodian must not disclose } }
"""
ACCEPTED = CLASH + 'accept contradiction us.warrant, ie.secrecy { reason "known" }\n'
FAILING = ACCEPTED + """scenario "fails" for Request { demand { received: 2001-01-01 } expect custodian may disclose }
property "refuted" for Request { expect custodian disclose is not contradictory }
"""


def log(arguments):
    ran = subprocess.run([jur, *map(str, arguments), "--format", "sarif"], capture_output=True, text=True, timeout=60)
    if ran.returncode not in (0, 1, 2) or ran.stderr:
        raise SystemExit(f"sarif: {arguments}: status {ran.returncode}: {ran.stderr}")
    return json.loads(ran.stdout)


def problems(what):
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(what)]


def results(what):
    return {r["ruleId"] for r in what["runs"][0]["results"]}


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)

    def file(name, text):
        path = folder / name
        path.write_text(text)
        return path

    # By command: what must be found in its log.
    told = [
        (["check", file("clash.jur", CLASH)], "contradiction-between-orders"),
        (["check", file("accepted.jur", ACCEPTED)], "contradiction-between-orders"),
        (["check", folder / "none.jur"], "file-unreadable"),
        (["check", file("broken %.jur", "law {\n")], "syntax-error"),
        (["lint", folder / "accepted.jur", "--deny", "pedantic"], "missing-breach"),
        (["test", file("failing.jur", FAILING)], "scenario-failed"),
        (["test", folder / "failing.jur"], "property-refuted"),
        (["test", folder / "failing.jur", "--min", "100"], "coverage-below-minimum"),
        (["test", folder / "clash.jur"], "no-tests"),
        (["diff", folder / "clash.jur", file("changed.jur", CLASH.replace("must not", "may"))], "verdict-changed"),
        (["diff", folder / "clash.jur", folder / "broken %.jur"], "syntax-error"),
    ]
    wrong = []
    for arguments, name in told:
        one = log(arguments)
        wrong += [f"{arguments}: {p}" for p in problems(one)]
        if name not in results(one):
            wrong.append(f"{arguments}: no {name}, but {sorted(results(one))}")

    # The validator can refuse: each of these is no SARIF.
    good = log(told[0][0])
    for place, value in (("version", "2.0.0"), ("runs", {}), ("more", 1)):
        bad = copy.deepcopy(good)
        bad[place] = value
        if not problems(bad):
            wrong.append(f"`{place}` may be anything")
    bad = copy.deepcopy(good)
    bad["runs"][0]["results"][0]["level"] = "fatal"
    if not problems(bad):
        wrong.append("`level` may be anything")

    # Each finding that a page shows.
    pages = []
    for page in sorted([*source.glob("docs/diagnostics/*.md"), *source.glob("docs/lints/*.md")]):
        for n, block in enumerate(BLOCK.finditer(page.read_text())):
            path = file(f"{page.parent.name}-{page.stem}-{n}.jur", block.group(2))
            pages.append([("lint" if page.parent.name == "lints" else "check"), path])
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for arguments, one in zip(pages, pool.map(log, pages)):
            wrong += [f"{arguments}: {p}" for p in problems(one)]

if wrong:
    raise SystemExit("sarif: " + "\n".join(wrong))
print(f"sarif: {len(told) + len(pages)} logs are valid")
