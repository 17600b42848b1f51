"""What is read in a page, what its phrases mean, and that no page can make that take long."""

import time

import pytest

from ccsvi_refs.links import address, page, phrases, retraction, signs
from ccsvi_refs.links.page import Page, read

LONG = "The veins of the neck were examined by ultrasound. " * 60


@pytest.mark.parametrize(
    "title",
    [
        "404", "404 Not Found", "Error 404 (Not Found)!!1", "Page Not Found", "Oops! That page can\u2019t be found.", "Not Found",
        "The requested URL was not found on this server", "Sorry, this page isn't available", "This page no longer exists",
        "The page you are looking for cannot be found", "We couldn't find the page you requested", "Article not found",
        "DOI Not Found", "Page unavailable", "No such article", "Content not available", "Whoops, our bad... page not found",
        "Die angeforderte Seite wurde nicht gefunden", "Diese Seite existiert nicht mehr", "Cette page n'existe pas",
        "La page demand\u00e9e est introuvable", "P\u00e1gina no encontrada", "La pagina richiesta non \u00e8 stata trovata",
        "Sidan kunde inte hittas", "Strona nie istnieje", "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 \u0441\u0443\u0449\u0435\u0441\u0442\u0432\u0443\u0435\u0442",
        "\u62b1\u6b49\uff0c\u60a8\u8bbf\u95ee\u7684\u9875\u9762\u4e0d\u5b58\u5728", "\u304a\u63a2\u3057\u306e\u30da\u30fc\u30b8\u306f\u898b\u3064\u304b\u308a\u307e\u305b\u3093\u3067\u3057\u305f",
    ],
)  # fmt: skip
def test_set_phrases_of_missing_pages_are_known(title):
    assert phrases.says("not-found", title)
    assert phrases.title_says("not-found", f"{title} | Journal of Veins")


@pytest.mark.parametrize(
    "title",
    [
        "Page not found: the decay of references in medical journals", "Missing data in clinical trials", "Peugeot 404",
        "Found in translation", "How a page was found", "The lost article", "404 patients with multiple sclerosis",
        "Articles not found in PubMed", "What can be found here", "Not found wanting: a study of care", "Gone girl",
        "Removed from the waiting list", "Error in medicine", "Record linkage", "The page", "Moved by music",
    ],
)  # fmt: skip
def test_titles_about_such_things_are_not(title):
    assert not phrases.title_says("not-found", title)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("wall", "Just a moment..."), ("wall", "Attention Required! | Cloudflare"), ("wall", "Are you a robot?"),
        ("wall", "Please wait while we verify that you are not a bot"), ("wall", "Access Denied"), ("login", "Sign In - Journal"),
        ("login", "Anmeldung"), ("login", "Log in to continue"), ("for-sale", "veins.example is for sale"),
        ("for-sale", "This domain may be for sale"), ("for-sale", "HugeDomains.com"), ("placeholder", "Welcome to nginx!"),
        ("placeholder", "Apache2 Ubuntu Default Page: It works"), ("fault", "Service Temporarily Unavailable"),
        ("fault", "500 Internal Server Error"), ("home", "Home"), ("retraction", "This article has been retracted."),
        ("retraction", "RETRACTED ARTICLE"), ("retraction", "The Editor-in-Chief has retracted this article because\u2026"),
        ("retraction", "The Retraction Note to this article has been published in the journal"),
        ("withdrawal", "This guidance was withdrawn in 2021"), ("login", "Are you a healthcare professional?"),
        ("login", "This site is intended for UK healthcare professionals only"), ("fault", "Error"), ("fault", "Oops!"),
        ("wall", "Bevor Sie fortfahren"), ("wall", "Avant de continuer"), ("wall", "Privacy settings"),
    ],
)  # fmt: skip
def test_other_set_phrases_are_known(kind, title):
    assert phrases.title_says(kind, title)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("wall", "A moment of clarity"), ("wall", "Robot-assisted surgery"), ("login", "Logging in forests"),
        ("for-sale", "Organs for sale"), ("fault", "Medication errors in hospital"), ("fault", "Measurement error"),
        ("home", "Home care for the elderly"), ("login", "Guidance for healthcare professionals on falls"), ("login", "For healthcare professionals"),
        ("wall", "Privacy in hospital settings"), ("fault", "Error of measurement"), ("retraction", "Retracted articles in cardiology"),
        ("retraction", "This article has not been retracted"), ("retraction", "Retraction of the tympanic membrane"),
        ("retraction", "Chest wall retraction in infants"), ("placeholder", "It works: a trial of exercise"),
    ],
)  # fmt: skip
def test_titles_with_the_same_words_are_not(kind, title):
    assert not phrases.title_says(kind, title)


