"""Zotero's RDF → references.

Zotero writes its items in the vocabularies of Dublin Core, FOAF, PRISM and BIBO's forerunner, with ``z:itemType``
naming the type: https://github.com/zotero/translators/blob/master/Zotero%20RDF.js.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from ccsvi_refs.formats import cleaning, entries, languages, people, serials, xmltext, zotero
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.xmltext import text, texts
from ccsvi_refs.identifiers import find, parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, edtf, paging

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Element → CSL field of names.
ROLES = {
    "authors": "author", "editors": "editor", "seriesEditors": "collection-editor", "translators": "translator",
    "contributors": "contributor", "bookAuthors": "container-author", "composers": "composer", "directors": "author",
    "interviewers": "interviewer", "recipients": "recipient", "reviewedAuthors": "reviewed-author",
    "inventors": "author", "programmers": "author", "presenters": "author", "artists": "author",
    "performers": "performer",
}  # fmt: skip
_TEXTS = {
    "volume": "volume", "number": "issue", "edition": "edition", "abstract": "abstract", "shortTitle": "title-short",
    "numberOfVolumes": "number-of-volumes", "numPages": "number-of-pages", "type": "genre", "versionNumber": "version",
    "description": "note", "archive": "archive", "libraryCatalog": "source", "callNumber": "call-number",
    "section": "section", "medium": "medium", "meetingName": "event-title",
}  # fmt: skip
_NO_WORKS = frozenset({"attachment", "note", "annotation"})


def read(content: str, path: str = "-") -> Bibliography:
    """Return the items; one without a title is a problem with its line. Attachments and notes are no works."""
    root, problems = xmltext.document(content, path)
    about = {name: element for element in root if (name := _about(element))}
    found: list[FileEntry] = []
    for element in limited(root, problems, path):
        kind = text(element, "itemType")
        if not kind or kind in _NO_WORKS:
            continue
        place = Location(path, xmltext.line(element))
        data = _data(element, kind, about)
        if data.get("title") or data.get("author"):
            found.append(FileEntry(data, place, text(element, "citationKey")))
        else:
            problems.append(Problem("this item has no title", place, text(element)[:500]))
    if not found and not problems:
        problems.append(xmltext.nothing(root, path, "items of Zotero's"))
    return entries.bibliography(found, problems, path)


def _about(element: etree._Element) -> str:
    return element.get(f"{_RDF}about", "") if isinstance(element.tag, str) else ""


def _parts(element: etree._Element, about: Mapping[str, etree._Element]) -> list[etree._Element]:
    """Return what an item is part of: the elements inside it, and those it names by their addresses."""
    found = []
    for part in element.findall("isPartOf"):
        named = about.get(part.get(f"{_RDF}resource", ""))
        found += [item for item in (*part, named) if item is not None and isinstance(item.tag, str)]
    return found


def _data(element: etree._Element, kind: str, about: Mapping[str, etree._Element]) -> dict[str, Any]:
    parts = _parts(element, about)
    owners = [element, *parts]
    series = [part for part in parts if part.tag == "Series"]
    containers = [part for part in parts if part.tag != "Series"]
    data: dict[str, Any] = {"type": zotero.TYPES.get(kind, "document"), "title": cleaning.csl(text(element, "title"))}
    data["container-title"] = next((title for part in containers if (title := cleaning.csl(text(part, "title")))), "")
    data["collection-title"] = next((title for part in series if (title := cleaning.csl(text(part, "title")))), "")
    data["collection-number"] = next((number for part in series if (number := text(part, "identifier"))), "")
    data["container-title-short"] = next((title for part in parts if (title := text(part, "alternative"))), "")
    for name, field in _TEXTS.items():
        data[field] = next((cleaning.csl(found) for owner in owners if (found := text(owner, name))), "")
    for name, field in ROLES.items():
        people_ = [person for item in element.findall(f"{name}/Seq/li/Person") if (person := _person(item))]
        data[field] = [*data.get(field, []), *people_]
    return entries.filled(data | _publisher(element) | _dates(element) | _numbers(element, owners))


def _person(item: etree._Element) -> dict[str, str]:
    family, given = text(item, "surname"), text(item, "givenName") or text(item, "givenname")
    return people.person(family, given) if given else people.person(literal=family)


def _publisher(element: etree._Element) -> dict[str, Any]:
    owner = element.find("publisher/Organization")
    keywords = texts(element, "subject/AutomaticTag/value") + [text(item) for item in element.findall("subject")
                                                               if not len(item)]  # fmt: skip
    return {
        "publisher": text(owner, "name") if owner is not None else "",
        "publisher-place": text(owner, "adr/Address/locality") if owner is not None else "",
        "language": languages.tag(text(element, "language")),
        "keyword": "; ".join(filter(None, keywords)),
    }


def _dates(element: etree._Element) -> dict[str, Any]:
    found = {}
    for name, field in (("date", "issued"), ("dateSubmitted", "accessed")):
        written = text(element, name)
        date = edtf.read(written.partition(" ")[0] if written[:4].isdecimal() else written) or calendar.slashed(written)
        found[field] = date.to_csl() if date else None
    return found


def _numbers(element: etree._Element, owners: list[etree._Element]) -> dict[str, Any]:
    """Return identifiers, which Dublin Core writes with their names before them, and addresses."""
    given = [text(item) for owner in owners for item in owner.findall("identifier") if not len(item)]
    address = text(element, "identifier/URI/value")
    noted = "\n".join((*given, text(element, "description")))
    dois = (hit.identifier.value for hit in find(noted) if hit.identifier.kind == "doi")
    pmids = (hit.identifier.value for hit in find(noted) if hit.identifier.kind == "pmid")
    doi = parse("doi", text(element, "DOI"))
    return {
        "page": paging.dashes(text(element, "pages")),
        "DOI": doi.value if doi else next(dois, ""),
        "PMID": next(pmids, ""),
        "ISBN": serials.isbn(item for item in given if item.startswith("ISBN")),
        "ISSN": ", ".join(dict.fromkeys(item[5:].strip() for item in given if item.startswith("ISSN "))),
        "URL": address,
    }
