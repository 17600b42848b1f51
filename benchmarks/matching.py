"""Citation matching end to end on the local index: search, choose, differences; quality by set, and speed.

    python benchmarks/matching.py [--sets apa,glutton] [--boot 500]

The mirror is built once, from the benchmark's registry. Predictions are written in the form of the benchmark's own
scorer, which prints the figures, Crossref's validator (SBMV) on the same candidates beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ccsvi_refs import matching
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import manifest

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "matching"
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS", ROOT.parent / "shared"))


def opened(directory: Path) -> mirror.Mirror:
    """Return the mirror in a directory, built from the benchmark's registry if there is none."""
    if not (directory / manifest.NAME).exists():
        started = time.perf_counter()
        built = mirror.build(directory, [CORPUS / "matching" / "registry.jsonl.gz"])
        print(f"mirror: {built.records} records in {time.perf_counter() - started:.1f} s")
    return mirror.Mirror(directory)


def queries(names: str = "", split: str = "dev") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each query set's name and queries."""
    for path in sorted((CORPUS / "matching" / split / "queries").glob("*.jsonl")):
        if not names or path.stem in names.split(","):
            yield path.stem, [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def answer(index: mirror.Mirror, query: dict[str, Any], rows: int) -> dict[str, Any]:
    """Return one prediction line."""
    text = query["text"]
    choice = matching.choose(text, index.search(text, rows))
    found: dict[str, Any] = {"id": query["id"], "status": choice.status, "doi": None, "confidence": choice.confidence}
    if choice.candidate is None:
        found["candidates"] = [ranked.candidate.text("DOI") for ranked in choice.ranked[:3]]
        return found
    cited = Reference(FrozenDict({"id": query["id"]}), Mention(text))
    found["doi"] = choice.candidate.text("DOI")
    found["discrepancies"] = [
        {"field": item.field, "cited": item.cited, "registered": item.registered, "severity": item.kind}
        for item in matching.differences(cited, choice.candidate)
        if item.kind != "status"
    ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path, default=BUILD / "mirror")
    parser.add_argument("--out", type=Path, default=BUILD / "predictions")
    parser.add_argument("--sets", default="", help="by commas; all by default")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--rows", type=int, default=mirror.ROWS)
    parser.add_argument("--boot", type=int, default=0, help="repetitions of the bootstrap by work")
    options = parser.parse_args()
    scorer = CORPUS / "matching" / "score.py"
    if not scorer.exists():
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    index = opened(options.mirror)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, asked in queries(options.sets, options.split):
        started, used = time.perf_counter(), time.process_time()
        lines = [json.dumps(answer(index, query, options.rows), ensure_ascii=False) for query in asked]
        elapsed, used = time.perf_counter() - started, time.process_time() - used
        (options.out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        speed = f"{len(asked) / elapsed:5.0f} a second, {len(asked) / used:5.0f} a CPU second"
        print(f"{name:40s} {len(asked):5d} strings, {speed}", flush=True)
    verification(index)
    arguments = ["--split", options.split, "--preddir", str(options.out), "--boot", str(options.boot)]
    subprocess.run([sys.executable, str(scorer), *arguments], check=True)


def verification(index: mirror.Mirror) -> None:
    """Print how many candidates are verified in a CPU second, search left out."""
    texts = [query["text"] for _, asked in queries("glutton,apa") for query in asked[:500]]
    offered = [(text, index.search(text)) for text in texts]
    used = time.process_time()
    for text, candidates in offered:
        matching.choose(text, candidates)
    used = time.process_time() - used
    print(f"verification: {sum(len(candidates) for _, candidates in offered) / used:.0f} candidates a CPU second")


if __name__ == "__main__":
    main()
