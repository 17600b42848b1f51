"""What sources say: of a field, and of a work as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from ccsvi_refs.frozen import freeze, thaw
from ccsvi_refs.model.dates import Date

#: What a notice does to the work it is about. ``published-version`` names the article a preprint has become,
#: ``concern-lifted`` the end of an expression of concern, ``reinstatement`` that of a retraction.
NoticeKind = Literal[
    "retraction",
    "partial-retraction",
    "retraction-and-republication",
    "withdrawal",
    "removal",
    "temporary-removal",
    "expression-of-concern",
    "concern-lifted",
    "reinstatement",
    "correction",
    "new-version",
    "published-version",
]

#: Those that may say of a work, under its own name, that it is no longer good; it cannot correct or renew itself so.
GRAVE: frozenset[NoticeKind] = frozenset({
    "retraction", "partial-retraction", "retraction-and-republication", "withdrawal", "removal", "temporary-removal",
    "expression-of-concern",
})  # fmt: skip
NOTICE_KINDS: tuple[NoticeKind, ...] = get_args(NoticeKind)


@dataclass(frozen=True, slots=True)
class Value:
    """What one source says of one field.

    ``source`` is ``cited``, ``pubmed``, ``crossref``, ``datacite``, ``doi.org`` (another agency, by way of
    doi.org), ``europepmc``, ``mirror`` or ``curated``; ``note`` names the page a curated value was read on, or the
    registry whose value a mirror has; ``raw`` keeps a registry's own spelling where ours was cleaned.
    """

    source: str
    value: Any
    verified: bool = True
    note: str = ""
    raw: Any = None

    def __post_init__(self) -> None:
        """Freeze what was given as plain dictionaries and lists."""
        object.__setattr__(self, "value", freeze(self.value))
        object.__setattr__(self, "raw", freeze(self.raw))

    def as_json(self) -> dict[str, Any]:
        """Return ``{"source", "value"}``, with ``verified``, ``note`` and ``raw`` where they say something."""
        data: dict[str, Any] = {"source": self.source, "value": thaw(self.value)}
        if not self.verified:
            data["verified"] = False
        if self.note:
            data["note"] = self.note
        if self.raw is not None:
            data["raw"] = thaw(self.raw)
        return data


@dataclass(frozen=True, slots=True)
class Notice:
    """An editorial notice about a work, as a registry reports it.

    ``source`` names who says so (``pubmed``, ``crossref``, ``retraction-watch``). ``of`` is true on the notice's own
    record, false on the record of the work it is about.
    """

    kind: NoticeKind
    source: str
    doi: str = ""
    pmid: str = ""
    date: Date | None = None
    label: str = ""
    of: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return ``{"kind", "source", "DOI", "PMID", "date", "label", "of"}``; an identifier it lacks is null."""
        return {
            "kind": self.kind,
            "source": self.source,
            "DOI": self.doi or None,
            "PMID": self.pmid or None,
            "date": str(self.date) if self.date else None,
            "label": self.label,
            "of": self.of,
        }
