"""A mirror among the registries: alone, first, and how old its answers are."""

from __future__ import annotations

import json
from pathlib import Path

from ccsvi_refs.model import FrozenDict, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.resolving import resolve
from tests.registries.mirror_files import watched
from tests.service_data import Holdings, article, work
from tests.services import Services

HERE = work("10.1000/here", "Cerebral transit time in trombonists", "Larkin", volume="4", page="10-19")
GONE = work("10.1000/gone", "Bells that were never rung", "Marlow", volume="5", page="20-29")


def cited(doi: str) -> Reference:
    return Reference(FrozenDict({"id": "r", "DOI": doi}))


def built(tmp_path: Path, *works: dict[str, object], rows: tuple[dict[str, str], ...] = ()) -> Path:
    lines = tmp_path / "works.jsonl"
    lines.write_text(
        "".join(json.dumps({**each, "indexed": {"date-time": "2026-03-04T05:06:07Z"}}) + "\n" for each in works)
    )
    table = [watched(tmp_path / "rw.csv", *rows)] if rows else []
    return mirror.build(tmp_path / "mirror", [lines], retraction_watch=table).path


def test_a_mirror_says_how_old_its_answers_are(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    as_of = mirror.Mirror(folder).info.as_of
    with Services() as services:
        found = resolve(
            [cited("10.1000/here"), cited("10.1000/none")],
            services.settings(tmp_path, mirror=folder),
            registries=["mirror"],
        )
        assert not services.requests
    assert [each.status for each in found] == ["matched", "not-found"]
    assert [each.asked[0].when for each in found] == [as_of, as_of]
    assert all(f"as of {as_of:%Y-%m-%d}, with Crossref to 2026-03-04" in each.notes[-1] for each in found)


def test_what_a_mirror_has_from_crossref_is_not_asked_of_crossref_again(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    with Services(Holdings([HERE, GONE])) as services:
        settings = services.settings(tmp_path, mirror=folder)
        found = resolve([cited("10.1000/here"), cited("10.1000/gone")], settings, registries=["mirror", "crossref"])
        asked = [seen.path for seen in services.asked("crossref")]
    assert [each.status for each in found] == ["matched", "matched"]
    assert [{each.source for each in one.asked} for one in found] == [{"mirror"}, {"mirror", "crossref"}]
    assert not any("here" in path for path in asked)


def test_what_a_mirror_lacks_of_another_registry_is_asked_of_it(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    with Services(Holdings([HERE], {"77": article("77", HERE)})) as services:
        found = resolve(
            [cited("10.1000/here")], services.settings(tmp_path, mirror=folder), registries=["mirror", "pubmed"]
        )[0]
    assert found.reference
    assert found.reference.text("PMID") == "77"


def test_a_row_of_retraction_watch_reaches_the_work_that_was_resolved(tmp_path: Path) -> None:
    row = {"Record ID": "9", "OriginalPaperDOI": "10.1000/HERE", "RetractionDOI": "10.1000/why", "RetractionNature": "Retraction",
           "RetractionDate": "2/3/2024 0:00", "Reason": "+Notice - Limited;+Doubts;"}  # fmt: skip
    folder = built(tmp_path, HERE, rows=(row,))
    with Services() as services:
        found = resolve([cited("10.1000/here")], services.settings(tmp_path, mirror=folder), registries=["mirror"])[0]
    assert [(each.kind, each.source, each.doi, str(each.date)) for each in found.notices] == [
        ("retraction", "retraction-watch", "10.1000/why", "2024-02-03")
    ]
