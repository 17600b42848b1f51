"""Quantities of a sentence against those of a text: which stand there, which stand there otherwise, which do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.matching.statements import units
from ccsvi_refs.matching.statements.deriving import is_derived
from ccsvi_refs.matching.statements.quantities import Quantity, quantities

Verdict = Literal["same", "differs", "absent", "unsure"]

#: How far a number said to be about another one may be from it, as a share of it, and in per cent points.
_ABOUT, _ABOUT_POINTS = 0.06, 2.6
#: Points that a quantity of the text needs to be the one that a sentence means, and how far the next one must be
#: behind; measured in benchmarks/statements.py.
ENOUGH, AHEAD = 3.4, 1.0
_SMALL = 10
#: Quantities of a sentence, and of a text, that are looked at; a sentence with more is a table.
_MOST_SAID, _MOST_KNOWN = 40, 4_000
#: A word that stands around the quantities of so few sentences of a text says which one is meant.
_RARE = 2
#: Points of a quantity that is the only one of its kind in the text.
_ALONE = 0.5
#: Points for two numbers that have the same digits in another order.
_SWAPPED = 2.0
#: Words that have to stand around both of two years.
_YEAR_NEEDS = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """How a quantity of a sentence stands to a text, and the text's own quantity of the same thing."""

    quantity: Quantity
    verdict: Verdict
    registered: Quantity | None = None
    why: str = ""


def compare(sentence: str, text: str) -> list[Counted]:
    """Return how each quantity of a sentence stands to a text."""
    said, known = quantities(sentence)[:_MOST_SAID], quantities(text)[:_MOST_KNOWN]
    alike = {index: [one for one in known if same(each, one)] for index, each in enumerate(said)}
    confirmed = {(one.start, one.end) for found in alike.values() for one in found}
    sentences = Counter(found[0].sentence for index, found in alike.items() if found and _is_particular(said[index]))
    rarity = _rarity(known)
    counted = []
    for index, each in enumerate(said):
        if alike[index]:
            other = _other_group(each, alike[index], known)
            counted.append(
                Counted(each, "differs", other, "group") if other else Counted(each, "same", alike[index][0])
            )
            continue
        free = [one for one in known if (one.start, one.end) not in confirmed]
        counted.append(_unlike(each, free, known, sentences, rarity))
    return counted


def _other_group(said: Quantity, alike: Sequence[Quantity], known: Sequence[Quantity]) -> Quantity | None:
    """Return what the text has of the group that a number is said of, where it has that number of another group."""
    if said.kind not in ("percent", "count") or not said.label or any(not one.label for one in alike):
        return None
    theirs = frozenset().union(*(one.label for one in alike))
    telling = said.label - theirs
    if not telling or not all(one.label - said.label for one in alike):
        return None
    sentences = {one.sentence for one in alike}
    found = [
        one
        for one in known
        if one.kind == said.kind
        and one.sentence in sentences
        and telling <= one.label
        and len(said.label & theirs) <= len(said.label & one.label)
    ]
    values = {one.value for one in found}
    return found[0] if len(values) == 1 and len(alike) == 1 and not same(said, found[0]) else None


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
    """Return in how many sentences of a text each word stands around a quantity."""
    return Counter(word for _, word in {(one.sentence, word) for one in known for word in one.near})


def _unlike(
    said: Quantity, free: Sequence[Quantity], known: Sequence[Quantity], sentences: Counter[int], rarity: Counter[str]
) -> Counted:
    """Return that a quantity differs from the one that it surely means, else that it is absent or unsure."""
    if said.places < 0 or _is_trifle(said):
        return Counted(said, "unsure")
    if turned := _other_unit(said, known, sentences):
        return Counted(said, "differs", turned, "unit")
    rivals = [one for one in free if _comparable(said, one)]
    ranked = sorted(((_points(said, one, rivals, sentences, rarity), one) for one in rivals), key=lambda pair: -pair[0])
    if ranked and ranked[0][0] >= ENOUGH:
        best = ranked[0][1]
        behind = [points for points, one in ranked[1:] if one.value != best.value]
        if not behind or ranked[0][0] - behind[0] >= AHEAD:
            return Counted(said, "differs", best, "value")
        return Counted(said, "unsure")
    return Counted(said, "absent" if is_telling(said) and not is_derived(said, known) else "unsure")


