"""The tool ``fix_text``."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from pydantic import Field

from ccsvi_refs import api
from ccsvi_refs.correcting.changes import CERTAIN, DOUBTFUL, Change
from ccsvi_refs.errors import InputError
from ccsvi_refs.examining import Stage
from ccsvi_refs.mcp import shapes, taking, telling
from ccsvi_refs.mcp.annotating import ASKS
from ccsvi_refs.mcp.running import Desk, run
from ccsvi_refs.pages.named import NOWHERE

_SAYS = """\
Put the references of a text right and return the whole text with the changes: years, volumes, issues, pages, missing
identifiers, works that have appeared since. Only what is wrong is changed, in its place and in the text's own manner;
all else stays to the letter. Nothing is written anywhere. Corrections that would make another work of an entry if the
match were wrong (titles, authors, journals, another work's identifier) are listed as doubtful, and made with unsafe:
show them first. Every change says which registry it rests on."""


def add(server: MCPServer, desk: Desk) -> None:
    """Give a server the tool."""

    @server.tool(title="Put the references of a text right", description=_SAYS, annotations=ASKS)
    async def fix_text(
        text: taking.Text,
        context: Context[Any, Any],
        format: taking.Format = "auto",  # noqa: A002  # the word that the command and the library use
        unsafe: Annotated[bool, Field(description="Make the doubtful changes, too.")] = False,
        rules: Annotated[list[str] | None, Field(description="Put right what breaks these rules alone.")] = None,
        references: Annotated[list[str] | None, Field(description="Put these references right alone, by id.")] = None,
    ) -> shapes.Fixed:
        choice = (unsafe, tuple(rules or ()), tuple(references or ()))
        return await run(desk, context, lambda stage: _fixed(text, format, choice, desk, stage))


def _fixed(
    text: str, form: str, choice: tuple[bool, Sequence[str], Sequence[str]], desk: Desk, stage: Stage
) -> shapes.Fixed:
    unsafe, rules, references = choice
    _check(rules, CERTAIN | DOUBTFUL, "No rule that is put right is called")
    _check(references, [one.id for one in taking.page(text, form)], "No reference of the text has the id")
    file = io.BytesIO(text.encode("utf-8", "replace"))
    file.name = NOWHERE
    with stage("Resolving") as moved:
        done = api.fix(
            file,
            taking.kind_of(text, form),  # type: ignore[arg-type]  # one of those names
            unsafe=unsafe,
            rules=rules,
            references=references,
            settings=desk.job.settings,
            registries=desk.job.registries,
            progress=moved,
        )
    answer = telling.clean(
        {
            "changes": [_change(each, done.old) for each in done.changes],
            "doubtful": [_change(each, done.old) for each in done.doubtful],
            "left": [finding.as_json() for finding in (*done.left, *done.unusual)],
        }
    )
    return shapes.Fixed.model_validate({"text": done.text, "diff": done.diff(), **answer})


def _check(named: Sequence[str], known: Collection[str], complaint: str) -> None:
    """Raise InputError where a name is none of those that are known."""
    for name in named:
        if name not in known:
            raise InputError(f"{complaint} {name!r}; there are: {', '.join(sorted(known)) or 'none'}.")


def _change(change: Change, old: str) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "reference": change.reference,
        "line": old.count("\n", 0, change.start) + 1,
        "text": change.text,
        "source": change.source,
        "asked_on": change.date,
    }
