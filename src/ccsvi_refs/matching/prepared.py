"""Citation strings and candidates made ready for comparison: everything that needs doing once is done here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from ccsvi_refs import identifiers
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.matching import containers, numerals
from ccsvi_refs.model import Name, Reference
from ccsvi_refs.text import notices
from ccsvi_refs.text.folding import UMLAUTS, compact, fold, plain, tokens, words

#: So many authors of a record are looked for.
AUTHORS = 12

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: The number of a reference in its list: ``1.``, ``[12]``, ``(3)``, or raised, which text without raised letters runs
#: together with what follows: ``1Nature``, ``1J. A. Roe``.
_ORDINAL = re.compile(
    r"\s*(?:[\[(]\d{1,3}[\])][.:]?|\d{1,3}[.:)]|\d{1,3}(?=\s|[A-ZÀ-Þ][a-zß-ÿ]{2}|[A-ZÀ-Þ]\.\s?[A-ZÀ-Þ]))\s*(?=[^\W\d])"
)
_ET_AL = re.compile(r"\bet\.? al\b|\band others\b|\bu\. ?a\.|…|\.\.\.|\bet coll\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_BREAK = re.compile(r"[.,;:?!()\[\]{}\n\"“”«»/]| [-–—] ")
#: Words that make a notice, a comment or a part of a title; the work itself is another.
_MARKER = re.compile(
    r"\b(?:erratum|errata|corrigend(?:um|a)|corrections?(?:\sto)?:|retraction|expression of concern|comments? on"
    r"|commentary|repl(?:y|ies)\b|author'?s?'? response|response to|re:|letter to|editorial|rebuttal|protocol"
    r"|addendum|book review|abstract:|index to|author index|subject index|table of contents)",
    re.IGNORECASE,
)
#: Words by which a family name without given names is a group's.
_GROUP = frozenset({"collaboration", "collaborators", "committee", "consortium", "group", "investigators", "network"})
#: What some records put behind the family name, in its field.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_INITIALS = re.compile(r"(?:[A-Z][-. ]+)+(?=[^\W\d_]{2})")
#: What stands before a colon without being a title.
_HEADING = re.compile(r"\babstract$|^(?:book )?reviews?$|^editorial$|^letters?$|^comment(?:ary)?$|^re$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\[? ?\b(?:(?:e-?pub|online|published(?: online)?)\s+ahead of (?:print|publication)|ahead of print|in press"
    r"|forthcoming)\b ?\]?",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?+(?:[:?!.;]|(?<=\s)[-–—])\s+|—")


class Cited:
    """A citation string: its words with their places, its numbers, its identifiers."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.identifiers = tuple(identifiers.find(self.text))
        self.body = _blank(self.text, [*self._ordinal(), *self._addresses(), *notices.spans(self.text)])
        found = tokens(self.body)
        self.words = [word for word, _, _ in found]
        self.starts = [start for _, start, _ in found]
        self.ends = [end for _, _, end in found]
        self.bag = frozenset(self.words)
        self.compact = "".join(self.words)

    def _ordinal(self) -> Iterator[tuple[int, int]]:
        if match := _ORDINAL.match(self.text):
            yield match.span()

    def _addresses(self) -> Iterator[tuple[int, int]]:
        yield from ((found.start, found.end) for found in self.identifiers)
        yield from (match.span() for match in _ADDRESS.finditer(self.text))

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word starts in the compact text."""
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word)
        return offsets

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each word the indices at which it stands."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word, []).append(index)
        return places

    @cached_property
    def by_letter(self) -> dict[str, list[int]]:
        """For each first letter the indices of the words that begin with it."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            places.setdefault(word[0], []).append(index)
        return places

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every word with a digit, in comparable form."""
        return _numbers(self.words)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years the text names."""
        return frozenset(year for year, _ in numerals.years(self.body))

    @cached_property
    def locator(self) -> numerals.PrintedPlace:
        """The volume, issue and pages the text names."""
        return numerals.locator(self.body)

    def outside(self, start: int, end: int) -> Cited:
        """Return the citation with the numbers and the place in print that stand outside a range, its title."""
        if end <= start:
            return self
        other = copy(self)
        other.numbers = _numbers(self.words[:start] + self.words[end:])
        if self.starts[start] <= self.locator.start <= self.locator.end <= self.ends[end - 1]:
            other.locator = numerals.locator(_blank(self.body, [(self.starts[start], self.ends[end - 1])]))
        return other

    @cached_property
    def et_al(self) -> bool:
        """Whether the list of authors says that it is cut short."""
        return bool(_ET_AL.search(self.body))

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """The words before which the text is broken off by an ellipsis."""
        return tuple(bisect_right(self.starts, match.start()) for match in _ELLIPSIS.finditer(self.body))

    @cached_property
    def markers(self) -> frozenset[str]:
        """The words that say the work is a notice, a comment, a reply, a protocol."""
        return markers(self.body)

    @cached_property
    def ahead(self) -> str:
        """The words by which the citation says that the work is ahead of print, empty where it does not."""
        found = _AHEAD.search(self.text)
        return found.group().strip(" []") if found else ""

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """The stretches of words between punctuation, as index ranges."""
        marks = [match.start() for match in _BREAK.finditer(self.body)]
        bounds = sorted({bisect_right(self.starts, mark) for mark in marks} | {0, len(self.words)})
        return tuple(pairwise(bounds))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of words that a range of the compact text touches."""
        first = max(0, bisect_right(self.offsets, start) - 1)
        return first, bisect_right(self.offsets, max(start, end - 1))


@lru_cache(maxsize=256)
def cited(text: str) -> Cited:
    """Return a citation string in comparable form; search, choice and differences ask for the same one in turn."""
    return Cited(text)


def _numbers(found: Iterable[str]) -> frozenset[str]:
    return frozenset(numerals.number(word) for word in found if any(c.isdigit() for c in word))


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Author:
    """A name in comparable form: the family name's words in one run, its words, the initials of the given names.

    ``spelt_out`` is the family name with its umlauts written as two letters; ``given`` the words of the given names,
    each a letter where only initials are known; ``group`` says that it names no person.
    """

    family: str
    spelt_out: str
    words: tuple[str, ...]
    initials: str
    given: tuple[str, ...] = ()
    group: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """A registry's record in comparable form."""

    reference: Reference
    title: tuple[str, ...]
    compact_title: str
    main_title: str
    authors: tuple[Author, ...]
    containers: tuple[tuple[str, ...], ...]
    years: tuple[int, ...]
    volume: str
    issue: str
    first_page: str
    last_page: str
    doi: str
    pmid: str
    markers: frozenset[str]
    original: Registered | None = None


