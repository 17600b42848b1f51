"""Hayagriva's YAML, the bibliographies of Typst → references.

Format: https://github.com/typst/hayagriva/blob/main/docs/file-format.md. An entry stands under its key; what it is part
of stands under ``parent``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import cleaning, entries, languages, people, yamltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import edtf, paging, values

#: Type → CSL type, where the type of what it is part of does not matter.
TYPES = {
    "anthology": "book", "anthos": "chapter", "article": "article-journal", "artwork": "graphic", "audio": "song",
    "blog": "webpage", "book": "book", "case": "legal_case", "chapter": "chapter", "conference": "book",
    "entry": "entry", "exhibition": "graphic", "legislation": "legislation", "manuscript": "manuscript",
    "misc": "document", "newspaper": "periodical", "original": "document", "patent": "patent",
    "performance": "performance", "periodical": "periodical", "post": "post", "proceedings": "book",
    "reference": "book", "report": "report", "repository": "software", "scene": "broadcast", "thesis": "thesis",
    "thread": "post", "video": "motion_picture", "web": "webpage",
}  # fmt: skip
#: The same for what is part of something, by the type of that.
PARTS = {
    ("article", "newspaper"): "article-newspaper", ("article", "proceedings"): "paper-conference",
    ("article", "conference"): "paper-conference", ("article", "blog"): "post-weblog", ("article", "web"): "webpage",
    ("article", "anthology"): "chapter", ("article", "book"): "chapter", ("misc", "web"): "webpage",
    ("entry", "reference"): "entry-encyclopedia", ("video", "video"): "broadcast", ("post", "post"): "post",
}  # fmt: skip
#: Key → CSL field, where it is text.
TEXTS = {
    "title": "title", "genre": "genre", "abstract": "abstract", "note": "note", "edition": "edition",
    "volume": "volume", "volume-total": "number-of-volumes", "chapter": "chapter-number", "call-number": "call-number",
    "page-total": "number-of-pages", "archive": "archive", "organization": "publisher", "location": "event-place",
    "archive-location": "archive_location",
}  # fmt: skip
_ROLES = {
    "translator": "translator", "illustrator": "illustrator", "compiler": "compiler", "narrator": "narrator",
    "director": "director", "cast-member": "performer", "producer": "producer", "collaborator": "contributor",
    "organizer": "organizer", "writer": "author", "foreword": "contributor", "afterword": "contributor",
}  # fmt: skip
_SERIALS = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}
_DEEPEST = 5


def read(content: str, path: str = "-") -> Bibliography:
    """Return the entries; InputError with its line where the text is no YAML or no mapping of entries."""
    documents = yamltext.documents(content, path)
    whole = documents[0] if documents else None
    listed = yamltext.bare(whole) if isinstance(whole, Mapping) else {}
    if not listed:
        raise InputError("holds no entries of Hayagriva's", Location(path, 1))
    found: list[FileEntry] = []
    problems: list[Problem] = []
    lines = yamltext.lines(whole) if isinstance(whole, Mapping) else {}
    for key, entry in limited(listed.items(), problems, path):
        place = Location(path, lines.get(key, 0))
        data = _data(entry) if isinstance(entry, Mapping) else {}
        if len(data) > 1:
            own = yamltext.lines(whole[key]) if isinstance(whole, Mapping) else {}
            found.append(
                FileEntry(data, place, str(key), {"URL": own.get("url", 0), "DOI": own.get("serial-number", 0)})
            )
        else:
            problems.append(Problem(f"the entry {key!r} says nothing of a work", place, str(entry)[:500]))
    if not found:
        raise InputError("holds no entries of Hayagriva's", Location(path, 1))
    return entries.bibliography(found, problems, path)


def _text(value: object) -> str:
    """Return a text, or what stands under ``value`` or ``name`` of a mapping."""
    if isinstance(value, Mapping):
        return _text(value.get("value", value.get("name", "")))
    return values.string(value).strip()


def _data(entry: Mapping[str, Any]) -> dict[str, Any]:
    parents = _parents(entry)
    kinds = [values.string(item.get("type")).lower() for item in (entry, *parents)]
    kind = next((PARTS[kinds[0], other] for other in kinds[1:] if (kinds[0], other) in PARTS), "")
    data: dict[str, Any] = {"type": kind or TYPES.get(kinds[0], "document")}
    data |= {field: cleaning.csl(_text(entry.get(name))) for name, field in TEXTS.items()}
    data |= _people(entry) | _numbers(entry) | _dates(entry)
    data["title-short"] = _text(values.mapping(entry.get("title")).get("short"))
    for parent in parents:
        for name, value in _of_parent(parent, data).items():
            data[name] = data.get(name) or value
    return entries.filled(data)


def _parents(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what an entry is part of, the nearest first."""
    found: list[Mapping[str, Any]] = []
    waiting = values.mappings(values.one_or_more(entry.get("parent")))
    while waiting and len(found) < _DEEPEST:
        found += waiting
        waiting = [item for parent in waiting for item in values.mappings(values.one_or_more(parent.get("parent")))]
    return found[:_DEEPEST]


