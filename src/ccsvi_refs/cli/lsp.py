"""``ccsvi-refs lsp``: a language server, which an editor starts and talks to."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.errors import SettingsError

if TYPE_CHECKING:
    from ccsvi_refs.lsp.session import Session

#: Seconds that a check may go on while the editor waits to be heard.
_SWITCH = 0.0005
#: How the extra is installed.
_NEEDED = 'the language server needs what is not installed: pip install "ccsvi-refs[lsp]"'


def lsp(stdio: bool, tcp: str | None, offline: bool, links: bool, config: Path | None) -> None:
    """Serve an editor over the Language Server Protocol, and end the process."""
    try:
        from ccsvi_refs.lsp import server
        from ccsvi_refs.lsp.options import Options
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("ccsvi_refs"):
            raise
        raise SettingsError(_NEEDED) from None
    if stdio and tcp:
        raise click.UsageError("--stdio and --tcp exclude each other")
    sys.setswitchinterval(_SWITCH)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # to look through all that is known of 5,000 entries takes a third of a second
    session = server.server(Options(config, offline, links))
    if tcp:
        host, port = _loopback(tcp)
        _leave(server.over_tcp(session, host, port, lambda *where: complain("waiting at {}:{}".format(*where))))
    else:
        _leave(_over_pipes(session))


def _over_pipes(session: Session) -> int:
    """Serve over standard input and output; what anything else prints goes to standard error."""
    from ccsvi_refs.lsp import server

    if sys.stdin.isatty():
        complain("an editor starts this and talks to it; docs/how-to/in-your-editor.md says how")
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as writer:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        return server.over_pipes(session, sys.stdin.buffer, writer)


def _leave(status: int) -> None:
    """End the process, whoever may still be asking a registry in it."""
    sys.stderr.flush()
    os._exit(status)


def _loopback(named: str) -> tuple[str, int]:
    """Return a host and port; a usage error where others than this machine could come to it."""
    host, _, port = named.rpartition(":")
    host = {"": "127.0.0.1", "localhost": "127.0.0.1"}.get(host, host.strip("[]"))
    try:
        address, number = ipaddress.ip_address(host), int(port)
    except ValueError:
        raise click.UsageError(f"--tcp {named!r}: expected HOST:PORT, such as 127.0.0.1:2087") from None
    if not address.is_loopback or not 0 <= number < 65536:
        raise click.UsageError(f"--tcp {named!r}: only a port of this machine, such as 127.0.0.1:2087")
    return str(address), number
