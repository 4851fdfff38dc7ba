"""Decision `@DECISION@` on a case of type `@CASE@`. Made by jur @VERSION@; do not edit.

Rule set @DIGEST@

Needs lib@PREFIX@.so beside this file (or `load` with its path), and nothing else but Python 3.10:

    verdict = @PREFIX@.decide(@PREFIX@.Case(...))

In a case `None` says that a fact is not known, and `NONE` that there is no such thing.
"""
from __future__ import annotations

import ctypes
import dataclasses
import datetime
import enum
import pathlib
import threading
from collections.abc import Iterable, Mapping, Set
from typing import Any, Dict, Final, List, NamedTuple, Optional, Tuple, Type, Union, cast


class Word(enum.Enum):
    """A verdict; the first that fits."""

    UNDETERMINED = "undetermined"
    CONTRADICTORY = "contradictory"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    PERMITTED = "permitted"
    EXEMPT = "exempt"
    SILENT = "silent"


class NoneType(enum.Enum):
    """The type of NONE: there is no such thing."""

    NONE = "none"


NONE: Final = NoneType.NONE


class CaseError(ValueError):
    """A case that has no verdicts. `status` is "invalid", "incomplete" or "impossible"."""

    def __init__(self, status: str, message: str, fact: Optional[str] = None) -> None:
        super().__init__(message)
        self.status = status
        self.fact = fact


class LibraryError(RuntimeError):
    """The shared library is of another version than this module."""


@dataclasses.dataclass(frozen=True)
class ActVerdict:
    """The verdict on one act."""

    act: str
    word: Word
    possible: Tuple[Word, ...]
    """The words left, where facts are unknown."""
    deadline: Optional[datetime.date]
    """Required: the last day of the duty that ends first."""
    not_before: Optional[datetime.date]
    """Required: the first day of that duty on which it is not forbidden."""
    until: Optional[datetime.date]
    """The last day of keep-doing duties, bans or permissions."""
    hours: int
    """The duty's length where the law counts hours, else 0."""
    accepted: Optional[int]
    """Contradictory and accepted: the index of the acceptance in the manifest."""
    unverified: bool
    """Rests on something marked unverified."""
    open: bool
    """Another answer to a presumed fact gives another word: see the reasons."""
    bounded: bool
    """Too many combinations of unknown facts: undetermined, though one word may be left."""


@dataclasses.dataclass(frozen=True)
class Reason:
    """What stands behind a verdict. `kind` is "rule", "missing", "open" or "accepted"."""

    act: str
    kind: str
    index: int
    name: str
    cite: str
    """Of a rule its citation, of a fact who decides it, of an acceptance to whom it is referred."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """A rule of the rule set."""

    name: str
    party: str
    title: str
    cite: str
    breach: str
    law: str
    law_title: str
    law_cite: str
    order: str
    unverified: bool


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What was compiled."""

    decision: str
    version: str
    digest: str
    strategy: str
    rules: Tuple[Rule, ...]
    acts: Tuple[str, ...]
    facts: Tuple[str, ...]
    bounded: Tuple[str, ...]
    acceptances: Tuple[Tuple[str, str, str], ...]
    """Reason, to whom it is referred, citation."""

@TYPES@

class _Fact(NamedTuple):
    attribute: str
    name: str
    kind: str
    offset: int
    size: int
    words: int
    lo: int
    hi: int
    none: Optional[int]
    unknown: int
    optional: bool
    values: Optional[Type[enum.Enum]]
    needed: bool


_FACTS: Final[Tuple[_Fact, ...]] = (@FACTS@)
_ACTS: Final[Tuple[Tuple[str, str], ...]] = (@ACTS@)
_ABI: Final = @ABI@
_SHAPE: Final = @SHAPE@
_CASE_SIZE: Final = @CASE_SIZE@
_VERDICT_SIZE: Final = @VERDICT_SIZE@
_MAX_REASONS: Final = @MAX_REASONS@

_WORDS: Final = tuple(Word)
_STATUS: Final = (
    ("ok", ""),
    ("invalid", "the case holds a value that no fact can have"),
    ("incomplete", "the case lacks a fact that must be known"),
    ("impossible", "however the unknown facts are filled in, an assumption of the rules is broken"),
)
_KINDS: Final = ("", "rule", "missing", "open", "accepted")
_EPOCH: Final = datetime.date(1970, 1, 1)
_NO_DATE: Final = -(2**31)


