"""A citation string with its corrections in their places; what has no place in it is named beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes, habits, parts, places
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution


@dataclass(frozen=True, slots=True)
class Correction:
    """A reference put right: ``text`` is its citation string, ``left`` are corrections that had no place in it."""

    id: str
    number: str
    text: str
    left: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A citation string as it is printed, and what puts it right: the edits of each finding, and a mark at its end.

    ``left`` are the findings whose corrections have no sure place in it.
    """

    id: str
    number: str
    printed: str
    made: tuple[tuple[Finding, tuple[Edit, ...]], ...] = ()
    left: tuple[Finding, ...] = ()
    mark: str = ""

    @property
    def edits(self) -> list[Edit]:
        """The edits in the order of the text; no two overlap."""
        return sorted((edit for _, edits in self.made for edit in edits), key=lambda edit: (edit.start, edit.end))

    @property
    def text(self) -> str:
        """The citation string put right."""
        text = self.printed
        for edit in reversed(self.edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text + self.mark

    @property
    def is_changed(self) -> bool:
        """Whether anything is put right in it, or is to be by hand; not where the page prints it for no entry."""
        return self.text != self.printed or bool(self.left)


def corrections(resolutions: Iterable[Resolution], findings: Iterable[Finding]) -> Iterator[Correction]:
    """Yield the citation strings that are put right or are to be, in order; the others are left out."""
    for each in edited(resolutions, findings):
        if each.is_changed:
            yield Correction(each.id, each.number, each.text, each.left)


def edited(resolutions: Iterable[Resolution], findings: Iterable[Finding]) -> Iterator[Edited]:
    """Yield the citation strings in which something is to be corrected, in order, with their edits."""
    by_reference = _by_reference(findings)
    listed = list(resolutions)
    known = learned(listed) if by_reference else Habits()
    for resolution in listed:
        mention = resolution.cited.mention
        wanted = by_reference.pop(resolution.id, [])
        mark = retraction(resolution)
        if mention and mention.text and (wanted or mark):
            found = placed(parts.entry(mention.citation), resolution, wanted, known)
            yield Edited(resolution.id, mention.number, mention.citation, tuple(found.made), tuple(found.left), mark)


def learned(resolutions: Iterable[Resolution]) -> Habits:
    """Return how a page prints its entries, from as many of them as it takes to know."""
    resolutions = list(resolutions)
    cited = [each.cited for each in resolutions if each.cited.mention and each.cited.mention.text]
    identified = any(one.identifiers or any(map(one.text, ("DOI", "PMID", "PMCID"))) for one in cited)
    texts = [one.mention.text for one in cited[: habits.MOST] if one.mention]
    return Habits(list(map(parts.entry, texts)), identified, abbreviates=_abbreviates(resolutions))


def _abbreviates(resolutions: Iterable[Resolution]) -> bool | None:
    """Return whether most journals are cited by less than their registered names."""
    names = [
        (compact(each.cited.container_title), compact(each.reference.container_title))
        for each in resolutions
        if each.reference and each.cited.container_title and each.reference.container_title
    ]
    whole = sum(cited == registered for cited, registered in names)
    shorter = sum(cited[:1] == registered[:1] and len(cited) < len(registered) for cited, registered in names)
    return shorter > whole if shorter + whole else None


def concerned(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the ids of the references in which something is to be corrected."""
    return frozenset(_by_reference(findings))


def identified(text: str, reference: Reference) -> str:
    """Return a printed reference with those of its identifiers that the style leaves out."""
    left = [name for name in ("DOI", "PMID", "PMCID") if (value := reference.text(name)) and value not in text]
    printed = [f"doi:{reference.text(name)}" if name == "DOI" else f"{name}: {reference.text(name)}" for name in left]
    return " ".join([text, *printed])


def _by_reference(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in changes.correctable(findings):
        if finding.rule != "identifiers-disagree":
            found.setdefault(finding.reference, []).append(finding)
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """The edits that findings ask for in an entry, no two in one place.

    ``left`` are the findings that have no sure place in it, ``unusual`` those about what the page prints for none.
    """

    made: list[tuple[Finding, tuple[Edit, ...]]] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    unusual: list[Finding] = field(default_factory=list)


def placed(each: Entry, resolution: Resolution, findings: Sequence[Finding], known: Habits) -> Places:
    """Return the edits that findings ask for in an entry."""
    found = Places()
    for finding in findings:
        edits = places.edits(each, finding, resolution, known)
        taken = [edit for _, others in found.made for edit in others]
        if known.leaves_out(finding):
            found.unusual.append(finding)
        elif not edits or any(edit.overlaps(other) for edit in edits for other in taken):
            found.left.append(finding)
        else:
            found.made.append((finding, edits))
    return found


def retraction(resolution: Resolution) -> str:
    """Return the mark of a retracted work whose citation does not say so."""
    from ccsvi_refs.auditing.notices import RULE_OF_NOTICE, acknowledges

    registered = resolution.reference
    retractions = [
        notice for notice in resolution.notices if not notice.of and RULE_OF_NOTICE[notice.kind] == "retracted"
    ]
    if not retractions or registered is None or acknowledges(resolution.cited, registered):
        return ""
    where = next((f": doi:{notice.doi}" for notice in retractions if notice.doi), "")
    return f" [Retracted{where}]"
