"""Positions of cites: https://docs.citationstyles.org/en/stable/specification.html#locators (position).

A cite is first, subsequent, ibid or ibid-with-locator by what was cited before it in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccsvi_refs.csl.cite import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT


@dataclass(frozen=True, slots=True)
class Request:
    """One cite as the document asks for it."""

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    near_note: bool | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cite stands: its position, the note that first cites the item, whether one cites it nearby."""

    position: int = FIRST
    first_note: int = 0
    near_note: bool = False


def places(citations: Iterable[tuple[int, list[Request]]], distance: int) -> list[list[Place]]:
    """Return the place of every cite; ``citations`` are pairs of note number and cites, in document order.

    Authors named alone cite nothing: what is cited after them has the position that it would have without them. Where
    notes begin to count anew, so do positions.
    """
    out: list[list[Place]] = []
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    earlier: dict[bool, tuple[int, list[Request]]] = {}  # the notes and the running text follow each their own
    in_note = 0
    bare: set[int] = set()  # notes since then that name authors alone
    last = 0
    for note, cites in citations:
        if note and note < last:  # a chapter whose notes count from 1 again
            for known in (first_notes, last_notes, earlier):
                known.clear()
            in_note, bare = 0, set()
        last = note or last
        row = []
        before = earlier.get(bool(note))
        previous = _single(before, note, in_note, len(bare - {note}))
        for cite in cites:
            seen = cite.id in first_notes
            if cite.author_only:
                row.append(_named(cite, first_notes))
                continue
            position = _position(cite, previous, seen) if cite.position is None else cite.position
            in_notes = seen and note and last_notes[cite.id]
            near = bool(in_notes) and position != FIRST and note - last_notes[cite.id] <= distance
            if cite.near_note is not None:
                near = cite.near_note
            row.append(Place(position, first_notes.get(cite.id, 0), near))
            first_notes.setdefault(cite.id, note)
            last_notes[cite.id] = note
            previous = cite
        out.append(row)
        if row and all(cite.author_only for cite in cites):
            bare |= {note} if before and note > before[0] else set()
            continue
        if note:
            bare.clear()
            in_note = in_note + 1 if before is not None and before[0] == note else 1
        earlier[bool(note)] = note, [cite for cite in cites if not cite.author_only]
    return out


def _named(cite: Request, first_notes: Mapping[str, int]) -> Place:
    """Return the place of a cite of which the authors alone are named."""
    position = SUBSEQUENT if cite.id in first_notes else FIRST
    return Place(position if cite.position is None else cite.position, first_notes.get(cite.id, 0))


def _single(before: tuple[int, list[Request]] | None, note: int, in_note: int, bare: int) -> Request | None:
    """Return the one cite of the citation before, if that is in this note, or all that the note before it has.

    ``in_note`` counts the citations of the note that the citation before stands in, ``bare`` the notes between that
    cite nothing.
    """
    if before is None or note - before[0] > 1 + bare or (note > before[0] and in_note > 1):
        return None
    return before[1][0] if len(before[1]) == 1 else None


def _position(cite: Request, previous: Request | None, seen: bool) -> int:
    if not seen:
        return FIRST
    if previous is None or previous.id != cite.id:
        return SUBSEQUENT
    if not previous.locator:
        return IBID_WITH_LOCATOR if cite.locator else IBID
    if not cite.locator:
        return SUBSEQUENT
    same = (cite.locator, cite.label) == (previous.locator, previous.label)
    return IBID if same else IBID_WITH_LOCATOR
