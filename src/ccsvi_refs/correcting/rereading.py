"""Changes believed only after reading: the file put right holds the references it held, changed ones alone changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.correcting.changes import Change
from ccsvi_refs.errors import InputError
from ccsvi_refs.model import Bibliography, Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: References that are tried one by one where not all of them together come out sound.
_MOST = 40

Reread = Callable[[Sequence[Change]], Bibliography]


def sound(
    changes: Sequence[Change], resolutions: Sequence[Resolution], reread: Reread
) -> tuple[list[Change], list[Change]]:
    """Return the changes after which a file is read as it was but for what they change, and the others."""
    cited = [resolution.cited for resolution in resolutions]
    if not changes or _holds(cited, changes, reread):
        return list(changes), []
    by_reference: dict[str, list[Change]] = {}
    for each in changes:
        by_reference.setdefault(each.reference, []).append(each)
    good: list[Change] = []
    for several in list(by_reference.values())[:_MOST]:
        if _holds(cited, several, reread):
            good += several
    good.sort(key=lambda each: (each.start, each.end))
    if good and not _holds(cited, good, reread):
        good = []
    return good, [each for each in changes if each not in good]


def _holds(cited: Sequence[Reference], changes: Sequence[Change], reread: Reread) -> bool:
    try:
        now = list(reread(changes))
    except InputError:
        return False
    changed = {each.reference for each in changes}
    return len(now) == len(cited) and all(
        _said(one) == _said(other) for one, other in zip(cited, now, strict=True) if one.id not in changed
    )


def _said(reference: Reference) -> str:
    return " ".join(reference.mention.text.split()) if reference.mention else reference.title
