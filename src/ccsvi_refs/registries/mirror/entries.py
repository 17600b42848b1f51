"""Pieces → entries: what the index keeps of a record, and under what it is found. Runs in processes of its own."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ccsvi_refs.formats import pubmed
from ccsvi_refs.formats.pubmed import books
from ccsvi_refs.formats.records import crossref, datacite, openalex
from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.location import Location
from ccsvi_refs.matching import terms
from ccsvi_refs.model import Notice, Problem, Reference
from ccsvi_refs.registries.mirror import splitting, watch
from ccsvi_refs.registries.mirror.splitting import Piece
from ccsvi_refs.text.values import mapping, string


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on its way into the index: its ``key`` there, its identifiers, the works it is a notice about.

    ``terms`` are those it is found by, ``stored`` is the record as JSON, ``stamp`` the day its source last touched it.
    """

    key: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    terms: str
    stored: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that its registry has taken back."""

    key: str


@dataclass(slots=True)
class Chunk:
    """Some pieces of one file, in order, with what could not be cut into any; ``at`` is how far in the file it is."""

    source: str
    file: int
    name: str
    pieces: list[Piece | Problem] = field(default_factory=list)
    size: int = 0
    at: int = 0
    last: bool = False


@dataclass(slots=True)
class Parsed:
    """What became of a chunk: its file, how many pieces it had, the entries, what was no record."""

    file: int
    pieces: int
    at: int
    last: bool
    entries: list[Entry | Deleted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """How the files of one source are cut and read; ``title`` is the source's name for people."""

    title: str
    split: Callable[[Any], splitting.Pieces]
    read: Callable[[Piece], Iterator[Entry | Deleted | str]]


#: Identifiers that records are found by.
_NAMED: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid", "isbn")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def parsed(chunk: Chunk) -> Parsed:
    """Return the entries of a chunk; what is no record costs itself alone."""
    found = Parsed(chunk.file, len(chunk.pieces), chunk.at, chunk.last)
    read = KINDS[chunk.source].read
    for piece in chunk.pieces:
        if isinstance(piece, Problem):
            found.problems.append(piece)
            continue
        try:
            items = list(read(piece))
        except Exception as error:  # whatever a record holds, the others are read
            items = [f"cannot be read ({type(error).__name__}: {error})"]
        for item in items:
            if isinstance(item, str):
                found.problems.append(_problem(item, piece, chunk.name))
            else:
                found.entries.append(item)
    return found


def _problem(what: str, piece: Piece, name: str) -> Problem:
    where = f", at byte {piece.offset}" if piece.offset else ""
    return Problem(what + where, Location(name, piece.line), piece.data[:200].decode("utf-8", "replace").strip())


def entry(source: str, own: str, reference: Reference, stamp: object = "") -> Entry:
    """Return the entry of a record under its source's own name for it; without one, under what it says."""
    doi = reference.identifier("doi") or reference.text("DOI").lower()
    known = {kind: reference.identifier(kind) for kind in _NAMED} | {"doi": doi}
    names = tuple(under(kind, value) for kind, value in known.items() if value)
    key = f"{source}:{(own or doi or _digest(reference)).lower()}"
    found = _DAY.match(stamp) if isinstance(stamp, str) else None
    text = " ".join(terms.of_record(reference))
    return Entry(key, names, _about(reference), text, _stored(key, reference), found.group() if found else "")


def under(kind: str, value: str) -> str:
    """Return what the index has a record under that has an identifier."""
    return f"{kind}:{value.lower()}"


