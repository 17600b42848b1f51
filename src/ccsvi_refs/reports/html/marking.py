"""Two wordings of one thing → the words in which they differ, marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from ccsvi_refs.correcting import Edited
from ccsvi_refs.reports.html.markup import text, unseen
from ccsvi_refs.text.letters import DASH

Kind = Literal["same", "gone", "new"]

#: A word, a character of a script that writes without spaces, white space, or any other sign.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+|\s+|.", re.DOTALL)
_DASHES = re.compile(f"[{DASH}]")
_QUOTES = str.maketrans("’‘“”", "''\"\"")
#: More tokens are not compared one by one: the memory that it takes grows with the product.
_MOST = 8_000
#: Of two wordings that share less of the longer one's letters, the one stands for the other as a whole.
_AKIN = 0.3
#: But where one holds this much of the other, it is the other with more around it: a list of authors that was cut.
_PART_OF = 0.8
#: Words that two long wordings share are left out of a comparison but for this many at each end.
_NEAR = 12


class Piece(NamedTuple):
    """A stretch that both wordings have, or that is ``gone`` from the first, or ``new`` in the second.

    ``other`` is a stretch that both have as the second writes it.
    """

    kind: Kind
    text: str
    other: str = ""


def pieces(said: str, meant: str) -> list[Piece]:
    """Return how the second wording comes of the first; capitals, quotes and dashes count where nothing else does."""
    if said == meant or not (said and meant):
        return _whole(said, meant)
    ours, theirs = _TOKEN.findall(said), _TOKEN.findall(meant)
    found = _joined(_compared(ours, theirs, [*map(_folded, ours)], [*map(_folded, theirs)]))
    if all(piece.kind == "same" for piece in found):
        found = _joined(_compared(ours, theirs, ours, theirs))
    return found if _are_akin(found) else _whole(said, meant)


def _whole(said: str, meant: str) -> list[Piece]:
    if said == meant:
        return [Piece("same", said, said)] if said else []
    return [piece for piece in (Piece("gone", said), Piece("new", meant)) if piece.text]


def _folded(token: str) -> str:
    if token.isspace():
        return " "
    return _DASHES.sub("-", token).translate(_QUOTES).casefold()


def _compared(ours: Sequence[str], theirs: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces of two lists of tokens, by the forms in which they are compared: ``one`` and ``other``."""
    shorter = min(len(one), len(other))
    head = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if one[-1 - at] != other[-1 - at]), shorter - head)
    first, last = len(one) - tail, len(other) - tail
    yield Piece("same", "".join(ours[:head]), "".join(theirs[:head]))
    yield from _aligned(ours[head:first], theirs[head:last], one[head:first], other[head:last])
    yield Piece("same", "".join(ours[first:]), "".join(theirs[last:]))


def _aligned(ours: Sequence[str], theirs: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[Piece]:
    if len(one) + len(other) > _MOST:
        yield from (Piece("gone", "".join(ours)), Piece("new", "".join(theirs)))
        return
    for opcode in LCSseq.opcodes(one, other):
        a, b, c, d = opcode.src_start, opcode.src_end, opcode.dest_start, opcode.dest_end
        if opcode.tag == "equal":
            yield Piece("same", "".join(ours[a:b]), "".join(theirs[c:d]))
        else:
            yield from (Piece("gone", "".join(ours[a:b])), Piece("new", "".join(theirs[c:d])))


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Return pieces in which changes that only blanks keep apart are one, what is gone before what is new."""
    joined: list[Piece] = []
    listed = [piece for piece in found if piece.text]
    between = [piece.kind == "same" and not piece.text.strip() and 0 < at < len(listed) - 1
               for at, piece in enumerate(listed)]  # fmt: skip
    changes = [piece.kind != "same" or blank for piece, blank in zip(listed, between, strict=True)]
    for is_change, group in groupby(zip(listed, changes, strict=True), key=lambda pair: pair[1]):
        several = [piece for piece, _ in group]
        if is_change:
            joined += _one_change(several)
        else:
            joined += several
    return joined


def _one_change(several: Sequence[Piece]) -> list[Piece]:
    gone = "".join(piece.text for piece in several if piece.kind != "new")
    new = "".join(piece.other or piece.text for piece in several if piece.kind != "gone")
    return [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]


def _are_akin(found: Sequence[Piece]) -> bool:
    lengths = {kind: sum(len(piece.text) for piece in found if piece.kind == kind) for kind in ("same", "gone", "new")}
    shorter, longer = (lengths["same"] + side(lengths["gone"], lengths["new"]) for side in (min, max))
    return lengths["same"] >= _AKIN * longer or lengths["same"] >= _PART_OF * shorter


def marked(found: Iterable[Piece]) -> str:
    """Return pieces as HTML, what is gone and what is new marked in place."""
    return "".join(map(_marked, found))


def _marked(piece: Piece) -> str:
    core = piece.text.strip()
    if piece.kind == "same" or not core:
        return text(piece.text)
    before, _, after = piece.text.partition(core)
    tag, words = ("del", "not as registered") if piece.kind == "gone" else ("ins", "registered")
    return f"{before}<{tag}>{unseen(f'[{words}: ')}{text(core)}{unseen('] ')}</{tag}>{after}"


def beside(said: str, meant: str) -> tuple[str, str]:
    """Return both wordings as HTML, in each the words marked that the other lacks."""
    found = pieces(said, meant)
    first = (piece for piece in found if piece.kind != "new")
    second = (piece._replace(text=piece.other or piece.text) for piece in found if piece.kind != "gone")
    return marked(_shortened(first)), marked(_shortened(second))


def _shortened(found: Iterable[Piece]) -> Iterator[Piece]:
    for piece in found:
        words = _TOKEN.findall(piece.text) if piece.kind == "same" and len(piece.text) > 600 else []
        if len(words) > 6 * _NEAR:
            left_out = len(words) - 4 * _NEAR
            yield Piece("same", f"{''.join(words[: 2 * _NEAR])}… [{left_out} words and signs alike] …"
                                f"{''.join(words[-2 * _NEAR :])}")  # fmt: skip
        else:
            yield piece


def citation(edited: Edited) -> str:
    """Return a citation string as HTML, with what is wrong and what should stand there marked in its place."""
    parts: list[Piece] = []
    at = 0
    for edit in edited.edits:
        parts.append(Piece("same", edited.printed[at : edit.start]))
        parts += pieces(edited.printed[edit.start : edit.end], edit.text)
        at = edit.end
    parts.append(Piece("same", edited.printed[at:]))
    return marked([*parts, *([Piece("new", edited.mark)] if edited.mark else [])])
