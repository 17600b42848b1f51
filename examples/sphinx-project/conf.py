"""A Sphinx project whose references are checked while it is built: sphinx-build -b html . _build."""

project = "Veins and nerves"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "ccsvi_refs.sphinx"]
html_theme = "basic"
exclude_patterns = ["_build", "included"]
bibtex_bibfiles = ["works.bib"]

ccsvi_refs_offline = True
ccsvi_refs_report = "references.html"
