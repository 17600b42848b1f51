"""The options of ``ccsvi-refs render and styles``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import FileName, Language, Word


@click.command()
@options.many_inputs
@options.input_format
@click.option(
    "--style",
    required=True,
    metavar="NAME|FILE",
    type=options.style,
    help="A style's name (see `styles`) or a .csl file.",
)
@click.option(
    "--locale",
    metavar="L",
    type=Language(),
    help="Language, such as de-DE; the style's own where it is not given.",
)
@click.option("--to", type=Word("target", options.targets), default="text", show_default=True)
@click.option("--engine", type=Word("engine", options.engines), default="ccsvi")
@click.option("--links/--no-links", default=None, help="Make links of DOIs and URLs; in HTML they are.")
@click.option("--corrected", is_flag=True, help="Resolve the references first and render them put right.")
@options.offline
@options.config
@options.output_file
def render(**given: Any) -> int:
    """Print the references of INPUT, or the works it names by identifiers, in a CSL style."""
    from ccsvi_refs.cli import render as work

    return work.render(**given)


@click.command()
@click.argument("word", required=False, default="")
@click.option(
    "--of", "page", metavar="PAGE", type=FileName(), help="Say in which style this page's own entries are printed."
)
@options.input_format
def styles(**given: Any) -> int:
    """List the styles whose name or title holds WORD, or those in which a page may cite."""
    from ccsvi_refs.cli import render as work

    return work.styles(**given)
