"""Makes a mirror of registry files, one pass, in a new file that takes its place when it is complete."""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import pubmed
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.location import Location
from ccsvi_refs.matching import terms
from ccsvi_refs.model import Notice, Problem, Reference

#: The mirror's file in its directory, and the layout it has.
FILE = "mirror.sqlite"
SCHEMA = "2"

_LAYOUT = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records (id INTEGER PRIMARY KEY, doi TEXT, pmid TEXT, record TEXT NOT NULL);
CREATE TABLE notices (about TEXT NOT NULL, record INTEGER NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(terms, content='', columnsize=0, detail='none', tokenize='ascii');
"""
_INDEXES = """
INSERT INTO search(search) VALUES ('optimize');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, 'row');
CREATE TABLE terms (term TEXT PRIMARY KEY, docs INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO terms SELECT term, doc FROM vocabulary;
DROP TABLE vocabulary;
CREATE INDEX by_doi ON records (doi) WHERE doi <> '';
CREATE INDEX by_about ON notices (about);
CREATE INDEX by_pmid ON records (pmid) WHERE pmid <> '';
"""
#: Bytes of one record, and of a file that is one JSON value: a file of Crossref's public data has a fifth of that.
_LONGEST, _WHOLE = 32 * 1024**2, 256 * 1024**2
#: Problems kept in full; the rest are only counted.
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the file, the number of records, and what could not be read (the first hundred in full)."""

    path: Path
    records: int
    problems: tuple[Problem, ...]
    unread: int


def build(output: str | Path, crossref_files: Iterable[str | Path], pubmed_files: Iterable[str | Path] = ()) -> Built:
    """Build a mirror in a directory and return what it holds; a build that is interrupted leaves the old one as it was.

    Crossref files hold one work a line (``.jsonl``) or ``{"items": [...]}`` as the public data file does, PubMed files
    are XML; both may be gzipped. InputError names a file that cannot be read at all.
    """
    directory = Path(output)
    directory.mkdir(parents=True, exist_ok=True)
    files = [(Path(path), _works) for path in crossref_files] + [(Path(path), _articles) for path in pubmed_files]
    partial = directory / (FILE + ".partial")
    partial.unlink(missing_ok=True)
    problems: list[Problem] = []
    unread = 0
    with closing(sqlite3.connect(partial)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _LAYOUT)
        count = 0
        for path, read in files:
            for item in read(path):
                if isinstance(item, Problem):
                    unread += 1
                    problems += [item] if len(problems) < _KEPT else []
                    continue
                count += 1
                _add(db, count, item)
        db.executescript("BEGIN;" + _INDEXES + "COMMIT;") if not db.in_transaction else db.executescript(_INDEXES)
        made = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        names = json.dumps([path.name for path, _ in files])
        facts = {"schema": SCHEMA, "records": str(count), "built": made, "files": names}
        db.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
        db.commit()
    partial.replace(directory / FILE)
    return Built(directory / FILE, count, tuple(problems), unread)


def _add(db: sqlite3.Connection, id_: int, reference: Reference) -> None:
    keys = (reference.identifier("doi") or reference.text("DOI").lower(), reference.identifier("pmid"))
    db.execute("INSERT INTO records VALUES (?, ?, ?, ?)", (id_, *keys, _stored(reference)))
    about = {value for notice in reference.notices if notice.of for value in (notice.doi, notice.pmid) if value}
    db.executemany("INSERT INTO notices VALUES (?, ?)", ((value, id_) for value in sorted(about)))
    db.execute("INSERT INTO search (rowid, terms) VALUES (?, ?)", (id_, " ".join(terms.of_record(reference))))


def _stored(reference: Reference) -> str:
    raw = {name: values[0].raw for name, values in reference.provenance.items() if values[0].raw is not None}
    stored: dict[str, Any] = {"data": reference.data}
    if raw:
        stored["raw"] = raw
    if reference.notices:
        stored["notices"] = list(map(_notice, reference.notices))
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _notice(notice: Notice) -> dict[str, Any]:
    found = {name: getattr(notice, name) for name in ("kind", "source", "doi", "pmid", "label", "of")}
    return found | ({"date": notice.date.to_csl()} if notice.date else {})


def _open(path: Path) -> IO[bytes]:
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        return gzip.open(path) if zipped else path.open("rb")  # type: ignore[return-value]  # it reads bytes as a file does
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from error


def _works(path: Path) -> Iterator[Reference | Problem]:
    """Yield the works of a Crossref file, one a line; a file of one JSON value is read whole."""
    with _open(path) as file:
        try:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST), b""), 1):
                place = Location(str(path), number)
                if number > 1 and len(line) == _LONGEST:
                    yield Problem("is longer than any record; nothing from here on is read", place)
                    return
                if line.strip():
                    yield from _line(line, place, file)
        except (OSError, EOFError) as error:
            yield Problem(f"ends too early: {error}", Location(str(path)))


def _line(line: bytes, place: Location, file: IO[bytes]) -> Iterator[Reference | Problem]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        data = None
        if place.line == 1 and line.lstrip()[:1] in (b"{", b"["):
            data = _whole(line + file.read(_WHOLE))
        if data is None:
            yield Problem("is not JSON", place, line[:200].decode("utf-8", "replace").strip())
            return
    for item in crossref.items(data):
        if isinstance(item, dict) and (item.get("DOI") or item.get("title")):
            yield _work(item)
        else:
            yield Problem("is no Crossref work: it has neither DOI nor title", place, str(item)[:200])


def _whole(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _work(item: dict[str, Any]) -> Reference:
    reference = crossref.reference(item, "mirror")
    pmid = str(item.get("PMID") or "")
    return reference.with_fields(PMID=pmid) if pmid else reference


@dataclass(slots=True)
class _Measured:
    """A file of which not much is read until a record ends."""

    file: IO[bytes]
    since: int = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes; OSError where there were too many since the last record."""
        data = self.file.read(size)
        self.since += len(data)
        if self.since > _LONGEST:
            raise OSError(f"no record ends within {_LONGEST} bytes")
        return data


def _articles(path: Path) -> Iterator[Reference | Problem]:
    """Yield the articles of a PubMed XML file, one at a time."""
    with _open(path) as file:
        measured = _Measured(file)
        events = etree.iterparse(
            measured, tag=("PubmedArticle", "PubmedBookArticle"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False,
        )  # fmt: skip
        try:
            for _, element in events:
                measured.since = 0
                yield pubmed.reference(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, OSError, EOFError) as error:
            yield Problem(
                f"is not PubMed XML from here on: {error}", Location(str(path), getattr(error, "lineno", 0) or 0)
            )
