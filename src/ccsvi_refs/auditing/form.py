"""The citation's own form: slips in its punctuation and malformed identifiers, whatever the registries say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.identifiers import FIELDS, IdentifierKind, find, problem, trimmed

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: `2011:183(16):e1203`: year and volume are parted by a semicolon where a colon parts volume and page.
_SLIP = re.compile(r"\b((?:1[89]|20)\d\d)\s?:\s?(\d{1,4}(?:\s?\([^()\n]{1,20}\))?)\s?:\s?[A-Za-z]?\d")
#: What a text says is a DOI or a PMID.
_ANNOUNCED = re.compile(
    r"(?:\bdoi\s?:\s?|\bdoi\.org/)(?!\s|https?:|doi)(?P<doi>[^\s\"“”«»|<>]{3,200})|\bPMID\s?:\s?(?P<pmid>[0-9A-Za-z]{4,12})\b",
    re.IGNORECASE,
)


def form_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield what is wrong with the citation as it is written."""
    cited = resolution.cited
    text = cited.mention.text if cited.mention else ""
    if slip := _SLIP.search(text):
        yield about(
            resolution,
            "separator-slip",
            "a colon stands between year and volume where a semicolon belongs",
            cited=f"{slip[1]}:{slip[2]}",
            correction=f"{slip[1]};{slip[2]}",
        )
    if resolution.joined:
        message = f"two references stand in one entry; the second is {resolution.joined.label}: part them"
        yield about(resolution, "run-together", message)
    reported = set()
    for kind, name in FIELDS.items():
        written = cited.text(name)
        if written and (wrong := problem(kind, written)):
            reported.add(written)
            yield about(resolution, "malformed-identifier", f"the {name} {wrong}", cited=written)
    for kind, written in _announced(text):
        if written not in reported:
            wrong = problem(kind, written)
            yield about(resolution, "malformed-identifier", f"the {FIELDS[kind]} {wrong}", cited=written)


def _announced(text: str) -> Iterator[tuple[IdentifierKind, str]]:
    """Yield what a text calls a DOI or PMID and is none; a word without a digit ("doi: none") is not meant as one."""
    known = [range(found.start, found.end) for found in find(text)]
    for match in _ANNOUNCED.finditer(text):
        kind: IdentifierKind = "pmid" if match["pmid"] else "doi"
        written = trimmed(match[kind])
        elsewhere = all(match.start(kind) not in span and match.start() not in span for span in known)
        if elsewhere and any(map(str.isdigit, written)) and problem(kind, written):
            yield kind, written
