"""A reference as HTML: what was cited, what is registered, what is wrong, what would be right, and its links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding, wording
from ccsvi_refs.correcting import Correction
from ccsvi_refs.registries.table import title as registry
from ccsvi_refs.reports.html import checked, lines
from ccsvi_refs.reports.html.findings import findings, place
from ccsvi_refs.reports.html.marking import beside, citation
from ccsvi_refs.reports.html.markup import folded, link, rows, text
from ccsvi_refs.reports.html.rows import RETRACTED, STATUS, Row

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Candidate, Discrepancy, Resolution

#: Longer citation strings stand behind a line that opens them.
_LONG = 2_000
_CANDIDATES = 10


def entry(row: Row) -> str:
    """Return one reference, folded to a line where no error or warning is about it."""
    shown = _wrong(row) if row.gravity in ("error", "warning") or row.standing else _fine(row)
    return f"<li{_attributes(row)}>{shown}</li>"


def _attributes(row: Row) -> str:
    """Return what the filter and the sorting go by."""
    rules = " ".join(dict.fromkeys(finding.rule for finding in row.findings))
    verdicts = " ".join(dict.fromkeys(status.verdict for status in row.statuses))
    return (
        f' id="{row.anchor}" class="entry {row.gravity}" data-severity="{row.gravity}" data-rules="{rules}"'
        f' data-verdicts="{verdicts}" data-status="{row.resolution.status if row.resolution else ""}"'
        f' data-year="{row.year or ""}"'
    )


def _wrong(row: Row) -> str:
    near = row.reference.mention.location if row.reference.mention else None
    return "".join(
        (
            _heading(row),
            *map(_banner, row.standing),
            _cited(row),
            _record(row),
            _corrected(row.correction),
            findings(row.findings, near, linked=bool(row.statuses)),
            _choices(row.resolution),
            _links(row),
            folded("Where it stands, and who was asked", _behind(row)),
        )
    )


def _fine(row: Row) -> str:
    inside = (
        _cited(row),
        _record(row),
        _corrected(row.correction),
        findings(row.findings, linked=bool(row.statuses)),
        _choices(row.resolution),
        _links(row),
        _behind(row),
    )
    return _heading(row) + folded(f'<span class="outcome">{_outcome(row)}</span>', "".join(inside))


def _heading(row: Row) -> str:
    number = f'<span class="number">{text(row.number)}</span> ' if row.number else ""
    key = row.reference.id
    own = f' <code class="key">{text(key)}</code>' if key and key != row.title else ""
    found = row.resolution.status if row.resolution else None
    status = f' <span class="status {found}">{STATUS[found]}</span>' if found else ""
    return f'<h3>{number}<bdi class="title">{text(row.title)}</bdi>{own}{status}</h3>'


def _outcome(row: Row) -> str:
    if row.gravity == "info":
        rules = dict.fromkeys(finding.rule for finding in row.findings if not finding.accepted)
        return f"{len(row.findings)} info: {', '.join(rules)}"
    if row.gravity == "accepted":
        return "what was found is accepted"
    if row.of_lock:
        return "nothing has changed"
    if row.resolution and row.resolution.status == "matched":
        return "nothing to correct"
    return "no finding"


def _banner(finding: Finding) -> str:
    retracted = finding.rule in RETRACTED
    word = (
        "Not as published" if not retracted else "Retracted, says its page" if finding.source == "link" else "Retracted"
    )
    kind = "retracted" if retracted else "doubted"
    return f'<p class="banner {kind}"><strong>{word}:</strong> <bdi>{text(finding.message)}</bdi></p>'


def _cited(row: Row) -> str:
    """Return the citation as the page prints it, or the data it is, with what differs marked in place."""
    if row.printed:
        shown = citation(row.edited) if row.edited else text(row.printed)
    else:
        found = row.resolution.discrepancies if row.resolution else ()
        shown = lines.cited(row.reference, {each.field: each for each in found if each.severity == "error"})
    if not shown:
        return ""
    whole = f'<p class="cited" dir="auto">{shown}</p>'
    if len(row.printed) > _LONG:
        return folded(f"Cited, {len(row.printed)} characters", whole)
    return f'<div class="says"><span class="term">Cited</span>{whole}</div>'


def _corrected(correction: Correction | None) -> str:
    if correction is None:
        return ""
    left = "".join(f"<li>{text(each.correction)} ({each.rule})</li>" for each in correction.left)
    beside_it = f'<div class="left">To be put in by hand:<ul>{left}</ul></div>' if left else ""
    return (
        '<div class="says right"><span class="term">Corrected</span>'
        f'<p class="corrected" dir="auto">{text(correction.text)}</p>'
        f'<button type="button" class="copy scripted">Copy</button>{beside_it}</div>'
    )


def _record(row: Row) -> str:
    """Return the registered record of a matched work, or how an unmatched citation was read, with links to the work."""
    resolution = row.resolution
    if resolution and resolution.status == "matched":
        found = lines.registered(resolution)
        return rows(("registered", found), ("at", ", ".join(lines.identifiers(resolution.reference))))
    read = resolution.reading if resolution else None
    return rows(
        ("read as", lines.plain(read) if read and row.printed else ""),
        ("cited as", ", ".join(lines.identifiers(row.reference))),
    )


def _choices(resolution: Resolution | None) -> str:
    """Return the records that could be meant where none is sure to be."""
    if resolution is None or resolution.status == "matched":
        return ""
    found = resolution.candidates if resolution.status == "ambiguous" else ()
    shown = "".join(f"<li>{_candidate(each)}</li>" for each in found[:_CANDIDATES])
    more = f"<li>and {len(found) - _CANDIDATES} more</li>" if len(found) > _CANDIDATES else ""
    several = f'<div class="choices">Ambiguous: each of these may be meant<ol>{shown}{more}</ol></div>' if shown else ""
    return several + _nearest(resolution)


def _candidate(candidate: Candidate) -> str:
    said = lines.plain(candidate.record) if candidate.record else text(lines.unmarked(candidate.title))
    known = lines.identifiers(candidate.record)
    if not known:
        known = [link(f"https://doi.org/{candidate.doi}")] if candidate.doi else []
        known += [f"PMID {text(candidate.pmid)}"] if candidate.pmid else []
    sure = f"confidence {candidate.confidence:.2f}"
    return f"<bdi>{said}</bdi> {', '.join([*known, sure])}"


def _nearest(resolution: Resolution) -> str:
    near = resolution.nearest
    if near is None:
        return ""
    known = [f"DOI {link('https://doi.org/' + near.doi, near.doi)}"] if near.doi else []
    known += [f"PMID {text(near.pmid)}"] if near.pmid else []
    agrees = wording.shares(wording.SPOKEN.get(name, name) for name in near.agrees)
    said = ", ".join([f"<bdi>{text(lines.unmarked(near.title))}</bdi>", *known, *map(text, agrees)])
    return (
        f'<div class="choices">Nearest record, not taken for the work: {said}'
        f"{''.join(map(_differing, near.differs))}</div>"
    )


def _differing(found: Discrepancy) -> str:
    said, meant = beside(str(found.cited or ""), str(found.registered or ""))
    return f"<p>{text(wording.SPOKEN.get(found.field, found.field))}</p>{rows(('cited', said), ('registered', meant))}"


def _links(row: Row) -> str:
    if row.statuses:
        return checked.statuses(row.statuses)
    mention = row.reference.mention
    return checked.unchecked(mention.links if mention else ())


def _behind(row: Row) -> str:
    """Return where the reference stands, why the work was taken for it, and who was asked when."""
    mention = row.reference.mention
    resolution = row.resolution
    return rows(
        ("place", place(mention.location) if mention else ""),
        ("evidence", text(resolution.evidence) if resolution else ""),
        ("asked", text("; ".join((*_asked(resolution), *_not_asked(resolution)))) if resolution else ""),
        ("also", text("; ".join(resolution.problems)) if resolution else ""),
        ("its text", text(resolution.unread) if resolution else ""),
    )


def _asked(resolution: Resolution) -> Iterator[str]:
    for each in resolution.asked:
        if each.when:
            yield f"{registry(each.source)} on {each.when:%Y-%m-%d at %H:%M}"


def _not_asked(resolution: Resolution) -> Iterator[str]:
    for each in resolution.asked:
        if not each.when:
            yield each.problem or f"{registry(each.source)} did not answer"
