"""How a difference is put: which words of a title are missing, added or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Discrepancy, Nearest

#: What fields are called in sentences, where that is not their CSL name.
SPOKEN = {
    "issued": "year", "container-title": "journal", "author": "authors", "page": "pages", "issue": "issue number",
    "publisher-place": "publisher's place",
}  # fmt: skip
#: Characters of a value that a sentence repeats; the finding has the whole of it.
_SHORT = 80

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

#: More separate changes, or longer ones in words, read worse than the two titles side by side.
_MOST, _LONGEST = 3, 4

#: No title has more words; the time that comparing takes may grow with the square of them.
_MOST_WORDS = 500

_Opcode = tuple[str, int, int, int, int]


def difference(discrepancy: Discrepancy) -> str:
    """Return a sentence on how a field differs, with both values, cut where they are long."""
    spoken = SPOKEN.get(discrepancy.field, discrepancy.field)
    if discrepancy.note:
        return f"the list of authors {discrepancy.note}" if spoken == "authors" else f"the {spoken}: {discrepancy.note}"
    if discrepancy.field == "title":
        return title_difference(str(discrepancy.cited), str(discrepancy.registered))
    verb = "are" if spoken in ("pages", "authors") else "is"
    if not discrepancy.cited:
        return f"the {spoken} registered {verb} {_short(discrepancy.registered)}, and none cited"
    cited, registered = _short(discrepancy.cited), _short(discrepancy.registered)
    return f"the {spoken} {verb} cited as {cited}, and registered as {registered}"


def nearest(found: Nearest) -> str:
    """Return a sentence on the record that was probably meant: what it shares with the citation, how it differs."""
    where = f" (doi:{found.doi})" if found.doi else f" (pmid:{found.pmid})" if found.pmid else ""
    shared = shares(SPOKEN.get(name, name) for name in found.agrees)
    return "; ".join([f"nearest: {found.title}{where}", *shared, *map(difference, found.differs)])


def shares(words: Iterable[str]) -> list[str]:
    """Return ``same authors, journal and year`` as the only element, none where nothing is the same."""
    distinct = list(dict.fromkeys(words))
    listed = " and ".join(filter(None, (", ".join(distinct[:-1]), *distinct[-1:])))
    return [f"same {listed}"] if listed else []


def _short(value: object) -> str:
    """Return a value on one line, cut where it is long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"


def title_difference(cited: str, registered: str) -> str:
    """Return a sentence on the words in which two titles differ, a general one where they differ all over."""
    ours, theirs = _WORD.findall(cited), _WORD.findall(registered)
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return "the title cited is not the registered one"
    matcher = SequenceMatcher(a=[w.casefold() for w in ours], b=[w.casefold() for w in theirs], autojunk=False)
    changes = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    longest = max((max(b - a, d - c) for _, a, b, c, d in changes), default=0)
    if not changes or len(changes) > _MOST or longest > _LONGEST:
        return "the title cited is not the registered one"
    return "the title " + ", ".join(_changes(changes, ours, theirs))


def _changes(changes: Sequence[_Opcode], ours: list[str], theirs: list[str]) -> Iterator[str]:
    for _, a, b, c, d in changes:
        yield changed(" ".join(ours[a:b]), " ".join(theirs[c:d]))


def changed(said: str, meant: str) -> str:
    """Return in words that one stands for the other: ``lacks “x”``, ``adds “x”`` or ``has “x” for “y”``."""
    if said and meant:
        return f"has “{said}” for “{meant}”"
    return f"lacks “{meant}”" if meant else f"adds “{said}”"
