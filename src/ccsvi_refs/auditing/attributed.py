"""What the page says of its sources: quotations and numbers that the cited works have otherwise, or have not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ccsvi_refs.auditing.finding import Finding
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.auditing.wording import changed
from ccsvi_refs.location import Location
from ccsvi_refs.matching import statements
from ccsvi_refs.matching.statements import Checked, Point, SourceText
from ccsvi_refs.model import Attribution, Bibliography, Reference
from ccsvi_refs.text.folding import compact

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: A quotation that may be from several works is said to be altered only where it is that like one of them.
_SURELY = 0.8
#: More changed words are not told one by one.
_MOST_CHANGES = 4
_EXTENT = {"abstract": "the abstract", "full-text": "the full text", "excerpt": "what was read of the abstract"}
_ABSENT: Mapping[str, RuleCode] = {"quotation": "quotation-not-found", "number": "number-not-found"}


class _Said(NamedTuple):
    """A quotation or number of an attribution: how it stands to one work, and where it is."""

    point: Point
    resolution: Resolution
    location: Location | None


def attribution_findings(bibliography: Bibliography, resolutions: Sequence[Resolution]) -> Iterator[Finding]:
    """Yield what sentences about cited works have otherwise than the works; nothing where the tie is not certain."""
    matched = {one.id: one for one in resolutions if one.status == "matched"}
    titles = {compact(reference.title) for reference in bibliography if reference.title}
    unread: dict[str, list[tuple[Attribution, Resolution]]] = {}
    for attribution in bibliography.attributions:
        known = _as_read(attribution, matched)
        works = [known[key] for key in attribution.references if key in known]
        if len(works) < len(attribution.references) or not works:
            continue
        if len(works) == 1 and not works[0].texts:
            unread.setdefault(works[0].id, []).append((attribution, works[0]))
        elif len(works) == 1:
            for said in _points(attribution, works[0], titles):
                yield from _finding(said)
        else:
            yield from _undecided(attribution, works, titles)
    for several in unread.values():
        yield from _not_checked(several)


def _as_read(attribution: Attribution, matched: Mapping[str, Resolution]) -> Mapping[str, Resolution]:
    """Return the works of a sentence with what was read of them; those of a lock without the sentence are left out."""
    works = {key: matched[key] for key in attribution.references if key in matched}
    kept = {key: _kept(attribution, work) for key, work in works.items() if work.checked is not None}
    read = {key: replace(works[key], texts=one.texts, unread=one.unread) for key, one in kept.items() if one}
    return {key: read.get(key, work) for key, work in works.items() if key in read or key not in kept}


def _kept(attribution: Attribution, work: Resolution) -> Checked | None:
    """Return what a lock has of a sentence about a work."""
    mark = statements.mark(attribution.claim, [one.text for one in attribution.quotations])
    return work.checked.get(mark) if work.checked else None


def _points(attribution: Attribution, work: Resolution, titles: set[str]) -> list[_Said]:
    """Return how each quotation and number stands to a work; titles in quotes and the work's years are none."""
    places = {one.text: one.location for one in attribution.quotations}
    kept = _kept(attribution, work)
    points = (
        kept.points
        if kept
        else statements.check(attribution.claim, [one.text for one in attribution.quotations], work.texts)
    )
    left = {one for one in places if _is_title(one, titles)}
    telling = [one for one in points if one.kind != "quotation" or one.said not in left]
    telling = [one for one in telling if not _is_year_of(one, work.reference)]
    return [_Said(point, work, places.get(point.said) or attribution.location) for point in telling]


def _is_title(quotation: str, titles: set[str]) -> bool:
    bare = compact(quotation)
    long = re.findall(r"[^\W\d_]{4,}", quotation)
    if len(long) > 1 and all(word[0].isupper() for word in long):
        return True
    return any(bare in known or known in bare for known in titles if len(known) > 8)


def _is_year_of(point: Point, work: Reference | None) -> bool:
    quantity = point.counted.quantity if point.counted else None
    if quantity is None or quantity.kind != "year" or work is None or not work.year:
        return False
    return abs(quantity.value - work.year) <= 1


