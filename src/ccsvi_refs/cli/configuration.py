"""The command's settings: a file's, over them the environment's, over them the options'."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import click

from ccsvi_refs.cli.declared.options import CONFIG
from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.errors import meant
from ccsvi_refs.settings import Settings, from_environment, tree

_PREFIX = "CCSVI_REFS_"
#: Variables that are no settings: where an internal error shows its place, and what the tests read.
_OTHERS = {"CCSVI_REFS_TRACEBACK", "CCSVI_REFS_CORPUS"}


def settings(**options: object) -> Settings:
    """Return the settings: the file's, over them the environment's, over them the options that are not None.

    The file is the one that ``--config`` names, else the nearest; what that may not set is complained about.
    """
    given = {name: value for name, value in options.items() if value is not None}
    _tell_unknown()
    return from_environment(os.environ, _from_file()).with_values(given, "option")


def believed(**options: object) -> Settings:
    """Return the settings as :func:`settings` does, without those of a file that nobody has named."""
    context = click.get_current_context(silent=True)
    path = context and context.meta.get(CONFIG)
    given = {name: value for name, value in options.items() if value is not None}
    file = tree.named(Path(path)) if path else Settings()
    return from_environment(os.environ, file).with_values(given, "option")


def _tell_unknown() -> None:
    """Say which variables of the environment are meant for us and set nothing."""
    known = {f"{_PREFIX}{each.name.upper()}" for each in fields(Settings)} | _OTHERS
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in known:
            complain(f"environment: {name} sets nothing{meant(name, known, 1)}")


def _from_file() -> Settings:
    context = click.get_current_context(silent=True)
    if path := context and context.meta.get(CONFIG):
        return tree.named(Path(path))
    found = tree.found(Path.cwd())
    for sentence in found.refused:
        complain(sentence)
    return found.settings


def settings_file() -> Path:
    """Return the settings file: the one that ``--config`` names, the nearest, or the one that would be begun."""
    context = click.get_current_context(silent=True)
    if path := context and context.meta.get(CONFIG):
        return Path(path)
    return tree.place(Path.cwd())
