"""Records that a document holds beside what it prints: each goes with the entry that prints the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ccsvi_refs.model import Mention, Reference, freeze

#: A title shorter than this is found in any text, and says something beside a volume and a page alone.
_SHORTEST = 8
#: By pieces of so many letters, and so many of a title, those entries are looked up that may print a work.
_PIECE = 8
_PIECES = 8

#: Length of a piece → piece → the entries that have it and no record yet, in their order.
_Having = Mapping[int, Mapping[str, dict[int, None]]]


def merged(printed: Sequence[Reference], held: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return the printed entries, with the fields of the record of each that has one, then the records of no entry."""
    records = tuple(held)
    found = _matched(printed, records) if records else {}
    of_entry = {at: records[number] for number, at in found.items()}
    entries = [_with_record(one, of_entry[at]) if at in of_entry else one for at, one in enumerate(printed)]
    return (*entries, *(record for number, record in enumerate(records) if number not in found))


def _matched(printed: Sequence[Reference], records: Sequence[Reference]) -> dict[int, int]:
    """Return the entry of each record that has one: by the DOIs first, then by the titles, the longest first.

    A short title stands in longer ones too, and the entry that prints a longer one is that of the longer one's record.
    """
    texts = {at: _letters(one.mention.text) for at, one in enumerate(printed) if one.mention}
    dois = {at: _letters(printed[at].text("DOI")) for at in texts}
    ways = ([_doi(record) for record in records], [_title(record) for record in records])
    having = _having(texts, (text for way in ways for sought in way for text in sought))
    longest = sorted(range(len(records)), key=lambda number: -len(_letters(records[number].title)))
    found: dict[int, int] = {}
    for by_doi, way in zip((True, False), ways, strict=True):
        for number in longest:
            if number in found:
                continue
            sought = way[number]
            likely = min((having[len(each)][each] for text in sought for each in _pieces(text)), key=len, default={})
            printing = (at for at in likely if all(text in texts[at] for text in sought))
            at = next((at for at in printing if not (by_doi and dois[at]) or dois[at] == sought[0]), None)
            if at is not None:
                found[number] = at
                for entries in _with_a_piece(texts[at], having):
                    entries.pop(at, None)
    return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"<[^<>]{0,40}>", "", text)).casefold()


def _doi(record: Reference) -> tuple[str, ...]:
    """Return the letters of a record's DOI, which an entry of it may print; nothing where it has none."""
    doi = _letters(record.text("DOI"))
    return (doi,) if doi else ()


def _title(record: Reference) -> tuple[str, ...]:
    """Return the letters that an entry of a record prints: its title, a short one with volume and page, or nothing."""
    title = _letters(record.title)
    place = [_letters(record.text(name)) for name in ("volume", "page")] if len(title) < _SHORTEST else []
    parts = (title, *place)
    return parts if all(parts) else ()


def _pieces(text: str) -> list[str]:
    """Return pieces of what is sought, each of which every entry has that prints it."""
    step = max(1, (len(text) - _PIECE) // _PIECES)
    return [text[at : at + _PIECE] for at in range(0, max(1, len(text) - _PIECE + 1), step)]


def _having(texts: Mapping[int, str], sought: Iterable[str]) -> _Having:
    """Return the entries, in their order, that have each piece of what is sought."""
    having: dict[int, dict[str, dict[int, None]]] = {}
    for text in sought:
        for piece in _pieces(text):
            having.setdefault(len(piece), {})[piece] = {}
    for at, text in texts.items():
        for entries in _with_a_piece(text, having):
            entries[at] = None
    return having


def _with_a_piece(text: str, having: _Having) -> list[dict[int, None]]:
    """Return the entries of each piece that a text has."""
    found = []
    for size, entries in having.items():
        shared = entries.keys() & {text[at : at + size] for at in range(len(text) - size + 1)}
        found += [entries[piece] for piece in shared]
    return found


def _with_record(entry: Reference, record: Reference) -> Reference:
    mention = entry.mention or Mention("")
    data = {**entry.data, **record.data, "id": entry.id}
    provenance = freeze({**entry.provenance, **record.provenance})
    return replace(record, data=data, mention=mention, provenance=provenance)  # type: ignore[arg-type]  # it is frozen
