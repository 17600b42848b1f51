"""What a permanent redirect may offer as the better address, and which fragments a page can be said to lack."""

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import moving
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, html, redirect

OLD = "https://old.example/report"


@pytest.mark.parametrize(
    "target",
    [
        "https://new.example/report", "https://old.example/reports/17", "https://old.example/report?id=17",
        "https://old.example/report.pdf", "https://old.example/en/report",
    ],
)  # fmt: skip
def test_a_better_address(target):
    assert moving.is_better(OLD, target)


@pytest.mark.parametrize(
    "target",
    [
        OLD, "https://old.example:443/report", "https://OLD.example/report", "http://old.example/report",
        "http://new.example/report", "https://old.example/report;jsessionid=0123456789ABCDEF",
        "https://old.example/report?PHPSESSID=abc", "https://old.example/(S(abcdefghijklmnopqrstuvwx))/report",
        "https://old.example/report?via=ihub", "https://old.example/report?utm_source=x&id=3", "https://old.example/report?gclid=1",
        "https://old.example/report?cookieSet=1", "https://old.example/login?next=/report", "https://login.example/?to=x",
        "https://old.example/", "https://new.example/index.html", "https://new.example/404",
    ],
)  # fmt: skip
def test_an_address_that_is_none_to_cite(target):
    assert not moving.is_better(OLD, target)


def test_a_parameter_that_was_cited_is_no_mark_of_the_visit():
    assert moving.is_better("https://old.example/a?ref=17", "https://new.example/a?ref=17")


def check(url):
    chosen = LinkSettings(second_look=0.02, archive=False, probe=False)
    (status,) = links.check([Link(url)], {}, Settings(allow_private=True, links=chosen))
    return status


def test_the_last_good_address_of_a_chain_is_offered_and_not_its_session():
    def route(request):
        if request.path == "/old":
            return redirect(301, "/new")
        return redirect(301, "/new;jsessionid=0123456789") if request.path == "/new" else html("A report", FILLER)

    with FaultServer({"*": route}) as server:
        status = check(server.url("/old"))
        assert (status.verdict, status.correction) == ("moved", server.url("/new"))


def test_a_page_that_sets_a_cookie_and_leads_to_itself_has_not_moved():
    def route(request):
        seen = "seen=1" in request.headers.get("cookie", "")
        return html("A report", FILLER) if seen else redirect(301, request.target, Set_Cookie="seen=1")

    with FaultServer({"*": route}) as server:
        assert check(server.url("/a")).verdict == "ok"


BODY = f"<h2 id='Q&amp;A'>x</h2><h2 id=caf&eacute;>x</h2><a name='old'></a><b id=\"user-content-md\">x</b>{FILLER}"


@pytest.mark.parametrize(
    "fragment",
    [
        "Q&A", "Q%26A", "café", "caf%C3%A9", "old", "md", "top", "TOP", "", ":~:text=x", "/view/3", "issuecomment-17",
        "discussion_r17", "pullrequestreview-17", "note_17", "readme", "readme-ov-file", "diff-0123456789abcdef0123", "L10-L20",
        "page=3",
    ],
)  # fmt: skip
def test_a_place_that_is_there_or_that_scripts_find(fragment):
    with FaultServer({"*": lambda r: html("A report", BODY)}) as server:
        assert check(server.url(f"/a#{fragment}")).lost == ""


@pytest.mark.parametrize("fragment", ["methods", "q&a", "OLD", "event-loop", "notes"])
def test_a_place_that_is_not_there(fragment):
    with FaultServer({"*": lambda r: html("A report", BODY)}) as server:
        status = check(server.url(f"/a#{fragment}"))
        assert (status.verdict, status.lost) == ("ok", fragment)


@pytest.mark.parametrize(("asked", "lost"), [("/a", ""), ("/a#mine", ""), ("/b#mine", "mine")])
def test_a_fragment_that_a_redirect_brings_is_not_the_author_s(asked, lost):
    def route(request):
        targets = {"/a": "/page#introduction", "/b": "/page"}
        return redirect(302, targets[request.path]) if request.path in targets else html("A report", FILLER)

    with FaultServer({"*": route}) as server:
        assert check(server.url(asked)).lost == lost


def test_a_page_that_scripts_draw_is_not_said_to_lack_a_place():
    def drawn(request):
        if request.path == "/json":
            return html("App", f'<script>var toc = ["methods"]</script>{FILLER}')
        return html("App", '<div id="root"></div><script src="/app.js"></script>')

    with FaultServer({"*": drawn}) as server:
        assert check(server.url("/json#methods")).lost == ""
        assert check(server.url("/empty#methods")).lost == ""
        assert check(server.url("/json#results")).lost == "results"
