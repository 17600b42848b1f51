"""Text with its markup in it: plain, Markdown, HTML, reStructuredText."""

from __future__ import annotations

import re
from dataclasses import replace

from ccsvi_refs.pages import embedded, metadata, plain, rest
from ccsvi_refs.pages import html as hypertext
from ccsvi_refs.pages import markdown as commonmark
from ccsvi_refs.pages.document import Document, Named
from ccsvi_refs.pages.intext import keyed

_BIBLIOGRAPHY = re.compile(
    r"^[ \t]*(?:\.\.\s+|[`~:]{3,}\{)(?:foot)?bibliography(?:::|\})[ \t]*(?P<files>[^\n]*)", re.MULTILINE
)


def text(source: str, path: str) -> Document:
    """Return a plain text taken apart."""
    return Document(plain.read(source, path), source)


def html(source: str, path: str) -> Document:
    """Return an HTML page taken apart."""
    return Document(hypertext.read(source, path), source, held=embedded.references(source, path))


def markdown(source: str, path: str) -> Document:
    """Return a Markdown page taken apart, with what it cites as Pandoc, Quarto and MyST do."""
    head = metadata.read(source, path)
    keys = (
        *keyed.pandoc(source, path),
        *keyed.roles(source, path),
        *(keyed.Key(key, f"@{key}", None, hidden=True) for key in head.hidden),
    )
    return Document(
        commonmark.read(source, path),
        source,
        keys=keys,
        labels=keyed.notes(source, path),
        bibliographies=(*head.bibliographies, *_directives(source)),
        everything=head.everything,
        records=head.records,
        problems=head.problems,
    )


def rst(source: str, path: str) -> Document:
    """Return a reStructuredText page taken apart, with what it cites by role and by label."""
    document = Document(rest.read(source, path), source, keyed.roles(source, path), keyed.labels(source, path))
    return replace(document, bibliographies=_directives(source))


def _directives(source: str) -> tuple[Named, ...]:
    """Return the bibliographies that directives of sphinxcontrib-bibtex name, https://sphinxcontrib-bibtex.readthedocs.io."""
    return tuple(
        Named(name, source.count("\n", 0, match.start()) + 1)
        for match in _BIBLIOGRAPHY.finditer(source)
        for name in match["files"].split()
    )
