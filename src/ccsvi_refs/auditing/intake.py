"""What of the input was not read, and whether its text and its list of references fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccsvi_refs.auditing.finding import Finding
from ccsvi_refs.model import Bibliography, InTextCitation, Problem, SlipKind

_SLIPS: dict[SlipKind, str] = {
    "number-used-twice": "an earlier entry of the list has the number {}, too",
    "number-left-out": "the list has no entry with the number {} before this one",
}


def unreadable(problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield a finding for everything that could not be read, under the rule named as the problem's kind."""
    for problem in problems:
        yield Finding(problem.kind, problem.message, problem.location, problem.reference, cited=problem.raw[:500])


def emptiness(bibliography: Bibliography) -> Iterator[Finding]:
    """Yield a finding where the input holds nothing that could be checked."""
    held = (bibliography.references, bibliography.links, bibliography.problems, bibliography.citations)
    if bibliography.path and not any(held):
        yield Finding("no-references", "no reference and no link was found", None)


def citing_findings(bibliography: Bibliography) -> Iterator[Finding]:
    """Yield what does not fit between the citations in the text and the entries of the list."""
    for citation in bibliography.citations:
        yield from _cited(citation)
    for entry in bibliography.uncited:
        yield Finding("never-cited", f"the text never cites the entry {entry.id}", entry.location, entry.id)
    for slip in bibliography.slips:
        yield Finding(slip.kind, _SLIPS[slip.kind].format(slip.number), slip.location, slip.reference)


def _cited(citation: InTextCitation) -> Iterator[Finding]:
    if citation.references:
        return
    if citation.near:
        message = f"the text cites {citation.label}, which is not what the entry says"
        yield Finding("text-and-entry-differ", message, citation.location, citation.near[0], cited=citation.text)
    elif citation.kind == "key":
        message = f"no entry of the bibliography has the key {citation.label!r}"
        yield Finding("key-without-entry", message, citation.location, cited=citation.text)
    else:
        message = f"the text cites {citation.label}, and no entry of the list is that"
        yield Finding("cited-without-entry", message, citation.location, cited=citation.text)
