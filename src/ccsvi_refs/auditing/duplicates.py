"""References that cite one work twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution


def duplicates(resolutions: Sequence[Resolution]) -> Iterator[Finding]:
    """Yield a finding for every reference whose work an earlier one cites already."""
    from ccsvi_refs.matching import same_work  # brings string matching, which other uses of this package do without

    seen: dict[str, list[Resolution]] = {}
    for resolution in resolutions:
        keys = _keys(_work(resolution))
        earlier = [other for key in keys for other in seen.get(key, ())]
        first = next((other for other in earlier if same_work(_work(other), _work(resolution))), None)
        if first:
            yield about(
                resolution,
                "duplicate-reference",
                f"cites the same work as {_named(first)}",
                cited=_work(resolution).title,
            )
        for key in keys:
            seen.setdefault(key, []).append(resolution)


def _named(resolution: Resolution) -> str:
    """Return the page's own number of a reference, where it has one, and its id."""
    number = resolution.cited.mention.number if resolution.cited.mention else ""
    return f"{number} {resolution.id}".strip()


def _work(resolution: Resolution) -> Reference:
    return resolution.reference or resolution.cited


def _keys(work: Reference) -> list[str]:
    """Return what two references to one work share at least one of: an identifier, a title's beginning, a place."""
    keys = [str(identifier) for identifier in work.identifiers]
    letters = compact(work.title)
    if letters:
        keys.append(f"title:{letters[:24]}")
    if work.text("volume") and work.text("page"):
        keys.append(f"place:{work.text('volume')}:{work.text('page').split('-')[0].split('–')[0].casefold()}")
    return keys
