"""The options of ``ccsvi-refs lsp``; what they need is loaded when the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Talk over standard input and output, which is so anyway.")
@click.option("--tcp", metavar="HOST:PORT", help="Wait for one editor at a port of this machine.")
@click.option("--offline", is_flag=True, help="Ask nobody: answers that are kept are used, and no others.")
@click.option("--links", is_flag=True, help="Check links too; an editor's settings can ask for it as well.")
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings from this file, which is believed.",
)
def lsp(**given: Any) -> None:
    """Serve an editor over the Language Server Protocol: faults where they stand, records on hover, corrections.

    Exit status: 0 after the editor has asked for a shutdown, 1 where it left without one.
    """
    from ccsvi_refs.cli import lsp as work

    work.lsp(**given)
