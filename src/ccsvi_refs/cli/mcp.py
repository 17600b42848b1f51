"""``ccsvi-refs mcp``: a server for assistants, over standard input and output."""

from __future__ import annotations

import sys

from ccsvi_refs.cli import asking
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.errors import SettingsError


def mcp(registry: str | None, mirror: str | None, offline: bool | None) -> int:
    """Answer an assistant's questions about references, by the Model Context Protocol over standard input and output.

    A program that speaks the protocol starts this command; see "For assistants" in the documentation.
    """
    from ccsvi_refs import examining  # what it brings is of no use where the package is missing

    try:
        from ccsvi_refs.mcp import build
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "pydantic", "anyio"):
            raise
        raise SettingsError('mcp needs the package of that name: pip install "ccsvi-refs[mcp]"') from None
    if sys.stdin.isatty():
        complain("waits for the program of an assistant, which starts it by itself; Ctrl-C ends it")
    chosen = settings(offline=offline, mirror=mirror)
    build(examining.Job(chosen, asking.registries(registry, mirror, chosen))).run("stdio")
    return 0
