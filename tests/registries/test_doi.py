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
