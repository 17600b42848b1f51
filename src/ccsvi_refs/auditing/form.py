"""The citation's own form: slips in its punctuation and malformed identifiers, whatever the registries say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.identifiers import FIELDS, problem

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: `2011:183(16):e1203`: year and volume are parted by a semicolon where a colon parts volume and page.
_SLIP = re.compile(r"\b((?:1[89]|20)\d\d)\s?:\s?(\d{1,4}(?:\s?\([^()\n]{1,20}\))?)\s?:\s?[A-Za-z]?\d")


def form_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield what is wrong with the citation as it is written."""
    cited = resolution.cited
    text = cited.mention.text if cited.mention else ""
    if slip := _SLIP.search(text):
        yield about(
            cited,
            "separator-slip",
            "a colon stands between year and volume where a semicolon belongs",
            cited=f"{slip[1]}:{slip[2]}",
            correction=f"{slip[1]};{slip[2]}",
        )
    for kind, name in FIELDS.items():
        written = cited.text(name)
        if written and (wrong := problem(kind, written)):
            yield about(cited, "malformed-identifier", f"the {name} {wrong}", cited=written)
