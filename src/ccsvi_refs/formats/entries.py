"""Entries read from a file → a bibliography: keys unique, places and links kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.identifiers import in_url, parse
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, FrozenDict, Link, Mention, Name, Problem, Reference, Value, freeze
from ccsvi_refs.text import addresses

_YEAR = re.compile(r"\d{4}")


@dataclass(slots=True)
class Entry:
    """One entry of a file: fields, key as written, place, the lines of its fields, the source's own texts.

    ``links`` are all its addresses with their lines, those of the fields URL and DOI among them or not.
    """

    data: dict[str, Any]
    location: Location
    key: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    raws: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[tuple[str, int]] = ()


def bibliography(entries: Iterable[Entry], problems: Iterable[Problem], path: str) -> Bibliography:
    """Return the entries as references under unique keys, with a problem for each key used twice, in file order."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    references, found = [], list(problems)
    for entry in entries:
        key = entry.key.strip()
        unique = _unique(key or _made(entry.data), taken, counts, "-" if key else "")
        if key and unique != key:
            found.append(
                Problem(f"the key {key!r} is used more than once; this entry became {unique!r}", entry.location, key)
            )
        taken.add(unique)
        references.append(_reference(entry, unique))
    links = tuple(link for reference in references if reference.mention for link in reference.mention.links)
    found.sort(key=lambda problem: problem.location.line if problem.location else 0)
    return Bibliography(tuple(references), links, tuple(found), path=path)


def _reference(entry: Entry, key: str) -> Reference:
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
    mention = Mention("", entry.location, _links(entry, data, key))
    return Reference(FrozenDict(data), mention, FrozenDict(provenance))


def _links(entry: Entry, data: Mapping[str, Any], key: str) -> tuple[Link, ...]:
    """Return a link for the address and the DOI of an entry, and for every further address, at their fields' lines."""
    written: list[tuple[str, int]] = []
    for name in ("URL", "DOI"):
        text = data.get(name)
        if isinstance(text, str) and text:
            written.append((_leading(name, text), entry.lines.get(name, entry.location.line)))
    found: dict[str, Link] = {}
    for url, line in (*written, *entry.links):
        identifier = in_url(url)
        same = identifier.url if identifier else url.rstrip("/")
        if url:
            found.setdefault(same, Link(url, "", Location(entry.location.path, line), key))
    return tuple(found.values())


def _leading(name: str, text: str) -> str:
    """Return the address that a URL or DOI stands for; a name without a scheme is that of a host."""
    if name == "DOI":
        identifier = parse("doi", text)
        return identifier.url if identifier else ""
    return addresses.absolute(text) or (f"http://{text}" if _HOST.match(text) else text)


#: ``www.journal.example/a`` and ``journal.example/a``, as people write into fields for addresses.
_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/|$))", re.IGNORECASE)


def _unique(key: str, taken: set[str], counts: dict[str, int], joint: str) -> str:
    """Return the key with a number or letter after it where it is taken; ``counts`` holds the last number of each."""
    unique = key
    while unique in taken:
        counts[key] = counts.get(key, 1) + 1
        unique = f"{key}{joint}{_ordinal(counts[key], joint)}"
    return unique


def _ordinal(number: int, joint: str) -> str:
    """Return ``2`` for a key that was given twice, ``b`` for one that was made twice."""
    return str(number) if joint or number > 26 else chr(ord("a") + number - 1)


def _made(data: Mapping[str, Any]) -> str:
    """Return a key of the first name and the year, of the title where there is no name."""
    names = [*(data.get("author") or ()), *(data.get("editor") or ())]
    name = Name.from_csl(names[0]) if names else Name()
    word = name.family or name.literal or str(data.get("title") or "") or str(data.get("container-title") or "")
    ascii_word = unicodedata.normalize("NFKD", re.sub(r"<[^<>]*>", "", word)).encode("ascii", "ignore").decode()
    letters = re.sub(r"\W+", "", ascii_word if name.family else ascii_word.partition(" ")[0]).lower()[:40]
    year = _YEAR.search(str(data.get("issued") or ""))
    return (letters + (year.group() if year else "")) or "entry"
