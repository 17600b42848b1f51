"""A list of authors in the form of an entry's names: found by printing those it cites until they are what it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ccsvi_refs.correcting import wording
from ccsvi_refs.formats.citation import names
from ccsvi_refs.model import Name

_SEPARATORS = (", ", "; ")
_LAST = ("", ", and ", " and ", ", & ", " & ", " und ", " et ", " y ")
#: Initials: ``PG``, ``P.G.``, ``P. G.``, ``P G``.
_INITIALS = (("", ""), (".", ""), (".", " "), ("", " "))
#: Two initials with full stops, and with a blank between them.
_DOTTED = (r"(?<!\w)\w\.-?\w\.", r"(?<!\w)\w\. \w\.|^[^\W\d_]+, \w\. ")
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


def put_right(text: str, registered: Sequence[Name], others: Sequence[str] = ()) -> tuple[int, str] | None:
    """Return where the names at the start of an entry end, and the registered ones in their form.

    ``others`` are the page's entries, which show what one name leaves open. None where the form is not one that prints
    the cited names as they stand, or the record lacks given names for it.
    """
    found = names.read(text)
    if not found.names or not registered or any(not (each.family or each.literal) for each in registered):
        return None
    fitting = []
    written_out = any(map(str.islower, "".join(each.given for each in found.names)))
    for form in _forms(goes_on=found.others):
        if form.initials is None and not written_out:
            continue
        printed = form.printed(found.names, goes_on=found.others)
        if text.startswith(printed) and not text[len(printed) : len(printed) + 1].isalnum():
            fitting.append((form, len(printed)))
    if not fitting:
        return None
    form, end = max(fitting, key=lambda each: _usual(each[0], others))
    shown = list(registered[: len(found.names)]) if found.others else list(registered)
    if form.initials is None and any(re.search(r"\b\w\b\.?$|^\w\.", each.given) for each in shown if each.given):
        return None
    return end, wording.marked(form.printed(shown, goes_on=found.others), text[:end])


def _usual(form: _Form, others: Sequence[str]) -> tuple[bool, bool]:
    """Return how well a form goes with the others on the page, or else with what forms usually are."""
    if form.initials is None:
        return True, True
    dot, space = form.initials
    tight, loose = (sum(bool(re.search(pattern, text[:200])) for text in others) for pattern in _DOTTED)
    dotted = tight + loose > len(others) / 3 if others else "," in form.shape
    return (bool(dot) == dotted, bool(space) == (loose >= tight) if dot else not space)


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
