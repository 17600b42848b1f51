"""Work that takes long: done in a thread of its own, its progress told, ended when the client no longer wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError

from ccsvi_refs.api import OnProgress
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.examining import Job, Stage
from ccsvi_refs.settings import Settings

Result = TypeVar("Result")

#: Seconds for what one call asks registries, and for the links it checks; what was not asked by then is said.
REGISTRIES, LINKS = 120.0, 120.0
#: Seconds for a call in all: reading and judging take their time as well.
WHOLE = 420.0
#: Calls at work at once; others wait. The services' limits hold for all of them together.
_AT_ONCE = 2
#: Seconds between two words about the progress.
_PAUSE = 0.2


@dataclass(slots=True)
class Desk:
    """What all calls have in common: whom to ask, and that few work at once."""

    job: Job
    places: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_AT_ONCE))

    def __post_init__(self) -> None:
        self.job = replace(self.job, settings=bounded(self.job.settings))


class _Unwanted(Exception):  # noqa: N818 - not an error: nobody waits for the outcome
    """The client has cancelled the call, or is gone."""


@dataclass(slots=True)
class Moved:
    """How far a call is, as the thread that works and the loop that tells of it both see it."""

    stages: int = 0
    share: float = 0.0
    what: str = ""
    unwanted: bool = False

    @contextmanager
    def stage(self, what: str) -> Iterator[OnProgress]:
        """Yield what hears how many of how many are done; it raises where nobody waits for them any more."""
        self._begin(what)
        yield self._hear

    def _begin(self, what: str) -> None:
        if self.unwanted:
            raise _Unwanted
        self.stages, self.share, self.what = self.stages + 1, 0.0, what

    def _hear(self, done: int, total: int) -> None:
        if self.unwanted:
            raise _Unwanted
        self.share = min(done / total, 1.0) if total else 1.0
        self.what = f"{self.what.partition(':')[0]}: {done} of {total}"

    @property
    def so_far(self) -> float:
        """The stages done and the share of the present one; it never falls."""
        return max(self.stages - 1, 0) + self.share


def bounded(settings: Settings) -> Settings:
    """Return settings by which no run takes longer than an assistant waits."""
    links = replace(settings.links, deadline=min(settings.links.deadline, LINKS))
    return replace(settings, deadline=min(settings.deadline, REGISTRIES), links=links)


async def run(desk: Desk, context: Context[Any, Any], work: Callable[[Stage], Result]) -> Result:
    """Return what work comes to; ToolError with a sentence where it comes to nothing."""
    moved = Moved()
    outcome: list[Result] = []
    trouble: list[str] = []
    async with anyio.create_task_group() as group:
        group.start_soon(_tell, context, moved)
        try:
            with anyio.fail_after(WHOLE):
                done = partial(_outcome, work, moved)
                found, wrong = await anyio.to_thread.run_sync(done, abandon_on_cancel=True, limiter=desk.places)
            outcome += found
            trouble += wrong
        except TimeoutError:
            trouble.append(f"It took longer than {WHOLE:g} seconds and was given up: ask about less at a time.")
        finally:
            moved.unwanted = True
            group.cancel_scope.cancel()
    if trouble:
        raise ToolError(trouble[0])
    return outcome[0]


def _outcome(work: Callable[[Stage], Result], moved: Moved) -> tuple[list[Result], list[str]]:
    """Return what work comes to, or a sentence that says what is wrong."""
    try:
        return [work(moved.stage)], []
    except CcsviRefsError as error:
        return [], [str(error)]
    except _Unwanted:
        return [], ["The call was cancelled."]


async def _tell(context: Context[Any, Any], moved: Moved) -> None:
    """Tell the client about the progress, whenever there is some."""
    told = -1.0
    while True:
        await anyio.sleep(_PAUSE)
        if moved.what and moved.so_far > told:
            told = moved.so_far
            await context.report_progress(told, None, moved.what)
