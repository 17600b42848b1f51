"""Why our engine and citeproc-js print different texts, who is right, and by which sentence.

Each cause levels what it explains: two texts that differ by causes alone are the same when all of these have levelled
them. Where that would level too much, a cause is ``retold``: ours prints the text once more as the cause would have it,
and what citeproc-js printed has to be that. The specification: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from benchmarks.differences.asking import About
from benchmarks.differences.cause import Cause
from benchmarks.differences.causes_by_turns import BY_TURNS
from benchmarks.differences.causes_in_documents import IN_DOCUMENTS
from benchmarks.differences.causes_in_readings import IN_READINGS
from benchmarks.differences.causes_in_styles import IN_STYLES
from benchmarks.differences.causes_in_values import IN_VALUES
from benchmarks.differences.retelling import reordered
from benchmarks.differences.revaluing import read_so
from benchmarks.differences.turning import Turn, area

CAUSES: tuple[Cause, ...] = (*IN_VALUES, *IN_STYLES, *IN_READINGS, *IN_DOCUMENTS, *BY_TURNS)
_MOST = (100, 600, 2_000, 0)
"""So many ways of levelling by one cause, by two and by three go on to another."""
_TURNS, _WIDTH = 4, 2
"""So many causes turn a text one after another; so many ways of each step go on to the next."""
_SMALL = 15_000
"""Styles with longer XML than this are turned by one cause at a time: each text of theirs takes long."""
OURS = frozenset(cause.name for cause in CAUSES if cause.right == "ours")


def cause(about: About, theirs: str, ours: str) -> Cause | None:
    """Return the cause of a difference, the first where it takes several, None where the ledger has none."""
    found = _levelled(_levelling(about, theirs, ours), theirs, ours)
    if found is not None or "again" not in about:
        return found
    about = {**about, "texts": (theirs, ours)}
    alone = [
        one
        for one in CAUSES
        if one.turns and one.may(about) and any(_same(about["again"](turns=(turn,)), theirs) for turn in one.turns)
    ]
    if alone:
        return alone[0]
    return _retold(about, theirs, ours) or _read(about, theirs, ours) or _turned(about, theirs, ours)


def _read(about: About, theirs: str, ours: str) -> Cause | None:
    """Return the first cause that lies in values, where ours prints them all as citeproc-js reads them."""
    readings = [one for one in CAUSES if one.reading is not None and one.may(about)]
    if not readings:
        return None
    read = read_so(about, [one.reading for one in readings if one.reading is not None])
    told = read["again"]()
    if told != ours and _explained(about, theirs, told):
        return readings[0]
    read = {**read, "texts": (theirs, told)}
    found = _retold(read, theirs, told, causes=[one for one in CAUSES if one.reading is None])
    return readings[0] if found is not None else None


def _retold(about: About, theirs: str, ours: str, whole: bool = True, causes: Sequence[Cause] = CAUSES) -> Cause | None:
    """Return the first cause as which ours prints what citeproc-js did, up to what others level.

    ``whole`` tries other orders of the cites as well, each of which takes long.
    """
    for one in causes:
        if one.retold is None or not (whole or one.retold is not reordered) or not one.may(about):
            continue
        for told in one.retold(about):
            if told != ours and _explained(about, theirs, told):
                return one
    return None


def _explained(about: About, theirs: str, told: str) -> bool:
    return _same(told, theirs) or _levelled(_levelling(about, theirs, told), theirs, told, most=3) is not None


@dataclass(frozen=True, slots=True)
class Step:
    """What ours prints as some causes turn the style and the items, and how near that is to the other text."""

    text: str
    near: float
    turns: tuple[Turn, ...] = ()
    causes: tuple[Cause, ...] = ()


def _turned(about: About, theirs: str, ours: str) -> Cause | None:
    """Return the first of causes as which, together, ours prints what citeproc-js did; an open one before others."""
    may = [(one, turn) for one in CAUSES for turn in one.turns if one.may(about)]
    steps, seen = [Step(ours, _near(theirs, ours))], {ours}
    for _ in range(_TURNS if len(about["xml"]) < _SMALL else 1):
        grown = []
        for step in steps:
            for one, turn in may:
                turns = (*step.turns, turn)
                told = about["again"](turns=turns)
                if told in seen or turn in step.turns:
                    continue
                seen.add(told)
                grown.append(Step(told, _near(theirs, told), turns, (*step.causes, one)))
        steps = sorted(grown, key=lambda step: -step.near)[:_WIDTH]
        for step in steps:
            if _explained(about, theirs, step.text) or (
                step is steps[0] and _retold(_as_turned(about, step), theirs, step.text, whole=False)
            ):
                return next((one for one in step.causes if one.right == "open"), step.causes[0])
    return None


def _as_turned(about: About, step: Step) -> About:
    """Return what is asked of a difference as if the style and the items were as a step has them."""
    xml = about["xml"]
    for turn in step.turns:
        xml = turn.xml(xml, area(about))

    def again(**changes: Any) -> str:
        return str(about["again"](turns=step.turns, **changes))

    return {**about, "xml": xml, "again": again}


def _near(theirs: str, told: str) -> float:
    return SequenceMatcher(None, theirs, told, autojunk=False).ratio()


def _levelling(about: About, theirs: str, ours: str) -> list[Cause]:
    """Return the causes without retelling that two texts can have."""
    about = {**about, "texts": (theirs, ours)}
    return [one for one in CAUSES if one.retold is None and one.may(about) and one.shows(theirs, ours)]


def _levelled(causes: list[Cause], theirs: str, ours: str, most: int = 4) -> Cause | None:
    """Return the first of the fewest causes that level two texts."""
    rows: list[tuple[int, int, str, str]] = [(-1, -1, theirs, ours)]
    for size in range(most):
        grown = []
        for first, last, left, right in rows:
            for number in range(last + 1, len(causes)):
                level = causes[number].level
                one, other = level(left), level(right)
                if one == left and other == right:
                    continue
                if _same(one, other):
                    return causes[number if first < 0 else first]
                grown.append((number if first < 0 else first, number, one, other))
        if len(grown) > _MOST[size]:
            return None
        rows = grown
    return None


def _same(left: str, right: str) -> bool:
    return " ".join(left.split()) == " ".join(right.split())
