"""Zotero's own items, as its API and Better BibTeX's JSON write them → CSL fields.

Fields and types: https://www.zotero.org/support/dev/web_api/v3/basics and https://api.zotero.org/schema, which also
says what each is in CSL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ccsvi_refs.formats import cleaning, languages, people
from ccsvi_refs.text import calendar, edtf, paging, values

#: Item type → CSL type.
TYPES = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book": "book",
    "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dataset": "dataset", "dictionaryEntry": "entry-dictionary",
    "document": "document", "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "hearing": "hearing", "instantMessage": "personal_communication",
    "interview": "interview", "journalArticle": "article-journal", "letter": "personal_communication",
    "magazineArticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "song", "preprint": "article",
    "presentation": "speech", "radioBroadcast": "broadcast", "report": "report", "standard": "standard",
    "statute": "legislation", "thesis": "thesis", "tvBroadcast": "broadcast", "videoRecording": "motion_picture",
    "webpage": "webpage",
}  # fmt: skip
#: Field → CSL field; the first that is given counts.
TEXTS = {
    "title": "title", "caseName": "title", "nameOfAct": "title", "subject": "title", "shortTitle": "title-short",
    "publicationTitle": "container-title", "bookTitle": "container-title", "proceedingsTitle": "container-title",
    "encyclopediaTitle": "container-title", "dictionaryTitle": "container-title", "websiteTitle": "container-title",
    "blogTitle": "container-title", "forumTitle": "container-title", "programTitle": "container-title",
    "code": "container-title", "reporter": "container-title", "journalAbbreviation": "container-title-short",
    "volume": "volume", "codeVolume": "volume", "reporterVolume": "volume", "issue": "issue",
    "series": "collection-title", "seriesTitle": "collection-title", "seriesNumber": "collection-number",
    "edition": "edition", "place": "publisher-place", "publisher": "publisher", "university": "publisher",
    "institution": "publisher", "label": "publisher", "studio": "publisher", "network": "publisher",
    "company": "publisher", "distributor": "publisher", "repository": "publisher", "organization": "publisher",
    "archive": "archive", "archiveLocation": "archive_location", "libraryCatalog": "source",
    "callNumber": "call-number", "numPages": "number-of-pages", "numberOfVolumes": "number-of-volumes",
    "number": "number", "reportNumber": "number", "patentNumber": "number", "billNumber": "number",
    "docketNumber": "number", "publicLawNumber": "number", "documentNumber": "number", "episodeNumber": "number",
    "archiveID": "number", "thesisType": "genre", "reportType": "genre", "presentationType": "genre",
    "manuscriptType": "genre", "letterType": "genre", "mapType": "genre", "postType": "genre", "websiteType": "genre",
    "genre": "genre", "type": "genre", "conferenceName": "event-title", "meetingName": "event-title",
    "versionNumber": "version", "version": "version", "artworkMedium": "medium", "interviewMedium": "medium",
    "audioRecordingFormat": "medium", "videoRecordingFormat": "medium", "system": "medium", "section": "section",
    "scale": "scale", "artworkSize": "dimensions", "runningTime": "dimensions", "abstractNote": "abstract",
    "status": "status",
}  # fmt: skip
#: Who somebody was to the work → CSL field.
CREATORS = {
    "artist": "author", "attorneyAgent": "contributor", "author": "author", "bookAuthor": "container-author",
    "cartographer": "author", "castMember": "performer", "commenter": "contributor", "composer": "composer",
    "contributor": "contributor", "cosponsor": "contributor", "counsel": "contributor", "director": "director",
    "editor": "editor", "guest": "guest", "interviewee": "author", "interviewer": "interviewer", "inventor": "author",
    "performer": "performer", "podcaster": "author", "presenter": "author", "producer": "producer",
    "programmer": "author", "recipient": "recipient", "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer", "seriesEditor": "collection-editor", "sponsor": "author",
    "translator": "translator", "wordsBy": "contributor",
}  # fmt: skip
_VERBATIM = {"DOI": "DOI", "ISBN": "ISBN", "ISSN": "ISSN", "url": "URL"}
_NO_WORKS = frozenset({"attachment", "note", "annotation"})
#: Lines of ``extra`` that hold a field Zotero has none for.
_EXTRA = re.compile(r"^(PMID|PMCID|DOI|Citation Key|ISBN|ISSN)\s*:\s*(\S.*?)\s*$", re.IGNORECASE)


def is_item(value: Mapping[str, Any]) -> bool:
    """Return whether an object is an item of Zotero's, bare or in an answer of its API."""
    return "itemType" in value or (isinstance(value.get("data"), Mapping) and "itemType" in value["data"])


def item(value: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return key and CSL fields of an item, None for attachments and notes, which are no works."""
    fields: Mapping[str, Any] = value["data"] if isinstance(value.get("data"), Mapping) else value
    kind = values.string(fields.get("itemType"))
    if kind in _NO_WORKS:
        return None
    data: dict[str, Any] = {"type": TYPES.get(kind, "document")}
    for name, field in TEXTS.items():
        text = cleaning.csl(values.string(fields.get(name)))
        if text and field not in data:
            data[field] = text
    data |= {field: text for name, field in _VERBATIM.items() if (text := values.string(fields.get(name)).strip())}
    data |= _others(fields)
    key = values.string(fields.get("citationKey")) or values.string(fields.get("citekey")) or _extra(fields, data)
    return key or values.string(fields.get("key")) or values.string(value.get("key")), data


def _others(fields: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for creator in values.mappings(fields.get("creators")):
        role = CREATORS.get(values.string(creator.get("creatorType")), "contributor")
        if name := _name(creator):
            data.setdefault(role, []).append(name)
    for written, field in (("date", "issued"), ("accessDate", "accessed")):
        text = values.string(fields.get(written)).strip()
        date = edtf.read(text) or calendar.slashed(text.partition("T")[0] if text[:4].isdecimal() else text)
        if date:
            data[field] = date.to_csl()
    pages = values.string(fields.get("pages")) or values.string(fields.get("codePages"))
    tags = [values.string(tag.get("tag")) for tag in values.mappings(fields.get("tags"))]
    texts = {
        "page": paging.dashes(pages),
        "language": languages.tag(values.string(fields.get("language"))),
        "keyword": "; ".join(filter(None, tags)),
    }
    return data | {name: text for name, text in texts.items() if text}


def _name(creator: Mapping[str, Any]) -> dict[str, str]:
    last, first = values.string(creator.get("lastName")), values.string(creator.get("firstName"))
    if last or first:
        return people.person(family=last, given=first)
    literal = values.string(creator.get("name"))
    return {"literal": literal} if literal else {}


def _extra(fields: Mapping[str, Any], data: dict[str, Any]) -> str:
    """Put the lines of ``extra`` where they belong, the rest into the note; return the key they name."""
    key, rest = "", []
    for line in values.string(fields.get("extra")).split("\n"):
        match = _EXTRA.match(line)
        if match and match.group(1).lower() == "citation key":
            key = match.group(2)
        elif match:
            data.setdefault(match.group(1).upper(), match.group(2))
        elif line.strip():
            rest.append(line.strip())
    if rest:
        data["note"] = "; ".join(rest)
    return key


def items(value: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield key and fields of each item of a list."""
    for found in values.mappings(value):
        if is_item(found) and (made := item(found)):
            yield made
