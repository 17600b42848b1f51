"""The documentation in a real browser: a few pages, or with CCSVI_REFS_DOCS=build/docs each page that was built there."""

import functools
import http.server
import os
import threading
import warnings
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: Pages with wide tables, code blocks, images and lists of them; what autodoc makes takes long.
FEW = ["index.md", "tutorial/*.md", "how-to/cite-with-pandoc-syntax.md", "reference/json.md"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a line on each."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of built pages: those that the environment names, or a few that are built here."""
    if built := os.environ.get("CCSVI_REFS_DOCS"):
        return Path(built).resolve()
    application = pytest.importorskip("sphinx.application")
    docutils = pytest.importorskip("sphinx.util.docutils")
    pytest.importorskip("furo")
    target = tmp_path_factory.mktemp("docs")
    few = {
        "include_patterns": FEW,
        "extensions": ["myst_parser", "options"],
        "suppress_warnings": ["myst.xref_missing", "toc"],
    }
    docs = ROOT / "docs"
    # What Sphinx registers is taken back, and its filters of warnings too: other builds follow in this process.
    with docutils.patch_docutils(docs), docutils.docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        application.Sphinx(
            docs, docs, target, target / ".doctrees", "html", confoverrides=few, status=None, warning=None
        ).build()
    return target


@pytest.fixture(scope="module")
def site(folder):
    """Return the address at which the pages are, for a browser lets little happen in files."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone_or_shuts_a_reader_out(tab, site, folder, accessible, scheme):
    page, pages = tab(360, scheme), sorted(folder.rglob("*.html"))
    assert len(pages) > len(FEW)
    faults = {}
    for path in pages:
        name = path.relative_to(folder).as_posix()
        page.goto(site + name)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found := [("wide", wide, "")] * (wide > 360) + accessible(page):
            faults[name] = found
    assert faults == {}


def test_the_search_finds_the_page_on_what_is_asked_for(tab, site):
    page = tab(360)
    page.goto(site + "search.html?q=citation+syntax+pandoc")
    page.wait_for_selector("#search-results li a", timeout=10000)
    assert "Write a page’s citations in a style" in page.inner_text("#search-results")
