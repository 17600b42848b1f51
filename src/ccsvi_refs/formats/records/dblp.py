"""DBLP's search results → references.

Fields: https://dblp.org/faq/How+to+use+the+dblp+search+API.html. Names of homonyms carry a number; titles end with a
full stop and hold XML's entities; an element of which there is one is no list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats.records import printed
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import Reference
from ccsvi_refs.text import paging
from ccsvi_refs.text.values import mapping, one_or_more, string

TYPES = {
    "Books and Theses": "book", "Conference and Workshop Papers": "paper-conference", "Data and Artifacts": "dataset",
    "Editorship": "book", "Informal and Other Publications": "article", "Journal Articles": "article-journal",
    "Parts in Books or Collections": "chapter", "Reference Works": "entry",
}  # fmt: skip
#: Where DBLP puts preprints of arXiv, whose number is the volume's.
_CORR = "CoRR"
_HOMONYM = re.compile(r"\s+\d{4}$")


def reference(info: Mapping[str, Any]) -> Reference:
    """Return the ``info`` of one hit as a reference."""
    record = Record("dblp")
    record.set("type", TYPES.get(string(info.get("type")), "document"), info.get("type"))
    title = string(info.get("title"))
    record.set("title", printed.title(title), title)
    persons = one_or_more(mapping(info.get("authors")).get("author"))
    names = [
        string(mapping(person).get("text")) if isinstance(person, Mapping) else string(person) for person in persons
    ]
    record.set("author", printed.names(_HOMONYM.sub("", name) for name in names), names)
    _place(record, info)
    year = string(info.get("year"))
    record.set("issued", {"date-parts": [[int(year)]]} if re.fullmatch(r"\d{4}", year) else None)
    doi = parse("doi", string(info.get("doi"))) or parse("doi", string(info.get("ee")))
    record.set("DOI", doi.value if doi else "", info.get("doi"))
    record.text("publisher", string(info.get("publisher")))
    address = next((string(item) for item in one_or_more(info.get("ee"))), "")
    if address.startswith(("http://", "https://")) and not doi:
        record.set("URL", address)
    return record.reference(string(info.get("key")) or record.data.get("DOI", ""))


def _place(record: Record, info: Mapping[str, Any]) -> None:
    venue = next((string(item) for item in one_or_more(info.get("venue"))), "")
    volume = string(info.get("volume"))
    if venue == _CORR:
        record.set("publisher", "arXiv")
        record.set("number", f"arXiv:{volume.removeprefix('abs/')}" if volume else "", volume)
        return
    record.text("container-title", venue)
    record.set("volume", volume)
    record.set("issue", string(info.get("number")))
    pages = string(info.get("pages"))
    record.set("page", paging.expand(pages), pages)
