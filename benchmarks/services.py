"""A thousand mixed references against a loopback stand-in of the services with their true limits.

    python -m benchmarks.services [--references 1000] [--mix mixed] [--mailto a@example.org] [--trouble]
        [--enforced 1] [--processes 2] [--killed 40]

Prints the requests by service and lane, list queries a reference, broken limits, the time, and how many references
were matched rightly. With several processes, all resolve the same references at once, on one cache; with ``--killed``
a process is killed after so many seconds first, and the run goes on where it was.
Needs the corpus (CCSVI_REFS_CORPUS, else ../shared beside the project).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ccsvi_refs.formats import citation
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import Resolution, estimate, resolve
from ccsvi_refs.settings import Settings
from tests.service_data import Holdings, recorded
from tests.services import HTML, TEXT, Answer, Limit, Services


@dataclass(frozen=True)
class Mix:
    """Shares with a DOI, with a PMID, as fields of a .bib file, as a citation string; ``pubmed``: of works it holds.

    ``each`` says how often each work is cited, in different styles.

    A fifth of the references of every mix are to works in no registry; those have no identifier.
    """

    doi: float
    pmid: float
    fields: float
    text: float
    pubmed: bool = False
    each: int = 1


MIXES = {
    "mixed": Mix(0.4, 0.1, 0.25, 0.25),
    "medical page": Mix(0.2, 0.2, 0.0, 0.6, pubmed=True),
    "medical .bib": Mix(0.5, 0.0, 0.5, 0.0, pubmed=True),
    ".bib with DOIs": Mix(0.7, 0.0, 0.3, 0.0),
    "only strings": Mix(0.0, 0.0, 0.0, 1.0),
    "pages of a site": Mix(0.2, 0.0, 0.0, 0.8, each=3),
}
#: Share of references to works that are in no registry.
UNKNOWN = 0.2
SHARES = ("doi", "pmid", "fields", "text")
#: More styles, for works that are cited several times.
STYLES = ("charity-page-variants", "american-chemical-society", "elsevier-without-titles")
SETS = ("glutton", "glutton", "charity-page", "apa", "crossref-refs-unstructured")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--references", type=int, default=1000)
    options.add_argument("--mailto", default="a@example.org")
    options.add_argument("--latency", type=float, default=0.05)
    options.add_argument("--trouble", action="store_true")
    options.add_argument("--seed", type=int, default=4)
    options.add_argument("--mix", choices=list(MIXES), action="append", help="which mixes; 'mixed' unless told")
    options.add_argument(
        "--enforced", type=int, help="list queries a second that Crossref lets pass, whatever it states"
    )
    options.add_argument("--processes", type=int, default=1, help="so many at once, on one cache")
    options.add_argument("--killed", type=float, help="kill a run after so many seconds, and go on")
    options.add_argument("--no-limits", action="store_true", help="count the requests only, which is quicker")
    chosen = options.parse_args()
    corpus = Path(os.environ.get("CCSVI_REFS_CORPUS") or Path(__file__).resolve().parents[2] / "shared")
    if not (corpus / "matching").is_dir():
        print("no corpus: set CCSVI_REFS_CORPUS")
        return
    holdings = recorded(corpus)
    for name in chosen.mix or ["mixed"]:
        run(name, chosen, corpus, holdings)


def run(name: str, chosen: argparse.Namespace, corpus: Path, holdings: Holdings) -> None:
    """Resolve one mix twice, and print what that took."""
    references, gold = mixed(corpus, holdings, chosen.references, random.Random(chosen.seed), MIXES[name])
    latency = 0.0 if chosen.no_limits else chosen.latency
    with (
        tempfile.TemporaryDirectory() as directory,
        Services(holdings, latency=latency, true_limits=not chosen.no_limits, enforced=enforced(chosen)) as services,
    ):
        settings = services.settings(Path(directory), mailto=chosen.mailto, timeout=10.0)
        if chosen.trouble:
            trouble(services, random.Random(chosen.seed))
        print(f"{name}; estimate: {estimate(references, settings)}")
        if chosen.killed:
            kill(references, settings, chosen.killed)
            print(f"killed after {chosen.killed} s and {len(services.requests)} requests")
        start = time.monotonic()
        found, *others = at_once(references, settings, chosen.processes)
        elapsed = time.monotonic() - start
        same = sum(_outcome(one) == _outcome(found) for one in others)
        lanes = Counter(f"{seen.service} {seen.lane}".strip() for seen in services.requests)
        again = len(services.requests)
        resolve(references, settings)
        repeated = len(services.requests) - again
        print(f"{len(references)} references in {elapsed:.0f} s; {repeated} requests in a second run")
        unavailable = sum(resolution.status == "unavailable" for resolution in found)
        asked = {(seen.service, seen.path, *sorted(seen.params.items())) for seen in services.requests}
        print(f"processes with the same outcome: {same + 1} of {chosen.processes}")
        print(f"asked twice: {len(services.requests) - len(asked)}")
        print(f"refused: {sum(seen.status == 429 for seen in services.requests)}; unavailable: {unavailable}")
        print(f"limits broken: {len(services.violations)} {services.violations[:3]}")
        print(f"list queries a reference: {lanes['crossref list'] / len(references):.3f}")
        for lane, number in sorted(lanes.items()):
            print(f"  {lane:<18} {number}")
    report(found, gold, works_of(corpus))


def at_once(references: list[Reference], settings: Settings, processes: int) -> list[list[Resolution]]:
    """Return what each of so many processes finds, all of them at work on the same references and the same cache."""
    if processes == 1:
        return [resolve(references, settings)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return pool.starmap(resolve, [(references, settings)] * processes, chunksize=1)


def kill(references: list[Reference], settings: Settings, seconds: float) -> None:
    """Begin a run in another process, and kill it on the way."""
    running = multiprocessing.get_context("spawn").Process(target=resolve, args=(references, settings))
    running.start()
    running.join(seconds)
    running.kill()
    running.join()


def _outcome(found: list[Resolution]) -> list[tuple[str, str, str]]:
    return [(one.id, one.status, one.reference.identifier("doi") if one.reference else "") for one in found]


def enforced(chosen: argparse.Namespace) -> dict[str, Limit]:
    """Return the limits that hold in spite of what the answers state: 10 a second, three at a time."""
    return {"crossref list": Limit(chosen.enforced)} if chosen.enforced else {}


def mixed(
    corpus: Path, holdings: Holdings, size: int, random_: random.Random, mix: Mix
) -> tuple[list[Reference], dict[str, str | None]]:
    """Return references of the kinds of a mix, and the DOI that each should lead to."""
    with_pmid = {item["DOI"].lower(): item["PMID"] for item in holdings.works.values() if item.get("PMID")}
    held, unknown = {}, {}
    for name in SETS if mix.each == 1 else (*dict.fromkeys(SETS), *STYLES):
        lines = (corpus / f"matching/dev/queries/{name}.jsonl").read_text().splitlines()
        most = 3 * size if mix.each == 1 else len(lines)
        for query in random_.sample([json.loads(line) for line in lines], min(len(lines), most)):
            doi = (query["doi"] or "").lower()
            if not doi:
                unknown[query["id"]] = query
            elif not mix.pubmed or doi in with_pmid:
                held[query["id"]] = query
    missing = round(UNKNOWN * size)
    queries = _sampled(held, size - missing, mix.each, random_) + random_.sample(list(unknown.values()), missing)
    random_.shuffle(queries)
    kinds = random_.choices(SHARES, [getattr(mix, kind) for kind in SHARES], k=size)
    references, gold = [], {}
    for query, kind in zip(queries, kinds, strict=True):
        doi = (query["doi"] or "").lower()
        read = citation.read(query["text"]).with_fields(id=query["id"])
        if kind == "doi" and doi:
            read = read.with_fields(DOI=doi)
        elif kind == "pmid" and doi in with_pmid:
            read = read.with_fields(PMID=with_pmid[doi])
        elif kind == "fields" and doi in holdings.works:
            fields = crossref.reference(holdings.works[doi]).with_fields(id=query["id"], DOI=None)
            read = Reference(FrozenDict(fields.data))
        if kind != "fields" or not doi:
            read = Reference(read.data, Mention(query["text"]))
        references.append(read)
        gold[query["id"]] = doi or None
    return references, gold


def _sampled(held: dict[str, dict], size: int, each: int, random_: random.Random) -> list[dict]:
    """Return queries, so many for each work."""
    if each == 1:
        return random_.sample(list(held.values()), size)
    by_work: dict[str, list[dict]] = {}
    for query in held.values():
        by_work.setdefault(query["doi"].lower(), []).append(query)
    often = [queries for queries in by_work.values() if len(queries) >= each]
    return [query for queries in random_.sample(often, -(-size // each)) for query in queries[:each]][:size]


def trouble(services: Services, random_: random.Random) -> None:
    """Let every service have bad moments now and then."""
    bad = [
        Answer(b"Service Unavailable", 503, TEXT, {"Retry-After": "1"}),
        Answer(b"<html><body>502 Bad Gateway</body></html>", 502, HTML),
        Answer(b"Too many requests", 429, TEXT, {"Retry-After": "2"}),
        Answer(b'{"status":"ok","message-type":"work-list","mess', 200),
        Answer(b'{"error":"API rate limit exceeded","count":"11"}', 200),
        Answer(b"<html><title>Maintenance</title></html>", 200, HTML),
    ]
    services.sometimes = lambda: random_.choice(bad) if random_.random() < 0.1 else None


def works_of(corpus: Path) -> dict[str, str]:
    """Return the work that each DOI of a work with several stands for."""
    clusters = json.loads((corpus / "matching/clusters.json").read_text())["clusters"]
    return {doi: work for work, dois in clusters.items() for doi in dois}


def report(found: list[Resolution], gold: dict[str, str | None], works: dict[str, str]) -> None:
    right, wrong = 0, []
    for resolution in found:
        if resolution.reference:
            doi, wanted = resolution.reference.identifier("doi"), gold[resolution.id] or ""
            if works.get(doi, doi) == works.get(wanted, wanted):
                right += 1
            else:
                wrong.append((resolution.id, doi, wanted))
    known = sum(doi is not None for doi in gold.values())
    print(dict(Counter(resolution.status for resolution in found)))
    print(f"matched: {right} to the right work, {len(wrong)} to another; {known} of the works are registered")
    for line in wrong:
        print(" ", *line)


if __name__ == "__main__":
    main()
