"""Citation labels of items that bring none: letters of the names and two digits of the year."""

from __future__ import annotations

import re

from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.names import PersonalName

_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def citation_label(item: Item) -> str:
    """Return the label made of an item's first names and its year, such as ``Zamb09``."""
    given = item.text("citation-label")
    return given or _made(item)


_CREATORS = ("author", "editor", "translator", "director", "composer", "illustrator")


def _made(item: Item) -> str:
    names = next(filter(None, map(item.names, _CREATORS)), ())
    lengths = _LETTERS.get(len(names), (1, 1, 1, 1))
    if not names:
        return _head(item.plain("title"), 4).capitalize() + _year(item)
    return "".join(map(_head, map(_known_by, names), lengths)) + _year(item)


def _known_by(name: PersonalName) -> str:
    """Return what people look a name up by: an institution's without its article, a family's as it is."""
    return name.family if name.given else _ARTICLE.sub("", name.family or name.literal)


def _head(text: str, length: int) -> str:
    letters = "".join(filter(str.isalpha, text))[:length]
    return letters[:1] + letters[1:].lower()


def _year(item: Item) -> str:
    date = item.date("issued")
    return f"{abs(date.start.year) % 100:02d}" if date and date.start and date.start.year else "00"
