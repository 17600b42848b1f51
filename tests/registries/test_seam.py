"""What every registry keeps to, and what becomes of kept answers that cannot be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ccsvi_refs.formats import pubmed as pubmed_format
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import crossref, eutils, table
from ccsvi_refs.resolving import resolve
from ccsvi_refs.transport import Client
from ccsvi_refs.transport.services import SERVICES
from tests.service_data import Holdings, article, work
from tests.services import Services

WORKS = [work(f"10.1000/w{n}", f"Harps and their players, volume {n}", volume=str(n)) for n in range(1, 4)]


def holdings() -> Holdings:
    return Holdings(WORKS, {str(n): article(str(n), item) for n, item in enumerate(WORKS, 11)})


def test_every_registry_has_a_name_a_rank_and_a_service_of_its_own() -> None:
    names = [registry.name for registry in table.REGISTRIES]
    ranks = [table.rank(name) for name in (*names, "doi.org", "mirror", "curated")]
    assert len(set(names)) == len(names)
    assert len(set(ranks)) == len(ranks)
    assert table.rank("nobody") > max(ranks)
    for registry in table.REGISTRIES:
        ways = [*registry.own.values(), *registry.also.values(), *registry.searches]
        assert ways
        assert {way.questions.service for way in ways} <= SERVICES.keys()


def test_a_pubmed_record_was_parsed_four_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: Counter[str] = Counter()
    read = pubmed_format.references

    def counted(xml: bytes | str, path: str = "-") -> object:
        parsed[str(xml)] += 1
        return read(xml, path)

    monkeypatch.setattr(pubmed_format, "references", counted)
    cited = [
        Reference(FrozenDict({"id": str(n)}), Mention(f"Doe J. {item['title'][0]}. J Tests 2015;{n}:101-9. {tail}"))
        for n, item in enumerate(WORKS, 1)
        for tail in ("", f"doi:10.1000/w{n}", f"PMID {n + 10}")
    ]
    with Services(holdings()) as services:
        found = resolve(cited, services.settings(tmp_path))
    assert {resolution.status for resolution in found} == {"matched"}
    assert len(parsed) == 3
    assert set(parsed.values()) == {1}


@pytest.mark.parametrize("kept", ["a string", 7, ["x"], {"message": {}}, [[1]], True, {"title": 3, "author": "Doe"}])
def test_a_kept_answer_of_wrong_shape_was_an_internal_error(tmp_path: Path, kept: object) -> None:
    with Services(holdings()) as services:
        settings = services.settings(tmp_path)
        with Client(settings) as client:
            base = {name: client.base(name) for name in ("crossref", "eutils")}
            client.answers.remember(f"{base['crossref']} doi 10.1000/w1", kept, found=True)
            client.answers.remember(f"{base['eutils']} pmid 11", kept, found=True)
            assert [record.identifier("pmid") for record in eutils.records(client, ["11"]).found["11"]] == ["11"]
            (record,) = crossref.works(client, ["10.1000/w1"]).found["10.1000/w1"]
        assert record.title == "Harps and their players, volume 1"
        found = resolve([Reference(FrozenDict({"id": "a", "DOI": "10.1000/w1"}))], settings)
    assert found[0].status == "matched"
