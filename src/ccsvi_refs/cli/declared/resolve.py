"""The options of ``ccsvi-refs resolve``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import Word


@click.command()
@options.many_inputs
@options.input_format
@click.option(
    "--format",
    "report_format",
    type=Word("format", lambda: ("json", "jsonl", "text")),
    default="text",
    show_default=True,
)
@options.output_file
@options.registry_options
@options.loudness("In text, tell what is not simply matched.", "In text, tell why, and who was asked.")
@options.offline
@options.config
def resolve(**given: Any) -> int:
    """Look the references of INPUT up, and say which work each is, or that it is ambiguous or unknown."""
    from ccsvi_refs.cli import resolve as work

    return work.resolve(**given)
