"""Citations as a page asks for them → their texts and the bibliography, in one style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ccsvi_refs.citing.options import Options
from ccsvi_refs.csl import Locale, Processor, Style
from ccsvi_refs.csl.cluster import Cluster
from ccsvi_refs.csl.locale import is_known, load_locale
from ccsvi_refs.csl.program import overridden
from ccsvi_refs.errors import StyleError
from ccsvi_refs.location import Location
from ccsvi_refs.rendering import find_style
from ccsvi_refs.rendering.framing import ANCHOR
from ccsvi_refs.rendering.styles import StyleSource

#: What begins the keys of cross-references, which are no citations where no work has such a key: of Quarto,
#: https://quarto.org/docs/authoring/cross-references.html, and of the filter pandoc-crossref.
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|suppfig)[-:]", re.IGNORECASE
)
#: The first letter of a text, behind tags and marks.
_FIRST = re.compile(r"((?:<[^<>]*>|[^\w<&(])*)([^\W\d_])")


def refers_within(keys: Sequence[str], items: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether keys are those of figures, tables and the like, and no works."""
    return all(map(_CROSS_REFERENCE.match, keys)) and not {*keys} & {*map(_id, items)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A citation that a page asks for: its cites as CSL-JSON has them, and where it stands.

    ``note`` is the number of the note it stands in, ``own`` tells that the page itself has that note; then ``opens``
    and ``closes`` tell that nothing of the note stands before it, and behind it.
    """

    cites: tuple[Mapping[str, Any], ...]
    narrative: bool = False
    note: int = 0
    own: bool = False
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography: the item's id, its text in the format asked for, and in HTML."""

    id: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Woven:
    """The texts of all citations and the bibliography; ``notes`` where the style sets citations in notes.

    ``classes`` are those of the bibliography in HTML; ``missing`` are the keys of which there is no item; ``refused``
    is what could not be used.
    """

    clusters: tuple[Cluster, ...]
    entries: tuple[Entry, ...]
    notes: bool
    classes: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loom:
    """A style and a language, made ready for a page's citations; ``locale`` has the style's own terms over it."""

    style: Style
    locale: Locale
    plain: Locale
    chosen: Options
    problems: tuple[str, ...] = ()


def loom(chosen: Options) -> Loom:
    """Return the style and language that a page's citations are to be written in; StyleError where there is none."""
    style = _parsed(find_style(chosen.style))
    tag = chosen.locale
    problems: tuple[str, ...] = ()
    if tag is not None and not is_known(tag):
        problems, tag = (f"there is no locale for {tag!r}: the style's own is used",), None
    locale = _locale(tag or style.default_locale or "en-US")
    return Loom(style, overridden(locale, style.locales), locale, chosen, problems)


@lru_cache(maxsize=8)
def _parsed(source: StyleSource) -> Style:
    try:
        return Style.parse(source.xml, parent=lambda _: source.parent or b"")
    except StyleError as error:
        raise StyleError(error.message, Location(source.name, error.location.line if error.location else 0)) from None


@lru_cache(maxsize=8)
def _locale(tag: str) -> Locale:
    return load_locale(tag)


def weave(
    ready: Loom, asked: Sequence[Asked], items: Iterable[Mapping[str, Any]], to: str, hypertext: bool = False
) -> Woven:
    """Return what a page's citations become; ``hypertext`` asks for the entries in HTML too."""
    listed = list(items)
    document, uncited = _document(ready, asked, listed, to)
    clusters = tuple(
        _placed(one, cluster, ready.style.is_note) for one, cluster in zip(asked, document.clusters(), strict=True)
    )
    shown = (bool(asked) or bool(uncited)) and not ready.chosen.suppress_bibliography
    entries = document.bibliography().entries if shown else ()
    other = _document(ready, asked, listed, "html")[0].bibliography().entries if shown and hypertext else entries
    return Woven(
        clusters,
        tuple(Entry(entry.id, entry.text, twin.text) for entry, twin in zip(entries, other, strict=True)),
        ready.style.is_note,
        _classes(document),
        frozenset(str(cite["id"]) for one in asked for cite in one.cites) - set(map(_id, listed)),
        (*ready.problems, *map(str, document.refused)),
    )


def _document(
    ready: Loom, asked: Sequence[Asked], listed: Sequence[Mapping[str, Any]], to: str
) -> tuple[Processor, list[str]]:
    """Return a document with the citations asked for, and the keys of what it lists besides."""
    chosen = ready.chosen
    document = Processor(
        ready.style,
        listed,
        ready.plain,
        to,
        links=chosen.link_bibliography,
        abbreviations=chosen.abbreviations,
        anchor=f"#{ANCHOR}" if chosen.link_citations else "",
        marks_missing=True,
    )
    for one in asked:
        inside = one.own and ready.style.is_note
        mode = "composite" if one.narrative else ""
        note, ends = one.note if ready.style.is_note else 0, (one.opens and one.closes) or not inside
        worded = any(cite.get("prefix") or cite.get("suffix") for cite in one.cites)  # words tie cites to one another
        document.cite(one.cites, note, mode=mode, ends=ends, sorts=not worded)
    uncited = [key for key in map(_id, listed) if chosen.everything or key in chosen.uncited]
    document.nocite(uncited)
    return document, uncited


def _placed(asked: Asked, cluster: Cluster, in_notes: bool) -> Cluster:
    """Return a citation's text as its place asks for it: a note begins with a capital, a part of one is in brackets."""
    if not in_notes:
        return cluster
    if asked.own and cluster.narrative:
        return replace(cluster, joint=" " if cluster.text.startswith(("(", "\\(")) else ", ")
    if asked.own and not asked.opens:
        if asked.narrative or not cluster.text:
            return cluster
        return replace(cluster, text=f"({cluster.text})")
    return replace(cluster, text=capitalized(cluster.text))


def capitalized(text: str) -> str:
    """Return a text with its first letter in upper case."""
    found = _FIRST.match(text)
    return text[: found.start(2)] + found[2].upper() + text[found.end(2) :] if found else text


def _id(item: Mapping[str, Any]) -> str:
    return str(item.get("id"))


def _classes(document: Processor) -> tuple[str, ...]:
    found = document.style.bibliography
    hanging = found is not None and found.attrs.get("hanging-indent") == "true"
    return ("references", "csl-bib-body", *(["hanging-indent"] if hanging else []))
