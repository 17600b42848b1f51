"""Why our engine and citeproc-js print different texts, who is right, and by which sentence.

Each cause levels what it explains: two texts that differ by causes alone are the same when all of these have levelled
them. Where that would level too much, a cause is ``retold``: ours prints the text once more as the cause would have it,
and what citeproc-js printed has to be that. The specification: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.differences.asking import About
from benchmarks.differences.cause import Cause
from benchmarks.differences.causes_in_documents import IN_DOCUMENTS
from benchmarks.differences.causes_in_readings import IN_READINGS
from benchmarks.differences.causes_in_styles import IN_STYLES
from benchmarks.differences.causes_in_values import IN_VALUES
from benchmarks.differences.revaluing import read_so

CAUSES: tuple[Cause, ...] = (*IN_VALUES, *IN_STYLES, *IN_READINGS, *IN_DOCUMENTS)
_MOST = (100, 600, 2_000, 0)
"""So many ways of levelling by one cause, by two and by three go on to another."""
OURS = frozenset(cause.name for cause in CAUSES if cause.right == "ours")


def cause(about: About, theirs: str, ours: str) -> Cause | None:
    """Return the cause of a difference, the first where it takes several, None where the ledger has none."""
    found = _levelled(_levelling(about, theirs, ours), theirs, ours)
    if found is not None or "again" not in about:
        return found
    about = {**about, "texts": (theirs, ours)}
    if (found := _retold(about)) is not None:
        return found
    readings = [one for one in CAUSES if one.reading is not None and one.may(about)]
    if not readings:
        return None
    read = read_so(about, [one.reading for one in readings if one.reading is not None])
    if _retold(read, [replace(readings[0], retold=lambda so: iter([so["again"]()]))]) is not None:
        return readings[0]
    read = {**read, "texts": (theirs, read["again"]())}
    return readings[0] if _retold(read, [one for one in CAUSES if one.reading is None]) is not None else None


def _retold(about: About, causes: Sequence[Cause] = CAUSES) -> Cause | None:
    """Return the first cause with which ours prints what citeproc-js does, up to two causes that level the rest."""
    theirs, ours = about["texts"]
    for one in causes:
        if one.retold is None or not one.may(about):
            continue
        for told in one.retold(about):
            if told == ours:
                continue
            if _same(told, theirs) or _levelled(_levelling(about, theirs, told), theirs, told, most=2) is not None:
                return one
    return None


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
