"""Variables that a reference manager keeps in the note field, a line each: ``original-date: 1923``.

https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from ccsvi_refs.csl import dates

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATES = frozenset("accessed available-date event-date issued locator-date original-date submitted".split())
TEXTS = frozenset(
    "abstract annote archive archive-place archive_collection archive_location authority call-number chapter-number "
    "citation-key collection-number collection-title collection-title-short container-title container-title-short "
    "dimensions division DOI edition event event-place event-title genre ISBN ISSN issue jurisdiction keyword "
    "language license medium number number-of-pages number-of-volumes original-publisher original-publisher-place "
    "original-title page page-first part-number part-title PMCID PMID printing-number publisher publisher-place "
    "references reviewed-genre reviewed-title scale section source status supplement supplement-number title "
    "title-short type URL version volume volume-title volume-title-short".split()
)
_FOLDED = {name.lower(): name for name in NAMES | DATES | TEXTS}
_LINE = re.compile(r"([A-Za-z][A-Za-z_ -]{0,40}?)\s*:\s*(\S.*)")
_BRACED = re.compile(r"\{:\s*([A-Za-z][A-Za-z_-]{0,40})\s{0,9}:\s{0,9}([^{}]+)\}")


def with_note_variables(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the item with the variables that its note holds, and the note without.

    What the item has itself counts, and the line stays in the note, apart from its type and from dates at the head of
    the note, behind one line of text at most: there users of reference managers write the date that is to stand for
    the one of the item.
    """
    note = data.get("note")
    if not isinstance(note, str) or ":" not in note:
        return data
    own = {name for name, value in data.items() if value not in (None, "", [])}
    found: dict[str, Any] = {}

    def braced(one: re.Match[str]) -> str:
        return _take(found, one[1], one[2]) if _counts(one[1], one[2], own, True) else one[0]

    kept, leads = [], True
    for number, line in enumerate(_BRACED.sub(braced, note).split("\n")):
        match = _LINE.fullmatch(line.strip())
        if match is not None and _counts(match[1], match[2], own, leads):
            _take(found, match[1], match[2])
            continue
        kept.append(line)
        if number and line.strip() and (match is None or _variable(match[1]) is None):
            leads = False
    return {**data, **found, "note": "\n".join(kept).strip()} if found else data


def _counts(written: str, value: str, own: Container[str], leads: bool) -> bool:
    """Tell whether a variable of a note counts: one that the item lacks, its type, a date at the head of the note.

    Words may stand for a date whose name is written as CSL has it; ``refused`` has that date then.
    """
    name = _variable(written)
    if name is None or name not in own:
        return name is not None
    if name in DATES and leads:
        date = dates.read(value)
        return date is not None and (written == name or date.start is not None)
    return name == "type"


def _variable(name: str) -> str | None:
    return _FOLDED.get(name.strip().lower().replace(" ", "-"))


def _take(found: dict[str, Any], name: str, value: str) -> str:
    variable = _variable(name)
    if variable is None:
        return ""
    if variable in NAMES:
        family, _, given = (part.strip() for part in value.partition("||"))
        found.setdefault(variable, []).append({"family": family, "given": given} if given else {"literal": family})
    elif variable in DATES:
        found[variable] = {"raw": value.strip()}
    else:
        found[variable] = value.strip()
    return ""
