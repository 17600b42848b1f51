"""The options of ``ccsvi-refs serve``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine: 127.0.0.1 or ::1.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@options.registry_options
@options.offline
@options.config
def serve(**given: Any) -> int:
    """Check references in the browser: a page to paste a text, drop a file or name an address.

    It answers this computer alone, at the address that it prints, until Ctrl-C ends it. Settings come from the
    environment, or from a file that --config names.
    """
    from ccsvi_refs.cli import serve as work

    return work.serve(**given)
