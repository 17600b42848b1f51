"""A citation string with its corrections in their places; what has no place in it is named beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.correcting import places
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: Rules whose corrections are facts that the citation lacks or has wrong; of others the reader has to decide.
_CERTAIN: frozenset[RuleCode] = frozenset(
    {
        "title-differs", "authors-differ", "journal-differs", "year-differs", "volume-differs", "issue-differs",
        "pages-differ", "field-missing", "separator-slip", "no-identifier", "published-since", "preprint-identifier",
    }
)  # fmt: skip


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
    for resolution in resolutions:
        mention = resolution.cited.mention
        wanted = by_reference.pop(resolution.id, [])
        retracted = _retraction(resolution)
        if mention and mention.text and (wanted or retracted):
            text, left = _put_right(mention.text, wanted)
            yield Correction(resolution.id, mention.number, text + retracted, left)


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
    for finding in findings:
        if finding.rule in _CERTAIN and finding.correction and not finding.accepted:
            found.setdefault(finding.reference, []).append(finding)
    return found


def _put_right(text: str, findings: Sequence[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """Return the text with every correction that has one place in it, and the findings whose corrections have none."""
    edits: list[Edit] = []
    left: list[Finding] = []
    for finding in findings:
        edit = places.edit(text, finding)
        if edit is None or any(edit.overlaps(other) for other in edits):
            left.append(finding)
        else:
            edits.append(edit)
    for edit in sorted(edits, key=lambda each: -each.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, tuple(left)


def _retraction(resolution: Resolution) -> str:
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
