"""A page's citations by key, written in a style while MkDocs builds it, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mkdocs.structure.files import File

from ccsvi_refs import citing, rendering
from ccsvi_refs.building import Notice, Threshold, as_notice, shown
from ccsvi_refs.citing import Cited, Fault
from ccsvi_refs.model import Reference

#: What Python-Markdown needs for the Markdown in divisions of HTML, and for the notes of note styles.
EXTENSIONS = ("md_in_html", "footnotes")
#: How the divisions of a bibliography begin, https://python-markdown.github.io/extensions/md_in_html/
_DIVISION = re.compile(
    r'^<div id="ref(?:s|-[^"\n]*)" class="(?:references|csl-entry)\b[^"\n]*"(?: role="[a-z]+")?(?=>)', re.MULTILINE
)


def find_style(name: str) -> None:
    """Refuse a style that there is not, before any page is read; StyleError says which."""
    if name:
        rendering.find_style(name)


def written(markdown: str, file: File, references: Sequence[Reference], style: str) -> Cited:
    """Return a page's Markdown, which MkDocs has taken the metadata off, with its citations written."""
    path = shown(file.abs_src_path or file.src_uri)
    source = file.content_string
    known = citing.sources(source, path, references, style=style)
    cited = citing.cite(markdown, path, known)
    cited = replace(cited, text=_DIVISION.sub(r'\g<0> markdown="1"', cited.text))
    above = _above(source, markdown)
    named = len(known.faults)  # these speak of the metadata, in places of the whole source
    return replace(cited, faults=(*cited.faults[:named], *(_moved(fault, above) for fault in cited.faults[named:])))


def _above(source: str, markdown: str) -> int | None:
    """Return the lines above the Markdown in its source, None where another plugin has changed it."""
    body = markdown.strip()
    at = source.replace("\r\n", "\n").find(body)
    return source.count("\n", 0, at) - (len(markdown) - len(markdown.lstrip("\n"))) if at >= 0 else None


def _moved(fault: Fault, above: int | None) -> Fault:
    place = fault.location
    if place is None or not place.line:
        return fault
    return replace(fault, location=replace(place, line=place.line + above if above is not None else 0, column=0))


def notices(faults: Iterable[Fault], told: Iterable[Notice], threshold: Threshold) -> Iterator[Notice]:
    """Yield what is to be said of faults, without those whose places have been spoken of already."""
    known = {(one.location.path, one.location.line) for one in told if one.location}
    for fault in faults:
        if not (fault.location and fault.location.line and (fault.location.path, fault.location.line) in known):
            yield as_notice(fault, threshold)
