"""BibTeX and biblatex ⇄ references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import ImplicitComment

from ccsvi_refs.formats import entries
from ccsvi_refs.formats.bibtex import entry as bibtex_entry
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex import identifiers as bibtex_identifiers
from ccsvi_refs.formats.bibtex import keys as bibtex_keys
from ccsvi_refs.formats.bibtex import syntax as bibtex_syntax
from ccsvi_refs.formats.bibtex import write as bibtex_write
from ccsvi_refs.formats.bibtex.write import Dialect
from ccsvi_refs.formats.entries import FileEntry
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Passage, Reference

#: Fields whose place is asked for under CSL's name.
_LINES = {"url": "URL", "doi": "DOI", "howpublished": "medium", "annotation": "annote"}


def read(text: str, path: str = "-") -> Bibliography:
    """Return the entries of a .bib file; a broken one is a problem with its line, and the others are read."""
    file = bibtex_syntax.read(text, path)
    found = []
    for raw in file.entries:
        if raw.kind in bibtex_fields.NO_WORKS:
            continue
        if not raw.fields:
            file.wrong("this entry is empty", raw.line, f"@{raw.kind}{{{raw.key}}}")
            continue
        item = bibtex_entry.item(raw)
        for message, source in item.problems:
            file.wrong(message, raw.lines.get(source, raw.line), raw.fields.get(source, ""))
        lines = {_LINES.get(name, name): line for name, line in raw.lines.items()}
        addresses = bibtex_identifiers.addresses(raw)
        found.append(FileEntry(item.data, Location(path, raw.line), raw.key, lines, item.raws, addresses))
    return replace(entries.bibliography(found, file.problems, path), passages=tuple(file.passages))


def write(references: Iterable[Reference], dialect: Dialect = bibtex_write.BIBTEX) -> str:
    """Return a .bib file in UTF-8 for BibTeX, its fields in a fixed order.

    What stood beside the entries of a .bib file stands there again; entries that could not be read come last, where
    they can spoil no other.
    """
    listed = list(references)
    keys = bibtex_keys.written((reference.id for reference in listed), dialect is bibtex_write.BIBTEX)
    passages = [item for item in getattr(references, "passages", ()) if item.format == "bibtex"]
    whole = [item for item in passages if not item.is_broken]
    library = Library()
    for reference, key in zip(listed, keys, strict=True):
        place = reference.mention.location if reference.mention else None
        before = [item for item in whole if place and _stands_before(item, place)]
        whole = [item for item in whole if item not in before] if before else whole
        library.add([ImplicitComment(item.text) for item in before])
        library.add(bibtex_write.entry(reference, key, dialect))
    rest = [*whole, *(item for item in passages if item.is_broken)]
    library.add([ImplicitComment(item.text) for item in rest])
    return write_string(library, unparse_stack=[], bibtex_format=bibtex_write.layout())


def _stands_before(passage: Passage, place: Location) -> bool:
    at = passage.location
    return at is not None and at.path == place.path and at < place
