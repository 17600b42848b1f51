"""Open Library's books → references.

Fields: https://openlibrary.org/dev/docs/api/books (``jscmd=data``) and https://openlibrary.org/dev/docs/api/search.
Dates are free text; a search finds works, of which many editions may have appeared in many years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats import cleaning, serials
from ccsvi_refs.formats.records import printed
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import mapping, mappings, one_or_more, string

_YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")


def edition(book: Mapping[str, Any]) -> Reference:
    """Return one book of ``/api/books`` as a reference."""
    record = _begun(book, [string(author.get("name")) for author in mappings(book.get("authors"))])
    for name, field in (("publishers", "publisher"), ("publish_places", "publisher-place")):
        record.text(field, next((string(mapping(item).get("name")) for item in one_or_more(book.get(name))), ""))
    _issued(record, string(book.get("publish_date")))
    known = mapping(book.get("identifiers"))
    isbns = [string(isbn) for name in ("isbn_13", "isbn_10") for isbn in one_or_more(known.get(name))]
    record.set("ISBN", serials.isbn(isbns), isbns)
    record.set("number-of-pages", string(book.get("number_of_pages")))
    return record.reference(string(book.get("key")).rpartition("/")[2])


def work(found: Mapping[str, Any], year: str = "") -> Reference:
    """Return one work that a search found; of its years that of the edition of ``year``, where there was one."""
    record = _begun(found, [string(name) for name in one_or_more(found.get("author_name"))])
    years = [string(item) for item in one_or_more(found.get("publish_year"))]
    _issued(record, year if year in years else string(found.get("first_publish_year")))
    publishers = one_or_more(found.get("publisher"))
    record.text("publisher", string(publishers[0]) if len(publishers) == 1 else "")
    return record.reference(string(found.get("key")).rpartition("/")[2])


def _begun(book: Mapping[str, Any], names: list[str]) -> Record:
    record = Record("openlibrary")
    record.set("type", "book")
    title, subtitle = (cleaning.csl(string(book.get(name))) for name in ("title", "subtitle"))
    record.set("title", cleaning.joined(title, subtitle))
    record.set("author", printed.names(names), names)
    return record


def _issued(record: Record, text: str) -> None:
    year = _YEAR.search(text)
    record.set("issued", {"date-parts": [[int(year[1])]]} if year else None, text)
