"""What is not asked for, what is asked once, and DOIs in two steps."""

import asyncio
import datetime
import socket
import time

import pytest

from ccsvi_refs import links
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link, Reference
from ccsvi_refs.settings import HostPolicy, IgnoredLink, LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, as_json, hang, html, redirect
from tests.links.routes import WORK, article, flaky

QUICK = LinkSettings(second_look=0.05, timeout=1.0, spacing=0.0, archive=False)


def settings(**options):
    changes = {name: options.pop(name) for name in list(options) if name in LinkSettings.__dataclass_fields__}
    merged = LinkSettings(**{**{n: getattr(QUICK, n) for n in QUICK.__dataclass_fields__}, **changes})
    return Settings(allow_private=True, links=merged, **options)


def verdicts(pages, options, works=()):
    return [(status.verdict, status.reason) for status in links.check(pages, Bibliography(tuple(works)), options)]


def test_a_link_that_is_only_a_label_is_unknown_and_keeps_its_place():
    place = Location("page.md", 3, 7)
    (status,) = links.check([Link("", "Read article online", place, "a")], {}, settings())
    assert (status.verdict, status.location, status.reference) == ("unknown", place, "a")
    assert "no address" in status.reason
    assert status.as_json()["location"] == {"path": "page.md", "line": 3, "column": 7}


def test_offline_asks_nothing_and_says_so():
    with FaultServer({"a": lambda r: article()}) as server:
        ((verdict, reason),) = verdicts([Link(server.url("/a/1"))], settings(offline=True))
        assert (verdict, server.log) == ("unknown", [])
    assert "offline" in reason


@pytest.mark.parametrize("url", ["mailto:a@example.org", "#top", "page.html", "tel:+441", "javascript:void(0)"])
def test_what_is_no_web_address_is_ignored(url):
    ((verdict, _),) = verdicts([Link(url)], settings())
    assert verdict == "ignored"


@pytest.mark.parametrize("url", ["http://", "http://[::1/", "https://exa mple.org/", "http://example.org:99999/"])
def test_an_address_that_cannot_be_used_is_said_to_be_so(url):
    ((verdict, reason),) = verdicts([Link(url)], settings())
    assert verdict == "broken"
    assert "not a usable address" in reason


def test_a_private_address_is_not_asked_unless_that_is_allowed():
    with FaultServer({"a": lambda r: article()}) as server:
        ((verdict, reason),) = verdicts([Link(server.url("/a/1"))], Settings(links=QUICK))
        assert (verdict, server.log) == ("unknown", [])
        assert "not a public address" in reason
        assert verdicts([Link(server.url("/a/1"))], settings())[0][0] == "ok"


def test_a_name_that_does_not_exist_is_dead_only_where_other_names_are_found(monkeypatch):
    def getaddrinfo(host, port, *args, **kwargs):
        if host in {"gone.org", "resolver.org", "gone.invalid"} - found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    options = settings(doi_url="http://resolver.org")
    found = set()
    ((verdict, reason),) = verdicts([Link("http://gone.org/a")], options)
    assert (verdict, "no network" in reason) == ("unknown", True)
    found = {"resolver.org"}
    ((verdict, reason),) = verdicts([Link("http://gone.org/b")], options)
    assert (verdict, "does not exist" in reason) == ("broken", True)
    found = set()
    assert verdicts([Link("http://gone.invalid/a")], options)[0][0] == "broken"


def with_a_front_page_elsewhere(request):
    if request.path == "/journal/home-page":
        return html("Journal of Veins", FILLER)
    return redirect(302, "/journal/home-page") if request.path in {"/", "/old/17"} else html(status=404)


def test_the_front_page_under_its_own_address_is_alive_and_a_redirect_to_it_is_not():
    with FaultServer({"*": with_a_front_page_elsewhere}) as server:
        found = verdicts([Link(server.url("/journal/home-page")), Link(server.url("/old/17"))], settings())
        assert [verdict for verdict, _ in found] == ["ok", "broken"]
        assert "front page" in found[1][1]


def merged(request):
    """Answer as a site does whose old pages have become one: others are missing."""
    old = {"/v1/install", "/v1/configure", "/v1/run", "/guide", "/guide/index.php", "/g"}
    if request.path == "/manual":
        return html("The manual", f"<h1>The manual</h1>{FILLER}")
    return redirect(301, "/manual") if request.path in old else html("Not found", status=404)


