"""The date of an entry of a .bib file: biblatex's ``date``, or ``year``, ``month`` and ``day``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import bib_layout, dating
from ccsvi_refs.correcting.records.region import NoPlaceError
from ccsvi_refs.correcting.records.wanting import Wanted
from ccsvi_refs.formats.bibtex.fields import MONTHS
from ccsvi_refs.formats.bibtex.scanning import Block, Field
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def edits(text: str, block: Block, wanted: Wanted, own: Field | None) -> list[Edit]:
    """Return the edits of an entry's date, none where it has none."""
    if own is None:
        return []
    start, end = _content(own)
    raw = text[start:end]
    if own.name == "date" and (match := _ISO.fullmatch(raw.strip("{} "))):
        cited = tuple(int(part) for part in match.groups() if part)
        at = start + raw.index(match.group())
        return [Edit(at, at + len(match.group()), _iso(dating.parts(cited, wanted)))]
    return [_year(text, own, wanted), *_rest(text, block, wanted)]


def new(date: Date, is_biblatex: bool) -> tuple[str, str]:
    """Return name and value of the field that says when a work appeared."""
    return ("date", _iso(date.parts[0])) if is_biblatex else ("year", str(date.parts[0][0]))


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:0{2 if place else 4}d}" for place, part in enumerate(parts))


def _content(field: Field) -> tuple[int, int]:
    if len(field.pieces) > 1:
        raise NoPlaceError("its date is put together from several values")
    piece = field.pieces[0]
    return (piece.start + 1, piece.end - 1) if piece.is_delimited else (piece.start, piece.end)


def _year(text: str, own: Field, wanted: Wanted) -> Edit:
    """Return the edit of the one year in a field, or of a field that says no year ("in press")."""
    start, end = _content(own)
    year = str(wanted.date.year) if wanted.date else wanted.value
    found = list(_YEAR.finditer(text, start, end))
    if len(found) == 1:
        return Edit(found[0].start(), found[0].end(), year)
    raw = text[start:end]
    if found or re.search(r"\d", raw):
        raise NoPlaceError("its date is no single year")
    bare = raw.strip("{} \n\t")
    at = start + raw.index(bare) if bare else start
    return Edit(at, at + len(bare), year)


def _rest(text: str, block: Block, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of month and day, which change with the year where the registries say them."""
    month, day = (next((each for each in block.fields if each.name == name), None) for name in ("month", "day"))
    cited = _month(text, month)
    if month is None or not cited:
        return
    registered = wanted.date.parts[0] if wanted.date else ()
    if len(registered) < 2:
        if wanted.is_new_date:
            yield from (bib_layout.removed(block, each) for each in (month, day) if each)
        return
    if registered[1] != cited:
        yield _month_edit(text, month, registered[1])
        if day and len(registered) < 3:
            yield bib_layout.removed(block, day)
    if day and len(registered) > 2:
        start, end = _content(day)
        raw = text[start:end].strip("{} ")
        if raw.isdecimal() and int(raw) != registered[2]:
            at = start + text[start:end].index(raw)
            yield Edit(at, at + len(raw), f"{registered[2]:0{len(raw) if raw.startswith('0') else 1}d}")


def _month(text: str, field: Field | None) -> int:
    """Return the number of the month that a field says, 0 where it says none or more."""
    if field is None or len(field.pieces) > 1:
        return 0
    start, end = _content(field)
    raw = text[start:end].strip("{} .")
    return int(raw) if raw.isdecimal() and 1 <= int(raw) <= 12 else calendar.month(raw) if raw.isalpha() else 0


def _month_edit(text: str, field: Field, month: int) -> Edit:
    """Return the edit that puts another month in the manner of the one that stands there."""
    start, end = _content(field)
    raw = text[start:end].strip("{} .")
    at = start + text[start:end].index(raw)
    if raw.isdecimal():
        written = f"{month:0{2 if raw.startswith('0') else 1}d}"
    else:
        written = MONTHS[month - 1] if len(raw) == 3 else _MONTH_NAMES[month - 1]
        written = written.upper() if raw.isupper() else written.capitalize() if raw[0].isupper() else written.lower()
    return Edit(at, at + len(raw), written)
