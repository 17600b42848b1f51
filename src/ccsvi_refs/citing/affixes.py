"""The words around a cite, as they go into the engine and come out again."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What means something to Markdown, to the engine's markup or to both, and is to come out as it went in.
_MEANING = "\\`*_{}[]<>#|~^$@&\"'="
#: Private planes: characters that no text has by chance.
_PLANES = range(0xF0000, 0x10FF00, 0x100)
_BREAK = re.compile(r"\n[\s>]*")


def on_one_line(text: str) -> str:
    """Return the words around a cite on one line, without the marks of a quotation that begin one."""
    *lines, last = _BREAK.split(text)
    return " ".join([*(line.rstrip() for line in lines), last])


@dataclass(frozen=True, slots=True)
class Cloak:
    """Characters that stand for those with a meaning of their own, until everything is written."""

    base: int

    @classmethod
    def over(cls, text: str) -> Cloak:
        """Return a cloak none of whose characters a text has."""
        used = {ord(sign) >> 8 for sign in set(text) if ord(sign) >= _PLANES.start}
        return cls(next(base for base in _PLANES if base >> 8 not in used))

    def put_on(self, text: str) -> str:
        """Return the words around a cite with what has a meaning cloaked."""
        return "".join(chr(self.base + ord(sign)) if sign in _MEANING else sign for sign in text)

    def take_off(self, text: str) -> str:
        """Return a text with every cloaked character as it was."""
        return re.sub(f"[{chr(self.base)}-{chr(self.base + 0x7F)}]", lambda one: chr(ord(one[0]) - self.base), text)
