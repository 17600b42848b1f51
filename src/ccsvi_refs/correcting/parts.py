"""Where in a citation string its year, volume, issue and pages stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product

from ccsvi_refs import identifiers
from ccsvi_refs.formats import citation
from ccsvi_refs.model import Reference
from ccsvi_refs.text import addresses, notices
from ccsvi_refs.text.letters import DASH

Span = tuple[int, int]

#: Places in which one value may stand that are looked at.
_MOST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A citation string, what it says, and where its parts stand; ``plain`` has what is none of its words blanked."""

    text: str
    plain: str
    read: Reference
    spans: dict[str, Span]

    def value(self, name: str) -> str:
        """Return a part as it is printed, empty where it is not."""
        start, end = self.spans.get(name, (0, 0))
        return self.text[start:end]


@lru_cache(maxsize=2048)
def entry(text: str) -> Entry:
    """Return a citation string taken apart."""
    read = citation.read(text)
    plain = _words(text)
    values = {name: read.text(name) for name in ("volume", "issue", "page")}
    if read.issued and read.year:
        values["year"] = str(read.year)
    return Entry(text, plain, read, _spans(plain, {name: value for name, value in values.items() if value}))


def _words(text: str) -> str:
    """Return a text of one length in which notices, identifiers and addresses are blank."""
    spans = [*notices.spans(text)]
    spans += [(found.start, found.end) for found in identifiers.find(text)]
    spans += [(found.start, found.end) for found in addresses.find(text)]
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _spans(text: str, values: dict[str, str]) -> dict[str, Span]:
    """Return where the values stand: of all places in which each is printed, those nearest to one another in order."""
    located = [name for name in ("volume", "issue", "page") if name in values]
    found = {name: _places(text, value, name) for name, value in values.items()}
    names = [name for name in located if found[name]]
    chosen: dict[str, Span] = {}
    best = None
    for spans in islice(product(*(found[name] for name in names)), 400):
        if any(one[1] > other[0] for one, other in pairwise(spans)):
            continue
        rank = (
            max(end for _, end in spans) - min(start for start, _ in spans) if spans else 0,
            -spans[0][0] if spans else 0,
        )
        if best is None or rank < best:
            best, chosen = rank, dict(zip(names, spans, strict=True))
    if found.get("year") and (year := _year(text, found["year"], chosen)):
        chosen["year"] = year
    return chosen


def _places(text: str, value: str, name: str) -> list[Span]:
    """Return the last places in which a value stands by itself, however its dashes are printed."""
    pieces = [re.escape(piece) for piece in re.split(rf"\s?[{DASH}]+\s?", value) if piece]
    printed = rf"\s?[{DASH}]+\s?".join(pieces)
    behind = r"(?![\w])" if name != "year" else r"(?!\d)"
    return [match.span() for match in re.finditer(rf"(?<![\w.]){printed}{behind}", text)][-_MOST:]


def _year(text: str, places: list[Span], chosen: dict[str, Span]) -> Span | None:
    """Return which of several places is that of the year: in brackets, else the one nearest to the volume."""
    taken = set(chosen.values())
    free = [place for place in places if place not in taken]
    near = min((start for start, _ in chosen.values()), default=len(text))
    bracketed = [place for place in free if text[place[0] - 1 : place[0]] == "(" and place[0] > 0]
    return min(bracketed or free, key=lambda place: abs(place[0] - near), default=None)