def _of_parent(parent: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry has from something it is part of: the first is its container, the second a series."""
    title = cleaning.csl(_text(parent.get("title")))
    own = _people(parent) | _numbers(parent) | _dates(parent)
    own |= {field: cleaning.csl(_text(parent.get(name))) for name, field in TEXTS.items() if field != "title"}
    kept = ("editor", "volume", "issue", "publisher", "publisher-place", "ISBN", "ISSN", "issued", "URL", "edition")
    found = {name: own[name] for name in kept if own.get(name)}
    found["container-author"] = own.get("author", [])
    return found | {"collection-title" if data.get("container-title") else "container-title": title}


def _people(entry: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: _names(entry.get(name)) for name in ("author", "editor")}
    for group in values.mappings(values.one_or_more(entry.get("affiliated"))):
        role = _ROLES.get(values.string(group.get("role")).lower(), "contributor")
        found.setdefault(role, []).extend(_names(group.get("names")))
    return found


def _names(value: object) -> list[dict[str, str]]:
    return [name for item in values.one_or_more(value) if (name := _name(item))]


def _name(item: object) -> dict[str, str]:
    if not isinstance(item, Mapping):
        return people.parse(values.string(item))
    name = people.person(
        family=_text(item.get("name")), given=_text(item.get("given-name")), suffix=_text(item.get("suffix"))
    )
    particle = _text(item.get("prefix"))
    return name | ({"non-dropping-particle": particle} if particle else {})


def _numbers(entry: Mapping[str, Any]) -> dict[str, Any]:
    serial, address = entry.get("serial-number"), entry.get("url")
    numbers = values.mapping(serial)
    data: dict[str, Any] = {field: values.string(numbers.get(name)) for name, field in _SERIALS.items()}
    data["number"] = values.string(serial) or values.string(numbers.get("serial"))
    doi = parse("doi", data["DOI"] or values.string(entry.get("doi")))
    data["DOI"] = doi.value if doi else data["DOI"]
    if arxiv := values.string(numbers.get("arxiv")):
        data |= {"archive": "arXiv", "archive_location": arxiv}
    publisher = values.mapping(entry.get("publisher"))
    return data | {
        "issue": values.string(entry.get("issue")),
        "page": paging.dashes(values.string(entry.get("page-range"))),
        "publisher": _text(entry.get("publisher")),
        "publisher-place": _text(publisher.get("location")),
        "URL": _text(address),
        "accessed": _date(values.mapping(address).get("date")),
        "language": languages.tag(values.string(entry.get("language"))),
    }


def _dates(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"issued": _date(entry.get("date"))}


def _date(value: object) -> dict[str, Any] | None:
    date = edtf.read(values.string(value).strip())
    return date.to_csl() if date else None
