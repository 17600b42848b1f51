"""A bibliography of 50,000 entries read and written as CSL-JSON: time and memory beside pandoc and citation-js.

    python benchmarks/fifty_thousand.py [--entries 50000]

Each program converts the same invented .bib in a process of its own; its processor time and its peak memory are the
system's. pandoc comes with ``pypandoc_binary``; citation-js needs node, and npm's @citation-js/core and
@citation-js/plugin-bibtex in the folder that CITATION_JS names (else ./node_modules). What is not there is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "venous drainage doubt tremor gait moor sediment clearance atlas cortex island language records forest iron matter "
    "matrix theory clinicians walking falls older adults pattern search cluster random trial cohort survey review"
).split()
FAMILIES = (
    "Okafor", "Lindqvist", "Marlow", "Ostrander", "Quist", r"{\"O}zt{\"u}rk", r"Dvo{\v{r}}{\'a}k", r"M{\"u}ller",
    "Zhang",
)  # fmt: skip
CITATION_JS = """
const [folder, input, output] = process.argv.slice(2), fs = require('fs'), path = require('path');
const {Cite} = require(path.join(folder, '@citation-js/core'));
require(path.join(folder, '@citation-js/plugin-bibtex'));
fs.writeFileSync(output, JSON.stringify(new Cite(fs.readFileSync(input, 'utf8')).data));
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--entries", type=int, default=50_000)
    options.add_argument("--one", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        measured(chosen.one)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "many.bib"
        source.write_text(bibliography(chosen.entries), encoding="utf-8")
        print(f"{chosen.entries} entries, {source.stat().st_size / 1e6:.1f} MB of BibTeX to CSL-JSON")
        for name, command in programs(source, Path(folder)).items():
            line = [sys.executable, __file__, "--one", *command]
            done = subprocess.run(line, capture_output=True, text=True, check=False)
            print(f"{name:14} {done.stdout.strip() or done.stderr.strip()[-200:]}{kept(Path(folder) / f'{name}.json')}")


def bibliography(count: int) -> str:
    """Return that many invented BibTeX entries, articles and every fifth a book."""
    chance = random.Random(1)
    return "\n".join(entry(number, chance) for number in range(count))


def entry(number: int, chance: random.Random) -> str:
    initials = [f"{chance.choice('ABCDE')}. {chance.choice('FGHIJ')}." for _ in range(3)]
    authors = " and ".join(f"{chance.choice(FAMILIES)}, {one}" for one in initials)
    title = " ".join(chance.choices(WORDS, k=9)).capitalize()
    start, year = chance.randrange(1, 900), chance.randrange(1970, 2025)
    where = (
        "publisher = {Harbour University Press}, address = {Leeds}, edition = {2}"
        if number % 5 == 0
        else f"journal = {{Journal of {chance.choice(WORDS).title()} Studies}}, "
        f"volume = {{{chance.randrange(1, 90)}}}, number = {{{chance.randrange(1, 12)}}}, "
        f"pages = {{{start}--{start + 9}}}, doi = {{10.5555/moor.{number}}}"
    )
    kind = "book" if number % 5 == 0 else "article"
    named = f"author = {{{authors}}},\n  title = {{{title}}},\n  year = {{{year}}}"
    return f"@{kind}{{k{number},\n  {named},\n  {where}\n}}\n"


def programs(source: Path, folder: Path) -> dict[str, list[str]]:
    """Return the command of each program that is installed."""
    found = {"ccsvi-refs": [sys.executable, "-m", "ccsvi_refs", "convert", str(source), "--to", "csl-json", "--output",
                            str(folder / "ccsvi-refs.json")]}  # fmt: skip
    if pandoc := binary():
        found["pandoc"] = [pandoc, "-f", "bibtex", "-t", "csljson", "-o", str(folder / "pandoc.json"), str(source)]
    module = Path(os.environ.get("CITATION_JS", "node_modules")).resolve()
    if (module / "@citation-js" / "core").is_dir() and shutil.which("node"):
        script = folder / "convert.cjs"
        script.write_text(CITATION_JS, encoding="utf-8")
        memory = "--max-old-space-size=12000"
        found["citation-js"] = ["node", memory, str(script), str(module), str(source), str(folder / "citation-js.json")]
    return found


def binary() -> str:
    """Return where pandoc is, empty where it is not."""
    own = importlib.util.find_spec("pypandoc")
    beside = Path(own.origin).parent / "files" / "pandoc" if own and own.origin else Path("/nowhere")
    return str(beside) if beside.is_file() else shutil.which("pandoc") or ""


def measured(command: list[str]) -> None:
    """Run a command and print its processor time and peak memory."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    state = "" if done.returncode == 0 else f", failed: {done.stderr.strip()[-150:]}"
    print(f"{used.ru_utime + used.ru_stime:7.1f} s of processor time, {used.ru_maxrss / 1024:6.0f} MB at most{state}")


def kept(output: Path) -> str:
    """Return how many entries a program wrote."""
    return f", {len(json.loads(output.read_text(encoding='utf-8')))} entries" if output.is_file() else ""


if __name__ == "__main__":
    main()
