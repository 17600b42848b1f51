"""``ccsvi-refs convert`` and ``ccsvi-refs extract``: references from one form into another."""

from __future__ import annotations

import click

from ccsvi_refs import formats
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.terminal import FINDINGS, emit


@click.command()
@inputs.one_input
@inputs.input_format
@click.option("--to", type=click.Choice(list(formats.WRITERS)), required=True)
@inputs.output_file
def convert(source: str, form: str | None, to: str, output: str | None) -> int:
    """Write the references of INPUT in another format."""
    return _convert(source, form, to, output)


@click.command()
@inputs.one_input
@inputs.input_format
@click.option("--to", type=click.Choice(list(formats.WRITERS)), default="csl-json", show_default=True)
@inputs.output_file
def extract(source: str, form: str | None, to: str, output: str | None) -> int:
    """Find the references that INPUT cites and write them as data, as they are cited."""
    return _convert(source, form, to, output)


def _convert(source: str, form: str | None, to: str, output: str | None) -> int:
    bibliography = inputs.read(source, form)
    emit(formats.write(bibliography, to), output)
    return FINDINGS if bibliography.problems else 0
