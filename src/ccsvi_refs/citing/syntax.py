"""Pandoc's citations in a Markdown text, each with its place: https://pandoc.org/MANUAL.html#citation-syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ccsvi_refs.citing.opaque import Ground, Span

#: Letters, digits and _, with single marks within; or anything without blanks between braces.
_KEY = re.compile(
    r"@(?:(?P<plain>(?:[^\W_]|_)(?:\w|[:.#$%&+?<>~/-](?=\w))*)|\{(?P<braced>(?:[^\s{}]|\{[^\s{}]*\})+)\})"
)
_NO_KEY_AFTER = re.compile(r"[^\W_]")
_BETWEEN = re.compile(r"[ \t]*(?:\n(?:[ \t]*>)*[ \t]*)?(?=\[)")
#: An example of Pandoc's numbered ones, https://pandoc.org/MANUAL.html#numbered-example-lists: (@good) This is one.
_EXAMPLE = re.compile(r"^[ \t]*\(@([\w-]+)\)[ \t]", re.MULTILINE)
_QUOTES = {'"': '"', "“": "”"}
#: Markup within which a cite stands in no row of cites.
_MARKUP = frozenset("*_~^")


@dataclass(frozen=True, slots=True)
class Cite:
    """One cite as written: its key and place, what stands before and after it, and whether its authors are left out."""

    key: str
    place: Span
    prefix: Span
    suffix: Span
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation with its place; ``narrative`` where the sentence has the authors.

    ``bare`` tells that what follows its first cite stands in brackets behind it, without the comma of a suffix;
    ``linked`` that it stands in the text of a link.
    """

    place: Span
    cites: tuple[Cite, ...]
    narrative: bool = False
    bare: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A note of the page's own: where it is referred to and by what label, or a whole note in the line, without one."""

    place: Span
    label: str = ""


def read(text: str, ground: Ground) -> list[Citation | Mark]:
    """Return the citations and notes of a text in the order of their places, a note in the line before its content."""
    found: list[Citation | Mark] = []
    examples = frozenset(_EXAMPLE.findall(text))
    for block in ground.blocks:
        if "@" in text[block.start : block.end] or "^" in text[block.start : block.end]:
            scan = _Scan(text, block, ground.skips, _brackets(text, block, ground.skips), examples)
            found += _within(scan, block)
    return found


@dataclass(frozen=True, slots=True)
class _Scan:
    """A block being read: what to skip by its start, where each bracket closes, and the page's numbered examples."""

    text: str
    block: Span
    skips: Mapping[int, int]
    closing: Mapping[int, int]
    examples: frozenset[str]


