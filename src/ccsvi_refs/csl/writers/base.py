"""What every writer is: how to escape a text and what stands for each mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ccsvi_refs.csl.punctuation import Token

Wrap = tuple[str, str]


def no_link(_url: str) -> Wrap:
    """Return no marks at all: the format has no links."""
    return "", ""


def as_it_is(text: str) -> str:
    """Return the text."""
    return text


def safe_url(url: str) -> str:
    """Return the address with every character percent-encoded that means something to a typesetter."""
    return quote(url, safe=":/?#@!$&*+,;=%~-._()")


@dataclass(frozen=True, slots=True)
class Writer:
    """One output format: ``escape`` for text, what opens and closes each ``(property, value)``, and the last touch."""

    name: str
    escape: Callable[[str], str]
    marks: Mapping[tuple[str, str], Wrap]
    link: Callable[[str], Wrap] = no_link
    finish: Callable[[str], str] = as_it_is

    def write(self, run: list[Token]) -> str:
        """Return the run as text of this format."""
        escape, marks = self.escape, self.marks
        parts: list[str] = []
        for token in run:
            if isinstance(token, str):
                parts.append(escape(token))
                continue
            kind, name, value = token
            closing = kind == "close"
            if name == "quote":
                parts.append(escape(value))
            elif name == "wrap":
                parts.append(value)
            elif name == "link":
                parts.append(self.link(value)[closing])
            else:
                wrap = marks.get((name, value))
                if wrap is not None:
                    parts.append(wrap[closing])
        return self.finish("".join(parts))
