"""Which registries a command asks: the options, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ccsvi_refs import resolving
from ccsvi_refs.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

#: For ``--registry``: nobody is to be asked, and what needs nobody is done.
NONE = "none"


def registry_options(function: Command) -> Command:
    """Return a command with --registry and --mirror."""
    registry = click.option(
        "--registry",
        metavar="NAMES",
        help="Registries to ask, by commas, mirror among them; all that can be asked if not told; none asks nobody.",
    )
    mirror = click.option("--mirror", metavar="DIR", help="A local mirror, asked first; the registry 'mirror' is this.")
    return registry(mirror(function))


def registries(named: str | None, mirror: str | None, settings: Settings) -> tuple[str, ...]:
    """Return the registries to ask, in order; a mirror that is named is asked before those that can be asked.

    UsageError where the options contradict each other, SettingsError where a registry is unknown or needs a setting.
    """
    if named is None:
        return (*(("mirror",) if mirror else ()), *resolving.chosen(None, settings))
    names = tuple(dict.fromkeys(name.strip() for name in named.split(",") if name.strip()))
    if names == (NONE,):
        return ()
    if NONE in names or not names:
        raise click.UsageError(f"--registry {named!r}: names of registries, or {NONE} alone")
    if mirror and "mirror" not in names:
        raise click.UsageError(f"--mirror is not among --registry {named}")
    return resolving.chosen(names, settings)
