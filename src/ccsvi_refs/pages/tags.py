"""The tags of HTML: where they are, what they are called, their attributes; text between them.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from ccsvi_refs.pages import resources
from ccsvi_refs.text import addresses, charrefs

TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<odd>[!?])|(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]{0,60}))")

_ATTRIBUTE = re.compile(
    r"[\s/]*(?:(?P<end>>)|(?P<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']*)))?)"
)

#: Elements whose content nobody reads as part of the page.
_UNREAD = frozenset(
    {"script", "style", "template", "textarea", "title", "svg", "math", "iframe", "object", "select", "noembed"}
)

#: Drawings and formulas, and what ends one that is not closed: https://html.spec.whatwg.org/#parsing-main-inforeign
_DRAWN = frozenset({"svg", "math"})
_BREAKS_OUT = re.compile(
    r"<(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li|listing|menu|meta|nobr|ol|p|pre"
    r"|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var)[\s/>]",
    re.IGNORECASE,
)

#: ``base`` elements that are looked at for the first with an address, and characters of each.
_MOST_BASES, _LONGEST_TAG = 20, 4_000


def base_address(text: str, path: str) -> str:
    """Return the address that a page's relative ones go on from: its ``base`` element's, or its own if it has one."""
    own = path if addresses.absolute(path) == path else ""
    for tag in islice(re.finditer(r"<base(?=[\s/])", text, re.IGNORECASE), _MOST_BASES):
        if href := _attributes(text[tag.end() : tag.end() + _LONGEST_TAG], 0)[1].get("href", ""):
            return addresses.absolute(href, own) or own
    return own


def behind(text: str, tag: re.Match[str]) -> tuple[int, str, dict[str, str]]:
    """Return where the text goes on behind a tag or comment, the element's name and its attributes."""
    if tag["comment"]:
        return _past(text, "-->", tag.end()), "", {}
    if tag["odd"]:
        return _past(text, ">", tag.end()), "", {}
    name = tag["name"].lower()
    at, attributes = _attributes(text, tag.end())
    if name in _UNREAD and not tag["close"]:
        is_open = name in _DRAWN and _last_closing(text, name) < at
        closing = (_BREAKS_OUT if is_open else _closing(name)).search(text, at)
        at = closing.start() if closing else len(text)
    return at, name, attributes


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}[\s/>]", re.IGNORECASE)


@lru_cache(maxsize=2)
def _last_closing(text: str, name: str) -> int:
    """Return where an element is closed for the last time, looked for once however often it is opened; else -1."""
    return max((closing.start() for closing in _closing(name).finditer(text)), default=-1)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where text stands between the tags and comments of a page and beside what nobody reads."""
    at = 0
    while tag := TAG.search(text, at):
        if tag.start() > at:
            yield at, tag.start()
        at, _, _ = behind(text, tag)
    if at < len(text):
        yield at, len(text)


def href(tag: str) -> str:
    """Return the address that the start tag of a link leads to, an empty string for any other tag."""
    match = re.match(r"<a(?=[\s/])", tag, re.IGNORECASE)
    return _attributes(tag, match.end())[1].get("href", "").strip() if match else ""


def resources_of(tag: str, base: str = "") -> list[tuple[str, str]]:
    """Return the addresses of what one start tag takes in, each with its label."""
    match = TAG.match(tag)
    if not match or match["close"] or not match["name"]:
        return []
    return resources.of_tag(match["name"].lower(), _attributes(tag, match.end())[1], base)


def _past(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return found + len(mark) if found >= 0 else len(text)


def _attributes(text: str, at: int) -> tuple[int, dict[str, str]]:
    """Return the end of a tag and its attributes."""
    attributes: dict[str, str] = {}
    while match := _ATTRIBUTE.match(text, at):
        at = max(match.end(), at + 1)
        if match["end"]:
            return at, attributes
        value = match["double"] or match["single"] or match["bare"] or ""
        attributes.setdefault(match["name"].lower(), charrefs.attribute(value))
    return _past(text, ">", at), attributes
