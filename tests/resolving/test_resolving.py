from __future__ import annotations

import json
from pathlib import Path

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.model import FrozenDict, Link, Mention, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.resolving import Resolution, estimate, resolve
from ccsvi_refs.settings import Settings
from tests.service_data import Holdings, article, work
from tests.services import TEXT, Answer, Services

DRUM = work(
    "10.1000/drum",
    "Rhythm and recall in elderly drummers",
    "Malagoni",
    author=[{"given": "Anna Maria", "family": "Malagoni"}, {"given": "S.", "family": "Dall'Ara"}],
    volume="12",
    page="101-109",
)
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
BOOK = work("10.1000/book", "A handbook of quiet instruments", "Okafor", type="book", volume="", page="")
RETRACTED = work(
    "10.1000/gone",
    "RETRACTED: Trumpets cure colds",
    "Blower",
    volume="3",
    page="5-9",
    updated_by=[{"DOI": "10.1000/notice", "type": "retraction", "label": "Retraction", "source": "retraction-watch"}],
)


BLOCK = Answer(b"Forbidden", 403, TEXT)


def holdings() -> Holdings:
    drum = DRUM | {"author": [{"given": "Anna Maria", "family": "Malagoni"}, {"given": "Sara", "family": "Dall'Ara"}]}
    return Holdings(
        [DRUM, HARP, BOOK, RETRACTED],
        {"111": article("111", drum, "PMC901"), "222": article("222", RETRACTED)},
    )


def cited(text: str, key: str = "r", url: str = "", **fields: object) -> Reference:
    links = (Link(url),) if url else ()
    return Reference(FrozenDict({"id": key, **fields}), Mention(text, links=links))


DRUM_TEXT = "Malagoni AM, et al. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109."
DRUM_FIELDS = {
    "title": "Rhythm and recall in elderly drummers",
    "author": [{"family": "Malagoni", "given": "AM"}],
    "container-title": "J Tests",
    "issued": {"date-parts": [[2015]]},
    "volume": "12",
    "issue": "3",
    "page": "101-109",
}


def one(services: Services, tmp_path: Path, reference: Reference, **settings: object) -> Resolution:
    return resolve([reference], services.settings(tmp_path, **settings))[0]


def test_a_place_in_pubmed_leads_to_both_registries(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(DRUM_TEXT, **DRUM_FIELDS))
        assert not services.searches()
        assert services.violations == []
    assert found.status == "matched"
    assert found.reference is not None
    assert found.reference.identifier("doi") == "10.1000/drum"
    assert found.reference.identifier("pmid") == "111"
    assert found.reference.identifier("pmcid") == "PMC901"
    assert [str(name) for name in found.reference.authors] == ["Anna Maria Malagoni", "Sara Dall'Ara"]
    assert {value.source for value in found.provenance["title"]} == {"cited", "crossref", "pubmed"}
    assert found.confidence > 0.9
    assert found.discrepancies == ()
    assert found.evidence


def test_a_citation_string_is_searched_for(tmp_path: Path) -> None:
    text = "Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7:33-41."
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(text))
        assert len(services.searches()) == 1
    assert found.status == "matched"
    assert found.reference is not None
    assert found.reference.identifier("doi") == "10.1000/harp"


def test_identifiers_are_asked_in_batches(tmp_path: Path) -> None:
    works = [work(f"10.1000/w{n}", f"Number {n} of the long series of tests", f"Name{n}") for n in range(60)]
    references = [cited("", key=str(n), DOI=f"10.1000/w{n}") for n in range(60)]
    with Services(Holdings(works)) as services:
        found = resolve(references, services.settings(tmp_path))
        assert len([seen for seen in services.asked("crossref") if "doi:" in seen.params.get("filter", "")]) == 2
        assert len([seen for seen in services.asked("crossref") if "updates:" in seen.params.get("filter", "")]) == 2
        assert services.violations == []
    assert {resolution.status for resolution in found} == {"matched"}
    assert [resolution.id for resolution in found] == [str(n) for n in range(60)]


def test_an_identifier_of_another_work_is_no_match(tmp_path: Path) -> None:
    text = "Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7:33-41. doi:10.1000/book"
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(text))
    assert found.reference is None or found.reference.identifier("doi") == "10.1000/harp"
    assert any("leads to another work" in problem for problem in found.problems)
    if found.status == "matched":
        assert ("DOI", "10.1000/book", "10.1000/harp") in [
            (said.field, said.cited, said.registered) for said in found.discrepancies
        ]


