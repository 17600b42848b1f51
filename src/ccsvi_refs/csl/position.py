"""Positions of cites: https://docs.citationstyles.org/en/stable/specification.html#locators (position).

A cite is first, subsequent, ibid or ibid-with-locator by what was cited before it in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ccsvi_refs.csl.cite import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT


@dataclass(frozen=True, slots=True)
class Request:
    """One cite as the document asks for it; ``symbol`` is its label where that is one, as in ``§ 5``."""

    id: str
    locator: str = ""
    label: str = "page"
    symbol: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    near_note: bool | None = None
    position: int | None = None


class Place(NamedTuple):
    """Where a cite stands: its position, the note before it that first cites the item, whether one cites it nearby."""

    position: int = FIRST
    first_note: int = 0
    near_note: bool = False


_NEW, _LATER = Place(), Place(SUBSEQUENT)


def places(citations: Iterable[tuple[int, Sequence[Request]]], distance: int) -> list[list[Place]]:
    """Return the place of every cite; ``citations`` are pairs of note number and cites, in document order.

    Authors named alone cite nothing: what is cited after them has the position that it would have without them. Where
    notes begin to count anew, so do positions. The notes and the running text follow each their own: what the text
    cites is no note that a later one could refer to.
    """
    out: list[list[Place]] = []
    firsts: tuple[dict[str, int], dict[str, int]] = {}, {}
    lasts: tuple[dict[str, int], dict[str, int]] = {}, {}
    earlier: dict[bool, tuple[int, Request | None]] = {}
    in_note = 0
    bare: set[int] = set()  # notes since then that name authors alone
    latest = 0
    for note, cites in citations:
        if note and note < latest:  # a chapter whose notes count from 1 again
            for known in (*firsts, *lasts, earlier):
                known.clear()
            in_note, bare = 0, set()
        latest = note or latest
        row: list[Place] = []
        first_notes, last_notes = firsts[note > 0], lasts[note > 0]
        before = earlier.get(note > 0)
        previous = _single(before, note, in_note, len(bare - {note}) if bare else 0)
        count = 0
        for cite in cites:
            if cite.author_only:
                row.append(_named(cite, firsts, note))
                continue
            last = last_notes.get(cite.id)
            row.append(_place(cite, previous, last, first_notes, note, distance))
            if last is None:
                first_notes[cite.id] = note
            last_notes[cite.id] = note
            previous = cite
            count += 1
        out.append(row)
        if row and not count:
            bare |= {note} if before and note > before[0] else set()
            continue
        if note:
            bare.clear()
            in_note = in_note + 1 if before is not None and before[0] == note else 1
        earlier[note > 0] = note, previous if count == 1 else None
    return out


def _first(cite: Request, first_notes: Mapping[str, int], note: int) -> int:
    """Return the preceding note that first cites the item, 0 where this one does.

    https://docs.citationstyles.org/en/stable/specification.html#number-variables
    """
    first = first_notes.get(cite.id, 0)
    return 0 if first == note else first


def _place(
    cite: Request, previous: Request | None, last: int | None, first_notes: Mapping[str, int], note: int, distance: int
) -> Place:
    """Return the place of a cite; ``last`` is the note that cited the item last, None where nothing has."""
    if cite.position is None and cite.near_note is None:
        if last is None:
            return _NEW
        if not (note or first_notes[cite.id]) and (previous is None or previous.id != cite.id):
            return _LATER  # nearly all of a text without notes
    position = _position(cite, previous, last is not None) if cite.position is None else cite.position
    near = bool(last and note) and position != FIRST and note - (last or 0) <= distance
    return Place(position, _first(cite, first_notes, note), near if cite.near_note is None else cite.near_note)


def _named(cite: Request, firsts: Sequence[Mapping[str, int]], note: int) -> Place:
    """Return the place of a cite of which the authors alone are named, be it cited in the text or in a note."""
    position = SUBSEQUENT if any(cite.id in known for known in firsts) else FIRST
    return Place(position if cite.position is None else cite.position, _first(cite, firsts[1], note))


def _single(before: tuple[int, Request | None] | None, note: int, in_note: int, bare: int) -> Request | None:
    """Return the one cite of the citation before, if that is in this note, or all that the note before it has.

    ``in_note`` counts the citations of the note that the citation before stands in, ``bare`` the notes between that
    cite nothing.
    """
    if before is None or note - before[0] > 1 + bare or (note > before[0] and in_note > 1):
        return None
    return before[1]


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
