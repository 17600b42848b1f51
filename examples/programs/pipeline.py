"""A pipeline over many records: read, look up in a local mirror, keep what is sure, write the rest for a person."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import ccsvi_refs as refs


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many records came out in which way, and where they were written."""

    counts: dict[str, int]
    sure: Path
    doubtful: Path


def run(bibliography: Path, mirror: Path, folder: Path) -> Outcome:
    """Return what became of every record of a bibliography; matched ones are completed from the mirror."""
    records = refs.load(bibliography)
    heard: list[tuple[int, int]] = []
    settings = refs.Settings(mirror=mirror, offline=True)
    found = refs.resolve(
        records, settings=settings, registries=("mirror",), progress=lambda done, total: heard.append((done, total))
    )
    sure = [one.reference for one in found if one.status == "matched" and one.reference]
    rest = [one for one in found if one.status != "matched"]
    outcome = Outcome(dict(Counter(one.status for one in found)), folder / "sure.bib", folder / "doubtful.jsonl")
    outcome.sure.write_text(refs.dump(sure, "bibtex"), "utf-8")
    outcome.doubtful.write_text("".join(json.dumps(one.as_json()) + "\n" for one in rest), "utf-8")
    if heard[-1:] != [(len(records), len(records))]:
        raise RuntimeError(f"only {heard[-1:]} records were done")
    return outcome
