"""Identifiers of works: found in text, normalised, validated, made into addresses.

DOI: https://www.doi.org/doi-handbook/ (names are case-insensitive, any printable character may follow the prefix);
PMID and PMCID: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/; ISBN: ISO 2108 check digits;
arXiv: https://info.arxiv.org/help/arxiv_identifier.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote

IdentifierKind = Literal["doi", "pmid", "pmcid", "isbn", "arxiv"]

#: The CSL variable for each kind of identifier that CSL knows; the only home of that correspondence.
FIELDS: Mapping[IdentifierKind, str] = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}

_DOI_PREFIX = r"10\.\d{4,9}(?:\.\d+)*"
_DOI = re.compile(rf"{_DOI_PREFIX}/\S+", re.IGNORECASE)
_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"PMC[1-9]\d{0,8}")
_ARXIV_NUMBER = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_ARXIV = re.compile(_ARXIV_NUMBER, re.IGNORECASE)

#: What people and registries write before the bare identifier.
_LEAD = {
    "doi": re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi\s*:?\s*", re.IGNORECASE),
    "pmid": re.compile(
        r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/|pmid\s*:?\s*",
        re.IGNORECASE,
    ),
    "pmcid": re.compile(
        r"(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)/articles/|pmcid\s*:?\s*",
        re.IGNORECASE,
    ),
    "isbn": re.compile(r"urn:isbn:|isbn(?:-1[03])?\s*:?\s*", re.IGNORECASE),
    "arxiv": re.compile(
        r"(?:https?://)?(?:www\.|export\.|browse\.)?(?:arxiv|ar5iv|alphaxiv)\.org/(?:abs|pdf|html|format)/"
        r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.|arxiv(?:\s+e?-?(?:preprint|print)s?)?\s*[:\s]\s*|abs\s*/\s*",
        re.IGNORECASE,
    ),
}

_ADDRESS = {
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "isbn": "urn:isbn:{}",
    "arxiv": "https://arxiv.org/abs/{}",
}

_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}

_IN_TEXT = re.compile(
    rf"""
    (?P<doi>(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|\bdoi\s*:?\s*|(?<![\w./])){_DOI_PREFIX}(?:/|%2F)[^\s"“”«»|]+)
  | (?P<pmcid>(?:(?:https?://)?[\w.]{{0,40}}nih\.gov/(?:pmc/)?articles/|\bPMCID\s*:?\s*)?\bPMC[1-9]\d{{0,8}}\b)
  | (?P<pmid>(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|pubmed\.gov/)\d+
      |\bPMID\s*:?\s*[1-9]\d{{0,8}}\b)
  | (?P<arxiv>(?:https?://)?(?:www\.|export\.|browse\.)?(?:arxiv|ar5iv|alphaxiv)\.org/(?:abs|pdf|html|format)/[\w.\-/]+
      |\barXiv(?:\s+e?-?(?:preprint|print)s?)?\s*[:\s]\s*(?:(?:arXiv|abs)\s*[:/]\s*)?(?:{_ARXIV_NUMBER})
      |\barXiv\s*:\s*[\w.\-/]+|(?<![/\w])abs/(?:{_ARXIV_NUMBER}))
  | (?P<isbn>\bISBN(?:-1[03])?\s*:?\s*[\dXx][\dXx\-\ ]{{8,20}})
    """,
    re.VERBOSE | re.IGNORECASE,
)


#: What every text with an identifier holds; most texts hold none, and the search for this one is ten times as fast.
_SIGN = re.compile(r"10\.\d{4}|PMC\d|PMID|pubmed|ar[x5]iv|alphaxiv|abs/|ISBN", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A well-formed identifier in its normal form: lower-case DOI, bare PMID digits, ``PMC…``, ISBN-13 digits."""

    kind: IdentifierKind
    value: str

    @property
    def url(self) -> str:
        """The address that leads to the work."""
        if self.kind == "doi":
            return "https://doi.org/" + quote(self.value, safe="/:;()._-+~!$&'*,=@")
        return _ADDRESS[self.kind].format(self.value)

    def __str__(self) -> str:
        """Return ``kind:value``."""
        return f"{self.kind}:{self.value}"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An identifier found in a text, from ``start`` to ``end``."""

    identifier: Identifier
    start: int
    end: int


def parse(kind: IdentifierKind, text: str) -> Identifier | None:
    """Return the identifier that ``text`` writes, with or without its prefix or address; None where it is malformed."""
    return _remembered(kind, text) if len(text) <= _SHORT else _parsed(kind, text)


def _parsed(kind: IdentifierKind, text: str) -> Identifier | None:
    return None if problem(kind, text) else Identifier(kind, _normal(kind, _bare(kind, text)))


#: A work's identifiers are asked for many times over while it is read, compared and merged; long texts are not kept.
_SHORT = 200
_remembered = lru_cache(maxsize=1 << 12)(_parsed)


def problem(kind: IdentifierKind, text: str) -> str:
    """Return what is wrong with an identifier as written, an empty string where nothing is."""
    bare = _bare(kind, text)
    if not bare:
        return "is empty"
    return _PROBLEMS[kind](bare)


def find(text: str) -> Iterator[Occurrence]:
    """Yield the identifiers printed in a text or address, in order; a DOI keeps its brackets and semicolons."""
    for match in _IN_TEXT.finditer(text) if _SIGN.search(text) else ():
        kind: IdentifierKind = match.lastgroup  # type: ignore[assignment]  # the groups are named after the kinds
        raw = match.group()
        if kind == "doi":
            raw = trimmed(_unadorned(raw))
        raw = trimmed(raw) if kind == "arxiv" else raw.rstrip("- ") if kind != "doi" else raw
        identifier = parse(kind, raw)
        if identifier:
            yield Occurrence(identifier, match.start(), match.start() + len(raw))


#: Where a DOI in an address ends: query and fragment (a DOI's own are escaped there, DOI Handbook 3.7).
_QUERY = re.compile(r"[?#]")
#: Where a DOI in text ends: a query beyond doubt, and what markup puts behind: ``][doi]]``, ``[doi]``, ``](``, ``}``.
_BEHIND = re.compile(r"[?&;]\w{1,30}=|\[[a-z ]{0,30}\]|\]\[|\]\(|\\|</|&(?:lt|gt|quot|nbsp);", re.IGNORECASE)


def _unadorned(raw: str) -> str:
    """Return a DOI, with what leads to it, without the query, fragment or markup that stands right behind."""
    lead = _LEAD["doi"].match(raw)
    start = lead.end() if lead else 0
    ends = [_BEHIND.search(raw, start)]
    if lead and "/" in lead.group():
        ends.append(_QUERY.search(raw, start))
    depth = 0
    for place, char in enumerate(raw):
        depth += (char in "([{<") - (char in ")]}>")
        if depth < 0 and char in "]}":
            return raw[: min([place, *(end.start() for end in ends if end)])]
        depth = max(depth, 0)
    return raw[: min([len(raw), *(end.start() for end in ends if end)])]


def in_url(url: str) -> Identifier | None:
    """Return the identifier an address is made of (doi.org, PubMed, PMC, arXiv), None for any other address."""
    for kind in ("doi", "pmid", "pmcid", "arxiv"):
        lead = _LEAD[kind].match(url)
        if lead and "/" in lead.group():
            return parse(kind, url)
    return None


def _bare(kind: IdentifierKind, text: str) -> str:
    bare, led = text.strip(), ""
    while lead := _LEAD[kind].match(bare):
        led += lead.group()
        bare = bare[lead.end() :].lstrip()
    if kind == "doi":
        if "/" in led:
            bare = _QUERY.split(bare)[0]
        return unquote(bare) if re.match(rf"{_DOI_PREFIX}(?:%2F|\S*%[0-9A-F]{{2}})", bare, re.IGNORECASE) else bare
    if kind in ("pmid", "pmcid", "arxiv"):
        bare = re.split(r"[?#]", bare)[0].rstrip("/")
    return re.sub(r"\.pdf$", "", bare, flags=re.IGNORECASE) if kind == "arxiv" else bare


def _normal(kind: IdentifierKind, bare: str) -> str:
    if kind == "doi":
        return bare.lower()
    if kind == "pmcid":
        return "PMC" + re.sub(r"\D", "", bare.split(".")[0])
    if kind == "isbn":
        return _isbn13(re.sub(r"[\s‐-]", "", bare).upper())
    return bare


def _doi_problem(bare: str) -> str:
    if not re.match(r"10\.", bare):
        return "does not begin with 10."
    if not re.match(rf"{_DOI_PREFIX}/", bare):
        return "has no registrant prefix of the form 10.NNNN/"
    if not _DOI.fullmatch(bare):
        return "holds white space or ends after its prefix"
    return "ends with a full stop or comma" if bare[-1] in ".," else ""


def _isbn_problem(bare: str) -> str:
    digits = re.sub(r"[\s‐-]", "", bare).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        return "does not have 10 or 13 digits"
    if len(digits) == 10:
        total = sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits))
        return "has a wrong check digit" if total % 11 else ""
    return "" if digits == _isbn13(digits) else "has a wrong check digit"


def _isbn13(digits: str) -> str:
    stem = digits[:12] if len(digits) == 13 else "978" + digits[:9]
    total = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(stem))
    return stem + str(-total % 10)


_PROBLEMS: dict[IdentifierKind, Callable[[str], str]] = {
    "doi": _doi_problem,
    "pmid": lambda bare: "" if _PMID.fullmatch(bare) else "is not a number of at most nine digits",
    "pmcid": lambda bare: "" if _PMCID.fullmatch(bare.split(".")[0].upper()) else "is not PMC followed by digits",
    "isbn": _isbn_problem,
    "arxiv": lambda bare: "" if _ARXIV.fullmatch(bare) else "is not of the form YYMM.NNNNN or archive/YYMMNNN",
}


def trimmed(raw: str) -> str:
    """Return a DOI or address without the sentence's punctuation and unopened brackets at its end."""
    counts = {char: raw.count(char) for char in "()[]{}<>"}
    end = len(raw)
    while end:
        last = raw[end - 1]
        if last in _CLOSERS and counts[last] > counts[_CLOSERS[last]]:
            counts[last] -= 1
        elif last not in ".,;:'’\"*_!?":
            break
        end -= 1
    return raw[:end]
