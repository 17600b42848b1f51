"""The tool ``check_link``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from pydantic import BaseModel, Field

from ccsvi_refs import api, links
from ccsvi_refs.examining import Stage
from ccsvi_refs.location import Location
from ccsvi_refs.mcp import shapes, taking, telling
from ccsvi_refs.mcp.annotating import ASKS
from ccsvi_refs.mcp.running import Desk, run
from ccsvi_refs.model import Bibliography, Link, Reference
from ccsvi_refs.text import naming

_SAYS = """\
Check whether web addresses are alive, and whether each leads to the work it is said to lead to. Use it before you
give a link as a source. The verdict says what is proven: a bot wall (blocked) is no dead page, and a page that
answers 200 but says "not found" is no live one. Only public addresses are asked. The text of pages is not returned."""


class Address(BaseModel):
    """An address, and the work it is said to lead to."""

    url: str = Field(description="An http or https address.", max_length=4_000)
    work: taking.Citation | None = Field(None, description="The work it is said to lead to, if any.")


def add(server: MCPServer, desk: Desk) -> None:
    """Give a server the tool."""

    @server.tool(title="Check links and where they lead", description=_SAYS, annotations=ASKS)
    async def check_link(
        addresses: Annotated[
            list[Address | str],
            Field(description="Addresses, alone or with their works.", max_length=taking.MOST_LINKS),
        ],
        context: Context[Any, Any],
    ) -> shapes.Links:
        return await run(desk, context, lambda stage: _checked(addresses, desk, stage))


def _checked(addresses: list[Address | str], desk: Desk, stage: Stage) -> shapes.Links:
    asked = [Address(url=each, work=None) if isinstance(each, str) else each for each in addresses]
    works = [each.work for each in asked if each.work is not None]
    page = taking.citations(works, taking.MOST_LINKS) if works else Bibliography()
    known = iter(_known(page, desk, stage))
    named = [next(known) if each.work is not None else None for each in asked]
    pairs = [
        Link(each.url.strip(), "", Location("<addresses>", number), work.id if work else "")
        for number, (each, work) in enumerate(zip(asked, named, strict=True), 1)
    ]
    with stage("Checking links") as moved:
        found = links.check(pairs, {work.id: work for work in named if work}, desk.job.settings, moved)
    shown = [telling.clean(status.as_json()) for status in found]
    return shapes.Links.model_validate({"links": shown})


def _known(page: Bibliography, desk: Desk, stage: Stage) -> list[Reference]:
    """Return the works; of one that is only named by an identifier, what the registries have of it."""
    numbers = [taking.number_of(one) for one in page]
    firsts = [one for at, one in enumerate(page) if numbers[at] not in numbers[:at]]
    bare = [one for one in firsts if naming.is_bare(replace(one, mention=None))]
    if not bare:
        return firsts
    with stage("Resolving") as moved:
        found = api.resolve(bare, settings=desk.job.settings, registries=desk.job.registries, progress=moved)
    records = {each.id: each.reference.with_fields(id=each.id) for each in found if each.reference}
    return [records.get(one.id, one) for one in firsts]
