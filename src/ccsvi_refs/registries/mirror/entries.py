"""Pieces → entries: what the index keeps of a record, and under what it is found. Runs in processes of its own."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lxml import etree

from ccsvi_refs.formats import pubmed
from ccsvi_refs.formats.pubmed import books
from ccsvi_refs.formats.records import crossref, datacite, openalex
from ccsvi_refs.identifiers import IdentifierKind, parse
from ccsvi_refs.location import Location
from ccsvi_refs.matching import terms
from ccsvi_refs.model import Notice, Problem, Reference
from ccsvi_refs.registries.mirror import elements, rows, splitting, watch
from ccsvi_refs.registries.mirror.pieces import Piece, Pieces
from ccsvi_refs.text.values import mapping, one_or_more, string


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on its way into the index: its ``key`` there, its identifiers, the works it is a notice about.

    ``terms`` are those it is found by, ``stored`` is the record as JSON, ``stamp`` the day its source last touched it,
    ``age`` what sorts behind that of every older record under the same key, empty where nobody knows.
    """

    key: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    terms: str
    stored: str
    stamp: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that its registry has taken back, and what sorts behind the ages of those that are gone."""

    key: str
    age: str = ""


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
    """What became of a chunk: its file, how many pieces it had, the entries, what was no record or of no use."""

    file: int
    pieces: int
    at: int
    last: bool
    entries: list[Entry | Deleted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    aside: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kind:
    """How the files of one source are cut and read; ``title`` is the source's name for people."""

    title: str
    split: Callable[[Any], Pieces]
    read: Callable[[Piece], Iterator[Entry | Deleted | str]]


#: Identifiers that records are found by.
_NAMED: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid", "isbn")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AGED = re.compile(r',"at":"(\d+)","data":\{')
#: What stands for a value that is no JSON at all; there is one that is null.
_NO_JSON = object()
#: What a work of OpenAlex's says, one of it at least.
_SAID = ("title", "display_name", "doi")
#: The columns of DataCite's table of all DOIs.
_LISTED = frozenset({"doi", "state"})


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
                said = found.aside if item == watch.NO_WORK else found.problems
                said.append(_problem(item, piece, chunk.name))
            else:
                found.entries.append(item)
    return found


def _problem(what: str, piece: Piece, name: str) -> Problem:
    where = f", at byte {piece.offset}" if piece.offset else ""
    return Problem(what + where, Location(name, piece.line), piece.data[:200].decode("utf-8", "replace").strip())


def entry(
    source: str, own: str, reference: Reference, stamp: object = "", *, version: int = 0, aliases: Iterable[str] = ()
) -> Entry:
    """Return the entry of a record under its source's own name for it; without one, under what it says.

    ``stamp`` is when its source last touched it, ``aliases`` are other DOIs of it.
    """
    doi = reference.identifier("doi") or reference.text("DOI").lower()
    known = {kind: reference.identifier(kind) for kind in _NAMED} | {"doi": doi}
    names = [under(kind, value) for kind, value in known.items() if value]
    names += [under("doi", other.value) for alias in aliases if (other := parse("doi", alias))]
    key = f"{source}:{(own or doi or _digest(reference)).lower()}"
    found = _DAY.match(stamp) if isinstance(stamp, str) else None
    text = " ".join(terms.of_record(reference))
    moment, day = _age(stamp, version), found.group() if found else ""
    return Entry(key, tuple(names), _about(reference), text, _stored(key, moment, reference), day, moment)


def _age(stamp: object, version: int = 0) -> str:
    """Return a moment as digits that sort, however it is written; behind a version's number where there is one."""
    digits = re.sub(r"\D", "", stamp)[:17].ljust(17, "0") if isinstance(stamp, str) and stamp[:1].isdigit() else ""
    return f"{version:03}{digits}" if version > 1 or (version and digits) else digits


def age(stored: str) -> str:
    """Return when a record is from that was stored."""
    found = _AGED.search(stored, 0, 1000)
    return found[1] if found else ""


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


