"""The archived copy of a dead page: nearest to the day of access, else the last from before it died."""

import asyncio

import pytest

from ccsvi_refs import links
from ccsvi_refs.links.archive import Archive
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FaultServer, as_json, html, redirect
from tests.links.routes import WORK, article

READ = Reference({**WORK, "accessed": {"date-parts": [[2019, 4, 2]]}})
READ_IN_MONTH = Reference({**WORK, "accessed": {"date-parts": [[2019, 4]]}})


def snapshot(url="http://web.archive.org/web/20190401/http://x.example/", **other):
    closest = {"available": True, "url": url, "timestamp": "20190401", "status": "200", **other}
    return lambda r: as_json({"archived_snapshots": {"closest": closest}})


def nothing(request):
    return as_json({"archived_snapshots": {}})


def listed(request):
    return as_json([["timestamp", "original"], ["20190403120000", "http://x.example/a"]])


def archived(available, cdx, reference=READ, number=1):
    table = {"dead": lambda r: html(status=404), "available": available, "cdx": cdx}
    with FaultServer(table) as server:
        chosen = LinkSettings(second_look=0.01, spacing=0.0)
        settings = Settings(allow_private=True, links=chosen, wayback_url=server.url(""))
        pages = [Link(server.url(f"/dead/{n}"), reference="a") for n in range(number)]
        statuses = links.check(pages, {"a": reference}, settings)
        return statuses[0].archived, [target for _, _, target in server.log if not target.startswith("/dead")]


def test_the_copy_nearest_to_the_day_of_access_is_asked_for():
    copy, (asked,) = archived(snapshot(), listed)
    assert copy == "https://web.archive.org/web/20190401/http://x.example/"
    assert asked.startswith("/available?url=http%3A%2F%2F127.0.0.1")
    assert asked.endswith("&timestamp=20190402")


def test_a_day_that_is_only_a_month_is_asked_for_as_one():
    assert archived(snapshot(), listed, READ_IN_MONTH)[1][0].endswith("&timestamp=201904")


@pytest.mark.parametrize("available", [nothing, snapshot(status="404"), snapshot(available=False), snapshot("ftp://x")])
def test_where_the_first_service_has_no_good_copy_the_index_is_asked(available):
    copy, asked = archived(available, listed)
    assert copy == "https://web.archive.org/web/20190403120000/http://x.example/a"
    assert "closest=20190402" in asked[1]
    assert "filter=statuscode%3A200" in asked[1]


def test_without_a_day_of_access_the_last_copy_is_asked_for():
    copy, asked = archived(nothing, listed, Reference(WORK))
    assert copy
    assert "limit=-1" in asked[1]
    assert "closest" not in asked[1]


@pytest.mark.parametrize(
    "cdx", [lambda r: as_json([]), lambda r: as_json({}), lambda r: html("<h1>busy</h1>"), nothing]
)
def test_no_copy_is_no_copy(cdx):
    assert archived(nothing, cdx)[0] == ""


def test_a_service_that_keeps_failing_is_left_in_peace():
    _, asked = archived(lambda r: html(status=500), lambda r: html(status=500), number=8)
    assert len(asked) <= 12


def test_of_a_doi_the_landing_page_is_asked_for():
    def api(request):
        return as_json({"responseCode": 1 if request.path.endswith("dead") else 100})

    table = {"api": api, "10.1000": lambda r: redirect(302, "/landing"), "available": nothing, "cdx": nothing}
    with FaultServer(table) as server:
        chosen = LinkSettings(second_look=0.01, spacing=0.0)
        settings = Settings(allow_private=True, links=chosen, wayback_url=server.url(""), doi_url=server.url(""))
        pages = [Link("https://doi.org/10.1000/dead"), Link("https://doi.org/10.1000/none")]
        assert [status.verdict for status in links.check(pages, {}, settings)] == ["broken", "broken"]
        asked = [target for _, _, target in server.log if target.startswith("/available")]
    assert len(asked) == 1
    assert "%2Flanding&" in asked[0]


def test_a_live_page_needs_no_copy():
    with FaultServer({"a": lambda r: article(), "available": snapshot()}) as server:
        settings = Settings(allow_private=True, wayback_url=server.url(""))
        (status,) = links.check([Link(server.url("/a/1"))], {}, settings)
        assert status.archived == ""
        assert status.as_json()["archived"] is None


@pytest.mark.parametrize(
    ("answers", "asked"), [([500] * 9, 3), ([500, 429, 200, 500, 503, 500, 200, 200, 200, 200], 6), ([200, 500] * 4, 8)]
)
def test_a_service_is_asked_until_it_has_failed_three_times_in_a_row(answers, asked):
    class Answering:
        def __init__(self):
            self.left = list(answers)

        async def json(self, question, limit):
            assert limit == 2.0
            return self.left.pop(0), {}

    service = Answering()
    archive = Archive(service, "http://archive.example", 2.0)
    for _ in range(4):
        assert asyncio.run(archive.copy("http://x.example/", None, "2020-01-02")) == ""
    assert len(answers) - len(service.left) == asked
