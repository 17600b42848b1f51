"""The tools ``audit_text`` and ``audit_references``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from pydantic import Field

from ccsvi_refs import examining
from ccsvi_refs.correcting import Correction
from ccsvi_refs.examining import Stage
from ccsvi_refs.mcp import shapes, taking, telling
from ccsvi_refs.mcp.annotating import ASKS
from ccsvi_refs.mcp.running import Desk, run
from ccsvi_refs.model import Bibliography
from ccsvi_refs.reports import Report, summary
from ccsvi_refs.reports.report import asking, found, intake

_TEXT = """\
Say what is wrong with the references, in-text citations and links of a text: a page, an article, a bibliography in
Markdown, HTML, LaTeX, reStructuredText, BibTeX, RIS and others. Each reference is looked up in the registries;
findings say in which field it differs, what is registered, who says so, and what should stand instead; retractions,
duplicates, citations without an entry, dead links and links to other works are found as well. Quotations and numbers
that the text gives of a cited work are compared with the work's abstract, where it can be read. Entries that could
not be read and registries that could not be asked are counted in the summary: never report a text as clean without
them. Give the text itself: files are not read."""
_LIST = """\
Check references that were just written, each as one string (or as a CSL-JSON item): before you show a list of
references that you have written from memory, or that somebody has sent. For each it says whether a registry has a
matching record, in which fields it differs, and how the corrected reference reads. Where none is found, pass on the
words "no matching record found in … on …" with the registries and the date; never call a reference invented."""
_CHECKS_LINKS = Annotated[bool, Field(description="Whether the links are checked, too, which takes longer.")]


def add(server: MCPServer, desk: Desk) -> None:
    """Give a server the tools."""

    @server.tool(title="Say what is wrong with a text's references and links", description=_TEXT, annotations=ASKS)
    async def audit_text(
        text: taking.Text,
        context: Context[Any, Any],
        format: taking.Format = "auto",  # noqa: A002  # the word that the command and the library use
        check_links: _CHECKS_LINKS = True,
    ) -> shapes.Audit:
        return await run(desk, context, lambda stage: _audit(taking.page(text, format), desk, stage, check_links))

    @server.tool(title="Check references that were just written", description=_LIST, annotations=ASKS)
    async def audit_references(
        references: Annotated[
            list[taking.Citation],
            Field(description="The references, in their order.", max_length=taking.MOST_CITATIONS),
        ],
        context: Context[Any, Any],
        check_links: _CHECKS_LINKS = False,
    ) -> shapes.Audit:
        return await run(desk, context, lambda stage: _audit(taking.citations(references), desk, stage, check_links))


def _audit(page: Bibliography, desk: Desk, stage: Stage, checks_links: bool) -> shapes.Audit:
    report = examining.report([page], replace(desk.job, links=checks_links), stage)
    answer = {
        "said": _said(report),
        "findings": [finding.as_json() for finding in report.findings],
        "corrected": [_corrected(each) for each in examining.put_right(report).corrected],
        "summary": summary(report),
    }
    return shapes.Audit.model_validate(telling.clean(answer))


def _corrected(each: Correction) -> dict[str, Any]:
    left = [finding.message for finding in each.left]
    return {"reference": each.id, "number": each.number, "text": each.text, "not_placed": left}


def _said(report: Report) -> str:
    """Return what was read, asked and found, in the words that the report in text ends with."""
    counts = summary(report)
    return f"{intake(counts)}; {asking(report)}; {found(counts)}"
