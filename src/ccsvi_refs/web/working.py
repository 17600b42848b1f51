"""The process that examines one page: it can be ended at any moment, and all that it holds ends with it.

It reads hostile files and talks to strangers, so it has a memory and a working directory of its own, which is empty:
a page that names a bibliography beside it finds nothing of this machine.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection

from ccsvi_refs import processes
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.web import examination
from ccsvi_refs.web.outcome import Failed, Task, Told, Wanted

#: Bytes of memory of its own that a process may have, where the system can hold it to that; files are not counted.
MEMORY = 6 * 1024**3
#: Seconds between two words on how far the work is.
_PACE = 0.1

_TOO_LARGE = "This takes more memory than there is for it. Try a part of it."


def work(wire: Connection, task: Task, folder: str) -> None:
    """Examine a task's page, say how that went, and answer what is wanted of it until the wire is cut."""
    _settle(folder)
    try:
        examined = examination.examine(task, _teller(wire))
        wire.send(examination.outcome(examined))
        while True:
            wanted: Wanted = wire.recv()
            wire.send(_answer(examined, wanted))
    except (EOFError, OSError):
        return
    except Exception as error:
        wire.send(_failed(error))


def _settle(folder: str) -> None:
    """Leave signals to the parent, end with it, and take no more than is due."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir(folder)
    logging.getLogger("ccsvi_refs").addHandler(logging.NullHandler())
    processes.end_with_parent()
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        if most == resource.RLIM_INFINITY or most > MEMORY:
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))


def _teller(wire: Connection) -> examination.Tell:
    """Return what sends how far the work is, a few times a second."""
    stage, when = "", 0.0
    lock = threading.Lock()

    def tell(what: str, done: int, total: int) -> None:
        nonlocal stage, when
        now = time.monotonic()
        with lock:
            if what != stage or done == total or now - when >= _PACE:
                stage, when = what, now
                wire.send(Told(what, done, total))

    return tell


def _answer(examined: examination.Examined, wanted: Wanted) -> bytes | Failed:
    try:
        return examination.answer(examined, wanted)
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> Failed:
    """Return what a visitor is told of an error; never more of one that nobody foresaw than what it is."""
    if isinstance(error, CcsviRefsError):
        return Failed(str(error))
    if isinstance(error, MemoryError):
        return Failed(_TOO_LARGE)
    return Failed(f"Something unforeseen went wrong ({type(error).__name__}). Please report it.")
