"""DataCite's JSON → references.

Fields: https://support.datacite.org/docs/api-get-doi and the metadata schema, https://datacite-metadata-schema.readthedocs.io/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats import capitals, cleaning, languages, people, serials
from ccsvi_refs.formats.records.record import Record
from ccsvi_refs.identifiers import parse
from ccsvi_refs.model import Date, Notice, NoticeKind, Reference
from ccsvi_refs.text import calendar
from ccsvi_refs.text.values import mapping, mappings

#: resourceTypeGeneral → CSL type.
TYPES = {
    "Audiovisual": "motion_picture", "Book": "book", "BookChapter": "chapter", "Collection": "collection",
    "ComputationalNotebook": "software", "ConferencePaper": "paper-conference", "ConferenceProceeding": "book",
    "DataPaper": "article-journal", "Dataset": "dataset", "Dissertation": "thesis", "Event": "event",
    "Image": "graphic", "InteractiveResource": "webpage", "Journal": "periodical", "JournalArticle": "article-journal",
    "OutputManagementPlan": "report", "PeerReview": "review", "Preprint": "article", "Report": "report",
    "Software": "software", "Sound": "song", "Standard": "standard", "Text": "document",
}  # fmt: skip
_ROLES = {"Editor": "editor", "Producer": "producer", "Translator": "translator"}
#: relationType → kind of notice; the related work is the one that says so.
_NOTICES: Mapping[str, NoticeKind] = {"IsPreviousVersionOf": "new-version", "IsObsoletedBy": "new-version"}


def reference(record: Mapping[str, Any]) -> Reference:
    """Return one DOI's record, with or without the ``data`` and ``attributes`` around it, as a reference."""
    attributes = _inside(record)
    built = Record("datacite")
    kinds = mapping(attributes.get("types"))
    general = str(kinds.get("resourceTypeGeneral") or "")
    built.set("type", TYPES.get(general, str(kinds.get("citeproc") or "document")), general)
    _titles(built, attributes)
    built.set("author", [name for name in map(_name, mappings(attributes.get("creators"))) if name])
    for role, field in _ROLES.items():
        raw = [item for item in mappings(attributes.get("contributors")) if item.get("contributorType") == role]
        built.set(field, [name for name in map(_name, raw) if name])
    _container(built, attributes)
    publisher = attributes.get("publisher")
    name = publisher.get("name") if isinstance(publisher, Mapping) else publisher
    if not str(name or "").startswith(":"):
        built.text("publisher", str(name or ""))
    _dates(built, attributes)
    built.set("version", str(attributes.get("version") or ""))
    built.set("language", languages.tag(str(attributes.get("language") or "")))
    doi = parse("doi", str(attributes.get("doi") or ""))
    built.set("DOI", doi.value if doi else "", attributes.get("doi"))
    _described(built, attributes)
    return built.reference(built.data.get("DOI", ""), _notices(attributes))


def _inside(record: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in ("data", "attributes"):
        inner = record.get(key)
        record = inner if isinstance(inner, Mapping) else record
    return record


def _titles(built: Record, attributes: Mapping[str, Any]) -> None:
    titles = mappings(attributes.get("titles"))
    main = next((str(item.get("title") or "") for item in titles if not item.get("titleType")), "")
    sub = next((str(item.get("title") or "") for item in titles if item.get("titleType") == "Subtitle"), "")
    title = cleaning.joined(cleaning.csl(main), cleaning.csl(sub))
    built.set("title", capitals.sentence(title), f"{main}: {sub}" if sub else main)


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    """Return a creator's CSL name; DataCite names people ``Family, Given`` where the parts are not given."""
    name = cleaning.plain(str(person.get("name") or ""))
    family, given = (cleaning.plain(str(person.get(key) or "")) for key in ("familyName", "givenName"))
    if family:
        return people.person(family, given)
    if person.get("nameType") == "Organizational" or ("," not in name and person.get("nameType") != "Personal"):
        return people.person(literal=name)
    return people.parse(name)


def _container(built: Record, attributes: Mapping[str, Any]) -> None:
    container = mapping(attributes.get("container"))
    related = next(
        (item for item in mappings(attributes.get("relatedItems")) if item.get("relationType") == "IsPublishedIn"), {}
    )
    titles = mappings(related.get("titles"))
    built.text("container-title", str(container.get("title") or (titles[0].get("title") if titles else "") or ""))
    for name in ("volume", "issue"):
        built.set(name, str(container.get(name) or related.get(name) or ""))
    first = str(container.get("firstPage") or related.get("firstPage") or "")
    last = str(container.get("lastPage") or related.get("lastPage") or "")
    built.set("page", f"{first}-{last}" if first and last and first != last else first)
    kind, identifier = str(container.get("identifierType") or ""), str(container.get("identifier") or "")
    if kind == "ISSN":
        built.set("ISSN", identifier)
    built.set("ISBN", serials.isbn([identifier] if kind == "ISBN" else []))


def _dates(built: Record, attributes: Mapping[str, Any]) -> None:
    dates = {str(item.get("dateType")): str(item.get("date") or "") for item in mappings(attributes.get("dates"))}
    year = str(attributes.get("publicationYear") or "")
    issued = _date(dates.get("Issued", "")) or _date(year) or _date(dates.get("Available", ""))
    if issued and re.fullmatch(r"\d{4}", year) and issued.year != int(year):
        issued = _date(year)
    built.set("issued", issued.to_csl() if issued else None)
    submitted = _date(dates.get("Submitted", ""))
    built.set("submitted", submitted.to_csl() if submitted else None)


def _date(text: str) -> Date | None:
    date = calendar.slashed(text.partition("T")[0].partition("/")[0])
    return date if date and date.parts else None


def _described(built: Record, attributes: Mapping[str, Any]) -> None:
    abstracts = [item for item in mappings(attributes.get("descriptions")) if item.get("descriptionType") == "Abstract"]
    built.text("abstract", str(abstracts[0].get("description") or "") if abstracts else "")
    subjects = [cleaning.plain(str(item.get("subject") or "")) for item in mappings(attributes.get("subjects"))]
    built.set("keyword", "; ".join(filter(None, subjects)))
    url = str(attributes.get("url") or "")
    if url.startswith(("http://", "https://")):
        built.set("URL", url)


def _notices(attributes: Mapping[str, Any]) -> tuple[Notice, ...]:
    found = []
    for item in mappings(attributes.get("relatedIdentifiers")):
        kind = _NOTICES.get(str(item.get("relationType")))
        doi = parse("doi", str(item.get("relatedIdentifier") or ""))
        if kind and doi:
            found.append(Notice(kind, "datacite", doi.value, label=str(item["relationType"])))
    return tuple(dict.fromkeys(found))
