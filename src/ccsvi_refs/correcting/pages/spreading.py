"""An edit of a citation string → the stretches of its source that change, around the markup in it."""

from __future__ import annotations

from collections.abc import Iterator

from ccsvi_refs.correcting import wording
from ccsvi_refs.correcting.pages.markup import Markup
from ccsvi_refs.correcting.pages.shown import Placed
from ccsvi_refs.correcting.places import Edit

#: From where to where in the source what is to stand.
Place = tuple[int, int, str]


def spread(edit: Edit, placed: Placed, markup: Markup, raw: str | None = None) -> list[Place] | None:
    """Return what changes in the source, least first of all; None where markup is in the way or a place is not known.

    ``raw`` is put in as it is where it is given, in place of the edit's text.
    """
    if edit.start == edit.end:
        place = _inserted(edit, placed, markup, raw)
        return [place] if place else None
    if raw is not None:
        return _replaced(edit, placed, markup, raw) or None
    found: list[Place] = []
    for start, end, text in _least(placed.text[edit.start : edit.end], edit.text):
        piece = Edit(edit.start + start, edit.start + end, text)
        places = _inserts(piece, placed, markup) if start == end else _replaced(piece, placed, markup)
        if not places:
            return None
        found += places
    return found


def _least(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield what changes from one text to the other; as one where next to nothing of it stays."""
    changed = list(wording.pieces(old, new))
    kept = len(old) - sum(end - start for start, end, _ in changed)
    if len(changed) > 2 and kept < len(old) / 4:
        start, end = changed[0][0], changed[-1][1]
        yield start, end, new[start : len(new) - (len(old) - end)]
    else:
        yield from changed


def _inserts(edit: Edit, placed: Placed, markup: Markup) -> list[Place]:
    place = _inserted(edit, placed, markup, None)
    return [place] if place else []


def _inserted(edit: Edit, placed: Placed, markup: Markup, raw: str | None) -> Place | None:
    """Return where something is put in: behind the character before it, and the markup that ends there."""
    at = edit.start
    if not placed.is_known(max(at - 1, 0), at):
        return None
    new = raw if raw is not None else _written(edit.text, placed, markup)
    if at == 0:
        return placed.starts[0], placed.starts[0], new
    end = placed.ends[at - 1]
    if not placed.text[at - 1].isspace() and not (at < len(placed.text) and placed.starts[at] == end):
        end = markup.behind(placed.source, placed.start, end)
    return end, end, new


def _replaced(edit: Edit, placed: Placed, markup: Markup, raw: str | None = None) -> list[Place]:
    """Return what is replaced; several runs of text are one only to a markup whose runs mean nothing."""
    if not placed.is_known(edit.start, edit.end - 1):
        return []
    runs = placed.runs(edit.start, edit.end)
    if not runs or (len(runs) > 1 and not markup.in_runs):
        return []
    first, *rest = runs
    new = raw if raw is not None else _written(edit.text, placed, markup)
    return [(*first, new), *((start, end, "") for start, end in rest)]


def _written(text: str, placed: Placed, markup: Markup) -> str:
    """Return words as the source writes them; a dash that it has as a letter stays one."""
    new = markup.written(text)
    return new.replace("--", "–") if "–" in text and "–" in placed.source else new
