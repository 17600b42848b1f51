"""External links of a page: addresses as written, labels, places, and the reference each stands with."""

import time

import pytest

from ccsvi_refs import pages
from ccsvi_refs.text import charrefs

SICI = "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


def found(text, kind):
    return [(link.url, link.label, link.location.line, link.location.column) for link in pages.read(text, kind).links]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a.", [("https://example.org/a", "", 1, 5)]),
        ("(see https://example.org/a_(b), and\nhttp://example.org/c?d=e&f=g#h!)", [("https://example.org/a_(b)", "", 1, 6), ("http://example.org/c?d=e&f=g#h", "", 2, 1)]),
        ("Go to <https://example.org/a>; or www.example.org/b.", [("https://example.org/a", "", 1, 8), ("http://www.example.org/b", "", 1, 35)]),
        (f"Found at {SICI}.", [(SICI, "", 1, 10)]),
        (f"Found at <{SICI}>.", [(SICI, "", 1, 11)]),
        ('He said "https://example.org/a" and “https://example.org/b”.', [("https://example.org/a", "", 1, 10), ("https://example.org/b", "", 1, 38)]),
        ("`A label <https://example.org/a>`_ and more", [("https://example.org/a", "A label", 1, 1)]),
        (".. _label: https://example.org/a", [("https://example.org/a", "", 1, 12)]),
        ("Write to mailto:a@example.org or ftp.example.org", []),
        ("https:// www. http://", []),
    ],
)  # fmt: skip
def test_plain_text(text, links):
    assert found(text, "text") == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A [label](https://example.org/a) here", [("https://example.org/a", "label", 1, 11)]),
        ('A\n[two words](<https://example.org/a> "title")', [("https://example.org/a", "two words", 2, 14)]),
        ("An <https://example.org/a> auto link", [("https://example.org/a", "", 1, 5)]),
        ("A bare https://example.org/a_b_c.", [("https://example.org/a_b_c", "", 1, 8)]),
        ("A [label][x] and [x].\n\n[x]: https://example.org/a", [("https://example.org/a", "label", 1, 3), ("https://example.org/a", "x", 1, 18)]),
        (f"[DOI]({SICI.replace('<', '%3C').replace('>', '%3E')})", [(SICI.replace("<", "%3C").replace(">", "%3E"), "DOI", 1, 7)]),
        (f"[DOI]({SICI})", [(SICI, "DOI", 1, 7)]),
        (f"It is {SICI}.", [(SICI, "", 1, 7)]),
        ('A <a href="https://example.org/a?b=1&amp;c=2">label</a>', [("https://example.org/a?b=1&c=2", "label", 1, 3)]),
        ('<p>A <a href="https://example.org/a">label</a></p>', [("https://example.org/a", "label", 1, 6)]),
        ("[in](#here) [rel](other.md) [mail](mailto:a@example.org) [js](javascript:alert(1))", []),
        ("`https://example.org/code` and\n\n    https://example.org/code\n", []),
        ("See [a label that\nwraps](https://example.org/a) here", [("https://example.org/a", "a label that wraps", 2, 8)]),
        ("- *[one\n  two][x]*\n\n> [three\n> four](https://example.org/b 'title')\n\n[x]: <https://example.org/a>", [("https://example.org/a", "one two", 1, 4), ("https://example.org/b", "three four", 5, 9)]),
        ('<a href="https://example.org/a">one\ntwo</a>', [("https://example.org/a", "one two", 1, 1)]),
        ("[a](//example.org/a) [b](ftp://example.org/b) [c](doi:10.1000/xyz)", [("https://example.org/a", "a", 1, 5), ("ftp://example.org/b", "b", 1, 26), ("https://doi.org/10.1000/xyz", "c", 1, 51)]),
        ('[a](<https://example.org/a\\_b>) <img src="//example.org/i.png" alt="One">', [("https://example.org/a_b", "a", 1, 1), ("https://example.org/i.png", "One", 1, 33)]),
        ("![image](https://example.org/i.png) [![image](x.png)](https://example.org/a)", [("https://example.org/i.png", "image", 1, 1), ("https://example.org/a", "image", 1, 37)]),
        ("*[label](https://example.org/a)* & [label](https://example.org/a)", [("https://example.org/a", "label", 1, 10), ("https://example.org/a", "label", 1, 44)]),
    ],
)  # fmt: skip
def test_markdown(text, links):
    assert found(text, "markdown") == links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ('<p>A <a href="https://example.org/a">label</a></p>', [("https://example.org/a", "label", 1, 6)]),
        ("<p>\n<A HREF='https://example.org/a?b=1&amp;c=2'\n>two\n <b>words</b></A>", [("https://example.org/a?b=1&c=2", "two words", 2, 1)]),
        ("<p>bare https://example.org/a.</p>", [("https://example.org/a", "", 1, 4)]),
        ("<a href=//example.org/a>x</a>", [("https://example.org/a", "x", 1, 1)]),
        ('<a href="#a">x</a><a href="/b">y</a><a href="c.html">z</a><a href="mailto:d@e.f">m</a><a>n</a><a href="">o</a>', []),
        (f'<a href="{SICI.replace("<", "&lt;").replace(">", "&gt;")}">DOI</a>', [(SICI, "DOI", 1, 1)]),
        ('<a href="https://example.org/a"><img src="i.png" alt="A"></a>', [("https://example.org/a", "A", 1, 1)]),
        ('<script>"<a href=https://example.org/s>"</script><!-- <a href="https://example.org/c">c</a> --><style>a{}</style>', []),
        ('<a href="https://example.org/a">one <a href="https://example.org/b">two</a>', [("https://example.org/a", "one", 1, 1), ("https://example.org/b", "two", 1, 37)]),
        ('<a href="https://example.org/a">unclosed<p>next</p>', [("https://example.org/a", "unclosed", 1, 1)]),
        ('<a href="https://example.org/a"><div>block label</div></a>', [("https://example.org/a", "block label", 1, 1)]),
    ],
)  # fmt: skip
def test_html(text, links):
    assert found(text, "html") == links


