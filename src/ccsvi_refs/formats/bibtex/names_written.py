"""CSL names → BibTeX's name lists, for BibTeX itself and for biber."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccsvi_refs.formats import latex, people
from ccsvi_refs.model import Name

_LETTER = re.compile(r"[^\W\d_]")


def write(names: Iterable[Name], others: bool = False, extended: bool = False) -> str:
    """Return names as a list; ``extended`` allows biblatex's ``family=…, prefix=…``, which BibTeX cannot read."""
    written = [_written(name, extended) for name in names]
    return " and ".join([*filter(None, written), *(["others"] if others else [])])


def _written(name: Name, extended: bool) -> str:
    if name.literal or not name.family:
        only = name.literal or name.given
        return "{" + latex.encode(only) + "}" if only else ""
    particle = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    if particle and extended and (name.dropping_particle or not _is_lower(particle) or _is_lower(name.family)):
        return _extended(name)
    family, given, suffix = _part(name.family, True), _part(name.given), _part(name.suffix)
    if not family.startswith("{") and _is_lower(name.family):
        family = "{" + family + "}"
    last = f"{_part(particle)} {family}".strip()
    if not given and not suffix:
        return _alone(name, last, particle, extended)
    return ", ".join([last, suffix, given] if suffix else [last, given])


def _alone(name: Name, last: str, particle: str, extended: bool) -> str:
    """Return a family name that stands alone: words that BibTeX would take for given names are held together."""
    if particle or " " not in last or last.startswith("{"):
        return f"{last}," if particle else last
    return _extended(name) if extended else "{" + last + "}"


def _is_lower(text: str) -> bool:
    """Return whether BibTeX would take the first word for a particle."""
    letter = _LETTER.search(text)
    return bool(letter) and letter.group().islower()  # type: ignore[union-attr]  # bool() has asked


def _part(text: str, is_family: bool = False) -> str:
    """Return a part of a name as LaTeX, in braces where a comma or the word ``and`` would break the list."""
    encoded = latex.encode(text)
    breaks = "," in encoded or re.search(r"(?:^|\s)and(?:\s|$)|=", encoded, re.IGNORECASE)
    return "{" + encoded + "}" if breaks or (is_family and people.is_suffix(encoded)) else encoded


def _extended(name: Name) -> str:
    particle = name.dropping_particle or name.non_dropping_particle
    parts = [("family", name.family), ("given", name.given), ("prefix", particle), ("suffix", name.suffix)]
    fields = [f"{key}={{{latex.encode(value)}}}" for key, value in parts if value]
    use = [f"useprefix={'false' if name.dropping_particle else 'true'}"] if particle else []
    return ", ".join([*fields, *use])
