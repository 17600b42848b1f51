"""A date in the manner of the one it replaces: as exact, and where only the year is wrong, with its month and day."""

from __future__ import annotations

import re

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records.region import NoPlaceError
from ccsvi_refs.correcting.records.wanting import Wanted

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def parts(cited: tuple[int, ...], wanted: Wanted) -> tuple[int, ...]:
    """Return year, month and day to stand for those cited, no more of them than there were."""
    registered = wanted.date.parts[0] if wanted.date and wanted.date.parts else ()
    if not registered:
        return ()
    if wanted.is_new_date or len(registered) >= len(cited):
        return registered[: max(1, len(cited))]
    return (registered[0], *cited[1:])


def year(text: str, start: int, end: int, wanted: Wanted) -> Edit:
    """Return the edit of the one year in a date that is in words; NoPlaceError where more than the year is wanted."""
    found = list(_YEAR.finditer(text, start, end))
    if len(found) != 1 or wanted.is_new_date or not wanted.date:
        raise NoPlaceError("its date is in words")
    return Edit(found[0].start(), found[0].end(), str(wanted.date.year))
