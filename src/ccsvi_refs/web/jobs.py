"""The jobs of a running page: one at a time is worked on, the others wait; what nobody looks at is let go."""

from __future__ import annotations

import multiprocessing
import queue
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Literal

from ccsvi_refs.web.outcome import Failed, Outcome, Task, Told, Wanted
from ccsvi_refs.web.working import work

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

State = Literal["waiting", "running", "done", "failed", "cancelled"]

#: Jobs that wait, and finished ones that are kept with all they hold.
WAITING, KEPT = 5, 4
#: Seconds for which a finished job is kept after somebody last looked at it.
IDLE = 30 * 60.0
#: Seconds for reading a page, and for anything that is wanted of one that was examined.
READING, ANSWERING = 180.0, 300.0
#: What workers need, which they would each load for themselves otherwise.
_LOADED = (
    "ccsvi_refs.web.working", "ccsvi_refs.csl", "ccsvi_refs.matching.repeats", "ccsvi_refs.pages.kinds.markup",
    "ccsvi_refs.pages.reading", "ccsvi_refs.transport.documents",
)  # fmt: skip
#: Seconds between two looks at whether a job has been cancelled.
_LOOK = 0.25
#: Stages that ask nobody, or for one page alone.
_SHORT = ("Waiting", "Reading")
#: Names of jobs that are gone, so that it can be said that they were there.
_REMEMBERED = 1_000


class Full(Exception):  # noqa: N818 - what the list of jobs is
    """More jobs wait than are taken."""


class Gone(Exception):  # noqa: N818 - what the job is
    """A job is not there any more."""


@dataclass(slots=True, eq=False)
class Job:
    """A task and how far it is; times are those of the monotonic clock."""

    id: str
    task: Task
    state: State = "waiting"
    told: Told = field(default_factory=lambda: Told("Waiting"))
    begun: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    seen: float = field(default_factory=time.monotonic)
    outcome: Outcome | None = None
    reason: str = ""
    _since: float = field(default_factory=time.monotonic)
    _process: BaseProcess | None = None
    _wire: Connection | None = None
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _turning: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state not in ("waiting", "running")

    @property
    def elapsed(self) -> float:
        """The seconds since it was asked for, until its end."""
        return (self.ended or time.monotonic()) - self.begun

    @property
    def staged(self) -> float:
        """The seconds since its present stage began."""
        return time.monotonic() - self._since

    def hear(self, told: Told) -> None:
        """Take in how far it is."""
        if told.stage != self.told.stage:
            self._since = time.monotonic()
        self.told = told

    def begin(self, process: BaseProcess, wire: Connection) -> bool:
        """Note who works on it, and return whether it is still wanted; who works in vain is ended."""
        with self._turning:
            self._process, self._wire, self.task = process, wire, replace(self.task, data=b"")
            if not self.is_over:
                self.state = "running"
        if self.is_over:
            self.free()
        return not self.is_over

    def end(self, state: State, reason: str = "") -> None:
        """Note how it ended, and free what it holds unless it is done; the first end stands."""
        with self._turning:
            if not self.is_over:
                self.reason, self.state = reason, state
                self.ended = self.seen = time.monotonic()
                self.task = replace(self.task, data=b"")
        if self.state != "done":
            self.free()

    def free(self) -> None:
        """End its process, and with it everything that was read and found out."""
        if self._process and self._process.is_alive():
            self._process.kill()

    def ask(self, wanted: Wanted) -> bytes | Failed:
        """Return what is wanted of a job that is done; Gone where it is not there any more."""
        with self._asking:
            wire = self._wire
            if self.state != "done" or wire is None:
                raise Gone
            try:
                wire.send(wanted)
                if wire.poll(ANSWERING):
                    found: bytes | Failed = wire.recv()
                    return found
            except (EOFError, OSError):
                raise Gone from None
            self.free()
            return Failed(f"This took more than {ANSWERING / 60:.0f} minutes and was stopped.")


