from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import resolve
from tests.service_data import Holdings, work
from tests.services import Services

FAMILIES = ("Amberley", "Birchall", "Cedarholm", "Dunmore", "Elmwood", "Fairfax")
SUBJECTS = (
    "Lighthouse keeping in winter",
    "The taxonomy of kettles",
    "Sleep among night bakers",
    "Rivers without bridges",
)
NAMED = [(f"{family}", f"{subject}: a view from {family}") for family in FAMILIES for subject in SUBJECTS]
WORKS = [work(f"10.1000/w{n}", title, family, volume=str(n)) for n, (family, title) in enumerate(NAMED)]
TEXTS = [f"{family} J. {title}. Journal of Tests 2015;{n}:101-109." for n, (family, title) in enumerate(NAMED)]

PROGRAM = """
import sys
from pathlib import Path
from ccsvi_refs.resolving import resolve
from ccsvi_refs.settings import Settings
from tests.resolving.test_resuming import references

url, cache = sys.argv[1:]
resolve(references(), Settings(
    crossref_url=url + "/crossref", eutils_url=url + "/eutils", idconv_url=url + "/idconv", doi_url=url + "/doi",
    datacite_url=url + "/datacite", europepmc_url=url + "/europepmc", cache_dir=Path(cache), allow_private=True,
    mailto="a@example.org",
))
"""


def references() -> list[Reference]:
    return [Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate(TEXTS)]


def asked(services: Services) -> Counter[str]:
    return Counter(seen.params.get("query.bibliographic", "") for seen in services.asked("crossref", "list"))


def test_a_killed_run_goes_on_without_asking_again(tmp_path: Path) -> None:
    with Services(Holdings(WORKS), latency=0.1) as services:
        root = Path(__file__).parents[2]
        run = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, services.url, str(tmp_path)], cwd=root, env={"PYTHONPATH": "src:."}
        )
        deadline = time.monotonic() + 60
        while len(services.asked("crossref", "list")) < 5 and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.wait()
        before = asked(services)
        found = resolve(references(), services.settings(tmp_path, mailto="a@example.org"))
        after = asked(services)
        assert services.violations == []
    assert {resolution.status for resolution in found} == {"matched"}
    assert 5 <= sum(before.values()) < len(TEXTS)
    # What was on its way when the run was killed may be asked once more; three requests at a time are allowed.
    assert sum(after.values()) <= len(TEXTS) + 3
