"""Cookies by RFC 6265: what a site sets goes back to it, deletions hold, names and values are the site's affair."""

import pytest

from ccsvi_refs import links
from ccsvi_refs.links.cookies import Jar
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, html, redirect


def sent(*steps, to):
    jar = Jar()
    for url, *headers in steps:
        jar.receive(url, headers)
    return jar.header(to)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ('v={"a":1,"b":2}; Path=/', 'v={"a":1,"b":2}'),
        ("s[id]=1", "s[id]=1"),
        ("a=b=c", "a=b=c"),
        ('q="x y"', 'q="x y"'),
        ("bare", "bare"),
        ("=nameless", "nameless"),
        ("a=1; Max-Age=0", ""),
        ("a=1; Max-Age=-5", ""),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", ""),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "a=1"),
        ("a=1; Expires=never", "a=1"),
        ("a=1; Path=/other", ""),
        ("a=1; Secure", ""),
        ("a=1; Domain=.www.pub.fake", "a=1"),
        ("a=1; Domain=PUB.fake", "a=1"),
        ("a=1; Domain=fake", ""),
        ("a=1; Domain=idp.pub.fake", ""),
        ("a=1; Domain=pub.fake.evil.fake", ""),
        ("a=\x01", ""),
        ("a=" + "x" * 5000, ""),
    ],
)
def test_one_cookie_from_and_to_one_host(header, value):
    url = "http://www.pub.fake/dir/page"
    assert sent((url, header), to=url) == value


def test_a_domain_s_cookie_goes_to_its_sister_hosts_and_to_nobody_else():
    step = ("https://idp.pub.fake/login", "ticket=1; Domain=.pub.fake; Path=/")
    assert sent(step, to="https://www.pub.fake/a") == "ticket=1"
    assert sent(step, to="https://pub.fake/a") == "ticket=1"
    assert sent(step, to="https://elsewhere.fake/a") == ""
    assert sent(step, to="https://notpub.fake/a") == ""


def test_nobody_sets_a_cookie_for_all_of_a_public_suffix():
    assert sent(("http://one.co.uk/", "a=1; Domain=co.uk"), to="http://two.co.uk/") == ""
    assert sent(("http://one.github.io/", "a=1; Domain=github.io"), to="http://two.github.io/") == ""


def test_an_address_has_no_domain_above_it():
    assert sent(("http://127.0.0.1/", "a=1; Domain=0.0.1"), to="http://127.0.0.1/") == ""


def test_a_later_cookie_replaces_an_earlier_one_and_longer_paths_come_first():
    url = "http://a.example/x/y"
    steps = [(url, "n=1; Path=/", "n=2; Path=/x"), (url, "n=3; Path=/")]
    assert sent(*steps, to=url) == "n=2; n=3"


def gate(request):
    """Set a cookie, delete it at the second visit while setting another, and show the page to the third."""
    cookies = request.headers.get("cookie", "")
    if "pass=1" in cookies and "gate" not in cookies:
        return html("A report", FILLER)
    if "gate=1" in cookies:
        return redirect(302, request.target, Set_Cookie="gate=; Max-Age=0\r\nSet-Cookie: pass=1")
    return redirect(302, request.target, Set_Cookie="gate=1")


def test_a_chain_that_sets_and_deletes_cookies_is_no_circle():
    settings = Settings(allow_private=True, links=LinkSettings(second_look=0.05, archive=False, probe=False))
    with FaultServer({"*": gate}) as server:
        (status,) = links.check([Link(server.url("/a"))], {}, settings)
    assert (status.verdict, len(status.redirects)) == ("ok", 2)


def test_one_link_s_cookies_are_not_another_s():
    cookies = []

    def route(request):
        cookies.append(request.headers.get("cookie", ""))
        return html("A report", FILLER, Set_Cookie="a=1; Path=/")

    settings = Settings(allow_private=True, links=LinkSettings(archive=False, probe=False, concurrency=1))
    with FaultServer({"*": route}) as server:
        links.check([Link(server.url("/a")), Link(server.url("/b"))], {}, settings)
    assert cookies == ["", ""]
