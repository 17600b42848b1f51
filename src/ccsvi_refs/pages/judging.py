"""Is an entry a citation string, a note or prose? It depends on what is found in it and on where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ccsvi_refs.identifiers import in_url
from ccsvi_refs.location import Location
from ccsvi_refs.model import Mention, Problem, Reference
from ccsvi_refs.pages import notes, records, series, unmarked, weighing
from ccsvi_refs.pages.entry import LIMIT, PageEntry, is_located, is_whole, may_cite, opens_with_initials
from ccsvi_refs.text import marks

#: What is enough under a heading for references, and anywhere else on the page.
_LISTED, _ANYWHERE = 3.0, 4.5

_PLACED = (*weighing.WHEN_OR_WHERE, "author", "publisher", "number")
_IDENTIFIERS = ("DOI", "PMID", "PMCID", "ISBN", "URL")

#: Characters within which somebody's name and a year make an entry, whatever else is read in it.
_SIGNED = 160

#: Types that only a form of words of their own gives.
_KNOWN = frozenset({"legislation", "legal_case", "standard", "hearing", "interview", "personal_communication"})
_QUOTES = "\"“„«'‘ "
#: An entry read as a work, kept raw, told apart as a note, or passed over as prose.
_Verdict = Literal["work", "raw", "note", "prose"]


@dataclass(frozen=True, slots=True)
class Judged:
    """The references of a page in order, those that were not read, the notes, and the places of references' lines.

    ``printed`` gives the references before which the page prints a number, by their index, with the list's number.
    """

    references: tuple[Reference, ...] = ()
    unread: tuple[Mention, ...] = ()
    notes: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()
    printed: tuple[tuple[int, int], ...] = ()
    taken: frozenset[Location] = frozenset()


def judge(found: Sequence[PageEntry], path: str) -> Judged:
    """Return what the entries of a page are."""
    read = [weighing.read(entry) if weighing.is_worth_reading(entry) else None for entry in found]
    readings = [None if one and notes.is_stamp(one.shown) else one for one in read]
    lists = series.counted(found, readings)
    citing = {entry.section for entry, reading in zip(found, readings, strict=True) if reading and reading.cites}
    verdicts: list[_Verdict] = [
        _verdict(entry, reading, lists[entry.series, entry.marked], citing)
        for entry, reading in zip(found, readings, strict=True)
    ]
    gathered = _Gathered()
    for entry, reading, verdict in zip(found, readings, _among(found, readings, verdicts), strict=True):
        if entry.code:
            _take_records(entry, gathered, path)
        elif reading is not None and verdict != "prose":
            _take(reading, verdict, gathered)
    return Judged(
        tuple(gathered.references),
        tuple(gathered.unread),
        tuple(gathered.notes),
        tuple(gathered.problems),
        tuple(gathered.printed),
        frozenset(gathered.taken),
    )


@dataclass(slots=True)
class _Gathered:
    """What was made of the entries so far."""

    references: list[Reference] = field(default_factory=list)
    unread: list[Mention] = field(default_factory=list)
    notes: list[Mention] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    printed: list[tuple[int, int]] = field(default_factory=list)
    taken: set[Location] = field(default_factory=set)


def _take_records(entry: PageEntry, gathered: _Gathered, path: str) -> None:
    page = records.read(entry, path)
    gathered.references += page.references
    gathered.problems += page.problems


def _take(reading: weighing.Reading, verdict: _Verdict, gathered: _Gathered) -> None:
    """Take in an entry as a work, as its raw text or as a note."""
    entry = reading.entry
    mention = Mention(reading.shown, entry.location, tuple(entry.links), _number(entry))
    if verdict == "note":
        gathered.notes.append(mention)
        return
    gathered.taken.update(line.location for line in (*entry.lines, *([entry.term] if entry.term else ())))
    if _is_printed(entry):
        gathered.printed.append((len(gathered.references), entry.series))
    if verdict == "work":
        previous = gathered.references[-1] if gathered.references else None
        gathered.references.append(
            replace(notes.with_repeated_names(reading.found, reading.text, previous), mention=mention)
        )
    else:
        identified = {name: value for name, value in reading.found.data.items() if name in _IDENTIFIERS}
        gathered.references.append(Reference({"type": "document", **identified}, mention))
        gathered.unread.append(mention)


def _is_printed(entry: PageEntry) -> bool:
    """Return whether the number before an entry is the page's own and not that of a list that is counted for it."""
    return not entry.item or not re.fullmatch(r"\d+[.)]", entry.mark)


def _number(entry: PageEntry) -> str:
    """Return the number that the page itself gives the entry, with what stands around it; empty for a bullet."""
    return entry.mark.strip() if marks.number(entry.mark) else ""


