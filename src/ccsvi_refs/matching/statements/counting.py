"""Quantities of a sentence against those of a text: which stand there, which stand there otherwise, which do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.matching.statements import units
from ccsvi_refs.matching.statements.quantities import Quantity, quantities

Verdict = Literal["same", "differs", "absent", "unsure"]

#: How far a number said to be about another one may be from it, as a share of it, and in per cent points.
_ABOUT, _ABOUT_POINTS = 0.06, 2.6
#: Points that a quantity of the text needs to be the one that a sentence means, and how far the next one must be
#: behind; measured in benchmarks/statements.py.
ENOUGH, AHEAD = 3.0, 1.0
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """How a quantity of a sentence stands to a text, and the text's own quantity of the same thing."""

    quantity: Quantity
    verdict: Verdict
    registered: Quantity | None = None
    why: str = ""


def compare(sentence: str, text: str) -> list[Counted]:
    """Return how each quantity of a sentence stands to a text."""
    said, known = quantities(sentence), quantities(text)
    alike = {index: [one for one in known if same(each, one)] for index, each in enumerate(said)}
    confirmed = {(one.start, one.end) for found in alike.values() for one in found}
    sentences = Counter(one.sentence for found in alike.values() for one in found[:1])
    rarity = _rarity(known)
    counted = []
    for index, each in enumerate(said):
        if alike[index]:
            counted.append(Counted(each, "same", alike[index][0]))
            continue
        free = [one for one in known if (one.start, one.end) not in confirmed]
        counted.append(_unlike(each, free, known, sentences, rarity))
    return counted


def same(said: Quantity, known: Quantity) -> bool:
    """Return whether a quantity that is said is one that is known, roughly put or rounded as it may be."""
    if not _same_kind(said, known):
        return False
    ours, theirs = said.value, known.value
    if said.kind == "measure" and said.unit != known.unit:
        ours *= units.DIMENSIONS[said.unit][1]
        theirs *= units.DIMENSIONS[known.unit][1]
        return abs(ours - theirs) <= 0.035 * max(abs(ours), abs(theirs))
    if said.kind == "p":
        return _same_p(said, known)
    return _same_value(said, ours, theirs)


def _same_kind(said: Quantity, known: Quantity) -> bool:
    kinds = {said.kind, known.kind}
    if said.kind == known.kind:
        return said.unit == known.unit or _convertible(said, known)
    # A list of numbers has its unit at its end, and a year may be a count.
    return kinds <= {"count", "number", "ratio", "year"}


def _convertible(said: Quantity, known: Quantity) -> bool:
    ours, theirs = units.DIMENSIONS.get(said.unit), units.DIMENSIONS.get(known.unit)
    return bool(ours and theirs and ours[0] == theirs[0] != "share")


def _same_p(said: Quantity, known: Quantity) -> bool:
    if said.bound in ("<", "≤"):
        return known.value <= said.value
    if said.bound in (">", "≥"):
        return known.value >= said.value or known.bound in (">", "≥")
    return _rounded(said.value, known.value, said.places) or (known.bound in ("<", "≤") and said.value <= known.value)


def _same_value(said: Quantity, ours: float, theirs: float) -> bool:
    if said.kind != "year" and said.rough and _roughly(said, ours, theirs):
        return True
    if ours == theirs or said.places < 0:
        return ours == theirs or (said.places < 0 and abs(ours - theirs) <= 1.5)
    if said.kind in ("percent", "number", "ratio", "measure"):
        return _rounded(ours, theirs, said.places)
    return said.kind == "count" and _is_round(ours) and abs(ours - theirs) <= 0.02 * theirs


def _rounded(ours: float, theirs: float, places: int) -> bool:
    """Return whether our number is theirs rounded, or cut, to our decimals."""
    step = 10.0**-places
    return abs(ours - theirs) <= step / 2 + 1e-9 or (0 <= theirs - ours < step - 1e-9 and places > 0)


def _is_round(value: float) -> bool:
    """Return whether a count is given in tens at most, as rounded ones are."""
    return value >= 100 and value % 10 == 0


def _roughly(said: Quantity, ours: float, theirs: float) -> bool:
    leeway = _ABOUT_POINTS if said.kind == "percent" else _ABOUT * max(abs(ours), abs(theirs))
    near = abs(ours - theirs) <= 2 * leeway if said.places < 0 else abs(ours - theirs) <= leeway
    if said.rough == "over":
        return (near and theirs >= ours) or (theirs > ours and theirs <= 1.12 * ours)
    if said.rough == "under":
        return (near and theirs <= ours) or (theirs < ours and theirs >= 0.88 * ours)
    return near


