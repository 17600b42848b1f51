"""The options of ``ccsvi-refs lock``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import FileName, Word


@click.command()
@options.many_inputs
@options.input_format
@options.include
@options.exclude
@options.allow_empty
@click.option("--check", is_flag=True, help="Write nothing: say what has changed since the lock was written.")
@click.option(
    "--output",
    "--lock",
    "output",
    metavar="FILE",
    type=FileName(),
    default="references.lock",
    show_default=True,
    help="The lock.",
)
@click.option("--format", "report_format", type=Word("format", options.reports), default="text", show_default=True)
@options.also
@click.option(
    "--fail-on",
    type=Word("severity", lambda: (*options.SEVERITIES, "never")),
    help="Exit with 1 where a change is that grave: error with --check, else never.",
)
@options.offline
@options.registry_options
@click.option("--no-links", is_flag=True, help="Leave the links unchecked; what the lock has of them stands.")
@options.loudness("Tell errors and warnings alone.", "Tell every change by itself.")
@options.config
def lock(**given: Any) -> int:
    """Write what the citations and links of INPUT are found to be to references.lock, and say what has changed."""
    from ccsvi_refs.cli import lock as work

    return work.lock(**given)
