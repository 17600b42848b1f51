"""``ccsvi-refs cite``: a page's citations by key, written in a style."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from ccsvi_refs import citing, files, pages
from ccsvi_refs.cli.terminal import FINDINGS, complain
from ccsvi_refs.cli.writing import emit_page
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference

#: A tree is some ten times as long as its page.
_MOST_OF_A_TREE = 10 * files.MOST


def cite(
    page: str,
    style: str | None,
    to: str,
    files_: tuple[str, ...],
    locale: str | None,
    link_citations: bool | None,
    output: str | None,
) -> int:
    """Write the citations of a Markdown PAGE, [@key, p. 3], and its bibliography in a CSL style.

    .org, .tex, .rst, .ipynb and .typ are read by Pandoc.
    """
    text, encoding = _page(page)
    references: list[Reference] = []
    for name in files_:
        found = pages.load(name)
        references += found.references
        for problem in found.problems:
            complain(f"{problem.location or name}: {problem.message}")
    document = citing.tree(text, page)
    sources = citing.sources(
        *(text, page, references), style=style, locale=locale, link_citations=link_citations, document=document
    )
    if to in ("markdown", "html") and document is None:
        cited = citing.cite(text, page, sources, to)
        if cited.text == text:
            complain(f"{page}: no citation by a key, such as [@key, p. 3], was found")
        emit_page(cited.text, output, encoding if to == "markdown" else "utf-8")
        return _said(cited.faults, page)
    if to == "docx" and output is None and sys.stdout.isatty():
        raise click.UsageError("a .docx is no text for a terminal: give --output FILE")
    converted = citing.converted(text, page, sources, to, document)
    emit_page(converted.data, output)
    return _said(converted.faults, page)


def _said(faults: Sequence[citing.Fault], page: str) -> int:
    for fault in faults:
        complain(f"{fault.location or page}: {fault.message}")
    return FINDINGS if faults else 0


def pandoc_filter(target: str) -> int:  # noqa: ARG001  # Pandoc says what it writes
    """Write the citations of a document that Pandoc hands over as JSON: `pandoc --filter ccsvi-refs-pandoc`."""
    data = files.within(sys.stdin.buffer, _MOST_OF_A_TREE, "-")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {error}", Location("-")) from None
    if not isinstance(document, dict):
        raise InputError("is no document of Pandoc's", Location("-"))
    written, faults = citing.pandoc.filtered(document)
    sys.stdout.buffer.write(json.dumps(written).encode())
    for fault in faults:
        complain(fault)
    return 0


def _page(name: str) -> tuple[str, str]:
    """Return a page's text with its line ends, and the encoding it is in."""
    data = files.within(sys.stdin.buffer, files.MOST, "-") if name == "-" else files.contents(name)
    decode(data, name)  # InputError for what is no text
    for encoding in ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    return decode(data, name), "utf-8"
