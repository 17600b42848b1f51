"""``ccsvi-refs bulk``: files of any number of citation strings, one a line, answered one a line."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import click

from ccsvi_refs import bulk as bulks
from ccsvi_refs import processes
from ccsvi_refs.bulk import cluster
from ccsvi_refs.cli import asking
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, complain
from ccsvi_refs.errors import InputError, ServiceError
from ccsvi_refs.location import Location

#: Verdicts by which a link counts as wrong.
_BAD = frozenset({"broken", "mismatch", "retracted"})
_GZIP = b"\x1f\x8b"
#: How far a file was read that is packed; what runs the work, None for this process, and how many processes that is.
_Place = Callable[[], int] | None
_Crew = tuple[Executor | None, int]


def run(
    work: bulks.Work, registry: str | None, mirror: str | None, *, source: str, output: str, resume: bool, quiet: bool,
    offline: bool | None, jobs: int, scheduler: str | None,
) -> int:  # fmt: skip
    """Answer each line of INPUT."""
    chosen = settings(offline=offline, mirror=mirror)
    if scheduler is not None and chosen.mirror:  # the workers' folder is another
        chosen = replace(chosen, mirror=chosen.mirror.absolute())
    names = asking.registries(registry, mirror, chosen) if work != "links" else ()
    task = bulks.Task(work, chosen, names, source)
    if source != "-" and Path(output).exists() and Path(source).exists() and Path(output).samefile(source):
        raise click.UsageError("--output is INPUT itself")
    kept: bulks.Output | None = None
    try:
        with (
            _ending(),
            _opened(source) as (file, place),
            bulks.Output(output, resume=resume) as kept,
            _crew(jobs, scheduler, task) as crew,
        ):
            return _answer(task, file, place, kept, crew, quiet=quiet)
    except _EndedError as ended:
        complain(f"ended by {ended.signal.name}" + (f"; {kept.kept}" if kept else ""))
        return 128 + ended.signal
    except BrokenPipeError:
        # Click would make a failure of it; who reads the answers has what they wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _answer(task: bulks.Task, file: IO[bytes], place: _Place, kept: bulks.Output, crew: _Crew, *, quiet: bool) -> int:
    seen = _Seen(task.work)
    meter = _Meter(_size(file), kept.answered, hidden=quiet)
    try:
        for piece, said in bulks.answers(bulks.resumed(bulks.lines(file), kept, task), task, *crew):
            kept.write(said)
            seen.take(said)
            meter.tell(kept.answered, place() if place else piece[-1].end)
    except Exception as error:
        if isinstance(error, BrokenProcessPool) or cluster.lost(error):
            raise ServiceError(f"{cluster.why(crew[0])}; {kept.kept}", "bulk") from None
        if isinstance(error, ServiceError):
            raise ServiceError(f"{error}; {kept.kept}", error.service) from None
        raise
    meter.end(kept.answered)
    return seen.status


class _EndedError(BaseException):
    """What a signal ends a run with."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = signal.Signals(number)


@contextmanager
def _ending() -> Iterator[None]:
    """Let the signals that end a program end the run instead, which then says what it leaves; not those ignored."""
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    usual = {signal.Signals[name]: signal.getsignal(signal.Signals[name]) for name in names}
    taken = [each for each, handler in usual.items() if handler in (signal.SIG_DFL, signal.default_int_handler)]

    def end(number: int, _frame: object) -> None:
        raise _EndedError(number)

    if threading.current_thread() is not threading.main_thread():
        taken = []
    for each in taken:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, usual[each])


