"""Pages put right: every correction that has a sure place becomes a change in the page's source, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes as making
from ccsvi_refs.correcting import entries, parts, styled
from ccsvi_refs.correcting.changes import Change
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.pages import linked, shown, spreading
from ccsvi_refs.correcting.pages.markup import MARKUPS, Markup
from ccsvi_refs.correcting.pages.shown import Placed
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.rendering import Style
    from ccsvi_refs.resolving import Resolution

#: Kinds of page that are written back, by their names in ``pages.kinds``.
WRITTEN = (*MARKUPS, "docx")


#: Where an entry's paragraph ends, and characters behind its text in which its links may stand.
_END = re.compile(r"\n[ \t]*\n|</(?:li|p|td|dd|div)\s*>|</w:p>|\\bibitem", re.IGNORECASE)
_BELOW = 1000


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's source, its kind, where its entries stand in it, and how they are printed."""

    source: str
    markup: Markup
    placed: dict[str, Placed]
    known: Habits
    writes: Callable[[str], bool]
    style: Callable[[], Style | None]
    form: Callable[[], str]
    unsafe: bool

    def region(self, key: str) -> tuple[int, int]:
        """Return where an entry and the links below it stand, up to the end of its paragraph or the next entry."""
        here = self.placed[key]
        later = [each.start for each in self.placed.values() if each.start > here.start]
        end = _END.search(self.source, here.end)
        return here.start, min([here.end + _BELOW, end.start() if end else len(self.source), *later])


@dataclass(frozen=True, slots=True)
class Found:
    """The changes that put a page's entries right.

    ``left`` are the findings whose corrections have no sure place, ``unusual`` those about what no entry has.
    """

    changes: list[Change]
    left: list[Finding]
    unusual: list[Finding]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted beside the corrections: retracted works marked, and what the page has nowhere by these rules.

    ``unsafe`` says that doubtful changes are wanted, for which more is tried then. ``style`` returns the style that the
    page is in, None where that is not sure; without it the page's own entries tell.
    """

    mark_retracted: bool = False
    rules: frozenset[str] = frozenset()
    unsafe: bool = False
    style: Callable[[], Style | None] | None = None


def changes(
    source: str,
    markup: Markup,
    resolutions: Sequence[Resolution],
    findings: Sequence[Finding],
    wishes: Wishes = Wishes(),  # frozen
    writes: Callable[[str], bool] = lambda _: True,
) -> Found:
    """Return the changes in a page.

    ``source`` is the page's text as its reader was given it; ``writes`` says whether the file's encoding has a text.
    """
    page = _page(source, markup, resolutions, wishes, writes)
    asked: dict[str, list[Finding]] = {}
    for finding in _asked(findings, wishes):
        asked.setdefault(finding.reference, []).append(finding)
    found = Found([], [], [])
    for resolution in resolutions:
        here = Found([], found.left, found.unusual)
        _put_right(page, resolution, asked.pop(resolution.id, []), here)
        found.changes.extend(here.changes)
    found.left.extend(finding for several in asked.values() for finding in several)
    kept, met = making.apart(found.changes)
    lost = {(change.reference, change.rule) for change in met}
    found.left.extend(finding for finding in findings if (finding.reference, finding.rule) in lost)
    return replace(found, changes=[change for change in kept if (change.reference, change.rule) not in lost])


def _asked(findings: Sequence[Finding], wishes: Wishes) -> Iterator[Finding]:
    """Yield the findings that ask for a change: those with corrections, and retractions where they are to be marked."""
    yield from making.correctable(findings)
    if wishes.mark_retracted:
        yield from (each for each in findings if each.rule == "retracted" and not each.accepted)


def _page(
    source: str, markup: Markup, resolutions: Sequence[Resolution], wishes: Wishes, writes: Callable[[str], bool]
) -> _Page:
    found = placed(source, markup, (resolution.cited for resolution in resolutions))
    known = replace(entries.learned(resolutions), asked=wishes.rules)
    style = wishes.style or cache(lambda: styled.of_page(resolutions))
    form = cache(lambda: linked.usual(found.values(), markup))
    return _Page(source, markup, found, known, writes, style, form, wishes.unsafe)


def placed(source: str, markup: Markup, references: Iterable[Reference]) -> dict[str, Placed]:
    """Return where in a page's source the citation strings of its references stand, by id, as far as they are found."""
    seen = shown.show(source, markup.units(source))
    starts = _line_starts(source)
    places: dict[str, Placed] = {}
    behind = 0
    for reference in references:
        mention = reference.mention
        if mention is None or not mention.text:
            continue
        line = mention.location.line if mention.location and markup.lines else 0
        after = starts[line - 1] if 0 < line <= len(starts) else behind
        if found := shown.place(mention.text, seen, after, near=markup.lines):
            places[reference.id] = found
            behind = found.end
    return places


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]


