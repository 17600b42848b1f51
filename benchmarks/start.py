"""How long commands take to start, ours beside others: wall and processor time in milliseconds, turn by turn.

python benchmarks/start.py [--turns N]

Peers are those that are there: pandoc (on the PATH, or pypandoc_binary's), manubot and lychee on the PATH. Bare Python
is the floor of whatever is written in it. Each turn runs every command once, so that a busy machine is busy for all.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RECORD = {
    "id": "zamboni2009",
    "type": "article-journal",
    "title": "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis",
    "author": [{"family": "Zamboni", "given": "P."}],
    "container-title": "Journal of Neurology, Neurosurgery and Psychiatry",
    "issued": {"date-parts": [[2009]]},
    "volume": "80",
    "page": "392-399",
}


def commands(folder: Path) -> dict[str, list[str]]:
    record = folder / "one.json"
    record.write_text(json.dumps([RECORD]), "utf-8")
    page = folder / "page.md"
    page.write_text("---\nnocite: '@*'\n---\n", "utf-8")
    library = folder / "one.bib"
    library.write_text("@article{vein, title = {Veins of the neck}, author = {Roe, Ann}, year = 2009}\n", "utf-8")
    cited = folder / "cited.md"
    cited.write_text("# References\n\n1. Roe A. Veins of the neck. J Neck 2009;1(2):3-4.\n", "utf-8")
    ours = [sys.executable, "-m", "ccsvi_refs"]
    found = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "ccsvi-refs --version": [*ours, "--version"],
        "ccsvi-refs --help": [*ours, "--help"],
        "ccsvi-refs render one.json --style apa": [*ours, "render", str(record), "--style", "apa"],
        "ccsvi-refs audit --help": [*ours, "audit", "--help"],
        "ccsvi-refs audit one.bib --offline": [*ours, "audit", str(library), "--offline"],
        "ccsvi-refs audit page.md --offline": [*ours, "audit", str(cited), "--offline", "--fail-on", "never"],
        "ccsvi-refs lsp, no input": [*ours, "lsp", "--offline"],
        "ccsvi-refs mcp, no input": [*ours, "mcp", "--offline"],
        "python -c 'import mcp.server.mcpserver'": [sys.executable, "-c", "import mcp.server.mcpserver"],
    }
    if manubot := shutil.which("manubot"):
        found |= {"manubot --version": [manubot, "--version"], "manubot --help": [manubot, "--help"]}
    if pandoc := _pandoc():
        found |= {
            "pandoc --version": [pandoc, "--version"],
            "pandoc --help": [pandoc, "--help"],
            "pandoc --citeproc, one entry": [
                pandoc,
                "--citeproc",
                f"--bibliography={record}",
                "-t",
                "plain",
                str(page),
            ],
        }
    if lychee := shutil.which("lychee"):
        found |= {"lychee --version": [lychee, "--version"], "lychee --help": [lychee, "--help"]}
    return found


def _pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


def timed(command: list[str]) -> tuple[float, float]:
    """Return wall and processor time of a command in milliseconds."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and "lsp" not in command:  # an editor would have said goodbye
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    return wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=20)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as name:
        chosen = commands(Path(name))
        for command in chosen.values():
            timed(command)
        runs = [{label: timed(command) for label, command in chosen.items()} for _ in range(turns)]
    print(f"{turns} turns; milliseconds\n{'':42}{'wall min':>9}{'median':>9}{'CPU min':>9}{'median':>9}")
    for label in chosen:
        walls, processor = zip(*(run[label] for run in runs), strict=True)
        figures = (min(walls), statistics.median(walls), min(processor), statistics.median(processor))
        print(f"{label:42}" + "".join(f"{figure:9.0f}" for figure in figures))


if __name__ == "__main__":
    main()
