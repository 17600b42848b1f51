"""A field that an entry of a .bib file lacks → where it is put in, set as the entry sets its others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.formats.bibtex.scanning import Block, Field

#: What a new field stands behind, the best first; everything else comes last.
_AFTER = {
    "volume": ("journaltitle", "journal", "booktitle"),
    "number": ("volume", "journaltitle", "journal"),
    "issue": ("number", "volume", "journaltitle", "journal"),
    "pages": ("number", "issue", "volume", "journaltitle", "journal"),
    "year": ("journaltitle", "journal", "title"),
    "date": ("journaltitle", "journal", "title"),
}
_BETWEEN = re.compile(r"\s*,\s*")
_COMMENT = re.compile(r"[ \t]*,?[ \t]*%")
_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_EQUALS = re.compile(r"([ \t]*)=([ \t]*)")


def inserted(text: str, block: Block, name: str, value: str) -> Edit:
    """Return the edit that puts a field into an entry."""
    anchor = _anchor(text, block, name)
    between = _between(text, block)
    field = f"{_cased(text, block, name)}{_assignment(text, block, name)}{_delimited(text, block, value)}"
    at = anchor.pieces[-1].end if anchor else block.opened
    return Edit(at, at, f"{between}{field}")


def removed(block: Block, field: Field) -> Edit:
    """Return the edit that takes a field, and the comma that parts it from the one before, out of an entry."""
    place = block.fields.index(field)
    start = block.fields[place - 1].pieces[-1].end if place else block.opened
    return Edit(start, field.pieces[-1].end, "")


def _anchor(text: str, block: Block, name: str) -> Field | None:
    """Return the field behind which a new one goes: none behind which a comment stands in its line."""
    free = [each for each in block.fields if not _COMMENT.match(text, each.pieces[-1].end)]
    for wanted in _AFTER.get(name, ()):
        for field in free:
            if field.name == wanted:
                return field
    return free[-1] if free else None


def _between(text: str, block: Block) -> str:
    """Return what most often parts two fields of the entry."""
    ends = [block.opened, *(field.pieces[-1].end for field in block.fields)]
    found = [text[end : field.start] for end, field in zip(ends, block.fields, strict=False)]
    whole = [_LINES.sub("\n", gap) for gap in found if _BETWEEN.fullmatch(gap)]
    if whole:
        return Counter(reversed(whole)).most_common(1)[0][0]
    return ",\n  " if "\n" in text[block.start : block.end] else ", "


def _cased(text: str, block: Block, name: str) -> str:
    """Return a field's name in the case in which the entry writes most of its own."""
    names = [text[field.start : field.start + len(field.name)] for field in block.fields]
    if sum(map(str.isupper, names)) * 2 > len(names):
        return name.upper()
    if sum(each[:1].isupper() for each in names) * 2 > len(names):
        return name.upper() if name in ("doi", "pmid", "pmcid") else name.capitalize()
    return name


def _assignment(text: str, block: Block, name: str) -> str:
    """Return the equals sign with the spaces around it, so that it stands under those of the other fields."""
    found = [(field, match) for field in block.fields if (match := _equals(text, field))]
    if not found:
        return " = "
    if column := _column([len(field.name) + len(match[1]) for field, match in found], found):
        return f"{' ' * max(column - len(name), 1)}={found[-1][1][2]}"
    if column := _column([len(field.name) + len(match[0]) for field, match in found], found):
        before = found[-1][1][1]
        return f"{before}={' ' * max(column - len(name) - len(before) - 1, 1)}"
    return Counter(match[0] for _, match in found).most_common(1)[0][0]


def _equals(text: str, field: Field) -> re.Match[str] | None:
    return _EQUALS.match(text, field.start + len(field.name))


def _column(places: Sequence[int], found: Sequence[tuple[Field, re.Match[str]]]) -> int:
    """Return the column in which something stands in nearly all fields, 0 where names of one length say nothing."""
    column, times = Counter(places).most_common(1)[0]
    lengths = {len(field.name) for field, _ in found}
    return column if len(lengths) > 1 and times * 5 >= len(places) * 4 else 0


def _delimited(text: str, block: Block, value: str) -> str:
    """Return a value between delimiters as most of the entry's have them; a number is bare where others are."""
    pieces = [field.pieces[0] for field in block.fields if len(field.pieces) == 1]
    numbers = [piece for piece in pieces if piece.text.strip("{} ").isdecimal()]
    if value.isdecimal() and numbers and not any(piece.is_delimited for piece in numbers):
        return value
    quoted = sum(text[piece.start] == '"' for piece in pieces if piece.is_delimited)
    is_quoted = quoted * 2 > sum(piece.is_delimited for piece in pieces)
    return f'"{value}"' if is_quoted and '"' not in value else f"{{{value}}}"