def catch_all(request):
    """Answer as a site does that leads everybody from old addresses, whatever they were, to one page."""
    if request.path.startswith("/new"):
        return html("Journal", FILLER)
    return redirect(302, "/new/issue") if request.path.startswith("/old/") else html(status=404)


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_old_pages_that_have_become_one_are_moved_however_many_are_linked(number):
    paths = ["/v1/install", "/guide", "/v1/run", "/g", "/guide/index.php", "/v1/configure"][:number]
    with FaultServer({"*": merged}) as server:
        found = links.check([Link(server.url(path)) for path in paths], {}, settings())
        assert {(status.verdict, status.correction) for status in found} == {("moved", server.url("/manual"))}


def test_one_link_is_enough_to_see_that_every_address_leads_to_one_page():
    with FaultServer({"*": catch_all}) as server:
        ((verdict, reason),) = verdicts([Link(server.url("/old/some-article"))], settings())
        assert (verdict, "every address" in reason) == ("broken", True)


def peps(request):
    if request.path.startswith("/dev/"):
        target = f"http://127.0.0.2:{request.host.split(':')[1]}/"
        return redirect(301, target) if request.path == "/dev/peps/" else html("Not found", status=404)
    return html("Index of proposals", FILLER)


def test_a_part_of_a_site_that_got_a_host_of_its_own_is_alive_and_keeps_its_address():
    with FaultServer({"*": peps}) as server:
        (status,) = links.check([Link(server.url("/dev/peps/"))], {}, settings())
        assert (status.verdict, status.correction) == ("ok", "")


def test_a_whole_site_that_leads_to_another_ones_front_page_is_dead():
    def route(request):
        if request.host.startswith("127.0.0.2"):
            return html("Another site", FILLER)
        return redirect(301, f"http://127.0.0.2:{request.host.split(':')[1]}/")

    with FaultServer({"*": route}) as server:
        ((verdict, reason),) = verdicts([Link(server.url("/dev/peps/"))], settings())
        assert (verdict, "made-up addresses" in reason) == ("broken", True)


ABOUT = {
    "not-found": ("404 Not Found", "<h1>404 Not Found</h1><p>The status that says that a page is missing.</p>"),
    "parking": ("Domains", "<h1>Phrases of parked sites</h1><p>" + "They say so. " * 25 + "Buy this domain. </p>"),
    "long": ("Page not found", f"<h1>Page not found</h1>{FILLER}"),
}


@pytest.mark.parametrize("name", ABOUT)
@pytest.mark.parametrize("path", ["/words/{}", "/words/17-{}", "/words?id=17&name={}"])
def test_a_page_about_missing_pages_is_alive_where_its_site_says_404_to_what_is_missing(name, path):
    wanted = path.format(name)
    with FaultServer({"*": lambda r: html(*ABOUT[name]) if r.target == wanted else html("Gone", status=404)}) as server:
        assert verdicts([Link(server.url(wanted))], settings())[0][0] == "ok"


@pytest.mark.parametrize("name", ABOUT)
def test_the_same_page_is_a_missing_one_where_any_number_gets_it(name):
    """A shop or journal whose item is gone answers 200, and a word that is no item's with 404."""

    def route(request):
        is_item = request.path.startswith("/item/") and request.path[6:].isdigit()
        return html(*ABOUT[name]) if is_item else html("Gone", status=404)

    with FaultServer({"*": route}) as server:
        assert verdicts([Link(server.url("/item/17"))], settings())[0][0] == "broken"


def test_an_ignored_link_is_not_asked_until_its_entry_expires():
    today = datetime.date.today()
    yesterday = today - datetime.timedelta(1)
    with FaultServer({"a": lambda r: article()}) as server:
        pages = [Link(server.url("/a/1"))]
        entry = IgnoredLink(server.url("/a/*"), "moves next month", today)
        assert verdicts(pages, settings(ignore=(entry,))) == [("ignored", f"moves next month (until {today})")]
        assert server.log == []
        expired = IgnoredLink(server.url("/a/*"), "moves next month", yesterday)
        assert verdicts(pages, settings(ignore=(expired,)))[0][0] == "ok"
        (problem,) = links.problems(settings(ignore=(expired,)).links, today)
        assert "expired" in problem.message
        assert links.problems(settings(ignore=(entry,)).links, today) == ()


def test_an_ignore_entry_without_a_reason_is_a_problem():
    (problem,) = links.problems(LinkSettings(ignore=(IgnoredLink("https://x.example/*"),)), datetime.date.today())
    assert "reason" in problem.message


