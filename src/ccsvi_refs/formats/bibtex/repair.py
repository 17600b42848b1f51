"""Entries of a .bib file that BibTeX would refuse but whose meaning is plain: no key, or a comma missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtexparser.model import Entry, Field, ParsingFailedBlock
from bibtexparser.splitter import Splitter

#: How far into a value a missing comma is looked for.
_LONGEST = 20_000
_NO_KEY = "Expected comma after entry key"
_START = re.compile(r"[ \t]*@\w+\s*[{(]")
_NEXT = re.compile(r"\n[ \t]*@\w+[ \t]*[{(]")
#: The end of a value, and the name of the field that follows it without a comma.
_RUN_ON = re.compile(r"(?<=[}\"\d])\s*\n\s*([A-Za-z][\w-]*)\s*=(?=\s*[{\"\w])")


def keyless(text: str, block: ParsingFailedBlock) -> Entry | None:
    """Return the entry of a block that failed only because its key was forgotten, None where that is not so."""
    if _NO_KEY not in getattr(block.error, "abort_reason", ""):
        return None
    start = _offset(text, block.start_line or 0)
    head = _START.match(text, start)
    if not head:
        return None
    following = _NEXT.search(text, head.end())
    entry = f"{head.group()},{text[head.end() : following.start() if following else len(text)]}"
    found = [item for item in Splitter(entry).split().blocks if isinstance(item, Entry)]
    if not found:
        return None
    fields = [Field(item.key, item.value, (item.start_line or 0) + (block.start_line or 0)) for item in found[0].fields]
    return Entry(found[0].entry_type, "", fields, block.start_line)


def _offset(text: str, line: int) -> int:
    offset = 0
    for _ in range(line):
        offset = text.find("\n", offset) + 1
    return offset


def fields(field: Field) -> Iterator[tuple[str, str, int]]:
    """Yield name, raw value and line (from 1) of a field, and of those its value swallowed for want of a comma."""
    name, value, line = field.key.strip().lower(), str(field.value), (field.start_line or 0) + 1
    while (match := _run_on(value)) is not None:
        yield name, value[: match.start()], line
        line += value.count("\n", 0, match.start(1))
        name, value = match.group(1).lower(), value[match.end() :].strip()
    yield name, value, line


def _run_on(value: str) -> re.Match[str] | None:
    """Return where a value ends and a field begins without a comma; braces and quotes before it are balanced."""
    if "=" not in value or "\n" not in value:
        return None
    for match in _RUN_ON.finditer(value, 0, _LONGEST):
        before = value[: match.start()]
        if before.count("{") == before.count("}") and (before[:1] == "{" or before.count('"') % 2 == 0):
            return match
    return None
