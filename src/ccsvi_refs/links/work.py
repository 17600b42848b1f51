"""Whether a landing page is that of the work a reference cites: its metadata, held against the reference.

Highwire (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), Dublin Core, PRISM, Eprints, BE Press,
JSON-LD of schema.org, Open Graph, and last the page's own title and headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from ccsvi_refs import matching
from ccsvi_refs.identifiers import parse
from ccsvi_refs.links.page import Page
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import compact

Evidence = Literal["same", "other", "unclear"]

_DOIS = (
    "citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier", "dcterms.identifier",
    "eprints.doi", "doi",
)  # fmt: skip
_TITLES = (
    "citation_title", "bepress_citation_title", "eprints.title", "prism.title", "dc.title", "dcterms.title",
    "wkhealth_title",
)  # fmt: skip
_AUTHORS = (
    "citation_author", "citation_authors", "bepress_citation_author", "dc.creator", "eprints.creators_name", "author",
)  # fmt: skip
_DATES = (
    "citation_publication_date", "citation_date", "citation_year", "citation_online_date", "dc.date", "dcterms.issued",
    "prism.publicationdate", "article:published_time",
)  # fmt: skip
_ARTICLES = frozenset(
    {
        "article", "blogposting", "book", "chapter", "creativework", "dataset", "medicalscholarlyarticle",
        "newsarticle", "report", "scholarlyarticle", "techarticle", "thesis",
    }
)  # fmt: skip
#: A heading of fewer letters may be a section's or a site's.
_SHORT = 25
#: Characters of the visible text in which a cited title is looked for.
_MOST_TEXT = 20_000


def evidence(reference: Reference, page: Page) -> Evidence:
    """Return what a page says about its being the cited work; "other" only where it clearly presents another one."""
    doi, authors = _doi(page), _authors(page)
    for title in _described_titles(page):
        verdict = matching.page_matches(title, authors, doi, reference)
        if verdict != "unsure":
            return verdict
        if _is_elsewhere(page, doi, reference) and matching.page_matches(title, (), doi, reference) == "other":
            return "other"  # another paper of the same authors
    if doi and parse("doi", reference.text("DOI")) == parse("doi", doi):
        return "same"
    shown = [matching.page_matches(title, authors, "", reference) for title in _shown_titles(page)]
    if "same" in shown:
        return "same"
    return "other" if _presents_another(page, shown) and not _mentions(page, reference) else "unclear"


def _is_elsewhere(page: Page, doi: str, reference: Reference) -> bool:
    """Return whether a page's DOI or year of publication is not the reference's; a year may differ by one."""
    cited = reference.identifier("doi")
    if doi and cited:
        return doi != cited
    found = re.search(r"\b(?:19|20)\d\d\b", page.first(*_DATES))
    return found is not None and reference.year is not None and abs(int(found[0]) - reference.year) > 1


def _described_titles(page: Page) -> Iterator[str]:
    """Yield the titles that metadata for machines give the page's work."""
    yield from (value for name in _TITLES for value in page.meta.get(name, ()))
    for item in _articles(page):
        yield from (text for name in ("headline", "name") if (text := _text(item.get(name))))
    if page.first("og:type").lower().endswith("article"):
        yield from page.meta.get("og:title", ())


def _shown_titles(page: Page) -> Iterator[str]:
    """Yield the titles meant for readers and for previews, which may be the site's as well as the work's."""
    yield from (value for name in ("og:title", "twitter:title") for value in page.meta.get(name, ()))
    yield from filter(None, (page.title, *page.headings[:1]))


def _presents_another(page: Page, shown: Sequence[str]) -> bool:
    """Return whether the page's title and its first heading agree on one name, and that is of another work."""
    if not page.headings or not shown or set(shown) != {"other"}:
        return False
    title, heading = compact(page.title or page.first("og:title")), compact(page.headings[0])
    return len(heading) > _SHORT and heading in title


def _mentions(page: Page, reference: Reference) -> bool:
    """Return whether the cited title, or a cited author, stands anywhere in the beginning of the page's text."""
    text = compact(page.text, _MOST_TEXT)
    names = [compact(author.family or author.literal) for author in reference.authors[:3]]
    return compact(reference.title) in text or any(len(name) > 3 and name in text for name in names)


def _doi(page: Page) -> str:
    values = [value for name in _DOIS for value in page.meta.get(name, ())]
    linked = ("@id", "identifier", "sameAs", "doi")
    values += [text for item in _articles(page) for name in linked for text in _texts(item.get(name))]
    found = (parse("doi", value) for value in values)
    return next((identifier.value for identifier in found if identifier), "")


def _authors(page: Page) -> list[str]:
    named = next((list(page.meta[name]) for name in _AUTHORS if page.meta.get(name)), [])
    if len(named) == 1:
        named = [part.strip() for part in named[0].replace(" and ", ";").split(";") if part.strip()]
    linked = [text for item in _articles(page) for text in _texts(item.get("author"))]
    return named or linked


def _articles(page: Page) -> Iterator[Mapping[str, Any]]:
    for item in page.linked_data:
        kinds = item.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.lower() in _ARTICLES for kind in kinds):
            yield item


def _texts(value: object) -> Iterator[str]:
    """Yield the texts in a JSON-LD value: itself, its parts', or those of its ``name`` or ``value``."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, Mapping):
            part = part.get("name") or part.get("value") or part.get("@id")
        if text := _text(part):
            yield text


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
