"""RIS's types and tags ⇄ CSL's.

The format as its makers last described it: https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp
(tags) and the 2011 list of types; programs differ, and what they write is read too.
"""

from __future__ import annotations

#: RIS type → CSL type.
TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure",
    "CLSWK": "classic", "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "EQUA": "document",
    "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document", "HEAR": "hearing",
    "ICOMM": "personal_communication", "INPR": "article-journal", "INTV": "interview", "JFULL": "periodical",
    "JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage", "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication", "POD": "broadcast", "PREPRINT": "article",
    "PRESS": "document", "RPRT": "report", "SER": "book", "SLIDE": "graphic", "SOUND": "song", "STAND": "standard",
    "STAT": "legislation", "STD": "standard", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript",
    "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage", "OTHER": "document",
}  # fmt: skip
#: CSL type → RIS type.
WRITTEN_TYPES = {
    "article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO", "chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA",
    "entry": "ENCYC", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "ART",
    "hearing": "HEAR", "interview": "INTV", "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB",
    "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC", "pamphlet": "PAMP",
    "paper-conference": "CPAPER", "patent": "PAT", "periodical": "JFULL", "personal_communication": "PCOMM",
    "post": "BLOG", "post-weblog": "BLOG", "report": "RPRT", "review": "JOUR", "review-book": "JOUR",
    "software": "COMP", "song": "SOUND", "standard": "STD", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
#: Types that are in a container, and those whose second title is a series.
WHOLE = frozenset({"book", "report", "thesis", "map", "pamphlet", "standard", "classic", "software", "dataset"})
WITH_ISBN = frozenset({"book", "chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "classic"})

NAMES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
#: Types in which a tag means somebody else: a thesis' supervisor, the editor of a report's series.
_ROLES = {"thesis": {"A3": "contributor"}, "report": {"A2": "collection-editor"}}
#: Tags that hold one text of a CSL field; the first that is given counts.
TEXTS = {
    "ST": "title-short", "OP": "original-title", "VL": "volume", "NV": "number-of-volumes", "ET": "edition",
    "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place", "AB": "abstract", "N2": "abstract",
    "CN": "call-number", "AV": "archive_location", "SE": "section", "DP": "source", "DB": "source",
}  # fmt: skip
#: Titles of the container, the best first, and of its abbreviation.
CONTAINERS = ("JF", "T2", "BT", "JO", "JA", "J2", "J1")
ABBREVIATIONS = ("JA", "J2", "J1", "JO")
TITLES = ("TI", "T1", "CT")
DATES = ("DA", "Y1", "PY")
ADDRESSES = ("UR", "L2", "LK", "L1")
#: All tags in whose text an address is one of the work's.
WITH_ADDRESSES = (*ADDRESSES, "L3", "L4", "N1", "RN", "AV")
#: Tags that are read in the order the record gives them, all of them.
KNOWN = frozenset(
    {
        "TY", "ER", "AU", "A1", "A2", "A3", "A4", "ED", "TI", "T1", "CT", "BT", "T2", "T3", "TT", "ST", "JF", "JO",
        "JA", "J1", "J2", "OP", "VL", "IS", "M1", "M2", "M3", "NV", "ET", "PB", "CY", "PP", "AB", "N1", "N2", "CN",
        "CP", "AV", "SE", "DP", "DB", "SP", "EP", "PY", "Y1", "Y2", "DA", "DO", "DI", "UR", "L1", "L2", "L3", "L4",
        "LK", "SN", "KW", "LA", "ID", "AN", "AD", "U1", "U2", "U3", "U4", "U5", "C1", "C2", "C3", "C4", "C5", "C6",
        "C7", "C8", "CA", "RN", "RI", "RP", "LB", "SV", "TA", "OT",
    }
)  # fmt: skip


def roles(kind: str) -> dict[str, str]:
    """Return the tags of names in a record of a CSL type, with the CSL field of each."""
    return NAMES | _ROLES.get(kind, {})
