"""Works that an INPUT names by identifiers alone: what the registries have of them."""

from __future__ import annotations

from collections.abc import Iterator
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


def looked_up(bibliography: Bibliography, chosen: Settings) -> tuple[Bibliography, int]:
    """Return a bibliography with the record in the place of each bare identifier, and the exit status so far.

    What has no record is said on standard error and left out.
    """
    bare = [reference for reference in bibliography if naming.is_bare(reference)]
    if not bare:
        return bibliography, 0
    with progress("Resolving") as moved:
        resolutions = api.resolve(bare, settings=chosen, progress=moved)
    found = {resolution.id: resolution for resolution in resolutions}
    references = keyed(tuple(_records(bibliography, found)))
    return replace(bibliography, references=references), max(map(_status, resolutions))


def _records(bibliography: Bibliography, found: dict[str, Resolution]) -> Iterator[Reference]:
    for reference in bibliography:
        if not naming.is_bare(reference):
            yield reference
        elif record := found[reference.id].reference:
            yield record.with_fields(id=None)
        else:
            complain(f"{reference.id}: {_why(found[reference.id])}")


def _why(resolution: Resolution) -> str:
    if resolution.status == "unavailable":
        return "; ".join(resolution.problems) or "no registry could be asked"
    said = "; ".join(resolution.problems)
    return said or f"no matching record found in {resolution.asked_text}"


def _status(resolution: Resolution) -> int:
    return {"matched": 0, "unavailable": CANNOT}.get(resolution.status, FINDINGS)
