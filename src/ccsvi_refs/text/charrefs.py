"""Character references as HTML reads them in attributes, https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
#: Names that are known without a semicolon, the longest first.
_BARE = sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True)


def attribute(value: str) -> str:
    """Return an attribute's value with its character references read.

    ``&section=2`` stays: a name without a semicolon is none where ``=``, a letter or a digit follows it.
    """
    return _REFERENCE.sub(_read, value) if "&" in value else value


def _read(match: re.Match[str]) -> str:
    found = match.group()
    if found[1] == "#" or (found.endswith(";") and found[1:] in html5):
        return unescape(found)
    name = next((name for name in _BARE if found.startswith(name, 1)), "")
    rest = found[len(name) + 1 :]
    following = rest[:1] or match.string[match.end() : match.end() + 1]
    if not name or following == "=" or (following.isascii() and following.isalnum()):
        return found
    return unescape(f"&{name};") + rest
