"""Bibliography formats ⇄ references: each reader and writer by name, loaded when first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePath

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import sniffing
from ccsvi_refs.formats.columns import with_columns
from ccsvi_refs.formats.format import Format
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.text.printing import escaped, harmless

#: Every format: what reads it, what writes it, its file name endings, and how its content is told.
FORMATS = {
    row.name: row
    for row in (
        Format("bibtex", "bibtex", "bibtex", (".bib", ".bibtex"), sniffing.bibtex),
        Format("biblatex", "bibtex", "bibtex.biblatex", (".biblatex",)),
        Format("cff", "cff", "", (".cff",), sniffing.cff),
        Format("crossref", "records.crossref_file"),
        Format("crossref-xml", "unixref", "", (), sniffing.unixref),
        Format("csl-json", "csl_data.as_json", "csl_data.as_json", (".json", ".csljson"), sniffing.csl_json),
        Format("hayagriva", "hayagriva", "", (), sniffing.hayagriva),
        Format("csl-yaml", "csl_data.as_yaml", "csl_data.as_yaml", (".yaml", ".yml"), sniffing.csl_yaml),
        Format("csv", "spreadsheet", "", (".csv", ".tsv"), sniffing.table),
        Format("endnote", "endnote", "", (), sniffing.endnote),
        Format("jats", "jats", "", (".jats", ".nxml"), sniffing.jats),
        Format("mods", "mods", "", (".mods",), sniffing.mods),
        Format("nbib", "nbib", "nbib", (".nbib", ".medline"), sniffing.medline),
        Format("pubmed", "pubmed.file", "", (".xml",), sniffing.pubmed),
        Format("refer", "refer", "", (".enw", ".refer"), sniffing.refer),
        Format("refworks", "refworks", "", (), sniffing.refworks),
        Format("ris", "ris", "ris", (".ris",), sniffing.ris),
        Format("wos", "wos", "", (".ciw",), sniffing.web_of_science),
        Format("word-sources", "word", "", (), sniffing.word),
        Format("zotero-rdf", "zotero.rdf", "", (".rdf",), sniffing.zotero_rdf),
    )
}
#: Format → module with ``read(text, path) -> Bibliography``.
READERS = {name: row.reader for name, row in FORMATS.items() if row.reader}
#: Format → module with ``write(references) -> str``.
WRITERS = {name: row.writer for name, row in FORMATS.items() if row.writer}
#: File name ending → format.
SUFFIXES = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}


def by_suffix(path: str) -> str | None:
    """Return the format a file name ends in, None where it names no bibliography format."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def by_content(text: str) -> str | None:
    """Return the format a text is in by what stands in it, None where it is no bibliography that is told so.

    Pages that only show a record are none: a format is told by how the text begins.
    """
    start = sniffing.Start.of(text)
    return next((name for name, row in FORMATS.items() if row.sniff and row.sniff(start)), None)


def read(text: str, format: str, path: str = "-") -> Bibliography:  # noqa: A002  # the word the API and command use
    """Return the references in a text of that format; a bad record among good ones comes back as a problem."""
    if format not in READERS:
        raise InputError(f"unknown format {format!r}; known are {', '.join(sorted(READERS))}", Location(path))
    reader: Callable[[str, str], Bibliography] = import_module(f"{__name__}.{READERS[format]}").read
    text = text.removeprefix("\ufeff")
    return with_columns(reader(text, path), text)


def write(references: Iterable[Reference], format: str) -> str:  # noqa: A002  # the word the API and command use
    """Return the references as text of that format.

    Of a :class:`Bibliography` read from the same format, what stood beside its entries is written again.
    """
    if format not in WRITERS:
        raise InputError(f"cannot write {format!r}; formats are {', '.join(sorted(WRITERS))}")
    writer: Callable[[Iterable[Reference]], str] = import_module(f"{__name__}.{WRITERS[format]}").write
    text = writer(references)
    return escaped(text) if "json" in format else harmless(text)
