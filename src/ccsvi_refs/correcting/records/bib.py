"""A .bib file with its places → the edits that make an entry's fields say what is wanted, in the entry's own manner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import bib_dates, bib_file, bib_layout, bib_names, region
from ccsvi_refs.correcting.records.bib_file import BibFile, load
from ccsvi_refs.correcting.records.region import Made, NoPlaceError, Region
from ccsvi_refs.correcting.records.wanting import OTHER_WORK, Wanted
from ccsvi_refs.formats import latex
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.bibtex.scanning import Block, Field, Piece
from ccsvi_refs.model import Reference
from ccsvi_refs.text import folding

__all__ = ["edits", "load"]

_NAMES = {
    "title": ("title",), "volume": ("volume",), "author": ("author",), "DOI": ("doi",), "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"), "ISBN": ("isbn",), "note": ("note",), "status": ("pubstate",),
}  # fmt: skip
_ARCHIVES = {"PMID": ("pubmed", "pmid"), "PMCID": ("pmc", "pmcid")}
#: Fields in which a DOI may stand beside, or instead of, its own.
_WITH_DOI = ("doi", "url", "ee", "note", "howpublished")
#: What would be lost if a title were written anew.
_MARKUP = re.compile(r"\$|\\(?:emph|text[a-z]+|mkbib[a-z]+|ensuremath|enquote)(?![A-Za-z])")
_NEW = {"page": "pages", "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid"}
_NO_INSERTION = frozenset({"title", "author", "container-title", "ISBN"})


def edits(file: BibFile, reference: Reference, wanted: Wanted) -> Made:
    """Return the edits in the file's text that make a field say what is wanted."""
    block = file.entries.get(reference.id)
    if block is None:
        raise NoPlaceError("its entry was not found again")
    made = _edits(file, block, wanted)
    return replace(made, sharing=made.sharing | file.children.get(block.key.strip().lower(), frozenset()))


def _edits(file: BibFile, block: Block, wanted: Wanted) -> Made:
    if wanted.field == "issued":
        given = [own for name in ("date", "year") if (own := bib_file.own(block, (name,)))]
        found = [edit for own in given for edit in bib_dates.edits(file.text, block, wanted, own)]
        return Made(list(dict.fromkeys(found))) if found else _elsewhere(file, block, wanted)
    names = _names(block, wanted.field)
    own = bib_file.own(block, names)
    if own is None or (wanted.field == "note" and not wanted.value):
        return _elsewhere(file, block, wanted)
    made = list(_changed(file, block, own, wanted))
    if wanted.field == "DOI" and wanted.finding.rule in OTHER_WORK:
        taken = [(piece.start, piece.end) for piece in own.pieces]
        made += [each for each in _in_addresses(file, block, wanted) if not any(a <= each.start < b for a, b in taken)]
    return Made(made)


def _names(block: Block, name: str) -> tuple[str, ...]:
    """Return the names under which an entry of that kind has a CSL field, the best first."""
    if name in _ARCHIVES and _archive(block) in _ARCHIVES[name]:
        return (*_NAMES[name], "eprint")
    if name == "container-title":
        journal = ("journaltitle", "journal")
        return (*journal, "booktitle") if block.kind in bibtex_fields.WITH_ISSUES else ("booktitle", *journal)
    if name == "issue":
        return ("number", "issue") if block.kind in bibtex_fields.WITH_ISSUES else ("issue",)
    if name == "page":
        return ("pages", *bibtex_fields.ARTICLE_NUMBERS) if block.kind in bibtex_fields.WITH_ISSUES else ("pages",)
    return _NAMES.get(name, (name,))


def _archive(block: Block) -> str:
    """Return the archive whose number the entry's ``eprint`` is."""
    named = bib_file.own(block, ("eprinttype", "archiveprefix"))
    return "".join(piece.text for piece in named.pieces).strip("{} ").lower() if named else ""


def _elsewhere(file: BibFile, block: Block, wanted: Wanted) -> Made:
    """Return the edits of a value that no field of the entry holds: a parent's, an address's, or a new field."""
    for parent in bib_file.ancestors(file, block):
        if each := bib_file.own(parent, _names_in_parent(block, parent, wanted.field)):
            key = parent.key.strip().lower()
            if wanted.field == "issued":
                made = bib_dates.edits(file.text, parent, wanted, each)
            else:
                made = list(_changed(file, parent, each, wanted))
            return Made(made, frozenset(_id_of(file, parent)), frozenset(file.children[key]))
    if wanted.field == "status":
        return Made([])
    if wanted.field == "DOI" and wanted.finding.rule in OTHER_WORK:
        if made := _in_addresses(file, block, wanted):
            return Made(made)
        region.missing(wanted)
    if wanted.field in _NO_INSERTION:
        raise NoPlaceError("the entry has no field for it")
    value = "" if wanted.field == "issued" else _raw(file, "", wanted)
    return Made([_new(file, block, wanted, value)])


def _id_of(file: BibFile, block: Block) -> set[str]:
    return {key for key, each in file.entries.items() if each is block}


def _names_in_parent(child: Block, parent: Block, name: str) -> tuple[str, ...]:
    renamed = name == "container-title" and child.kind in bibtex_fields.CONTAINED
    names = ("date", "year") if name == "issued" else _names(parent, name)
    return ("title", *names) if renamed else names


def _new(file: BibFile, block: Block, wanted: Wanted, value: str) -> Edit:
    name = _NEW.get(wanted.field, wanted.field)
    if wanted.field == "issued" and wanted.date:
        name, value = bib_dates.new(wanted.date, file.is_biblatex)
    elif wanted.field == "issue":
        name = _names(block, "issue")[0]
    return bib_layout.inserted(file.text, block, name, value, file.habits)


