"""Chunks → entries, in processes beside this one: so many at a time as memory allows, and in the order they came."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from ccsvi_refs.errors import InputError
from ccsvi_refs.registries.mirror import entries
from ccsvi_refs.registries.mirror.entries import Chunk, Parsed

#: Chunks under way for each process.
_AHEAD = 2


def parsed(chunks: Iterable[Chunk], jobs: int) -> Iterator[Parsed]:
    """Yield what became of each chunk, in order; one job is done in this process."""
    if jobs <= 1:
        yield from map(entries.parsed, chunks)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_until_orphaned)
    waiting: deque[Future[Parsed]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(entries.parsed, chunk))
            if len(waiting) > jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise InputError(
            "a process that read records was killed (for want of memory?); the same command goes on where this stopped"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _until_orphaned() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
