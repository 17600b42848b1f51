"""``sphinx-build -b ccsvi-refs``: the check alone, with its reports as output."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from sphinx.builders import Builder

from ccsvi_refs.sphinx.checking import NAME


class ReferencesBuilder(Builder):
    """Makes no pages: their references and links are checked once they are read, as in every build."""

    name = NAME
    epilog = "The references and links of %(project)s were checked: see references.html in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> Iterable[str]:
        """Return none: nothing is written of a document."""
        return ()

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002  # Sphinx gives it
        """Return nothing: no page is made."""
        return ""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing."""

    def write_doc(self, docname: str, doctree: Any) -> None:
        """Write nothing."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing, and resolve no document for it."""