def _in_addresses(file: BibFile, block: Block, wanted: Wanted) -> list[Edit]:
    """Return the edits where the DOI that is wrong stands in an address."""
    pieces = [piece for each in block.fields if each.name in _WITH_DOI for piece in each.pieces]
    return [
        edit
        for piece in pieces
        for edit in region.identified(file.text, (piece.start, piece.end), wanted.finding.cited, wanted.value)
    ]


def _changed(file: BibFile, block: Block, own: Field, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits in a field that the entry has."""
    if wanted.field == "status":
        yield bib_layout.removed(block, own)
        return
    if len(own.pieces) > 1 and wanted.field == "title" and all(piece.is_delimited for piece in own.pieces):
        yield from region.reworded(file.text, [_inside(file, piece) for piece in own.pieces], wanted.value)
        return
    if len(own.pieces) > 1:
        raise NoPlaceError("its value is put together from several")
    piece = own.pieces[0]
    if not piece.is_delimited and not piece.text.isdecimal():
        yield from _in_macro(file, piece, wanted)
        return
    value = _inside(file, piece)
    cited = file.text[value.start : value.end]
    if wanted.field == "note":
        yield Edit(value.end, value.end, f"{'; ' if cited.strip() else ''}{file.encoded(wanted.value)}")
    elif wanted.field == "author":
        yield from bib_names.edits(file.text, value, wanted.names, file.accented)
    elif wanted.field in ("title", "container-title") and cited.strip():
        yield from _titled(file, block, own, value, wanted)
    else:
        raw = _raw(file, cited, wanted)
        bare = not piece.is_delimited and not raw.isdecimal()
        made = [Edit(piece.start, piece.end, f"{{{raw}}}")] if bare else region.replaced(file.text, value, raw)
        yield from made


def _raw(file: BibFile, cited: str, wanted: Wanted) -> str:
    """Return a value as it is to stand in the file."""
    if wanted.field == "page":
        dash = cited and bib_file.DASH.search(f"0{cited}")
        pages = region.paged(cited, wanted.value, dash[1] if dash else file.dash)
        return region.within(cited, wanted.finding.cited, pages)
    if wanted.field in ("DOI", "PMID", "PMCID", "ISBN"):
        return _identifier(file, cited, wanted.value)
    return region.within(cited, wanted.finding.cited, file.encoded(wanted.value))


def _identifier(file: BibFile, cited: str, value: str) -> str:
    """Return an identifier with the address before it that the cited one has, underscores escaped as the file does."""
    escaped = value.replace("_", "\\_") if "\\_" in (cited or file.text) else value
    address = re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", cited, re.IGNORECASE)
    return f"{address.group()}{escaped}" if address else escaped


def _titled(file: BibFile, block: Block, own: Field, value: Region, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a title, which may go on in a subtitle; a title that agrees nowhere is written anew."""
    sub = bib_file.own(block, (own.name.replace("title", "subtitle"),)) if own.name.endswith("title") else None
    regions = [value, *([_inside(file, sub.pieces[0])] if sub and sub.pieces[0].is_delimited else [])]
    try:
        yield from region.reworded(file.text, regions, wanted.value)
    except NoPlaceError:
        raw = file.text[value.start : value.end]
        if len(regions) > 1 or _MARKUP.search(raw):
            raise
        written = file.encoded(wanted.value, title="{" in raw and wanted.field == "title")
        yield Edit(value.start, value.end, written.replace('"', '{"}'))


def _inside(file: BibFile, piece: Piece) -> Region:
    """Return the region of a value within its delimiters, and within braces that hold all of it."""
    start, end = (piece.start + 1, piece.end - 1) if piece.is_delimited else (piece.start, piece.end)
    encode = _in_quotes(file) if file.text[piece.start] == '"' else file.encoded
    while True:
        while start < end and file.text[start].isspace():
            start += 1
        while start < end and file.text[end - 1].isspace():
            end -= 1
        if end - start < 2 or not _is_group(file.text[start:end]):
            return Region(start, end, latex.decode, encode)
        start, end = start + 1, end - 1
        encode = file.encoded


def _in_quotes(file: BibFile) -> Callable[[str], str]:
    """Return what writes a text between quotation marks: those in it stand in braces."""
    return lambda value: file.encoded(value).replace('"', '{"}')


def _is_group(raw: str) -> bool:
    """Return whether one pair of braces, which begins no macro, holds all of a value."""
    if not (raw.startswith("{") and raw.endswith("}")) or raw.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(raw):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return place == len(raw) - 1
    return False


def _in_macro(file: BibFile, piece: Piece, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a value that is a macro.

    They are in the macro where all entries that use it want the same; else another macro that says what is wanted
    stands there, or the text itself.
    """
    if wanted.field not in ("container-title", "title"):
        raise NoPlaceError(f"its value is the macro {piece.text}")
    meant = file.strings.get(piece.text.lower())
    users = file.users.get(piece.text.lower(), ())
    if meant and all(file.asked.get((key, wanted.field)) == wanted.value for key in users):
        if len(meant.pieces) > 1 or not meant.pieces[0].is_delimited:
            raise NoPlaceError(f"its value is the macro {piece.text}, which is put together from several")
        yield from region.reworded(file.text, [_inside(file, meant.pieces[0])], wanted.value)
        return
    for name, each in file.strings.items():
        said = latex.decode("".join(part.text for part in each.pieces))
        if folding.compact(said) == folding.compact(wanted.value) and all(part.is_delimited for part in each.pieces):
            yield Edit(piece.start, piece.end, name)
            return
    yield Edit(piece.start, piece.end, f"{{{file.encoded(wanted.value)}}}")
