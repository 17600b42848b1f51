"""Entries read from a file → a bibliography: keys unique, places and links kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.identifiers import parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, FrozenDict, Link, Mention, Name, Problem, Reference, Value, freeze
from ccsvi_refs.text import addresses

_YEAR = re.compile(r"\d{4}")
#: Fields in whose text an address is one of the work's.
_WITH_ADDRESSES = ("note", "annote", "medium", "archive_location")


@dataclass(slots=True)
class FileEntry:
    """One entry of a file: fields, key as written, place, the lines of its fields, the source's own texts.

    ``addresses`` are those beside ``URL``, each with its line.
    """

    data: dict[str, Any]
    location: Location
    key: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    raws: Mapping[str, str] = field(default_factory=dict)
    addresses: Sequence[tuple[str, int]] = ()


def bibliography(entries: Iterable[FileEntry], problems: Iterable[Problem], path: str) -> Bibliography:
    """Return the entries as references under unique keys, with a problem for each key used twice, in file order."""
    listed, found = list(entries), list(problems)
    keys = _keys(listed)
    for entry, unique in zip(listed, keys, strict=True):
        key = entry.key.strip()
        if key and unique != key:
            found.append(
                Problem(f"the key {key!r} is used more than once; this entry became {unique!r}", entry.location, key)
            )
    references = [_reference(entry, unique) for entry, unique in zip(listed, keys, strict=True)]
    links = tuple(link for reference in references if reference.mention for link in reference.mention.links)
    found.sort(key=lambda problem: problem.location.line if problem.location else 0)
    return Bibliography(tuple(references), links, tuple(found), path=path)


def _keys(entries: Sequence[FileEntry]) -> list[str]:
    """Return a key for each entry: its own, numbered where an entry before has it; else one made of its content.

    A key that is given is never lent to another entry, and made keys do not depend on the order of the file.
    """
    taken = {key for entry in entries if (key := entry.key.strip())}
    used: set[str] = set()
    counts: dict[str, int] = {}
    keys = [""] * len(entries)
    for index, entry in enumerate(entries):
        if key := entry.key.strip():
            keys[index] = key if key not in used else _free(key, "-", taken, counts)
            used.add(key)
    nameless = [index for index, entry in enumerate(entries) if not entry.key.strip()]
    for index in sorted(nameless, key=lambda index: _content(entries[index].data)) if len(nameless) > 1 else nameless:
        base = _made(entries[index].data)
        keys[index] = base if base not in taken else _free(base, "", taken, counts)
        taken.add(keys[index])
    return keys


def _free(key: str, joint: str, taken: set[str], counts: dict[str, int]) -> str:
    """Return the key with the next number or letter that is free, and take it; ``counts`` holds the last of each."""
    while True:
        counts[key] = counts.get(key, 1) + 1
        unique = f"{key}{joint}{_ordinal(counts[key], joint)}"
        if unique not in taken:
            taken.add(unique)
            return unique


def _ordinal(number: int, joint: str) -> str:
    """Return ``2`` for a key that was given twice, ``b`` for one that was made twice."""
    return str(number) if joint or number > 26 else chr(ord("a") + number - 1)


def _content(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what tells an entry from others, whatever stands around it."""
    return (*(str(data.get(name, "")) for name in ("title", "container-title", "issued", "DOI")), repr(data))


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's fields without those that are empty."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _reference(entry: FileEntry, key: str) -> Reference:
    data = {"id": key, "type": entry.data.get("type") or "document"}
    provenance = {}
    for name, value in entry.data.items():
        if name in ("id", "type"):
            continue
        frozen = freeze(value)
        data[name] = frozen
        if name != "custom":
            raw = entry.raws.get(name)
            provenance[name] = (Value("cited", frozen, raw=raw if raw != frozen else None),)
    links = tuple(Link(url, "", Location(entry.location.path, line), key) for url, line in _addresses(entry).items())
    return Reference(FrozenDict(data), Mention("", entry.location, links), FrozenDict(provenance))


def _addresses(entry: FileEntry) -> dict[str, int]:
    """Return every address of an entry once, and that of its DOI, each with the line it stands in."""
    found: dict[str, int] = {}
    places = dict(reversed(entry.addresses))
    for url, line in (*_of_fields(entry), *entry.addresses):
        found.setdefault(url, line or places.get(url, 0) or entry.location.line)
    return found


#: ``www.journal.example/a`` and ``journal.example/a``, as people write into fields for addresses.
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/|$))", re.IGNORECASE)
#: What parts addresses in one field.
_SEVERAL = re.compile(r"(?<![\s,;|])[\s,;|]++(?=(?:https?://|ftp://|www\.))")


def _of_fields(entry: FileEntry) -> Iterator[tuple[str, int]]:
    url, doi = entry.data.get("URL"), entry.data.get("DOI")
    if isinstance(url, str) and url:
        yield from (
            (f"http://{one}" if _HOST.match(one) else one, entry.lines.get("URL", 0)) for one in _SEVERAL.split(url)
        )
    identifier = parse("doi", doi) if isinstance(doi, str) else None
    if identifier:
        yield identifier.url, entry.lines.get("DOI", 0)
    for name in _WITH_ADDRESSES:
        text = entry.data.get(name)
        if isinstance(text, str) and ("://" in text or "www." in text or "10." in text):
            yield from ((address.url, entry.lines.get(name, 0)) for address in addresses.find(text))


def _made(data: Mapping[str, Any]) -> str:
    """Return a key of the first name and the year, of the title where there is no name."""
    names = [*(data.get("author") or ()), *(data.get("editor") or ())]
    name = Name.from_csl(names[0]) if names else Name()
    word = name.family or name.literal or str(data.get("title") or "") or str(data.get("container-title") or "")
    ascii_word = unicodedata.normalize("NFKD", re.sub(r"<[^<>]*>", "", word)).encode("ascii", "ignore").decode()
    letters = re.sub(r"\W+", "", ascii_word if name.family else ascii_word.partition(" ")[0]).lower()[:40]
    year = _YEAR.search(str(data.get("issued") or ""))
    return (letters + (year.group() if year else "")) or "entry"