def _numbered() -> Dict[enum.Enum, int]:
    numbers: Dict[enum.Enum, int] = {}
    for fact in _FACTS:
        if fact.values is not None:
            members: List[enum.Enum] = list(fact.values)
            numbers.update((member, i) for i, member in enumerate(members))
    return numbers


_ORDINALS: Final = _numbered()


class _CRule(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("party", ctypes.c_char_p), ("title", ctypes.c_char_p),
                ("cite", ctypes.c_char_p), ("breach", ctypes.c_char_p), ("law", ctypes.c_char_p),
                ("law_title", ctypes.c_char_p), ("law_cite", ctypes.c_char_p), ("order", ctypes.c_char_p),
                ("unverified", ctypes.c_uint32)]


class _CReason(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_uint16), ("act", ctypes.c_uint16), ("index", ctypes.c_uint32),
                ("name", ctypes.c_char_p), ("cite", ctypes.c_char_p)]


class _CAcceptance(ctypes.Structure):
    _fields_ = [("reason", ctypes.c_char_p), ("refer", ctypes.c_char_p), ("cite", ctypes.c_char_p)]


class _CManifest(ctypes.Structure):
    _fields_ = [("abi", ctypes.c_uint32), ("case_size", ctypes.c_uint32), ("verdict_size", ctypes.c_uint32),
                ("shape", ctypes.c_uint32), ("version", ctypes.c_char_p), ("decision", ctypes.c_char_p),
                ("digest", ctypes.c_char_p), ("strategy", ctypes.c_char_p), ("rules", ctypes.POINTER(_CRule)),
                ("acts", ctypes.POINTER(ctypes.c_char_p)), ("facts", ctypes.POINTER(ctypes.c_char_p)),
                ("bounded", ctypes.POINTER(ctypes.c_char_p)), ("acceptances", ctypes.POINTER(_CAcceptance)),
                ("rule_count", ctypes.c_uint32), ("act_count", ctypes.c_uint32), ("fact_count", ctypes.c_uint32),
                ("bounded_count", ctypes.c_uint32), ("acceptance_count", ctypes.c_uint32)]


_lock: Final = threading.Lock()
_loaded: List[Any] = []


def load(path: Union[str, pathlib.Path, None] = None) -> None:
    """Loads the shared library, by default lib@PREFIX@.so beside this file. The first decision does so by itself."""
    found = pathlib.Path(__file__).with_name("lib@PREFIX@.so") if path is None else pathlib.Path(path)
    library = ctypes.CDLL(str(found))
    manifest_of = getattr(library, "@PREFIX@_manifest")
    manifest_of.restype = ctypes.POINTER(_CManifest)
    what = manifest_of().contents
    if what.abi != _ABI:
        raise LibraryError(f"{found} is of ABI version {what.abi} of jur, and this module of {_ABI}")
    if what.shape != _SHAPE:
        raise LibraryError(f"{found} was made for other facts, values or acts than this module: build both together")
    reasons_of = getattr(library, "@PREFIX@_reasons")
    reasons_of.restype = ctypes.c_size_t
    reasons_of.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
    many = getattr(library, "@PREFIX@_decide_many")
    many.restype = ctypes.c_int
    many.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
    columns = getattr(library, "@PREFIX@_decide_columns")
    columns.restype = ctypes.c_int
    columns.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
    with _lock:
        _loaded[:] = [(many, reasons_of, what, columns)]


def _library() -> Tuple[Any, Any, Any, Any]:
    if not _loaded:
        load()
    return cast(Tuple[Any, Any, Any, Any], _loaded[0])


def _wrong(fact: _Fact, value: object, what: str) -> CaseError:
    return CaseError("invalid", f"`{fact.name}` is {value!r}, {what}", fact.name)


def _ordinal(fact: _Fact, value: object) -> int:
    if fact.values is None or not isinstance(value, fact.values):
        raise _wrong(fact, value, f"which is no value of {fact.values.__name__ if fact.values else 'it'}")
    return _ORDINALS[value]


