"""What is sent to an assistant: text without what cannot be seen, and lists no longer than they are of use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccsvi_refs.resolving import Resolution
from ccsvi_refs.text.printing import harmless

#: Names of one list; a paper may have thousands of authors, in several records.
MOST_NAMES = 50
#: Characters of one value: abstracts are no longer.
_MOST_CHARACTERS = 20_000


def clean(value: Any) -> Any:
    """Return a JSON value whose texts hold nothing invisible, and whose long lists of names are cut, which they say."""
    if isinstance(value, str):
        return harmless(value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]} […]")
    if isinstance(value, Mapping):
        return {harmless(str(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in _cut(list(value))]
    return value


def said(resolution: Resolution) -> str:
    """Return in one sentence what came of looking for a work, and of whom that was learnt."""
    if resolution.status == "matched":
        return f"A record of the work was found (asked: {resolution.asked_text}): {resolution.evidence}"
    if resolution.status == "unavailable":
        reasons = "; ".join((*resolution.problems, *resolution.notes)) or "no registry was to be asked"
        return f"It could not be checked, which says nothing about the work: {reasons}"
    if resolution.status == "ambiguous":
        return f"Several records could be the work, and the citation does not decide: {resolution.evidence}"
    return (
        f"No matching record found in {resolution.asked_text}. This does not show that there is no such work: "
        "books, reports, old papers and small journals are often in no registry."
    )


def _cut(items: list[Any]) -> Iterable[Any]:
    if len(items) <= MOST_NAMES or not all(isinstance(item, Mapping) and _is_name(item) for item in items):
        return items
    return [*items[:MOST_NAMES], {"literal": f"[{len(items) - MOST_NAMES} more names of {len(items)}]"}]


def _is_name(item: Mapping[str, Any]) -> bool:
    return "family" in item or "literal" in item
