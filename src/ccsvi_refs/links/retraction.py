"""Whether a landing page says that its work is retracted or withdrawn, and does not merely write about such things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.links.page import Page
from ccsvi_refs.links.phrases import says
from ccsvi_refs.links.signs import describes_work

_TITLE_NAMES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title", "prism.title")
_MARK = r"(?:retracted|withdrawn)(?:[ :-]*(?:article|paper|chapter))?"
#: ``RETRACTED: Title``, ``[Retracted] Title``, ``RETRACTED ARTICLE: Title``
_BEFORE = re.compile(rf"\W*({_MARK})\s*[:\])–—-]+\s*(\S.*)", re.IGNORECASE)
#: ``Title (Retracted)``, ``Title [retracted article]``
_AFTER = re.compile(rf"[\[(–—-]\s*({_MARK})\s*[\])]?\W{{0,5}}$", re.IGNORECASE)
#: A notice has a page of its own, which says of another work that it is retracted.
_NOTICE = re.compile(
    r"\W*(?:notice of )?(?:retraction|withdrawal)(?: (?:note|notice|statement))?\s*(?:[:.–—-]|to\b|of\b|for\b|$)"
    r"|.*: retraction(?: notice)?\W*$",
    re.IGNORECASE,
)
#: Characters of a block that is not marked as standing out but may still be the notice.
_MOST_PLAIN = 300
#: A plain sentence that speaks of its page: "This guidance was withdrawn", not "The policy was replaced in 2010".
_OF_ITSELF = re.compile(
    r"\W*(?:(?:important|note|notice|warning)\W+)*(?:this|diese|cette)\b"
    r"|\W*withdrawn\W*(?:(?:on|in)\s[\w ,./-]{0,20}\d\W*)?$",
    re.IGNORECASE,
)


def notice(page: Page, cited_title: str = "") -> str:
    """Return the words in which a page says that its work is retracted or withdrawn, empty where it doesn't."""
    titles = _titles(page)
    if _NOTICE.match(cited_title) or any(_NOTICE.match(title) for title in titles[:1]):
        return ""
    only_withdrawn = not describes_work(page)
    said = _in_linked_data(page) or _in_blocks(page, only_withdrawn)
    for title in titles:
        mark = _mark(title)
        if only_withdrawn and _is_of_advice(mark):
            continue
        if mark and not _is_own_title(mark, title, cited_title) and (said or cited_title or _is_loud(mark, title)):
            return title[:200]
    return said[:200]


def withdrawal(page: Page, cited_title: str = "") -> str:
    """Return the words in which a page that is no article's says that it is withdrawn or replaced, empty where not."""
    if describes_work(page):
        return ""
    plain = (block for block in page.blocks if len(block) <= _MOST_PLAIN and _OF_ITSELF.match(block))
    told = (block for block in (*page.notices, *plain) if says("withdrawal", block))
    return (next(told, "") or next(_marked(page, cited_title), ""))[:200]


def _marked(page: Page, cited_title: str) -> Iterator[str]:
    """Yield the titles that are marked as an office's; one in brackets, or beside a cited title that is not."""
    for title in _titles(page):
        mark = _mark(title)
        if not _is_of_advice(mark) or _is_own_title(mark, title, cited_title):
            continue
        if cited_title or re.search(rf"[\[(]\s*{mark}\s*[\])]", title):
            yield title


def _titles(page: Page) -> list[str]:
    titles = [value for name in _TITLE_NAMES for value in page.meta.get(name, ())]
    return [*titles, page.title, *page.headings[:2]]


def _mark(title: str) -> str:
    found = _BEFORE.fullmatch(title) or _AFTER.search(title)
    return found.group(1) if found else ""


def _is_of_advice(mark: str) -> bool:
    """Return whether a title's mark is that of an office, "[Withdrawn] Title"; publishers' is in capitals."""
    return mark.casefold() == "withdrawn" and not mark.isupper()


def _is_own_title(mark: str, title: str, cited_title: str) -> bool:
    """Return whether the word belongs to the title as it was cited: a paper called "Retracted: …"."""
    return bool(cited_title) and bool(_mark(cited_title)) and not mark.isupper() and not title.lstrip().startswith("[")


def _is_loud(mark: str, title: str) -> bool:
    return mark.isupper() or bool(re.match(r"\W*\[", title)) or " " in mark


def _in_linked_data(page: Page) -> str:
    for item in page.linked_data:
        status = item.get("creativeWorkStatus")
        if isinstance(status, str) and status.strip().lower() in {"retracted", "withdrawn"}:
            return f"creativeWorkStatus: {status}"
    return ""


def _in_blocks(page: Page, only_withdrawn: bool) -> str:
    """Return the first block that says so, one that stands out before a plain one; advice may be ``only_withdrawn``."""
    plain = (block for block in page.blocks if len(block) <= _MOST_PLAIN)
    told = (block for block in (*page.notices, *plain) if says("retraction", block))
    return next((block for block in told if not (only_withdrawn and says("withdrawal", block))), "")
