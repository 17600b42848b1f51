"""The registries that are asked for what PubMed and Crossref lack, one by one, and in a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.formats.records import printed
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import arxiv, datacite, dblp, openalex, openlibrary, semanticscholar
from ccsvi_refs.registries.registry import Query
from ccsvi_refs.resolving import Resolution, resolve
from ccsvi_refs.transport import Client
from tests.service_data import Holdings, work
from tests.service_more import arxiv_entry
from tests.services import HTML, Answer, Services

KETTLE_PAPER = {
    "type": "Conference and Workshop Papers",
    "title": "Kettles that learn: don&apos;t boil twice.",
    "authors": {"author": {"@pid": "1/2", "text": "Ada Amberley 0009"}},
    "venue": "NeurIPS",
    "pages": "12-19",
    "year": "2019",
    "key": "conf/nips/Amberley19",
    "ee": "https://papers.example.org/12",
}
LUTE_BOOK = {
    "title": "The lute in winter",
    "subtitle": "a handbook",
    "authors": [{"name": "Olu Okafor"}],
    "publishers": [{"name": "Quiet Press"}],
    "publish_date": "March 3, 2004",
    "identifiers": {"isbn_13": ["9780521341509"]},
    "key": "/books/OL1M",
}
WORK: dict[str, Any] = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.7777/zither",
    "title": "Zithers and the weather of islands.",
    "publication_date": "2011-01-01",
    "publication_year": 2011,
    "type": "article",
    "type_crossref": "journal-article",
    "ids": {"pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/4234579"},
    "authorships": [{"raw_author_name": "Zora Q. Zeller", "author": {"display_name": "Somebody Else"}}],
    "primary_location": {"source": {"display_name": "Island Notes", "type": "journal"}},
    "biblio": {"volume": "4", "issue": None, "first_page": "10", "last_page": "12"},
}


def holdings() -> Holdings:
    held = Holdings([work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")])
    held.dblp = [KETTLE_PAPER]
    held.books = {"9780521341509": LUTE_BOOK}
    held.book_works = [
        {"title": "The lute in winter", "author_name": ["Olu Okafor"], "first_publish_year": 1988, "key": "/works/OL2W",
         "publish_year": [1988, 1993, 2004]},
    ]  # fmt: skip
    held.openalex = [WORK]
    more = "<arxiv:doi>10.1000/harp</arxiv:doi><arxiv:journal_ref>J Tests 7 (2015) 33</arxiv:journal_ref>"
    held.arxiv = {
        "1412.00001": arxiv_entry(
            "1412.00001", "Harp strings under arctic conditions", ["Nils Nielsen"], "2014-12-01", more
        ),
        "hep-th/9901001": arxiv_entry("hep-th/9901001", "Drums of the early universe", ["Dora Drummond"], "1999-01-02"),
    }
    held.papers = [
        {"paperId": "p1", "title": "Bassoons that dream", "authors": [{"name": "Bo Bell"}], "year": 2020, "venue": "",
         "journal": {"name": "Reeds", "volume": "3", "pages": " 4-9 "}, "externalIds": {"DOI": "10.8888/bassoon"},
         "publicationTypes": None},
    ]  # fmt: skip
    held.datacite = {"10.5281/zenodo.42": {
        "doi": "10.5281/zenodo.42", "titles": [{"title": "Recordings of quiet instruments"}], "publicationYear": 2018,
        "creators": [{"name": "Quill, Petra", "nameType": "Personal"}], "types": {"resourceTypeGeneral": "Dataset"},
    }}  # fmt: skip
    return held


def cited(text: str = "", key: str = "r", **fields: object) -> Reference:
    return Reference(FrozenDict({"id": key, **fields}), Mention(text) if text else None)


def run(services: Services, tmp_path: Path, *references: Reference, **more: Any) -> list[Resolution]:
    registries = more.pop("registries", None)
    return resolve(references, services.settings(tmp_path, **more), registries=registries)


def test_dblp_names_are_read_without_their_numbers(tmp_path: Path) -> None:
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        lookup = dblp.search(client, ["kettles that learn Amberley", "nothing of the kind"])
    (found,) = lookup.found["kettles that learn Amberley"]
    assert found.title == "Kettles that learn: don't boil twice"
    assert [str(name) for name in found.authors] == ["Ada Amberley"]
    assert (found.type, found.container_title, found.text("page")) == ("paper-conference", "NeurIPS", "12-19")
    assert lookup.absent == {"nothing of the kind"}


def test_a_preprint_says_what_became_of_it_and_an_old_number_is_found_under_any_version(tmp_path: Path) -> None:
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        lookup = arxiv.works(client, ["1412.00001v1", "hep-th/9901001", "0000.0000"])
        assert len(services.asked("arxiv")) == 1
    new, old = lookup.found["1412.00001v1"][0], lookup.found["hep-th/9901001"][0]
    assert lookup.absent == {"0000.0000"}
    assert [(notice.kind, notice.doi) for notice in new.notices] == [("published-version", "10.1000/harp")]
    assert (new.year, new.identifier("doi")) == (2014, "10.48550/arxiv.1412.00001")
    assert old.text("number") == "arXiv:hep-th/9901001"


def test_an_edition_and_the_year_of_the_one_that_is_cited(tmp_path: Path) -> None:
    reading = cited(
        title="The lute in winter", type="book", author=[{"family": "Okafor"}], issued={"date-parts": [[1993]]}
    )
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        (edition,) = openlibrary.books(client, ["9780521341509", "9780306406157"]).found["9780521341509"]
        (key,) = openlibrary.keys(Query("", reading))
        (found,) = openlibrary.search(client, [key]).found[key]
    assert (edition.title, edition.year, edition.text("publisher")) == (
        "The lute in winter: a handbook",
        2004,
        "Quiet Press",
    )
    assert found.year == 1993


def test_openalex_gives_printed_names_and_no_first_of_january(tmp_path: Path) -> None:
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        lookup = openalex.works("doi", client, ["10.7777/zither", "10.7777/none"])
    (found,) = lookup.found["10.7777/zither"]
    assert lookup.absent == {"10.7777/none"}
    assert [str(name) for name in found.authors] == ["Zora Q. Zeller"]
    assert found.data["issued"] == {"date-parts": ((2011,),)}
    assert (found.title, found.text("page")) == ("Zithers and the weather of islands", "10-12")
    assert found.identifier("pmcid") == "PMC4234579"


def test_a_daily_budget_that_is_used_up_is_no_reason_to_ask_again(tmp_path: Path) -> None:
    spent = Answer(b'{"error":"Rate limit exceeded","retryAfter":28087}', 429)
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        services.fail_always("openalex", spent)
        lookup = openalex.search(client, ["Zithers and the weather", "of other islands"])
        assert len(services.asked("openalex")) == 1
    assert "28087 seconds" in str(next(iter(lookup.failed.values())))


def test_semantic_scholar_matches_one_title_and_says_where_there_is_none(tmp_path: Path) -> None:
    with Services(holdings()) as services, Client(services.settings(tmp_path, s2_api_key="k")) as client:
        lookup = semanticscholar.search(client, ["Bassoons that dream", "Harps that sleep"])
        by_doi = semanticscholar.papers("doi", client, ["10.8888/bassoon", "10.8888/none"])
        assert services.asked("s2")[0].headers["x-api-key"] == "k"
    (found,) = lookup.found["Bassoons that dream"]
    assert (found.container_title, found.text("page"), found.year) == ("Reeds", "4-9", 2020)
    assert lookup.absent == {"Harps that sleep"}
    assert (set(by_doi.found), by_doi.absent) == ({"10.8888/bassoon"}, {"10.8888/none"})


def test_a_dataset_is_searched_for_where_datasets_are(tmp_path: Path) -> None:
    data = cited(title="Recordings of quiet instruments", type="dataset", issued={"date-parts": [[2018]]},
                 author=[{"family": "Quill", "given": "P"}])  # fmt: skip
    with Services(holdings()) as services:
        found = run(services, tmp_path, data)[0]
    assert datacite.keys(Query("", cited(title="Recordings of quiet instruments", type="article-journal"))) == []
    assert found.reference is not None
    assert found.reference.identifier("doi") == "10.5281/zenodo.42"


CONFERENCE = cited(
    title="Kettles that learn: don't boil twice",
    type="paper-conference",
    author=[{"family": "Amberley", "given": "Ada"}],
    issued={"date-parts": [[2019]]},
    **{"container-title": "Advances in Neural Information Processing Systems"},
)
BY_ISBN = cited(title="The lute in winter", type="book", ISBN="978-0-521-34150-9")
ZITHER = cited(
    "Zeller ZQ. Zithers and the weather of islands. Island Notes 2011;4:10-12.",
    title="Zithers and the weather of islands",
    type="article-journal",
    author=[{"family": "Zeller", "given": "ZQ"}],
    issued={"date-parts": [[2011]]},
    volume="4",
    page="10-12",
    **{"container-title": "Island Notes"},
)
DREAM = cited(title="Bassoons that dream", type="article-journal", author=[{"family": "Bell", "given": "B"}],
              issued={"date-parts": [[2020]]}, volume="3", page="4-9", **{"container-title": "Reeds"})  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "source"),
    [(CONFERENCE, "dblp"), (BY_ISBN, "openlibrary"), (ZITHER, "openalex"), (DREAM, "s2")],
    ids=["conference", "isbn", "journal", "semantic-scholar"],
)
def test_what_the_first_two_lack_is_found_elsewhere(tmp_path: Path, reference: Reference, source: str) -> None:
    with Services(holdings()) as services:
        found = run(services, tmp_path, reference, s2_api_key="k")[0]
        alone = run(services, tmp_path / "2", reference, s2_api_key="k", registries=("pubmed", "crossref"))[0]
        others = {seen.service for seen in services.requests[-8:]} - {"crossref", "eutils", "idconv", "doi"}
    assert found.status == "matched"
    assert source in {value.source for values in found.provenance.values() for value in values}
    assert alone.status == "not-found"
    assert others <= {"openalex", "dblp", "openlibrary", "s2", "datacite", "europepmc"}


def test_none_of_them_is_asked_where_only_the_first_two_are_named_or_have_it(tmp_path: Path) -> None:
    harp = cited("Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7:33-41.")
    preprint = cited(title="Harp strings", DOI="10.48550/arXiv.1412.00001", key="p")
    first = {"crossref", "eutils", "idconv", "doi"}
    with Services(holdings()) as services:
        run(services, tmp_path, harp)
        assert {seen.service for seen in services.requests} <= first
        run(services, tmp_path, CONFERENCE, BY_ISBN, ZITHER, DREAM, preprint, registries=("pubmed", "crossref"))
        assert {seen.service for seen in services.requests} <= first


def test_an_isbn_of_another_book_was_no_finding(tmp_path: Path) -> None:
    wrong = cited(title="A history of bells", type="book", author=[{"family": "Bellini"}], ISBN="978-0-521-34150-9")
    with Services(holdings()) as services:
        found = run(services, tmp_path, wrong)[0]
    assert found.status == "ambiguous"
    assert [(trouble.kind, trouble.identifier.kind) for trouble in found.identifier_troubles] == [
        ("other-work", "isbn")
    ]


def test_a_registry_beside_the_first_two_that_is_down_makes_nothing_unavailable(tmp_path: Path) -> None:
    unknown = cited("Quill P. Bassoons among bees. J Tests 1999;1:2-3.", title="Bassoons among bees in June")
    with Services(holdings()) as services:
        for name in ("openalex", "dblp", "openlibrary", "arxiv", "europepmc", "datacite"):
            services.fail_always(name, Answer(b"<html>Forbidden</html>", 403, HTML))
        found, book = run(services, tmp_path, unknown, BY_ISBN.with_fields(title=None))
    assert found.status == "not-found"
    assert "OpenAlex" not in found.asked_text
    assert [asked.problem != "" for asked in found.asked if asked.source == "openalex"] == [True]
    # Nobody else can be asked for an ISBN alone.
    assert book.status == "unavailable"


def test_a_citation_found_nowhere_says_who_was_asked(tmp_path: Path) -> None:
    unknown = cited(title="Bells that were never cast", type="paper-conference", author=[{"family": "Void"}],
                    issued={"date-parts": [[2021]]}, **{"container-title": "NeurIPS"})  # fmt: skip
    with Services(holdings()) as services:
        found = run(services, tmp_path, unknown)[0]
    assert found.status == "not-found"
    assert found.asked_text.startswith("PubMed, Crossref, DBLP, OpenAlex on ")


def test_semantic_scholar_without_a_key_is_a_wrong_setting(tmp_path: Path) -> None:
    with Services() as services, pytest.raises(SettingsError, match="s2-api-key"):
        run(services, tmp_path, DREAM, registries=("s2",))


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Quan Thoi Minh Nguyen", "Nguyen"),
        ("The ATLAS Collaboration of Europe", ""),
        ("Peter H. N. de With", "de With"),
        ("World Health Organization Working Group", ""),
    ],
)
def test_a_long_name_is_a_persons_unless_it_says_otherwise(name: str, family: str) -> None:
    assert printed.names([name])[0].get("family", "") == family


def test_the_kept_answers_of_other_registries_may_have_a_wrong_shape(tmp_path: Path) -> None:
    with Services(holdings()) as services, Client(services.settings(tmp_path)) as client:
        for kept in ("x", 3, ["y"], {"id": 5}, [{"work": 1}], [["z"]]):
            for service, kind, key in (
                ("openalex", "identifier doi", "10.7777/zither"), ("arxiv", "number", "1412.00001"),
                ("openlibrary", "isbn", "9780521341509"), ("dblp", "title", "kettles that learn"),
            ):  # fmt: skip
                client.answers.remember(
                    f"{client.base(service)} {kind} {key}", json.loads(json.dumps(kept)), found=True
                )
            client.readings.clear()
            assert openalex.works("doi", client, ["10.7777/zither"]).found["10.7777/zither"][0].title
            assert arxiv.works(client, ["1412.00001"]).found["1412.00001"][0].title
            assert openlibrary.books(client, ["9780521341509"]).found["9780521341509"][0].title
