"""The tools ``render`` and ``find_styles``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from pydantic import Field

from ccsvi_refs import api, rendering
from ccsvi_refs.api import Target
from ccsvi_refs.errors import StyleError
from ccsvi_refs.examining import Stage
from ccsvi_refs.mcp import shapes, taking, telling
from ccsvi_refs.mcp.annotating import ASKS, KNOWS
from ccsvi_refs.mcp.running import Desk, run
from ccsvi_refs.model import Reference
from ccsvi_refs.pages.keys import keyed
from ccsvi_refs.resolving import Resolution

#: Styles that are listed; a word that finds more is too short.
_MOST_STYLES = 50
_RENDER = """\
Print a bibliography in a citation style, one of some 10,000 CSL styles. Identifiers and printed references are looked
up in the registries first, and printed from the record that matches; CSL-JSON items are printed as they are. What has
no match, or several, is not printed but named in left_out with the reason. Use it in place of formatting references
yourself."""
_STYLES = """\
Find citation styles by a word of their name or title (a journal, a publisher, a school). render takes their names,
and what people call them: vancouver, nejm, harvard, chicago, apa, mla."""


def add(server: MCPServer, desk: Desk) -> None:
    """Give a server the tools."""

    @server.tool(title="Print references in a citation style", description=_RENDER, annotations=ASKS)
    async def render(
        references: Annotated[
            list[taking.Citation], Field(description="What is to be printed.", max_length=taking.MOST_CITATIONS)
        ],
        style: Annotated[str, Field(description="A style's name, such as apa or nature; find_styles lists them.")],
        context: Context[Any, Any],
        to: Annotated[Target, Field(description="What the bibliography is written in.")] = "text",
        locale: Annotated[str | None, Field(description="A language, such as de-DE; else the style's own.")] = None,
    ) -> shapes.Rendered:
        return await run(desk, context, lambda stage: _rendered(references, (style, to, locale), desk, stage))

    @server.tool(title="Find citation styles", description=_STYLES, annotations=KNOWS)
    async def find_styles(
        word: Annotated[str, Field(description="A part of the name or title.", min_length=1, max_length=200)],
        context: Context[Any, Any],
    ) -> shapes.Styles:
        return await run(desk, context, lambda _: _styles(word))


def _styles(word: str) -> shapes.Styles:
    found = [shapes.Style(name=name, title=title) for name, title in rendering.style_names(word.strip())]
    return shapes.Styles(styles=list(islice(found, _MOST_STYLES)), found=len(found))


def _rendered(
    given: Sequence[str | dict[str, Any]], how: tuple[str, Target, str | None], desk: Desk, stage: Stage
) -> shapes.Rendered:
    name, to, locale = how
    style = _style(name)
    page = taking.citations(given)
    looked_up = [one for one in page if isinstance(given[taking.number_of(one) - 1], str)]
    with stage("Resolving") as moved:
        found = api.resolve(looked_up, settings=desk.job.settings, registries=desk.job.registries, progress=moved)
    by_id = {resolution.id: resolution for resolution in found}
    printed = keyed([record for one in page if (record := _record(one, by_id))])
    made = rendering.entries(printed, style, to, locale=locale)
    answer = {
        "style": style.source.name,
        "text": rendering.framed(made, to),
        "entries": [{"id": key, "text": text} for key, text in made.entries],
        "left_out": [
            *(_left_out(resolution) for resolution in found if resolution.status != "matched"),
            *({"number": 0, "id": each.item_id, "status": "refused", "why": each.message} for each in made.refused),
            *(
                {"number": 0, "id": getattr(each, "item_id", ""), "status": "remark", "why": each.message}
                for each in made.remarks
            ),
            *(
                {"number": 0, "id": key, "status": "omitted", "why": "The style prints nothing."}
                for key in made.omitted
            ),
        ],
    }
    return shapes.Rendered.model_validate(telling.clean(answer))


def _style(name: str) -> rendering.Style:
    try:
        return rendering.Style.named(name)
    except StyleError as error:
        raise StyleError(f"{error.message.partition(': `')[0]}; find_styles finds styles by a word.") from None


def _record(reference: Reference, found: dict[str, Resolution]) -> Reference | None:
    """Return what is printed for a reference: the record of what was looked up, or the item itself."""
    resolution = found.get(reference.id)
    if resolution is None:
        return replace(reference, mention=None)
    return resolution.reference.with_fields(id=None) if resolution.reference else None


def _left_out(resolution: Resolution) -> dict[str, Any]:
    number, why = taking.number_of(resolution.cited), telling.said(resolution)
    return {"number": number, "id": resolution.id, "status": resolution.status, "why": why}
