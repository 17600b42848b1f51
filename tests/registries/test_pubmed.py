from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ccsvi_refs.registries import ecitmatch, eutils, idconv, pubmed_search
from ccsvi_refs.transport import Client
from tests.service_data import Holdings, article, work
from tests.services import TEXT, XML, Answer, Services

WORKS = {
    "11": work("10.1000/a", "Harps at dawn", "Nielsen", volume="1", page="5-9"),
    "12": work("10.1000/b", "Harps at dusk", "Okafor", volume="1", page="15-19"),
    "13": work("10.1000/c", "Harps at noon", "Li", volume="2", page="7"),
    "14": work("10.1000/d", "Lyres at noon", "Li", volume="2", page="7"),
}


@pytest.fixture
def services() -> Iterator[Services]:
    articles = {pmid: article(pmid, item, f"PMC{pmid}" if pmid == "11" else "") for pmid, item in WORKS.items()}
    with Services(Holdings(WORKS.values(), articles)) as running:
        yield running


@pytest.fixture
def client(services: Services, tmp_path: Path) -> Iterator[Client]:
    with Client(services.settings(tmp_path, mailto="a@example.org")) as ready:
        yield ready


def test_records_come_in_one_request(client: Client, services: Services) -> None:
    lookup = eutils.records(client, ["11", "12", "999"])
    assert lookup.absent == {"999"}
    (record,) = lookup.found["11"]
    assert (record.identifier("pmid"), record.identifier("doi")) == ("11", "10.1000/a")
    assert len(services.requests) == 1
    assert services.requests[0].params["email"] == "a@example.org"
    assert services.requests[0].params["tool"] == "ccsvi-refs"


@pytest.mark.parametrize(
    "empty",
    [
        Answer(
            b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>", kind=XML
        ),
        Answer(b"<eFetchResult><ERROR>Empty id list</ERROR></eFetchResult>", 400, XML),
    ],
)
def test_no_record_at_all_is_an_answer(client: Client, services: Services, empty: Answer) -> None:
    services.fail("eutils", empty)
    assert eutils.records(client, ["998"]).absent == {"998"}


@pytest.mark.parametrize(
    "body",
    [
        b"<eSearchResult><ERROR>Search Backend failed: Couldn't resolve</ERROR></eSearchResult>",
        b"<eSearchResult><Count>1</Count><IdList><Id>11",
        b"<html><body>Sorry</body></html>",
        b'{"error":"something"}',
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"",
    ],
)
def test_an_error_under_status_200_is_asked_again(client: Client, services: Services, body: bytes) -> None:
    services.fail("eutils", Answer(body, kind=XML))
    term = pubmed_search.by_title("Harps at dawn", "Nielsen", 2015)
    assert pubmed_search.search(client, [term]).found == {term: ["11"]}


def test_dois_lead_to_records(client: Client, services: Services) -> None:
    lookup = eutils.by_doi(client, ["10.1000/a", "10.1000/b", "10.1000/none"])
    assert lookup.found == {"10.1000/a": "11", "10.1000/b": "12"}
    assert lookup.absent == {"10.1000/none"}
    assert [seen.path for seen in services.requests] == ["/esearch.fcgi", "/efetch.fcgi"]


def test_places_are_matched_in_batches(client: Client, services: Services) -> None:
    one = ecitmatch.citation("Journal of Tests", "2015", "1", "5-9", "Nielsen J")
    two = ecitmatch.citation("J Tests", "2015", "2", "7", "Li W")
    none = ecitmatch.citation("J Tests", "2015", "88", "7", "Li W")
    wrong = ecitmatch.citation("Nowhere Journal", "2015", "1", "7", "Li W")
    lookup = ecitmatch.search(client, [one, two, none, wrong])
    assert lookup.found == {one: ["11"], two: ["13", "14"]}
    assert lookup.absent == {none, wrong}
    assert len(services.requests) == 1


def test_a_premature_end_loses_nothing(client: Client, services: Services) -> None:
    citations = [ecitmatch.citation("J Tests", "2015", "1", page, "Nielsen J") for page in ("15", "77", "5")]
    first = f"{citations[0]}|r0|12\n".encode()
    services.fail("eutils", Answer(first, kind=TEXT), Answer(b"", kind=TEXT))
    lookup = ecitmatch.search(client, citations)
    assert lookup.found == {citations[0]: ["12"], citations[2]: ["11"]}
    assert lookup.absent == {citations[1]}


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("19060024", ["19060024"]),
        ("19060024|", ["19060024"]),
        ("AMBIGUOUS 123,456", ["123", "456"]),
        ("AMBIGUOUS (12 citations)", []),
        ("NOT_FOUND;INVALID_JOURNAL", []),
        ("NOT_FOUND", []),
        ("", []),
    ],
)
def test_every_verdict_is_read(client: Client, services: Services, verdict: str, expected: list[str]) -> None:
    citation = ecitmatch.citation("J Tests", "2015", "1", "5", "Nielsen")
    services.fail("eutils", Answer(f"{citation}|r0|{verdict}\n".encode(), kind=TEXT))
    lookup = ecitmatch.search(client, [citation])
    assert lookup.found.get(citation, []) == expected


def test_a_place_needs_journal_volume_and_page() -> None:
    assert ecitmatch.citation("J Tests", "2015", "", "5", "Li") == ""
    assert ecitmatch.citation("J|Tests", "2015", "1", "E1203–12", "Li") == "j tests|2015|1|e1203|li"


def test_the_id_converter_knows_what_pmc_holds(client: Client, services: Services) -> None:
    lookup = idconv.identifiers(client, "pmcid", ["PMC11", "PMC404"])
    assert lookup.found == {"PMC11": {"DOI": "10.1000/a", "PMID": "11", "PMCID": "PMC11"}}
    assert lookup.absent == {"PMC404"}
    assert len(services.requests) == 1


def test_a_term_leaves_stop_words_and_markup_out() -> None:
    assert (
        pubmed_search.by_title("The <i>harp</i> and its use", "O’Neill", 2015)
        == "harp[ti] AND O’Neill[au] AND 2014:2016[dp]"
    )


def test_many_titles_are_one_search(client: Client, services: Services) -> None:
    terms = [pubmed_search.by_title(item["title"][0], item["author"][0]["family"], 2015) for item in WORKS.values()]
    missing = pubmed_search.by_title("Bassoons among bees", "Quill", 1999)
    lookup = pubmed_search.search(client, [*terms, missing])
    assert lookup.found == {term: [pmid] for term, pmid in zip(terms, WORKS, strict=True)}
    assert lookup.absent == {missing}
    assert [seen.path for seen in services.requests] == ["/esearch.fcgi", "/efetch.fcgi"]


def test_a_query_that_finds_too_much_hides_no_other(
    client: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pubmed_search, "ROWS", 1)
    flood = "Harps[ti]"
    term = pubmed_search.by_title("Lyres at noon", "Li", 2015)
    lookup = pubmed_search.search(client, [flood, "Nothing[ti]", term])
    assert lookup.found == {flood: ["11"], term: ["14"]}
    assert lookup.absent == {"Nothing[ti]"}


def test_a_place_is_found_whatever_the_journal_is_called(client: Client, services: Services) -> None:
    two = [pubmed_search.by_place("1", "15-9", "Okafor", 2014), pubmed_search.by_place("2", "7", "Li", 2015)]
    assert pubmed_search.search(client, two).found == {two[0]: ["12"], two[1]: ["13", "14"]}