def _digest(reference: Reference) -> str:
    said = json.dumps(reference.data, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _about(reference: Reference) -> tuple[str, ...]:
    of = [notice for notice in reference.notices if notice.of]
    about = {f"doi:{notice.doi}" for notice in of if notice.doi} | {
        f"pmid:{notice.pmid}" for notice in of if notice.pmid
    }
    return tuple(sorted(about))


def _stored(key: str, reference: Reference) -> str:
    raw = {name: values[0].raw for name, values in reference.provenance.items() if values[0].raw is not None}
    stored: dict[str, Any] = {"key": key, "data": reference.data}
    if raw:
        stored["raw"] = raw
    if reference.notices:
        stored["notices"] = list(map(_notice, reference.notices))
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    # Halves of characters are no text; what they were cannot be known.
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _notice(notice: Notice) -> dict[str, Any]:
    found = {name: getattr(notice, name) for name in ("kind", "source", "doi", "pmid", "label", "of")}
    return found | ({"date": notice.date.to_csl()} if notice.date else {})


def _json(piece: Piece) -> Any:
    try:
        return json.loads(piece.data)
    except (ValueError, RecursionError):
        return None


def _works(piece: Piece) -> Iterator[Entry | str]:
    data = _json(piece)
    if data is None:
        yield "is not JSON"
        return
    for item in crossref.items(data):
        if isinstance(item, dict) and (item.get("DOI") or item.get("title")):
            reference = crossref.reference(item)
            stamp = string(mapping(item.get("indexed")).get("date-time"))
            yield entry("crossref", reference.identifier("doi"), reference, stamp)
        else:
            yield f"is no Crossref work: it has neither DOI nor title: {str(item)[:100]}"


def _openalex(piece: Piece) -> Iterator[Entry | str]:
    work = _json(piece)
    own = string(mapping(work).get("id")).rpartition("/")[2]
    if work is None:
        yield "is not JSON"
    elif not re.fullmatch(r"[Ww]\d+", own) or not (string(work.get("title")) or string(work.get("display_name"))):
        yield "is no work of OpenAlex's: it has no number of a work, or no title"
    else:
        yield entry("openalex", own, openalex.reference(work), work.get("updated_date"))


def _datacite(piece: Piece) -> Iterator[Entry | str]:
    record = _json(piece)
    reference = datacite.reference(record) if isinstance(record, Mapping) else None
    if record is None:
        yield "is not JSON"
    elif reference is None or not reference.identifier("doi"):
        yield "is no record of DataCite's: it has no DOI"
    else:
        inner = mapping(record.get("data")) or record
        stamp = (mapping(inner.get("attributes")) or inner).get("updated")
        yield entry("datacite", reference.identifier("doi"), reference, stamp)


def _pubmed(piece: Piece) -> Iterator[Entry | Deleted | str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        element = etree.fromstring(piece.data, parser)
    except etree.XMLSyntaxError as error:
        yield f"is not XML: {error.msg}"
        return
    if element.tag.startswith("Delete"):
        for item in element.iter("PMID"):
            yield Deleted(f"pubmed:{(item.text or '').strip()}")
        return
    book = element.tag == "PubmedBookArticle"
    reference = books.reference(element) if book else pubmed.reference(element)
    pmid = reference.identifier("pmid")
    if not pmid and not reference.title:
        yield "is no record of PubMed's: it has neither PMID nor title"
        return
    revised = element.find("MedlineCitation/DateRevised")
    day = [(revised.findtext(part) or "").zfill(2) for part in ("Year", "Month", "Day")] if revised is not None else []
    yield entry("pubmed", pmid, reference, "-".join(day))


def _watched(piece: Piece) -> Iterator[Entry | str]:
    row = _json(piece)
    found = watch.notice(row if isinstance(row, dict) else {})
    if isinstance(found, str):
        yield found
    else:
        reference, number, day = found
        # A row says what was done to a work; it is not that work's record, nor its notice's.
        full = entry("retraction-watch", number, reference, day)
        yield Entry(full.key, (), full.about, "", full.stored, full.stamp)


#: Every source a mirror is made from, in the order in which their records of one work are believed.
KINDS: Mapping[str, Kind] = {
    "crossref": Kind("Crossref", splitting.by_json, _works),
    "pubmed": Kind("PubMed", splitting.by_elements, _pubmed),
    "datacite": Kind("DataCite", splitting.by_json, _datacite),
    "openalex": Kind("OpenAlex", splitting.by_json, _openalex),
    "retraction-watch": Kind("Retraction Watch", splitting.by_rows, _watched),
}
