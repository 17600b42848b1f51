"""Identifiers and addresses as cs:text prints and links them.

https://docs.citationstyles.org/en/stable/specification.html#appendix-vi-links; what has to be encoded in a DOI's
address: https://www.doi.org/the-identifier/resources/handbook/2_numbering#2.5.2.4
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_HOST = r"(?:https?://)?(?:www\.)?"
_ADDRESSES = {
    "DOI": re.compile(
        rf"(?:{_HOST}(?:dx[.-])?doi[.-]org(?:\.[a-z0-9.-]+)?/|(?:urn:|info:)?doi[:/]?\s*)+(?=10[./])", re.IGNORECASE
    ),
    "PMID": re.compile(
        rf"(?:{_HOST}(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s*)(?=\d)", re.I
    ),
    "PMCID": re.compile(
        rf"(?:{_HOST}(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/|pmcid:?\s*)(?=PMC)", re.IGNORECASE
    ),
}
_ENCODED = re.compile("org|info:|urn:", re.IGNORECASE)
"""What stands before a DOI in an address, in which its signs are encoded."""
_PLACES = {
    "URL": "",
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}

_LEADING = {
    "URL": re.compile("https?://", re.IGNORECASE),
    "DOI": re.compile(r"10(?:\.\d|/\w)"),
    "PMID": re.compile(r"\d+$"),
    "PMCID": re.compile(r"(?:PMC)?\d+", re.IGNORECASE),
}
"""How what leads somewhere begins: an address of another scheme, or what is no identifier, is no link."""

VARIABLES = frozenset(_PLACES)
"""The variables that lead somewhere."""


def identifier(variable: str, value: str) -> str:
    """Return what a field says without the address that it may be written as: a style adds its own before it."""
    pattern = _ADDRESSES.get(variable)
    known = value.strip()
    found = pattern.match(known) if pattern else None
    if found is None:
        return known
    rest = known[found.end() :]
    return rest.rstrip("/") if variable != "DOI" else unquote(rest) if _ENCODED.search(found[0]) else rest


def target(variable: str, value: str) -> str:
    """Return the address that a variable's value leads to, empty for one that is none."""
    known = identifier(variable, value)
    if not _LEADING[variable].match(known):
        return ""
    return known if variable == "URL" else _PLACES[variable] + quote(known, safe="/:;()._-+~!$&'*,=@<>")
