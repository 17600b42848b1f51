"""What a lock has of a page's sentences about a work: read, and held against what is found now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.locking import shapes
from ccsvi_refs.locking.change import Change, ChangeOf
from ccsvi_refs.locking.shapes import WrongShape, inside, text
from ccsvi_refs.locking.writing import point_json, shortened, statement_json
from ccsvi_refs.matching import statements
from ccsvi_refs.matching.statements import Checked, Point, SourceText
from ccsvi_refs.matching.statements.checking import Verdict
from ccsvi_refs.matching.statements.counting import Counted
from ccsvi_refs.matching.statements.quantities import Quantity
from ccsvi_refs.matching.statements.quoting import Change as Wording
from ccsvi_refs.matching.statements.quoting import Quoted
from ccsvi_refs.matching.statements.sources import Extent
from ccsvi_refs.model import Attribution, Bibliography
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import NOBODY_HAS_IT, Resolution

_KINDS: tuple[Literal["quotation", "number"], ...] = ("quotation", "number")
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_EXTENTS: tuple[Extent, ...] = get_args(Extent)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
#: Of whatever one sentence has several, it has not so many.
_MOST = 1000
_NAMES: Mapping[Extent, str] = {
    "abstract": "the abstract",
    "full-text": "the full text",
    "excerpt": "what was read of the abstract",
}


@dataclass(frozen=True, slots=True)
class Advanced:
    """What a lock has of the sentences about a work after a run, what has changed, and why some stand unasked."""

    statements: Mapping[str, Checked]
    changes: tuple[Change, ...] = ()
    why: str = ""


def read(data: Mapping[str, Any]) -> Mapping[str, Checked]:
    """Return what a citation's part of a lock has of sentences; WrongShape where it makes no sense."""
    with inside("statements"):
        found = shapes.table(data.get("statements", {}))
        return FrozenDict({mark: _checked(mark, each) for mark, each in found.items()})


def _checked(mark: str, value: object) -> Checked:
    with inside(mark):
        if not _DIGEST.fullmatch(mark):
            raise WrongShape("a sentence's digest is sha256: and 64 digits")
        data = shapes.table(value)
        texts, points = shapes.rows(data, "texts", _source, _MOST), shapes.rows(data, "points", _point, _MOST)
        if points and not texts:
            raise WrongShape("what is checked has texts that were read")
        return Checked(points, texts, text(data, "unread"), shapes.day(data.get("read"), "read"))


def _source(data: Mapping[str, Any]) -> SourceText:
    return SourceText("", shapes.word(data, "extent", _EXTENTS), text(data, "source"))


def _point(data: Mapping[str, Any]) -> Point:
    kind, verdict = shapes.word(data, "kind", _KINDS), shapes.word(data, "verdict", _VERDICTS)
    said, source = text(data, "said"), _source(data) if "extent" in data else None
    registered = text(data, "registered")
    if verdict == "differs" and not source:
        raise WrongShape("what differs says where that was read")
    if kind == "number":
        other = _number(registered) if registered else None
        counted = Counted(_number(said), verdict, other)
        return Point("number", said, verdict, source, counted=counted)
    changes = shapes.rows(data, "changes", _wording, _MOST)
    likeness = shapes.number(data, "likeness")
    quoted = Quoted("differs", registered, changes, likeness) if verdict == "differs" else None
    return Point("quotation", said, verdict, source, quoted)


def _wording(data: Mapping[str, Any]) -> Wording:
    return Wording(text(data, "cited"), text(data, "registered"))


def _number(printed: str) -> Quantity:
    return Quantity("count", 0.0, printed, 0, 0)


def telling(page: Bibliography) -> Iterator[tuple[str, Attribution]]:
    """Yield the sentences of a page that have a quotation or number, each with its digest."""
    for one in page.attributions:
        quotations = [each.text for each in one.quotations]
        if statements.has_any(one.claim, quotations):
            yield statements.mark(one.claim, quotations), one


def about(page: Bibliography) -> Mapping[str, Mapping[str, Attribution]]:
    """Return the sentences about each work that a page names, by their digests."""
    said: dict[str, dict[str, Attribution]] = {}
    for mark, one in telling(page):
        for key in one.references:
            said.setdefault(key, {})[mark] = one
    return said