def _undecided(attribution: Attribution, works: Sequence[Resolution], titles: set[str]) -> Iterator[Finding]:
    """Yield the altered quotations of a sentence that may be about several works: those that are surely from one."""
    if not all(work.texts for work in works):
        return
    columns = [_points(attribution, work, titles) for work in works]
    for row in zip(*columns, strict=False):
        if any(said.point.verdict == "same" for said in row):
            continue
        alike = [said for said in row if said.point.verdict == "differs" and _likeness(said.point) >= _SURELY]
        if alike:
            yield from _finding(max(alike, key=lambda said: _likeness(said.point)))


def _likeness(point: Point) -> float:
    return round(point.quoted.likeness, 4) if point.quoted else 0.0


def _finding(said: _Said) -> Iterator[Finding]:
    point, texts = said.point, said.resolution.texts
    if point.verdict == "differs" and point.source and point.quoted:
        yield _altered(said, point.source)
    elif point.verdict == "differs" and point.source and point.counted and point.counted.registered:
        yield _miscounted(said, point.source)
    elif point.verdict == "absent" and (point.kind == "quotation" or any(text.extent != "excerpt" for text in texts)):
        shown = f"“{point.said}”" if point.kind == "quotation" else point.said
        message = f"{shown} is {_nowhere(said.resolution)}"
        yield _about(said, _ABSENT[point.kind], message)


def _altered(said: _Said, source: SourceText) -> Finding:
    quoted = said.point.quoted
    passage = quoted.passage if quoted else ""
    changes = [changed(change.cited, change.registered) for change in quoted.changes] if quoted else []
    told = ", ".join(changes) if 0 < len(changes) <= _MOST_CHANGES else "has other words"
    message = f"the quotation {told}: {_of(source)} has “{passage}”{_caveat(said)}"
    return _about(said, "quotation-differs", message, passage, source.source, correction=passage)


def _miscounted(said: _Said, source: SourceText) -> Finding:
    counted = said.point.counted
    known = counted.registered.text if counted and counted.registered else ""
    message = f"the page says {said.point.said} where {_of(source)} has {known}{_caveat(said)}"
    return _about(said, "number-differs", message, known, source.source)


def _about(
    said: _Said, rule: RuleCode, message: str, registered: str = "", source: str = "", correction: str = ""
) -> Finding:
    mention = said.resolution.cited.mention
    return Finding(
        rule,
        message,
        said.location,
        said.resolution.id,
        cited=said.point.said,
        registered=registered,
        source=source,
        correction=correction,
        number=mention.number if mention else "",
        evidence=said.resolution.evidence,
    )


def _of(source: SourceText) -> str:
    from ccsvi_refs.registries.table import title  # registries load an HTTP client, which few commands need

    return f"{_EXTENT[source.extent]} ({title(source.source)})"


def _caveat(said: _Said) -> str:
    """Return that more of the work may say otherwise, where not all of it was read."""
    read = {text.extent for text in said.resolution.texts}
    return "" if "full-text" in read else f"; the full text was not read{_why(said.resolution)}"


def _nowhere(resolution: Resolution) -> str:
    """Return in what of a work something is not, and what of it was not read."""
    read = {text.extent for text in resolution.texts}
    if "full-text" in read:
        return "neither in the abstract nor in the full text" if "abstract" in read else "not in the full text"
    if "abstract" in read:
        return f"not in the abstract; the full text was not read{_why(resolution)}"
    return f"not in what was read of the abstract; the whole of it and the full text were not read{_why(resolution)}"


def _why(resolution: Resolution) -> str:
    return f" ({resolution.unread})" if resolution.unread else ""


def _not_checked(several: Sequence[tuple[Attribution, Resolution]]) -> Iterator[Finding]:
    """Yield that statements about a work could not be checked, once for all of them."""
    resolution = several[0][1]
    telling = [one for one, _ in several if statements.has_points(one.claim, [each.text for each in one.quotations])]
    if not telling:
        return
    count = "a statement" if len(telling) == 1 else f"{len(telling)} statements"
    why = resolution.unread or "no abstract of it is at hand"
    mention = resolution.cited.mention
    yield Finding(
        "statement-not-checked",
        f"{count} about the work could not be checked: {why}",
        telling[0].location,
        resolution.id,
        number=mention.number if mention else "",
    )