def test_an_identifier_whose_work_nobody_cites_is_ambiguous(tmp_path: Path) -> None:
    text = "Quillfeather P. Bassoons and their enemies. Journal of Bassoons 1999;1:2-3. doi:10.1000/book"
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(text))
    assert found.status == "ambiguous"
    assert found.candidates[0].doi == "10.1000/book"


def test_an_unknown_work_is_not_found_and_an_unknown_doi_is_said(tmp_path: Path) -> None:
    text = "Quillfeather P. Bassoons and their enemies. Journal of Bassoons 1999;1:2-3. doi:10.9999/nowhere"
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(text))
    assert found.status == "not-found"
    assert any("10.9999/nowhere" in problem and "does not exist" in problem for problem in found.problems)
    assert "Crossref" in found.asked_text
    data = found.as_json()
    assert data["reference"] == data["cited"]
    assert data["cited"]["title"] == "Bassoons and their enemies"


DATASET = {
    "doi": "10.5281/zenodo.42",
    "titles": [{"title": "Recordings of quiet instruments"}],
    "creators": [{"name": "Okafor, Ada", "nameType": "Personal", "givenName": "Ada", "familyName": "Okafor"}],
    "publisher": {"name": "Zenodo"},
    "publicationYear": 2021,
    "types": {"resourceTypeGeneral": "Dataset"},
    "dates": [{"date": "2021-05-04", "dateType": "Issued"}],
}


def test_what_crossref_lacks_is_looked_up_at_datacite(tmp_path: Path) -> None:
    known = holdings()
    known.datacite["10.5281/zenodo.42"] = DATASET
    text = "Okafor A. Recordings of quiet instruments. Zenodo; 2021. https://doi.org/10.5281/zenodo.42"
    with Services(known) as services:
        found = one(services, tmp_path, cited(text))
        assert services.violations == []
    assert found.status == "matched"
    assert found.reference is not None
    assert found.reference.type == "dataset"
    assert {value.source for value in found.provenance["title"]} == {"datacite"}


def test_a_doi_of_an_agency_that_cannot_be_asked_is_unavailable(tmp_path: Path) -> None:
    known = holdings()
    known.datacite["10.5281/zenodo.42"] = DATASET
    text = "Okafor A. Recordings of quiet instruments. Zenodo; 2021. https://doi.org/10.5281/zenodo.42"
    with Services(known) as services:
        services.fail_always("datacite", BLOCK)
        found = one(services, tmp_path, cited(text))
    assert found.status == "unavailable"
    assert any("registered with DataCite" in problem for problem in found.problems)


def test_a_registry_that_was_left_out_was_said_not_to_have_answered(tmp_path: Path) -> None:
    known = holdings()
    known.datacite["10.5281/zenodo.42"] = DATASET
    text = "Okafor A. Recordings of quiet instruments. Zenodo; 2021. https://doi.org/10.5281/zenodo.42"
    with Services(known) as services:
        [found] = resolve([cited(text)], services.settings(tmp_path), registries=("pubmed", "crossref"))
        assert services.asked("datacite") == []
    assert found.status == "unavailable"
    assert any("registered with DataCite, which was not to be asked" in problem for problem in found.problems)


def test_any_agency_s_record_is_read_by_way_of_doi_org(tmp_path: Path) -> None:
    known = holdings()
    known.elsewhere["10.1400/7"] = {
        "type": "article-journal", "DOI": "10.1400/7", "title": "Organs of Ravenna", "volume": "4", "page": "1-9",
        "author": [{"family": "Rossi", "given": "Ada"}], "container-title": "Musica", "issued": {"date-parts": [[2003]]},
    }  # fmt: skip
    with Services(known) as services:
        found = one(services, tmp_path, cited("Rossi A. Organs of Ravenna. Musica 2003;4:1-9. doi:10.1400/7"))
    assert found.status == "matched"
    assert {value.source for value in found.provenance["title"]} == {"doi.org"}