def _brackets(text: str, block: Span, skips: Mapping[int, int]) -> dict[int, int]:
    """Return where each bracket of a block closes."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    at = block.start
    while at < block.end:
        if at in skips:
            at = skips[at]
            continue
        if text[at] == "[":
            opened.append(at)
        elif text[at] == "]" and opened:
            closing[opened.pop()] = at
        at += 1
    return closing


def _within(scan: _Scan, span: Span) -> Iterator[Citation | Mark]:
    """Yield the citations and notes in a part of a block."""
    text, at, link = scan.text, span.start, span.start
    while at < span.end:
        found: Citation | Mark | None = None
        if at in scan.skips:
            at = scan.skips[at]
            continue
        if text[at] == "[" and at in scan.closing:
            found = _mark(scan, at) or _group(scan, at)
            end = scan.closing[at]
            link = max(link, end) if text[end + 1 : end + 2] in ("(", "[") else link
        elif text.startswith("^[", at) and at + 1 in scan.closing:
            yield Mark(Span(at + 2, scan.closing[at + 1]))
        elif text[at] == "@" or text.startswith("-@", at):
            found = _textual(scan, at)
        if found is not None:
            yield replace(found, linked=True) if isinstance(found, Citation) and at < link else found
        at = found.place.end if found is not None else at + 1


def _mark(scan: _Scan, at: int) -> Mark | None:
    """Return the reference to a footnote in brackets; none for the label that begins one."""
    end = scan.closing[at]
    if not scan.text.startswith("[^", at) or scan.text[at - 1 : at] == "^" or scan.text[end + 1 : end + 2] == ":":
        return None
    return Mark(Span(at, end + 1), scan.text[at + 2 : end])


def _group(scan: _Scan, at: int) -> Citation | None:
    """Return the citation in brackets, None where the brackets hold something else."""
    end = scan.closing[at]
    if scan.text[end + 1 : end + 2] in ("(", "[", "{") or scan.text[max(at - 1, 0) : at] == "^":
        return None
    cites = _row(scan, Span(at + 1, end))
    return Citation(Span(at, end + 1), tuple(cites)) if cites else None


def _row(scan: _Scan, span: Span) -> list[Cite]:
    """Return the cites between semicolons; none where one of the parts has no key."""
    cites = [_cite(scan, part) for part in _parts(scan, span)]
    return [one for one in cites if one is not None] if all(cites) else []


def _parts(scan: _Scan, span: Span) -> Iterator[Span]:
    """Yield the parts of a row: semicolons in quotation marks, brackets, code or emphasis part nothing."""
    start = at = span.start
    while at < span.end:
        if past := _past(scan, at, span.end):
            at = past
        elif scan.text[at] == ";":
            yield Span(start, at)
            start = at = at + 1
        else:
            at += 1
    yield Span(start, span.end)


def _past(scan: _Scan, at: int, end: int) -> int:
    """Return the place behind what opens here and is a part of its own: code, brackets, a quotation; 0 for nothing."""
    sign = scan.text[at]
    if at in scan.skips:
        return scan.skips[at]
    if sign == "[" and at in scan.closing:
        return scan.closing[at] + 1
    return _closed(scan, at, end) if sign in _QUOTES or sign in _MARKUP else 0


def _closed(scan: _Scan, at: int, end: int) -> int:
    """Return where a quotation or an emphasis that opens here ends, 0 where it opens none."""
    text, sign = scan.text, scan.text[at]
    if text[at + 1 : at + 2].isspace() or (at and text[at - 1].isalnum()):
        return 0
    found = text.find(_QUOTES.get(sign, sign), at + 1, end)
    return found + 1 if found > at + 1 and not text[found - 1].isspace() else 0


def _cite(scan: _Scan, part: Span) -> Cite | None:
    """Return the cite in a part of a row: the first key that stands in no markup."""
    at = part.start
    while at < part.end:
        if past := _past(scan, at, part.end):
            at = past
        elif key := _key(scan, at, part.end):
            return Cite(key.key, key.place, Span(part.start, at), Span(key.place.end, part.end), key.suppressed)
        else:
            at += 1
    return None


def _key(scan: _Scan, at: int, end: int) -> Cite | None:
    """Return the key that stands at a place, with a hyphen before it or without."""
    text = scan.text
    suppressed = text.startswith("-@", at)
    if (text[at] != "@" and not suppressed) or (at and _NO_KEY_AFTER.match(text[at - 1])):
        return None
    found = _KEY.match(text, at + suppressed, end)
    if found is None:
        return None
    if found["plain"] in scan.examples and text[max(at - 1, 0) : at] == "(" and text.startswith(")", found.end()):
        return None
    nothing = Span(found.end(), found.end())
    return Cite(found["plain"] or found["braced"], Span(at, found.end()), nothing, nothing, suppressed)


def _textual(scan: _Scan, at: int) -> Citation | None:
    """Return the citation whose authors the sentence has, with what stands in brackets behind it."""
    cite = _key(scan, at, scan.block.end)
    if cite is None:
        return None
    place = cite.place
    cites: tuple[Cite, ...] = (cite,)
    between = _BETWEEN.match(scan.text, place.end, scan.block.end)
    bare = _bracketed(scan, cite, between.end()) if between else None
    if bare is not None and between is not None:
        place, cites = Span(place.start, scan.closing[between.end()] + 1), bare
    return Citation(place, cites, not cite.suppressed, bare is not None)


def _bracketed(scan: _Scan, cite: Cite, at: int) -> tuple[Cite, ...] | None:
    """Return the cites of a narrative citation with brackets behind it: a locator or more cites."""
    end = scan.closing.get(at)
    if end is None or scan.text.startswith("[^", at) or scan.text[end + 1 : end + 2] in ("(", "[", "{"):
        return None
    if row := _row(scan, Span(at + 1, end)):
        return (cite, *row)
    first, *others = _parts(scan, Span(at + 1, end))
    rest = [_cite(scan, part) for part in others]
    if _cite(scan, first) is not None or not all(rest):
        return None
    own = Cite(cite.key, cite.place, cite.prefix, first, cite.suppressed)
    return (own, *(one for one in rest if one is not None))