def test_one_address_on_two_lines_is_asked_once_and_reported_twice():
    with FaultServer({"a": lambda r: article()}) as server:
        pages = [Link(server.url("/a/1"), location=Location("p", line)) for line in (1, 2)]
        statuses = links.check(pages, {}, settings(probe=False))
        assert [status.location.line for status in statuses] == [1, 2]
        assert len(server.log) == 1


def test_a_host_policy_accepts_a_status_and_forbids_made_up_addresses():
    routes = {"a": lambda r: html("no", status=403), "b": lambda r: html("A report", FILLER)}
    with FaultServer(routes) as server:
        own = (HostPolicy("127.0.0.*", accept=(403,), probe=False),)
        pages = [Link(server.url("/a/1")), Link(server.url("/b/1"))]
        assert [verdict for verdict, _ in verdicts(pages, settings(hosts=own))] == ["ok", "ok"]
        assert len(server.log) == 2


def test_robots_txt_forbids_made_up_addresses():
    with FaultServer(
        {"b": lambda r: html("A report", FILLER), "robots.txt": lambda r: as_text("User-agent: *\nDisallow: /")}
    ) as server:
        assert verdicts([Link(server.url("/b/1"))], settings())[0][0] == "ok"
        assert [target for _, _, target in server.log] == ["/b/1", "/robots.txt"]


def as_text(text):
    reply = html()
    return type(reply)(text, kind="text/plain")


def test_a_run_ends_at_its_deadline_and_says_what_was_not_finished():
    with FaultServer({"a": hang, "b": lambda r: article()}) as server:
        started = time.monotonic()
        found = verdicts([Link(server.url("/a/1")), Link(server.url("/b/1"))], settings(deadline=0.8, timeout=30))
        assert time.monotonic() - started < 3
    assert found[0][0] == "unknown"
    assert "time for the whole run" in found[0][1]
    assert found[1][0] == "ok"


def test_hosts_that_hang_hold_up_nobody_else():
    with FaultServer({"a": hang, "b": lambda r: article()}) as server:
        pages = [Link(server.url("/a/1", f"127.0.0.{number}")) for number in range(10, 18)]
        pages += [Link(server.url("/b/1", f"127.0.0.{number}")) for number in range(40, 50)]
        found = verdicts(pages, settings(total=4, timeout=30, deadline=5))
        assert {verdict for verdict, _ in found[-10:]} == {"ok"}


def test_it_works_inside_a_running_event_loop():
    async def inside(url):
        return links.check([Link(url)], {}, settings())

    with FaultServer({"a": lambda r: article()}) as server:
        assert asyncio.run(inside(server.url("/a/1")))[0].verdict == "ok"


def test_progress_is_told_of_every_link():
    told = []
    with FaultServer({"a": lambda r: article()}) as server:
        pages = [Link(server.url(f"/a/{number}")) for number in range(5)]
        links.check(pages, {}, settings(), progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 5) for number in range(1, 6)]


def test_no_host_gets_more_requests_at_once_than_it_should():
    with FaultServer({"a": lambda r: article()}, latency=0.02) as server:
        pages = [Link(server.url(f"/a/{n}", f"127.0.0.{1 + n % 3}")) for n in range(120)]
        links.check(pages, {}, settings(concurrency=4, hosts=(HostPolicy("127.0.0.2", concurrency=1),)))
        most = {host.split(":")[0]: number for host, number in server.most_in_flight.items()}
    assert most == {"127.0.0.1": 4, "127.0.0.2": 1, "127.0.0.3": 4}


@pytest.mark.parametrize("status", [429, 503])
def test_no_request_to_a_host_comes_before_the_retry_after_of_any(status):
    with FaultServer({"limited": flaky(status, Retry_After="1"), "a": lambda r: article()}, latency=0.01) as server:
        pages = [Link(server.url(f"/a/{number}")) for number in range(40)]
        pages.insert(3, Link(server.url("/limited/1")))
        found = verdicts(pages, settings(timeout=10.0, concurrency=4))
        assert {verdict for verdict, _ in found} == {"ok"}
        assert server.too_early == []
        first, second = (moment for moment, _, _ in server.asked("/limited/1"))
        assert 1.0 <= second - first < 3.0


def test_a_pause_that_is_too_long_is_not_waited_out_and_holds_up_nobody():
    with FaultServer({"limited": lambda r: html(status=429, Retry_After="3600"), "a": lambda r: article()}) as server:
        pages = [Link(server.url("/limited/1")), Link(server.url("/a/1"))]
        found = verdicts(pages, settings())
        assert [verdict for verdict, _ in found] == ["blocked", "ok"]
        assert len(server.asked("/limited/1")) == 1