def _put_right(page: _Page, resolution: Resolution, findings: Sequence[Finding], found: Found) -> None:
    """Add what is found of one entry."""
    placed = page.placed.get(resolution.id)
    if placed is None or not findings:
        found.left.extend(findings)
        return
    each = parts.entry(placed.text)
    others = [finding for finding in findings if finding.rule != "retracted"]
    places = entries.placed(each, resolution, others, page.known)
    for finding in findings:
        if finding.rule == "retracted" and (text := entries.retraction(resolution)):
            end = len(placed.text.rstrip())
            places.made.append((finding, (Edit(end, end, text),)))
    for finding, edits in places.made:
        by_style = page.unsafe and finding.rule == "authors-differ"
        better = _styled(page, each, [finding], resolution) if by_style else ()
        _add(page, placed, resolution, [finding], (better, edits), found)
    for several in _together(places.left):
        _add(page, placed, resolution, several, (_styled(page, each, several, resolution),), found)
    found.unusual.extend(places.unusual)


def _together(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings one by one, but those about missing fields, which stand in one place, together."""
    missing = [finding for finding in findings if finding.rule == "field-missing"]
    return [*([missing] if missing else []), *([finding] for finding in findings if finding not in missing)]


def _styled(page: _Page, each: Entry, findings: Sequence[Finding], resolution: Resolution) -> tuple[Edit, ...]:
    """Return the edits that an entry's own style shows, none where the page's is not known."""
    sure = page.unsafe or any(finding.rule in making.CERTAIN for finding in findings)
    style = page.style() if sure else None
    return styled.edits(each, findings, resolution, page.known, style) if style else ()


def _add(
    page: _Page,
    placed: Placed,
    resolution: Resolution,
    findings: Sequence[Finding],
    tries: Iterable[Sequence[Edit]],
    found: Found,
) -> None:
    """Add the changes that findings ask for, by the first edits that have a sure place; else they are left."""
    for edits in filter(None, tries):
        made = _changes(page, placed, resolution, findings[0], edits)
        if made and not making.apart([*found.changes, *made])[1]:
            found.changes.extend(made)
            return
    found.left.extend(findings)


def _raw(edit: Edit, finding: Finding, page: _Page) -> str | None:
    """Return what is put in as markup, copied from another entry, None where the words alone will do."""
    if finding.rule == "published-since":
        return linked.located(edit, page.placed.values(), page.markup)
    return linked.raw(edit, finding, page.form(), page.markup) if edit.start == edit.end else None


def _changes(
    page: _Page, placed: Placed, resolution: Resolution, finding: Finding, edits: Sequence[Edit]
) -> list[Change]:
    """Return the changes in the source that the edits of one finding stand for, none where one has no sure place."""
    made: list[tuple[int, int, str]] = []
    for edit in edits:
        raw = _raw(edit, finding, page)
        found = spreading.spread(edit, placed, page.markup, raw)
        if found is None:
            return []
        made += found
    if finding.rule in ("identifiers-disagree", "preprint-identifier"):
        made += linked.addresses(page.source, page.region(resolution.id), finding, made)
    made = [(start, end, _in_letters(text, page)) for start, end, text in made]
    if not all(page.writes(text) for _, _, text in made):
        return []
    return [making.change(finding, resolution, start, end, text) for start, end, text in made]


def _in_letters(text: str, page: _Page) -> str:
    """Return a text in the letters of the file's encoding, others as character references where its kind has them."""
    if not page.markup.has_references or page.writes(text):
        return text
    return "".join(char if page.writes(char) else f"&#{ord(char)};" for char in text)
