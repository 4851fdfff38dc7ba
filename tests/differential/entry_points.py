"""Prints what the Python modules in the working folder say of their cases: a line an act, or the status of a case without verdicts."""
import dataclasses
import importlib
import json
import os
import sys

sys.path.insert(0, os.getcwd())
sys.dont_write_bytecode = True


def shown(items):
    return ",".join(str(i) for i in items) or "-"


def line(verdict, reasons):
    if verdict.bounded:
        return "bounded"
    of = lambda kind: shown(r.index for r in reasons if r.kind == kind and r.act == verdict.act)
    dates = " ".join(str(d or "-") for d in (verdict.deadline, verdict.not_before, verdict.until))
    accepted = -1 if verdict.accepted is None else verdict.accepted
    return (f"{verdict.word.value} {shown(w.value for w in verdict.possible)} {dates} {verdict.hours} {accepted} "
            f"{int(verdict.unverified)} rules {of('rule')} missing {of('missing')} open {of('open')}")


def check_columns(module, cases, verdicts):
    """What decide_columns says of the cases is what decide_many said."""
    room, view = module._room(len(cases) * module._CASE_SIZE)
    for i, case in enumerate(cases):
        module._put(view, i * module._CASE_SIZE, case)
    columns = {}
    for fact in module._FACTS:
        size = fact.size * fact.words
        starts = range(fact.offset, len(cases) * module._CASE_SIZE, module._CASE_SIZE)
        columns[fact.attribute] = b"".join(bytes(view[at:at + size]) for at in starts)
    statuses, words = module.decide_columns(columns)
    for i, verdict in enumerate(verdicts):
        if isinstance(verdict, module.CaseError):
            assert module._STATUS[statuses[i]][0] == verdict.status
            continue
        assert statuses[i] == 0
        for field in dataclasses.fields(verdict):
            assert tuple(module.Word)[words[field.name][i]] == getattr(verdict, field.name).word


for name in sys.argv[1:]:
    module = importlib.import_module(name)
    with open(f"{name}.jsonl", encoding="utf-8") as file:
        cases = [module.case_of(json.loads(text)) for text in file]
    check_columns(module, cases, module.decide_many(cases))
    for case, verdict in zip(cases, module.decide_many(cases)):
        try:
            one = module.decide(case)
        except module.CaseError as error:
            assert isinstance(verdict, module.CaseError) and verdict.status == error.status
            print(error.status)
            continue
        assert one == verdict
        reasons = module.reasons(case)
        for field in dataclasses.fields(one):
            print(line(getattr(one, field.name), reasons))
