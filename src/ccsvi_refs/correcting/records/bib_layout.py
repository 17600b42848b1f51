"""A field that an entry of a .bib file lacks → where it is put in, set as the entry sets its others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.formats.bibtex.scanning import Block, Field

#: What a new field stands right behind; where that is missing, what it stands before; and what it follows at least.
_FIRST = {"number": ("volume",), "issue": ("number", "volume"), "pages": ("number", "issue", "volume")}
_BEFORE = {"volume": ("number", "issue", "pages"), "number": ("pages",), "issue": ("pages",)}
_AFTER = {
    "volume": ("journaltitle", "journal", "booktitle"),
    "number": ("journaltitle", "journal"),
    "issue": ("journaltitle", "journal"),
    "pages": ("journaltitle", "journal"),
    "year": ("journaltitle", "journal", "title"),
    "date": ("journaltitle", "journal", "title"),
}
_BETWEEN = re.compile(r"\s*,\s*")
_COMMENT = re.compile(r"[ \t]*+,?+[ \t]*+%")
_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_EQUALS = re.compile(r"([ \t]*)=([ \t]*)")


@dataclass(slots=True)
class Habits:
    """How the entries of a file write each field: its name, what stands before it, and how its value begins."""

    names: dict[str, Counter[str]] = field(default_factory=dict)
    before: dict[str, Counter[str]] = field(default_factory=dict)
    signs: dict[str, Counter[str]] = field(default_factory=dict)

    def take(self, text: str, block: Block) -> None:
        """Take in the fields of an entry."""
        for last, each in pairwise([None, *block.fields]):
            if each and each.pieces:
                written = text[each.start : each.start + len(each.name)]
                self.names.setdefault(each.name, Counter())[written] += 1
                self.before.setdefault(each.name, Counter())[last.name if last else ""] += 1
                sign = text[each.pieces[0].start]
                self.signs.setdefault(each.name, Counter())[sign if sign in '{"' else ""] += 1


def inserted(text: str, block: Block, name: str, value: str, habits: Habits) -> Edit:
    """Return the edit that puts a field into an entry."""
    anchor = _anchor(text, block, name, habits)
    between = _between(text, block)
    written = _cased(text, block, name, habits)
    made = f"{written}{_assignment(text, block, name)}{_delimited(text, block, name, value, habits)}"
    at = anchor.pieces[-1].end if anchor else block.opened
    return Edit(at, at, f"{between}{made}")


def removed(block: Block, field: Field) -> Edit:
    """Return the edit that takes a field, and the comma that parts it from the one before, out of an entry."""
    place = block.fields.index(field)
    start = block.fields[place - 1].pieces[-1].end if place else block.opened
    return Edit(start, field.pieces[-1].end, "")


def _anchor(text: str, block: Block, name: str, habits: Habits) -> Field | None:
    """Return the field behind which a new one goes: none behind which a comment stands in its line."""
    free = {each.name: each for each in reversed(block.fields) if not _COMMENT.match(text, each.pieces[-1].end)}
    later = _last_before(block, _BEFORE.get(name, ()))
    for wanted in (*_usually_before(name, habits), *_FIRST.get(name, ()), later, *_AFTER.get(name, ())):
        if wanted in free:
            return free[wanted]
    return next(iter(free.values()), None)


def _last_before(block: Block, names: Sequence[str]) -> str:
    """Return the field that stands before the first of some others, empty where none of them is there."""
    places = [place for place, each in enumerate(block.fields) if each.name in names]
    return block.fields[places[0] - 1].name if places and places[0] else ""


def _usually_before(name: str, habits: Habits) -> Iterator[str]:
    """Yield what stands before a field in most entries, before that where it is missing, and so on."""
    seen = {name}
    while (usual := habits.before.get(name)) and (name := usual.most_common(1)[0][0]) not in seen:
        seen.add(name)
        yield name


def _between(text: str, block: Block) -> str:
    """Return what most often parts two fields of the entry."""
    ends = [block.opened, *(field.pieces[-1].end for field in block.fields)]
    found = [text[end : field.start] for end, field in zip(ends, block.fields, strict=False)]
    whole = [_LINES.sub("\n", gap) for gap in found if _BETWEEN.fullmatch(gap)]
    if whole:
        return Counter(reversed(whole)).most_common(1)[0][0]
    return ",\n  " if "\n" in text[block.start : block.end] else ", "


def _cased(text: str, block: Block, name: str, habits: Habits) -> str:
    """Return a field's name in the case of the entry's others, and where these are small as the file writes it."""
    names = [text[each.start : each.start + len(each.name)] for each in block.fields]
    if sum(map(str.isupper, names)) * 2 > len(names):
        return name.upper()
    usual = [written for written, _ in habits.names.get(name, Counter()).most_common()]
    if sum(each[:1].isupper() for each in names) * 2 > len(names):
        short = name.upper() if name in ("doi", "pmid", "pmcid") else name.capitalize()
        return next((written for written in usual if written[0].isupper()), short)
    return usual[0] if usual else name


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


def _delimited(text: str, block: Block, name: str, value: str, habits: Habits) -> str:
    """Return a value between delimiters as most of the entry's have them; a number is bare where the file's are."""
    pieces = [each.pieces[0] for each in block.fields if len(each.pieces) == 1]
    numbers = [piece.is_delimited for piece in pieces if piece.text.strip("{} ").isdecimal()]
    signs = habits.signs.get(name, Counter())
    is_bare = signs[""] * 2 > signs.total() if signs else bool(numbers) and not any(numbers)
    if value.isdecimal() and is_bare and not all(numbers):
        return value
    quoted = sum(text[piece.start] == '"' for piece in pieces if piece.is_delimited)
    is_quoted = quoted * 2 > sum(piece.is_delimited for piece in pieces)
    return f'"{value}"' if is_quoted and '"' not in value else f"{{{value}}}"
