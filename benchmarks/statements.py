#!/usr/bin/env python3
"""How many altered quotations and numbers are told from true ones: statements.py [--wrong], needs ../shared."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.matching.stated import Stated, abstracts, findings, stated  # noqa: E402  # the path comes first

CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS", ROOT.parent / "shared"))
FILES = {"dev": "statements_dev.toml", "held out": "statements_heldout.toml"}


def verdict(one: Stated, known: dict[str, str]) -> str:
    """Return ``hit``, ``miss``, ``false`` or ``quiet``, and whether a miss was at least said not to be found."""
    found = findings(one, known[one.work])
    differs = [each for each in found if each.rule.endswith("-differs")]
    absent = [each for each in found if each.rule.endswith("-not-found")]
    if one.kind == "quotation":
        if one.is_true:
            return "false" if differs else "doubted" if absent else "quiet"
        return "hit" if differs or absent else "miss"
    said = {each.cited for each in differs}
    if said - set(one.wrong):
        return "false"
    if one.is_true:
        return "quiet"
    return "hit" if said else "doubted" if absent else "miss"


def main() -> int:
    """Print the table and, with --wrong, every sentence that was judged wrongly."""
    known = abstracts(CORPUS)
    print(f"{len(known)} abstracts")
    print(f"{'sentences':28} {'true':>5} {'altered':>8} {'found':>6} {'false':>6} {'precision':>10} {'recall':>7}")
    for name, file in FILES.items():
        path = ROOT / "tests" / "matching" / file
        sentences = stated(path, known) if path.exists() else []
        for kind in ("quotation", "number"):
            ours = [one for one in sentences if one.kind == kind]
            verdicts = [verdict(one, known) for one in ours]
            counts = Counter(verdicts)
            false = counts["false"] + (counts["doubted"] if kind == "quotation" else 0)
            altered = sum(not one.is_true for one in ours)
            precision, recall = counts["hit"] / max(1, counts["hit"] + false), counts["hit"] / max(1, altered)
            row = f"{kind}s, {name}"
            figures = f"{len(ours) - altered:5} {altered:8} {counts['hit']:6} {false:6}"
            print(f"{row:28} {figures} {precision:10.3f} {recall:7.3f}")
            if "--wrong" in sys.argv:
                tell(ours, verdicts, known)
    return 0


def tell(ours: list[Stated], verdicts: list[str], known: dict[str, str]) -> None:
    """Print what was judged wrongly."""
    for one, said in zip(ours, verdicts, strict=True):
        if said in ("miss", "false", "doubted"):
            print(f"  {said}: {one.work} {one.text} {one.wrong or ''}")
            for each in findings(one, known[one.work]):
                print(f"      {each.rule}: {each.message[:160]}")


if __name__ == "__main__":
    sys.exit(main())
