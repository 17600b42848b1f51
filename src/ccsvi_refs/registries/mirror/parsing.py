"""Chunks → entries, in processes beside this one: so many at a time as memory allows, and in the order they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from ccsvi_refs import processes
from ccsvi_refs.errors import InputError
from ccsvi_refs.registries.mirror import entries
from ccsvi_refs.registries.mirror.entries import Chunk, Parsed

#: Chunks under way for each process.
_AHEAD = 2


def parsed(chunks: Iterable[Chunk], jobs: int) -> Iterator[Parsed]:
    """Yield what became of each chunk, in order; one job is done in this process."""
    return _beside(iter(chunks), jobs) if jobs > 1 else map(entries.parsed, chunks)


def _beside(chunks: Iterator[Chunk], jobs: int) -> Iterator[Parsed]:
    # Whoever only asks a mirror does not wait for these.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), processes.until_orphaned)
    try:
        waiting = deque(pool.submit(entries.parsed, chunk) for chunk in islice(chunks, jobs * _AHEAD))
        while waiting:
            found = waiting.popleft().result()
            waiting.extend(pool.submit(entries.parsed, chunk) for chunk in islice(chunks, 1))
            yield found
    except BrokenProcessPool as error:
        raise InputError(
            "a process that read records was killed (for want of memory?); the same command goes on where this stopped"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
