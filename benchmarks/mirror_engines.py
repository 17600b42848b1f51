"""Tantivy beside SQLite's FTS5 under a mirror: the same entries, the same terms asked for, in indexes of growing size.

    python benchmarks/mirror_engines.py [--sizes 10000,100000,1000000] [--each 200]

FTS5 is set up as mirrors were before (contentless, ``detail=none``, a table of terms with counts, ranking by summed
rarity over the rarest words that touch 800 records together). Entries are parsed once and kept, so that the times are
the engines' own. Recall: how many of the benchmark's citation strings have their work among the first ten.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from heapq import nlargest
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

import synthetic_records as synthetic

from ccsvi_refs.matching import prepared, terms
from ccsvi_refs.registries.mirror import chunks, index, manifest, parsing
from ccsvi_refs.registries.mirror.entries import Entry
from ccsvi_refs.registries.mirror.opened import ROWS, Mirror, reference
from ccsvi_refs.registries.mirror.state import State
from matching import BUILD, CORPUS, queries

_LAYOUT = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE records (id INTEGER PRIMARY KEY, doi TEXT, record TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(terms, content='', columnsize=0, detail='none', tokenize='ascii');
"""
_INDEXES = """
INSERT INTO search(search) VALUES ('optimize');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, 'row');
CREATE TABLE terms (term TEXT PRIMARY KEY, docs INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO terms SELECT term, doc FROM vocabulary;
DROP TABLE vocabulary;
CREATE INDEX by_doi ON records (doi) WHERE doi <> '';
"""
Answer = Callable[[str], list[str]]


def entries(paths: list[Path], kept: Path) -> Iterator[Entry]:
    """Yield the entries of files, parsed once and then read again."""
    if not kept.exists():
        named = chunks.files_of({"crossref": paths})
        partial = kept.with_suffix(".partial")
        with partial.open("wb") as file:
            for found in parsing.parsed(chunks.chunks(named), 2):
                pickle.dump(found.entries, file, pickle.HIGHEST_PROTOCOL)
        partial.rename(kept)
    with kept.open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return


def entries_of(folder: Path) -> Iterator[Entry]:
    """Yield the entries of a mirror that was built before."""
    reader = index.Reader(manifest.current(folder))
    for address in reader.addresses():
        stored = reader.stored(address)
        if stored.startswith('{"key":'):
            data = json.loads(stored)
            found = reference(data)
            doi = found.identifier("doi") or found.text("DOI").lower()
            yield Entry(data["key"], (f"doi:{doi}",), (), " ".join(terms.of_record(found)), stored)


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def in_sqlite(found: Iterator[Entry], folder: Path) -> None:
    with sqlite3.connect(folder / "mirror.sqlite") as db:
        db.executescript(_LAYOUT)
        for number, each in enumerate(found, 1):
            doi = each.names[0].removeprefix("doi:") if each.names else ""
            db.execute("INSERT INTO records VALUES (?, ?, ?)", (number, doi, each.stored))
            db.execute("INSERT INTO search (rowid, terms) VALUES (?, ?)", (number, each.terms))
        db.commit()
        db.executescript(_INDEXES)


def in_tantivy(found: Iterator[Entry], folder: Path) -> None:
    writer, state = (
        index.Writer(folder / "index-1"),
        State(built="2026-01-01T00:00:00Z", updated="2026-01-01T00:00:00Z"),
    )
    for number, each in enumerate(found, 1):
        writer.put(each)
        if number % 100_000 == 0:
            writer.commit(state)
    state.complete = True
    writer.commit(state)
    writer.close()
    manifest.use(folder, folder / "index-1")


