"""The lines of a MEDLINE file → its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)$")


@dataclass(slots=True)
class Lines:
    """One record: its tags with their values in order, the line of each tag, where it begins, what stood there."""

    start: int = 0
    pairs: list[tuple[str, list[str]]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)

    def add(self, tag: str, value: str, number: int) -> None:
        """Add a tag with the first line of its value."""
        self.pairs.append((tag, [value.strip()]))
        self.places.setdefault(tag, number)

    def values(self) -> list[tuple[str, str]]:
        """Return tags and values in order, each on one line."""
        return [(tag, " ".join(lines)) for tag, lines in self.pairs]


def records(text: str) -> Iterator[Lines]:
    """Yield the records; a ``PMID`` or a blank line begins one."""
    record, is_blank = Lines(), False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            is_blank = True
            continue
        match = TAG.match(line)
        if match and line[4:5] in ("-", "", " "):
            if record.raw and (match.group(1) == "PMID" or is_blank):
                yield record
                record = Lines()
            record.add(match.group(1), match.group(2), number)
        elif record.pairs and line[:1].isspace():
            record.pairs[-1][1].append(line.strip())
        is_blank = False
        record.start = record.start or number
        record.raw.append(line)
    if record.raw:
        yield record
