"""MediaWiki's markup (https://www.mediawiki.org/wiki/Help:Formatting) to a document, with notes and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import mwparserfromhell
from mwparserfromhell.nodes import Template

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import rewritten

_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*")
_NOTE = re.compile(r"<ref\b(?P<said>[^<>/]{0,300})(?:/>|>(?P<text>.{0,5000}?)</ref\s*>)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CITES = re.compile(
    r"(?:cite|citation|vcite|cita|citar|literatur|internetquelle|ouvrage|article|lien web|книга|статья)\b",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(r"\[(?P<url>(?:https?:)?//[^\s\[\]]+)(?:\s+(?P<label>[^\[\]]*))?\]")
_INTERNAL = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<label>[^\[\]|]*)\]\]")
_QUOTES = re.compile(r"'{2,5}")
_LARGEST = 3_000_000


def read(source: str, path: str) -> Document:
    """Return a wiki page taken apart: its lines, then its notes as the list of references."""
    if len(source) > _LARGEST:
        raise InputError("is larger than a wiki page can be", Location(path))
    end = source.rfind("-->") + 3  # behind the last one no comment ends, and none is looked for
    shown = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source[:end]) + source[end:] if end > 2 else source
    notes = [
        (shown.count("\n", 0, match.start()) + 1, match["text"]) for match in _NOTE.finditer(shown) if match["text"]
    ]
    text = _NOTE.sub(lambda match: "\n" * match[0].count("\n"), shown)
    page = rewritten.Page()
    for number, line in _lines(text):
        _put(line, number, page)
    for number, note in notes:
        page.item(_inline(note), number, "references")
    return Document(page.blocks(path), source)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; a template over several lines is one."""
    held, start, depth = "", 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        start = start if held else number
        held = f"{held} {line}" if held else line
        depth = max(0, depth + line.count("{{") - line.count("}}"))
        if not depth or len(held) > 20_000:
            yield start, held
            held, depth = "", 0
    if held:
        yield start, held


def _put(line: str, number: int, page: rewritten.Page) -> None:
    if heading := _HEADING.fullmatch(line):
        page.heading(len(heading[1]), _inline(heading[2]), number)
    elif line[:1] in ("*", "#", ":", ";"):
        page.item(_inline(line.lstrip("*#:; ")), number)
    elif line.strip():
        page.paragraph(_inline(line), number)


def _inline(text: str) -> str:
    """Return a line as markup: citation templates as citation strings, other templates left out."""
    try:
        code = mwparserfromhell.parse(text, skip_style_tags=True) if _is_closed(text) else None
    except mwparserfromhell.parser.ParserError:
        code = None
    if code is None:
        return _linked(text)
    pieces = []
    for node in code.nodes:
        if not isinstance(node, Template):
            pieces.append(_linked(str(node)))
        elif _CITES.match(str(node.name).strip()):
            pieces.append(_citation({str(one.name).strip().lower(): _plain(str(one.value)) for one in node.params}))
    return "".join(pieces)


def _is_closed(text: str) -> bool:
    """Return whether a line has templates that end: many that do not cost the parser quadratic time."""
    return "{{" in text and text.count("{{") <= text.count("}}") + 5


def _linked(text: str) -> str:
    shown = _QUOTES.sub("", _INTERNAL.sub(lambda match: match["label"], text))
    pieces = []
    at = 0
    for match in _EXTERNAL.finditer(shown):
        pieces += [
            rewritten.text(shown[at : match.start()]),
            rewritten.link(match["url"], rewritten.text(match["label"] or "")),
        ]
        at = match.end()
    return "".join((*pieces, rewritten.text(shown[at:])))


def _plain(value: str) -> str:
    return " ".join(_QUOTES.sub("", _INTERNAL.sub(lambda match: match["label"], value)).split())


def _citation(said: Mapping[str, str]) -> str:
    """Return the citation string that a template of citation style 1 prints."""

    def first(*names: str) -> str:
        return next((said[name] for name in names if said.get(name)), "")

    date = first("date", "year", "datum", "jahr", "année", "fecha", "год")
    title = rewritten.text(first("title", "titel", "titre", "título", "titulo", "заглавие"))
    url = first("url", "lien", "ссылка")
    titled = rewritten.link(url, title) if url.startswith(("http", "//")) and title else title
    journal = first(
        "journal", "work", "website", "newspaper", "magazine", "périodique", "sammelwerk", "издание", "book-title"
    )
    volume, issue = first("volume", "band", "том"), first("issue", "number", "nummer", "numéro", "номер")
    pages = first("pages", "page", "seiten", "страницы", "pp")
    source = f"{journal} {volume}" + (f" ({issue})" if issue else "") + (f": {pages}" if pages else "")
    place = ": ".join(
        filter(
            None,
            (
                first("location", "place", "ort", "lieu", "место"),
                first("publisher", "verlag", "éditeur", "издательство"),
            ),
        )
    )
    head = "; ".join(_people(said)) + (f" ({date})" if date else "")
    parts = [head.strip(), titled, rewritten.text(source.strip()), rewritten.text(place)]
    known = (("doi", "doi:{}"), ("pmid", "PMID {}"), ("pmc", "PMC{}"), ("isbn", "ISBN {}"), ("arxiv", "arXiv:{}"))
    parts += [form.format(rewritten.text(said[name].removeprefix("PMC"))) for name, form in known if said.get(name)]
    return ". ".join(part for part in parts if part.strip()) + "."


def _people(said: Mapping[str, str]) -> Iterator[str]:
    """Yield the authors of a template."""
    for number in ("", *map(str, range(1, 40))):
        family = said.get(f"last{number}") or said.get(f"surname{number}") or said.get(f"nom{number}")
        given = said.get(f"first{number}") or said.get(f"given{number}") or said.get(f"prénom{number}") or ""
        whole = (
            said.get(f"author{number}")
            or said.get(f"autor{number}")
            or said.get(f"auteur{number}")
            or said.get(f"автор{number}")
        )
        if family or whole:
            yield rewritten.text(f"{family}, {given}".strip(", ") if family else str(whole))
    if vauthors := said.get("vauthors"):
        yield rewritten.text(vauthors)
