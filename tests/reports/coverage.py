"""The coverage that jur writes is read by genhtml and by a parser of HTML, and its page and its figures agree.
usage: coverage.py SOURCE_DIR JUR"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import html5lib

source, jur = pathlib.Path(sys.argv[1]), sys.argv[2]

# Words that HTML and lcov could take for their own.
PROGRAM = """record Demand { received: date  gag: bool = false  grave: bool  kind: Kind }
enum Kind { letter, order }
record Entity { }
case Request as of demand.received { demand: Demand  party custodian: Entity }
action disclose
# <script>alert("1")</script> & <!-- no comment --> ]]>
law l "a < b & \\"c\\"" {
  rule a "</div><b>" { when demand.grave and demand.kind is order  custodian must disclose unless "<i>&amp;" demand.gag }
  rule never "SF:x,FN:1" { when demand.gag and not demand.gag  custodian must disclose }
}
scenario "</code> & \\"quoted\\"" for Request {
  demand { received: 2020-01-01, grave: true, kind: order }
  expect custodian must disclose
}
"""


def fail(why):
    raise SystemExit(f"coverage: {why}")


def run(*command, **more):
    ran = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120, **more)
    if ran.returncode != 0:
        fail(f"{command}: status {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def totals(lcov):
    """Lines, functions, branches as counted from the records themselves: (hit, found) each."""
    lines = dict(re.findall(r"^DA:(\d+),(\d+)$", lcov, re.M))
    functions = re.findall(r"^FNDA:(\d+),", lcov, re.M)
    branches = re.findall(r"^BRDA:\d+,\d+,\d+,(-|\d+)$", lcov, re.M)
    return [(sum(n not in ("0", "-") for n in kind), len(kind)) for kind in (list(lines.values()), functions, branches)]


def look_at(folder, name, paths, files):
    info, page, data = (folder / f"{name}.{kind}" for kind in ("info", "html", "json"))
    run(jur, "test", *paths, "--coverage-lcov", info, "--coverage-html", page, "--coverage-json", data)
    lcov = info.read_text()
    if lcov.count("\nend_of_record\n") != files:
        fail(f"{name}: records for {lcov.count('end_of_record')} files instead of {files}")

    said = run("genhtml", info, "--branch-coverage", "--output-directory", folder / f"{name}-genhtml")
    if "WARNING" in said or "ERROR" in said:
        fail(f"{name}: genhtml: {said}")
    told = [tuple(map(int, pair)) for pair in re.findall(r"\((\d+) of (\d+) ", said)]
    summed = [tuple(map(sum, zip(*(totals(r)[k] for r in lcov.split("end_of_record\n") if r)))) for k in range(3)]
    if told != summed:
        fail(f"{name}: genhtml counts {told}, the file has {summed}")
    if len(list((folder / f"{name}-genhtml").rglob("*.jur.gcov.html"))) != files:
        fail(f"{name}: genhtml made no page for some file")

    text = page.read_text()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    if tree.findall(".//script") or tree.findall(".//b/..[@class='src']"):
        fail(f"{name}: the page has elements that come from the program")
    marks = {kind: len(tree.findall(f".//mark[@class='{kind}']")) for kind in ("ok", "miss", "never")}
    if min(marks["ok"], marks["miss"]) == 0:
        fail(f"{name}: too few marks: {marks}")
    shown = ["".join(code.itertext()) for code in tree.findall(".//code")]
    for file in re.findall(r"^SF:(.*)$", lcov, re.M):
        for line in pathlib.Path(file).read_text().splitlines():
            if line not in shown:
                fail(f"{name}: the page lacks the line {line!r} of {file}")
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//tr")]
    total = json.loads(data.read_text())["total"]
    for kind, cell in zip(rows[0][1:], rows[-1][1:]):
        if total[kind]["of"] and f"{total[kind]['covered']} of {total[kind]['of']}" not in cell:
            fail(f"{name}: {kind}: the page says {cell!r}, the data {total[kind]}")


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    program = folder / "a & b <c>.jur"
    program.write_text(PROGRAM)
    look_at(folder, "odd", [program], 1)
    look_at(folder, "story", [source / "examples/microsoft-ireland/accepted.jur"], 2)
print("coverage: genhtml and a parser of HTML read what jur writes")
