"""The options of ``ccsvi-refs links``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import FileName


@click.command()
@options.report_options
@options.also
@click.option(
    "--since", default="", metavar="DATE|LAST", help="Tell only what has changed since a day or the last run."
)
@click.option(
    "--root",
    metavar="DIR",
    type=FileName(),
    help="Check a site's links to itself, too, against its files: it begins in DIR.",
)
@click.option("--dump", is_flag=True, help="Print what would be checked, and ask for nothing.")
@options.loudness("Tell bad and moved links alone.", "Tell good links and known bad ones one by one as well.")
@click.option(
    "--baseline", metavar="FILE", type=FileName(), help="Links known to be bad: only what is newly bad fails."
)
@click.option(
    "--write-baseline", metavar="FILE", type=FileName(), help="Write a baseline that knows every bad link of this run."
)
def links(**given: Any) -> int:
    """Check the links of INPUT: alive, moved, dead, behind a wall, or another work's page."""
    from ccsvi_refs.cli import links as work

    return work.links(**given)
