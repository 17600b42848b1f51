"""A local mirror of registry records: an SQLite file with an index that answers citation strings without a network.

The index is FTS5 (https://www.sqlite.org/fts5.html) over folded words and joint terms (author and year, volume and
page); it holds only which record has which term. A query asks for its rarest terms, so that it stays fast however large
the mirror is, and records are ranked by the summed rarity of the terms they share with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import nlargest
from math import log
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.matching import prepared, terms
from ccsvi_refs.matching.prepared import Cited
from ccsvi_refs.model import Date, FrozenDict, Notice, Reference, Value, freeze
from ccsvi_refs.registries.mirror_build import FILE, SCHEMA, build

__all__ = ["Info", "Mirror", "build"]

#: Most candidates for one citation string, and the share of the best one's score that a candidate has to reach.
ROWS, _SHARE = 10, 0.4
#: Words a query asks for, rarest first, and how many records those words may touch together.
_WORDS, _TOUCHED = 9, 800
#: Joint terms a query asks for, rarest first; a joint term that more records have than this says too little.
_JOINTS, _COMMON = 12, 400


@dataclass(frozen=True, slots=True)
class Info:
    """What a mirror holds: how many records, made when, of which files."""

    path: str
    records: int
    built: str
    files: tuple[str, ...]


class Mirror:
    """An open mirror; InputError where the directory holds none, or one of another layout."""

    def __init__(self, directory: str | Path) -> None:
        path = Path(directory) / FILE
        if not path.is_file():
            raise InputError(
                f"{directory} holds no mirror; make one with 'ccsvi-refs mirror build --output {directory}'"
            )
        with ExitStack() as undone:
            try:
                self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                undone.callback(self._db.close)
                meta = dict(self._db.execute("SELECT key, value FROM meta"))
            except sqlite3.Error as error:
                raise InputError(f"{path} is not a mirror: {error}") from error
            if meta.get("schema") != SCHEMA:
                raise InputError(f"{path} was made by another version; build it again")
            undone.pop_all()
        self.info = Info(str(path), int(meta["records"]), meta["built"], tuple(json.loads(meta["files"])))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def by_doi(self, doi: str) -> tuple[Reference, ...]:
        """Return the records with that DOI: none, one, or one a registry."""
        return self._where("doi", doi.lower())

    def by_pmid(self, pmid: str) -> tuple[Reference, ...]:
        """Return the records with that PMID."""
        return self._where("pmid", pmid)

    def notices(self, work: Reference) -> tuple[Reference, ...]:
        """Return the records of the notices that name a work by its DOI or PMID, whatever its own record says."""
        named = [work.identifier("doi"), work.identifier("pmid")]
        query = "SELECT DISTINCT record FROM notices WHERE about IN (?, ?) AND about <> '' ORDER BY record"
        return tuple(self._references([id_ for (id_,) in self._db.execute(query, named)]))

    def search(self, text: str, rows: int = ROWS) -> tuple[Reference, ...]:
        """Return the records a citation string may mean, likeliest first, those its identifiers name before all."""
        cited = prepared.cited(text)
        named = [id_ for column, value in terms.identifiers_of(cited) for id_ in self._ids(column, value)]
        scores = self._scores(cited)
        best = nlargest(rows, scores, key=scores.__getitem__)
        likely = (id_ for id_ in best if scores[id_] >= _SHARE * scores[best[0]])
        ids = dict.fromkeys([*named, *likely])
        return tuple(self._references(list(ids)[: max(rows, len(named))]))

    def _scores(self, cited: Cited) -> dict[int, float]:
        """Sum the rarity of the terms each record shares with the text."""
        scores: dict[int, float] = {}
        for docs, term in self._asked(cited):
            weight = log(1 + self.info.records / docs)
            for (id_,) in self._db.execute("SELECT rowid FROM search(?)", (term,)):
                scores[id_] = scores.get(id_, 0.0) + weight
        return scores

    def _asked(self, cited: Cited) -> Iterator[tuple[int, str]]:
        touched = 0
        for docs, word in self._rarest(terms.words_of(cited))[:_WORDS]:
            if touched and touched + docs > _TOUCHED:
                break
            touched += docs
            yield docs, word
        yield from (item for item in self._rarest(terms.joint_of(cited))[:_JOINTS] if item[0] <= _COMMON)

    def _rarest(self, wanted: list[str]) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(wanted))
        return sorted(self._db.execute(f"SELECT docs, term FROM terms WHERE term IN ({marks})", wanted))  # noqa: S608  # only marks

    def _ids(self, column: str, value: str) -> list[int]:
        # The index leaves empty values out, and is used only where the query does too.
        query = f"SELECT id FROM records WHERE {column} = ? AND {column} <> ''"  # noqa: S608  # column is ours
        return [id_ for (id_,) in self._db.execute(query, (value,))]

    def _where(self, column: str, value: str) -> tuple[Reference, ...]:
        return tuple(self._references(self._ids(column, value)))

    def _references(self, ids: list[int]) -> Iterator[Reference]:
        for id_ in ids:
            (record,) = self._db.execute("SELECT record FROM records WHERE id = ?", (id_,)).fetchone()
            yield _reference(record)


def _reference(record: str) -> Reference:
    stored = json.loads(record)
    raw = stored.get("raw", {})
    data = {name: freeze(value) for name, value in stored["data"].items()}
    said = {name: (Value("mirror", value, raw=raw.get(name)),) for name, value in data.items() if name != "id"}
    notices = tuple(map(_notice, stored.get("notices", ())))
    return Reference(FrozenDict(data), None, FrozenDict(said), notices)


def _notice(stored: dict[str, Any]) -> Notice:
    return Notice(**{**stored, "date": Date.from_csl(stored.get("date"))})