def _is_particular(said: Quantity) -> bool:
    """Return whether a number that a text has as well says which of its sentences is meant."""
    return said.kind in ("percent", "ratio") or (said.kind in ("count", "number", "measure") and said.value > _SMALL)


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
    return said.kind not in ("year", "number") or _slip(said, known) > 0


def _share_noun(said: Quantity, known: Quantity) -> bool:
    people = {"person", "n", "woman", "man", "child"}
    return bool(said.nouns & known.nouns) or bool(
        ("n" in said.nouns and known.nouns & people) or ("n" in known.nouns and said.nouns & people)
    )


def _points(
    said: Quantity, known: Quantity, rivals: Sequence[Quantity], sentences: Counter[int], rarity: Counter[str]
) -> float:
    """Return how much speaks for a quantity of the text being the one that is meant.

    Words around both are not enough, for a work has many numbers of one kind: the two must differ as slips make them,
    or the text must have no other, or have it in one sentence with another number of the sentence and no third one.
    """
    shared = said.near & known.near
    points = min(4.0, sum(1.0 if rarity[word] <= _RARE else 0.4 for word in shared))
    slip = _slip(said, known)
    alone = len({one.value for one in rivals}) == 1 and _close(said, known)
    paired = _is_paired(said, known, rivals, sentences)
    if said.kind == "year" and not (slip and len(shared) >= _YEAR_NEEDS):
        return 0.0
    if not (slip or alone or paired) or not (shared or (slip and paired)):
        return 0.0
    if said.kind == "count" and slip == _SWAPPED:
        points += 0.6
    if slip and paired:
        points += 0.5
    return points + slip + (1.0 if paired else 0.0) + (_ALONE if alone else 0.0)


def _is_paired(said: Quantity, known: Quantity, rivals: Sequence[Quantity], sentences: Counter[int]) -> bool:
    """Return whether a quantity stands with one that is said, and is the only one there that the number can be."""
    only = sum(one.sentence == known.sentence for one in rivals) == 1
    return said.kind in ("percent", "count") and only and sentences[known.sentence] > 0


def _close(said: Quantity, known: Quantity) -> bool:
    """Return whether a number may be a slip for the only one of its kind: one digit changed, or rounded too far."""
    if said.kind not in ("percent", "count", "p") and not (said.kind == "measure" and said.unit not in units.TIMES):
        return False
    ours, theirs = _digits(said), _digits(known)
    changed = len(ours) == len(theirs) > 1 and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    rounded = said.value % 5 == 0 and abs(said.value - known.value) < 0.2 * abs(known.value)
    return changed or rounded or _slip(said, known) > 0


def _slip(said: Quantity, known: Quantity) -> float:
    """Return the points for two numbers that differ as slips make them: neighbouring digits swapped, one too many."""
    ours, theirs = _digits(said), _digits(known)
    if ours == theirs or min(len(ours), len(theirs)) < 2:
        return 1.5 if ours.strip("0") == theirs.strip("0") != "" and said.places != known.places else 0.0
    if len(ours) == len(theirs):
        wrong = [index for index in range(len(ours)) if ours[index] != theirs[index]]
        return _SWAPPED if sorted(ours) == sorted(theirs) and len(wrong) == 2 else 0.0
    longer, shorter = sorted((ours, theirs), key=len, reverse=True)
    lost = any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))
    return 1.5 * (lost and len(longer) - len(shorter) == 1 and len(longer) > 2)


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value:.{max(0, quantity.places)}f}".replace(".", "").lstrip("-")


def _other_unit(said: Quantity, known: Sequence[Quantity], sentences: Counter[int]) -> Quantity | None:
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
        and len(said.near & one.near) + sentences[one.sentence] >= 2
    ]
    return found[0] if found and len({one.unit for one in found}) == 1 else None
