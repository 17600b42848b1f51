"""BibTeX and biblatex ⇄ references."""

from __future__ import annotations

from collections.abc import Iterable

from ccsvi_refs.formats import entries
from ccsvi_refs.formats.bibtex import entry as bibtex_entry
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import syntax as bibtex_syntax
from ccsvi_refs.formats.bibtex import write as bibtex_write
from ccsvi_refs.formats.entries import Entry
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference


def read(text: str, path: str = "-") -> Bibliography:
    """Return the entries of a .bib file; a broken one is a problem with its line, and the others are read."""
    raw_entries, problems = bibtex_syntax.entries(text, path)
    found = []
    for raw in raw_entries:
        if raw.kind in bibtex_fields.NO_WORKS:
            continue
        place = Location(path, raw.line)
        if not raw.fields:
            problems.append(Problem("this entry is empty", place, f"@{raw.kind}{{{raw.key}}}"))
            continue
        data, raws = bibtex_entry.data(raw)
        lines = {"URL": raw.lines.get("url", raw.line), "DOI": raw.lines.get("doi", raw.line)}
        found.append(Entry(data, place, raw.key, lines, raws))
    return entries.bibliography(found, problems, path)


def write(references: Iterable[Reference]) -> str:
    """Return a .bib file in UTF-8 that BibTeX and biblatex read, its fields in a fixed order."""
    return "\n".join(bibtex_write.entry(reference) for reference in references)
