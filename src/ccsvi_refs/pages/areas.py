"""What an element of HTML says of the part of the page it holds: a list of references, notes, navigation, nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ccsvi_refs.pages.blocks import Area

#: Elements that may hold a part of a page.
_PARTS = frozenset(
    "div section article aside nav footer header ol ul dl table tbody main form menu details blockquote center".split()
)
_ASIDES = frozenset({"nav", "aside", "footer", "form", "menu"})
_REFERENCES = re.compile(
    r"(?:[\w-]*[_-])?(?:references?|refs|ref-?list|bibliography|bibliographies|biblist|works-?cited|literature-?cited"
    r"|reference-?list|csl-bib-body|literaturverzeichnis|bibliografia|bibliographie|referencias|referencies)"
    r"(?:[_-](?:list|section|wrap|wrapper|body|content|container|columns\S*))?"
)
_NOTES = re.compile(r"(?:[\w-]*[_-])?(?:footnotes?|endnotes?|fn-?group|notes-?list)(?:[_-]\w+)?")
_ASIDE = re.compile(
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|footer|site-footer|page-footer|colophon|sidebar|share|sharing|sharedaddy"
    r"|share-\S*|social|social-\S*|addtoany\S*|newsletter\S*|cookies?|cookie-\S*|related|related-\S*|pagination|pager"
    r"|comments?|toc|table-of-contents|navbox\S*|site-header|printfooter|catlinks|mw-navigation|mw-panel|skip-links?"
    r"|wy-nav-side|sphinxsidebar\S*)"
)
_ROLES: dict[str, Area] = {
    "doc-bibliography": "references", "doc-endnotes": "notes", "doc-footnotes": "notes", "navigation": "aside",
    "contentinfo": "aside", "complementary": "aside", "search": "aside", "banner": "aside",
}  # fmt: skip
_ENTRIES = re.compile(
    r"csl-entry|ref|reference|references__item|c-article-references__item|bib-?item|bib-?entry|ltx_bibitem"
    r"|msobibliography|citation-?item|reference-?item|ref-?item|bibliography-?item|biblio-?entry|references-?item|citation-content"
)
_ENTRY_ROLES = frozenset({"doc-biblioentry", "doc-endnote"})
#: The anchors that Google's, Microsoft's and OpenOffice's documents give their notes.
_NOTE_ANCHOR = re.compile(r"(?:_?ftnt?|_?edn|sd(?:foot|end)note|fn|footnote|endnote)[-_:]?\d{1,4}(?:sym)?")
#: What nobody reads as part of an entry or heading: links for editing, back to the text, to the heading itself.
_UNREAD = re.compile(
    r"mw-editsection\S*|mw-cite-backlink|headerlink|header-anchor|anchorjs-link|footnote-backref|footnote-back|reversefootnote|data-footnote-backref|screen-reader-only|z3988"
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def tokens(attributes: Mapping[str, str]) -> list[str]:
    """Return the classes and the id of an element in lower case."""
    return [word.lower() for word in f"{attributes.get('class', '')} {attributes.get('id', '')}".split()[:40]]


def area(name: str, attributes: Mapping[str, str]) -> Area:
    """Return what an element says of what it holds, an empty string where it says nothing."""
    if name not in _PARTS:
        return ""
    role = _ROLES.get(attributes.get("role", "").lower(), "")
    if role and role != "aside":
        return role
    named = tokens(attributes)
    if any(_REFERENCES.fullmatch(token) for token in named):
        return "references"
    if any(_NOTES.fullmatch(token) for token in named):
        return "notes"
    return "aside" if role or name in _ASIDES or any(_ASIDE.fullmatch(token) for token in named) else ""


def is_entry(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element of a list of references is one of its entries."""
    if name not in ("div", "p", "section", "li", "article"):
        return False
    if attributes.get("role", "").lower() in _ENTRY_ROLES:
        return True
    return any(_ENTRIES.fullmatch(token) for token in attributes.get("class", "").lower().split()[:40])


def is_surely_entry(attributes: Mapping[str, str]) -> bool:
    """Return whether an element is an entry by its class or id alone, wherever it stands."""
    classes = attributes.get("class", "").lower().split()[:40]
    marked = any(name in classes for name in ("csl-entry", "msobibliography", "biblio-entry"))
    return (
        marked
        or attributes.get("role", "").lower() == "doc-biblioentry"
        or attributes.get("id", "").startswith("cite_note")
    )


def begins_note(attributes: Mapping[str, str]) -> bool:
    """Return whether a link is the number before a note, which leads back to the text."""
    named = attributes.get("id", "") or attributes.get("name", "")
    return attributes.get("href", "").startswith("#") and bool(_NOTE_ANCHOR.fullmatch(named.lower()))


def heads(attributes: Mapping[str, str]) -> bool:
    """Return whether a heading's id is that of a list of references."""
    return any(_REFERENCES.fullmatch(word) for word in attributes.get("id", "").lower().split()[:3])


def is_unread(name: str, attributes: Mapping[str, str]) -> bool:
    """Return whether nobody reads an element's text as part of the page's."""
    if name in _VOID or not attributes:
        return False
    return bool(_HIDDEN.search(attributes.get("style", ""))) or any(
        _UNREAD.fullmatch(token) for token in attributes.get("class", "").lower().split()[:40]
    )
