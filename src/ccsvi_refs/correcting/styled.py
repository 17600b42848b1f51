"""An entry of a page whose style is known: printed with one field put right, it shows what that changes, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ccsvi_refs import rendering
from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.correcting import habits, wording
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering.recognition import as_entry

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: A style that prints less of a page than this is not its style beyond doubt.
_SURE = 0.93
_FIELDS: dict[RuleCode, tuple[str, ...]] = {
    "authors-differ": ("author",),
    "title-differs": ("title",),
    "year-differs": ("issued",),
    "volume-differs": ("volume",),
    "issue-differs": ("issue",),
    "pages-differ": ("page",),
    "published-since": ("issued", "volume", "issue", "page", "status"),
    "no-identifier": ("DOI",),
}
_MISSING = {"volume": "volume", "issue": "issue", "pages": "page", "year": "issued"}


def of_page(resolutions: Iterable[Resolution]) -> rendering.Style | None:
    """Return the style in which a page cites, None where that is not sure."""
    found = rendering.recognised((each.cited for each in resolutions), most=1)
    if not found or found[0].score < _SURE or found[0].exact * 2 < found[0].entries:
        return None
    return rendering.Style.named(found[0].name)


def edits(
    each: Entry, findings: Iterable[Finding], resolution: Resolution, known: Habits, style: rendering.Style
) -> tuple[Edit, ...]:
    """Return what changes in an entry when fields are put right, none where the style does not print it so."""
    fields = [field for finding in findings for field in _FIELDS.get(finding.rule) or _missing(finding)]
    registered = resolution.reference
    base = _printed(each.read.data, style)
    if not fields or registered is None or not _is_same(base, each.text):
        return ()
    data = dict(each.read.data)
    for name in fields:
        _take(data, name, registered, each, known)
    new = _printed(data, style)
    return tuple(Edit(start, end, text) for start, end, text in wording.pieces(base, new)) if new else ()


def _missing(finding: Finding) -> tuple[str, ...]:
    named = [field for word, field in _MISSING.items() if f"the {word} " in finding.message]
    return tuple(named) if finding.rule == "field-missing" else ()


def _take(data: dict[str, Any], name: str, registered: Reference, each: Entry, known: Habits) -> None:
    """Put a registered value into what was read of an entry, in the words of the page."""
    if name == "issued" and registered.year:
        data[name] = {"date-parts": [[registered.year]]}
    elif name == "page" and registered.text(name):
        data[name] = habits.range_like(registered.text(name), each.value(name), known)
    elif name == "author" and "author" in each.read.unfinished:
        data[name] = registered.data.get(name, ())[: len(each.read.authors)]
    elif name == "title":
        data[name] = wording.cased(registered.title, each.read.title)
    elif name in registered.data:
        data[name] = registered.data[name]
    else:
        data.pop(name, None)


def _printed(data: Any, style: rendering.Style) -> str:
    try:
        found = rendering.entries([Reference({**data, "id": "entry"})], style).entries
    except CcsviRefsError:
        return ""
    return as_entry(found[0][1]) if found else ""


def _is_same(printed: str, text: str) -> bool:
    """Return whether an entry is what its style prints of it, character by character, whatever marks it has."""
    one, other = (list(map(wording.fold, each)) for each in (printed, text.rstrip()))
    return one == other
