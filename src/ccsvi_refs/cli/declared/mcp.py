"""The options of ``ccsvi-refs mcp``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options


@click.command()
@options.registry_options
@options.offline
@options.config
def mcp(**given: Any) -> int:
    """Answer an assistant's questions about references, by the Model Context Protocol over standard input and output.

    A program that speaks the protocol starts this command; see "For assistants" in the documentation.
    """
    from ccsvi_refs.cli import mcp as work

    return work.mcp(**given)
