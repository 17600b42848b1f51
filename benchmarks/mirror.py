"""A mirror as it grows: build rate, memory, size, and resolving through it end to end.

    python benchmarks/mirror.py [--sizes 10000,100000,1000000] [--strings 2000] [--folder build/mirrors] [--grown]

Records are the matching benchmark's and, beyond them, synthetic ones (``synthetic_records.py``). Each mirror is built
by ``ccsvi-refs mirror build`` in a process of its own, whose memory is looked at ten times a second, that of its
helpers too; ``anon`` is its own, ``rss`` counts the pages of the index it has open as well. A mirror that is there is
not built again. With ``--grown`` there is one mirror, which ``ccsvi-refs mirror update`` brings from each size to the
next by whole files of synthetic records, so that sizes are rounded up; rates are those of what was added. Resolving is
``ccsvi_refs.resolve``, all of it: reading, search, choice, merging, differences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import synthetic_records as synthetic

import ccsvi_refs as refs
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import manifest
from matching import BUILD, CORPUS, queries

#: Records in one file of synthetic ones.
EACH = 100_000
HEADINGS = (
    "  records  build/s  CPU s  rss MB  anon MB   index MB  segments  CPU ms  wall ms   right   wrong  recall@10"
    "  strings"
)


def tree(process: int) -> list[int]:
    """Return a process and those it started."""
    found = [process]
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [each for child in path.read_text().split() for each in tree(int(child))]
        except OSError:
            continue
    return found


def memory(process: int) -> tuple[int, int]:
    """Return the megabytes that a process and its own have in memory, and those of them that are no file's."""
    rss = anon = 0
    for each in set(tree(process)):
        try:
            lines = dict(line.split(":", 1) for line in Path(f"/proc/{each}/status").read_text().splitlines())
        except (OSError, ValueError):
            continue
        rss += int(lines.get("VmRSS", "0").split()[0])
        anon += int(lines.get("RssAnon", "0").split()[0])
    return rss // 1024, anon // 1024


def built(folder: Path, paths: list[Path], jobs: int, grown: bool = False) -> dict[str, Any]:
    """Build a mirror by the command, or add files to it; return seconds, CPU seconds and peaks of memory."""
    what = ["update", folder] if grown else ["build", "--output", folder]
    command = [sys.executable, "-m", "ccsvi_refs", "mirror", *what, "--jobs", jobs, "--crossref", *paths]
    started = time.perf_counter()
    before = children()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    peak = (0, 0)
    while process.poll() is None:
        now = memory(process.pid)
        peak = max(peak[0], now[0]), max(peak[1], now[1])
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{folder} was not built")
    return {"seconds": time.perf_counter() - started, "cpu": children() - before, "rss": peak[0], "anon": peak[1]}


def children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resolved(folder: Path, asked: list[dict[str, Any]], work: dict[str, str]) -> dict[str, float]:
    """Resolve citation strings through a mirror; return milliseconds each, and the share rightly matched."""
    cited = [Reference(FrozenDict({"id": query["id"]}), Mention(query["text"])) for query in asked]
    settings = refs.Settings(mirror=folder, offline=True)
    refs.resolve(cited[:20], settings=settings, registries=["mirror"])  # what is loaded once is loaded now
    started, used = time.perf_counter(), time.process_time()
    found = refs.resolve(cited, settings=settings, registries=["mirror"])
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    dois = [each.reference.identifier("doi") if each.reference else "" for each in found]
    right = sum(
        bool(doi) and work.get(doi, doi) == work.get(query["doi"], query["doi"])
        for doi, query in zip(dois, asked, strict=True)
    )
    wrong = sum(bool(doi) for doi in dois) - right
    return {
        "ms": cpu / len(asked) * 1000,
        "wall": wall / len(asked) * 1000,
        "right": right / len(asked),
        "wrong": wrong / len(asked),
    }


def files(count: int, corpus: list[dict[str, Any]], data: Path, whole: bool = False) -> list[Path]:
    """Return the files that hold so many records, or a little more where only whole files count."""
    registry = CORPUS / "matching" / "registry.jsonl.gz"
    if count >= len(corpus):
        more = count - len(corpus)
        if whole:
            more = -(-more // EACH) * EACH
        parts = sorted(data.glob("part-*.jsonl.gz"))[: more // EACH]
        if more % EACH or len(parts) < more // EACH:
            folder = data / str(count) if more % EACH else data
            parts = synthetic.write(folder, more, synthetic.Corpus(corpus), EACH)
        return [registry, *parts]
    part = data / f"registry-{count}.jsonl.gz"
    part.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(registry) as source, gzip.open(part, "wb") as target:
        target.writelines(islice(source, count))
    return [part]


def segments(folder: Path) -> int:
    """Return of how many segments a mirror's index is."""
    return len(json.loads((manifest.current(folder) / "meta.json").read_text("utf-8"))["segments"])


def recall(opened: mirror.Mirror, asked: list[dict[str, Any]], work: dict[str, str]) -> float:
    """Return the share of citation strings whose work is among the first ten that are found."""
    right = 0
    for query in asked:
        dois = [each.text("DOI") for each in opened.search(query["text"])]
        right += any(work.get(doi, doi) == work.get(query["doi"], query["doi"]) for doi in dois)
    return right / len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--strings", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--data", type=Path, default=BUILD / "synthetic")
    parser.add_argument("--folder", type=Path, default=BUILD / "mirrors")
    parser.add_argument("--grown", action="store_true", help="one mirror, brought from each size to the next")
    options = parser.parse_args()
    corpus = synthetic.read(CORPUS / "matching" / "registry.jsonl.gz")
    if not corpus:
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    clusters = json.loads((CORPUS / "matching" / "clusters.json").read_text())["clusters"]
    work = {doi: name for name, dois in clusters.items() for doi in dois}
    asked = [query for _, some in queries() for query in some if query["doi"]]
    asked = random.Random(7).sample(asked, min(options.strings, len(asked)))
    print(HEADINGS, flush=True)
    sizes = sorted(map(int, options.sizes.split(",")))
    if options.grown:
        files(sizes[-1], corpus, options.data, True)  # all are made before the first build
    for count in sizes:
        folder = options.folder / ("grown" if options.grown else str(count))
        made = {"seconds": 0.0, "cpu": 0.0, "rss": 0, "anon": 0}
        paths = files(count, corpus, options.data, options.grown)
        there = (folder / manifest.NAME).exists()
        before = mirror.Mirror(folder).info.records if there else 0
        if before < count:
            made = built(folder, paths, options.jobs, there)
        opened = mirror.Mirror(folder)
        info = opened.info
        registered = {(record.get("DOI") or "").lower() for record in corpus[:count]}
        some = [query for query in asked if query["doi"] in registered]
        got = resolved(folder, some, work)
        rate = (info.records - before) / made["seconds"] if made["seconds"] else 0
        cells = [f"{info.records:9,}", f"{rate:8,.0f}", f"{made['cpu']:6.0f}", f"{made['rss']:7}", f"{made['anon']:8}"]
        cells += [f"{info.size / 1e6:10.1f}", f"{segments(folder):9}", f"{got['ms']:7.2f}", f"{got['wall']:8.2f}"]
        cells += [f"{got['right']:7.4f}", f"{got['wrong']:7.4f}", f"{recall(opened, some, work):10.4f}"]
        print(*cells, f"{len(some):8}", flush=True)


if __name__ == "__main__":
    main()
