"""Places in pages: which fragment is lost, and where nobody but a script can tell."""

import pytest

from ccsvi_refs.links import fragments, page, retraction
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.page import Page

LONG = "<p>" + "Words of a page about veins. " * 20 + "</p>"
SCRIPT = "<script>go()</script>"


def missing(fragment, body, host="a.example", *, final=None, charset="", complete=True):
    url = f"https://{host}/page#{fragment}"
    headers = {"Content-Type": f"text/html; charset={charset}" if charset else "text/html"}
    data = body if isinstance(body, bytes) else body.encode()
    answer = Answer(url, url if final is None else final, (), 200, headers, data, complete)
    return fragments.missing(answer, page.read(data))


@pytest.mark.parametrize("fragment", ["methods", "Methods", "results"])
def test_a_place_that_no_element_has_is_lost(fragment):
    assert missing(fragment, f"<h2 id=here>x</h2>{LONG}") == fragment


@pytest.mark.parametrize(
    ("fragment", "element"),
    [
        ("methods", "<h2 id=methods>x</h2>"), ("methods", '<a name="methods">x</a>'), ("methods", "<h2 id='user-content-methods'>"),
        ("caf%C3%A9", "<h2 id='café'>"), ("caf%C3%A9", "<h2 id='caf&eacute;'>"), ("a&b", "<h2 id='a&amp;b'>"), ("a%20b", "<h2 id='a%20b'>"),
    ],
)  # fmt: skip
def test_a_place_that_an_element_has_is_there_however_it_is_written(fragment, element):
    assert missing(fragment, f"{element}{LONG}") == ""


@pytest.mark.parametrize(
    ("charset", "there"), [("windows-1251", True), ("iso-8859-5", False), ("klingon", False), ("", False)]
)
def test_a_place_is_named_in_the_encoding_of_its_page(charset, there):
    body = f"<h2 id='вена'>x</h2>{LONG}".encode("cp1251")
    assert (missing("%D0%B2%D0%B5%D0%BD%D0%B0", body, charset=charset) == "") is there


@pytest.mark.parametrize("fragment", ["top", "TOP", ":~:text=veins", "/view/3", "L10-L20", "comment-17", "12"])
def test_what_needs_no_element_is_never_lost(fragment):
    assert missing(fragment, LONG) == ""


@pytest.mark.parametrize(
    ("host", "lost"), [("github.com", ""), ("docs.github.com", ""), ("github.com.example", "x"), ("a.example", "x")]
)
def test_on_hosts_that_draw_their_pages_nothing_is_lost(host, lost):
    assert missing("x", LONG, host) == lost


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (f"{SCRIPT}<p>Wait.</p>", ""), (f"{SCRIPT}{LONG}", "place"), (f"<p>Wait.</p>{LONG[:120]}", "place"),
        (f'<script>go("place")</script>{LONG}', ""), (f"<script>go('place')</script>{LONG}", ""),
        (f'<script>go("{{\\"at\\": \\"place\\"}}")</script>{LONG}', ""), (f"<script>go('places')</script>{LONG}", "place"),
        (f'{LONG}<p>The "place"</p>', "place"),
    ],
)  # fmt: skip
def test_a_place_that_a_script_may_make_is_not_called_lost(body, lost):
    assert missing("place", body) == lost


def test_only_the_author_s_own_fragment_is_looked_for_and_only_in_a_whole_page():
    assert missing("x", LONG, final="https://a.example/other") == ""
    assert missing("x", LONG, final="https://a.example/other#y") == ""
    assert missing("x", LONG, final="https://a.example/other#x") == "x"
    assert missing("x", LONG, complete=False) == ""
    assert missing("", LONG) == ""


def test_of_a_page_s_headings_the_first_two_can_be_its_title():
    assert retraction.notice(Page(headings=("Journal", "RETRACTED ARTICLE: Veins"))) == "RETRACTED ARTICLE: Veins"
    assert retraction.notice(Page(headings=("Veins", "Journal", "RETRACTED ARTICLE: Bays"))) == ""
