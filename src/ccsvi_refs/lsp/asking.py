"""The registries and sites, asked beside the loop that listens to the editor, for as long as it wants that."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from ccsvi_refs import examining
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.model import Bibliography

T = TypeVar("T")
#: Hears the name of a stage, how many are done, and of how many.
Report = Callable[[str, int, int], None]
#: Seconds between two reports.
_APART = 0.1


class StoppedError(BaseException):
    """The answers are not wanted any more; no handler of errors on the way is meant to take it for one."""


def ask(page: Bibliography, job: Job, stop: threading.Event, report: Report) -> Facts:
    """Return what the registries know of a page's references, and what became of its links; StoppedError when told."""

    @contextmanager
    def stage(name: str) -> Iterator[Callable[[int, int], None]]:
        said = 0.0

        def moved(done: int, total: int) -> None:
            nonlocal said
            if stop.is_set():
                raise StoppedError
            if time.monotonic() - said >= _APART or done == total:
                said = time.monotonic()
                report(name, done, total)

        yield moved

    if stop.is_set():
        raise StoppedError
    return next(examining.asked([page], job, stage))


def in_thread(function: Callable[[], T]) -> asyncio.Future[T]:
    """Return what will be the result of a function, run in a thread that nobody waits for at the end."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(put: Callable[[Any], None], value: object) -> None:
        if not future.done():
            put(value)

    def run() -> None:
        put: Callable[[Any], None] = future.set_result
        value: object
        try:
            value = function()
        except BaseException as error:  # whatever it is, whoever awaits the result is to have it
            put, value = future.set_exception, error
        with suppress(RuntimeError):  # the loop is closed: the editor has gone
            loop.call_soon_threadsafe(settle, put, value)

    threading.Thread(target=run, name="ccsvi-refs", daemon=True).start()
    return future
