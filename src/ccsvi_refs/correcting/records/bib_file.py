"""A .bib file's text, its entries and macros with their places, and how it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ccsvi_refs.correcting.records.bib_layout import Habits
from ccsvi_refs.correcting.records.source import Source
from ccsvi_refs.formats import latex
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import inheriting, scanning
from ccsvi_refs.formats.bibtex.scanning import Block, Field

DASH = re.compile(r"\d\s*(-{1,3}|–)\s*\w")


@dataclass(slots=True)
class BibFile:
    """A file's text, its entries by the ids of their references and by key, its macros, and how it is written.

    ``children`` are the ids of the references that have fields from an entry, by its key, ``users`` those of the
    references whose entries use a macro, and ``asked`` is what the fields of references are to say.
    """

    text: str
    writes: Callable[[str], bool]
    entries: dict[str, Block] = field(default_factory=dict)
    by_key: dict[str, Block] = field(default_factory=dict)
    strings: dict[str, Field] = field(default_factory=dict)
    asked: dict[tuple[str, str], str] = field(default_factory=dict)
    has_accents: bool = False
    is_biblatex: bool = False
    dash: str = "--"
    children: dict[str, set[str]] = field(default_factory=dict)
    users: dict[str, set[str]] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)

    def encoded(self, value: str, title: bool = False) -> str:
        """Return a value in LaTeX, letters with accents written as the file writes them."""
        return self.accented(latex.encode(value, title))

    def accented(self, written: str) -> str:
        """Return LaTeX with letters beyond ASCII written as the file writes them."""
        return latex.ascii_only(written) if self.has_accents or not self.writes(written) else written


def load(source: Source) -> BibFile:
    """Return a file whose references were read from it, ready for corrections."""
    text = source.text
    file = BibFile(text, source.writes, is_biblatex=source.format == "biblatex")
    blocks = [block for block in scanning.blocks(text) if not block.failure]
    waiting: dict[int, list[Block]] = {}
    for block in blocks:
        _take(file, block)
        if block.fields and block.kind not in bibtex_fields.NO_WORKS:
            waiting.setdefault(block.line, []).append(block)
    for reference in source.references:
        place = reference.mention.location if reference.mention else None
        if place and waiting.get(place.line):
            file.entries[reference.id] = waiting[place.line].pop(0)
    for key, block in file.entries.items():
        for name in (piece.text.lower() for each in block.fields for piece in each.pieces if not piece.is_delimited):
            file.users.setdefault(name, set()).add(key)
        for parent in ancestors(file, block):
            file.children.setdefault(parent.key.strip().lower(), set()).add(key)
    file.asked = {(each.finding.reference, each.field): each.value for each in source.asked}
    file.has_accents = _writes_accents(text)
    dashes = Counter(match[1] for match in DASH.finditer(_pages(text, blocks)))
    file.dash = dashes.most_common(1)[0][0] if dashes else "--"
    return file


def _take(file: BibFile, block: Block) -> None:
    for each in block.fields:
        if block.kind == "string":
            file.strings[each.name] = each
        file.is_biblatex = file.is_biblatex or each.name in ("journaltitle", "date")
    if block.kind not in ("", "string", "comment", "preamble"):
        file.habits.take(file.text, block)
        file.by_key.setdefault(block.key.strip().lower(), block)


def _pages(text: str, blocks: Sequence[Block]) -> str:
    """Return the pages of all entries."""
    found = (each.pieces[0] for block in blocks for each in block.fields if each.name == "pages")
    return "\n".join(text[piece.start : piece.end] for piece in found)


def _writes_accents(text: str) -> bool:
    """Return whether letters beyond ASCII are written as macros: most of them, or there are none."""
    return latex.count_accents(text) >= sum(char.isalpha() for char in text if char > "\x7f")


def own(block: Block, names: Sequence[str]) -> Field | None:
    """Return the first field of those names that says something, else one that is there and empty."""
    found = [each for name in names for each in block.fields if each.name == name]
    return next((each for each in found if "".join(piece.text for piece in each.pieces).strip(" {}")), None) or next(
        iter(found), None
    )


def ancestors(file: BibFile, block: Block) -> Iterator[Block]:
    """Yield the entries a block has fields from, the nearest first."""
    seen, waiting = {id(block)}, [block]
    while waiting and len(seen) < inheriting.MOST_PARENTS:
        current = waiting.pop(0)
        named = [each for each in current.fields if each.name in ("crossref", "xdata")]
        for key in (key for each in named for key in "".join(piece.text for piece in each.pieces).split(",")):
            parent = file.by_key.get(key.strip().lower())
            if parent is not None and id(parent) not in seen:
                seen.add(id(parent))
                waiting.append(parent)
                yield parent