CITATION = "Okafor B, Lindqvist A. Venous drainage and doubt. J Vein Stud. 2009;80(4):392-399."
OTHER = "Brown C. Narrowed veins: a survey. Lancet Neurol. 2011;12:45-52."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"References\n\n{CITATION}\nhttps://example.org/1\n\n{OTHER} https://example.org/2\n", "text"),
        (f"References\n\n1. {CITATION}\n   https://example.org/1\n2. {OTHER}\n   https://example.org/2\n", "text"),
        (f"## References\n\n- {CITATION} [Read article](https://example.org/1)\n- {OTHER} [Summary](https://example.org/2)\n", "markdown"),
        (f"{CITATION}\n\n[Read article online](https://example.org/1)\n\n{OTHER}\n\n[Summary](https://example.org/2)\n", "markdown"),
        (f"<ol><li>{CITATION} <a href='https://example.org/1'>PubMed</a></li><li>{OTHER} <a href='https://example.org/2'>PubMed</a></li></ol>", "html"),
        (f"<p>{CITATION}</p><p><a href='https://example.org/1'>Read article online</a></p><p>{OTHER}<br><a href='https://example.org/2'>Summary</a></p>", "html"),
    ],
)  # fmt: skip
def test_a_link_belongs_to_the_reference_it_stands_with(text, kind):
    page = pages.read(text, kind)
    assert [(link.url[-1], link.reference) for link in page.links] == [("1", "okafor2009"), ("2", "brown2011")]
    assert [ref.mention.links for ref in page] == [(page.links[0],), (page.links[1],)]


def test_a_link_in_prose_belongs_to_no_reference():
    page = pages.read(f"{CITATION}\n\nThis is what [the guideline](https://example.org/g) says of it.\n", "markdown")
    assert [(link.label, link.reference) for link in page.links] == [("the guideline", "")]


def test_identifiers_in_links_become_the_references_own():
    page = pages.read(f"## References\n\n{CITATION} [Full text](https://doi.org/10.5555/JVS.1)", "markdown")
    assert page["okafor2009"].text("DOI") == "10.5555/jvs.1"
    assert page["okafor2009"].provenance["DOI"][0].note == "address of a link"


def test_labels_lose_what_the_content_management_system_added():
    text = "Find out more\n\nOkafor B, et al.\nVenous drainage and doubt.\nJournal of Vein Studies 2009;80:392-399.\nRead article online (link is external)"
    assert [(link.url, link.label, link.reference) for link in pages.read(text, "text").links] == [
        ("", "Read article online", "okafor2009")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read article online (link is external)",
        "Summary",
        "Full text",
        "View the abstract",
        "PubMed",
        "NICE guideline (opens in a new tab)",
    ],
)
def test_a_line_that_is_a_label_is_a_link_without_address(line):
    page = pages.read(f"Okafor B, et al.\nVenous drainage and doubt.\nJ Vein Stud 2009;80:392-399.\n{line}\n", "text")
    assert [(link.url, link.reference) for link in page.links] == [("", "okafor2009")]
    assert line not in page["okafor2009"].mention.text


@pytest.mark.parametrize(
    "line",
    [
        "Okafor B. Doubt. J Vein Stud. 2009;80(4):392-399 (link is external)",
        "Okafor B. View of the article: a study online. J Vein Stud. 2009;80:3-9.",
    ],
)
def test_a_citation_with_a_decoration_is_no_label(line):
    page = pages.read(f"References\n\n{line}\n", "text")
    assert [ref.id for ref in page] == ["okafor2009"]
    assert "external" not in page["okafor2009"].mention.text


