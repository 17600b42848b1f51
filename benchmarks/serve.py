"""How long a visitor of ``ccsvi-refs serve`` waits, and what the page's processes hold, for lists of several lengths.

A mirror of made-up works answers, so that no service's limit is in the figures; the volume of one entry in ten is
wrong.
With Chromium (https://www.chromium.org) and Playwright the pages are loaded in it as well.

Run: python -m benchmarks.serve [--entries 5 200 5000]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ccsvi_refs.registries.mirror import building
from ccsvi_refs.settings import Settings
from tests.service_data import work
from tests.web.served import Served, served

_SYLLABLES = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
_SAVED = ("save/file", "save/references?form=bibtex", "save/bibliography?style=apa&form=rtf", "list?style=nature")


def _title(number: int) -> str:
    chosen = random.Random(number)
    return " ".join("".join(chosen.choices(_SYLLABLES, k=3)) for _ in range(7)).capitalize()


def _page(count: int) -> bytes:
    places = [f"2015;{n % 40 + 1 + (n % 10 == 0)}(3):{n + 1}-{n + 9}. doi:10.1000/w{n}" for n in range(count)]
    entries = (f"{n + 1}. Nielsen J. {_title(n)}. J Tests {place}" for n, place in enumerate(places))
    return "\n".join(["References", "", *entries]).encode()


def _mirror(folder: Path, count: int) -> Settings:
    works = (
        work(f"10.1000/w{n}", _title(n), "Nielsen", volume=str(n % 40 + 1), issue="3", page=f"{n + 1}-{n + 9}")
        for n in range(count)
    )
    (folder / "works.jsonl").write_text("".join(json.dumps(one) + "\n" for one in works), "utf-8")
    building.build(folder / "mirror", [folder / "works.jsonl"])
    return Settings(cache_dir=folder / "cache", mirror=folder / "mirror")


def _megabytes(pid: int) -> int:
    """Return the most memory that a process has had, where the system says so."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


@contextlib.contextmanager
def _browser() -> Iterator[Callable[[str], float | None]]:
    """Yield what loads an address in Chromium and returns the seconds, None where there is none."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not path:
        yield lambda _: None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        tab = started.chromium.launch(executable_path=path, args=["--no-sandbox"]).new_page()
        tab.goto("about:blank")
        yield lambda address: _timed(lambda: tab.goto(address))


def _measured(page: Served, count: int, loaded: Callable[[str], float | None]) -> None:
    started = time.perf_counter()
    path = page.done(file=("list.txt", _page(count)), seconds=3_600)
    took = time.perf_counter() - started
    job = page.jobs.get(path.split("/")[3])
    held = _megabytes(job._process.pid) if job._process and job._process.pid else 0
    print(f"{count} references: {took:.1f} s, worker {held} MB, server {_megabytes(os.getpid())} MB")
    for what in ("", "report"):
        seconds = loaded(f"http://{page.host}{path}{what}")
        size = len(page.get(f"{path}{what}").body) // 1024
        print(f"  {what or 'result':40} {size:6} KB" + (f"  {1000 * seconds:6.0f} ms in Chromium" if seconds else ""))
    for what in _SAVED:
        print(f"  {what:40} {1000 * _timed(lambda what=what: page.get(path + what)):6.0f} ms")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", nargs="+", type=int, default=[5, 200, 5000])
    counts = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        settings = _mirror(Path(folder), max(counts))
        with served(settings) as page, _browser() as loaded:
            for _ in range(2):
                seconds = loaded(page.url)
            if seconds:
                print(f"the form: {1000 * seconds:.0f} ms in Chromium")
            page.done(text="warm")
            for count in counts:
                _measured(page, count, loaded)


if __name__ == "__main__":
    main()