@pytest.mark.parametrize(
    ("title", "cited", "is_retracted"),
    [
        ("RETRACTED: Veins of the neck", "Veins of the neck", True),
        ("[Retracted] Veins of the neck", "Veins of the neck", True),
        ("Retracted: Veins of the neck", "Veins of the neck", True),
        ("WITHDRAWN: Veins of the neck", "Veins of the neck", True),
        ("Veins of the neck (Retracted)", "Veins of the neck", True),
        ("Veins of the neck [retracted article]", "", True),
        ("RETRACTED ARTICLE: Veins of the neck", "", True),
        ("Retracted: the second life of papers", "Retracted: the second life of papers", False),
        ("Retracted articles and their readers", "", False),
        ("Retraction: Veins of the neck", "Retraction: Veins of the neck", False),
        ("Retraction notice to Veins of the neck", "", False),
        ("Why papers are retracted", "Why papers are retracted", False),
        ("The retracted eardrum", "", False),
    ],
)
def test_a_mark_in_the_title_is_told_from_the_words_of_a_title(title, cited, is_retracted):
    found = Page(title=title, meta={"citation_title": (title,)})
    assert bool(retraction.notice(found, cited)) is is_retracted


@pytest.mark.parametrize(
    "body",
    [
        '<h1>Falls at home</h1><div class="notice">This guidance was withdrawn on 5 July 2021. It is no longer current.</div>',
        "<h1>[Withdrawn] Falls at home</h1>",
        '<h1>Falls at home</h1><div class="alert">Withdrawn</div>',
        "<h1>Falls at home</h1><p>This clinical guideline has been updated and replaced by NG 5000.</p>",
        '<h1>Stürze</h1><div class="hinweis">Diese Leitlinie ist nicht mehr gültig.</div>',
        "<h1>Falls</h1><p>This publication was withdrawn in 2019.</p>",
    ],
)
def test_guidance_that_is_withdrawn_or_replaced_is_not_told_as_retracted(body):
    found = read(f"<html><head><title>Falls at home</title></head><body>{body}</body></html>".encode())
    assert retraction.notice(found, "Falls at home") == ""
    assert retraction.withdrawal(found)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="notice">This article has been withdrawn at the request of the authors.</div>',
        '<div class="notice">This guideline has been retracted.</div>',
        "<h1>WITHDRAWN: Veins of the neck</h1>",
    ],
)
def test_an_article_that_is_withdrawn_is_retracted_whatever_its_metadata(body):
    found = read(f"<html><head><title>Veins</title></head><body>{body}</body></html>".encode())
    assert retraction.notice(found)


def test_a_withdrawn_mark_on_an_articles_page_is_a_retraction():
    meta = '<meta name="citation_title" content="Veins of the neck"><meta name="citation_doi" content="10.5555/v">'
    found = read(
        f'<html><head><title>V</title>{meta}</head><body><div class="alert">Withdrawn</div></body></html>'.encode()
    )
    assert retraction.notice(found) == "Withdrawn"
    assert not retraction.withdrawal(found)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Guidance that was withdrawn is kept in the archive.</p>",
        "<p>This guidance replaces that of 2009.</p>",
        "<p>The data were archived at the office of statistics.</p>",
        "<p>The policy was replaced in 2010 by another government.</p>",
        "<p>The notice was withdrawn by the firm after protests.</p>",
        "<p>This collection is archived in the library.</p>",
        "<p>Withdrawn in 1998 amid fears, the drug came back.</p>",
        "<h1>Withdrawn: a memoir</h1>",
    ],
)
def test_a_page_about_what_was_withdrawn_is_not_itself(body):
    assert not retraction.withdrawal(
        read(f"<html><head><title>Falls</title></head><body>{body}</body></html>".encode())
    )


