"""Whether a landing page is that of the work a reference cites."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ccsvi_refs.identifiers import parse
from ccsvi_refs.links.page import Page
from ccsvi_refs.model import Reference

Evidence = Literal["same", "other", "unclear"]

_DOI_NAMES = ("citation_doi", "dc.identifier", "dcterms.identifier", "prism.doi", "bepress_citation_doi", "eprints.doi")
_TITLE_NAMES = ("citation_title", "dc.title", "dcterms.title", "eprints.title", "prism.title", "og:title")


def evidence(reference: Reference, page: Page) -> Evidence:
    """Return what a page's metadata say about its being the cited work."""
    cited = reference.identifier("doi")
    dois = [found.value for name in _DOI_NAMES for value in page.meta.get(name, ()) if (found := parse("doi", value))]
    if cited and cited in dois:
        return "same"
    title = _plain(reference.title)
    titles = [*(value for name in _TITLE_NAMES for value in page.meta.get(name, ())), page.title, *page.headings]
    return "same" if len(title) > 20 and any(title in _plain(found) for found in titles) else "unclear"


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text)).casefold().strip()