def candidate(reference: Reference) -> Registered:
    """Return a record in comparable form."""
    title = plain(reference.title)
    title_words = tuple(words(title))
    main = _SUBTITLE.split(title, maxsplit=1)[0]
    first, last = numerals.pages(reference.text("page") or reference.text("number"))
    return Registered(
        reference,
        title_words,
        "".join(title_words),
        "" if len(main) == len(title) or _HEADING.search(main) else "".join(words(main)),
        tuple(filter(None, map(author, _people(reference)))),
        tuple(form for name in containers.names(reference) for form in containers.forms(name)),
        _years(reference),
        numerals.volume(reference.text("volume")),
        numerals.volume(reference.text("issue")),
        first,
        last,
        _identifier(reference, "DOI", "doi"),
        _identifier(reference, "PMID", "pmid"),
        markers(title),
        _original(reference),
    )


def _original(reference: Reference) -> Registered | None:
    """Return a record under the title that its own translates, or is translated by; None where it has but one."""
    other = reference.text("original-title")
    if not other or compact(other) == compact(reference.title):
        return None
    return candidate(reference.with_fields(title=other, original_title=None))


def markers(text: str) -> frozenset[str]:
    """Return the words of a text that make another work of it: a notice, a comment, a reply, a protocol."""
    if not (found := _MARKER.findall(text)):
        return frozenset()
    return frozenset(re.sub(r"[^a-z]", "", match.lower())[:6] for match in found)


def _people(reference: Reference) -> Iterator[Name]:
    """Yield the first authors, or editors where there are none; more of them settle nothing."""
    people = reference.data.get("author") or reference.data.get("editor") or ()
    return map(Name.from_csl, people[:AUTHORS])


def author(name: Name) -> Author | None:
    """Return a name in comparable form, None where nothing of it is left."""
    family = plain(name.family or name.literal)
    particles = f"{name.dropping_particle} {name.non_dropping_particle} "
    parts = tuple(words(particles + family if particles.strip() else family))
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts = parts[:-1]
        family = family.rstrip(" ,.").rpartition(" ")[0]
    if not parts or (len(parts) == 1 and parts[0] in _SUFFIXES and not name.given):
        # Some records hold the suffix of a name as a name of its own.
        return None
    given = tuple(words(name.given)) if name.given else ()
    if not name.given and name.family and len(parts) > 1 and (short := _INITIALS.match(family)):
        # Some records hold the whole name in the family name: "H-J Koo".
        return author(Name(family[short.end() :], short.group()))
    if name.given.isupper() and name.given.isalpha() and len(name.given) <= 3:
        given = tuple(fold(name.given))
    group = not name.family or (not given and not _GROUP.isdisjoint(parts))
    initials = "".join(word[0] for word in given)
    return Author("".join(parts), compact(family.translate(UMLAUTS)), parts, initials, given, group)


def _identifier(reference: Reference, field: str, kind: IdentifierKind) -> str:
    found = identifiers.parse(kind, text) if (text := reference.text(field)) else None
    return found.value if found else ""


def _years(reference: Reference) -> tuple[int, ...]:
    known = (name for name in ("issued", "available-date", "original-date") if name in reference.data)
    dates = map(reference.date, known)
    return tuple(dict.fromkeys(date.year for date in dates if date and date.year))
