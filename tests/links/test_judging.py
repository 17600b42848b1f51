"""From one answer to a verdict, without a server: what a status, a failure and a redirect prove, and what they do not."""

import pytest

from ccsvi_refs.links import judge, page
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.status import Hop, LinkStatus
from ccsvi_refs.model import Reference

URL = "https://journal.example/articles/12"
TITLE = "Plasma viscosity after jugular ligation in ageing sheep"
WORK = Reference({"id": "r", "title": TITLE, "author": [{"family": "Larkin", "given": "Dora"}]})
OTHER = Reference(
    {"id": "s", "title": "Drainage of the azygos vein in long-haul drivers", "author": [{"family": "Okafor"}]}
)


def html(title=TITLE, head="", body=""):
    text = body or "<p>Ewes of nine years had their plasma taken twice a day, and it was kept cold.</p>" * 12
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{text}</body></html>".encode()


NAMED = f'<meta name="citation_title" content="{TITLE}"><meta name="citation_author" content="Larkin, Dora">'


def judged(status=200, body=b"", reference=None, accept=(), **more):
    headers = {"Content-Type": "text/html", **more.pop("headers", {})}
    hops = more.pop("hops", ())
    final = hops[-1].url if hops else more.pop("final_url", URL)
    answer = Answer(more.pop("url", URL), final, hops, status, headers, body, **more)
    return judge.judge(answer, page.read(body), reference, accept)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (401, "blocked"), (402, "blocked"), (403, "blocked"), (405, "blocked"), (406, "blocked"), (407, "blocked"),
        (409, "blocked"), (418, "blocked"), (423, "blocked"), (425, "blocked"), (429, "blocked"), (430, "blocked"),
        (451, "blocked"), (498, "blocked"), (999, "blocked"), (400, "broken"), (404, "broken"), (410, "broken"),
        (408, "timeout"), (500, "unknown"), (502, "unknown"), (503, "unknown"), (304, "unknown"),
    ],
)  # fmt: skip
def test_a_status_proves_that_a_page_is_gone_or_nothing(status, verdict):
    found = judged(status)
    assert (found.verdict, str(status) in found.reason) == (verdict, True)


def test_a_refusal_tells_how_long_the_server_asks_to_wait():
    assert judged(429, headers={"Retry-After": "90"}).reason.endswith("and names 90 seconds to wait")
    assert judged(403).reason == "refuses this reader (403)"


def test_a_status_that_a_host_policy_takes_is_alive():
    assert judged(403, accept=(403,)).verdict == "ok"
    assert judged(404, accept=(403,)).verdict == "broken"
    assert judged(403, accept=(404,)).verdict == "blocked"


@pytest.mark.parametrize(
    ("failure", "hops", "verdict"),
    [
        ("forbidden", (), "unknown"), ("forbidden", (Hop(302, "http://10.0.0.1/"),), "broken"),
        ("credentials", (), "blocked"), ("tls", (), "broken"), ("handshake", (), "unknown"), ("timeout", (), "timeout"),
        ("unconnected", (), "timeout"), ("dns", (), "broken"), ("refused", (), "broken"), ("resolver", (), "unknown"),
        ("proxy", (), "unknown"), ("unreachable", (), "unknown"), ("protocol", (), "unknown"), ("loop", (), "broken"),
    ],
)  # fmt: skip
def test_a_failure_of_the_way_is_never_blamed_on_the_link(failure, hops, verdict):
    found = judged(None, failure=failure, detail="why", hops=hops)
    assert found.verdict == verdict
    assert "why" in found.reason


def test_an_issuer_that_is_not_known_here_proves_nothing():
    assert judged(None, failure="tls", detail="the certificate's issuer is not known here").verdict == "unknown"
    assert judged(None, failure="tls", detail="the certificate has expired").verdict == "broken"


def test_an_empty_page_is_not_called_alive_and_a_file_not_verified():
    assert judged(200).verdict == "unknown"
    pdf = judged(200, b"%PDF-1.7 and so on", headers={"Content-Type": "text/html"})
    assert (pdf.verdict, pdf.reason) == ("ok", "answers with a PDF: not verifiable")
    assert (
        judged(200, b"a,b\n1,2", headers={"Content-Type": "text/csv"}).reason == "answers with text/csv: not verifiable"
    )


@pytest.mark.parametrize(
    ("body", "kind", "packing", "expected"),
    [
        (b"<!DOCTYPE html><p>a", "application/pdf", "", True),
        (b"\xef\xbb\xbf\n<html><p>a", "", "", True),
        (b"words", "text/html", "", True),
        (b"words", "application/xhtml+xml", "gzip", True),
        (b"words", "text/html", "br", False),
        (b"<html>", "text/html", "br", True),
        (b"words", "text/plain", "", False),
        (b"%PDF-1.7", "text/html", "", False),
    ],
)
def test_a_page_is_told_by_its_beginning_before_its_header(body, kind, packing, expected):
    headers = {"Content-Type": kind, "Content-Encoding": packing}
    assert judge.is_page(Answer(URL, URL, (), 200, headers, body)) is expected


