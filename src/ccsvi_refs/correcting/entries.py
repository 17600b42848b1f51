"""A citation string with its corrections in their places; what has no place in it is named beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes, habits, parts, places
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

@dataclass(frozen=True, slots=True)
class Correction:
    """A reference put right: ``text`` is its citation string, ``left`` are corrections that had no place in it."""

    id: str
    number: str
    text: str
    left: tuple[Finding, ...] = ()


def corrections(resolutions: Iterable[Resolution], findings: Iterable[Finding]) -> Iterator[Correction]:
    """Yield the citation strings in which something is to be corrected, in order; the others are left out."""
    by_reference = _by_reference(findings)
    listed = list(resolutions)
    known = habits.learned(entries(listed)) if by_reference else Habits()
    for resolution in listed:
        mention = resolution.cited.mention
        wanted = by_reference.pop(resolution.id, [])
        retracted = retraction(resolution)
        if mention and mention.text and (wanted or retracted):
            text, left = _put_right(parts.entry(mention.text), resolution, wanted, known)
            yield Correction(resolution.id, mention.number, text + retracted, left)


def entries(resolutions: Iterable[Resolution]) -> Iterator[Entry]:
    """Yield the citation strings of a page taken apart, as many as it takes to know how the page prints them."""
    texts = (each.cited.mention.text for each in resolutions if each.cited.mention)
    yield from map(parts.entry, islice(filter(None, texts), habits.MOST))


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


def _put_right(
    each: Entry, resolution: Resolution, findings: Sequence[Finding], known: Habits
) -> tuple[str, tuple[Finding, ...]]:
    """Return the text with every correction that has a sure place in it, and the findings whose corrections have none."""
    made, left = placed(each, resolution, findings, known)
    text = each.text
    for edit in sorted((edit for _, edits in made for edit in edits), key=lambda one: -one.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, tuple(left)


def placed(
    each: Entry, resolution: Resolution, findings: Sequence[Finding], known: Habits
) -> tuple[list[tuple[Finding, tuple[Edit, ...]]], list[Finding]]:
    """Return the edits that each finding asks for in an entry, no two in one place, and the findings without any.

    What the page's entries all leave out has no place in this one either, and is not asked for.
    """
    made: list[tuple[Finding, tuple[Edit, ...]]] = []
    left: list[Finding] = []
    for finding in findings:
        if finding.rule == "field-missing" and "issue" in finding.message and known.leaves_out("issue"):
            continue
        edits = places.edits(each, finding, resolution, known)
        taken = [edit for _, others in made for edit in others]
        if not edits or any(edit.overlaps(other) for edit in edits for other in taken):
            left.append(finding)
        else:
            made.append((finding, edits))
    return made, left


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
