from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import resolve
from tests.service_data import Holdings, article, work
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

#: So many works are cited by DOI in the command's input, the others by strings.
CITED_BY_DOI = 8

PROGRAM = """
import sys
from pathlib import Path
from ccsvi_refs.resolving import resolve
from ccsvi_refs.settings import Settings
from tests.resolving.test_resuming import references

url, cache = sys.argv[1:]
resolve(references(), Settings(
    crossref_url=url + "/crossref", eutils_url=url + "/eutils", idconv_url=url + "/idconv", doi_url=url + "/doi",
    datacite_url=url + "/datacite", europepmc_url=url + "/europepmc", openalex_url=url + "/openalex",
    arxiv_url=url + "/arxiv", dblp_url=url + "/dblp", openlibrary_url=url + "/openlibrary", cache_dir=Path(cache), allow_private=True,
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


def settings_of(services: Services, cache: Path) -> dict[str, str]:
    """Return the environment in which the command asks the stand-in."""
    own = {"CCSVI_REFS_CACHE_DIR": str(cache), "CCSVI_REFS_ALLOW_PRIVATE": "1", "CCSVI_REFS_MAILTO": "a@example.org"}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": "src:.", **services.environment(), **own}


def questions(services: Services) -> Counter[str]:
    """Return how often each question was answered, whatever the request it stood in."""
    found: Counter[str] = Counter()
    for seen in services.requests:
        params = seen.params
        if seen.service == "crossref":
            several = params.get("filter", "").split(",") if "filter" in params else []
            found.update(several or [params.get("query.bibliographic") or seen.path])
        elif "term" in params:
            found.update(params["term"].split(" OR "))
        elif "bdata" in params:
            found.update(line.rpartition("|r")[0] for line in params["bdata"].split("\r"))
        else:
            found.update(params.get("ids", params.get("id", seen.path)).split(","))
    return found


def test_the_killed_command_asks_nothing_again(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(TEXTS) if n >= CITED_BY_DOI]
    lines += [json.dumps({"id": f"d{n}", "text": f"doi:10.1000/w{n}"}) for n in range(CITED_BY_DOI)]
    source = tmp_path / "page.jsonl"
    source.write_text("\n".join(lines))
    articles = {str(n): article(str(n), item) for n, item in enumerate(WORKS[-4:], 11)}
    command = [sys.executable, "-m", "ccsvi_refs", "resolve", str(source), "--format", "jsonl"]
    with Services(Holdings(WORKS, articles), latency=0.1) as services:
        root, env = Path(__file__).parents[2], settings_of(services, tmp_path / "cache")
        run = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while len(asked(services)) < 6 and time.monotonic() < deadline:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.wait()
        answered = questions(services)
        again = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
        repeated = {key for key, times in questions(services).items() if times > max(1, answered[key])}
        third = len(services.requests)
        subprocess.run(command, cwd=root, env=env, capture_output=True, check=False)
        assert len(services.requests) == third
        assert services.violations == []
    results = [json.loads(line) for line in again.stdout.splitlines()]
    assert [result["id"] for result in results] == [json.loads(line)["id"] for line in lines]
    assert {result["status"] for result in results} == {"matched"}
    assert len(answered) < len(questions(services))
    # Three requests may have been on their way.
    assert len([key for key in repeated if key]) <= 3
