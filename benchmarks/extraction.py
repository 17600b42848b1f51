"""How many of a page's references are found, and whether each is found whole: python benchmarks/extraction.py [--show].

Puts the citation strings of the matching benchmark's development half ($CCSVI_REFS_CORPUS/matching/dev) on pages in
several layouts, twenty to a page with prose around them, and counts the strings that come back exactly (found), and
the references that are no string of the page (extra: parts of strings, two in one, or prose).
"""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
SETS = (
    "apa",
    "american-chemical-society",
    "elsevier-without-titles",
    "glutton",
    "charity-page",
    "crossref-refs-unstructured",
)
PROSE = "Veins carry blood. In 2009 a team reported that 12 (40%) of 30 people had narrow veins, as others had."


def wrapped(text: str) -> str:
    return textwrap.fill(text, 76, break_on_hyphens=False, break_long_words=False)


def numbered(refs: list[str]) -> str:
    return "\n".join(wrapped(f"{number}. {ref}") for number, ref in enumerate(refs, 1))


def items(refs: list[str]) -> str:
    return "".join(f"<li>{html.escape(ref)}</li>" for ref in refs)


def paragraphs(refs: list[str]) -> str:
    return "".join(f"<p>{html.escape(ref)}</p>" for ref in refs)


def bullets(refs: list[str]) -> str:
    return "\n".join(f"- {escaped(ref)}" for ref in refs)


LAYOUTS: dict[str, tuple[str, Callable[[list[str]], str]]] = {
    "lines under a heading": ("text", lambda refs: f"{PROSE}\n\nReferences\n\n" + "\n".join(refs)),
    "paragraphs, no heading": ("text", lambda refs: f"{PROSE}\n\n" + "\n\n".join(refs) + f"\n\n{PROSE}"),
    "numbered, wrapped": ("text", lambda refs: f"References\n{numbered(refs)}"),
    "paragraphs, wrapped": ("text", lambda refs: f"{PROSE}\n\nReferences\n\n" + "\n\n".join(map(wrapped, refs))),
    "Markdown list": ("markdown", lambda refs: f"{PROSE}\n\n## References\n\n{bullets(refs)}"),
    "Markdown paragraphs": ("markdown", lambda refs: f"{PROSE}\n\n" + "\n\n".join(map(escaped, refs)) + f"\n\n{PROSE}"),
    "HTML list": ("html", lambda refs: f"<p>{PROSE}</p><h2>References</h2><ol>{items(refs)}</ol>"),
    "HTML paragraphs": ("html", lambda refs: f"<p>{PROSE}</p>{paragraphs(refs)}<p>{PROSE}</p>"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="print what is missed and what is extra")
    options.add_argument("--every", type=int, default=5, help="use every Nth string only")
    arguments = options.parse_args()
    if not (CORPUS / "matching").is_dir():
        print("no corpus: set CCSVI_REFS_CORPUS")
        return
    print(f"{'layout':26}" + "".join(f"{name[:22]:>26}" for name in SETS))
    for layout in LAYOUTS:
        cells = [measure(layout, strings(name, arguments.every), arguments.show) for name in SETS]
        print(
            f"{layout:26}" + "".join(f"{found:>14.3f} +{extra:<4}/{seconds:4.1f}s" for found, extra, seconds in cells)
        )


def escaped(text: str) -> str:
    return "".join("\\" + char if char in "*_[]<>`\\" else char for char in text)


def strings(name: str, every: int) -> list[str]:
    path = CORPUS / "matching" / "dev" / "queries" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    unmarked = (
        row["text"].removeprefix("(1) ").removeprefix("[1]").strip()
        for row in rows[::every]
        if row["kind"] == "positive"
    )
    return [text.replace("\n", " ") for text in unmarked]


def measure(layout: str, texts: list[str], show: bool) -> tuple[float, int, float]:
    from ccsvi_refs import pages

    kind, build = LAYOUTS[layout]
    right = extra = 0
    start = time.perf_counter()
    for at in range(0, len(texts), 20):
        part = texts[at : at + 20]
        wanted = Counter(plain(text) for text in part)
        got = Counter(plain(ref.mention.text) for ref in pages.read(build(part), kind))
        right += (wanted & got).total()
        extra += (got - wanted).total()
        if show:
            for mark, rest in (("-", wanted - got), ("+", got - wanted)):
                for text in rest:
                    print(f"{layout} {mark} {text[:240]}")
    return right / len(texts), extra, time.perf_counter() - start


def plain(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
