"""Where in its journal a work stands, as one line: ``2018;75(1):35-43``."""

from __future__ import annotations

import re

from ccsvi_refs.model import Reference

_AHEAD = re.compile(
    r"ahead\s+of\s+(print|issue)|in\s+press|forthcoming|online\s+first|early\s+view|advance\s+online", re.IGNORECASE
)


def is_ahead_of_print(reference: Reference) -> bool:
    """Return whether the reference says that the work has no volume yet."""
    return bool(_AHEAD.search(reference.text("status")))


def imprint(reference: Reference) -> str:
    """Return date, volume, issue, pages and status in the order of a medical citation, without what is missing."""
    status = f"[{reference.text('status')}]" if reference.text("status") else ""
    issue = f"({reference.text('issue')})" if reference.text("issue") else ""
    where = reference.text("volume") + issue
    pages = reference.text("page") or reference.text("number")
    located = ":".join(part for part in (where, pages) if part)
    when = str(reference.issued) if status and reference.issued else str(reference.year or "")
    return " ".join(part for part in (";".join(part for part in (when, located) if part), status) if part)
