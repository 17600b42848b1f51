"""Sphinx's settings: Markdown pages, and the API reference from the docstrings."""

from ccsvi_refs import __version__

project = "ccsvi_refs"
author = "The ccsvi_refs authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "ccsvi_refs.sphinx"]
html_theme = "alabaster"
html_theme_options = {"description": "Keeps a page's references true", "page_width": "1080px"}
exclude_patterns = ["reference/schemas"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
# A build asks nobody. These pages show what is wrong with lists of references, and have headings like theirs.
ccsvi_refs_offline = True
ccsvi_refs_exclude = [
    "how-to/fix-*",
    "how-to/in-documentation-builds.md",
    "how-to/pull-requests-from-strangers.md",
    "reference/rules.md",
]
