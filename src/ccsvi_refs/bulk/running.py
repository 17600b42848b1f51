"""The run over a long file: pieces of it at work at once, their answers in the order of the lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from itertools import islice
from typing import Any

from ccsvi_refs.bulk import answering
from ccsvi_refs.bulk.answering import Task
from ccsvi_refs.bulk.reading import Line
from ccsvi_refs.errors import InputError

#: Lines of a piece: where registries answer in batches, a longer piece asks less; a mirror answers each by itself.
PIECE, PIECE_OF_MIRROR, PIECE_OF_LINKS = 400, 50, 2_000
#: Pieces at work for each process, so that none waits for lines.
_AHEAD = 3

Answers = tuple[Sequence[Line], list[str]]


def answers(lines: Iterable[Line], task: Task, executor: Executor | None = None, workers: int = 1) -> Iterator[Answers]:
    """Yield pieces of the lines with an answer to each, in order.

    ``executor`` is any of ``concurrent.futures``, or one like them; without it the work is done here. ``workers`` is
    how many processes it has. An answer is a JSON object and a line end. What a worker raises is raised here, with
    nothing of its piece answered.
    """
    if task.work == "links":
        yield from _linked(lines, task, executor, workers)
    elif executor is None:
        yield from ((piece, answering.answered(task, piece)) for piece in _pieces(lines, _size(task)))
    else:
        yield from _ahead(
            _pieces(lines, _size(task)), lambda piece: executor.submit(answering.answered, task, piece), workers
        )


def _size(task: Task) -> int:
    return PIECE_OF_MIRROR if set(task.registries) <= {"mirror"} else PIECE


def _pieces(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """Yield the lines some at a time; those that were read before reading failed come first."""
    rest = iter(lines)
    failed = None
    while not failed:
        piece: list[Line] = []
        try:
            piece.extend(islice(rest, size))
        except InputError as error:
            failed = error
        if not piece:
            break
        yield piece
    if failed:
        raise failed


def _ahead(pieces: Iterator[list[Line]], submit: Callable[..., Future[list[str]]], workers: int) -> Iterator[Answers]:
    """Yield the answers to pieces in order, while those that follow are at work."""
    waiting: deque[tuple[list[Line], Future[list[str]]]] = deque()
    failed = None
    try:
        while True:
            try:
                piece = None if failed else next(pieces, None)
            except InputError as error:
                piece, failed = None, error
            if piece:
                waiting.append((piece, submit(piece)))
            if not waiting:
                break
            if not piece or len(waiting) >= _AHEAD * workers:
                first, future = waiting.popleft()
                yield first, future.result()
        if failed:
            raise failed
    finally:
        for _, future in waiting:
            future.cancel()


def _linked(lines: Iterable[Line], task: Task, executor: Executor | None, workers: int) -> Iterator[Answers]:
    """Yield the answers to pieces of lines with links, one piece after the other: a host has one process at a time."""
    for piece in _pieces(lines, PIECE_OF_LINKS):
        found, parts = answering.by_hosts(task, piece, max(workers, 1))
        check = partial(answering.checked, answering.shared(task, len(parts)) if len(parts) > 1 else task)
        said = [check(part) for part in parts] if executor is None else _beside(executor, check, parts)
        yield piece, answering.joined(piece, found, parts, said)


def _beside(executor: Executor, check: Callable[..., Any], parts: Sequence[Any]) -> list[Any]:
    under_way = [executor.submit(check, part) for part in parts]
    try:
        return [future.result() for future in under_way]
    finally:
        for future in under_way:
            future.cancel()