def test_europe_pmc_has_what_pubmed_lacks(tmp_path: Path) -> None:
    known = holdings()
    known.preprints.append(
        {
            "id": "PPR7", "source": "PPR", "doi": "10.1101/2020.01.01.1", "title": "Harps in the lungs.",
            "authorList": {"author": [{"fullName": "Li W", "firstName": "Wei", "lastName": "Li", "initials": "W"}]},
            "pubYear": "2020", "journalInfo": {"journal": {"title": "bioRxiv"}},
        }
    )  # fmt: skip
    known.datacite["10.1101/2020.01.01.1"] = {}
    with Services(known) as services:
        found = one(services, tmp_path, cited("Li W. Harps in the lungs. 2020. doi:10.1101/2020.01.01.1"))
    assert found.status == "matched"
    assert {value.source for value in found.provenance["title"]} == {"europepmc"}


def test_europe_pmc_stands_in_for_pubmed(tmp_path: Path) -> None:
    known = holdings()
    known.preprints.append({"id": "111", "source": "MED", "pmid": "111", "title": DRUM["title"][0] + "."})
    with Services(known) as services:
        services.fail_always("eutils", BLOCK)
        found = one(services, tmp_path, cited("", PMID="111"))
    assert found.status == "matched"
    assert {value.source for value in found.provenance["title"]} == {"europepmc"}
    assert any("PubMed" in problem for problem in found.problems)


def test_identifiers_of_two_works_are_told_apart_by_the_text(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited(DRUM_TEXT, **DRUM_FIELDS, DOI="10.1000/drum", PMID="222"))
    assert found.status == "matched"
    assert found.reference is not None
    assert found.reference.identifier("pmid") == "111"
    assert [(said.field, said.cited, said.registered) for said in found.discrepancies] == [("PMID", "222", "111")]
    assert any("pmid:222 leads to another work" in problem for problem in found.problems)


