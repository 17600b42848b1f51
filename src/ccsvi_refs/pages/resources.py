"""What an HTML page takes in from elsewhere: images, frames, media, and the areas of image maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text import addresses

#: Elements and the attributes that hold addresses; an ``area`` leads on, but has no label in the text.
_SOURCES = {
    "area": ("href",), "audio": ("src",), "embed": ("src",), "frame": ("src",), "iframe": ("src",),
    "img": ("src", "srcset"), "object": ("data",), "source": ("src", "srcset"), "track": ("src",),
    "video": ("src", "poster"),
}  # fmt: skip

#: What stands before an address of a ``srcset``, and what counts in the descriptors behind it.
_START = re.compile(r"[ ,]*")
_MARK = re.compile(r"[(),]")


def of_tag(name: str, attributes: Mapping[str, str], base: str = "") -> list[tuple[str, str]]:
    """Return the addresses of what an element takes in, each with its label."""
    label = " ".join((attributes.get("alt") or attributes.get("title", "")).split())
    found = []
    for attribute in _SOURCES.get(name, ()):
        value = attributes.get(attribute, "")
        written = _candidates(value) if attribute == "srcset" else [value]
        found += [(url, label) for address in written if (url := addresses.absolute(address, base))]
    return found


def block(links: Iterable[Link]) -> Block:
    """Return a block of addresses that are no part of the text."""
    return Block("resources", tuple(Line("", link.location or Location(""), (link,)) for link in links))


def _candidates(value: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset``, https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute."""
    text = " ".join(value.split())
    at = _START.match(text).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    while at < len(text):
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        address = text[at:end]
        yield address.rstrip(",")
        following = end if address.endswith(",") else _after_descriptors(text, end)
        at = _START.match(text, following).end()  # type: ignore[union-attr]  # likewise


def _after_descriptors(text: str, at: int) -> int:
    """Return where the descriptors of an address end: at the next comma outside parentheses."""
    depth = 0
    for found in _MARK.finditer(text, at):
        mark = found.group()
        if mark == "," and not depth:
            return found.end()
        depth += {"(": 1, ")": -min(depth, 1)}.get(mark, 0)
    return len(text)
