"""The command's settings: a file's, over them the environment's, over them the options'."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.settings import Settings, from_environment, tree

_NAMED = f"{__name__}.file"


def _note(context: click.Context, _: click.Parameter, path: str | None) -> None:
    context.meta[_NAMED] = path


config = click.option(
    "--config", metavar="FILE", callback=_note, expose_value=False, help="Settings from this file, which is believed."
)


def settings(**options: object) -> Settings:
    """Return the settings: the file's, over them the environment's, over them the options that are not None.

    The file is the one that ``--config`` names, else the nearest; what that may not set is complained about.
    """
    given = {name: value for name, value in options.items() if value is not None}
    return from_environment(os.environ, _from_file()).with_values(given, "option")


def believed(**options: object) -> Settings:
    """Return the settings as :func:`settings` does, without those of a file that nobody has named."""
    context = click.get_current_context(silent=True)
    path = context and context.meta.get(_NAMED)
    given = {name: value for name, value in options.items() if value is not None}
    file = tree.named(Path(path)) if path else Settings()
    return from_environment(os.environ, file).with_values(given, "option")


def _from_file() -> Settings:
    context = click.get_current_context(silent=True)
    if path := context and context.meta.get(_NAMED):
        return tree.named(Path(path))
    found = tree.found(Path.cwd())
    for sentence in found.refused:
        complain(sentence)
    return found.settings


def settings_file() -> Path:
    """Return the settings file: the one that ``--config`` names, the nearest, or the one that would be begun."""
    context = click.get_current_context(silent=True)
    if path := context and context.meta.get(_NAMED):
        return Path(path)
    return tree.place(Path.cwd())
