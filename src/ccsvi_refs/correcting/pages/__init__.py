"""Pages put right: every correction that has a sure place becomes a change in the page's source, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes as making
from ccsvi_refs.correcting import entries, habits, parts
from ccsvi_refs.correcting.changes import Change
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.pages import linked, shown, spreading
from ccsvi_refs.correcting.pages.markup import MARKUPS, Markup
from ccsvi_refs.correcting.pages.shown import Placed
from ccsvi_refs.correcting.places import Edit

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: Kinds of page that are written back, by their names in ``pages.kinds``.
WRITTEN = (*MARKUPS, "docx")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's source, its kind, where its entries stand in it, and how they are printed."""

    source: str
    markup: Markup
    placed: dict[str, Placed]
    known: Habits
    writes: Callable[[str], bool]

    def region(self, key: str) -> tuple[int, int]:
        """Return where an entry stands, up to the one behind it."""
        here = self.placed[key]
        later = [each.start for each in self.placed.values() if each.start > here.start]
        return here.start, min([len(self.source), *later])


def changes(
    source: str,
    markup: Markup,
    resolutions: Sequence[Resolution],
    findings: Sequence[Finding],
    *,
    writes: Callable[[str], bool] = lambda _: True,
    mark_retracted: bool = False,
) -> tuple[list[Change], list[Finding]]:
    """Return the changes that put a page's entries right, and the findings whose corrections have no sure place.

    ``source`` is the page's text as its reader was given it; ``writes`` says whether the file's encoding has a text.
    """
    page = _page(source, markup, resolutions, writes)
    asked: dict[str, list[Finding]] = {}
    for finding in _asked(findings, mark_retracted):
        asked.setdefault(finding.reference, []).append(finding)
    made: list[Change] = []
    left: list[Finding] = []
    for resolution in resolutions:
        wanted = asked.pop(resolution.id, [])
        for finding, found in _entry(page, resolution, wanted):
            clash = making.apart([*made, *found])[1] if found else []
            (left.append(finding) if not found or clash else made.extend(found))
    return making.apart(made)[0], left + [finding for several in asked.values() for finding in several]


def _asked(findings: Sequence[Finding], mark_retracted: bool) -> Iterator[Finding]:
    """Yield the findings that ask for a change: those with corrections, and retractions where they are to be marked."""
    yield from making.correctable(findings)
    if mark_retracted:
        yield from (each for each in findings if each.rule == "retracted" and not each.accepted)


def _page(source: str, markup: Markup, resolutions: Sequence[Resolution], writes: Callable[[str], bool]) -> _Page:
    seen = shown.show(source, markup.units(source))
    starts = _line_starts(source)
    placed: dict[str, Placed] = {}
    behind = 0
    for resolution in resolutions:
        mention = resolution.cited.mention
        if mention is None or not mention.text:
            continue
        line = mention.location.line if mention.location and markup.lines else 0
        after = starts[line - 1] if 0 < line <= len(starts) else behind
        if found := shown.place(mention.text, seen, after):
            placed[resolution.id] = found
            behind = found.end
    return _Page(source, markup, placed, habits.learned(entries.entries(resolutions)), writes)


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]


def _entry(
    page: _Page, resolution: Resolution, findings: Sequence[Finding]
) -> Iterator[tuple[Finding, list[Change]]]:
    """Yield each finding about an entry with its changes, none where it has no sure place."""
    placed = page.placed.get(resolution.id)
    if placed is None or not findings:
        yield from ((finding, []) for finding in findings)
        return
    marks = [finding for finding in findings if finding.rule == "retracted"]
    others = [finding for finding in findings if finding.rule != "retracted"]
    made, left = entries.placed(parts.entry(placed.text), resolution, others, page.known)
    for finding in marks:
        text = entries.retraction(resolution)
        end = len(placed.text.rstrip())
        made += [(finding, (Edit(end, end, text),))] if text else []
    for finding, edits in made:
        yield finding, _changes(page, placed, resolution, finding, edits)
    yield from ((finding, []) for finding in left)


def _changes(
    page: _Page, placed: Placed, resolution: Resolution, finding: Finding, edits: Sequence[Edit]
) -> list[Change]:
    """Return the changes in the source that the edits of one finding stand for, none where one has no sure place."""
    made: list[tuple[int, int, str]] = []
    for edit in edits:
        raw = linked.raw(edit, finding, placed, page.placed.values(), page.markup) if not edit.start < edit.end else None
        found = spreading.spread(edit, placed, page.markup, raw)
        if found is None:
            return []
        made += found
    if finding.rule in ("identifiers-disagree", "preprint-identifier"):
        made += linked.addresses(page.source, page.region(resolution.id), finding, made)
    if not all(page.writes(text) for _, _, text in made):
        return []
    return [making.change(finding, resolution, start, end, text) for start, end, text in made]
