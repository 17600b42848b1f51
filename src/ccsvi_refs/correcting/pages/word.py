"""Word documents (.docx) written back: the text in their runs changes, or is marked as changed, and nothing else.

The parts that hold text are taken as XML source, one behind the other; ISO/IEC 29500-1, 17.3.2 (runs), 17.13.5
(revisions).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby

from ccsvi_refs.correcting.changes import Change, applied
from ccsvi_refs.correcting.pages.markup import Markup
from ccsvi_refs.correcting.pages.shown import Unit
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.kinds import archives

_PARTS = ("word/document.xml", "word/document2.xml", "word/footnotes.xml", "word/endnotes.xml")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[\w.-]+(?::[\w.-]+)?)(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<alone>/?)>",
    re.DOTALL,
)
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|amp|lt|gt|quot|apos);")
#: Elements that are seen as one character.
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
#: Elements whose text is no longer part of the document.
_GONE = frozenset({"del", "moveFrom"})


@dataclass(frozen=True, slots=True)
class Package:
    """A Word document: its bytes, the text of its parts one behind the other, and where each begins and ends."""

    data: bytes
    text: str
    bounds: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """One ``w:t``: where its tag, its text and its run's properties are, and whether its white space is kept."""

    tag: int
    start: int
    end: int
    properties: str
    kept: bool
    prefix: str


def read(data: bytes, path: str) -> Package:
    """Return a Word document; InputError where it is none or its text is not in UTF-8."""
    parts = archives.parts(data, path)
    text, bounds = "", []
    for name in _PARTS:
        if name in parts:
            try:
                source = parts[name].decode("utf-8")
            except UnicodeDecodeError:
                raise InputError(f"{name} in it is not in UTF-8", Location(path)) from None
            bounds.append((name, len(text), len(text) + len(source)))
            text += source
    return Package(data, text, tuple(bounds))


def written(package: Package, changes: Sequence[Change]) -> bytes:
    """Return the document's bytes with the changes made; every part that none of them is in has the bytes it had."""
    new: dict[str, bytes] = {}
    for name, start, end in package.bounds:
        inside = [
            replace(each, start=each.start - start, end=each.end - start)
            for each in changes
            if start <= each.start < end
        ]
        if inside:
            new[name] = applied(package.text[start:end], inside).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package.data)) as old, zipfile.ZipFile(out, "w") as made:
        made.comment = old.comment
        for info in old.infolist():
            content = new.get(info.filename)
            made.writestr(info, old.read(info) if content is None else content, compress_type=info.compress_type)
    return out.getvalue()


def units(source: str) -> Iterator[Unit]:
    """Yield the text in the runs of a document's parts, without what is marked as deleted."""
    gone = 0
    name, at = "", 0
    for tag in _TAG.finditer(source):
        if name == "t" and not gone:
            yield from _characters(source, at, tag.start())
        name = "" if tag["close"] or tag["alone"] or not tag["name"] else _local(tag["name"])
        at = tag.end()
        local = _local(tag["name"] or "")
        if local in _GONE and not tag["alone"]:
            gone += -1 if tag["close"] else 1
        elif local in _SIGNS and not tag["close"] and not gone:
            yield (_SIGNS[local], *tag.span())
        elif local == "p" and tag["close"]:
            yield "\n", *tag.span()


def _characters(source: str, start: int, end: int) -> Iterator[Unit]:
    at = start
    for match in _REFERENCE.finditer(source, start, end):
        yield source[at : match.start()], at, match.start()
        yield (unescape(match.group()), *match.span())
        at = match.end()
    yield source[at:end], at, end


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _texts(source: str) -> Iterator[_Text]:
    """Yield the texts of runs, in order."""
    properties, run = "", 0
    open_at: re.Match[str] | None = None
    began = -1
    for tag in _TAG.finditer(source):
        local = _local(tag["name"] or "")
        if local == "r" and not tag["close"]:
            properties, run = "", tag.end()
        elif local == "rPr" and not tag["close"] and tag.start() == run:
            began = tag.start()
            properties = tag.group() if tag["alone"] else ""
        elif local == "rPr" and tag["close"] and began == run:
            properties = source[began : tag.end()]
        elif local == "t" and not tag["close"] and not tag["alone"]:
            open_at = tag
        elif local == "t" and tag["close"] and open_at:
            prefix = open_at["name"].rpartition(":")[0]
            kept = "xml:space" in open_at["rest"]
            yield _Text(open_at.end() - 1, open_at.end(), tag.start(), properties, kept, f"{prefix}:" if prefix else "")
            open_at = None


def settled(source: str, changes: Sequence[Change]) -> list[Change]:
    """Return the changes with one more for each text whose white space at an end would be lost."""
    made = list(changes)
    for text, inside in _by_text(source, changes):
        new = applied(source[text.start : text.end], [_within(each, text) for each in inside])
        if not text.kept and new != new.strip():
            made.append(replace(inside[0], start=text.tag, end=text.tag, text=' xml:space="preserve"'))
    return sorted(made, key=lambda each: (each.start, each.end))


def tracked(source: str, changes: Sequence[Change], author: str, date: str) -> list[Change]:
    """Return the changes as revisions that Word shows, with who made them and when."""
    made: list[Change] = []
    number = max((int(found) for found in re.findall(r'\bid="(\d{1,9})"', source)), default=0)
    for text, inside in _by_text(source, changes):
        for each in inside:
            number += 2
            said = f'{text.prefix}id="{{}}" {text.prefix}author="{escape(author)}" {text.prefix}date="{date}"'
            made.append(replace(each, text=_revision(text, source[each.start : each.end], each.text, said, number)))
        if not text.kept:
            made.append(replace(inside[0], start=text.tag, end=text.tag, text=' xml:space="preserve"'))
    return sorted(made, key=lambda each: (each.start, each.end))


def _revision(text: _Text, old: str, new: str, said: str, number: int) -> str:
    """Return a run ended, what is deleted and inserted in runs of the same properties, and the run begun again."""
    w, space = text.prefix, ' xml:space="preserve"'
    run = f"<{w}r>{text.properties}"
    deleted = f"<{w}del {said.format(number)}>{run}<{w}delText{space}>{old}</{w}delText></{w}r></{w}del>" if old else ""
    inserted = f"<{w}ins {said.format(number + 1)}>{run}<{w}t{space}>{new}</{w}t></{w}r></{w}ins>" if new else ""
    return f"</{w}t></{w}r>{deleted}{inserted}{run}<{w}t{space}>"


def _by_text(source: str, changes: Sequence[Change]) -> Iterator[tuple[_Text, list[Change]]]:
    """Yield each text that changes with its changes, in order."""
    texts = list(_texts(source))
    placed = [
        (next((at for at, text in enumerate(texts) if text.start <= each.start and each.end <= text.end), -1), each)
        for each in sorted(changes, key=lambda each: (each.start, each.end))
    ]
    for at, group in groupby(placed, key=lambda pair: pair[0]):
        if at >= 0:
            yield texts[at], [each for _, each in group]


def _within(each: Change, text: _Text) -> Change:
    return replace(each, start=each.start - text.start, end=each.end - text.start)


def paragraphs(source: str) -> list[str]:
    """Return the text of a document's paragraphs, in order."""
    return "".join(text for text, _, _ in units(source)).split("\n")


MARKUP = Markup(
    units,
    re.compile(""),
    lambda text: escape(text, quote=False),
    lines=False,
    is_copied=False,
    in_runs=True,
)
