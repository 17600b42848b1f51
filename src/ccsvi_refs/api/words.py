"""The words that the library's functions take, and what they may be given for references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from ccsvi_refs.model import Bibliography, Reference

#: What :func:`load` reads, where the suffix does not say it.
InputFormat = Literal[
    "text", "markdown", "html", "rst", "latex", "org", "asciidoc", "mediawiki", "ipynb", "jats", "tei", "mhtml", "rtf",
    "docx", "odt", "epub", "pdf", "jsonl", "bibtex", "biblatex", "cff", "crossref", "crossref-xml", "csl-json",
    "hayagriva", "csl-yaml", "csv", "endnote", "mods", "nbib", "pubmed", "refer", "refworks", "ris", "wos",
    "word-sources", "zotero-rdf",
]  # fmt: skip
#: What :func:`dump` writes.
DataFormat = Literal["bibtex", "biblatex", "ris", "nbib", "csl-json", "csl-yaml"]
#: What :func:`render` writes.
Target = Literal["text", "html", "markdown", "latex", "rtf", "typst"]
#: What :func:`report` writes.
ReportFormat = Literal["text", "json", "github", "sarif", "junit", "markdown", "html"]
#: The engines that render.
Engine = Literal["ccsvi", "citeproc-py"]

#: References: a bibliography or a path to one, one reference, or several, each also as a CSL-JSON item.
Source = Bibliography | Reference | str | Path | Mapping[str, Any] | Iterable[Reference | Mapping[str, Any]]
#: Hears how many are done, and of how many.
OnProgress = Callable[[int, int], None]
