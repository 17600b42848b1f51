"""The options of ``ccsvi-refs audit``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import FileName


@click.command()
@options.report_options
@options.also
@options.registry_options
@click.option("--locked", is_flag=True, help="Ask nobody: what references.lock has stands.")
@click.option(
    "--lock", metavar="FILE", type=FileName(), help="The lock, if it is not references.lock in the working directory."
)
@click.option("--no-links", is_flag=True, help="Leave the links unchecked.")
@click.option(
    "--style", metavar="NAME|FILE", type=options.style, help="Print the references that are put right in this style."
)
@click.option("--baseline", metavar="FILE", type=FileName(), help="Findings that are known: only new ones fail.")
@click.option(
    "--write-baseline", metavar="FILE", type=FileName(), help="Write a baseline that knows every finding of this run."
)
@options.loudness(
    "Tell errors and warnings alone.", "Tell every finding by itself, accepted ones too, with the evidence."
)
def audit(**given: Any) -> int:
    """Say what is wrong with the references and links of INPUT, and print the references put right."""
    from ccsvi_refs.cli import audit as work

    return work.audit(**given)
