"""What an HTML page takes in from elsewhere: images, frames, media, and the areas of image maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text import addresses

#: Characters of a ``srcset`` that are read.
_LONGEST = 20_000
#: Elements and the attributes that hold addresses; an ``area`` leads on, but has no label in the text.
_SOURCES = {
    "area": ("href",), "audio": ("src",), "embed": ("src",), "frame": ("src",), "iframe": ("src",),
    "img": ("src", "srcset"), "object": ("data",), "source": ("src", "srcset"), "track": ("src",),
    "video": ("src", "poster"),
}  # fmt: skip


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
    rest = " ".join(value[:_LONGEST].split()).lstrip(" ,")
    while rest:
        address, _, rest = rest.partition(" ")
        if address.endswith(","):
            yield address.rstrip(",")
        else:
            yield address
            rest = _after_descriptors(rest)
        rest = rest.lstrip(" ,")


def _after_descriptors(rest: str) -> str:
    depth = 0
    for at, char in enumerate(rest):
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == "," and not depth:
            return rest[at + 1 :]
    return ""
