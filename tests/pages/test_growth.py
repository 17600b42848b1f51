"""Four times as much of a page is four times the work for every kind of page: calls are counted, not seconds."""

import io
import json
import zipfile

import pytest

from ccsvi_refs.pages import kinds, loading, weighing
from tests.formats.test_growth import counted

PRINTED = "Okafor B{0}, Marlow K. Sediment {0} and its grains. J Shallow Seas 2001;{0}(2):{0}-9. doi:10.5555/s.{0}"
#: Kind of page and what is repeated → what stands before it, it, what stands after it, and what is repeated there.
SHAPES = {
    "text entries": ("References\n\n", "{0}. " + PRINTED + "\n", ""),
    "markdown entries": ("# References\n\n", "{0}. " + PRINTED + "\n", ""),
    "markdown footnotes": ("# A\n\n", "Said.[^{0}]\n\n[^{0}]: " + PRINTED + "\n\n", ""),
    "markdown links": ("# A\n\n", "Said [so][r{0}].\n\n[r{0}]: https://example.org/{0}\n\n", ""),
    "markdown rows": ("# References\n\n|n|work|\n|-|-|\n", "|{0}|" + PRINTED + "|\n", ""),
    "html entries": ("<h2>References</h2><ol>", "<li>" + PRINTED + "</li>\n", "</ol>"),
    "html raised": ("<p>", "said<sup>{0}</sup> and ", "</p><h2>References</h2><ol>", "<li>" + PRINTED),
    "html anchors": ("<p>", "<a id=a{0} href='#a{0}'>{0}</a> <a href='https://example.org/{0}#a{0}'>so</a> ", "</p>"),
    "rst entries": ("References\n==========\n\n", ".. [k{0}] " + PRINTED + "\n\n", ""),
    "rst targets": ("A\n=\n\n", "Said `so {0}`_.\n\n.. _so {0}: https://example.org/{0}\n\n", ""),
    "latex entries": ("\\begin{{thebibliography}}{{9}}\n", "\\bibitem{{k{0}}} " + PRINTED + "\n", "\\end{{thebibliography}}\n"),
    "latex citations": ("", "Said \\cite{{k{0}}}.\n", "\\begin{{thebibliography}}{{9}}\n", "\\bibitem{{k{0}}} " + PRINTED + "\n"),
    "org entries": ("* References\n", "{0}. " + PRINTED + "\n", ""),
    "org footnotes": ("* A\n", "Said.[fn:{0}]\n\n[fn:{0}] " + PRINTED + "\n\n", ""),
    "asciidoc entries": ("== References\n\n", "* [[k{0}]] " + PRINTED + "\n", ""),
    "mediawiki entries": ("== References ==\n", "# " + PRINTED + "\n", ""),
    "mediawiki notes": ("== A ==\n", "Said.<ref name=a{0}>" + PRINTED + "</ref><ref name=a{0}/>\n\n", ""),
    "mediawiki templates": ("== A ==\n", "Said.<ref>{{{{cite journal|title=Sediment {0}|year=2001|last=Okafor}}}}</ref>\n\n", ""),
    "rtf paragraphs": ("{{\\rtf1 References\\par ", "{0}. " + PRINTED + "\\par ", "}}"),
    "jats entries": ("<article><back><ref-list>", "<ref id='r{0}'><mixed-citation>" + PRINTED + "</mixed-citation></ref>",
                     "</ref-list></back></article>"),
    "tei entries": ("<TEI><text><listBibl>", "<bibl>" + PRINTED + "</bibl>", "</listBibl></text></TEI>"),
    "latex items": ("\\section{{References}}\n\\begin{{itemize}}\n", "\\item " + PRINTED + "\n", "\\end{{itemize}}\n"),
    "docx paragraphs": ("<w:p><w:r><w:t>References</w:t></w:r></w:p>", "<w:p><w:r><w:t>{0}. " + PRINTED + "</w:t></w:r></w:p>", ""),
    "odt paragraphs": ("<text:p>References</text:p>", "<text:p>{0}. " + PRINTED + "</text:p>", ""),
    "epub paragraphs": ("<h2>References</h2>", "<p>{0}. " + PRINTED + "</p>", ""),
    "mhtml entries": ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<h2>References"
                      "</h2><ol>", "<li>" + PRINTED + "</li>\n", "</ol>\n--b--\n"),
    "ipynb cells": ("", PRINTED, ""),
    "citations of all": ("# A\n\n", "Said in [{0}] and [1-{0}].\n\n", "# References\n\n", "{0}. " + PRINTED + "\n"),
}  # fmt: skip
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
#: Kind of archive → its part, and what stands around what is repeated.
ARCHIVES = {
    "docx": ("word/document.xml", f"<w:document xmlns:w='{_WORD}'><w:body>", "</w:body></w:document>"),
    "odt": ("content.xml", f"<o:document-content xmlns:o='{_ODF}:office:1.0' xmlns:text='{_ODF}:text:1.0'><o:body><o:text>",
            "</o:text></o:body></o:document-content>"),
    "epub": ("a.xhtml", "<html><body>", "</body></html>"),
}  # fmt: skip


def page(shape, number):
    """Return a page's kind and bytes."""
    kind = shape.partition(" ")[0].replace("citations", "markdown")
    before, repeated, after, *again = SHAPES[shape]
    parts = [repeated.format(each) for each in range(1, number + 1)]
    more = [part.format(each) for part in again for each in range(1, number + 1)]
    text = before.format() + "".join(parts) + after.format() + "".join(more)
    if kind == "ipynb":
        cells = [{"cell_type": "markdown", "source": ["# References\n", *(part + "\n\n" for part in parts)]}]
        text = json.dumps({"nbformat": 4, "cells": cells})
    if kind not in ARCHIVES:
        return kind, text.encode()
    name, begin, end = ARCHIVES[kind]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, begin + text + end)
    return kind, file.getvalue()


def work(shape, number):
    """Return how much was found, and how many calls of functions that took."""
    kind, data = page(shape, number)
    weighing._read.cache_clear()  # strings of the pages before
    found, calls = counted(lambda: loading.load(io.BytesIO(data), kind))
    return len(found) + len(found.links) + len(found.citations), calls


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_takes_four_times_the_calls(shape):
    work(shape, 1)  # what is loaded once
    (few, first), (many, then) = work(shape, 10), work(shape, 40)
    assert few >= 10, "nothing is found in it"
    assert many >= 3 * few
    assert then <= 4.4 * first


def test_every_kind_of_page_is_counted():
    assert {page(shape, 1)[0] for shape in SHAPES} == set(kinds.KINDS) - {"pdf"}  # pdfium reads it
