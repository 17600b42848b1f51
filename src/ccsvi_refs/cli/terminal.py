"""The terminal: what goes to standard error, progress bars, exit statuses. Nothing heavy: every start waits for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import click

from ccsvi_refs.text.printing import one_line, printable, without_commands

FINDINGS, UNUSABLE, CANNOT = 1, 2, 3

#: Where a command's context keeps that it is to be quiet.
QUIET = f"{__name__}.quiet"

#: What runners set for the processes whose output they read for commands.
RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")


def complain(message: str) -> None:
    """Print a message about the run to standard error, on one line."""
    sys.stderr.write(f"ccsvi-refs: {as_runners_read(one_line(message))}\n")


def complain_at_length(text: str) -> None:
    """Print a text of several lines to standard error."""
    sys.stderr.write(as_runners_read(printable(text)))


def as_runners_read(text: str) -> str:
    """Return a text as it is printed where a CI runner reads along."""
    return without_commands(text) if any(os.environ.get(name) for name in RUNNERS) else text


def in_colour(output: str | None) -> bool:
    """Return whether a result goes to a terminal that shows colours, https://no-color.org."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def is_quiet() -> bool:
    """Return whether the command was told to be quiet."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))


def detail(*, quiet: bool, verbose: bool) -> Literal["quiet", "normal", "verbose"]:
    """Return how much is to be told; a usage error where both less and more is."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other")
    return "quiet" if quiet else "verbose" if verbose else "normal"


@contextmanager
def progress(what: str, *, hidden: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function of (done, total) that moves a bar on standard error, None where there is none to see."""
    if hidden or is_quiet() or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