def _number(fact: _Fact, value: object) -> int:
    if value is NONE and fact.none is not None:
        return fact.none
    if fact.kind == "enum":
        return _ordinal(fact, value)
    if fact.kind == "bool":
        if isinstance(value, bool):
            return int(value)
        raise _wrong(fact, value, "not True or False")
    if fact.kind == "date":
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            number = (value - _EPOCH).days
        else:
            raise _wrong(fact, value, "not a datetime.date")
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise _wrong(fact, value, "not a whole number")
    if not fact.lo <= number <= fact.hi:
        raise _wrong(fact, value, "which lies outside its range")
    return number


def _put(buffer: memoryview, base: int, case: Case) -> None:
    for fact in _FACTS:
        value = getattr(case, fact.attribute)
        if value is None and not fact.optional:
            raise CaseError("incomplete", f"the case lacks `{fact.name}`", fact.name)
        if fact.kind != "set":
            number = fact.unknown if value is None else _number(fact, value)
        elif value is None:
            number = 0
        elif isinstance(value, Set):
            number = 1
            for member in value:
                number |= 2 << _ordinal(fact, member)
        else:
            raise _wrong(fact, value, "not a set")
        at = base + fact.offset
        size = fact.size * fact.words
        buffer[at:at + size] = (number & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def _room(size: int) -> Tuple[Any, memoryview]:
    words = (ctypes.c_uint64 * max(1, (size + 7) // 8))()
    return words, memoryview(words).cast("B")


def _date(days: int) -> Optional[datetime.date]:
    return None if days == _NO_DATE else _EPOCH + datetime.timedelta(days=days)


def _act(view: memoryview, at: int, name: str) -> ActVerdict:
    flags = view[at + 2]
    numbers = [int.from_bytes(view[at + k:at + k + 4], "little", signed=True) for k in (8, 12, 16, 20)]
    accepted = int.from_bytes(view[at + 4:at + 6], "little")
    return ActVerdict(
        act=name,
        word=_WORDS[view[at]],
        possible=tuple(word for w, word in enumerate(_WORDS) if view[at + 1] >> w & 1),
        deadline=_date(numbers[0]),
        not_before=_date(numbers[1]),
        until=_date(numbers[2]),
        hours=numbers[3] & 0xFFFFFFFF,
        accepted=accepted - 1 if accepted else None,
        unverified=bool(flags & 1),
        open=bool(flags & 2),
        bounded=bool(flags & 4),
    )


def _failed(status: int) -> CaseError:
    return CaseError(*_STATUS[status])


def decide_many(cases: Iterable[Case]) -> List[Union[Verdict, CaseError]]:
    """The verdicts of many cases; in the place of a case without verdicts stands its CaseError."""
    many = _library()[0]
    given = list(cases)
    facts, encoded = _room(len(given) * _CASE_SIZE)
    out, view = _room(len(given) * _VERDICT_SIZE)
    errors: Dict[int, CaseError] = {}
    for i, case in enumerate(given):
        try:
            _put(encoded, i * _CASE_SIZE, case)
        except CaseError as error:
            errors[i] = error
    many(ctypes.addressof(facts), len(given), ctypes.addressof(out))
    verdicts: List[Union[Verdict, CaseError]] = []
    for i in range(len(given)):
        at = i * _VERDICT_SIZE
        status = int.from_bytes(view[at:at + 4], "little")
        if i in errors:
            verdicts.append(errors[i])
        elif status != 0:
            verdicts.append(_failed(status))
        else:
            verdicts.append(Verdict(**{attribute: _act(view, at + 4 + 24 * k, name)
                                       for k, (attribute, name) in enumerate(_ACTS)}))
    return verdicts


def decide_columns(columns: Mapping[str, Any]) -> Tuple[bytes, Dict[str, bytes]]:
    """The words of many cases that lie in columns: of each fact, by its attribute of Case, the values one after the other in any
    contiguous buffer (bytes, array.array, a NumPy array), numbered and as wide as in the C header.

    Returns the statuses, a byte a case (0 is ok), and by attribute of Verdict the words, a byte a case: tuple(Word)[byte].
    """
    facts = sorted(_FACTS, key=lambda fact: fact.offset)
    kept: List[Any] = []
    count: Optional[int] = None
    for fact in facts:
        if fact.attribute not in columns:
            raise CaseError("incomplete", f"there is no column for `{fact.name}`", fact.name)
        given = memoryview(columns[fact.attribute]).cast("B")
        rows, rest = divmod(len(given), fact.size * fact.words)
        count = rows if count is None else count
        if rest or rows != count:
            raise CaseError("invalid", f"the column of `{fact.name}` does not hold {count} values", fact.name)
        words, view = _room(len(given))
        view[:len(given)] = given
        kept.append(words)
    count = count or 0
    inputs = (ctypes.c_void_p * max(1, len(kept)))(*(ctypes.addressof(words) for words in kept))
    outs = [ctypes.create_string_buffer(max(1, count)) for _ in range(1 + len(_ACTS))]
    outputs = (ctypes.c_void_p * len(outs))(*(ctypes.addressof(out) for out in outs))
    _library()[3](ctypes.addressof(inputs), count, ctypes.addressof(outputs))
    return outs[0].raw[:count], {name: out.raw[:count] for (name, _), out in zip(_ACTS, outs[1:])}


def decide(case: Case) -> Verdict:
    """The verdicts of one case. Raises CaseError where there are none."""
    verdict = decide_many([case])[0]
    if isinstance(verdict, CaseError):
        raise verdict
    return verdict


def reasons(case: Case) -> List[Reason]:
    """What stands behind the verdicts: rules with citations, missing and presumed facts, acceptances."""
    facts, encoded = _room(_CASE_SIZE)
    _put(encoded, 0, case)
    found = (_CReason * _MAX_REASONS)()
    count = _library()[1](ctypes.addressof(facts), ctypes.addressof(found), _MAX_REASONS)
    return [Reason(_ACTS[r.act][1], _KINDS[r.kind], r.index, r.name.decode(), r.cite.decode()) for r in found[:count]]


def manifest() -> Manifest:
    """What was compiled: rule-set digest, version, rules with citations."""
    m = _library()[2]
    return Manifest(
        decision=m.decision.decode(),
        version=m.version.decode(),
        digest=m.digest.decode(),
        strategy=m.strategy.decode(),
        rules=tuple(Rule(name=r.name.decode(), party=r.party.decode(), title=r.title.decode(), cite=r.cite.decode(),
                         breach=r.breach.decode(), law=r.law.decode(), law_title=r.law_title.decode(),
                         law_cite=r.law_cite.decode(), order=r.order.decode(), unverified=bool(r.unverified))
                    for r in m.rules[:m.rule_count]),
        acts=tuple(t.decode() for t in m.acts[:m.act_count]),
        facts=tuple(t.decode() for t in m.facts[:m.fact_count]),
        bounded=tuple(t.decode() for t in m.bounded[:m.bounded_count]),
        acceptances=tuple((a.reason.decode(), a.refer.decode(), a.cite.decode())
                          for a in m.acceptances[:m.acceptance_count]),
    )


def _from_json(fact: _Fact, value: object) -> object:
    if value == "none" and fact.none is not None:
        return NONE
    try:
        if fact.kind == "enum" and fact.values is not None:
            return fact.values(value)
        if fact.kind == "set" and fact.values is not None and isinstance(value, (list, tuple)):
            return frozenset(fact.values(member) for member in value)
        if fact.kind == "date" and isinstance(value, str):
            return datetime.date.fromisoformat(value)
    except ValueError:
        raise _wrong(fact, value, "which is no value of it") from None
    return value


def case_of(json_case: Mapping[str, Any]) -> Case:
    """The case that `jur run` reads as JSON: nested objects, `null` or absence for what is unknown or has a default."""
    known = {fact.name: fact for fact in _FACTS}
    prefixes = {name[:i] for name in known for i, c in enumerate(name) if c == "."}
    given: Dict[str, Any] = {}

    def collect(part: Mapping[str, Any], path: str) -> None:
        for key, value in part.items():
            name = f"{path}.{key}" if path else key
            if name in known:
                if value is not None:
                    given[known[name].attribute] = _from_json(known[name], value)
            elif name not in prefixes or not (value is None or isinstance(value, Mapping)):
                raise CaseError("invalid", f"no fact is named `{name}`", name)
            elif value is not None:
                collect(value, name)

    collect(json_case, "")
    for fact in _FACTS:
        if fact.needed and fact.attribute not in given:
            raise CaseError("incomplete", f"the case lacks `{fact.name}`", fact.name)
    return Case(**given)
