"""Time and memory of `bulk resolve` with a mirror: one process, several, a Dask cluster of two workers on this machine.

    python benchmarks/bulk.py [--records 5000] [--lines 500 2000]

Records and citation strings are the corpus's (CCSVI_REFS_CORPUS, else ../shared beside the project): the first records
of ``matching/registry.jsonl.gz``, and strings of ``matching/dev/queries``, over again where more are wanted. ``CPU``
is that of everything that ran, ``peak`` the largest process so far; ``same`` whether the answers are one process's.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or Path(__file__).resolve().parents[2] / "shared") / "matching"
WHEN = re.compile(r'"when": "[^"]*"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=5_000)
    parser.add_argument("--lines", type=int, nargs="+", default=[500, 2_000])
    chosen = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit("this needs the corpus: CCSVI_REFS_CORPUS says where it is")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with gzip.open(CORPUS / "registry.jsonl.gz", "rt", encoding="utf-8") as records:
            (folder / "works.jsonl").write_text("".join(itertools.islice(records, chosen.records)))
        command("mirror", "build", "--output", folder / "mirror", "--crossref", folder / "works.jsonl")
        for number in chosen.lines:
            lines = folder / f"{number}.jsonl"
            lines.write_text("".join(itertools.islice(itertools.cycle(strings()), number)))
            measure(folder, lines, number)


def strings() -> list[str]:
    rows = [json.loads(line) for path in sorted((CORPUS / "dev/queries").glob("*.jsonl")) for line in path.open()]
    return [json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows[::17]]


def measure(folder: Path, lines: Path, number: int) -> None:
    first: list[str] = []
    for name, options in (("1 process", []), ("2 processes", ["--jobs", "2"]), ("Dask, 2 workers", None)):
        with ExitStack() as stack:
            given = ["--scheduler", stack.enter_context(cluster(folder))] if options is None else options
            output = folder / f"{number} {name}.jsonl"
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            command(
                "bulk",
                "resolve",
                lines,
                "--output",
                output,
                "--registry",
                "mirror",
                "--mirror",
                folder / "mirror",
                *given,
            )
            wall = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        answers = [WHEN.sub("", line) for line in output.read_text().splitlines()]
        first = first or answers
        print(
            f"{number:7,} lines  {name:16} {wall:7.1f} s {number / wall:7.1f} a second  CPU {cpu:7.1f} s  "
            f"peak {after.ru_maxrss / 1024:5.0f} MB  same: {answers == first}"
        )


def command(*words: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ccsvi_refs", *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1, 3):
        sys.exit(done.stderr)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    start = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    work = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--nworkers",
        "1",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen([*start, "--scheduler-file", str(told)], **quiet)]
    try:
        while not told.exists():
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        running += [subprocess.Popen([*work, address, "--local-directory", str(folder)], **quiet) for _ in range(2)]
        yield address
    finally:
        for one in reversed(running):
            one.terminate()
            one.wait()


if __name__ == "__main__":
    main()
