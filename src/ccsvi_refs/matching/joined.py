"""Two references run together in one citation string: where one ends and the next begins, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccsvi_refs.matching import choosing, numerals, prepared, works
from ccsvi_refs.matching.choosing import Choice
from ccsvi_refs.model import Reference

#: Shorter pieces are no references.
_SHORTEST = 25
#: What may stand behind a place in print and belongs to the reference before.
_BEHIND = re.compile(r"(?:[\s.,;:)\]–—-]|\b(?:doi|pmid|pmcid|epub|available|from|at|https?)\b)*", re.IGNORECASE)
#: No string with two references is longer; more places than these are those of a list.
_LONGEST, _PLACES = 3000, 6


@dataclass(frozen=True, slots=True)
class Joined:
    """The first reference of a string that holds two, what it cites, and what the second one cites."""

    text: str
    first: Choice
    second: Choice


def joined(text: str, candidates: Sequence[Reference]) -> Joined | None:
    """Return the two references of a string in which each of two pieces surely cites another of the candidates."""
    for one, other in _pieces(text) if len(candidates) > 1 else ():
        first, second = choosing.choose(one, candidates), choosing.choose(other, candidates)
        if _are_two(first.candidate, second.candidate) and _begins(second):
            return Joined(one, first, second)
    return None


def _are_two(one: Reference | None, other: Reference | None) -> bool:
    return one is not None and other is not None and not works.same_work(one, other)


def _begins(second: Choice) -> bool:
    """Return whether a second piece is a whole reference: a place alone is where the first work stands again."""
    facts = second.ranked[0].facts
    return facts.first_author in ("first", "near") or facts.title in ("same", "near", "main")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text parted behind each place in print that it names but the last."""
    if not 2 * _SHORTEST < len(text) <= _LONGEST:
        return
    page = prepared.cited(text)
    ends = numerals.place_ends(page.body)
    for end in ends[:-1] if len(ends) <= _PLACES else ():
        behind = _BEHIND.match(page.body, end)
        cut = behind.end() if behind else end
        one, other = page.text[:cut].strip(), page.text[cut:].strip()
        if len(one) >= _SHORTEST and len(other) >= _SHORTEST:
            yield one, other
