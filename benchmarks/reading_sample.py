"""Entries of real pages beside what is read in them, drawn by a seed, to be judged by eye.

    python benchmarks/reading_sample.py [--seed 11] [--count 300]

The pages are those of the corpus ($CCSVI_REFS_CORPUS, else ../shared): its folder ``pages`` with ``gold.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=11)
    options.add_argument("--count", type=int, default=300)
    chosen = options.parse_args()
    found = list(entries(CORPUS / "pages"))
    if not found:
        sys.exit("no corpus: set CCSVI_REFS_CORPUS")
    for page, text, data in sorted(random.Random(chosen.seed).sample(found, min(chosen.count, len(found)))):
        print(f"{page}: {text}\n    {data}")


def entries(folder: Path) -> list[tuple[str, str, str]]:
    """Return page, printed text and fields of every entry."""
    from ccsvi_refs import load

    names = sorted(json.loads((folder / "gold.json").read_text())) if (folder / "gold.json").is_file() else []
    rows = []
    for name in names:
        read = [(one, one.mention) for one in load(folder / "docs" / name)]
        rows += [(name, " ".join(mention.text.split()), shown(one.to_csl())) for one, mention in read if mention]
    return sorted(rows)


def shown(data: dict[str, Any]) -> str:
    """Return the fields in one line, without how sure they are."""
    custom = {name: value for name, value in data.get("custom", {}).items() if name != "confidence"}
    return json.dumps({**data, "custom": custom} if custom else {**data, "custom": None}, ensure_ascii=False)


if __name__ == "__main__":
    main()
