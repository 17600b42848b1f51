"""The sources of Word's citation manager (Sources.xml, ``b:Sources``) → references.

Elements: Office Open XML, ECMA-376 part 1, section 22.6 (Bibliography),
https://learn.microsoft.com/dotnet/api/documentformat.openxml.bibliography.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from ccsvi_refs.formats import cleaning, entries, people, xmltext
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.xmltext import text
from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.text import calendar, paging

#: Type → CSL type.
TYPES = {
    "Art": "graphic", "ArticleInAPeriodical": "article-magazine", "Book": "book", "BookSection": "chapter",
    "Case": "legal_case", "ConferenceProceedings": "paper-conference", "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "webpage", "Film": "motion_picture", "InternetSite": "webpage", "Interview": "interview",
    "JournalArticle": "article-journal", "Misc": "document", "Patent": "patent", "Performance": "performance",
    "Report": "report", "SoundRecording": "song",
}  # fmt: skip
#: Element → CSL field, where it is text; the first that is given counts.
TEXTS = {
    "Title": "title", "CaseNumber": "number", "ShortTitle": "title-short", "JournalName": "container-title",
    "PeriodicalTitle": "container-title", "BookTitle": "container-title", "InternetSiteTitle": "container-title",
    "BroadcastTitle": "container-title", "PublicationTitle": "container-title", "AlbumTitle": "container-title",
    "ConferenceName": "event-title", "Volume": "volume", "NumberVolumes": "number-of-volumes", "Issue": "issue",
    "Edition": "edition", "Publisher": "publisher", "Institution": "publisher", "ProductionCompany": "publisher",
    "Court": "authority", "City": "publisher-place", "ThesisType": "genre", "Type": "genre", "Medium": "medium",
    "Comments": "note", "PatentNumber": "number", "Version": "version", "ChapterNumber": "chapter-number",
    "Station": "publisher", "Theater": "event-place", "AbbreviatedCaseNumber": "title-short",
}  # fmt: skip
_ROLES = {
    "Author": "author", "Artist": "author", "BookAuthor": "container-author", "Compiler": "compiler",
    "Composer": "composer", "Conductor": "performer", "Counsel": "contributor", "Director": "director",
    "Editor": "editor", "Interviewee": "author", "Interviewer": "interviewer", "Inventor": "author",
    "Performer": "performer", "ProducerName": "producer", "Translator": "translator", "Writer": "script-writer",
}  # fmt: skip


def read(content: str, path: str = "-") -> Bibliography:
    """Return the sources; one without a title and a name is a problem with its line."""
    root, problems = xmltext.document(content, path)
    found: list[FileEntry] = []
    for source in limited(root.iter("Source"), problems, path):
        place = Location(path, xmltext.line(source))
        data = _data(source)
        if len(data) > 1:
            found.append(FileEntry(data, place, text(source, "Tag")))
        else:
            problems.append(Problem("this source is empty", place, text(source)[:500]))
    if not found and not problems:
        problems.append(xmltext.nothing(root, path, "sources of Word's"))
    return entries.bibliography(found, problems, path)


def _data(source: etree._Element) -> dict[str, Any]:
    data: dict[str, Any] = {"type": TYPES.get(text(source, "SourceType"), "document")}
    for name, field in TEXTS.items():
        data[field] = data.get(field) or cleaning.csl(text(source, name))
    if text(source, "ThesisType"):
        data["type"] = "thesis"
    for element in source.iterfind("Author/*"):
        if isinstance(element.tag, str):
            data.setdefault(_ROLES.get(element.tag, "contributor"), []).extend(_names(element))
    doi = parse("doi", text(source, "DOI"))
    data |= {
        "DOI": doi.value if doi else text(source, "DOI"),
        "URL": text(source, "URL"),
        "page": paging.dashes(text(source, "Pages")),
        "ISBN" if data["type"] in ("book", "chapter") else "number": text(source, "StandardNumber"),
        "issued": _date(source, ""),
        "accessed": _date(source, "Accessed"),
    }
    return entries.filled(data)


def _names(element: etree._Element) -> list[dict[str, str]]:
    corporate = [{"literal": name} for name in xmltext.texts(element, "Corporate")]
    persons = [
        people.person(text(item, "Last"), " ".join(filter(None, (text(item, "First"), text(item, "Middle")))))
        for item in element.iterfind("NameList/Person")
    ]
    return [name for name in [*persons, *corporate] if name]


def _date(source: etree._Element, suffix: str) -> dict[str, Any] | None:
    parts = calendar.parts(*(text(source, f"{name}{suffix}") for name in ("Year", "Month", "Day")))
    if not parts:
        date = calendar.phrase(text(source, f"Year{suffix}"))
        return date.to_csl() if date else None
    return {"date-parts": [list(parts)]}
