"""Works that an INPUT names by identifiers alone: what the registries have of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ccsvi_refs import api
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, complain, progress
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.pages.keys import keyed
from ccsvi_refs.settings import Settings
from ccsvi_refs.text import naming

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution


def looked_up(bibliography: Bibliography, chosen: Settings, *, corrected: bool = False) -> tuple[Bibliography, int]:
    """Return a bibliography with the record in the place of each bare identifier, and the exit status so far.

    What has no record is said on standard error and left out. With ``corrected`` all others are resolved in the same
    run, and put right.
    """
    asked = [reference for reference in bibliography if corrected or naming.is_bare(reference)]
    if not asked:
        return bibliography, 0
    with progress("Resolving") as moved:
        resolutions = api.resolve(asked, settings=chosen, progress=moved)
    # Ids may come twice: what belongs to what is a matter of order.
    found = iter(resolutions)
    rows = [(one, next(found) if corrected or naming.is_bare(one) else None) for one in bibliography]
    references = keyed(tuple(_records(rows)))
    statuses = [_status(resolution) for one, resolution in rows if resolution and naming.is_bare(one)]
    return replace(bibliography, references=references), max(statuses, default=0)


def _records(rows: Iterable[tuple[Reference, Resolution | None]]) -> Iterator[Reference]:
    for reference, resolution in rows:
        if resolution is None:
            yield reference
        elif not naming.is_bare(reference):
            yield _corrected(resolution)
        elif record := resolution.reference:
            yield record.with_fields(id=None)
        else:
            complain(f"{reference.id}: {_why(resolution)}")


def _corrected(resolution: Resolution) -> Reference:
    from ccsvi_refs import auditing  # judging is not loaded for what is only looked up

    return auditing.corrected(resolution)


def _why(resolution: Resolution) -> str:
    if resolution.status == "unavailable":
        return "; ".join(resolution.problems) or "no registry could be asked"
    said = "; ".join(resolution.problems)
    return said or f"no matching record found in {resolution.asked_text}"


def _status(resolution: Resolution) -> int:
    return {"matched": 0, "unavailable": CANNOT}.get(resolution.status, FINDINGS)
