"""The kinds of page: one table of what reads each, its file name endings, and how its content is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.kinds import archives

if TYPE_CHECKING:
    from ccsvi_refs.pages.document import Document


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page.

    ``reader`` is the module and function that takes it apart, from text or, where it ``is_binary``, from bytes;
    ``extra`` the optional dependency that it needs.
    """

    name: str
    reader: str
    suffixes: tuple[str, ...] = ()
    is_binary: bool = False
    extra: str = ""


KINDS: dict[str, PageKind] = {
    kind.name: kind
    for kind in (
        PageKind("text", "markup:text", (".txt", ".text")),
        PageKind("markdown", "markup:markdown", (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".mdx", ".myst")),
        PageKind("html", "markup:html", (".html", ".htm", ".xhtml")),
        PageKind("rst", "markup:rst", (".rst", ".rest")),
        PageKind("latex", "latex:read", (".tex", ".latex", ".ltx", ".bbl")),
        PageKind("org", "org:read", (".org",)),
        PageKind("asciidoc", "asciidoc:read", (".adoc", ".asciidoc")),
        PageKind("mediawiki", "wiki:read", (".wiki", ".mediawiki")),
        PageKind("ipynb", "notebook:read", (".ipynb",)),
        PageKind("jats", "jats:read", (".jats", ".nxml")),
        PageKind("tei", "tei:read", (".tei",)),
        PageKind("mhtml", "mail:read", (".mhtml", ".mht"), is_binary=True),
        PageKind("rtf", "richtext:read", (".rtf",)),
        PageKind("docx", "word:read", (".docx", ".docm"), is_binary=True),
        PageKind("odt", "opendocument:read", (".odt", ".fodt"), is_binary=True),
        PageKind("epub", "book:read", (".epub",), is_binary=True),
        PageKind("pdf", "portable:read", (".pdf",), is_binary=True, extra="pdf"),
    )
}
#: File name ending → kind of page.
SUFFIXES = {suffix: kind.name for kind in KINDS.values() for suffix in kind.suffixes}


#: What a file's first bytes say.
_ARCHIVE, _PDF = b"PK\x03\x04", b"%PDF-"
_JATS = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:article|pmc-articleset)[\s>]",
    re.DOTALL,
)
_TEI = re.compile(
    r"\A\s*(?:<\?[^>]*>\s*)*(?:<!DOCTYPE[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:tei:)?(?:TEI|teiCorpus)[\s>]",
    re.DOTALL,
)


def by_bytes(data: bytes) -> str | None:
    """Return the kind of a page by its first bytes, None for text and what is not known."""
    if data[:1024].lstrip().startswith(_PDF):
        return "pdf"
    if data.startswith(_ARCHIVE):
        return archives.kind(data)
    head = data[:4096].lower()
    return "mhtml" if b"mime-version:" in head and b"multipart/related" in head else None


def by_text(text: str) -> str | None:
    """Return the kind of a page by how its text begins, None where that says nothing."""
    if text.startswith("{\\rtf"):
        return "rtf"
    if _JATS.match(text[:8000]):
        return "jats"
    if _TEI.match(text[:8000]):
        return "tei"
    start = text[:4000]
    if start.lstrip().startswith("{") and '"cells"' in text[:200_000] and '"nbformat"' in text:
        return "ipynb"
    if re.search(r"^\s*\\(?:documentclass|begin\{(?:thebibliography|document)\})", start, re.MULTILINE):
        return "latex"
    return None


def read(data: str | bytes, kind: str, path: str) -> Document:
    """Return a page taken apart; InputError where it is not of that kind, or needs what is not installed."""
    known = KINDS[kind]
    module, _, function = known.reader.partition(":")
    try:
        reader: Callable[[Any, str], Document] = getattr(import_module(f"{__name__}.{module}"), function)
        return reader(data, path)
    except ModuleNotFoundError as error:
        if not known.extra or (error.name or "").startswith("ccsvi_refs"):
            raise
        message = f"needs {error.name} to be read: install ccsvi-refs[{known.extra}]"
        raise InputError(message, Location(path)) from None
