"""Records that a document holds beside what it prints: each goes with the entry that prints the work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ccsvi_refs.model import Mention, Reference, freeze

#: A title shorter than this is found in any text.
_SHORTEST = 8


def merged(printed: Sequence[Reference], held: Iterable[Reference]) -> tuple[Reference, ...]:
    """Return the printed entries, with the fields of the record of each that has one, then the records of no entry."""
    found: dict[int, Reference] = {}
    rest = []
    texts = [_letters(reference.mention.text) if reference.mention else "" for reference in printed]
    for record in held:
        at = next((index for index, text in enumerate(texts) if index not in found and _prints(text, record)), None)
        if at is None:
            rest.append(record)
        else:
            found[at] = record
    entries = [_with_record(one, found[at]) if at in found else one for at, one in enumerate(printed)]
    return (*entries, *rest)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"<[^<>]{0,40}>", "", text)).casefold()


def _prints(text: str, record: Reference) -> bool:
    """Return whether an entry prints the work of a record: its title, or its DOI."""
    title, doi = _letters(record.title), _letters(record.text("DOI"))
    return bool(text) and ((len(title) >= _SHORTEST and title in text) or (bool(doi) and doi in text))


def _with_record(entry: Reference, record: Reference) -> Reference:
    mention = entry.mention or Mention("")
    data = {**entry.data, **record.data, "id": entry.id}
    provenance = freeze({**entry.provenance, **record.provenance})
    return replace(record, data=data, mention=mention, provenance=provenance)  # type: ignore[arg-type]  # it is frozen
