"""The citations of a Markdown page written in its place: every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccsvi_refs.citing import affixes, locators, opaque, placing, syntax
from ccsvi_refs.citing.affixes import Cloak
from ccsvi_refs.citing.numbering import Placed, placed
from ccsvi_refs.citing.opaque import Ground
from ccsvi_refs.citing.placing import Edit
from ccsvi_refs.citing.syntax import Citation, Mark
from ccsvi_refs.citing.weaving import Asked, Loom, Woven, refers_within, weave
from ccsvi_refs.csl.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Draft:
    """A page with its citations written, its bibliography not yet in place.

    ``notes`` are the footnotes to add, with their labels; ``keys`` are the places of keys, in order.
    """

    text: str
    edits: tuple[Edit, ...]
    notes: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, int], ...]
    empty: tuple[int, ...]
    woven: Woven
    ground: Ground


def draft(text: str, ready: Loom, items: Iterable[Mapping[str, Any]], spans: bool = False) -> Draft:
    """Return a page with its citations written in Markdown, in ``spans`` of HTML that name their keys if asked to."""
    ground = opaque.survey(text)
    items = list(items)
    found = [one for one in syntax.read(text, ground) if not _refers_within(one, items)]
    rows = placed(found, ground)
    cloak = Cloak.over(text)
    words = locators.terms(ready.locale, ready.plain)
    asked = [_asked(text, row, cloak, words) for row in rows]
    woven = weave(ready, asked, items, "markdown", hypertext=spans)
    sheet = placing.Sheet(text, ready, ground, frozenset(row.citation.place.end for row in rows), spans)
    label = _free_label(text)
    edits, notes = [], []
    for number, (row, one, cluster) in enumerate(zip(rows, asked, woven.clusters, strict=True), 1):
        shown = Cluster(cloak.take_off(cluster.narrative), cloak.take_off(cluster.text), cluster.joint)
        if woven.notes and not one.own and shown.text:
            notes.append((f"{label}{number}", shown.text))
            edits.append(placing.noted(sheet, row.citation.place, shown.narrative, f"[^{label}{number}]"))
        else:
            edits.append(placing.in_line(sheet, row.citation, shown))
    keys = sorted((cite.place.start, cite.key) for row in rows for cite in row.citation.cites)
    empty = tuple(
        row.citation.place.start for row, cluster in zip(rows, woven.clusters, strict=True) if not str(cluster).strip()
    )
    edits.sort(key=lambda edit: edit.place.start)
    return Draft(text, tuple(edits), tuple(notes), tuple((key, at) for at, key in keys), empty, woven, ground)


def _refers_within(one: Citation | Mark, items: Sequence[Mapping[str, Any]]) -> bool:
    return isinstance(one, Citation) and refers_within([cite.key for cite in one.cites], items)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with the edits made, which are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.place.start], edit.text]
        at = edit.place.end
    return "".join([*parts, text[at:]])


def _asked(text: str, row: Placed, cloak: Cloak, words: tuple[tuple[str, str], ...]) -> Asked:
    citation, within = row.citation, row.within
    cites = [
        _cite(text, cite, cloak, words, citation.bare and not number) for number, cite in enumerate(citation.cites)
    ]
    opens = within is not None and not text[within.start : citation.place.start].strip()
    closes = within is not None and not text[citation.place.end : within.end].strip()
    return Asked(tuple(cites), citation.narrative, row.note, within is not None, opens, closes)


def _cite(text: str, cite: syntax.Cite, cloak: Cloak, words: tuple[tuple[str, str], ...], bare: bool) -> dict[str, Any]:
    """Return a cite as CSL-JSON has it, the words around it cloaked."""
    prefix = affixes.on_one_line(text[cite.prefix.start : cite.prefix.end]).strip()
    located = locators.locate(affixes.on_one_line(text[cite.suffix.start : cite.suffix.end]).rstrip(), words)
    suffix = located.rest.rstrip()
    if bare and suffix.strip() and not located.label and suffix.lstrip()[0] not in ",.;:!?":
        suffix = f", {suffix.lstrip()}"
    found: dict[str, Any] = {"id": cite.key, "prefix": _spaced(cloak.put_on(prefix)), "suffix": cloak.put_on(suffix)}
    if located.locator:
        found |= {"locator": located.locator.replace("--", "–"), "label": located.label.replace("-", " ")}
    if cite.suppressed:
        found["suppress-author"] = True
    return found


def _spaced(prefix: str) -> str:
    return f"{prefix} " if prefix and prefix[-1] not in "([–—" else prefix


def _free_label(text: str) -> str:
    """Return the beginning of a label that no footnote of the page has."""
    label = "cite-"
    while f"[^{label}" in text:
        label = f"x{label}"
    return label
