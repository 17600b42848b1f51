"""Where in a citation string a correction belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccsvi_refs.auditing import Finding
from ccsvi_refs.text import notices

_YEAR = r"(?:1[5-9]|20)\d\d"
#: ``2009;80(4):392-9``, ``2009 Apr;80:392``, ``2011:183(16):e1203``, with or without issue and pages.
_LOCATOR = re.compile(
    rf"(?P<year>{_YEAR})(?:\s[A-Z][a-z]{{2,8}}\.?(?:\s\d{{1,2}})?)?\s?[;:]\s?"
    r"(?P<volume>\w{1,8})\s?(?:\((?P<issue>[^()\n]{1,20})\))?"
    r"(?:\s?:\s?(?P<page>[A-Za-z]?\d\w*(?:\s?[-–—]\s?\w+)?))?"
)
#: ``80(4), 392–399``, ``80 (4): 392-399``, ``vol. 80, no. 4, pp. 392–399``.
_OTHERS = re.compile(
    r"(?:\bvol(?:\.|ume)?\s?)?(?P<volume>\b\d{1,4})(?:\s?\((?P<issue>[^()\n]{1,20})\)|,?\s(?:no|issue|iss)\.?\s?(?P<number>\d{1,4}))"
    r"(?:\s?[,:]\s?(?:pp?\.?\s?)?(?P<page>[A-Za-z]?\d\w*(?:\s?[-–—]\s?\w+)?))?",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"{_YEAR}[^.;:\[\]()\n]{{0,20}}[.;,]?\s{{0,2}}[\[(]?(?:\w{{1,12}}\s)?"
    r"(?:ahead\s+of\s+(?:print|issue)|in\s+press|forthcoming|online\s+first|early\s+view)[\])]?",
    re.IGNORECASE,
)
_DASH = r"\s?[-–—‐‑−]\s?"
_GROUP = {"year-differs": "year", "volume-differs": "volume", "issue-differs": "issue", "pages-differ": "page"}


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Return whether both change the same stretch."""
        return self.start < other.end and other.start < self.end


def edit(text: str, finding: Finding) -> Edit | None:
    """Return the edit that puts a citation string right, None where it has no place of which one can be sure."""
    if finding.rule == "no-identifier":
        return _appended(text, finding)
    text = _without_notices(text)
    if finding.rule == "published-since":
        return _replaced(_AHEAD.search(text), finding.correction)
    if finding.rule == "field-missing":
        return _issue(text, finding)
    if finding.rule in _GROUP and (placed := _in_locator(text, finding, _GROUP[finding.rule])):
        return placed
    correction = (
        finding.correction.removeprefix("DOI ") if finding.rule == "preprint-identifier" else finding.correction
    )
    return _once(text, finding.cited, correction) if finding.rule != "authors-differ" else None


def _without_notices(text: str) -> str:
    """Return the text with the places of its notices blanked out, everything else where it was."""
    for start, end in notices.spans(text):
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _replaced(match: re.Match[str] | None, correction: str, group: str | int = 0) -> Edit | None:
    return Edit(match.start(group), match.end(group), correction) if match else None


def _in_locator(text: str, finding: Finding, group: str) -> Edit | None:
    """Return the edit where the locator of the citation has the value that is wrong."""
    for pattern in (_LOCATOR, _OTHERS):
        for match in pattern.finditer(text):
            for name in (group, "number" if group == "issue" and pattern is _OTHERS else group):
                if name in pattern.groupindex and match[name] and _same(match[name], finding.cited):
                    return _replaced(match, finding.correction, name)
    return None


def _same(printed: str, cited: str) -> bool:
    return re.sub(r"[\W_]+", "-", printed).casefold() == re.sub(r"[\W_]+", "-", cited).casefold()


def _once(text: str, cited: str, correction: str) -> Edit | None:
    """Return the edit where the cited value stands in the text once, however its spaces and dashes are printed."""
    words = cited.split()
    if not words:
        return None
    printed = r"\s+".join(_DASH.join(map(re.escape, re.split(r"[-–—‐‑−]", word))) for word in words)
    found = list(re.finditer(rf"(?<!\w){printed}(?!\w)", text, re.IGNORECASE))
    return _replaced(found[0], correction) if len(found) == 1 else None


def _issue(text: str, finding: Finding) -> Edit | None:
    """Return the edit that puts an issue behind the volume; nothing else that is missing has a sure place."""
    match = _LOCATOR.search(text)
    if not match or match["issue"] or finding.message != "the issue number is not cited":
        return None
    return Edit(match.end("volume"), match.end("volume"), f"({finding.correction})")


def _appended(text: str, finding: Finding) -> Edit | None:
    """Return the edit that puts the DOI, or else the PMID, at the end."""
    known = dict(part.split(" ", 1) for part in finding.correction.split("; ") if " " in part)
    identifier = f"doi:{known['DOI']}" if "DOI" in known else f"PMID: {known['PMID']}" if "PMID" in known else ""
    end = len(text.rstrip())
    stop = "" if text[:end].endswith((".", "]", ")")) or not end else "."
    return Edit(end, end, f"{stop} {identifier}") if identifier else None
