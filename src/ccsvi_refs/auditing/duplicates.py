"""References that cite one work twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution


def duplicates(resolutions: Sequence[Resolution]) -> Iterator[Finding]:
    """Yield a finding for every reference whose work an earlier one cites already."""
    from ccsvi_refs.matching.repeats import groups  # brings string matching, which others of this package do without

    firsts = {place: first for first, *later in groups([_work(each) for each in resolutions]) for place in later}
    for place, first in sorted(firsts.items()):
        text = f"cites the same work as {_named(resolutions[first])}"
        yield about(resolutions[place], "duplicate-reference", text, cited=_work(resolutions[place]).title)


def _named(resolution: Resolution) -> str:
    """Return the page's own number of a reference, where it has one, and its id."""
    number = resolution.cited.mention.number if resolution.cited.mention else ""
    return f"{number} {resolution.id}".strip()


def _work(resolution: Resolution) -> Reference:
    return resolution.reference or resolution.cited
