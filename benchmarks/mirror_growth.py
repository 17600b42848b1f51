"""A mirror's index as it grows to millions: size, segments, memory, what a question costs, and what is found.

    python benchmarks/mirror_growth.py [--most 5000000] [--strings 800] [--folder build/grown] [--data build/synthetic]

Reading files is left out, which costs each record the same whatever there is (``mirror.py`` measures it): synthetic
records are made into entries at once, their words and names remembered, and put into the index by the mirror's own
writer, with a commit every 100,000. ``--check`` says how many entries are those that reading the file gives.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import synthetic_records as synthetic
from mirror import recall, resolved, segments

from ccsvi_refs.formats import people
from ccsvi_refs.formats.records.crossref import TYPES
from ccsvi_refs.matching import containers, prepared, terms
from ccsvi_refs.model import Name
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import chunks, entries, index, manifest
from ccsvi_refs.registries.mirror.entries import Entry
from ccsvi_refs.registries.mirror.state import State
from ccsvi_refs.text.folding import STOPWORDS, plain, words
from matching import BUILD, CORPUS, queries

COMMIT = 100_000
WHEN = "2026-01-01T00:00:00Z"


@lru_cache(1 << 18)
def title_words(token: str) -> tuple[str, ...]:
    return tuple(word for word in words(plain(token)) if len(word) > 1 and word not in STOPWORDS)


@lru_cache(1 << 18)
def person(family: str) -> tuple[str, tuple[str, ...], str]:
    """Return a family name as it is kept, its words, and its one word."""
    read = people.person(family=family, given="A. B.")
    who = prepared.author(Name.from_csl(read))
    return read.get("family", ""), who.words if who else (), who.family if who else ""


@lru_cache(1 << 16)
def container_words(name: str) -> tuple[str, ...]:
    return tuple(word for form in containers.forms(name) for word in form)


def joints(names: list[str], year: str, volume: str, page: str) -> Iterator[str]:
    pairs = [("v", volume, page), ("y", page and year, page)]
    for name in names[:3]:
        pairs += [("a", name, year), ("n", name, volume), ("n", name, page)]
    yield from (terms._joint(kind, one, other) for kind, one, other in pairs if one and other)
    yield from terms._alone([year], [volume], [page])


def entry(record: dict[str, Any]) -> Entry:
    """Return the entry of a synthetic record."""
    doi, title = record["DOI"].lower(), (record.get("title") or [""])[0]
    named = [who for who in record.get("author", ()) if who.get("family")]
    known = [person(who["family"]) for who in named]
    journal = (record.get("container-title") or [""])[0]
    year = str(((record.get("issued") or {}).get("date-parts") or [[""]])[0][0] or "")
    volume, page = record.get("volume", ""), record.get("page", "").partition("-")[0]
    found = dict.fromkeys(word for token in title.split() for word in title_words(token))
    found.update(dict.fromkeys(word for _, own, whole in known[: prepared.AUTHORS] for word in (*own, whole)))
    found.update(dict.fromkeys(container_words(journal) if journal else ()))
    found.update(dict.fromkeys(joints([whole for _, _, whole in known], year, volume, page)))
    kept = {"id": doi, "type": TYPES.get(record.get("type", ""), "document"), "title": title, "DOI": doi}
    authors = [{"family": name[0], "given": who.get("given")} for name, who in zip(known, named, strict=True)]
    kept |= {"author": authors, "container-title": journal, "issued": record.get("issued")}
    kept |= {name: record.get(name) for name in ("volume", "issue", "page")}
    raw = {"type": record.get("type"), "author": json.dumps(record.get("author"))}
    key, data = f"crossref:{doi}", {name: value for name, value in kept.items() if value}
    stored = json.dumps({"key": key, "data": data, "raw": raw}, ensure_ascii=False, separators=(",", ":"))
    return Entry(key, (f"doi:{doi}",), (), " ".join(found), stored)


def made(registry: Path, paths: list[Path]) -> Iterator[Entry]:
    """Yield the registry's entries as they are read, then the synthetic ones."""
    for chunk in chunks.chunks(chunks.files_of({"crossref": [registry]})):
        yield from entries.parsed(chunk).entries  # type: ignore[misc]  # nothing is deleted
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (entry(json.loads(line)) for line in file)


def check(path: Path, count: int = 2000) -> None:
    """Print how many entries of a file are found by the very terms that reading the file gives."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        quick = [entry(json.loads(line)) for line in islice(file, count)]
    found = chunks.chunks(chunks.files_of({"crossref": [path]}))
    read = list(islice((each for chunk in found for each in entries.parsed(chunk).entries), count))
    same = sum(set(one.terms.split()) == set(other.terms.split()) for one, other in zip(quick, read, strict=True))
    bytes_ = [sum(len(each.stored.encode()) for each in some) / count for some in (quick, read)]
    print(f"{same} of {count} entries have the same terms; stored bytes {bytes_[0]:.0f}, read {bytes_[1]:.0f}")


def memory() -> int:
    """Return the megabytes of this process's own."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["RssAnon"].split()[0]) // 1024


def grown(folder: Path, found: Iterator[Entry], marks: set[int]) -> Iterator[tuple[int, float, int]]:
    """Put entries into a mirror; yield at each mark how many, the CPU microseconds of one, and the peak of memory."""
    folder.mkdir(parents=True)
    writer, state = index.Writer(folder / "index-1"), State(built=WHEN, updated=WHEN)
    state.complete, count, before, peak, started = True, 0, 0, 0, time.process_time()
    for count, each in enumerate(found, 1):
        writer.put(each)
        if count % COMMIT and count not in marks:
            continue
        state.records["crossref"] = count
        peak = max(peak, memory())
        writer.commit(state)
        manifest.use(folder, folder / "index-1")
        if count in marks:
            yield count, (time.process_time() - started) / (count - before) * 1e6, max(peak, memory())
            before, started = count, time.process_time()
    writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=5_000_000)
    parser.add_argument("--strings", type=int, default=800)
    parser.add_argument("--data", type=Path, default=BUILD / "synthetic")
    parser.add_argument("--folder", type=Path, default=BUILD / "grown")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    registry = CORPUS / "matching" / "registry.jsonl.gz"
    corpus = synthetic.read(registry)
    if not corpus:
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    paths = synthetic.write(options.data, options.most - len(corpus), synthetic.Corpus(corpus))
    if options.check:
        check(paths[0])
        return
    clusters = json.loads((CORPUS / "matching" / "clusters.json").read_text())["clusters"]
    work = {doi: name for name, dois in clusters.items() for doi in dois}
    asked = [query for _, some in queries() for query in some if query["doi"]]
    asked = random.Random(7).sample(asked, min(options.strings, len(asked)))
    marks = {100_000, 500_000, *range(1_000_000, options.most, 1_000_000), options.most}
    print("  records  CPU us  anon MB   index MB  segments  search ms  CPU ms   right   wrong  recall@10", flush=True)
    for count, each, anon in grown(options.folder, made(registry, paths), marks):
        opened = mirror.Mirror(options.folder)
        got, started = resolved(options.folder, asked, work), time.process_time()
        share, spent = recall(opened, asked, work), (time.process_time() - started) / len(asked) * 1000
        print(
            f"{count:9,} {each:7.0f} {anon:8} {opened.info.size / 1e6:10.1f} {segments(options.folder):9} {spent:10.2f}"
            f" {got['ms']:7.2f} {got['right']:7.4f} {got['wrong']:7.4f} {share:10.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
