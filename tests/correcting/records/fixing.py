"""A data file put right in the test process: resolved against records of our own, audited, changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccsvi_refs import auditing, formats
from ccsvi_refs.correcting import records
from ccsvi_refs.correcting.changes import Change, applied
from ccsvi_refs.auditing import Finding
from ccsvi_refs.model import Reference, Value
from ccsvi_refs.resolving import Resolution, deciding
from ccsvi_refs.resolving.cases import case


def registered(item: dict[str, Any], **notices: Any) -> Reference:
    """Return a CSL item as a registry's record."""
    return Reference(item, None, {name: (Value("crossref", value),) for name, value in item.items()}, **notices)


def resolved(text: str, format: str, works: Sequence[Reference]) -> list[Resolution]:
    found = []
    for reference in formats.read(text, format):
        asked = case(reference.as_cited())
        asked.found = list(works)
        found.append(deciding.resolution(asked, deciding.decide(asked), ("crossref",)))
    return found


def changed(
    text: str, format: str, works: Sequence[Reference], unsafe: bool = True, rules: Sequence[str] = ()
) -> tuple[str, list[Change], list[Finding]]:
    """Return the text put right, the changes made, and the findings left."""
    resolutions = resolved(text, format, works)
    bibliography = formats.read(text, format)
    findings = [each for each in auditing.audit(bibliography, resolutions) if not rules or each.rule in rules]
    changes, left = records.changes(text, format, resolutions, findings)
    wanted = [each for each in changes if unsafe or each.certain]
    return applied(text, wanted), wanted, left