def _rarity(known: Sequence[Quantity]) -> Counter[str]:
    """Return around how many quantities of a text each word stands."""
    return Counter(word for one in known for word in one.near)


def _unlike(
    said: Quantity, free: Sequence[Quantity], known: Sequence[Quantity], sentences: Counter[int], rarity: Counter[str]
) -> Counted:
    """Return that a quantity differs from the one that it surely means, else that it is absent or unsure."""
    if said.places < 0 or _is_trifle(said):
        return Counted(said, "unsure")
    if turned := _other_unit(said, known):
        return Counted(said, "differs", turned, "unit")
    rivals = [one for one in free if _comparable(said, one)]
    ranked = sorted(((_points(said, one, rivals, sentences, rarity), one) for one in rivals), key=lambda pair: -pair[0])
    if ranked and ranked[0][0] >= ENOUGH:
        best = ranked[0][1]
        behind = [points for points, one in ranked[1:] if one.value != best.value]
        if not behind or ranked[0][0] - behind[0] >= AHEAD:
            return Counted(said, "differs", best, "value")
        return Counted(said, "unsure")
    return Counted(said, "absent" if is_telling(said) else "unsure")


def _is_trifle(said: Quantity) -> bool:
    """Return whether a number is too common to say anything: a small count of no persons, a lone digit."""
    return said.kind in ("count", "number") and abs(said.value) <= _SMALL and not said.places and not (
        said.nouns & {"person", "woman", "man", "child", "study", "n"}
    )  # fmt: skip


def is_telling(said: Quantity) -> bool:
    """Return whether a quantity that is in no text is worth saying so."""
    if said.kind == "count":
        return bool(said.nouns & {"person", "woman", "man", "child", "n"}) and said.value > 2
    return said.kind in ("percent", "p", "ratio") or (said.kind == "measure" and said.unit not in units.TIMES)


def _comparable(said: Quantity, known: Quantity) -> bool:
    if said.kind != known.kind or said.unit != known.unit or units.rival(said.groups, known.groups):
        return False
    if said.kind == "count":
        return _share_noun(said, known)
    return not (said.kind in ("year", "number") and not _alike_in_digits(said, known))


def _share_noun(said: Quantity, known: Quantity) -> bool:
    people = {"person", "n", "woman", "man", "child"}
    return bool(said.nouns & known.nouns) or bool(
        ("n" in said.nouns and known.nouns & people) or ("n" in known.nouns and said.nouns & people)
    )


def _points(
    said: Quantity, known: Quantity, rivals: Sequence[Quantity], sentences: Counter[int], rarity: Counter[str]
) -> float:
    """Return how much speaks for a quantity of the text being the one that is meant."""
    shared = said.near & known.near
    points = sum(1.0 if rarity[word] <= 3 else 0.5 for word in shared)
    points = min(points, 4.0)
    points += _alike_in_digits(said, known)
    points += min(1.5, 1.0 * sentences[known.sentence])
    points += 0.5 * (len({one.value for one in rivals}) == 1)
    return points if shared or sentences[known.sentence] else 0.0


def _alike_in_digits(said: Quantity, known: Quantity) -> float:
    """Return the points for two numbers that differ as slips make them: digits swapped, one changed, one too many."""
    ours, theirs = _digits(said), _digits(known)
    if len(ours) < 2 or len(theirs) < 2:
        return 0.0
    if len(ours) == len(theirs):
        wrong = [index for index in range(len(ours)) if ours[index] != theirs[index]]
        return 2.0 if len(wrong) == 2 and sorted(ours) == sorted(theirs) else 1.5 * (len(wrong) == 1)
    longer, shorter = sorted((ours, theirs), key=len, reverse=True)
    lost = any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))
    return 1.5 * (lost and len(longer) - len(shorter) == 1)


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value:.{max(0, quantity.places)}f}".replace(".", "").lstrip("-")


def _other_unit(said: Quantity, known: Sequence[Quantity]) -> Quantity | None:
    """Return the quantity of the text with the same number and surroundings in another unit of the same dimension."""
    dimension = units.DIMENSIONS.get(said.unit)
    if not dimension:
        return None
    found = [
        one
        for one in known
        if one.unit != said.unit
        and units.DIMENSIONS.get(one.unit, ("", 0))[0] == dimension[0]
        and one.value == said.value
        and one.places == said.places
        and len(said.near & one.near) >= 2
    ]
    return found[0] if found and len({one.unit for one in found}) == 1 else None