@contextmanager
def _opened(source: str) -> Iterator[tuple[IO[bytes], _Place]]:
    """Yield an input, and how far in the file it is where its lines do not tell: one that is packed is unpacked."""
    if source == "-":
        yield _unpacked(sys.stdin.buffer)
        return
    try:
        with Path(source).open("rb") as file:
            if stat.S_ISDIR(Path(source).stat().st_mode):
                raise IsADirectoryError
            yield _unpacked(file)
    except FileNotFoundError:
        raise InputError("no such file", Location(source)) from None
    except IsADirectoryError:
        raise InputError("is a directory, not a file of JSON lines", Location(source)) from None
    except (PermissionError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", Location(source)) from None


def _unpacked(file: Any) -> tuple[IO[bytes], _Place]:
    if not file.peek(len(_GZIP)).startswith(_GZIP):
        return file, None
    return io.BufferedReader(bulks.Unpacked(file)), file.tell if file.seekable() else None


def _size(file: IO[bytes]) -> int:
    """Return how many bytes there are to read, 0 where nobody knows."""
    try:
        status = Path(file.name).stat() if isinstance(file.name, str) and file.name != "<stdin>" else None
    except OSError:
        status = None
    return status.st_size if status and stat.S_ISREG(status.st_mode) else 0


@contextmanager
def _crew(jobs: int, scheduler: str | None, task: bulks.Task) -> Iterator[_Crew]:
    """Yield what runs the work."""
    if scheduler is not None and jobs > 1:
        raise click.UsageError("--jobs and --scheduler exclude each other")
    if scheduler is not None:
        with cluster.executor(scheduler, task) as crew:
            yield crew
    elif jobs == 1:
        yield None, 1
    else:
        executor = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), processes.until_orphaned)
        try:
            yield executor, jobs
        except _EndedError:
            for process in multiprocessing.active_children():
                process.terminate()
            raise
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


class _Seen:
    """What the answers of a run come to: its exit status."""

    def __init__(self, work: bulks.Work) -> None:
        self._work = work
        self._answers = self._wrong = self._unproven = 0

    def take(self, answers: Sequence[str]) -> None:
        """Count some answers."""
        for answer in map(json.loads, answers):
            self._answers += 1
            self._wrong += "problem" in answer or self._is_wrong(answer)
            self._unproven += answer.get("status") == "unavailable"

    def _is_wrong(self, answer: dict[str, Any]) -> bool:
        if self._work == "links":
            return any(link["verdict"] in _BAD for link in answer["links"])
        return any(one["severity"] == "error" and not one["accepted"] for one in answer.get("findings", ()))

    @property
    def status(self) -> int:
        """The exit status: most could not be asked about, something is wrong, or neither."""
        if self._unproven * 2 > self._answers:
            return CANNOT
        return FINDINGS if self._wrong else 0


class _Meter:
    """Says on standard error how far a run is, how fast, and how long it will take."""

    def __init__(self, size: int, before: int, *, hidden: bool) -> None:
        self._size, self._before, self._hidden = size, before, hidden
        self._began = self._told = time.monotonic()
        self._start: int | None = None
        self._every = 1.0 if sys.stderr.isatty() else 60.0

    def tell(self, answered: int, place: int) -> None:
        """Say how far it is, where it is time to."""
        now = time.monotonic()
        if self._start is None:
            self._start = place
        if self._hidden or now - self._told < self._every:
            return
        self._told = now
        share = (place - self._start) / max(self._size - self._start, 1) if self._size else 0
        left = f", {_spell((now - self._began) / share * (1 - share))} left" if share else ""
        self._say(f"{answered:,} answered, {self._rate(answered, now)} a second{left}")

    def end(self, answered: int) -> None:
        """Say what was done."""
        if not self._hidden:
            now = time.monotonic()
            self._say(f"{answered - self._before:,} answered, {self._rate(answered, now)} a second")

    def _rate(self, answered: int, now: float) -> str:
        return f"{(answered - self._before) / max(now - self._began, 1e-6):,.1f}"

    def _say(self, message: str) -> None:
        complain(message)


def _spell(seconds: float) -> str:
    minutes = round(seconds / 60)
    return (
        f"{minutes // 60} h {minutes % 60:02} min"
        if minutes > 59
        else f"{minutes} min"
        if minutes
        else f"{seconds:.0f} s"
    )
