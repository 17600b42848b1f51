"""The HTML report in a real browser."""

import pytest

import ccsvi_refs as refs
from ccsvi_refs.api import report


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    page = refs.ccsvi()
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report(refs.audit(page, registries=(), links=False), "html", page=page), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(tab, written, width, scheme):
    page = tab(width, scheme)
    page.goto(written)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
