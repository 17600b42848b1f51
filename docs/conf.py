"""Sphinx's settings: Markdown pages, and the API reference from the docstrings."""

from ccsvi_refs import __version__

project = "ccsvi_refs"
author = "The ccsvi_refs authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "alabaster"
html_theme_options = {"description": "Keeps a page's references true", "page_width": "1080px"}
exclude_patterns = ["reference/schemas"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
