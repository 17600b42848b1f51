"""Offsets of a text whose line ends were made line feeds → offsets of the text as it is in its file."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with line feeds for line ends and no byte order mark, and how the file ends its lines.

    ``joined`` are the places, in the plain text, of line ends that take two characters in the file.
    """

    text: str
    end: str
    lead: int
    joined: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return where a place of the plain text is in the file's."""
        return self.lead + offset + bisect_left(self.joined, offset)

    def written(self, text: str) -> str:
        """Return a text with the file's line ends."""
        return text.replace("\n", self.end) if self.end != "\n" else text


def plain(text: str) -> Plain:
    """Return a file's text as its reader sees it."""
    lead = int(text.startswith("\ufeff"))
    bare = text[lead:]
    if "\r" not in bare:
        return Plain(bare, "\n", lead, ())
    ends = _END.findall(bare)
    joined = []
    for number, match in enumerate(match for match in _END.finditer(bare) if len(match.group()) == 2):
        joined.append(match.start() - number)
    return Plain(_END.sub("\n", bare), max(set(ends), key=ends.count), lead, tuple(joined))
