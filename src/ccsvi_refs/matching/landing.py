"""Whether the page behind a link is about the cited work, as far as its own title, authors and DOI say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz

from ccsvi_refs import identifiers
from ccsvi_refs.matching import languages, prepared
from ccsvi_refs.matching.prepared import Author, Registered
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact, plain, words

LandingVerdict = Literal["same", "other", "unsure"]

#: Sites put their name before or after the title: ``Title | Journal | Publisher``.
_SEPARATOR = re.compile(r"(?<!\s)\s+[|:»·•–—-]+\s+|(?:(?<!\s)\s++)?+\|\s*|:\s+")
#: A title shorter than this (letters) may be part of another by chance.
_SHORT = 20
#: Titles of fewer words say too little to tell a page of another work from a site's own page.
_FEW_WORDS = 4
_ALIKE, _UNLIKE = 92, 62


def page_matches(title: str, authors: Sequence[str], doi: str, reference: Reference) -> LandingVerdict:
    """Return whether a page with this title, these authors and this DOI (each may be empty) is the reference's."""
    record = prepared.candidate(reference)
    found = identifiers.parse("doi", doi) if doi else None
    if found and found.value == record.doi:
        return "same"
    people = _authors_agree(authors, record)
    verdict = _compare(title, people, record)
    if verdict == "unsure" and found and record.doi and title and people is not True:
        return "other" if _alike(title, record) < _UNLIKE else "unsure"
    return verdict


def _compare(title: str, people: bool | None, record: Registered) -> LandingVerdict:
    if not record.title or not words(title):
        return "unsure"
    if _named(title, record):
        return "unsure" if people is False else "same"
    if prepared.markers(title) - record.markers:
        return "other"
    alike = _alike(title, record)
    if alike >= _ALIKE and len(record.compact_title) >= _SHORT:
        return "same" if people is not False else "other"
    if people is True or languages.of(title) != languages.of(record.reference.title):
        return "unsure"
    if alike < _UNLIKE and len(words(title)) >= _FEW_WORDS:
        return "other"
    return "other" if people is False else "unsure"


def _named(title: str, record: Registered) -> bool:
    """Whether a page's title, or a part of it between separators, is the work's title or its main title."""
    if prepared.markers(title) - record.markers:
        return False
    text = plain(title)
    whole = compact(text)
    spellings = {record.compact_title} | ({record.main_title} if len(record.main_title) >= _SHORT else set())
    parts = {compact(part) for part in _SEPARATOR.split(text)} | {whole}
    if spellings & parts:
        return True
    if len(whole) >= _SHORT and record.compact_title.startswith(whole):
        return True
    return len(record.compact_title) >= _SHORT and any(part.startswith(record.compact_title) for part in parts)


def _alike(title: str, record: Registered) -> float:
    text = plain(title)
    spellings = [text, *_SEPARATOR.split(text)]
    return max(fuzz.ratio(compact(spelling), record.compact_title) for spelling in spellings)


def _authors_agree(authors: Sequence[str], record: Registered) -> bool | None:
    """Whether one of the first authors stands on the page; None where either side names nobody."""
    if not authors or not record.authors:
        return None
    on_page = {word for author in authors for word in words(author)} | {compact(author) for author in authors}
    return any(_on_page(who, on_page) for who in record.authors[:3])


def _on_page(who: Author, on_page: set[str]) -> bool:
    return who.family in on_page or all(word in on_page for word in who.words)
