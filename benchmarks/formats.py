"""How fast bibliographies are read and written, and what a round trip keeps: python benchmarks/formats.py [FORMAT ...].

Makes 10 MB of each format from the corpus's Crossref works and measures processor time. Peers:
bibtexparser's own parse of the .bib and, where it is installed, rispy (pip install rispy).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
SIZE = 10_000_000

from ccsvi_refs import formats  # noqa: E402  # src comes first
from ccsvi_refs.formats.records import crossref  # noqa: E402
from ccsvi_refs.model import Reference  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("formats", nargs="*", default=sorted(formats.WRITERS))
    chosen = options.parse_args().formats
    if not (CORPUS / "recordings").is_dir():
        print("no corpus: set CCSVI_REFS_CORPUS")
        return
    works = gzip.decompress((CORPUS / "recordings/crossref/works.jsonl.gz").read_bytes()).decode()
    items = [json.loads(line) for line in works.splitlines()]
    references, seconds = timed(lambda: [crossref.reference(item) for item in items * 4])
    print(f"{'crossref':10} {len(references) / seconds:7.0f} works/s")
    for name in chosen:
        measure(name, references[: len(items)])


def measure(name: str, references: list[Reference]) -> None:
    copies = [reference.with_fields(id=f"k{i}") for i, reference in enumerate(references)]
    size = len(formats.write(copies, name))
    many = [r.with_fields(id=f"{r.id}-{i}") for i in range(SIZE // size + 1) for r in copies]
    text, writing = timed(lambda: formats.write(many, name))
    page, reading = timed(lambda: formats.read(text, name))
    print(
        f"{name:10} {len(text) / 1e6:5.1f} MB {len(page):6} records: read {reading:5.2f} s, written {writing:5.2f} s",
        end="",
    )
    print("".join(f", {peer} {timed(run)[1]:.2f} s" for peer, run in peers(name, text).items()))
    backs = formats.read(formats.write(copies, name), name).references
    if len(backs) < len(copies):
        print(f"{'':10} of {len(copies)} records {len(copies) - len(backs)} have neither title nor key in this format")
        return
    pairs = zip(copies, backs, strict=True)
    lost = Counter(field for one, back in pairs for field in one.data if back.data.get(field) != one.data[field])
    shown = ", ".join(f"{field} {count}" for field, count in lost.most_common(8))
    print(f"{'':10} not as it was, of {len(copies)}: {shown or 'nothing'}")


def peers(name: str, text: str) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    if name == "bibtex":
        import bibtexparser

        found["bibtexparser's own parse"] = lambda: bibtexparser.parse_string(text)
    if name == "ris" and importlib.util.find_spec("rispy"):
        import rispy

        found["rispy"] = lambda: rispy.loads(text)
    return found


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    result = run()
    return result, time.process_time() - started


if __name__ == "__main__":
    main()
