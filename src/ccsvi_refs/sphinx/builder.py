"""``sphinx-build -b ccsvi-refs``: the check alone, with its reports as output."""

from __future__ import annotations

from collections.abc import Iterable, Set
from pathlib import Path

from sphinx.builders import Builder
from sphinx.util import logging

from ccsvi_refs import building
from ccsvi_refs.sphinx.checking import NAME, Outcome

_REPORTS = ("references.txt", "references.json", "references.html")

_logger = logging.getLogger(__name__)


class ReferencesBuilder(Builder):
    """Makes no pages: it checks their references and links, and the build fails where something is wrong."""

    name = NAME
    epilog = "The references and links of %(project)s were checked: see references.html in %(outdir)s."
    allow_parallel = True
    outcome = Outcome()

    def get_outdated_docs(self) -> Iterable[str]:
        """Return all documents: whether one is as it was says nothing of what it cites."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002  # Sphinx gives it
        """Return nothing: no page is made."""
        return ""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write no documents."""

    def finish(self) -> None:
        """Write the reports, and let the build fail where something at or above ``ccsvi_refs_fail_on`` was found."""
        if self.outcome.checked is None:
            return
        for name in _REPORTS:
            building.write_report(self.outcome.checked.report, name, Path(self.outdir))
        if self.outcome.fails:
            self._app.statuscode = 1
