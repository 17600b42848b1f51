"""Pages that send their readers on by themselves: where to, in circles, and to what no reader is sent."""

import socket

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import page
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, html, redirect

OTHER = "127.0.0.2"


def check(url):
    chosen = LinkSettings(second_look=0.02, timeout=2.0, spacing=0.0, archive=False)
    return links.check([Link(url)], {}, Settings(allow_private=True, links=chosen))[0]


def onward(url, text="Wait", **headers):
    return html("Wait", text, f'<meta http-equiv="refresh" content="0; url={url}">', **headers)


def elsewhere(request):
    """Return the same path on the other of two hosts."""
    host, _, port = request.host.partition(":")
    return f"http://{OTHER if host == '127.0.0.1' else '127.0.0.1'}:{port}{request.path}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_in_a_circle_over_two_hosts_are_broken_after_few_requests(status):
    with FaultServer({"a": lambda r: redirect(status, elsewhere(r))}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, found.reason, len(server.log)) == ("broken", "redirects in a circle", 6)


def test_redirects_that_never_say_the_same_end_after_twenty():
    with FaultServer({"a": lambda r: redirect(302, f"{elsewhere(r)}x")}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, len(found.redirects), len(server.log)) == ("broken", 21, 42)


def test_pages_that_send_their_readers_to_each_other_and_show_nothing_are_broken():
    with FaultServer({"a": lambda r: onward(elsewhere(r))}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, "in a circle" in found.reason) == ("broken", True)


@pytest.mark.parametrize("more", [FILLER, "Wait<script>document.cookie = 'seen=1'</script>"], ids=["text", "script"])
def test_pages_that_follow_each_other_are_alive_where_there_is_more_to_them(more):
    with FaultServer({"a": lambda r: onward(elsewhere(r), more) if r.path == "/a/1" else html(status=404)}) as server:
        assert check(server.url("/a/1")).verdict == "ok"


@pytest.mark.parametrize("by", ["/a/1", "/b/1"], ids=["itself", "another page"])
def test_a_page_that_gives_a_cookie_and_sends_on_is_read_with_it(by):
    def route(request):
        if request.path != "/a/1":
            return html(status=404)
        if "seen=1" in request.headers.get("cookie", ""):
            return html("A report", FILLER)
        return onward(by, Set_Cookie="seen=1; Path=/")

    with FaultServer({"a": route, "b": lambda r: onward("/a/1")}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, found.redirects[-1].url) == ("ok", server.url("/a/1"))


@pytest.mark.parametrize("target", ["javascript:close()", "mailto:a@example.org", "market://details?id=x"])
def test_a_page_that_would_open_something_else_is_judged_by_itself(target):
    with FaultServer({"a": lambda r: onward(target, FILLER) if r.path == "/a/1" else html(status=404)}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, found.redirects) == ("ok", ())


def test_a_page_that_sends_its_readers_where_none_is_sent_is_broken():
    with FaultServer({"a": lambda r: onward("http://169.254.169.254/latest")}) as server:
        found = check(server.url("/a/1"))
        assert (found.verdict, "where no reader is sent" in found.reason) == ("broken", True)


def test_addresses_of_a_page_that_names_a_base_begin_there():
    head = '<base href="/new/"><link rel="canonical" href="c"><meta http-equiv="refresh" content="0;url=b?x">'
    found = page.read(f"<html><head>{head}</head>Wait</html>".encode())
    assert (found.canonical, found.onward) == ("/new/c", "/new/b?x")
    assert page.read(b"<base href='http://[x'><link rel=canonical href=c>").canonical == "c"
    assert page.read(b"<base target=_top><link rel=canonical href=c>").canonical == "c"


def test_a_server_that_has_an_address_of_ipv6_alone_is_asked_by_it(monkeypatch):
    def getaddrinfo(host, port, *args, **kwargs):
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0))]

    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("loopback has no address of IPv6 here")
    routes = {"a": lambda r: html("A report", FILLER) if r.path == "/a/1" else html(status=404)}
    with FaultServer(routes, host="::1") as server:
        assert check(server.url("/a/1", host="[::1]")).verdict == "ok"
        assert check(server.url("/a/1", host="[0:0::1]")).verdict == "ok"
        assert check(server.url("/a/2", host="[::1]")).verdict == "broken"
        assert {host for _, host, _ in server.log} == {f"[::1]:{server.port}"}
        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        assert check(server.url("/a/1", host="six.example.org")).verdict == "ok"
