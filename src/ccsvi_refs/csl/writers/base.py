"""What every writer is: how to escape a text and what stands for each mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ccsvi_refs.csl.runs import Mark, Token

Wrap = tuple[str, str]

_HOST_BY_NUMBER = re.compile(r"^(https?://)%5B([0-9A-Fa-f:.]+)%5D", re.IGNORECASE)
"""The brackets around an address of IPv6 are no part of it that could be encoded."""
_LIKE_A_MARK = re.compile(r"_(?=_[0-9A-F]{2})")
"""An underscore of an id before what stands in a name for another mark."""


def no_link(_url: str) -> Wrap:
    """Return no marks at all: the format has no links."""
    return "", ""


def as_it_is(text: str) -> str:
    """Return the text."""
    return text


def safe_url(url: str) -> str:
    """Return the address with every character percent-encoded that means something to a typesetter."""
    encoded = quote(url, safe=":/?#@!$&*+,;=%~-._()")
    return _HOST_BY_NUMBER.sub(r"\1[\2]", encoded)


def anchor_name(text: str) -> str:
    """Return a name for a place in the text: letters, digits and marks that mean nothing to any format."""
    return _named(text, "")


def page_anchor(text: str) -> str:
    """Return a name for a place in a page of HTML or Markdown, which the address of the place spells alike."""
    return _named(text, ":/+")


def _named(text: str, kept: str) -> str:
    """Return the text with two underscores and a number for each other mark, so that no two texts have one name."""
    parts = (quote(part, safe=kept, errors="surrogatepass") for part in _LIKE_A_MARK.split(text))
    return "__5F".join(part.replace("~", "%7E").replace("%", "__") for part in parts)


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
        parts = [self.escape(token) if isinstance(token, str) else self._mark(token) for token in run]
        return self.finish("".join(parts))

    def _mark(self, mark: Mark) -> str:
        kind, name, value = mark
        if name == "quote":
            return self.escape(value)
        if name == "wrap":
            return value
        if name == "link":
            return self.link(value)[kind == "close"]
        pair = self.marks.get((name, value))
        return pair[kind == "close"] if pair is not None else ""
