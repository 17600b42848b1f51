"""Whom a command asks: what its options mean together, and the asking."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click

from ccsvi_refs import examining, resolving
from ccsvi_refs.cli import inputs
from ccsvi_refs.cli.terminal import progress
from ccsvi_refs.examining import Stage
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.model import Bibliography
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

#: For ``--registry``: nobody is to be asked, and what needs nobody is done.
NONE = "none"


def stage(*, hidden: bool = False) -> Stage:
    """Return what shows each stage's progress on the terminal."""
    return partial(progress, hidden=hidden)


def statuses(found: Sequence[Bibliography], settings: Settings) -> list[list[LinkStatus]]:
    """Return the statuses of every input's links, from one run over all of them."""
    return examining.statuses(found, settings, stage())


def resolutions(found: Sequence[Bibliography], settings: Settings, names: Sequence[str]) -> list[list[Resolution]]:
    """Return the resolutions of every input's references, from one run over all of them."""
    announce_all(found, settings, names)
    return examining.resolutions(found, settings, names, stage())


def announce_all(
    found: Sequence[Bibliography], settings: Settings, names: Sequence[str], *, hidden: bool = False
) -> None:
    """Say on standard error how long the services' limits make a run, where that is worth saying."""
    if not hidden:
        everything = [reference for bibliography in found for reference in bibliography]
        inputs.announce(Bibliography(tuple(everything)), settings, names)


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
