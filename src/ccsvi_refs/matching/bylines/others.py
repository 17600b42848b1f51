"""What is left over of a list of names and looks like names itself: authors that nobody registered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.matching import persons
from ccsvi_refs.matching.bylines.words import Word, author
from ccsvi_refs.matching.prepared import Author


def first_alone(words: Sequence[Word], sure: bool) -> list[tuple[int, Author, str]]:
    """Return the name a list begins with in which no registered one stands, as far as it looks like a name."""
    if sure:
        return list(_first(words))
    first = next(left_over(words, set()), None)
    return [first] if first and first[0] == 0 and first[1].initials and words[0].part == 0 else []


def _first(words: Sequence[Word]) -> Iterator[tuple[int, Author, str]]:
    """Yield the first name of a list in which nothing else could be told."""
    named = [word for word in words if word.part == words[0].part and not word.is_title]
    if named and not any(word.is_name and not word.initials for word in named):
        yield 0, author(named[:1], [word.folded for word in named[1:]]), " ".join(word.raw for word in named)


def left_over(words: Sequence[Word], taken: set[int]) -> Iterator[tuple[int, Author, str]]:
    """Yield what is left over and looks like names, with its place."""
    places = [i for i in range(len(words)) if i not in taken and words[i].is_name]
    chunk: list[int] = []
    for i in places:
        if chunk and (_is_apart(words[chunk[-1]], words[i]) or any(k in taken for k in range(chunk[-1], i))):
            alone = all(words[k].initials for k in range(i, len(words)) if words[k].part == words[i].part)
            if not (alone and words[i].part == words[chunk[-1]].part + 1):
                yield from _other(words, chunk)
                chunk = []
        chunk.append(i)
    if chunk:
        yield from _other(words, chunk)


def _is_apart(word: Word, other: Word) -> bool:
    """Whether two words are parts of two names: a comma between semicolons is within one."""
    if word.person and other.person:
        return word.person != other.person
    return word.part != other.part


def _other(words: Sequence[Word], chunk: Sequence[int]) -> Iterator[tuple[int, Author, str]]:
    names = [words[i] for i in chunk if not words[i].initials]
    initials = "".join(words[i].initials for i in chunk)
    if not names:
        return
    if not persons.GROUPS.isdisjoint(word.folded for word in names):
        all_ = [words[i] for i in chunk]
        yield chunk[0], replace(author(all_), group=True), " ".join(word.raw for word in all_)
        return
    first = [word for word in names if word.part == names[0].part]
    if len(first) < len(names):
        family, given = first, [words[i].folded for i in chunk if words[i] not in first]
    elif not initials and len(names) > 1:
        family, given = names[-1:], [word.folded for word in names[:-1]]
    else:
        family, given = names, list(initials)
    raw = " ".join(word.raw for word in family)
    who = author(family, given)
    yield chunk[0], who, f"{raw} {who.initials.upper()}".strip()
