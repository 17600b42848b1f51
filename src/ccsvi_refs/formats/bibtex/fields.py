"""BibTeX's and biblatex's entry types and fields ⇄ CSL's.

BibTeX: https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf; biblatex, sections 2.1 and 2.2:
https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf. What depends on more than one field is in
:mod:`ccsvi_refs.formats.bibtex.entry`.
"""

from __future__ import annotations

#: Entry type → CSL type.
TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "codefragment": "software", "collection": "book", "commentary": "book",
    "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage", "image": "graphic",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference", "inreference": "entry",
    "jurisdiction": "legal_case", "legal": "treaty", "legislation": "legislation", "letter": "personal_communication",
    "manual": "book", "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book", "online": "webpage",
    "patent": "patent", "performance": "performance", "periodical": "periodical", "phdthesis": "thesis",
    "proceedings": "book", "reference": "book", "report": "report", "review": "review", "software": "software",
    "softwaremodule": "software", "softwareversion": "software", "standard": "standard", "suppbook": "chapter",
    "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis",
    "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
#: CSL type → entry type, and what else the entry needs to be read back as that type.
ENTRY_TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "article": ("unpublished", {"entrysubtype": "preprint"}), "article-journal": ("article", {}),
    "article-magazine": ("article", {"entrysubtype": "magazine"}),
    "article-newspaper": ("article", {"entrysubtype": "newspaper"}),
    "bill": ("legislation", {"entrysubtype": "bill"}), "book": ("book", {}),
    "broadcast": ("video", {"entrysubtype": "broadcast"}),
    "chapter": ("incollection", {}), "dataset": ("dataset", {}), "document": ("misc", {}), "entry": ("inreference", {}),
    "entry-dictionary": ("inreference", {"entrysubtype": "dictionary"}),
    "entry-encyclopedia": ("inreference", {"entrysubtype": "encyclopedia"}),
    "graphic": ("artwork", {}), "legal_case": ("jurisdiction", {}), "legislation": ("legislation", {}),
    "manuscript": ("unpublished", {}), "motion_picture": ("movie", {}), "pamphlet": ("booklet", {}),
    "paper-conference": ("inproceedings", {}), "patent": ("patent", {}), "performance": ("performance", {}),
    "periodical": ("periodical", {}), "personal_communication": ("letter", {}), "report": ("report", {}),
    "review": ("review", {}), "software": ("software", {}), "song": ("audio", {}), "standard": ("standard", {}),
    "thesis": ("thesis", {}), "treaty": ("legal", {}), "webpage": ("online", {}),
}  # fmt: skip
#: ``entrysubtype`` → CSL type, where it is one of ours or a common one.
SUBTYPES = {
    "magazine": "article-magazine", "newspaper": "article-newspaper", "preprint": "article", "bill": "bill",
    "broadcast": "broadcast", "dictionary": "entry-dictionary", "encyclopedia": "entry-encyclopedia",
}  # fmt: skip
#: Fields that are text and mean the same in both, BibTeX's name first where two mean the same.
TEXTS = {
    "shorttitle": "title-short", "origtitle": "original-title", "eventtitle": "event-title", "venue": "event-place",
    "volume": "volume", "volumes": "number-of-volumes", "part": "part", "version": "version", "edition": "edition",
    "pagetotal": "number-of-pages",
    "numpages": "number-of-pages", "chapter": "chapter-number", "publisher": "publisher", "address": "publisher-place",
    "location": "publisher-place", "publocation": "publisher-place", "origpublisher": "original-publisher",
    "origlocation": "original-publisher-place", "type": "genre", "note": "note", "annote": "annote",
    "annotation": "annote", "abstract": "abstract", "keywords": "keyword", "pubstate": "status",
    "shortjournal": "container-title-short", "journal-abbreviation": "container-title-short",
    "journal-iso": "container-title-short", "library": "archive", "scale": "scale", "section": "section",
    "howpublished": "medium", "dimensions": "dimensions", "issn": "ISSN", "isbn": "ISBN",
}  # fmt: skip
#: Fields that are taken as they are: addresses and identifiers.
VERBATIMS = {
    "doi": "DOI", "url": "URL", "pmid": "PMID", "pmcid": "PMCID", "pmc": "PMCID",
}  # fmt: skip
NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "origauthor": "original-author", "director": "director", "illustrator": "illustrator", "composer": "composer",
    "narrator": "narrator", "compiler": "compiler", "collectioneditor": "collection-editor",
    "reviewedauthor": "reviewed-author", "interviewer": "interviewer", "recipient": "recipient",
    "editora": "editor", "editorb": "editor", "editorc": "editor", "performer": "performer",
}  # fmt: skip
#: What ``editortype`` and its like make of an editor.
EDITOR_TYPES = {
    "editor": "editor", "translator": "translator", "compiler": "compiler", "collaborator": "contributor",
    "organizer": "organizer", "director": "director", "illustrator": "illustrator", "serieseditor": "collection-editor",
    "series editor": "collection-editor", "narrator": "narrator", "curator": "curator", "chair": "chair",
}  # fmt: skip
DATES = {"date": "issued", "urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}
#: Who publishes, by whatever name; the first that is given counts. A thesis is its school's, whoever sells copies.
PUBLISHERS = ("publisher", "institution", "school", "organization")
OF_SCHOOLS = ("school", "institution", "publisher", "organization")
OF_INSTITUTIONS = ("institution", "publisher", "school", "organization")
#: The number of an article that has no pages: biblatex's, MEDLINE's and the ACM's name for it.
ARTICLE_NUMBERS = ("eid", "article-number", "articleno")
#: Types whose ``number`` is an issue, and those where it counts the volumes of a series.
WITH_ISSUES = frozenset({"article", "suppperiodical", "periodical"})
IN_SERIES = frozenset(
    {
        "book", "collection", "incollection", "inproceedings", "conference", "proceedings", "inbook", "mvbook",
        "mvcollection", "mvproceedings", "bookinbook", "suppbook", "suppcollection", "inreference", "reference",
        "mvreference",
    }
)  # fmt: skip
#: Children whose parent's title is the title of the container.
CONTAINED = frozenset(
    {
        "inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook", "suppcollection",
        "inreference", "article", "suppperiodical",
    }
)  # fmt: skip
#: Thesis types that BibTeX writes as entry types or biblatex as localisation keys.
THESES = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis", "techreport": "Technical report",
    "resreport": "Research report",
}  # fmt: skip
#: ``pubstate`` as biblatex and MEDLINE have it → words; and the words that say nothing.
STATES = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
    "prepublished": "pre-published", "aheadofprint": "Epub ahead of print",
}  # fmt: skip
PUBLISHED = frozenset({"ppublish", "epublish", "published", "final"})
#: Entries that are no works.
NO_WORKS = frozenset({"set", "xdata", "comment", "string", "preamble"})
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = {"january": "01", "february": "02", "march": "03", "april": "04", "june": "06", "july": "07",
               "august": "08", "september": "09", "october": "10", "november": "11", "december": "12"}  # fmt: skip
