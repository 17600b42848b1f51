"""DataCite: data sets, software, preprints and reports whose DOIs Crossref does not register.

https://support.datacite.org/docs/api-get-doi and https://datacite-metadata-schema.readthedocs.io/en/4.5/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ccsvi_refs.formats import people, richtext
from ccsvi_refs.formats.record import Record
from ccsvi_refs.model import Date, Reference
from ccsvi_refs.registries.jsontypes import mapping, objects, string
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: resourceTypeGeneral → CSL type.
TYPES = {
    "Audiovisual": "motion_picture", "Book": "book", "BookChapter": "chapter", "Collection": "collection",
    "ComputationalNotebook": "software", "ConferencePaper": "paper-conference", "ConferenceProceeding": "book",
    "DataPaper": "article-journal", "Dataset": "dataset", "Dissertation": "thesis", "Image": "graphic",
    "Journal": "periodical", "JournalArticle": "article-journal", "PeerReview": "review", "Preprint": "article",
    "Report": "report", "Software": "software", "Sound": "song", "Standard": "standard", "Text": "document",
}  # fmt: skip

#: What becomes of a container's fields.
_CONTAINER = {"title": "container-title", "volume": "volume", "issue": "issue"}
_UNREAD = frozenset({"xml", "descriptions", "subjects", "fundingReferences", "rightsList", "sizes", "formats"})


def works(client: Client, dois: Iterable[str]) -> Lookup:
    """Return the attributes of each work by DOI; the DOIs that DataCite does not have are absent."""
    return look_up(client, Questions("datacite", "doi", 1), dois, lambda dois: {dois[0]: _work(client, dois[0])})


def reference(attributes: Mapping[str, Any]) -> Reference:
    """Return a work as a reference; every value says that DataCite gave it."""
    record = Record("datacite")
    types = mapping(attributes.get("types"))
    record.set("type", TYPES.get(str(types.get("resourceTypeGeneral")), "document"), types.get("resourceTypeGeneral"))
    titles = objects(attributes.get("titles"))
    main = next((title for title in titles if not title.get("titleType")), titles[0] if titles else {})
    record.text("title", string(main.get("title")))
    record.set("author", list(filter(None, map(_name, objects(attributes.get("creators"))))))
    publisher = attributes.get("publisher")
    record.text("publisher", string(publisher.get("name") if isinstance(publisher, Mapping) else publisher))
    _place(record, mapping(attributes.get("container")))
    record.set("issued", _issued(attributes))
    record.text("version", string(attributes.get("version")))
    record.text("language", string(attributes.get("language")))
    doi = string(attributes.get("doi"))
    record.set("DOI", doi.lower(), doi)
    return record.reference(doi.lower())


def _work(client: Client, doi: str) -> dict[str, Any] | None:
    return client.send(Call("datacite", f"/dois/{quote(doi, safe='/')}"), _attributes)


def _attributes(reply: Reply) -> dict[str, Any] | None:
    answer = reply.mapping()
    if reply.status != 200:
        if not answer.get("errors"):
            raise reply.unusable("has no such address")
        return None
    attributes = mapping(mapping(answer.get("data")).get("attributes"))
    if not attributes.get("doi"):
        raise reply.unusable("sent JSON that is not a work")
    return {key: value for key, value in attributes.items() if key not in _UNREAD}


def _name(creator: Mapping[str, Any]) -> dict[str, str]:
    family, given = richtext.plain(string(creator.get("familyName"))), richtext.plain(string(creator.get("givenName")))
    name = richtext.plain(string(creator.get("name")))
    if creator.get("nameType") == "Organizational" or not (family or "," in name):
        return people.person(literal=name)
    if not family:
        family, _, given = name.partition(",")
    return people.person(family=family, given=given)


def _place(record: Record, container: Mapping[str, Any]) -> None:
    for name, field in _CONTAINER.items():
        record.text(field, string(container.get(name)))
    pages = [string(container.get(name)) for name in ("firstPage", "lastPage")]
    record.set("page", "-".join(dict.fromkeys(filter(None, pages))))


def _issued(attributes: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the date of issue, to the day where DataCite has one; its year is the one that counts."""
    year = string(attributes.get("publicationYear"))
    dates = objects(attributes.get("dates"))
    issued = [string(date.get("date")) for date in dates if date.get("dateType") == "Issued"]
    whole = next((text for text in issued if text.startswith(year) and "/" not in text), year)
    date = Date.from_csl({"raw": whole})
    return date.to_csl() if date and date.parts else None
