"""The terminal: what goes to standard output and error, progress bars, exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.reports.plain import printable

FINDINGS, UNUSABLE, CANNOT = 1, 2, 3


def complain(message: str) -> None:
    """Print a message about the run to standard error."""
    sys.stderr.write(f"ccsvi-refs: {printable(message)}\n")


def emit(text: str, output: str | None = None) -> None:
    """Write a result as UTF-8 to the file, or to standard output where none is given."""
    data = text.encode("utf-8", "replace")
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise SettingsError(f"{output}: cannot be written: {error.strerror}") from error


def in_colour(output: str | None) -> bool:
    """Return whether a result goes to a terminal that shows colours, https://no-color.org."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def progress(what: str, *, hidden: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function of (done, total) that moves a bar on standard error, None where there is none to see."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