def test_what_a_page_says_of_itself_is_read():
    found = read(
        b"""<html><head><title> Veins \n of the neck </title><meta name="citation_title" content="Veins">
        <meta property="og:title" content="V"><link rel="canonical" href="/x">
        <script type="application/ld+json">{"@graph": [{"@type": "Article", "name": "N"}]}</script></head>
        <body><h1>Veins <i>of</i> the neck</h1><script>var x = "hidden";</script><p style="display: none">hidden</p>
        <p hidden>hidden</p><!-- hidden --><noscript>hidden</noscript><div class="alert">Look</div><p>Text</p></body></html>"""
    )
    assert (found.title, found.headings, found.canonical) == ("Veins of the neck", ("Veins of the neck",), "/x")
    assert (found.first("og:title"), found.first("nothing", "citation_title")) == ("V", "Veins")
    assert {"@type": "Article", "name": "N"} in found.linked_data
    assert "hidden" not in found.text
    assert "Look" in found.notices


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>Türkiye</title>".encode(), None),
        ("<title>Türkiye</title>".encode(), "iso-8859-1"),
        ("<title>Türkiye</title>".encode("latin-1"), "iso-8859-1"),
        ("<title>Türkiye</title>".encode("latin-1"), None),
        ('<meta charset="windows-1254"><title>Türkiye</title>'.encode("cp1254"), None),
        ("<title>Türkiye</title>".encode("utf-16"), "utf-16"),
    ],
)
def test_letters_are_read_as_they_were_meant(body, charset):
    assert read(body, charset).title == "Türkiye"


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 100, b"<", b"<!--", b"\xff\xfe\x00", b"<html>" * 5000, b"]]>", b"&#x110000;"]
)
def test_what_is_no_page_is_an_empty_one(body):
    assert read(body, "no-such-charset").first("x") == ""


@pytest.mark.parametrize(
    "body",
    [
        b"<div class='notice'>" * 300 + b"word " * 50_000,
        b"<p>word</p>" * 25_000,
        b"<title>" + b"- ( [ " * 40_000,
        b"<script type='application/ld+json'>" + b"[" * 100_000,
        b"<meta name='citation_title' content='" + b"retracted " * 20_000 + b"'>",
    ],
    ids=["nested", "many", "title", "json", "meta"],
)
def test_no_page_takes_long(body):
    started = time.process_time()
    found = read(body)
    signs.kind(found, body)
    retraction.notice(found)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "unit", ["- ", "(", "error ", "sorry ", "the page ", "has been ", "retracted ", "404 ", " | ", "not "]
)
def test_no_title_takes_long(unit):
    title = (unit * 800)[:799] + "\u03a9"
    started = time.process_time()
    for kind in phrases.KINDS:
        phrases.title_says(kind, title)
    retraction.notice(Page(title=title, meta={"citation_title": (title,)}), "x")
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    ("url", "front", "error", "login", "search"),
    [
        ("https://x.example/", True, False, False, False),
        ("https://x.example/index.html", True, False, False, False),
        ("https://x.example/en-GB/", True, False, False, False),
        ("https://x.example/?utm_source=a&lang=en", True, False, False, False),
        ("https://x.example/?p=12", False, False, False, False),
        ("https://x.example/journal/404.html", False, True, False, False),
        ("https://x.example/Errors/PageNotFound.aspx", False, True, False, False),
        ("https://x.example/a?aspxerrorpath=/b", False, True, False, False),
        ("https://x.example/errors-in-medicine", False, False, False, False),
        ("https://x.example/login?next=/a", False, False, True, False),
        ("https://sso.x.example/a", False, False, True, False),
        ("https://x.example/search?q=veins", False, False, False, True),
        ("https://x.example/searching-for-veins", False, False, False, False),
        ("https://id.wikipedia.org/wiki/Vena", False, False, False, False),
        ("https://x.example/authors/smith", False, False, False, False),
    ],
)
def test_what_an_address_says_by_its_form(url, front, error, login, search):
    found = (address.is_front(url), address.is_error(url), address.is_login(url), address.is_search(url))
    assert found == (front, error, login, search)


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("0; url=/b", "/b"),
        ("5;URL='https://x.example/'", "https://x.example/"),
        ("300", ""),
        ("60; url=/b", ""),
        ("x", ""),
        ("", ""),
        ("0", ""),
        ("0;", ""),
        ("0; url=", ""),
        ("0;url=''", ""),
        ("15; url=/b", "/b"),
        ("16; url=/b", ""),
        (".9;/b", "/b"),
        ("1.9,url = /b ", "/b"),
        ("0 url=/b", "/b"),
        ("0;url=/it's", "/it's"),
        ("0;url='/b' or so", "/b"),
        ("0;URLs/b", "URLs/b"),
        ("0/b", ""),
        ("9" * 5000 + ";url=/b", ""),
        ("0;url=javascript:alert(1)", ""),
        ("0;url=java\nscript:alert(1)", ""),
        ("0;url=/a\n\tb", "/ab"),
        ("0; mailto:a@example.org", ""),
        ("0;url=HTTPS://x.example/a:b", "HTTPS://x.example/a:b"),
        ("0;url=/a:b", "/a:b"),
    ],
)
def test_a_refresh_leads_on_only_where_it_is_a_redirect(value, target):
    assert page.refresh(value) == target


