"""The options of ``ccsvi-refs cite and pandoc-filter``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import FileName, Language, Word


@click.command()
@click.argument("page", metavar="PAGE", type=FileName())
@click.option(
    "--style",
    metavar="NAME|FILE",
    type=options.style,
    help="A style's name or a .csl file; else what `csl` of the page names.",
)
@click.option("--to", type=Word("target", lambda: options.CITED), default="markdown", show_default=True)
@click.option("--bibliography", "files_", multiple=True, metavar="FILE", help="Cite from this, too; may be repeated.")
@click.option(
    "--locale",
    metavar="L",
    type=Language(),
    help="Language, such as de-DE; else the page's `lang`, else the style's own.",
)
@click.option("--link-citations/--no-link-citations", default=None, help="Make cites links to their entries.")
@options.output_file
def cite(**given: Any) -> int:
    """Write the citations of a Markdown PAGE, [@key, p. 3], and its bibliography in a CSL style.

    .org, .tex, .rst, .ipynb and .typ are read by Pandoc.
    """
    from ccsvi_refs.cli import cite as work

    return work.cite(**given)


@click.command("pandoc-filter")
@click.argument("target", required=False, default="")
def pandoc_filter(**given: Any) -> int:
    """Write the citations of a document that Pandoc hands over as JSON: `pandoc --filter ccsvi-refs-pandoc`."""
    from ccsvi_refs.cli import cite as work

    return work.pandoc_filter(**given)
