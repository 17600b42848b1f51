"""The inline content of a Markdown block to lines: text, links, raised numbers and notes, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import html, labels, tags
from ccsvi_refs.pages.blocks import Line
from ccsvi_refs.pages.finding import Source
from ccsvi_refs.text import addresses, marks

_BREAKS = frozenset({"softbreak", "hardbreak"})
_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML_QUOTED = re.compile(r"<(/?)q\b[^>]*>", re.IGNORECASE)
_HTML_RAISED = re.compile(r"<(/?)sup\b[^>]*>", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """The line being put together; an open link has its address, where its label began, its place and label so far."""

    text: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    raised: list[tuple[str, Location]] = field(default_factory=list)
    location: Location | None = None
    link: tuple[str, int, Location, str] | None = None
    alt: str = ""
    inner: int = 0
    sup: tuple[int, Location] | None = None


def lines(children: list[Token], source: Source, mark: str) -> Iterator[Line]:
    """Yield the lines of one block's inline content; a soft break ends a line too."""
    draft = _Draft()
    for child in children:
        if child.type in _BREAKS or (child.type == "html_inline" and _HTML_BREAK.match(child.content)):
            if line := _line(draft, mark):
                yield line
                mark = ""
            draft = _Draft(link=_carried(draft), alt=draft.alt if draft.link else "")
            if child.type in _BREAKS:
                source.next_line()
        else:
            _add(child, draft, source)
    if line := _line(draft, mark):
        yield line


def _carried(draft: _Draft) -> tuple[str, int, Location, str] | None:
    """Return a link that goes on in the next line, with what its label holds already."""
    if draft.link is None:
        return None
    url, start, place, label = draft.link
    return url, 0, place, " ".join(filter(None, (label, "".join(draft.text[start:]).strip())))


def _add(child: Token, draft: _Draft, source: Source) -> None:
    if child.type == "link_open":
        url = str(child.attrs.get("href", ""))
        draft.link = (url, len(draft.text), source.look(url) if child.info == "auto" else source.place("["), "")
    elif child.type == "image":
        _add_image(child, draft, source)
    elif child.type == "footnote_ref":
        draft.raised.append((f"^{child.meta.get('label', '')}", source.look("[^")))
    elif child.type == "html_inline" and not draft.link and (url := tags.href(child.content)):
        draft.link = (url, len(draft.text), source.place(child.content), "")
    elif draft.link and (child.type == "link_close" or child.content.lower() == "</a>"):
        _end_link(draft, source)
    elif child.type == "html_inline":
        _add_tag(child.content, draft, source)
    elif child.type in ("text", "code_inline"):
        if not draft.link and child.type == "text":
            draft.links += _bare(child.content, source)
        place = source.place(child.content)
        draft.location = draft.location or place
        draft.text.append(child.content)


def _add_tag(tag: str, draft: _Draft, source: Source) -> None:
    """Take in a tag within the text: of a number set high, of a quotation, or of something that the page takes in."""
    if raised := _HTML_RAISED.fullmatch(tag):
        _raise(bool(raised[1]), draft, source)
    elif quoted := _HTML_QUOTED.fullmatch(tag):
        draft.text.append("”" if quoted[1] else "“")
    else:
        taken = tags.resources_of(tag, source.base)
        source.resources += [Link(url, label, source.look(tag)) for url, label in taken]


def _add_image(child: Token, draft: _Draft, source: Source) -> None:
    if draft.link:
        draft.alt = child.content
    if url := addresses.absolute(str(child.attrs.get("src", "")), source.base):
        source.resources.append(Link(url, child.content, source.look("![")))


def _end_link(draft: _Draft, source: Source) -> None:
    if draft.link is None:
        return
    url, start, place, before = draft.link
    label = " ".join(filter(None, (before, "".join(draft.text[start:]).strip()))) or draft.alt
    if target := addresses.absolute(url, source.base):
        draft.links.append(Link(target, "" if label == target else labels.plain(label), source.near(url) or place))
    else:
        draft.inner += len(label)
    draft.link, draft.alt = None, ""


def _raise(closes: bool, draft: _Draft, source: Source) -> None:
    """Make a number set high a list mark where it begins the line, else note that it may cite."""
    if not closes:
        draft.sup = (len(draft.text), source.look(""))
        return
    if draft.sup is None:
        return
    start, place = draft.sup
    draft.sup = None
    number = "".join(draft.text[start:]).strip()
    if len(number) < 40 and html.RAISED.fullmatch(number):
        if "".join(draft.text[:start]).strip():
            draft.raised.append((number, place))
        else:
            draft.text.append(" " if "]" in number else ". ")


def _bare(text: str, source: Source) -> list[Link]:
    """Return the addresses printed in a piece of text, each found again in the source from where the last one was."""
    start = source.at
    links = [Link(found.url, "", source.place(text[found.start : found.end])) for found in addresses.find(text)]
    source.at = start
    return links


def _line(draft: _Draft, mark: str) -> Line | None:
    text = "".join(draft.text).strip()
    location = draft.location or (draft.links[0].location if draft.links else None)
    if location is None:
        return None
    printed = marks.length(text)
    location = replace(location, column=location.column + printed) if draft.text[:1] == [text] else location
    printed_mark = text[:printed].strip()
    shown = printed_mark if marks.number(printed_mark) else mark or printed_mark
    return Line(text[printed:], location, tuple(draft.links), shown, 0, draft.inner, tuple(draft.raised))
