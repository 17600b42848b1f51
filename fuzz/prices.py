"""What running one input costs: seconds of CPU, which other work on the machine does not change, and memory."""

from __future__ import annotations

import contextlib
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from ccsvi_refs.errors import CcsviRefsError

#: What an input may take.
SECONDS, MEGABYTES = 2.0, 500


class PriceError(Exception):
    """An input took too long or too much memory."""


class Hang(BaseException):
    """The time is over; no ``except Exception`` on the way stops it."""


@dataclass(frozen=True, slots=True)
class Price:
    """Seconds of CPU and megabytes by which the process's peak grew."""

    seconds: float
    megabytes: float

    @property
    def is_high(self) -> bool:
        """Return whether an input may not take as much."""
        return self.seconds > SECONDS or self.megabytes > MEGABYTES

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s of CPU and {self.megabytes:.0f} MB"


def price(target: Callable[[bytes], None], data: bytes, most: float) -> Price:
    """Return what an input costs; what runs for longer than ``most`` seconds of CPU is stopped."""
    signal.signal(signal.SIGPROF, _stop)
    peak, started = _peak(), time.process_time()
    try:
        signal.setitimer(signal.ITIMER_PROF, most)
        with contextlib.suppress(CcsviRefsError):
            target(data)
    except Hang:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Price(time.process_time() - started, (_peak() - peak) / 1024)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _stop(*_: object) -> None:
    raise Hang
