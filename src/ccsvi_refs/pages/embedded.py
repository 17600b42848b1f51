"""Records of cited works that HTML holds as data: ``citation_reference``, COinS and JSON-LD.

What describes the page itself (``citation_title`` and its kin) is no reference of it.
https://scholar.google.com/intl/en/scholar/inclusion.html#indexing, https://en.wikipedia.org/wiki/COinS, https://schema.org/citation
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import parse_qs

from ccsvi_refs.formats.entries import FileEntry, bibliography
from ccsvi_refs.location import LineIndex, Location
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import is_deep

_TAG = re.compile(
    r"<(?:meta\b[^<>]{0,200}?name\s*=\s*[\"']citation_reference[\"'][^<>]{0,200}?content\s*=\s*"
    r"(?P<quote>[\"'])(?P<meta>.{1,4000}?)(?P=quote)"
    r"|span\b[^<>]{0,300}?class\s*=\s*[\"'][^\"'<>]{0,100}Z3988[^\"'<>]{0,100}[\"'][^<>]{0,200}?title\s*=\s*"
    r"(?P<mark>[\"'])(?P<coins>.{1,4000}?)(?P=mark)"
    r"|script\b[^<>]{0,200}?type\s*=\s*[\"']application/ld\+json[\"'][^<>]{0,200}(?P<json>>))",
    re.IGNORECASE | re.DOTALL,
)
_HINTS = ("citation_reference", "Z3988", "ld+json")
#: More records than these are not matched with the entries of a page.
_MOST = 3000
#: A page has no more pieces of JSON-LD, and none is longer.
_MOST_LINKED = 20
_LONGEST = 500_000
_HIGHWIRE = {
    "citation_title": "title", "citation_journal_title": "container-title", "citation_inbook_title": "container-title",
    "citation_conference_title": "container-title", "citation_volume": "volume", "citation_issue": "issue",
    "citation_doi": "DOI", "citation_pmid": "PMID", "citation_isbn": "ISBN", "citation_publisher": "publisher",
    "citation_technical_report_institution": "publisher",
}  # fmt: skip
_OPENURL = {
    "rft.atitle": "title", "rft.jtitle": "container-title", "rft.volume": "volume", "rft.issue": "issue",
    "rft.isbn": "ISBN", "rft.pub": "publisher", "rft.place": "publisher-place", "rft.edition": "edition",
}  # fmt: skip
_SCHEMA_TYPES = {"Book": "book", "WebPage": "webpage", "Report": "report", "Dataset": "dataset", "Thesis": "thesis"}


def references(text: str, path: str) -> tuple[Reference, ...]:
    """Return the records of cited works that a page holds as data."""
    if not any(hint in text for hint in _HINTS):
        return ()
    index = LineIndex(text, path)
    matches = list(islice(_TAG.finditer(text), _MOST))
    linked = [match for match in matches if match["json"]][:_MOST_LINKED]
    kept = [match for match in matches if not match["json"] or match in linked]
    found = (entry for match in kept for entry in _entries(match, index.locate(match.start())))
    return bibliography(islice(found, _MOST), (), path).references


def _entries(match: re.Match[str], place: Location) -> Iterator[FileEntry]:
    if match["meta"]:
        items = [_highwire(unescape(match["meta"]))]
    elif match["coins"]:
        items = [_openurl(unescape(match["coins"]))]
    else:
        end = match.string.find("</script", match.end(), match.end() + _LONGEST)
        items = list(_schema(match.string[match.end() : end])) if end >= 0 else []
    for item in items:
        if item.get("title") or item.get("DOI"):
            yield FileEntry(item, place)


def _highwire(content: str) -> dict[str, Any]:
    pairs = [pair.partition("=") for pair in re.split(r";\s*(?=citation_)", content) if "=" in pair]
    said = [(name.strip().lower(), value.strip()) for name, _, value in pairs]
    item: dict[str, Any] = {_HIGHWIRE[name]: value for name, value in said if name in _HIGHWIRE and value}
    authors = [value for name, value in said if name == "citation_author" and value]
    return _completed(
        item,
        authors,
        dict(said),
        "citation_firstpage",
        "citation_lastpage",
        ("citation_publication_date", "citation_date", "citation_year"),
    )


def _openurl(query: str) -> dict[str, Any]:
    said = parse_qs(query, max_num_fields=200)
    first = {name: values[0] for name, values in said.items()}
    item: dict[str, Any] = {field: first[name] for name, field in _OPENURL.items() if first.get(name)}
    book = first.get("rft.btitle", "")
    if book and "title" in item:
        item["container-title"] = book
    elif book or first.get("rft.title"):
        item.setdefault("title", book or first["rft.title"])
    for identifier in said.get("rft_id", ()):
        kind, _, value = identifier.partition("/")
        if name := {"info:doi": "DOI", "info:pmid": "PMID"}.get(kind):
            item[name] = value
        elif identifier.startswith(("http://", "https://")):
            item.setdefault("URL", identifier)
    last, given = first.get("rft.aulast"), first.get("rft.aufirst", "")
    authors = said.get("rft.au", []) or ([f"{last}, {given}"] if last else [])
    item["type"] = (
        "book"
        if "fmt:kev:mtx:book" in first.get("rft_val_fmt", "") and "container-title" not in item
        else "article-journal"
    )
    pages = first.get("rft.pages", "")
    completed = _completed(item, authors, first, "rft.spage", "rft.epage", ("rft.date",))
    return {**completed, "page": pages} if pages and "page" not in completed else completed


def _completed(
    item: dict[str, Any], authors: list[str], said: Mapping[str, str], first: str, last: str, dates: tuple[str, ...]
) -> dict[str, Any]:
    """Return an item with its authors, pages and date."""
    item.setdefault("type", "article-journal" if "container-title" in item else "document")
    if authors:
        item["author"] = [_person(author) for author in authors]
    if said.get(first):
        item["page"] = "-".join(dict.fromkeys(filter(None, (said[first], said.get(last)))))
    date = re.search(
        r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", next((said[name] for name in dates if said.get(name)), "")
    )
    if date:
        item["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    return item


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    words = name.split()
    return {"family": words[-1], "given": " ".join(words[:-1])} if len(words) > 1 else {"literal": name}


def _schema(source: str) -> Iterator[dict[str, Any]]:
    """Yield the works that JSON-LD says the page cites."""
    try:
        data: Any = json.loads(source)
    except (ValueError, RecursionError):
        return
    if is_deep(data):
        return
    for thing in _things(data):
        cited = thing.get("citation")
        for work in cited if isinstance(cited, list) else [cited]:
            if isinstance(work, dict) and isinstance(work.get("name") or work.get("headline"), str):
                yield _work(work)


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _work(work: Mapping[str, Any]) -> dict[str, Any]:
    authors = work.get("author")
    people = [
        one.get("name") if isinstance(one, dict) else one
        for one in (authors if isinstance(authors, list) else [authors])
    ]
    whole = work.get("isPartOf")
    item: dict[str, Any] = {
        "type": _SCHEMA_TYPES.get(str(work.get("@type")), "article-journal"),
        "title": work.get("name") or work.get("headline"),
    }
    if isinstance(whole, dict) and isinstance(whole.get("name"), str):
        item["container-title"] = whole["name"]
    for name in ("sameAs", "url", "@id"):
        if isinstance(work.get(name), str) and work[name].startswith("http"):
            item.setdefault("URL", work[name])
    said = {name: value for name, value in work.items() if isinstance(value, str)}
    return _completed(
        item, [one for one in people if isinstance(one, str)], said, "pageStart", "pageEnd", ("datePublished",)
    )