def _stored(key: str, moment: str, reference: Reference) -> str:
    raw = {name: values[0].raw for name, values in reference.provenance.items() if values[0].raw is not None}
    stored: dict[str, Any] = {"key": key, **({"at": moment} if moment else {}), "data": reference.data}
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
    """Return the value of a piece, ``_NO_JSON`` where it is none; bytes that are not UTF-8 cost themselves alone."""
    try:
        return json.loads(piece.data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return _NO_JSON


def _mangled(piece: Piece) -> Iterator[str]:
    """Yield what is wrong with the letters of a piece that is read all the same."""
    try:
        piece.data.decode()
    except UnicodeDecodeError as error:
        yield f"holds bytes that are not UTF-8, and are read as U+FFFD: {error.object[error.start : error.start + 8]!r}"


def _works(piece: Piece) -> Iterator[Entry | str]:
    data = _json(piece)
    if data is _NO_JSON:
        yield "is not JSON"
        return
    yield from _mangled(piece)
    for item in crossref.items(data) if isinstance(data, (dict, list)) else (data,):
        if isinstance(item, dict) and (item.get("DOI") or item.get("title")):
            reference = crossref.reference(item)
            stamp = string(mapping(item.get("indexed")).get("date-time"))
            aliases = map(string, one_or_more(item.get("aliases")))
            yield entry("crossref", reference.identifier("doi"), reference, stamp, aliases=aliases)
        else:
            yield f"is no Crossref work: it has neither DOI nor title: {str(item)[:100]}"


def _openalex(piece: Piece) -> Iterator[Entry | Deleted | str]:
    work = _json(piece)
    own = string(mapping(work).get("id")).rpartition("/")[2]
    if work is _NO_JSON:
        yield "is not JSON"
    elif "mergeintoid" in mapping(work):
        yield Deleted(f"openalex:{own.lower()}", _age(f"{work.get('mergedate')}T23:59:59.999"))
    elif not re.fullmatch(r"[Ww]\d+", own) or not any(string(work.get(name)) for name in _SAID):
        yield "is no work of OpenAlex's: it has no number of a work, or neither title nor DOI"
    else:
        yield from _mangled(piece)
        yield entry("openalex", own, openalex.reference(work), work.get("updated_date"))


def _datacite(piece: Piece) -> Iterator[Entry | Deleted | str]:
    record = _json(piece)
    reference = datacite.reference(record) if isinstance(record, Mapping) else None
    if record is _NO_JSON:
        yield "is not JSON"
    elif mapping(record).keys() >= _LISTED and not any(isinstance(value, (list, dict)) for value in record.values()):
        # Those that can be found are in the files beside the table.
        if string(record["state"]).lower() != "findable":
            yield Deleted(f"datacite:{string(record['doi']).strip().lower()}", _age(record.get("updated")))
    elif reference is None or not reference.identifier("doi"):
        yield "is no record of DataCite's: it has no DOI"
    else:
        yield from _mangled(piece)
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
            yield Deleted(f"pubmed:{(item.text or '').strip()}", _version(item, "9"))
        return
    book = element.tag == "PubmedBookArticle"
    reference = books.reference(element) if book else pubmed.reference(element)
    pmid = reference.identifier("pmid")
    if not pmid and not reference.title:
        yield "is no record of PubMed's: it has neither PMID nor title"
        return
    revised = element.find("MedlineCitation/DateRevised")
    day = [(revised.findtext(part) or "").zfill(2) for part in ("Year", "Month", "Day")] if revised is not None else []
    version = _version(element.find("MedlineCitation/PMID"))
    yield entry("pubmed", pmid, reference, "-".join(day), version=int(version or 1))


def _version(pmid: etree._Element | None, behind: str = "") -> str:
    """Return the number of a version as it sorts: a PMID has several where an article was published anew."""
    number = pmid.get("Version", "") if pmid is not None else ""
    return f"{int(number):03}{behind}" if number.isdecimal() and len(number) < 4 else ""


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
    "pubmed": Kind("PubMed", elements.by_elements, _pubmed),
    "datacite": Kind("DataCite", splitting.by_json, _datacite),
    "openalex": Kind("OpenAlex", splitting.by_json, _openalex),
    "retraction-watch": Kind("Retraction Watch", partial(rows.by_rows, needed=watch.NEEDED), _watched),
}
