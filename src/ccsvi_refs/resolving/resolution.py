"""What became of one cited reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from ccsvi_refs.model import Notice, Reference, thaw

Status = Literal["matched", "ambiguous", "not-found", "unavailable"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered work that may be the cited one, and how sure that is, from 0 to 1."""

    doi: str
    pmid: str
    title: str
    confidence: float

    def as_json(self) -> dict[str, Any]:
        """Return ``{"DOI", "PMID", "title", "confidence"}``; an identifier it does not have is null."""
        return {
            "DOI": self.doi or None,
            "PMID": self.pmid or None,
            "title": self.title,
            "confidence": round(self.confidence, 4),
        }


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A field in which what is cited and what a registry has are not the same."""

    field: str
    cited: Any
    registered: Any
    source: str

    def as_json(self) -> dict[str, Any]:
        """Return ``{"field", "cited", "registered", "source"}``."""
        return {
            "field": self.field,
            "cited": thaw(self.cited),
            "registered": thaw(self.registered),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a resolution.

    ``code`` is ``registry-unavailable``, ``bundled``, ``identifier-unknown`` (no such identifier),
    ``identifier-elsewhere`` (it leads to another work), ``identifier-malformed`` or ``registries-disagree``.
    """

    code: str
    message: str
    source: str = ""

    def as_json(self) -> dict[str, str]:
        """Return ``{"code", "message", "source"}``."""
        return {"code": self.code, "message": self.message, "source": self.source}


@dataclass(frozen=True, slots=True)
class Asked:
    """A registry that was asked about a reference, and when it answered; ``when`` is None where it did not."""

    source: str
    when: datetime | None
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return ``{"source", "when", "problem"}``; ``when`` in ISO 8601, null where there was no answer."""
        when = self.when.isoformat(timespec="seconds") if self.when else None
        return {"source": self.source, "when": when, "problem": self.problem or None}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome for one reference.

    ``reference`` is the merged record with its provenance where a work was matched, what was cited otherwise;
    ``registered`` are the records it was merged from; ``evidence`` says why.
    """

    cited: Reference
    status: Status
    reference: Reference
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    problems: tuple[Remark, ...] = ()
    registered: tuple[Reference, ...] = ()
    evidence: str = ""
    asked: tuple[Asked, ...] = ()

    @property
    def id(self) -> str:
        """The cited reference's key."""
        return self.cited.id

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The retractions, corrections and concerns that the registries report of the matched work."""
        return self.reference.notices if self.status == "matched" else ()

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of ``resolve --format json``."""
        mention = self.cited.mention
        location = mention.location if mention else None
        return {
            "id": self.id,
            "input": {"text": mention.text if mention else "", "location": location.as_json() if location else None},
            "status": self.status,
            "reference": self.reference.to_csl(),
            "confidence": round(self.confidence, 4),
            "candidates": [candidate.as_json() for candidate in self.candidates],
            "provenance": _provenance(self.reference.provenance),
            "discrepancies": [discrepancy.as_json() for discrepancy in self.discrepancies],
            "problems": [problem.as_json() for problem in self.problems],
            "notices": [_notice(notice) for notice in self.notices],
            "evidence": self.evidence,
            "asked": [asked.as_json() for asked in self.asked],
        }


def _provenance(provenance: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: [value.as_json() for value in values] for name, values in provenance.items()}


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "source": notice.source,
        "DOI": notice.doi or None,
        "PMID": notice.pmid or None,
        "date": str(notice.date) if notice.date else None,
        "label": notice.label,
        "of": notice.of,
    }