def test_every_format_gives_its_links_a_line_and_a_column(tmp_path):
    doi = "10.1175/1520-0469(1972)029<0959:AOTSS>2.0.CO;2"
    written = {
        "a.bib": f"@article{{x, title={{T}}, year=2001,\n  doi={{{doi}}},\n  url={{https://a.test/1}}}}\n",
        "a.ris": f"TY  - JOUR\nTI  - T\nDO  - {doi}\nUR  - https://a.test/1\nER  - \n",
        "a.json": f'[{{"id": "x", "type": "book",\n  "DOI": "{doi}",\n  "URL": "https://a.test/1"}}]',
        "a.rst": f"See `one <https://a.test/1>`_, doi:{doi} and `two`_.\n\n.. _two: https://a.test/2\n",
        "a.md": f"See [one](https://a.test/1) and doi:{doi}.\n",
        "a.txt": f"See https://a.test/1 and DOI {doi}.\n",
        "a.html": f"<p>See <a href='https://a.test/1'>one</a>, https://doi.org/{doi.replace('<', '&lt;').replace('>', '&gt;')}</p>",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
        links = {link.url.lower(): link.location for link in pages.load(tmp_path / name).links}
        assert {"https://a.test/1"} <= set(links), name
        assert any(url.replace("%3c", "<").replace("%3e", ">").endswith(doi.lower()) for url in links), (name, links)
        assert all(place.line and place.column for place in links.values()), (name, links)


HTML = """<head><base href="https://example.org/dir/"></head>
<a href="page.html">a</a> <a href="/top">b</a> <a href="#here">c</a> <a href="mailto:a@example.org">d</a>
<a href="https://example.org/
new?a=1&section=2&copy=3&amp;d=4">e</a> <area href="https://example.org/area" alt="f">
<iframe src="https://example.org/frame"></iframe> <img src="i.png" srcset="1x.png 1x, two.png?a,b 2x,three.png">
<a href="http://example.com\\back">g</a> <a href="https:/example.com/one">h</a>"""


def test_addresses_of_html_are_read_as_browsers_read_them():
    assert [url for url, *_ in found(HTML, "html")] == [
        "https://example.org/dir/page.html",
        "https://example.org/top",
        "https://example.org/new?a=1&section=2&copy=3&d=4",
        "https://example.org/area",
        "https://example.org/frame",
        "https://example.org/dir/i.png",
        "https://example.org/dir/1x.png",
        "https://example.org/dir/two.png?a,b",
        "https://example.org/dir/three.png",
        "http://example.com/back",
        "https://example.com/one",
    ]


def test_an_image_stands_with_no_reference():
    text = "# References\n\n1. Rossi M. Veins of the neck. Journal of Veins 2011;3:4-9.\n\n![x](https://example.org/i.png)\n"
    page = pages.read(text, "markdown")
    assert [(link.url, link.reference) for link in page.links] == [("https://example.org/i.png", "")]
    assert page.references[0].mention.links == ()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("?a=1&section=2", "?a=1&section=2"), ("?a&copy=1", "?a&copy=1"), ("a&copyb", "a&copyb"), ("a&copy;b", "a©b"),
        ("a&copy", "a©"), ("&notin;", "∉"), ("&notit=1", "&notit=1"), ("&#65;&#x42;", "AB"), ("a&b=c", "a&b=c"),
        ("&amp;amp;", "&amp;"), ("&unknown;", "&unknown;"), ("&amp&amp=", "&&amp="),
    ],
)  # fmt: skip
def test_character_references_in_attributes(written, read):
    assert charrefs.attribute(written) == read


REST = """Title
=====

`A label <https://example.org/a>`_ and `wrapped <https://example.org/b
c>`__, target_ and `a phrase`_, bare https://example.org/d.
``https://example.org/literal`` and :doi:`10.1000/xyz`

.. _target: https://example.org/e\\_f
   g
.. _a phrase: https://example.org/h
.. _unused: https://example.org/i
.. _alias: target_
.. a comment with https://example.org/comment
   over two lines https://example.org/comment
.. image:: https://example.org/i.png
   :target: https://example.org/j
.. code:: python

   https://example.org/code

.. note:: See https://example.org/k

Literal::

   https://example.org/literal

After it https://example.org/l
"""


def test_links_of_restructuredtext_are_docutils_own():
    assert [(url.removeprefix("https://example.org/"), line) for url, _, line, _ in found(REST, "rst")] == [
        ("a", 4), ("bc", 4), ("e_fg", 5), ("h", 5), ("d", 5), ("https://doi.org/10.1000/xyz", 6), ("i", 11), ("i.png", 15),
        ("j", 15), ("k", 21), ("l", 27),
    ]  # fmt: skip


def test_a_label_is_read_where_its_paragraph_is_too_long_to_be_parsed_whole():
    text = "word *word* " * 500 + "\nsee [a label\nthat wraps](https://example.org/a) here"
    assert found(text, "markdown") == [("https://example.org/a", "a label that wraps", 3, 13)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("rst", "`" + " " * 200_000), ("rst", "`a <" * 50_000), ("rst", "``a " * 50_000), ("rst", ".. image:: x\n" + "\n" * 200_000 + "x"),
        ("rst", "`a <https://a.example/b>`_ " * 8_000), ("html", "<base " * 100_000), ("html", f"<img srcset='{'a, ' * 200_000}'>"),
        ("html", "<a href='&" + "amp" * 100_000 + "'>"), ("markdown", "[a\n" * 20_000), ("markdown", "![a](" * 20_000),
    ],
)  # fmt: skip
def test_no_page_makes_its_links_take_long(kind, text):
    began = time.process_time()
    found(text, kind)
    assert time.process_time() - began < 8
