"""Sphinx's settings: Markdown pages, the API reference from the docstrings, and what the theme leaves to be done."""

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

from ccsvi_refs import __version__

sys.path.insert(0, str(Path(__file__).parent))

project = "ccsvi_refs"
author = "The ccsvi_refs authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "ccsvi_refs.sphinx", "options"]
html_theme = "furo"
html_title = f"ccsvi_refs {release}"
html_favicon = "icon.svg"
html_show_sourcelink = False
html_copy_source = False
exclude_patterns = ["reference/schemas"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
# A build asks nobody. The page on rules shows what is wrong with citations.
ccsvi_refs_offline = True
ccsvi_refs_exclude = ["reference/rules.md"]

#: What Sphinx and the theme write, and what people need who read with a keyboard or a screen reader.
ACCESSIBLE = (
    (r'<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">'),
    (r'<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="All pages">'),
    (r'<aside class="(toc-drawer[^"]*)">', r'<aside class="\1" aria-label="On this page">'),
    (r"<pre>", '<pre tabindex="0">'),
    (r'<div class="(table-wrapper[^"]*)">', r'<div class="\1" tabindex="0">'),
    (r'<th class="head"><p></p></th>', "<td></td>"),
)


def make_accessible(app: Sphinx, failure: Exception | None) -> None:
    """Put what is missing into each page that was written; what was put in before is not found again."""
    for path in () if failure or app.builder.format != "html" else Path(app.outdir).rglob("*.html"):
        text = was = path.read_text("utf-8")
        for pattern, becomes in ACCESSIBLE:
            text = re.sub(pattern, becomes, text)
        if path.name == "search.html" and "<h1" not in text:
            text = text.replace('<div id="search-results">', '<h1>Search</h1>\n<div id="search-results">')
        if text != was:
            path.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Have it done after each build."""
    app.connect("build-finished", make_accessible)