def test_a_dead_page_gets_a_second_look_and_a_refusal_only_one():
    with FaultServer({"dead": lambda r: html(status=404), "walled": lambda r: html(status=403)}) as server:
        verdicts([Link(server.url("/dead/1")), Link(server.url("/walled/1"))], settings(timeout=10.0))
        assert (len(server.asked("/dead/1")), len(server.asked("/walled/1"))) == (2, 1)


def handles(codes):
    """Answer as the Handle API and the DOI resolver do; ``codes`` maps a DOI to its response code."""

    def api(request):
        doi = request.path.removeprefix("/api/handles/")
        code = codes.get(doi, 100)
        values = [{"index": 1, "type": "URL", "data": {"format": "string", "value": request.url("/landing/1")}}]
        found = {"responseCode": code, "handle": doi} | ({"values": values} if code == 1 else {})
        return as_json(found, {1: 200, 2: 500, 100: 404, 200: 200}[code])

    return api


DOIS = {
    "10.1136/jnnp.2008.157164": 1, "10.1000/dead": 1, "10.1000/walled": 1, "10.1000/empty": 200, "10.1000/error": 2,
    "10.1001/unrouted": 1, "10.1000/database": 1, "10.1000/closed-journal": 1,
    "10.1000/old": 1,
}  # fmt: skip


def resolver(request):
    if request.path.endswith("a<b>(c);2-#"):
        return redirect(302, "/landing/1")
    name = request.path.rpartition("/")[2]
    return redirect(302, LANDINGS.get(name, "/landing/1"))


LANDINGS = {"dead": "/landing/gone", "walled": "/walled", "database": "/", "closed-journal": "/landing/home",
            "old": "/landing/old"}  # fmt: skip
ROUTES = {
    "api": handles(DOIS | {"10.1000/a<b>(c);2-#": 1}),
    "10.1136": resolver,
    "10.1000": resolver,
    "landing": lambda r: {
        "/landing/1": article(),
        "/landing/home": redirect(301, "/"),
        "/landing/old": html(
            "Guide to veins", f"<h1>Guide to veins</h1><p>This guidance has been withdrawn.</p>{FILLER}"
        ),
    }.get(r.path, html(status=404)),
    "": lambda r: html("Vein data", f"<h1>Vein data</h1>{FILLER}"),
    "walled": lambda r: html("no", status=403),
}


@pytest.mark.parametrize(
    ("url", "verdict", "reason"),
    [
        ("https://doi.org/10.1136/jnnp.2008.157164", "ok", "registered"),
        ("http://dx.doi.org/10.1136/JNNP.2008.157164", "ok", "registered"),
        ("doi:10.1136/jnnp.2008.157164", "ok", "registered"),
        ("https://doi.org/10.1000/unknown", "broken", "not registered"),
        ("https://doi.org/10.1000/dead", "broken", "is registered; its landing page: not found (404)"),
        ("https://doi.org/10.1000/walled", "blocked", "is registered; its landing page: refuses"),
        ("https://doi.org/10.1000/empty", "broken", "without an address"),
        ("https://doi.org/10.1000/error", "ok", "could not be asked"),
        ("https://doi.org/10.1000/database", "ok", "is registered"),
        ("https://doi.org/10.1000/closed-journal", "broken", "front page"),
        ("https://doi.org/10.1001/unrouted", "ok", "is registered"),
        ("https://doi.org/10.1000/a%3Cb%3E(c);2-%23", "ok", "registered"),
    ],
)
def test_a_doi_is_checked_in_two_steps(url, verdict, reason):
    with FaultServer(ROUTES) as server:
        options = settings(doi_url=server.url(""))
        (status,) = links.check([Link(url, reference="zamboni")], {"zamboni": Reference(WORK)}, options)
        assert (status.verdict, reason in status.reason) == (verdict, True), status
        if "not registered" in reason:
            assert not [target for _, _, target in server.log if not target.startswith("/api/")]


@pytest.mark.parametrize(
    ("doi", "shows", "withdrawn"),
    [("10.1136/jnnp.2008.157164", True, False), ("10.1000/old", None, True), ("10.1000/dead", None, False)],
)
def test_a_doi_shows_what_its_landing_page_shows(doi, shows, withdrawn):
    with FaultServer(ROUTES) as server:
        options = settings(doi_url=server.url(""))
        (status,) = links.check(
            [Link(f"https://doi.org/{doi}", reference="zamboni")], {"zamboni": Reference(WORK)}, options
        )
        assert (status.shows_work, bool(status.withdrawn)) == (shows, withdrawn), status
