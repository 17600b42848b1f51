"""Pages put right: python benchmarks/fixing.py [--show] [--pages N] [--format KIND] [--style NAME].

Prints invented works in twelve official styles as pages of six kinds, in several encodings and line ends, with seeded
faults in half of their entries: a wrong volume, issue, year or page, a DOI or issue left out, a work still ahead of
print, a word of the title lost, an author misspelt, another work's DOI. What each page should be is the same page
printed from the right records. Says how many faulty entries came out right, wrong and untouched, whether everything
else stayed byte for byte, and whether a second run changes anything. A mirror of the records answers; nobody is asked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks import fixing_pages as pages  # noqa: E402  # needs the path

OUTCOMES = ("right", "wrong", "untouched")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=36)
    options.add_argument("--show", action="store_true", help="print what did not come out right")
    options.add_argument("--format", choices=pages.FORMATS)
    options.add_argument("--style", choices=pages.STYLES)
    options.add_argument("--registry", type=int, default=0, help="cite so many registered works of the corpus instead")
    arguments = options.parse_args()
    if arguments.registry:
        corpus = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
        pages.use(pages.registered(corpus / "matching/registry.jsonl.gz", arguments.registry))
    started = time.perf_counter()
    by_fault, by_format, by_style = Counter(), Counter(), Counter()
    notes = Counter()
    with tempfile.TemporaryDirectory() as folder:
        mirror = built(Path(folder))
        for made in pages.made(arguments.pages):
            if arguments.format not in (None, made.form) or arguments.style not in (None, made.style):
                continue
            path = Path(folder) / made.name
            path.write_bytes(made.faulty)
            judged(made, path, mirror, arguments.show, by_fault, by_format, by_style, notes)
    for title, counted in (("fault", by_fault), ("format", by_format), ("style", by_style)):
        table(title, counted)
    print(
        ", ".join(f"{name}: {count}" for name, count in sorted(notes.items())), f"{time.perf_counter() - started:.0f} s"
    )


def built(folder: Path) -> Path:
    """Return the directory of a mirror that holds the records."""
    from ccsvi_refs.registries import mirror

    works = folder / "works.jsonl"
    works.write_text("".join(json.dumps(pages.as_crossref(work)) + "\n" for work in pages.works()), "utf-8")
    mirror.build(folder / "mirror", [works])
    return folder / "mirror"


def judged(made, path, mirror, show, by_fault, by_format, by_style, notes) -> None:
    """Count what became of a page's entries."""
    import ccsvi_refs as refs

    settings = refs.Settings(mirror=mirror)
    fixed = refs.fix(path, unsafe=True, settings=settings, registries=["mirror"])
    notes["pages"] += 1
    for fault, outcome, texts in made.outcomes(fixed.after):
        by_fault[fault, outcome] += 1
        by_format[made.form, outcome] += 1
        by_style[made.style, outcome] += 1
        if show and outcome != "right":
            print(f"{made.name} {fault} {outcome}\n  was  {texts[0]}\n  want {texts[1]}\n  is   {texts[2]}")
            print("  left", [str(each) for each in fixed.left if each])
    notes["others changed"] += made.others_changed(fixed.after)
    if show and made.others_changed(fixed.after):
        print(made.name, "changed beside:", fixed.diff())
    path.write_bytes(fixed.after)
    again = refs.fix(path, unsafe=True, settings=settings, registries=["mirror"])
    notes["second run changes"] += bool(again.changes)
    if show and again.changes:
        print(made.name, "again:", again.diff())


def table(title: str, counted: Counter) -> None:
    print(f"\n{title:44}" + "".join(f"{name:>11}" for name in OUTCOMES))
    names = sorted({name for name, _ in counted})
    for name in [*names, "all"]:
        counts = [
            sum(count for (each, said), count in counted.items() if said == outcome and name in (each, "all"))
            for outcome in OUTCOMES
        ]
        print(f"{name:44}" + "".join(f"{count:>11}" for count in counts))


if __name__ == "__main__":
    main()
