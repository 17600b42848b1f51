"""What the library logs, said as the command says things."""

from __future__ import annotations

import logging

from ccsvi_refs.cli.terminal import complain


class Complaints(logging.Handler):
    """Prints what the library logs as complaints of the run."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record's message."""
        complain(record.getMessage())


def listen() -> None:
    """Let what the library logs be said as the command says things."""
    log = logging.getLogger("ccsvi_refs")
    if not any(isinstance(handler, Complaints) for handler in log.handlers):
        log.addHandler(Complaints(logging.WARNING))
