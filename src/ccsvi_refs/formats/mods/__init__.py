"""MODS → references.

Elements: https://www.loc.gov/standards/mods/userguide/; genres are those of https://id.loc.gov/vocabulary/marcgt.html.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from ccsvi_refs.formats import cleaning, entries, languages, people, xmltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.xmltext import text, texts
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, edtf, paging

#: Genre → CSL type.
GENRES = {
    "academic journal": "periodical", "article": "article-journal", "abstract or summary": "document",
    "bibliography": "book", "biography": "book", "book": "book", "book chapter": "chapter", "catalog": "book",
    "conference paper": "paper-conference", "conference proceeding": "paper-conference",
    "conference publication": "paper-conference", "dataset": "dataset", "database": "dataset", "dictionary": "book",
    "dissertation": "thesis", "doctoral thesis": "thesis", "encyclopedia": "book", "issue": "periodical",
    "journal article": "article-journal", "legal article": "article-journal", "letter": "personal_communication",
    "magazine": "article-magazine", "map": "map", "masters thesis": "thesis", "motion picture": "motion_picture",
    "newspaper": "article-newspaper", "patent": "patent", "periodical": "periodical", "ph.d. thesis": "thesis",
    "preprint": "article", "report": "report", "review": "review", "series": "book",
    "standard or specification": "standard", "technical report": "report", "theses": "thesis", "thesis": "thesis",
    "web page": "webpage", "web site": "webpage",
}  # fmt: skip
_RESOURCES = {
    "cartographic": "map", "moving image": "motion_picture", "software, multimedia": "software",
    "still image": "graphic", "sound recording": "song", "sound recording-musical": "song",
    "notated music": "musical_score",
}  # fmt: skip
#: Role, as a word or as MARC's code → CSL field.
ROLES = {
    "author": "author", "aut": "author", "creator": "author", "cre": "author", "editor": "editor", "edt": "editor",
    "translator": "translator", "trl": "translator", "compiler": "compiler", "com": "compiler", "composer": "composer",
    "cmp": "composer", "illustrator": "illustrator", "ill": "illustrator", "director": "director", "drt": "director",
    "recipient": "recipient", "rcp": "recipient", "narrator": "narrator", "nrt": "narrator",
    "interviewer": "interviewer", "ivr": "interviewer", "performer": "performer", "prf": "performer",
    "series editor": "collection-editor", "contributor": "contributor", "ctb": "contributor", "inventor": "author",
    "inv": "author", "publisher": "", "pbl": "", "degree grantor": "", "dgg": "", "thesis advisor": "contributor",
}  # fmt: skip


def read(content: str, path: str = "-") -> Bibliography:
    """Return the records; one without any title is a problem with its line."""
    root, problems = xmltext.document(content, path)
    found: list[FileEntry] = []
    for record in limited(root.iter("mods"), problems, path):
        place = Location(path, xmltext.line(record))
        data = _data(record)
        if data.get("title") or data.get("container-title"):
            found.append(FileEntry(data, place, record.get("ID", ""), {}, {}, _addresses(record)))
        else:
            problems.append(Problem("this record has no title", place, text(record)[:500]))
    if not found and not problems:
        problems.append(xmltext.nothing(root, path, "records in MODS"))
    return entries.bibliography(found, problems, path)


def _data(record: etree._Element) -> dict[str, Any]:
    host = record.find("relatedItem[@type='host']")
    series = record.find("relatedItem[@type='series']")
    if series is None and host is not None:
        series = host.find("relatedItem[@type='series']")
    data: dict[str, Any] = {"type": _type(record, host)}
    data["title"], data["container-title"], data["collection-title"] = _title(record), _title(host), _title(series)
    data["title-short"] = _title(record, "abbreviated")
    data["container-title-short"] = _title(host, "abbreviated")
    data |= _people(record, "author")
    for name, people_ in (_people(host, "container-author") if host is not None else {}).items():
        data.setdefault("container-author" if name == "author" else name, people_)
    data |= _origin(record, host) | _part(record, host) | _identifiers(record, host)
    data["abstract"] = cleaning.csl(text(record, "abstract"))
    data["note"] = "; ".join(texts(record, "note"))
    data["keyword"] = "; ".join(texts(record, "subject/topic"))
    data["language"] = languages.tag(text(record, "language/languageTerm"))
    return entries.filled(data)


def _type(record: etree._Element, host: etree._Element | None) -> str:
    genres = [genre.lower() for genre in texts(record, "genre")]
    own = next((GENRES[genre] for genre in genres if genre in GENRES), "")
    around = [genre.lower() for genre in texts(host, "genre")] if host is not None else []
    if host is not None and own in ("", "book", "periodical"):
        kinds = {GENRES.get(genre, "") for genre in around}
        if "periodical" in kinds or host.find("part/detail[@type='issue']") is not None:
            return "article-journal"
        return "paper-conference" if "paper-conference" in kinds else "chapter"
    issuance = text(record, "originInfo/issuance")
    kind = own or _RESOURCES.get(text(record, "typeOfResource"), "")
    return kind or ("book" if issuance in ("monographic", "single unit") else "document")


def _title(element: etree._Element | None, kind: str = "") -> str:
    for info in element.findall("titleInfo") if element is not None else ():
        if info.get("type", "") == kind:
            start, main = text(info, "nonSort"), text(info, "title")
            joint = "" if start.endswith(("'", "’")) or not start else " "
            return cleaning.joined(cleaning.csl(f"{start}{joint}{main}"), cleaning.csl(text(info, "subTitle")))
    return ""


def _people(record: etree._Element, default: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in record.findall("name"):
        roles = [role.lower().rstrip(".") for role in texts(item, "role/roleTerm")]
        field = next((ROLES[role] for role in roles if role in ROLES), "contributor" if roles else default)
        if field and (name := _name(item)):
            found.setdefault(field, []).append(name)
    return found


def _name(item: etree._Element) -> dict[str, str]:
    parts = {kind: " ".join(texts(item, f"namePart[@type='{kind}']")) for kind in ("family", "given", "termsOfAddress")}
    bare = ", ".join(
        part for element in item.findall("namePart") if not element.get("type") and (part := text(element))
    )
    if item.get("type") in ("corporate", "conference"):
        return people.person(literal=bare)
    if parts["family"] or parts["given"]:
        return people.person(parts["family"], parts["given"], parts["termsOfAddress"])
    return people.parse(bare)


def _origin(record: etree._Element, host: etree._Element | None) -> dict[str, Any]:
    owners = [element for element in (record, host) if element is not None]

    def first(path: str) -> str:
        return next((found for element in owners if (found := text(element, f"originInfo/{path}"))), "")

    written = first("dateIssued") or first("dateCreated") or first("copyrightDate") or next(
        (found for element in owners if (found := text(element, "part/date"))), ""
    )  # fmt: skip
    issued = edtf.read(written) or calendar.slashed(written)
    accessed = calendar.slashed(next((url.get("dateLastAccessed", "") for url in record.findall("location/url")), ""))
    places = [place for element in owners for place in texts(element, "originInfo/place/placeTerm")]
    return {
        "issued": issued.to_csl() if issued else None,
        "accessed": accessed.to_csl() if accessed and accessed.parts else None,
        "publisher": first("publisher"),
        "publisher-place": next((place for place in places if len(place) > 3), ""),
        "edition": first("edition"),
    }


def _part(record: etree._Element, host: etree._Element | None) -> dict[str, Any]:
    parts = [part for owner in (record, host) if owner is not None for part in owner.findall("part")]

    def detail(*kinds: str) -> str:
        paths = [f"detail[@type='{kind}']/number" for kind in kinds]
        return next((found for part in parts for path in paths if (found := text(part, path))), "")

    pages = [
        extent for part in parts for extent in part.findall("extent") if extent.get("unit", "page").startswith("page")
    ]
    start, end = (text(pages[0], "start"), text(pages[0], "end")) if pages else ("", "")
    written = f"{start}-{end}" if start and end else start or (text(pages[0], "list") if pages else "")
    return {
        "volume": detail("volume"),
        "issue": detail("issue", "number"),
        "chapter-number": detail("chapter"),
        "page": paging.dashes(written),
    }


def _identifiers(record: etree._Element, host: etree._Element | None) -> dict[str, Any]:
    own = {item.get("type", "").lower(): text(item) for item in reversed(record.findall("identifier"))}
    around = (
        {item.get("type", "").lower(): text(item) for item in host.findall("identifier")} if host is not None else {}
    )
    doi = parse("doi", own.get("doi", ""))
    url = text(record, "location/url") or own.get("uri", "")
    return {
        "DOI": doi.value if doi else own.get("doi", ""),
        "PMID": own.get("pmid", "") or own.get("pubmed", ""),
        "ISBN": own.get("isbn", "") or around.get("isbn", ""),
        "ISSN": own.get("issn", "") or around.get("issn", ""),
        "URL": url if "://" in url else "",
        "call-number": text(record, "classification") or text(record, "location/shelfLocator"),
    }


def _addresses(record: etree._Element) -> list[tuple[str, int]]:
    return [(url, xmltext.line(item)) for item in record.findall("location/url") if "://" in (url := text(item))]
