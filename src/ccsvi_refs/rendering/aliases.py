"""What people call styles, and the names of official styles before they were renamed → the names they have.

https://github.com/citation-style-language/styles/blob/master/renamed-styles.json
"""

from __future__ import annotations

import re

ALIASES = {
    "abnt": "associacao-brasileira-de-normas-tecnicas",
    "acm": "association-for-computing-machinery",
    "acs": "american-chemical-society",
    "aip": "american-institute-of-physics",
    "ama": "american-medical-association",
    "apa-7": "apa",
    "apa7": "apa",
    "apa-7th-edition": "apa",
    "apa6": "apa-6th-edition",
    "asa": "american-sociological-association",
    "apsa": "american-political-science-association",
    "bluebook": "bluebook-law-review",
    "chicago": "chicago-author-date",
    "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "din-iso-690": "iso690-author-date-de",
    "gb7714": "china-national-standard-gb-t-7714-2015-numeric",
    "gbt7714": "china-national-standard-gb-t-7714-2015-numeric",
    "harvard": "harvard-cite-them-right",
    "harvard1": "harvard-cite-them-right",
    "iso690": "iso690-author-date-en",
    "iso-690": "iso690-author-date-en",
    "lancet": "the-lancet",
    "mla": "modern-language-association",
    "mla-9": "modern-language-association",
    "mla9": "modern-language-association",
    "nejm": "the-new-england-journal-of-medicine",
    "new-england-journal-of-medicine": "the-new-england-journal-of-medicine",
    "nlm": "nlm-citation-sequence",
    "turabian": "turabian-notes-bibliography",
    "turabian-fullnote-bibliography": "turabian-notes-bibliography",
    "vancouver": "nlm-citation-sequence",
}
_ADDRESS = re.compile(r"https?://(?:www\.)?zotero\.org/styles/([\w.+-]+)/?", re.IGNORECASE)


def official(name: str) -> str:
    """Return the name that a style has: of its address, of what people call it, in whatever case and spacing."""
    if match := _ADDRESS.fullmatch(name.strip()):
        name = match[1]
    slug = re.sub(r"[\s_]+", "-", name.strip().lower())
    return ALIASES.get(slug, slug)