def test_a_retraction_is_reported_with_its_sources(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        found = one(services, tmp_path, cited("", DOI="10.1000/gone"))
    assert ("retraction", "retraction-watch", "10.1000/notice") in [
        (notice.kind, notice.source, notice.doi) for notice in found.notices
    ]


def test_one_registry_down_gives_what_the_other_has(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        services.fail_always("crossref", BLOCK)
        drum = cited(DRUM_TEXT, **DRUM_FIELDS)
        harp = cited("Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7:33-41.", key="h")
        matched, missed = resolve([drum, harp], services.settings(tmp_path))
    assert matched.status == "matched"
    assert any("Crossref" in problem for problem in matched.problems)
    assert missed.status == "unavailable"
    assert any("Crossref" in note for note in missed.notes)


def test_both_registries_down_is_unavailable(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        for service in ("crossref", "eutils", "idconv", "doi"):
            services.fail_always(service, BLOCK)
        found = one(services, tmp_path, cited(DRUM_TEXT, **DRUM_FIELDS))
    assert found.status == "unavailable"
    assert found.candidates == ()


def test_registries_that_disagree_are_both_heard(tmp_path: Path) -> None:
    wrong = DRUM | {"volume": "21"}
    with Services(Holdings([DRUM], {"111": article("111", wrong)})) as services:
        found = one(services, tmp_path, cited(DRUM_TEXT + " doi:10.1000/drum", **DRUM_FIELDS))
    assert [disagreement.as_json() for disagreement in found.disagreements] == [
        {"field": "volume", "values": [{"source": "crossref", "value": "12"}, {"source": "pubmed", "value": "21"}]}
    ]
    assert found.discrepancies == ()


def test_a_mirror_answers_without_any_service(tmp_path: Path) -> None:
    lines = "".join(json.dumps(item) + "\n" for item in (DRUM, HARP, BOOK))
    (tmp_path / "works.jsonl").write_text(lines)
    mirror.build(tmp_path / "mirror", [tmp_path / "works.jsonl"])
    with Services(holdings()) as services:
        settings = services.settings(tmp_path, mirror=tmp_path / "mirror")
        by_text, by_doi = resolve([cited(DRUM_TEXT), cited("", DOI="10.1000/harp")], settings, registries=("mirror",))
        assert not services.requests
    assert by_text.status == by_doi.status == "matched"
    assert {(value.source, value.note) for value in by_text.provenance["title"]} == {("mirror", "crossref")}


@pytest.mark.parametrize("registries", [("scopus",), (), ("mirror",)])
def test_a_registry_that_cannot_be_asked_is_a_wrong_setting(tmp_path: Path, registries: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError):
        resolve([], Settings(cache_dir=tmp_path), registries=registries)


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        references = [cited(DRUM_TEXT, key="a", **DRUM_FIELDS), cited("An unknown thing of 1999.", key="b")]
        first = resolve(references, services.settings(tmp_path))
        asked = len(services.requests)
        second = resolve(references, services.settings(tmp_path))
        assert len(services.requests) == asked
        offline = resolve(references, services.settings(tmp_path, offline=True))
    assert [r.status for r in first] == [r.status for r in second] == [r.status for r in offline]
    assert first[0].reference == second[0].reference


@pytest.mark.parametrize("registries", [("pubmed",), ("crossref",)])
def test_one_registry_alone(tmp_path: Path, registries: tuple[str, ...]) -> None:
    with Services(holdings()) as services:
        found = resolve([cited(DRUM_TEXT, **DRUM_FIELDS)], services.settings(tmp_path), registries=registries)[0]
        others = {"pubmed": "crossref", "crossref": "eutils"}
        assert not services.asked(others[registries[0]])
    assert found.status == "matched"
    assert {value.source for values in found.provenance.values() for value in values} == {"cited", registries[0]}


def test_the_bundled_papers_answer_offline(tmp_path: Path) -> None:
    text = (
        "Zamboni P, et al.\nChronic cerebrospinal venous insufficiency in patients with multiple sclerosis.\n"
        "Journal of Neurology, Neurosurgery and Psychiatry 2009;80:392-399."
    )
    with Services() as services:
        found = one(services, tmp_path, cited(text), offline=True)
        assert not services.requests
    assert found.status == "matched"
    assert "curated" in {value.source for value in found.provenance["title"]}
    assert any("bundled" in note for note in found.notes)


def test_json_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        data = one(services, tmp_path, cited(DRUM_TEXT, **DRUM_FIELDS)).as_json()
    assert {"id", "input", "status", "reference", "confidence", "candidates", "provenance", "discrepancies"} <= set(
        data
    )
    assert data["input"] == {"text": DRUM_TEXT, "location": None}
    assert set(data["candidates"][0]) == {"DOI", "PMID", "title", "confidence"}
    assert {"source", "value"} <= set(data["provenance"]["title"][0])


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    with Services(holdings()) as services:
        references = [cited(DRUM_TEXT, key="a", **DRUM_FIELDS), cited("An unknown thing of 1999.", key="b")]
        resolve(references, services.settings(tmp_path), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (2, 2)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_an_estimate_comes_before_the_run(tmp_path: Path) -> None:
    references = [
        *(cited("", key=f"d{n}", DOI=f"10.1000/w{n}") for n in range(100)),
        *(cited(f"Doe J. Title number {n} of the tests. 2001.", key=f"t{n}") for n in range(30)),
    ]
    with Services(holdings()) as services:
        settings = services.settings(tmp_path)
        before = estimate(references, settings)
        polite = estimate(references, services.settings(tmp_path, mailto="a@example.org"))
        assert not services.requests
        resolve(references[-3:], settings)
        after = estimate(references[-3:], settings)
    # Batches of DOIs, citation strings, what is looked up of works found elsewhere, and the notices.
    assert before.requests["Crossref"] == 2 + 30 + (3 + 4) + 3
    assert before.likely < sum(before.requests.values())
    assert 32 <= before.likely_seconds < 90
    assert polite.seconds < before.seconds
    assert after.requests == {}
    assert "at most" in str(before)
    assert "no requests" in str(after)


def test_a_block_in_the_middle_keeps_what_was_answered(tmp_path: Path) -> None:
    harp = cited("Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7:33-41.", key="h")
    book = cited("Okafor J. A handbook of quiet instruments. Test Press, 2015.", key="b")
    with Services(holdings()) as services:
        heard: list[int] = []

        def second_list_query() -> Answer | None:
            heard.append(len(services.asked("crossref", "list")))
            return BLOCK if heard[-1] else None

        services.sometimes = second_list_query
        first, second = resolve([harp, book], services.settings(tmp_path), registries=("crossref",))
        services.sometimes = lambda: None
        asked = len(services.searches())
        again = resolve([harp, book], services.settings(tmp_path), registries=("crossref",))
        assert len(services.searches()) == asked + 1
    assert (first.status, second.status) == ("matched", "unavailable")
    assert [resolution.status for resolution in again] == ["matched", "matched"]
