"""What every writer is: how to escape a text and what stands for each mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ccsvi_refs.csl.punctuation import Token

Wrap = tuple[str, str]

APART = "\ufdd0"
"""A noncharacter that stands between texts which are escaped together."""


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
    """One output format: ``escape`` for text, what opens and closes each ``(property, value)``, and the last touch.

    ``escape`` looks ``across`` texts where it may be given several at once, with APART between, which it leaves alone.
    """

    name: str
    escape: Callable[[str], str]
    marks: Mapping[tuple[str, str], Wrap]
    link: Callable[[str], Wrap] = no_link
    finish: Callable[[str], str] = as_it_is
    across: bool = False

    def write(self, run: list[Token]) -> str:
        """Return the run as text of this format."""
        marks = self.marks
        texts = self._escaped([token for token in run if isinstance(token, str)])
        parts: list[str] = []
        for token in run:
            if isinstance(token, str):
                parts.append(next(texts))
                continue
            kind, name, value = token
            closing = kind == "close"
            if name == "quote":
                parts.append(self.escape(value))
            elif name == "link":
                parts.append(self.link(value)[closing])
            else:
                wrap = marks.get((name, value))
                if wrap is not None:
                    parts.append(wrap[closing])
        return self.finish("".join(parts))

    def _escaped(self, texts: list[str]) -> Iterator[str]:
        if self.across:
            found = self.escape(APART.join(texts)).split(APART)
            if len(found) == len(texts):
                return iter(found)
        return map(self.escape, texts)
