"""What a citation string prints of a record, whatever was read of it: a reading that went astray is no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.matching import containers, locating
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.text.folding import STOPWORDS, words

_DASH = re.compile(r"[-‐‑‒–—−]")
#: The year or number of a meeting or volume at either end of a container's name.
_NUMBERING = re.compile(r"^[\W\d]+(?:(?:st|nd|rd|th)\b)?|[\W\d]*\d(?:-?[A-Z])?$|\W+$|\s[IVX]+$")
_NUMERAL = re.compile(r"[ivxlcdm]+|\w*\d\w*")
#: Words that may stand between a journal's name and its volume.
_LOCATING = frozenset({"vol", "volume", "no", "nr", "band", "bd", "tome", "pp", "p", "part", "pt"})
#: A word of fewer letters is an initial, a particle or a page.
_TELLING = 4
#: No volume or range of pages is longer.
_LONGEST = 60
#: A name of so many words that stands where a journal's name belongs is one.
_WHOLE = 2
#: A name of so many words has marks of punctuation in it, and may be followed by anything.
_LONG = 5


def container(page: Cited, said: str, record: Registered) -> bool:
    """Whether the text prints the record's container between a mark of punctuation and a number, or at its end.

    ``said``, what was read as the container, may be a part of it, or an author, a year or a volume beside it.
    """
    for found in _containers(page, record):
        if found.end - found.start >= _WHOLE:
            return True
        if not _telling(said, {*page.words[found.start : found.end], *_authors(record)}):
            return True
    return False


def names_container(said: str, record: Registered) -> bool:
    """Whether a text is a form of the record's container, the number or year of a series or meeting aside."""
    bare = _NUMBERING.sub("", said)
    return any(
        containers.same(said, name) or containers.same(bare, _NUMBERING.sub("", name))
        for name in containers.names(record.reference)
    )


def in_container(page: Cited, found: Found, record: Registered) -> bool:
    """Whether words that look like a title are some of those that print the record's container."""
    return any(name.start <= found.start and found.end <= name.end + 1 for name in _containers(page, record))


def is_title(said: str, record: Registered) -> bool:
    """Whether a text has words of its own: more than the record's authors, its container and numbers."""
    return bool(_telling(said, {*_authors(record), *(word for form in record.containers for word in form)}))


def volume(page: Cited, registered: str) -> bool:
    """Whether the text prints a volume that no rule would take for one: ``First10Anniv``, ``2017.53``, ``LVIII``."""
    unusual = not registered.isdecimal() and len(registered) > 1
    return unusual and _stands_in(page, registered)


def pages(page: Cited, registered: str) -> bool:
    """Whether the text prints pages just as the record has them: ``306.1-306``, ``C6-308-C6-310``."""
    first = _DASH.split(registered)[0].strip()
    if (
        "." in first
        and len(first) <= _LONGEST
        and re.search(rf"(?<![\w.]){re.escape(first)}(?!\w|\s?[-‐‑‒–—−])", page.body)
    ):
        return True
    return bool(re.search(r"[-.‐‑‒–—−]", registered)) and _stands_in(page, registered)


def misread(page: Cited, value: str, record: Registered) -> bool:
    """Whether what was read as a volume or issue is a volume, page or year that the text prints but once."""
    bare = re.sub(r"^suppl?(?:ement)?", "", value)
    others = {record.volume, record.first_page, record.last_page, *map(str, record.years)}
    if bare in others and page.words.count(bare) <= 1:
        return True
    printed = record.reference.text("page")
    return len(_DASH.findall(printed)) > 1 and pages(page, printed)


def year(value: int, record: Registered) -> bool:
    """Whether a year is part of the container's name: ``Atmospheric Environment (1967)``."""
    return any(str(value) in form for form in record.containers)


def whole_container(page: Cited, record: Registered, taken: range) -> bool:
    """Whether a name of the record's container, of several words, stands between two marks of punctuation."""
    ends = {end for _, end in page.segments}
    for form in record.containers:
        found = locating.container(page, form, taken)
        size = found.end - found.start
        if found.likeness == 1 and size >= _WHOLE and found.start not in taken:
            left = next((begin for begin, stop in page.segments if begin <= found.start < stop), 0)
            bounded = all(word in STOPWORDS for word in page.words[left : found.start])
            if bounded and (found.end in ends or size >= _LONG):
                return True
    return False


def _containers(page: Cited, record: Registered) -> Iterator[Found]:
    for form in record.containers:
        found = locating.container(page, form, range(0))
        if found.likeness == 1 and _bounded(page, found.start, found.end):
            yield found


def _bounded(page: Cited, start: int, end: int) -> bool:
    left = next((begin for begin, stop in page.segments if begin <= start < stop), 0)
    after = page.words[end] if end < len(page.words) else "0"
    return all(word in STOPWORDS for word in page.words[left:start]) and (
        after in _LOCATING or bool(_NUMERAL.fullmatch(after))
    )


def _telling(said: str, explained: set[str]) -> list[str]:
    return [
        word
        for word in words(said)
        if len(word) >= _TELLING and word not in STOPWORDS and word not in explained and not _NUMERAL.fullmatch(word)
    ]


def _authors(record: Registered) -> set[str]:
    return {word for author in record.authors for word in author.words}


def _stands_in(page: Cited, registered: str) -> bool:
    if len(registered) > _LONGEST:
        return False
    wanted = re.escape(_DASH.sub("-", registered).lower())
    return bool(re.search(rf"(?<!\w){wanted}(?!\w)", _DASH.sub("-", page.body).lower()))
