"""What became of one cited reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from ccsvi_refs.frozen import freeze
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.matching.statements import Checked, SourceText
from ccsvi_refs.model import Notice, Reference, Value, display, thaw
from ccsvi_refs.registries import table

ResolutionStatus = Literal["matched", "ambiguous", "not-found", "unavailable"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered work that may be the cited one, and how sure that is, from 0 to 1; ``record`` is all of it.

    Of a citation without a match, ``agrees`` are the fields in which the two agree, and ``likeness`` says whether the
    work has anything to do with it: ``alike`` in title, ``near`` in several other fields, or neither.
    """

    doi: str
    pmid: str
    title: str
    confidence: float
    record: Reference | None = None
    agrees: tuple[str, ...] = ()
    likeness: Literal["alike", "near", ""] = ""

    def as_json(self) -> dict[str, Any]:
        """Return ``{"DOI", "PMID", "title", "confidence"}``; an identifier it does not have is null."""
        return {
            "DOI": self.doi or None,
            "PMID": self.pmid or None,
            "title": self.title,
            "confidence": round(self.confidence, 4),
        }

    @property
    def label(self) -> str:
        """The title with the identifier that tells it from the others."""
        identifier = f"doi:{self.doi}" if self.doi else f"pmid:{self.pmid}" if self.pmid else ""
        return f"{self.title} ({identifier})" if identifier else self.title


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A field in which what is cited and what a registry has are not the same.

    ``severity`` is ``error``, or ``info`` for another form of the same and for what the registry does not hold;
    ``note`` says in words how the two differ, where their values alone do not.
    """

    field: str
    cited: Any
    registered: Any
    source: str
    severity: Literal["error", "info"] = "error"
    note: str = ""

    def __post_init__(self) -> None:
        """Freeze values that are lists or objects."""
        object.__setattr__(self, "cited", freeze(self.cited))
        object.__setattr__(self, "registered", freeze(self.registered))

    def as_json(self) -> dict[str, Any]:
        """Return ``{"field", "cited", "registered", "source", "severity", "note"}``; an empty note is null."""
        return {
            "field": self.field,
            "cited": thaw(self.cited),
            "registered": thaw(self.registered),
            "source": self.source,
            "severity": self.severity,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Nearest:
    """The record that comes nearest to a citation without being its work: in what they agree and how they differ."""

    doi: str
    pmid: str
    title: str
    agrees: tuple[str, ...]
    differs: tuple[Discrepancy, ...]

    def as_json(self) -> dict[str, Any]:
        """Return ``{"DOI", "PMID", "title", "agrees": [field], "differs": [discrepancy]}``."""
        return {
            "DOI": self.doi or None,
            "PMID": self.pmid or None,
            "title": self.title,
            "agrees": list(self.agrees),
            "differs": [discrepancy.as_json() for discrepancy in self.differs],
        }


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which two registries say different things of one work: each source with its value."""

    field: str
    values: tuple[tuple[str, Any], ...]

    def __post_init__(self) -> None:
        """Freeze values that are lists or objects."""
        object.__setattr__(self, "values", freeze(self.values))

    def as_json(self) -> dict[str, Any]:
        """Return ``{"field", "values": [{"source", "value"}]}``."""
        values = [{"source": source, "value": thaw(value)} for source, value in self.values]
        return {"field": self.field, "values": values}


@dataclass(frozen=True, slots=True)
class IdentifierTrouble:
    """What is wrong with a cited identifier, in words that stand alone.

    ``kind`` is ``unregistered`` (nobody registered it), ``unread`` (its record could not be read) or ``other-work``.
    """

    kind: Literal["unregistered", "unread", "other-work"]
    identifier: Identifier
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A registry that was asked about a reference, and when it answered; ``when`` is None where it did not."""

    source: str
    when: datetime | None
    problem: str = ""

    @property
    def title(self) -> str:
        """The registry's name for people."""
        return table.title(self.source)

    def as_json(self) -> dict[str, Any]:
        """Return ``{"source", "when", "problem"}``; ``when`` in ISO 8601, null where there was no answer."""
        when = self.when.isoformat(timespec="seconds") if self.when else None
        return {"source": self.source, "when": when, "problem": self.problem or None}