def _verdict(entry: PageEntry, reading: weighing.Reading | None, known: series.Series, citing: set[int]) -> _Verdict:
    if reading is None or _is_navigation(entry):
        return "prose"
    if entry.marked and entry.place == "references":
        if not known.citing and entry.section in citing and 2 * known.possible < known.items:
            return "prose"
        return _in_list(reading)
    if entry.place == "notes":
        return _in_notes(reading, known)
    if entry.marked and series.is_of_works(entry, known):
        return _in_list(reading)
    needed = _LISTED if entry.place in ("references", "works") else _ANYWHERE
    return "work" if may_cite(entry) and reading.describes and reading.points >= needed else "prose"


def _in_notes(reading: weighing.Reading, known: series.Series) -> _Verdict:
    """Return what a note is: among notes that cite, one that explains nothing is an entry."""
    if _is_note(reading):
        return "note"
    if reading.cites or _is_identified(reading):
        return "work"
    verdict = _in_list(reading) if "issued" in reading.found.data or known.citing >= 0.5 * known.items else "note"
    return verdict if verdict != "raw" or known.citing >= 0.5 * known.items else "note"


def _is_navigation(entry: PageEntry) -> bool:
    """Return whether an entry is nothing but links within the site."""
    return not entry.links and entry.inner >= 0.9 * entry.length > 0 and not entry.dated


def _in_list(reading: weighing.Reading) -> _Verdict:
    """Return what an item of a list of references is."""
    if _is_note(reading):
        return "note"
    if (
        reading.cites
        or _is_identified(reading)
        or reading.found.type in _KNOWN
        or (reading.describes and opens_with_initials(reading.text))
    ):
        return "work"
    if notes.explains(reading.text, reading.found):
        return "note"
    named = bool(reading.found.title or reading.found.container_title)
    placed = any(name in reading.found.data for name in _PLACED) or reading.entry.links or is_located(reading.text)
    if named and placed and reading.entry.length <= LIMIT:
        return "work"
    signed = bool(reading.found.authors) and "issued" in reading.found.data and len(reading.text) < _SIGNED
    return "note" if not reading.entry.links and not signed and notes.is_sentence(reading.text) else "raw"


def _is_note(reading: weighing.Reading) -> bool:
    """Return whether an item sends the reader to another: one with a link to a work names that itself."""
    return notes.is_note(reading.text) and not any(in_url(link.url) for link in reading.entry.links)


def _is_identified(reading: weighing.Reading) -> bool:
    data = reading.found.data
    if any(name in data for name in _IDENTIFIERS):
        return True
    first = reading.text.lstrip(_QUOTES)
    labelled = any(
        link.url and len(link.label) > 9 and first.startswith(link.label.lstrip(_QUOTES)[:40])
        for link in reading.entry.links
    )
    linked = labelled or (len(reading.text) < 200 and any(link.url for link in reading.entry.links))
    return linked and bool(reading.found.title or reading.found.container_title or not reading.text)


def _among(
    found: Sequence[PageEntry], readings: Sequence[weighing.Reading | None], verdicts: Sequence[_Verdict]
) -> list[_Verdict]:
    """Return the verdicts with what stands between references, or behind two, taken for one where it reads as one."""
    settled = list(verdicts)
    last = len(verdicts) - 1
    for index, (reading, verdict) in enumerate(zip(readings, verdicts, strict=True)):
        if verdict != "prose" or reading is None or not reading.entry.is_readable() or not index:
            continue
        before = verdicts[index - 1] in ("work", "raw")
        after = index < last and verdicts[index + 1] in ("work", "raw")
        twice = index > 1 and verdicts[index - 2] in ("work", "raw")
        if before and (after or twice) and reading.cites:
            settled[index] = "work"
        elif before and (after or reading.entry.said) and _is_kept_raw(reading):
            settled[index] = _in_list(reading)
    texts = [reading.text if reading and reading.entry.is_readable() else "" for reading in readings]
    for index in unmarked.among(found, texts, [verdict in ("work", "raw") for verdict in settled]):
        reading = readings[index]
        if reading and settled[index] == "prose" and not _is_navigation(reading.entry):
            settled[index] = _in_list(reading)
    return settled


def _is_kept_raw(reading: weighing.Reading) -> bool:
    """Return whether an unmarked line among references is an entry: markup says so, or it is dated or linked."""
    entry = reading.entry
    placed = entry.place == "references" and not entry.marked and not _is_navigation(entry)
    shown = entry.said or is_whole(reading.text) or bool(entry.links)
    return placed and shown and not notes.is_prose(reading.text)
