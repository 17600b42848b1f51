"""The options of ``ccsvi-refs fix``; what they need is loaded when the command runs."""

from __future__ import annotations

from typing import Any

import click

from ccsvi_refs.cli.declared import options
from ccsvi_refs.cli.declared.words import Word


@click.command()
@options.many_inputs
@click.option("--write", is_flag=True, help="Write the files back; of -, write the corrected text to standard output.")
@click.option(
    "--unsafe", is_flag=True, help="Make doubtful corrections too: titles, authors, journals, other works' identifiers."
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    type=Word("rule", lambda: options.CORRECTED),
    metavar="CODE",
    help="Correct what breaks this rule alone; may be repeated.",
)
@click.option(
    "--reference", "references", multiple=True, metavar="ID", help="Correct this reference alone; may be repeated."
)
@click.option("--tracked", is_flag=True, help="Make the changes in a Word document tracked ones.")
@click.option("--mark-retracted", is_flag=True, help="Say of retracted works that they are.")
@options.registry_options
@options.input_format
@options.include
@options.exclude
@options.loudness(
    "Show the diff alone, or write without a word.", "Say of every change why the work is taken for the cited one."
)
@options.offline
@options.config
def fix(**given: Any) -> int:
    """Put the references of INPUT right: show what would change as a diff, or write it.

    Exit status: 0 nothing is left to change, 1 changes are shown, or corrections are left that are doubtful or have no
    sure place, 2 unusable input or usage, 3 most references could not be checked.
    """
    from ccsvi_refs.cli import fix as work

    return work.fix(**given)