def from_sqlite(folder: Path) -> Answer:
    db = sqlite3.connect(folder / "mirror.sqlite")
    (count,) = db.execute("SELECT count(*) FROM records").fetchone()

    def rarest(wanted: list[str]) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(wanted))
        return sorted(db.execute(f"SELECT docs, term FROM terms WHERE term IN ({marks})", wanted))

    def asked(text: str) -> Iterator[tuple[int, str]]:
        cited, touched = prepared.cited(text), 0
        for docs, word in rarest(terms.words_of(cited))[:9]:
            if touched and touched + docs > 800:
                break
            touched += docs
            yield docs, word
        yield from (item for item in rarest(terms.joint_of(cited))[:12] if item[0] <= 400)

    def answer(text: str) -> list[str]:
        scores: dict[int, float] = {}
        for docs, term in asked(text):
            for (number,) in db.execute("SELECT rowid FROM search(?)", (term,)):
                scores[number] = scores.get(number, 0.0) + log(1 + count / docs)
        best = nlargest(ROWS, scores, key=scores.__getitem__)
        likely = [number for number in best if scores[number] >= 0.4 * scores[best[0]]]
        rows = [db.execute("SELECT record FROM records WHERE id = ?", (number,)).fetchone()[0] for number in likely]
        return [json.loads(row)["data"].get("DOI", "") for row in rows]

    return answer


def from_tantivy(folder: Path) -> Answer:
    mirror = Mirror(folder)
    return lambda text: [found.text("DOI") for found in mirror.search(text)]


ENGINES: dict[str, tuple[Callable[[Iterator[Entry], Path], None], Callable[[Path], Answer]]] = {
    "SQLite FTS5": (in_sqlite, from_sqlite),
    "Tantivy": (in_tantivy, from_tantivy),
}


def sampled(each: int) -> list[dict[str, Any]]:
    """Return some of each set's citation strings whose work is registered."""
    by = random.Random(3)
    found = []
    for _, asked in queries():
        positive = [query for query in asked if query["doi"]]
        found += by.sample(positive, min(each, len(positive)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--each", type=int, default=200, help="citation strings of each set")
    parser.add_argument("--data", type=Path, default=BUILD / "synthetic")
    parser.add_argument("--built", type=Path, help="a mirror of the largest size that is there already")
    parser.add_argument("--folder", type=Path, default=BUILD / "engines")
    options = parser.parse_args()
    registry = CORPUS / "matching" / "registry.jsonl.gz"
    if not registry.exists():
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    sizes = sorted(int(each) for each in options.sizes.split(","))
    corpus = synthetic.read(registry)
    paths = [registry]
    largest = max((size for size in sizes if not options.built or size < max(sizes)), default=0)
    if largest > len(corpus):
        paths += synthetic.write(options.data, largest - len(corpus), synthetic.Corpus(corpus))
    clusters = json.loads((CORPUS / "matching" / "clusters.json").read_text())["clusters"]
    work = {doi: name for name, dois in clusters.items() for doi in dois}
    options.folder.mkdir(parents=True, exist_ok=True)
    kept = options.folder / f"entries-{largest}.pickle"
    asked = sampled(options.each)
    if largest:
        next(entries(paths, kept), None)  # parsed before anything is timed
    print("records   engine        build/s  MB      ms a string  recall@10", flush=True)
    for count in sizes:
        again = options.built if count == max(sizes) else None
        there = {(record.get("DOI") or "").lower() for record in corpus[:count]}
        wanted = [query for query in asked if query["doi"] in there]
        for name, (build, opened) in ENGINES.items():
            folder, rate = options.folder / f"{name.split()[0].lower()}-{count}", 0.0
            if again and name == "Tantivy":
                folder = again
            else:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                started = time.process_time()
                build(islice(entries_of(again) if again else entries(paths, kept), count), folder)
                rate = count / (time.process_time() - started)
            answer = opened(folder)
            started = time.process_time()
            found = [answer(query["text"]) for query in wanted]
            spent = (time.process_time() - started) / len(wanted) * 1000
            right = sum(
                any(work.get(doi, doi) == work.get(query["doi"], query["doi"]) for doi in dois)
                for query, dois in zip(wanted, found, strict=True)
            )
            print(
                f"{count:9,} {name:12} {rate:8,.0f} {size(folder):8.1f} {spent:8.2f} {right / len(wanted):10.4f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
