"""A date in the manner of the one it replaces: as exact, and where only the year is wrong, with its month and day."""

from __future__ import annotations

from ccsvi_refs.correcting.records.wanting import Wanted


def parts(cited: tuple[int, ...], wanted: Wanted) -> tuple[int, ...]:
    """Return year, month and day to stand for those cited, no more of them than there were."""
    registered = wanted.date.parts[0] if wanted.date and wanted.date.parts else ()
    if not registered:
        return ()
    if wanted.is_new_date or len(registered) >= len(cited):
        return registered[: max(1, len(cited))]
    return (registered[0], *cited[1:])
