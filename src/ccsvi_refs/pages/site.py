"""Several pages of one run: what a shared bibliography has, one of them may cite for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ccsvi_refs.model import Bibliography, Uncited


def settled(found: Sequence[Bibliography]) -> list[Bibliography]:
    """Return the pages of a run; an entry that a page never cites stays so only where no other page cites it.

    An entry of a bibliography that several pages name and none cites is said once, with the first of them.
    """
    cited = {
        (reference.mention.location.path, reference.id)
        for page in found
        for reference in page
        if reference.mention and reference.mention.location and page.citations
    }
    said: set[tuple[str, str]] = set()
    return [replace(page, uncited=tuple(_left(page, cited, said))) if page.uncited else page for page in found]


def _left(page: Bibliography, cited: set[tuple[str, str]], said: set[tuple[str, str]]) -> Iterable[Uncited]:
    for entry in page.uncited:
        key = (entry.location.path if entry.location else "", entry.id)
        own = entry.location is None or entry.location.path == page.path
        if own or key not in cited | said:
            said.add(key)
            yield entry
