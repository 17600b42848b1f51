"""How a difference is put: which words of a title are missing, added or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

#: More separate changes, or longer ones in words, read worse than the two titles side by side.
_MOST, _LONGEST = 3, 4

_Opcode = tuple[str, int, int, int, int]


def title_difference(cited: str, registered: str) -> str:
    """Return a sentence on the words in which two titles differ, a general one where they differ all over."""
    ours, theirs = _WORD.findall(cited), _WORD.findall(registered)
    matcher = SequenceMatcher(a=[w.casefold() for w in ours], b=[w.casefold() for w in theirs], autojunk=False)
    changes = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    longest = max((max(b - a, d - c) for _, a, b, c, d in changes), default=0)
    if not changes or len(changes) > _MOST or longest > _LONGEST:
        return "the title cited is not the registered one"
    return "the title " + ", ".join(_changes(changes, ours, theirs))


def _changes(changes: Sequence[_Opcode], ours: list[str], theirs: list[str]) -> Iterator[str]:
    for kind, a, b, c, d in changes:
        said, meant = " ".join(ours[a:b]), " ".join(theirs[c:d])
        if kind == "insert":
            yield f"lacks “{meant}”"
        elif kind == "delete":
            yield f"adds “{said}”"
        else:
            yield f"has “{said}” for “{meant}”"
