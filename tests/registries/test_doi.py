from __future__ import annotations

from pathlib import Path

from ccsvi_refs.registries import doi
from ccsvi_refs.transport import Client
from tests.service_data import Holdings, work
from tests.services import Answer, Services


def test_says_which_dois_exist(tmp_path: Path) -> None:
    with Services(Holdings([work("10.1000/a", "A")])) as services, Client(services.settings(tmp_path)) as client:
        lookup = doi.handles(client, ["10.1000/a", "10.9999/none"])
        services.fail("doi", Answer(b'{"responseCode":200,"handle":"10.1000/b"}'))
        assert doi.handles(client, ["10.1000/b"]).found
    assert set(lookup.found) == {"10.1000/a"}
    assert lookup.absent == {"10.9999/none"}


def test_says_who_registered_a_doi(tmp_path: Path) -> None:
    with Services(Holdings([work("10.1000/a", "A")])) as services, Client(services.settings(tmp_path)) as client:
        lookup = doi.agencies(client, ["10.1000/a", "10.9999/none"])
    assert lookup.found == {"10.1000/a": "Crossref"}
    assert lookup.absent == {"10.9999/none"}


def test_an_agency_elsewhere_is_followed_and_a_page_is_no_record(tmp_path: Path) -> None:
    known = Holdings()
    known.elsewhere["10.1400/7"] = {"type": "book", "title": "Organs of Ravenna", "DOI": "10.1400/7"}
    with Services(known) as services, Client(services.settings(tmp_path)) as client:
        host = services.url.replace("127.0.0.1", "localhost")
        services.fail("doi", Answer(b"", 302, headers={"Location": f"{host}/doi/10.1400/7"}))
        lookup = doi.records(client, ["10.1400/7", "10.1400/8"])
        assert services.requests[0].headers["accept"] == "application/vnd.citationstyles.csl+json"
    assert lookup.found["10.1400/7"][0].title == "Organs of Ravenna"
    assert lookup.absent == {"10.1400/8"}


def test_an_agency_that_refuses_does_not_silence_doi_org(tmp_path: Path) -> None:
    with Services(Holdings([work("10.1000/a", "A")])) as services, Client(services.settings(tmp_path)) as client:
        services.fail("doi", Answer(b"Forbidden", 403))
        assert doi.records(client, ["10.1400/7"]).failed
        assert doi.handles(client, ["10.1000/a"]).found
