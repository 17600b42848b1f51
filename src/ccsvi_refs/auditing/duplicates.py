"""References that cite one work twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

if TYPE_CHECKING:
    from ccsvi_refs.matching.prepared import Registered
    from ccsvi_refs.resolving import Resolution

#: With so many earlier references that begin alike, or stand at the same place, each further one is compared. Those
#: with the same identifier or the same whole title are told apart before.
_MOST_ALIKE = 40


def duplicates(resolutions: Sequence[Resolution]) -> Iterator[Finding]:
    """Yield a finding for every reference whose work an earlier one cites already."""
    from ccsvi_refs.matching import works  # brings string matching, which other uses of this package do without
    from ccsvi_refs.matching.prepared import candidate

    seen: dict[str, list[tuple[Registered, Resolution]]] = {}
    for resolution in resolutions:
        work = candidate(_work(resolution))
        keys = _keys(work.reference)
        earlier = {id(record): (record, first) for key in keys for record, first in seen.get(key, ())}
        first = next((first for record, first in earlier.values() if works.same(record, work)), None)
        if first:
            yield about(
                resolution,
                "duplicate-reference",
                f"cites the same work as {_named(first)}",
                cited=work.reference.title,
            )
        for key in keys:
            alike = seen.setdefault(key, [])
            if len(alike) < _MOST_ALIKE:
                alike.append((work, first or resolution))


def _named(resolution: Resolution) -> str:
    """Return the page's own number of a reference, where it has one, and its id."""
    number = resolution.cited.mention.number if resolution.cited.mention else ""
    return f"{number} {resolution.id}".strip()


def _work(resolution: Resolution) -> Reference:
    return resolution.reference or resolution.cited


def _keys(work: Reference) -> list[str]:
    """Return what two references to one work share at least one of, the most telling first.

    An identifier, a title, a title's beginning, a place.
    """
    keys = [str(identifier) for identifier in work.identifiers]
    letters = compact(work.title)
    if letters:
        keys += [f"whole:{letters}", f"title:{letters[:24]}"]
    if work.text("volume") and work.text("page"):
        keys.append(f"place:{work.text('volume')}:{work.text('page').split('-')[0].split('–')[0].casefold()}")
    return keys
