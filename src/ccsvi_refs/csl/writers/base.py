"""What every writer is: how to escape a text and what stands for each mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ccsvi_refs.csl.punctuation import Token

Wrap = tuple[str, str]
Link = Callable[[str], Wrap]


def _no_link(_url: str) -> Wrap:
    return "", ""


@dataclass(frozen=True, slots=True)
class Writer:
    """One output format: ``escape`` for text, and what opens and closes each ``(property, value)``."""

    name: str
    escape: Callable[[str], str]
    marks: Mapping[tuple[str, str], Wrap]
    link: Link = _no_link
    entry: Wrap = ("", "")

    def write(self, run: list[Token]) -> str:
        """Return the run as text of this format."""
        escape, marks = self.escape, self.marks
        parts: list[str] = []
        for token in run:
            if token.__class__ is str:
                parts.append(escape(token))  # type: ignore[arg-type] # a text, not a mark
                continue
            kind, name, value = token
            closing = kind == "close"
            if name == "quote":
                parts.append(escape(value))
            elif name == "link":
                parts.append(self.link(value)[closing])
            else:
                wrap = marks.get((name, value))
                if wrap is not None:
                    parts.append(wrap[closing])
        return "".join(parts)
