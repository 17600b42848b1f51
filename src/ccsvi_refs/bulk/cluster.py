"""A Dask cluster as what runs the work, https://distributed.dask.org: whoever starts it says where its scheduler is.

The workers need this library, at the same version, and the mirror at the same path where one is asked. Work of a
worker that is lost goes to another; what was written is not asked for again.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, cast

from ccsvi_refs._version import __version__
from ccsvi_refs.bulk import marking
from ccsvi_refs.bulk.answering import Task
from ccsvi_refs.errors import CcsviRefsError, ServiceError, SettingsError

#: Seconds to wait for a scheduler, for a first worker of it, and for another when all are lost; between looks.
_PATIENCE, _LOOK = 20.0, 2.0
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|wss?)://)?(?:\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):\d{1,5}")
#: They tell of every worker that is lost with a traceback; what becomes of the run is told here.
_LOUD = ("distributed", "distributed.client", "distributed.core", "tornado.application")
_SILENT = "the scheduler does not answer any more"
_ENDED = "a process was ended (for want of memory?)"
Result = TypeVar("Result")


class _Crew(Executor):
    """A cluster's executor; what is under way there is given up, with a ``reason``, when nobody is left to do it."""

    def __init__(self, inner: Executor, client: Any) -> None:
        self._inner, self._client = inner, client
        self._waiting: set[Future[Any]] = set()
        self._reason = ""

    @property
    def reason(self) -> str:
        """Why calls are given up that nobody makes, in words; empty where they are made."""
        return self._reason or ("" if self._client.status == "running" else _SILENT)

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Return the future of a call that a worker makes."""
        future = self._inner.submit(fn, *args, **kwargs)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        if self._reason:
            future.cancel()
        return future

    def give_up(self, reason: str) -> None:
        """Let whoever waits for a call go on."""
        self._reason = reason
        for future in list(self._waiting):
            future.cancel()


@contextmanager
def executor(address: str, task: Task) -> Iterator[tuple[Executor, int]]:
    """Yield what runs work on the cluster of a scheduler, ``tcp://host:8786``, and how many processes it has.

    SettingsError without the package distributed or for what is no address, ServiceError where there is no scheduler,
    no worker, or one with another version of this library or another mirror.
    """
    if not _ADDRESS.fullmatch(address):
        raise SettingsError(f"--scheduler {address!r} is no address such as tcp://scheduler:8786")
    try:
        from distributed import Client
    except ImportError:
        raise SettingsError('a scheduler needs the extra: pip install "ccsvi-refs[dask]"') from None
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ServiceError(f"no scheduler answers at {address}: {error}", "Dask") from None
    ended = threading.Event()
    with client:
        workers = _workers(client, address, task)
        crew = _Crew(cast(Executor, client.get_executor(retries=2)), client)
        threading.Thread(target=_watch, args=(client, crew, ended), daemon=True).start()
        try:
            yield crew, workers
        finally:
            ended.set()


def _workers(client: Any, address: str, task: Task) -> int:
    """Return how many workers there are."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError):
        raise ServiceError(f"the scheduler at {address} has no workers", "Dask") from None
    versions = set(_asked(client, _version))
    if versions != {__version__}:
        others = ", ".join(sorted(str(one) for one in versions - {__version__}))
        raise ServiceError(f"workers have ccsvi_refs {others}, here it is {__version__}", "Dask")
    if (here := marking.mirror(task)) and (
        others := ", ".join(set(_asked(client, partial(marking.mirror, task))) - {here})
    ):
        raise ServiceError(f"workers have the mirror {others}, here it is {here}", "Dask")
    return len(client.nthreads())


def _asked(client: Any, what: Callable[[], str]) -> list[str]:
    """Return what each worker says."""
    try:
        return list(client.run(what).values())
    except CcsviRefsError as error:
        raise ServiceError(f"a worker cannot do it: {error}", "Dask") from None
    except Exception as error:  # whatever a worker lacks, it cannot run this
        raise ServiceError(f"a worker cannot run ccsvi_refs: {error}", "Dask") from None


def _version() -> str:
    """Return the version that a worker has."""
    return __version__


def _watch(client: Any, crew: _Crew, ended: threading.Event) -> None:
    """Give up what is under way when the scheduler, or the last worker, was gone for so long."""
    seen = time.monotonic()
    while not ended.wait(min(_LOOK, _PATIENCE / 2)):
        try:
            alive = client.status == "running" and bool(client.nthreads())
            gone = "the cluster has no workers any more"
        except Exception:  # whatever is said of it, it does not answer
            alive, gone = False, _SILENT
        if alive:
            seen = time.monotonic()
        elif time.monotonic() - seen > _PATIENCE:
            crew.give_up(gone)
            return


def lost(error: BaseException) -> bool:
    """Return whether a piece of work was given up because the workers that had it were lost."""
    return type(error).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError")


def why(executor: Executor | None) -> str:
    """Return why a piece of work was given up, in words."""
    return (executor.reason if isinstance(executor, _Crew) else "") or _ENDED
