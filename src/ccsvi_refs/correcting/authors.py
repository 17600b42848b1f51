"""A list of authors in the form of an entry's names: found by printing those it cites until they are what it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ccsvi_refs.formats.citation import names
from ccsvi_refs.model import Name

_SEPARATORS = (", ", "; ")
_LAST = ("", ", and ", " and ", ", & ", " & ", " und ", " et ", " y ")
#: Initials: ``PG``, ``P.G.``, ``P. G.``, ``P G``.
_INITIALS = (("", ""), (".", ""), (".", " "), ("", " "))
_SHAPES: dict[str, Callable[[str, str], str]] = {
    "Family I": lambda family, given: f"{family} {given}",
    "Family, I": lambda family, given: f"{family}, {given}",
    "I Family": lambda family, given: f"{given} {family}",
    "FAMILY I": lambda family, given: f"{family.upper()} {given}",
    "FAMILY, I": lambda family, given: f"{family.upper()}, {given}",
}


@dataclass(frozen=True, slots=True)
class _Form:
    """How names are printed: their order, the first one's order, initials or None for given names, what parts them."""

    shape: str
    first: str
    initials: tuple[str, str] | None
    separator: str
    last: str

    def printed(self, people: Sequence[Name], *, goes_on: bool) -> str:
        """Return a list of names in this form; one that goes on has no last name to be told apart."""
        shown = [self._one(person, self.shape if at else self.first) for at, person in enumerate(people)]
        if len(shown) < 2 or goes_on or not self.last:
            return self.separator.join(shown)
        return self.separator.join(shown[:-1]) + self.last + shown[-1]

    def _one(self, person: Name, shape: str) -> str:
        if person.literal:
            return person.literal
        given = person.given if self.initials is None else _initials(person.given, *self.initials)
        particles = " ".join(filter(None, (person.dropping_particle, person.non_dropping_particle, person.family)))
        return _SHAPES[shape](particles, given).strip(" ,") if given else particles


def put_right(text: str, registered: Sequence[Name]) -> tuple[int, str] | None:
    """Return where the names at the start of an entry end, and the registered ones in their form.

    None where the form is not one that prints the cited names as they stand, or the record lacks given names for it.
    """
    found = names.read(text)
    if not found.names or not registered or any(not (each.family or each.literal) for each in registered):
        return None
    cited = found.names
    shown = list(registered[: len(cited)]) if found.others else list(registered)
    for form in _forms(goes_on=found.others):
        printed = form.printed(cited, goes_on=found.others)
        if text.startswith(printed) and not text[len(printed) : len(printed) + 1].isalnum():
            full = form.initials is None
            if full and any(re.search(r"\b\w\b\.?$|^\w\.", each.given) for each in shown if each.given):
                return None
            return len(printed), form.printed(shown, goes_on=found.others)
    return None


def _forms(*, goes_on: bool) -> Iterator[_Form]:
    for shape, initials, separator, last in product(
        _SHAPES, (*_INITIALS, None), _SEPARATORS, ("",) if goes_on else _LAST
    ):
        yield _Form(shape, shape, initials, separator, last)
        if shape == "I Family":
            yield _Form(shape, "Family, I", initials, separator, last)


def _initials(given: str, dot: str, space: str) -> str:
    """Return the initials of given names; what is all capitals already are several of them."""
    parts: list[str] = []
    for word in given.replace(".", ". ").split():
        pieces = word.split("-")
        letters = [piece.strip(".") for piece in pieces if piece.strip(".")]
        if len(letters) == 1 and letters[0].isupper() and len(letters[0]) < 4:
            parts += list(letters[0])
        elif len(letters) > 1 and dot:
            parts.append(f"{dot}-".join(letter[0].upper() for letter in letters))
        else:
            parts += [letter[0].upper() for letter in letters]
    return (dot + space).join(parts) + (dot if parts else "")