def kept(former: Mapping[str, Checked], said: Mapping[str, Attribution]) -> Mapping[str, Checked]:
    """Return what a lock has of the sentences that the page still has."""
    return FrozenDict({mark: former[mark] for mark in said if mark in former})


def put_back(locked: Mapping[str, Checked], said: Mapping[str, Attribution]) -> Mapping[str, Checked]:
    """Return what a lock has of a page's sentences, with their own words in it, by their digests."""
    again = {
        mark: statements.put_back(locked[mark], one.claim, [each.text for each in one.quotations])
        for mark, one in said.items()
        if mark in locked
    }
    return FrozenDict({mark: each for mark, each in again.items() if each})


def advanced(
    former: Mapping[str, Checked], said: Mapping[str, Attribution], found: Resolution, heard: set[str], today: str
) -> Advanced:
    """Return what a lock has of the sentences ``said`` about a matched work after a run that heard some registries.

    What was read before and could not be read now stands, unless what was read now has all that the sentence says.
    """
    made: dict[str, Checked] = {}
    changes: list[Change] = []
    why = ""
    for mark, one in said.items():
        quotations = [each.text for each in one.quotations]
        now = statements.checked(one.claim, quotations, found.texts, found.unread, today)
        then = former.get(mark)
        if then is not None and _stands(then, now, heard):
            made[mark] = then
            why = why or found.unread or "what was read before could not be read now"
        elif then is not None and _is_same(then, now):
            made[mark] = then
        elif len(now.points) <= _MOST:
            made[mark] = now
            told = _between(then, now) if then else [_added(one)]
            changes += (replace(each, about=found.id, location=one.location) for each in told)
    return Advanced(FrozenDict(made), tuple(changes), why)


def _added(one: Attribution) -> Change:
    return Change("statement-added", f"new in the lock: {shown(one)}", now=shown(one))


def shown(one: Attribution) -> str:
    """Return how a sentence is named."""
    return shortened(one.text)


def _stands(then: Checked, now: Checked, heard: set[str]) -> bool:
    """Return whether a text is missing that was read before, though nobody has said that there is none any more."""
    lost = [text for text in then.texts if text not in now.texts]
    silent = _failed(now) or any(text.source not in heard for text in lost)
    return bool(lost) and not now.is_borne_out and silent


def _failed(now: Checked) -> bool:
    """Return whether somebody who may have a text could not be asked for it."""
    return now.unread not in ("", NOBODY_HAS_IT)


def _is_same(then: Checked, now: Checked) -> bool:
    """Return whether a sentence stands to its work as it did; that somebody could not be asked is no news."""
    before, after = statement_json(then), statement_json(now)
    passing = ("read", "unread") if _failed(now) else ("read",)
    return all(before.get(name) == after.get(name) for name in {*before, *after} - {*passing})


def _between(then: Checked, now: Checked) -> Iterator[Change]:
    """Yield the quotations and numbers of a sentence that stand to the work otherwise than they did."""
    before: list[Point | None] = [*then.points] if len(then.points) == len(now.points) else [None for _ in now.points]
    for old, new in zip(before, now.points, strict=True):
        if new.verdict == "differs" if old is None else _outcome(old) != _outcome(new):
            was, now_is = _standing(old), _standing(new)
            shown = f"“{shortened(new.said)}”" if new.kind == "quotation" else new.said
            source = new.source.source if new.source else ""
            yield Change(
                _graver(old, new), f"{shown} was {was}; now it is {now_is}", was=was, now=now_is, source=source
            )


def _outcome(point: Point) -> tuple[str, str]:
    return point.verdict, point_json(point).get("registered", "")


def _graver(old: Point | None, new: Point) -> ChangeOf:
    """Return how grave it is that a text says something else: what it bears out now makes no sentence wrong."""
    worse = new.verdict == "differs" or (new.verdict == "absent" and old is not None and old.verdict == "same")
    return "statement" if worse else "statement-detail"


def _standing(point: Point | None) -> str:
    """Return how a quotation or number stands to what was read, in words that go with "is"."""
    if point is None:
        return "not checked"
    where = f"{_NAMES[point.source.extent]} ({table.title(point.source.source)})" if point.source else ""
    if point.verdict == "differs":
        return f"otherwise in {where}: “{point_json(point).get('registered', '')}”"
    if point.verdict == "same":
        return f"in {where}" if where else "in what was read"
    return "not in what was read" if point.verdict == "absent" else "undecided"
