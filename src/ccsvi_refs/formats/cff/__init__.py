"""CITATION.cff → references: the software itself, what it prefers to be cited as, and what it cites.

Schema: https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning, entries, languages, yamltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, edtf, values

#: Type → CSL type; those not named are documents.
TYPES = {
    "art": "graphic", "article": "article-journal", "audiovisual": "motion_picture", "bill": "bill",
    "blog": "post-weblog", "book": "book", "catalogue": "book", "conference-paper": "paper-conference",
    "conference": "paper-conference", "data": "dataset", "database": "dataset", "dataset": "dataset",
    "dictionary": "entry-dictionary", "edited-work": "book", "encyclopedia": "entry-encyclopedia",
    "film-broadcast": "broadcast", "government-document": "report", "grant": "document", "hearing": "hearing",
    "historical-work": "classic", "legal-case": "legal_case", "legal-rule": "regulation",
    "magazine-article": "article-magazine", "manual": "book", "map": "map", "multimedia": "motion_picture",
    "music": "musical_score", "newspaper-article": "article-newspaper", "pamphlet": "pamphlet", "patent": "patent",
    "personal-communication": "personal_communication", "proceedings": "book", "report": "report",
    "serial": "periodical", "slides": "speech", "software": "software", "software-code": "software",
    "software-container": "software", "software-executable": "software", "software-virtual-machine": "software",
    "sound-recording": "song", "standard": "standard", "statute": "legislation", "thesis": "thesis",
    "unpublished": "manuscript", "video": "motion_picture", "website": "webpage",
}  # fmt: skip
#: Key → CSL field, where it is text; the first that is given counts.
TEXTS = {
    "title": "title", "journal": "container-title", "collection-title": "container-title", "version": "version",
    "volume": "volume", "issue": "issue", "number": "number", "number-volumes": "number-of-volumes",
    "pages": "number-of-pages", "edition": "edition", "section": "section", "abstract": "abstract", "notes": "note",
    "medium": "medium", "thesis-type": "genre", "status": "status", "abbreviation": "title-short",
}  # fmt: skip
_PEOPLE = {
    "authors": "author", "editors": "editor", "editors-series": "collection-editor", "translators": "translator",
    "recipients": "recipient",
}  # fmt: skip
_IDENTIFIERS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmcid": "PMCID", "url": "URL"}
_ADDRESSES = ("url", "repository-code", "repository", "repository-artifact")


def read(content: str, path: str = "-") -> Bibliography:
    """Return the works of a CITATION.cff; InputError with its line where it is no YAML or no such file."""
    documents = yamltext.documents(content, path)
    whole = documents[0] if documents else None
    if not isinstance(whole, Mapping) or "cff-version" not in whole:
        raise InputError("is no citation file: it has no cff-version", Location(path, 1))
    found: list[FileEntry] = []
    problems: list[Problem] = []
    for work, key in limited(_works(whole), problems, path):
        line = yamltext.line(work)
        data = _data(work)
        if data.get("title") or data.get("DOI"):
            found.append(FileEntry(data, Location(path, line), key, _lines(work), {}, _addresses(work)))
        else:
            message = "this reference has no title"
            problems.append(Problem(message, Location(path, line), str(yamltext.bare(work))[:500]))
    return entries.bibliography(found, problems, path)


def _works(whole: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    yield {"type": "software", **whole}, ""
    if isinstance(whole.get("preferred-citation"), Mapping):
        yield whole["preferred-citation"], ""
    for work in values.mappings(whole.get("references")):
        yield work, values.string(work.get("citation-key"))


def _lines(work: Mapping[str, Any]) -> dict[str, int]:
    lines = yamltext.lines(work)
    return {"DOI": lines.get("doi", 0), "URL": lines.get(_address(work), 0)}


def _address(work: Mapping[str, Any]) -> str:
    return next((name for name in _ADDRESSES if work.get(name)), "url")


def _addresses(work: Mapping[str, Any]) -> list[tuple[str, int]]:
    lines = yamltext.lines(work)
    return [(values.string(work[name]), lines.get(name, 0)) for name in _ADDRESSES if work.get(name)]


def _data(work: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"type": TYPES.get(values.string(work.get("type")), "document")}
    for name, field in TEXTS.items():
        data[field] = data.get(field) or cleaning.csl(values.string(work.get(name)))
    for name, field in _PEOPLE.items():
        data[field] = [person for person in map(_name, values.mappings(work.get(name))) if person]
    for name, field in _IDENTIFIERS.items():
        written = values.string(work.get(name))
        found = parse("doi", written) if name == "doi" else None
        data[field] = found.value if found else written
    data["URL"] = values.string(work.get(_address(work)))
    if not data["DOI"]:
        given = (values.string(item.get("value")) for item in values.mappings(work.get("identifiers"))
                 if item.get("type") == "doi")  # fmt: skip
        data["DOI"] = next(given, "")
    if data["type"] in ("chapter", "paper-conference") or work.get("type") == "conference-paper":
        data["number-of-pages"], data["page"] = "", ""
    return entries.filled(data | _places(work) | _dates(work))


def _places(work: Mapping[str, Any]) -> dict[str, Any]:
    publisher, conference = values.mapping(work.get("publisher")), values.mapping(work.get("conference"))
    institution = values.mapping(work.get("institution"))
    start, end = values.string(work.get("start")), values.string(work.get("end"))
    keywords = [values.string(word) for word in values.sequence(work.get("keywords"))]
    language = values.sequence(work.get("languages"))
    return {
        "publisher": values.string(publisher.get("name")) or values.string(institution.get("name")),
        "publisher-place": values.string(publisher.get("city")),
        "event-title": values.string(conference.get("name")),
        "page": f"{start}-{end}" if start and end else start,
        "keyword": "; ".join(filter(None, keywords)),
        "language": languages.tag(values.string(language[0])) if language else "",
    }


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    parts = {"family-names": "family", "given-names": "given", "name-suffix": "suffix",
             "name-particle": "non-dropping-particle", "name": "literal"}  # fmt: skip
    name = {field: values.string(person.get(part)).strip() for part, field in parts.items()}
    found = {field: text for field, text in name.items() if text}
    return found or ({"literal": values.string(person.get("alias"))} if person.get("alias") else {})


def _dates(work: Mapping[str, Any]) -> dict[str, Any]:
    written = values.string(work.get("date-published")) or values.string(work.get("date-released"))
    numbers = (values.string(work.get(name)) for name in ("year", "month"))
    parts = calendar.parts(*numbers)
    date = edtf.read(written) if written else None
    accessed = edtf.read(values.string(work.get("date-accessed")))
    original = calendar.parts(values.string(work.get("year-original")))
    return {
        "issued": date.to_csl() if date else {"date-parts": [list(parts)]} if parts else None,
        "accessed": accessed.to_csl() if accessed else None,
        "original-date": {"date-parts": [list(original)]} if original else None,
    }
