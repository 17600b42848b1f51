"""The options of ``ccsvi-refs accept``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import Word


@click.command()
@click.argument("about", metavar="ID")
@click.argument("rule", metavar="RULE", type=Word("rule", options.rules))
@options.many_inputs
@click.option("--reason", required=True, metavar="TEXT", help="Why it is accepted.")
@click.option("--until", required=True, metavar="DATE", help="The last day of that, like 2027-01-31.")
@options.input_format
@click.option("--locked", is_flag=True, help="Ask nobody: the finding is one that references.lock shows.")
@options.offline
@options.registry_options
@click.option("--no-links", is_flag=True, help="Leave the links unchecked.")
@options.config
def accept(**given: Any) -> int:
    """Write that a finding of INPUT under RULE about the reference ID (or the link with that address) is accepted."""
    from ccsvi_refs.cli import accept as work

    return work.accept(**given)
