"""Records that a document holds beside what it prints: each goes with the entry that prints the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ccsvi_refs.model import Mention, Reference, freeze

#: A title shorter than this is found in any text, and says something beside a volume and a page alone.
_SHORTEST = 8


def merged(printed: Sequence[Reference], held: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return the printed entries, with the fields of the record of each that has one, then the records of no entry."""
    found: dict[int, Reference] = {}
    rest = []
    free = {at: _letters(reference.mention.text) for at, reference in enumerate(printed) if reference.mention}
    for record in held:
        title, doi = _letters(record.title), _letters(record.text("DOI"))
        place = [_letters(record.text(name)) for name in ("volume", "page")] if len(title) < _SHORTEST else []
        at = next((at for at, text in free.items() if _prints(text, title, doi, place)), None)
        if at is None:
            rest.append(record)
        else:
            found[at] = record
            del free[at]
    entries = [_with_record(one, found[at]) if at in found else one for at, one in enumerate(printed)]
    return (*entries, *rest)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"<[^<>]{0,40}>", "", text)).casefold()


def _prints(text: str, title: str, doi: str, place: Sequence[str]) -> bool:
    """Return whether an entry prints the work of a record: its title, a short one with volume and page, or its DOI."""
    if doi and doi in text:
        return True
    titled = bool(title) and title in text
    return titled and (len(title) >= _SHORTEST or all(part and part in text for part in place))


def _with_record(entry: Reference, record: Reference) -> Reference:
    mention = entry.mention or Mention("")
    data = {**entry.data, **record.data, "id": entry.id}
    provenance = freeze({**entry.provenance, **record.provenance})
    return replace(record, data=data, mention=mention, provenance=provenance)  # type: ignore[arg-type]  # it is frozen
