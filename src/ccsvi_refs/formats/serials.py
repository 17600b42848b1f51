"""ISBNs as files and registries write them: with remarks, several in one field, under an address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccsvi_refs.identifiers import parse

_ISBN = re.compile(r"(?<![\d-])(?:97[89][\s‐-]?)?\d(?:[\s‐-]?\d){8}[\s‐-]?[\dXx](?![\d-])")


def isbn(texts: Iterable[str]) -> str:
    """Return the first well-formed ISBN in some texts as 13 digits, empty where there is none."""
    found = (parse("isbn", match.group()) for text in texts for match in _ISBN.finditer(text))
    return next((identifier.value for identifier in found if identifier), "")


def written(text: str) -> str:
    """Return the first well-formed ISBN in a text as it is written there, the text where there is none."""
    return next(iter(several(text)), text)


def several(text: str) -> list[str]:
    """Return all well-formed ISBNs in a text as they are written there."""
    return [match.group() for match in _ISBN.finditer(text) if parse("isbn", match.group())]
