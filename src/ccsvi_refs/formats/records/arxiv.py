"""arXiv's Atom feed → references.

Elements: https://info.arxiv.org/help/api/user-manual.html#_details_of_atom_results_returned. An unknown identifier has
no entry; a malformed one has an entry that is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ccsvi_refs.formats import cleaning
from ccsvi_refs.formats.records import printed
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import Notice, Reference
from ccsvi_refs.text import calendar

_NAMES = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}
_ABSTRACT_PAGE = re.compile(r"https?://arxiv\.org/abs/(?P<number>\S+?)(?P<version>v\d+)?$")


def entries(feed: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each work's number, without its version, and its entry as XML."""
    for entry in feed.iterfind("a:entry", _NAMES):
        if page := _ABSTRACT_PAGE.match(_text(entry, "a:id")):
            yield page["number"], etree.tostring(entry, encoding="unicode", with_tail=False)


def reference(xml: str) -> Reference:
    """Return an entry as a reference; ValueError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        entry = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    page = _ABSTRACT_PAGE.match(_text(entry, "a:id"))
    if not page:
        raise ValueError("an entry without a number")
    record = Record("arxiv")
    record.set("type", "article")
    record.text("title", _text(entry, "a:title"))
    names = [_text(author, "a:name") for author in entry.iterfind("a:author", _NAMES)]
    record.set("author", printed.names(names), names)
    date = calendar.slashed(_text(entry, "a:published").partition("T")[0])
    record.set("issued", date.to_csl() if date and date.parts else None)
    record.set("publisher", "arXiv")
    record.set("genre", "preprint")
    record.set("number", f"arXiv:{page['number']}")
    record.set("version", (page["version"] or "").removeprefix("v"))
    record.set("DOI", f"10.48550/arxiv.{page['number'].lower()}")
    record.set("URL", f"https://arxiv.org/abs/{page['number']}")
    record.text("abstract", _text(entry, "a:summary"))
    return record.reference(f"arxiv:{page['number']}", _published(entry))


def _published(entry: etree._Element) -> tuple[Notice, ...]:
    """Return what has become of the preprint, as its authors told arXiv: a DOI, a place in a journal, or both."""
    doi = parse("doi", _text(entry, "x:doi"))
    place = cleaning.plain(_text(entry, "x:journal_ref"))
    if not doi and not place:
        return ()
    return (Notice("published-version", "arxiv", doi.value if doi else "", label=place),)


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path, "", _NAMES) or "").split())
