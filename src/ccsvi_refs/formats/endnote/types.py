"""The names EndNote has for kinds of references, in its XML and in what it writes for Refer."""

from __future__ import annotations

#: Name in lower case → CSL type.
TYPES = {
    "aggregated database": "dataset", "ancient text": "classic", "artwork": "graphic", "audiovisual material": "song",
    "bill": "bill", "blog": "post-weblog", "book": "book", "book section": "chapter", "case": "legal_case",
    "catalog": "book", "chart or table": "figure", "classical work": "classic", "computer program": "software",
    "conference paper": "paper-conference", "conference proceedings": "paper-conference", "dataset": "dataset",
    "dictionary": "entry-dictionary", "discussion forum": "post", "edited book": "book",
    "electronic article": "article-journal", "electronic book": "book", "electronic book section": "chapter",
    "encyclopedia": "entry-encyclopedia", "equation": "document", "figure": "figure",
    "film or broadcast": "motion_picture", "generic": "document", "government document": "report", "grant": "document",
    "hearing": "hearing", "interview": "interview", "journal article": "article-journal",
    "legal rule or regulation": "regulation", "magazine article": "article-magazine", "manuscript": "manuscript",
    "map": "map", "multimedia application": "webpage", "music": "musical_score",
    "newspaper article": "article-newspaper", "online database": "dataset", "online multimedia": "webpage",
    "pamphlet": "pamphlet", "patent": "patent", "personal communication": "personal_communication",
    "podcast": "broadcast", "press release": "document", "report": "report", "serial": "book",
    "social media": "post", "standard": "standard", "statute": "legislation", "television episode": "broadcast",
    "thesis": "thesis", "unpublished work": "manuscript", "web page": "webpage",
}  # fmt: skip
