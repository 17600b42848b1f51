"""The paragraphs of a page: each one text, whose places are known in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from ccsvi_refs.location import Location
from ccsvi_refs.pages.blocks import CITED, Block, Line
from ccsvi_refs.pages.intext.prose import Prose

#: A paragraph longer than this is data, and nothing is looked for in it.
LONGEST = 20_000


@dataclass(slots=True)
class Paragraph:
    """A text, the lines it is made of with where they begin in it, and whether it is a quotation as a whole.

    ``index`` is its block's place among the page's blocks.
    """

    text: str
    lines: Sequence[Line]
    starts: Sequence[int]
    index: int
    quoted: bool = False
    marked: list[tuple[int, int]] = field(default_factory=list)

    def place(self, offset: int, prose: Prose) -> Location:
        """Return where a piece of the text stands in the source: the words there are looked for in it."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        line = self.lines[at]
        number = line.location.line
        if prose.index is None or not 0 < number <= len(prose.starts):
            return line.location
        begin = prose.starts[number - 1] + max(0, line.location.column - 1)
        into = offset - self.starts[at]
        found = _find(prose.source, line.text[into : into + 60], begin, begin + 4 * len(line.text) + 400, into)
        return prose.index.locate(found) if found >= 0 else line.location


def _find(source: str, words: str, begin: int, end: int, into: int) -> int:
    """Return where words stand in the source, the first of them at least; markup may stand between them."""
    words = words.lstrip(f"{CITED} ")
    first = words.split(" ")
    for piece in (words, words[:24], words[:12], " ".join(first[:3]), " ".join(first[:2]), first[0]):
        if len(piece.strip()) > 2:
            exact = source.startswith(piece, begin + into)
            found = begin + into if exact else source.find(piece.strip(), begin, end)
            if found >= 0:
                return found
    return -1


def paragraphs(blocks: Sequence[Block], taken: Set[Location]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the running text: what is neither heading nor code nor in the list of references."""
    for index, block in enumerate(blocks):
        if block.kind in ("code", "heading", "resources") or block.area == "aside":
            continue
        kept = [line for line in block.lines if line.location not in taken and line.text]
        for lines in _units(block, kept):
            text, starts = _joined(lines)
            if text and len(text) <= LONGEST:
                yield Paragraph(text, lines, starts, index, block.quoted)


def _units(block: Block, lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    """Return the lines that read as one text: those with a list mark of their own and cells begin anew."""
    if block.kind == "row":
        return [[line] for line in lines]
    units: list[list[Line]] = []
    for line in lines:
        if units and not line.mark:
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    text, starts = "", []
    for line in lines:
        text = f"{text} " if text else ""
        starts.append(len(text))
        text += line.text.replace("\n", " ")
    return text, starts