@dataclass(frozen=True, slots=True, repr=False)
class Resolution:
    """The outcome for one reference.

    ``reference`` is the merged record where a work was matched, None otherwise; ``registered`` are the records it was
    merged from. ``reading`` is what could be read of an unmatched citation string. ``confidence`` is that the best
    candidate is the work. ``problems`` are about this reference, ``notes`` about the run; ``evidence`` says why.
    ``texts`` are what was read of the work itself, where the page says something of it, ``unread`` why no more was.
    ``checked`` is what a lock has of the page's sentences about the work, by their digests, where nothing was read.
    ``joined`` is the work of a second reference that is run together with this one.
    """

    cited: Reference
    status: ResolutionStatus
    reference: Reference | None = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    nearest: Nearest | None = None
    disagreements: tuple[Disagreement, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    registered: tuple[Reference, ...] = ()
    reading: Reference | None = None
    evidence: str = ""
    asked: tuple[Asked, ...] = ()
    identifier_troubles: tuple[IdentifierTrouble, ...] = ()
    texts: tuple[SourceText, ...] = ()
    unread: str = ""
    joined: Candidate | None = None
    checked: Mapping[str, Checked] | None = None

    @property
    def id(self) -> str:
        """The cited reference's key."""
        return self.cited.id

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The retractions, corrections and concerns that the registries report of the matched work."""
        return self.reference.notices if self.reference else ()

    @property
    def provenance(self) -> Mapping[str, tuple[Value, ...]]:
        """What each source, the citation among them, says of each field."""
        return self.reference.provenance if self.reference else self.cited.provenance

    @property
    def asked_text(self) -> str:
        """The registries that answered, and the day: ``PubMed, Crossref on 2026-11-24``."""
        answered = sorted((asked for asked in self.asked if asked.when), key=lambda asked: table.order(asked.source))
        days = sorted({f"{asked.when:%Y-%m-%d}" for asked in answered})
        names = ", ".join(asked.title for asked in answered)
        return f"{names} on {' and '.join(days)}" if answered else "no registry"

    def source_of(self, field: str) -> str:
        """Return the registries that give the merged value of a field, with commas; empty where none does."""
        value = self.reference.data.get(field) if self.reference else None
        said = [said for said in self.provenance.get(field, ()) if said.source != "cited"]
        agreeing = [said.source for said in said if said.value == value] or [said.source for said in said]
        return ", ".join(dict.fromkeys(agreeing))

    def as_json(self) -> dict[str, Any]:
        """Return the JSON shape of ``resolve --format json``."""
        mention = self.cited.mention
        read = self.reading or self.cited
        location = mention.location if mention else None
        return {
            "id": self.id,
            "input": {"text": mention.text if mention else "", "location": location.as_json() if location else None},
            "status": self.status,
            "reference": (self.reference or read).to_csl(),
            "cited": read.to_csl(),
            "confidence": round(self.confidence, 4),
            "candidates": [candidate.as_json() for candidate in self.candidates],
            "provenance": {name: [said.as_json() for said in values] for name, values in self.provenance.items()},
            "discrepancies": [discrepancy.as_json() for discrepancy in self.discrepancies],
            "nearest": self.nearest.as_json() if self.nearest else None,
            "joined": self.joined.as_json() if self.joined else None,
            "disagreements": [disagreement.as_json() for disagreement in self.disagreements],
            "problems": list(self.problems),
            "notes": list(self.notes),
            "notices": [notice.as_json() for notice in self.notices],
            "evidence": self.evidence,
            "asked": [asked.as_json() for asked in self.asked],
        }

    def __repr__(self) -> str:
        work = self.reference if self.reference else self.reading or self.cited
        sure = f" {self.confidence:.2f}" if self.status == "matched" else ""
        return f"<Resolution {self.id}: {self.status}{sure}: {display.line(work)}>"

    def _repr_html_(self) -> str:
        return f"<p><strong>{self.status}</strong> {display.html(self.reference or self.cited)}</p>"

    def _repr_markdown_(self) -> str:
        return f"**{self.status}** {display.markdown(self.reference or self.cited)}"
