"""A .bib file → its entries with strings put in and parents' fields inherited; what is broken → problems.

bibtexparser splits the file (https://bibtexparser.readthedocs.io/); its middleware is not used, since it copies every
entry. Inheritance follows biblatex's default rules (appendix B of its manual).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from ccsvi_refs.formats.bibtex import repair as bibtex_repair
from ccsvi_refs.formats.bibtex.fields import CONTAINED, MONTH_NAMES, MONTHS
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r'\\[^"]|[{}"]', re.DOTALL)
_PIECE = re.compile(r"\s*(?:#\s*)?")
_MACRO = re.compile(r"[^\s#\"{},%]+")
#: Fields a child never takes from its parent.
_OWN = frozenset(
    {"ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
     "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "doi",
     "url", "pages"}
)  # fmt: skip
#: What a parent's field becomes in a child that is contained in it.
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_IN_PERIODICAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it reports, we return as problems


@dataclass(slots=True)
class RawEntry:
    """An entry as written: type and field names in lower case, values in LaTeX without their outer delimiters."""

    kind: str
    key: str
    line: int
    fields: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict)


def entries(text: str, path: str) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries in order with inherited fields, and what could not be read."""
    found: list[RawEntry] = []
    problems: list[Problem] = []
    strings: dict[str, str] = {month: month for month in MONTHS}
    for block in Splitter(text).split().blocks:
        entry = _salvaged(block, text, path, problems) if isinstance(block, ParsingFailedBlock) else block
        if isinstance(entry, String):
            strings[entry.key.lower()] = _value(str(entry.value), strings, None, path, 0)
        elif isinstance(entry, Entry):
            found.append(_raw(entry, strings, problems, path))
    _inherit(found, problems, path)
    return found, problems


def _salvaged(block: ParsingFailedBlock, text: str, path: str, problems: list[Problem]) -> object:
    """Return what a block that failed still holds; a repeated key is no failure here, the rest becomes a problem."""
    place = Location(path, (block.start_line or 0) + 1)
    inner = block.ignore_error_block
    if isinstance(block, DuplicateBlockKeyBlock):
        return inner
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        problems.append(Problem(f"the field {names} is given more than once; the first counts", place))
        return inner
    if entry := bibtex_repair.keyless(text, block):
        return entry
    raw = (block.raw or "").strip()
    reason = getattr(block.error, "abort_reason", "") or str(block.error)
    problems.append(Problem(f"this entry cannot be read: {reason.strip()}", place, raw[:5000]))
    return None


def _raw(entry: Entry, strings: Mapping[str, str], problems: list[Problem], path: str) -> RawEntry:
    raw = RawEntry(entry.entry_type.lower(), entry.key.strip(), (entry.start_line or 0) + 1, {})
    parts = [part for item in entry.fields for part in bibtex_repair.fields(item)]
    for name, written, line in parts:
        value = _value(written, strings, problems, path, line)
        if name not in raw.fields and value.strip():
            raw.fields[name] = value
            raw.lines[name] = line
    if len(parts) > len(entry.fields):
        problems.append(Problem("a comma is missing between two fields", Location(path, raw.line)))
    return raw


def _value(raw: str, strings: Mapping[str, str], problems: list[Problem] | None, path: str, line: int) -> str:
    """Return a field's value without delimiters, macros replaced and pieces joined."""
    text = raw.strip()
    if text[:1] == "{" and text[-1] == "}" and "{" not in text[1:] and "\\" not in text:
        return text[1:-1]
    if text[:1] == "{" and _closing(text, 0) == len(text) - 1:
        return text[1:-1]
    pieces, position = [], 0
    while position < len(text):
        start = _PIECE.match(text, position).end()  # type: ignore[union-attr]  # the pattern matches the empty string
        if start >= len(text):
            break
        piece, position = _piece(text, start)
        known = strings.get(piece.lower()) if position - start == len(piece) else piece
        if known is None and not piece.isdigit():
            known = MONTH_NAMES.get(piece.lower())
            if known is None and problems is not None:
                problems.append(Problem(f"the abbreviation {piece!r} is not defined", Location(path, line), piece))
        pieces.append(piece if known is None else known)
    return "".join(pieces)


def _piece(text: str, start: int) -> tuple[str, int]:
    """Return the content of the group, quotation, number or macro that begins at ``start``, and where it ends."""
    if text[start] == "{":
        end = _closing(text, start)
        return text[start + 1 : end], end + 1
    if text[start] == '"':
        end = _quote(text, start)
        return text[start + 1 : end], end + 1
    match = _MACRO.match(text, start)
    return (match.group(), match.end()) if match else (text[start], start + 1)


def _closing(text: str, start: int) -> int:
    depth = 0
    for match in _BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if not depth:
            return match.start()
    return len(text)


def _quote(text: str, start: int) -> int:
    depth = 0
    for match in _QUOTES.finditer(text, start + 1):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if match.group() == '"' and depth <= 0:
            return match.start()
    return len(text)


def _inherit(found: list[RawEntry], problems: list[Problem], path: str) -> None:
    by_key = {entry.key.lower(): entry for entry in reversed(found) if entry.key}
    done: set[int] = set()
    for entry in found:
        _complete(entry, by_key, done, problems, path)


def _complete(
    entry: RawEntry, by_key: Mapping[str, RawEntry], done: set[int], problems: list[Problem], path: str
) -> None:
    """Take over the fields of the entry's parents, after those have taken theirs; a circle ends where it began."""
    chain = [entry]
    while chain:
        current = chain[-1]
        waiting = [parent for _, parent in _parents(current, by_key, None, path) if id(parent) not in done]
        done.add(id(current))
        if waiting and len(chain) < 20:
            chain.append(waiting[0])
            continue
        chain.pop()
        for relation, parent in _parents(current, by_key, problems if not chain or current is entry else None, path):
            _take(current, parent, relation)


def _parents(
    entry: RawEntry, by_key: Mapping[str, RawEntry], problems: list[Problem] | None, path: str
) -> Iterator[tuple[str, RawEntry]]:
    for relation in ("xdata", "crossref"):
        for key in entry.fields.get(relation, "").split(","):
            parent = by_key.get(key.strip().lower())
            if parent is not None and parent is not entry:
                yield relation, parent
            elif key.strip() and problems is not None:
                place = Location(path, entry.lines.get(relation, entry.line))
                problems.append(
                    Problem(f"{relation} names {key.strip()!r}, which is not in the file", place, key.strip())
                )


def _take(child: RawEntry, parent: RawEntry, relation: str) -> None:
    renamed: dict[str, str] = {}
    if relation == "crossref" and child.kind in CONTAINED:
        renamed = _IN_PERIODICAL if parent.kind == "periodical" else _RENAMED
    for name, value in parent.fields.items():
        if name in _OWN and not (relation == "xdata" and name in ("doi", "url", "pages")):
            continue
        if relation == "crossref" and renamed and name in ("shorttitle", "sorttitle", "indextitle"):
            continue
        target = renamed.get(name, name)
        if target not in child.fields and not (name == "journal" and "journaltitle" in child.fields):
            child.fields[target] = value