class Jobs:
    """All jobs of a server; whatever they hold is in memory, theirs or their processes', and ends with them."""

    def __init__(self) -> None:
        self._context = _context()
        self._folder = tempfile.TemporaryDirectory(prefix="ccsvi-refs-", ignore_cleanup_errors=True)
        self._jobs: dict[str, Job] = {}
        self._gone: dict[str, None] = {}
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        threading.Thread(target=self._run, name="jobs", daemon=True).start()

    def warm(self) -> None:
        """Let the process start from which the workers are made, which has then loaded what they need."""
        if sys.platform != "win32":
            forkserver.ensure_running()

    def add(self, task: Task) -> Job:
        """Return the job that a task becomes; Full where too many wait."""
        with self._lock:
            self._sweep()
            if self._closed or sum(job.state == "waiting" for job in self._jobs.values()) >= WAITING:
                raise Full
            job = Job(secrets.token_urlsafe(12), task)
            self._jobs[job.id] = job
        self._queue.put(job)
        return job

    def get(self, key: str) -> Job:
        """Return the job of that name, seen now; KeyError where there never was one, Gone where it is let go."""
        with self._lock:
            self._sweep()
            if key in self._gone:
                raise Gone
            job = self._jobs[key]
            job.seen = time.monotonic()
            return job

    def kept(self) -> list[Job]:
        """Return the jobs that are there and not cancelled, the latest first."""
        with self._lock:
            self._sweep()
            return [job for job in reversed(self._jobs.values()) if job.state != "cancelled"]

    def drop(self, job: Job) -> None:
        """Let a job go, whatever its state."""
        job.end("cancelled")
        with self._lock:
            self._let_go(job)

    def close(self) -> None:
        """End every job at once."""
        self._closed = True
        self._queue.put(None)
        for job in list(self._jobs.values()):
            job.end("cancelled")
            job.free()
        self._folder.cleanup()

    def _sweep(self) -> None:
        """Let go what nobody has looked at for a while, and the oldest of what is more than is kept."""
        over = sorted((job for job in self._jobs.values() if job.is_over), key=lambda job: job.seen)
        done, vain = ([job for job in over if (job.state == "done") is wanted] for wanted in (True, False))
        old = [job for job in over if time.monotonic() - job.seen > IDLE]
        for job in dict.fromkeys([*old, *done[:-KEPT], *vain[:-KEPT]]):
            self._let_go(job)

    def _let_go(self, job: Job) -> None:
        job.free()
        self._jobs.pop(job.id, None)
        self._gone[job.id] = None
        for key in list(self._gone)[:-_REMEMBERED]:
            del self._gone[key]

    def _run(self) -> None:
        """Work on one job after the other."""
        while (job := self._queue.get()) is not None:
            if job.state != "waiting":
                continue
            try:
                self._work(job)
            except Exception as error:
                job.end("failed", f"Something unforeseen went wrong ({type(error).__name__}). Please report it.")

    def _work(self, job: Job) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, job.task, self._folder.name), daemon=True)
        process.start()
        theirs.close()
        if not job.begin(process, ours):
            return
        job.hear(Told("Reading"))
        for told in _heard(job, ours):
            self._take(job, told)
            if job.is_over:
                return
        job.end("failed", "The work ended without a result: it may have needed more memory than there is.")

    def _take(self, job: Job, told: object) -> None:
        if isinstance(told, Told):
            job.hear(told)
        elif isinstance(told, Outcome):
            job.outcome = told
            job.end("done")
        elif isinstance(told, Failed):
            job.end("failed", told.reason)


def _context() -> ForkServerContext | SpawnContext:
    """Return how workers are made: from a process that has loaded what they need, where the system has that."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LOADED))
    return context


def _heard(job: Job, wire: Connection) -> Iterator[object]:
    """Yield what a worker says until it says no more, or its time is over."""
    until = time.monotonic() + job.task.settings.deadline
    while not job.is_over:
        late = time.monotonic() >= until or (job.told.stage in _SHORT and job.staged > READING)
        if late:
            job.end("failed", "This took too long and was stopped. Try a part of it.")
            return
        try:
            if wire.poll(_LOOK):
                yield wire.recv()
        except (EOFError, OSError):
            return
