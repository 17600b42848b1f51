"""The options of ``ccsvi-refs convert and extract``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import Word


@click.command()
@options.many_inputs
@options.input_format
@click.option("--to", type=Word("format", options.writers), required=True)
@options.output_file
@click.option("--deduplicate", is_flag=True, help="Write each work once, and say which entries became one.")
@options.offline
@options.config
def convert(**given: Any) -> int:
    """Write the references of INPUT in another format, or the records of the works it names by identifiers."""
    from ccsvi_refs.cli import convert as work

    return work.convert(**given)


@click.command()
@options.many_inputs
@options.input_format
@click.option("--to", type=Word("format", options.writers), default="csl-json", show_default=True)
@options.output_file
def extract(**given: Any) -> int:
    """Find the references that INPUT cites and write them as data, as they are cited."""
    from ccsvi_refs.cli import convert as work

    return work.extract(**given)
