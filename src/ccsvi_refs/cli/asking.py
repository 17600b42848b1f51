"""Which registries a command asks: the options, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ccsvi_refs import api

Command = TypeVar("Command", bound=Callable[..., Any])

#: For ``--registry``: nobody is to be asked, and what needs nobody is done.
NONE = "none"


def registry_options(function: Command) -> Command:
    """Return a command with --registry and --mirror."""
    registry = click.option(
        "--registry",
        help=f"Registries to ask, by commas: {','.join(api.REGISTRIES)} unless told; also mirror, or none.",
    )
    mirror = click.option("--mirror", metavar="DIR", help="A local mirror, asked first; the registry 'mirror' is this.")
    return registry(mirror(function))


def registries(chosen: str | None, mirror: str | None) -> tuple[str, ...]:
    """Return the registries to ask, in order, none for ``none``; a mirror that is named is asked before the usual ones.

    UsageError where the options contradict each other.
    """
    if chosen is None:
        return (*(("mirror",) if mirror else ()), *api.REGISTRIES)
    names = tuple(dict.fromkeys(name.strip() for name in chosen.split(",") if name.strip()))
    if names == (NONE,):
        names = ()
    elif NONE in names or not names:
        raise click.UsageError(f"--registry {chosen!r}: names of registries, or {NONE} alone")
    if mirror and "mirror" not in names:
        raise click.UsageError(f"--mirror is not among --registry {chosen}")
    return names
