"""The options of ``ccsvi-refs bulk``; what they need is loaded when the command runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import Target

if TYPE_CHECKING:
    from ccsvi_refs.bulk import Work

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def bulk() -> None:
    """Answer JSON lines, any number of them, one a line and in order; a run that was ended goes on where it was."""


def _shared(function: Command) -> Command:
    """Return a command with what all kinds of work take."""
    given = (
        click.argument("source", metavar="INPUT"),
        click.option("--output", metavar="FILE", type=Target(), required=True, help="The answers, one a line."),
        click.option("--resume", is_flag=True, help="Go on with the answers that FILE has."),
        click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="So many processes."),
        click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster do it (extra dask)."),
        click.option("--quiet", is_flag=True, help="Say nothing of how far it is."),
        options.offline,
        options.config,
    )
    for option in reversed(given):
        function = option(function)
    return function


def _run(work: Work, **given: Any) -> int:
    from ccsvi_refs.cli import bulk as works

    return works.run(work, **given)


@bulk.command()
@_shared
@options.registry_options
def resolve(**given: Any) -> int:
    """Look up the work of each line's {"id", "text"}, or CSL-JSON item, in INPUT (- for standard input)."""
    return _run("resolve", **given)


@bulk.command()
@_shared
@options.registry_options
def audit(**given: Any) -> int:
    """Say what is wrong with each line's reference; what takes a whole page, such as duplicates, is not looked for."""
    return _run("audit", **given)


@bulk.command()
@_shared
def links(**given: Any) -> int:
    """Check the links of each line; one host is asked by one process at a time."""
    return _run("links", registry=None, mirror=None, **given)
