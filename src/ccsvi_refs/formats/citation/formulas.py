"""What a form of words tells: short notes, what somebody said, statutes, judgments."""

from __future__ import annotations

import re

from ccsvi_refs.formats.citation import bodies, norms
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS
from ccsvi_refs.model import Name
from ccsvi_refs.text import months
from ccsvi_refs.text.letters import LOWER, UPPER
from ccsvi_refs.text.patterns import when_used

_SPOKEN_SIGN = re.compile(
    r"comm?unica[czçt]|mit?teilung|mededeling|ustna|сообщение|interv|entre[tv]i|gespräch|wywiad|интервью", re.IGNORECASE
)
_SPOKEN = when_used(
    r"(?P<title>(?:[^\d]{0,80}\b(?:personal communication|comunicaci[óo]n personal|comunicação pessoal"
    r"|comunicazione personale|communication personnelle|persönliche mitteilung|persoonlijke mededeling"
    r"|informacja ustna|личное сообщение)|(?P<asked>interview (?:with|mit|met|med)|entretien avec"
    r"|entrevista (?:con|com|a)|intervista (?:a|con)"
    rf"|gespräch mit|wywiad z|интервью с))\b[^\d]{{0,80}}?)(?=[\s,.(]{{1,3}}{months.DATE}|\W*$)",
    re.IGNORECASE,
)
_FAMILY = rf"[{UPPER}][{LOWER}’'-]{{1,24}}"
#: A note that names a work listed elsewhere: King 2003, p. 41.
_SHORT = re.compile(
    rf"(?P<names>{_FAMILY}(?:,\s{_FAMILY}){{0,3}}(?:,?\s(?:and|&|und|et|y)\s{_FAMILY})?(?P<others>\set\sal\.)?),?\s"
    rf"\(?(?P<year>{months.YEAR})[a-z]?\)?(?:[,:]\s?(?:pp?\.?|S\.|para\.?"
    rf"|ch\.)\s(?P<locator>[\divxlc][\w–, -]{{0,20}}))?\W*$"
)


def read(whole: str, draft: Draft) -> bool:
    """Read what is told by a form of words, and return whether it is that: an article about it stands in a journal."""
    if (short := _SHORT.match(whole)) and _names_people(short):
        _short(short, draft)
        return True
    spoken = _SPOKEN.match(whole) if _SPOKEN_SIGN.search(whole) else None
    known = None if spoken else norms.read(whole)
    if not (spoken or known) or _is_article(whole, draft):
        return False
    if spoken:
        draft.told = "interview" if spoken["asked"] else "personal_communication"
        draft.put("title", spoken["title"].strip(" ,.;("), 0.9)
        draft.date(whole[spoken.end("title") :])
    for name, value in (known or {}).items():
        if name == "type":
            draft.told = value
        else:
            draft.put(name, value, 0.95)
    return True


def _is_article(whole: str, draft: Draft) -> bool:
    """Return whether a DOI or PMID, or a journal's volume and pages, say that a text is an article."""
    return draft.linked or not draft.fields.keys().isdisjoint(("DOI", "PMID", "PMCID")) or norms.is_in_serial(whole)


def _names_people(match: re.Match[str]) -> bool:
    """Return whether a short note names people: with a page, or several of them; "Nature 2009" names a journal."""
    words = match["names"].lower().split()
    return bool(match["locator"]) and not bodies.is_no_person(match["names"]) and not JOURNAL_WORDS.intersection(words)


def _short(match: re.Match[str], draft: Draft) -> None:
    """Take in the authors and year of a note, and under ``custom`` that it is one and the page it names."""
    families = re.findall(_FAMILY, match["names"].removesuffix(" et al."))
    draft.names(
        Names(tuple(Name(family=family) for family in families if family[0].isupper()), others=bool(match["others"]))
    )
    draft.date(match["year"])
    draft.custom |= {"short": True} | ({"locator": match["locator"]} if match["locator"] else {})