def test_the_page_of_the_cited_work_is_alive_and_certain_and_another_s_is_not():
    found = judged(200, html(head=NAMED), WORK)
    assert (found.verdict, found.reason, found.certain) == ("ok", "the page of the cited work", True)
    other = judged(200, html(head=NAMED), OTHER)
    assert other.verdict == "mismatch"
    assert TITLE in other.reason
    assert judged(200, html("A page of words")).reason == "answers; not verifiable"


def test_a_page_shows_the_work_where_it_was_seen_to_and_not_where_its_words_say_so():
    named = judged(body=html("404 Not Found - the cited work", body="<h1>Not Found</h1>"), reference=WORK)
    assert (named.verdict, "the cited work" in named.reason, named.of_work) == ("broken", True, False)
    shown = LinkStatus("http://a.example/", named.verdict, named.reason, of_work=named.of_work)
    assert (shown.shows_work, shown.as_json()["shows_work"]) == (None, None)
    assert judged(body=html(), reference=WORK).of_work
    assert not judged(body=html()).of_work
    retracted = judged(body=html(f"RETRACTED: {TITLE}"), reference=WORK)
    assert (retracted.verdict, retracted.of_work) == ("retracted", True)


def test_a_page_of_which_no_more_was_asked_for_does_not_break_off():
    for size, verdict in ((1000, "unknown"), (page.MOST_BYTES, "ok")):
        body = b"<!doctype html><html><head><style>".ljust(size, b"a")
        answer = Answer(URL, URL, (), 200, {"Content-Type": "text/html"}, body, complete=False)
        assert judge.judge(answer, page.read(body), None).verdict == verdict


@pytest.mark.parametrize(
    ("verdict", "of_work", "shows"),
    [
        ("ok", True, True),
        ("moved", True, True),
        ("ok", False, None),
        ("mismatch", True, False),
        ("blocked", True, None),
    ],
)
def test_a_link_shows_the_work_by_what_was_seen_and_proven(verdict, of_work, shows):
    assert LinkStatus("http://a.example/", verdict, "the page of the cited work", of_work=of_work).shows_work is shows


def test_a_page_that_says_retracted_is_told_from_one_that_does_not():
    head = NAMED.replace(TITLE, f"RETRACTED: {TITLE}")
    assert judged(200, html(f"RETRACTED: {TITLE}", head=head), WORK).verdict == "retracted"


def test_a_login_page_in_place_of_the_page_is_a_wall():
    hops = (Hop(302, "https://journal.example/login?next=/articles/12"),)
    assert judged(200, html("Words"), hops=hops).verdict == "blocked"


def test_a_redirect_to_the_front_page_is_what_a_missing_page_gets():
    found = judged(200, html("Journal"), hops=(Hop(302, "https://journal.example/"),))
    assert found.verdict == "broken"
    assert found.otherwise is None or found.certain is False
    elsewhere = judged(200, html("Journal"), hops=(Hop(301, "https://venous.example/"),))
    assert (elsewhere.verdict, elsewhere.certain) == ("unknown", False)


def test_202_without_a_work_is_a_queue():
    assert judged(202, html("Please hold")).verdict == "blocked"
    assert judged(202, html(head=NAMED), WORK).verdict == "ok"


def test_only_permanent_redirects_that_are_not_a_resolver_s_move_a_link():
    new = "https://journal.example/journal/articles/12"
    moved = judged(200, html(head=NAMED), WORK, url="http://journal.example/articles/12", hops=(Hop(301, new),))
    assert moved.verdict == "moved"
    assert judged(200, html(head=NAMED), WORK, hops=(Hop(302, new),)).verdict == "ok"
    doi = judged(200, html(head=NAMED), WORK, url="https://doi.org/10.5555/r.1", hops=(Hop(301, new),))
    assert doi.verdict == "ok"


def test_a_target_counts_up_to_the_first_redirect_that_is_not_permanent():
    first, second = "https://journal.example/a/12", "https://journal.example/b/12"
    answer = Answer("http://journal.example/12", second, (Hop(301, first), Hop(302, second)), 200)
    assert judge.better_target(answer) == first
    assert judge.better_target(Answer(answer.url, second, (Hop(302, first), Hop(301, second)), 200)) == ""


def test_a_resolver_asks_the_site_it_leads_to():
    target = "https://journal.example/a/12"
    assert judge.asked(Answer("https://doi.org/10.5555/r.1", target, (Hop(302, target),))) == target
    assert judge.asked(Answer(URL, target, (Hop(302, target),))) == URL
    assert judge.asked(Answer("https://doi.org/10.5555/r.1", target)) == "https://doi.org/10.5555/r.1"
