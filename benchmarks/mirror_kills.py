"""A build and an update that are killed again and again at random moments: nothing half, nothing twice, nothing lost.

    python benchmarks/mirror_kills.py [--records 20000] [--kills 10] [--seed 1] [--disk 24]

Each round starts a build (then an update), kills the whole group with SIGKILL at a random moment, and verifies what is
there; at the end every record has to be there once. ``--disk`` does the same with a disk that is
full: a tmpfs of so many megabytes, where this process may mount one.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import synthetic_records as synthetic

from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import manifest
from ccsvi_refs.registries.mirror.index import Reader

PROGRAM = """
import sys
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.registries import mirror
if __name__ == "__main__":
    what, folder, every, *files = sys.argv[1:]
    try:
        told = lambda *_: print("chunk", flush=True)
        print(getattr(mirror, what)(folder, files, every=int(every), jobs=2, progress=told).records)
    except CcsviRefsError as error:
        sys.exit(str(error))
"""


def start(what: str, folder: Path, files: list[Path]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, what, str(folder), "1000", *map(str, files)]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def whole(folder: Path, dois: list[str]) -> None:
    found = mirror.verify(folder)
    assert not found.problems, found.problems
    assert found.records == len(dois), (found.records, len(dois))
    reader = Reader(manifest.current(folder))
    wrong = [doi for doi in dois if len(reader.having("key", f"crossref:{doi}")) != 1]
    assert not wrong, wrong[:5]


def killed(what: str, folder: Path, files: list[Path], kills: int, by: random.Random, chunks: int) -> None:
    """Kill runs, each a moment after it has read so and so many chunks more; then let one come to its end."""
    for _ in range(kills):
        running = start(what, folder, files)
        assert running.stdout
        for _ in range(by.randrange(1, max(2, chunks // kills * 2))):
            running.stdout.readline()
        time.sleep(by.uniform(0, 0.5))
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        index = manifest.unfinished(folder) if what == "build" else manifest.current(folder)
        state = Reader(index).state() if index and (index / "meta.json").exists() else None
        if what == "update":
            assert not mirror.verify(folder).problems
        print(f"  {what}: killed with {sum(state.records.values()) if state else 0} records committed", flush=True)
    running = start(what, folder, files)
    out, err = running.communicate()
    assert running.returncode == 0, err
    print(f"  {what}: killed {kills} times; then {out.split()[-1]} records")


def full(megabytes: int, files: list[Path], dois: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            print("  disk: left out, no tmpfs can be mounted here")
            return
        try:
            running = start("build", Path(place) / "m", files)
            _, err = running.communicate()
            print(f"  disk of {megabytes} MB: status {running.returncode}: {err.strip()}")
            subprocess.run(["mount", "-o", f"remount,size={megabytes * 20}m", place], check=True)
            running = start("build", Path(place) / "m", files)
            out, err = running.communicate()
            assert running.returncode == 0, err
            whole(Path(place) / "m", dois)
            print(f"  disk made larger: {out.split()[-1]} records, verified")
        finally:
            subprocess.run(["umount", place], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disk", type=int, default=6, help="megabytes of the disk that is full")
    options = parser.parse_args()
    by = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        corpus = synthetic.Corpus([])
        files = synthetic.write(Path(place) / "data", options.records, corpus, options.records // 8)
        dois = [record["DOI"].lower() for record in synthetic.records(options.records, corpus)]
        started = time.perf_counter()
        killed("build", Path(place) / "m", files[:4], options.kills, by, options.records // 500)
        whole(Path(place) / "m", dois[: options.records // 2])
        killed("update", Path(place) / "m", files, options.kills, by, options.records // 500)
        whole(Path(place) / "m", dois)
        print(f"  every record once, verified; {time.perf_counter() - started:.0f} s")
        full(options.disk, files, dois)


if __name__ == "__main__":
    main()
