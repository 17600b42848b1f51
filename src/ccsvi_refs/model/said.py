"""What sources say: of a field, and of a work as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ccsvi_refs.model.dates import Date
from ccsvi_refs.model.frozen import thaw


@dataclass(frozen=True, slots=True)
class Value:
    """What one source says of one field.

    ``source`` is ``cited``, ``pubmed``, ``crossref``, ``datacite``, ``doi.org`` (another agency, by way of
    doi.org), ``europepmc``, ``mirror`` or ``curated``; ``note`` names the page a curated value was read on; ``raw``
    keeps a registry's own spelling where ours was cleaned.
    """

    source: str
    value: Any
    verified: bool = True
    note: str = ""
    raw: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return ``{"source", "value"}``, with ``verified``, ``note`` and ``raw`` where they say something."""
        data: dict[str, Any] = {"source": self.source, "value": thaw(self.value)}
        if not self.verified:
            data["verified"] = False
        if self.note:
            data["note"] = self.note
        if self.raw is not None:
            data["raw"] = self.raw
        return data


@dataclass(frozen=True, slots=True)
class Notice:
    """An editorial notice about a work, as a registry reports it.

    ``kind`` is ``retraction``, ``correction``, ``expression-of-concern``, ``withdrawal``, ``removal``,
    ``retraction-and-republication`` or ``new-version``; ``source`` names who says so (``pubmed``, ``crossref``,
    ``retraction-watch``). ``of`` is true on the notice's own record, false on the record of the work it is about.
    """

    kind: str
    source: str
    doi: str = ""
    pmid: str = ""
    date: Date | None = None
    label: str = ""
    of: bool = False