@pytest.mark.parametrize("value", ["1{0}", " {1}1", "1{1}", "1{2}", "1;{1}"])
def test_a_refresh_of_any_length_is_read_in_linear_time(value):
    start = time.process_time()
    assert page.refresh(value.format("1" * 200_000, " " * 200_000, "." * 200_000)) == ""
    assert time.process_time() - start < 2


@pytest.mark.parametrize("frame", ["<script>{} x</script>", '<script type="application/ld+json">{}x</script>'])
def test_a_script_of_empty_lines_does_not_hold_a_page_up(frame):
    body = f"<html><head>{frame.format(chr(10) * 200_000)}</head><body>So.</body></html>"
    started = time.process_time()
    page.read(body.encode())
    assert time.process_time() - started < 1


def test_a_script_on_a_line_of_its_own_leads_onward():
    body = "<html><script>\n\n  \t window.location.href = 'https://a.example/';\n</script></html>"
    assert page.read(body.encode()).onward == "https://a.example/"


def test_an_address_of_nothing_but_slashes_is_judged_soon():
    started = time.process_time()
    assert not address.is_front(f"https://a.example/{'/' * 60_000}x")
    assert address.is_front("https://a.example//en//index.html/")
    assert time.process_time() - started < 1


def test_a_control_character_after_a_hidden_part_ended_the_reading_of_a_page():
    body = b"<html><body><p>before</p><div hidden>unseen <b>all</b></div>\x00\x01\x0c after</body></html>"
    text = read(body).text
    assert "before" in text
    assert "after" in text
    assert "unseen" not in text


WORDS = {
    "french": "Étude des veines – l’élève à Genève",
    "polish": "Żyły szyjne w stwardnieniu",
    "russian": "Венозная недостаточность",
    "greek": "Φλεβική ανεπάρκεια",
    "japanese": "多発性硬化症における静脈",
    "chinese": "多发性硬化患者的静脉",
    "korean": "다발성 경화증 환자의 정맥",
    "thai": "เส้นเลือดดำ",
}


@pytest.mark.parametrize(
    ("words", "encoding", "header", "named"),
    [
        ("french", "cp1252", "iso-8859-1", ""), ("french", "cp1252", None, "iso-8859-1"), ("french", "cp1252", None, ""),
        ("french", "cp1252", "utf-8", ""), ("french", "cp1252", "utf-8", "windows-1252"), ("french", "cp1252", "hex", ""),
        ("french", "cp1252", "us-ascii", ""), ("french", "cp1252", "klingon", ""), ("french", "utf-16", "utf-8", ""),
        ("french", "utf-16-le", None, ""), ("french", "utf-8", "utf-16", "utf-16"), ("french", "utf-8", "big5", "gbk"),
        ("russian", "cp1251", None, "windows-1251"), ("russian", "cp1251", "utf-8", "windows-1251"),
        ("russian", "cp1251", "iso-8859-1", "windows-1251"), ("russian", "cp1251", "x-cp1251", ""),
        ("russian", "koi8-r", "koi8-r", "windows-1251"), ("russian", "mac-cyrillic", "x-mac-cyrillic", ""),
        ("russian", "utf-16-le", "utf-16le", ""), ("russian", "utf-16-be", "utf-16be", ""), ("russian", "utf-16-le", "utf-16", ""),
        ("polish", "iso-8859-2", "iso-8859-2", ""), ("polish", "cp1250", None, "windows-1250"), ("greek", "cp1253", "windows-1253", ""),
        ("japanese", "cp932", "x-sjis", ""), ("japanese", "cp932", "windows-31j", ""), ("japanese", "euc-jp", None, "x-euc-jp"),
        ("japanese", "iso2022_jp", None, "iso-2022-jp"), ("japanese", "iso2022_jp", "iso-2022-jp", ""),
        ("chinese", "gb18030", "gb2312", ""), ("korean", "cp949", "ks_c_5601-1987", ""), ("thai", "cp874", "windows-874", ""),
    ],
)  # fmt: skip
def test_a_title_is_read_in_the_encoding_that_its_page_is_in_whatever_is_said_of_it(words, encoding, header, named):
    title = WORDS[words]
    body = f"<!doctype html><meta charset='{named}'><title>{title}</title><h1>{title}</h1>".encode(encoding)
    found = read(body, header)
    assert (found.title, found.headings) == (title, (title,))


@pytest.mark.parametrize("header", ["windows-1251", "iso-8859-1", "utf-8", None])
def test_a_few_bytes_that_are_none_make_a_page_in_utf_8_no_other(header):
    body = f"<title>{WORDS['russian']}</title><p>a \xff b</p>".encode().replace("\xff".encode(), b"\xff")
    assert read(body, header).title == WORDS["russian"]
    assert read(body + "ж".encode()[:1], header).title == WORDS["russian"]
