"""What a citation string says beside the description: identifiers, addresses, dates of access, status."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs import identifiers
from ccsvi_refs.formats.citation import dates

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_ACCESSED = re.compile(
    r"[\[(]?\b(?:(?:last|date)\s)?(?:accessed|cited|retrieved|viewed|consulted|zugriff|abgerufen)\b:?(?:\s(?:on|am))?:?"
    rf"\s+(?P<date>{dates.DATE})(?:,?\sfrom\b:?)?[\])]?",
    re.IGNORECASE,
)
_ONLINE_DATE = re.compile(
    r"\b(?:epub|e-?published|(?:first\s)?published\sonline|online\sfirst)(?:\s(?:on|ahead of print))?:?,?"
    rf"\s(?P<date>{dates.DATE})",
    re.IGNORECASE,
)
#: A line break inside a DOI.
_DOI_WRAP = re.compile(r"(?<=doi:10\.\d{4}/)\s*\n\s*(?=\S*\d)|(?<=/10\.\d{4}/)\s*\n\s*(?=\S*\d)", re.IGNORECASE)
#: Wikipedia's "PMC 2647682", and the date in the number of a preprint on bioRxiv or medRxiv.
_PMC = re.compile(r"\b(PMC)\s(\d{5,8}\b)")
_PREPRINT = re.compile(r"((?:bio|med)Rxiv[\s:]{1,2}\d{4})\.\d\d\.\d\d\.\d{6,8}(?:v\d)?", re.IGNORECASE)
_STATUS = re.compile(
    r"[\[(]?\b(?P<status>(?:(?:e?pub(?:lished)?(?:\sonline)?|online)\s)?ahead of print|advance online publication"
    r"|in press|im druck|forthcoming|(?:manuscript\s)?submitted(?:\sfor publication)?"
    r"|accepted for publication)\b[\])]?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"(?:available|retrieved|downloaded)\s(?:online\s)?(?:from|at|on)\b:?|\[(?:internet|online|electronic resource)\]"
    r"|\[?(?:google scholar|crossref|pubmed|pmc free article|medline|web of science)\]"
    r"|\[article in [^\]]{2,40}\]|\bpublished online(?: first| ahead of print)?(?:\s[a-z]{3,9}\.?(?:\s\d{1,2})?(?!\w))?"
    r"|\((?:link is external|opens in [^)]{0,40})\)"
    r"|\(?\bdoi\s?:\s*(?:10\s?\.\d{4,9}/)?\s*(?:[^\s)]{0,60}\d[^\s)]{0,60})?\)?|\b(?:pmid|pmcid|url)\s?:\s*(?=[\s.]|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Asides:
    """The description that is left, every aside blanked out so that offsets stay, and the CSL fields of the asides."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)


def cut(text: str) -> Asides:
    """Return a citation string without its asides, and what they said as CSL-JSON fields."""
    asides = Asides(_PREPRINT.sub(r"\1", _PMC.sub(r"\1\2", _DOI_WRAP.sub("", text))))
    _cut_identifiers(asides)
    for match in _ADDRESS.finditer(asides.text):
        asides.fields.setdefault("URL", identifiers.trimmed(match.group()))
    asides.text = _ADDRESS.sub(_blank, asides.text)
    _cut_date(asides, _ACCESSED, "accessed")
    _cut_date(asides, _ONLINE_DATE, "available-date")
    if status := _STATUS.search(asides.text):
        asides.fields["status"] = status["status"]
        asides.text = _STATUS.sub(_blank, asides.text)
    asides.text = _NOISE.sub(_blank, asides.text)
    return asides


def _cut_identifiers(asides: Asides) -> None:
    custom: dict[str, str] = {}
    pieces, last = [], 0
    for found in identifiers.find(asides.text):
        name = identifiers.FIELDS.get(found.identifier.kind)
        if name:
            asides.fields.setdefault(name, found.identifier.value)
        else:
            custom.setdefault(found.identifier.kind, found.identifier.value)
        pieces += [asides.text[last : found.start], " " * (found.end - found.start)]
        last = found.end
    asides.text = "".join(pieces) + asides.text[last:]
    if custom:
        asides.fields["custom"] = custom


def _cut_date(asides: Asides, pattern: re.Pattern[str], name: str) -> None:
    if match := pattern.search(asides.text):
        asides.fields[name] = {"date-parts": [list(dates.parse(match["date"]))]}
        asides.text = pattern.sub(_blank, asides.text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
